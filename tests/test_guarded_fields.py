"""What a client sends for the server's own stamps changes nothing, silently."""

from odoo import Command
from odoo.tests import new_test_user

from .journal_case import JournalCase, hour

FORGED = {
    "done_at": "2020-01-01 10:00:00",
    "first_deadline": "2020-01-02",
    "postpone_count": 77,
    "dropped_at": "2020-01-03 10:00:00",
    "date_done": "2020-01-04",
    "set_by_system": True,
}


class TestGuardedFields(JournalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(
            cls.env,
            "sd_admin",
            groups="base.group_system,sales_team.group_sale_manager",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )
        cls.forgers = cls.anna | cls.head | cls.admin | cls.env.ref("base.user_root")
        cls.forged = {**FORGED, "done_by_id": cls.oleg.id}

    def values(self, **values):
        return {
            "activity_type_id": self.call.id,
            "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
            "res_id": self.deal.id,
            "user_id": self.anna.id,
            "date_deadline": "2027-03-05",
            **values,
        }

    def stamps(self, activity):
        activity.flush_recordset()
        return self.fetch(
            """
            SELECT done_at, done_by_id, first_deadline::text, postpone_count,
                   dropped_at, date_done::text, set_by_system
              FROM mail_activity WHERE id = %s
            """,
            activity.id,
        )[0]

    def assertUntouched(self, activity, done_by=None):
        """As if nobody had sent anything, at ``hour(9)``."""
        self.assertEqual(
            self.stamps(activity),
            {
                "done_at": hour(9) if done_by else None,
                "done_by_id": done_by.id if done_by else None,
                "first_deadline": "2027-03-05",
                "postpone_count": 0,
                "dropped_at": None,
                "date_done": "2027-03-01" if done_by else None,
                "set_by_system": False,
            },
        )

    def each_forger(self):
        for user in self.forgers:
            with self.subTest(user.login), self.at(hour(9)):
                yield user, self.env["mail.activity"].with_user(user)
        with self.subTest("sudo"), self.at(hour(9)):
            yield self.anna, self.env["mail.activity"].with_user(self.anna).sudo()

    def test_create(self):
        for user, model in self.each_forger():
            self.assertUntouched(model.create(self.values(**self.forged)))
            done = model.create(self.values(active=False, **self.forged))
            self.assertUntouched(done, done_by=user)

    def test_write(self):
        for _user, model in self.each_forger():
            activity = model.create(self.values())
            activity.write(dict(self.forged))
            self.assertUntouched(activity)

    def test_write_together_with_finishing(self):
        for user, model in self.each_forger():
            activity = model.create(self.values())
            activity.write({"active": False, **self.forged})
            self.assertUntouched(activity, done_by=user)

    def test_write_before_finishing(self):
        """Stock Odoo keeps a date that somebody wrote before finishing."""
        for user, model in self.each_forger():
            activity = model.create(self.values())
            activity.write(dict(self.forged))
            activity.action_done()
            self.assertUntouched(activity, done_by=user)

    def test_write_after_finishing(self):
        for user, model in self.each_forger():
            activity = model.create(self.values())
            activity.action_done()
            activity.write(dict(self.forged))
            activity.write(dict.fromkeys(self.forged, False))
            self.assertUntouched(activity, done_by=user)

    def test_assignment_and_the_form_view(self):
        for _user, model in self.each_forger():
            activity = model.create(self.values())
            for name, value in self.forged.items():
                activity[name] = value
            activity.web_save(dict(self.forged), {"id": {}})
            self.assertUntouched(activity)

    def test_defaults_of_the_context(self):
        defaults = {f"default_{name}": value for name, value in self.forged.items()}
        for user, model in self.each_forger():
            model = model.with_context(**defaults)
            self.assertUntouched(model.create(self.values()))
            self.assertUntouched(model.create(self.values(active=False)), user)
            activity = model.create(self.values())
            activity.action_feedback(feedback="Agreed")
            self.assertUntouched(activity, user)

    def test_defaults_that_users_keep(self):
        for name, value in FORGED.items():
            self.env["ir.default"].set("mail.activity", name, value)
        for user, model in self.each_forger():
            self.assertUntouched(model.create(self.values()))
            self.assertUntouched(model.create(self.values(active=False)), user)

    def test_copy(self):
        for user, model in self.each_forger():
            activity = model.create(self.values())
            self.assertUntouched(activity.copy())
            self.assertUntouched(activity.copy(dict(self.forged)))
            activity.action_done()
            self.assertUntouched(activity.copy(dict(self.forged)), user)

    def test_copy_of_an_old_one_begins_anew(self):
        with self.at(hour(8)):
            activity = self.plan(self.anna, "2027-03-02")
        with self.at(hour(8).replace(minute=40)):
            activity.write({"date_deadline": "2027-03-05"})
            activity.action_done()
        for user, _model in self.each_forger():
            copy = activity.with_user(user).copy()
            self.assertUntouched(copy, user)
            self.assertUntouched(activity.with_user(user).copy({"active": True}))

    def test_import(self):
        names = ["done_at", "first_deadline", "postpone_count", "dropped_at"]
        for _user, model in self.each_forger():
            result = model.load(
                [
                    "activity_type_id/.id",
                    "res_model_id/.id",
                    "res_id",
                    "user_id/.id",
                    "date_deadline",
                    *names,
                    "done_by_id/.id",
                    "date_done",
                ],
                [
                    [
                        str(self.call.id),
                        str(self.env["ir.model"]._get_id("crm.lead")),
                        str(self.deal.id),
                        str(self.anna.id),
                        "2027-03-05",
                        *(str(FORGED[name]) for name in names),
                        str(self.oleg.id),
                        FORGED["date_done"],
                    ]
                ],
            )
            self.assertFalse(result["messages"])
            activity = model.browse(result["ids"])
            self.assertUntouched(activity)
            result = model.load(
                [".id", *names],
                [[str(activity.id), *(str(FORGED[name]) for name in names)]],
            )
            self.assertFalse(result["messages"])
            self.assertUntouched(activity)

    def test_through_the_document(self):
        for user, model in self.each_forger():
            deal = self.deal.with_env(model.env)
            known = deal.activity_ids
            command = Command.create(self.values(**self.forged))
            deal.write({"activity_ids": [command]})
            activity = (deal.activity_ids - known).with_user(user).sudo()
            self.assertUntouched(activity)
            deal.write({"activity_ids": [Command.update(activity.id, self.forged)]})
            self.assertUntouched(activity)

    def test_automatic_activities(self):
        for _user, model in self.each_forger():
            activity = self.deal.with_env(model.env).activity_schedule(
                "mail.mail_activity_data_call",
                date_deadline="2027-03-05",
                user_id=self.anna.id,
                **self.forged,
            )
            self.assertUntouched(activity)

    def test_the_creation_instant(self):
        """Stock Odoo guards it already: it is half of "logged after the fact"."""
        for _user, model in self.each_forger():
            activity = model.create(self.values(create_date="2020-01-01 00:00:00"))
            activity.write({"create_date": "2020-01-01 00:00:00"})
            found = self.fetch(
                "SELECT create_date FROM mail_activity WHERE id = %s", activity.id
            )
            self.assertEqual(found[0]["create_date"], hour(9))
