"""Nobody edits history, the administrator and the superuser included."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .journal_case import JournalCase, hour


class TestJournalAppendOnly(JournalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(
            cls.env, "sd_admin", groups="base.group_system,base.group_user"
        )

    def setUp(self):
        super().setUp()
        self.activity = self.plan_at(hour(9))
        with self.at(hour(10)):
            self.activity.write({"date_deadline": "2027-03-08"})
        self.journal = self.env["sales.discipline.journal"]
        self.entry = self.journal.search([("activity_id", "=", self.activity.id)])

    def test_administrators_read_it(self):
        entry = self.entry.with_user(self.admin)
        self.assertEqual(str(entry.old_deadline), "2027-03-05")
        self.assertEqual(entry.actor_name, self.anna.name)

    def test_others_do_not(self):
        for user in (self.anna, self.head, self.director):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.entry.with_user(user).read(["kind"])
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.journal.with_user(user).search([])

    def test_no_call_changes_it(self):
        values = {"activity_id": 1, "kind": "changed", "at": "2027-03-01 10:00:00"}
        doors = {
            "create": lambda rows: rows.create([values]),
            "web_save": lambda rows: rows.browse().web_save(values, {}),
            "name_create": lambda rows: rows.name_create("Forged"),
            "write": lambda rows: rows.write({"kind": "dropped"}),
            "update": lambda rows: rows.update({"actor_id": 1}),
            "assignment": lambda rows: setattr(rows, "old_deadline", False),
            "web_save of one": lambda rows: rows.web_save({"kind": "dropped"}, {}),
            "unlink": lambda rows: rows.unlink(),
            "copy": lambda rows: rows.copy(),
            "import": lambda rows: rows.load(["kind"], [["changed"]]),
            "import of one": lambda rows: rows.load(
                [".id", "kind"], [[str(self.entry.id), "dropped"]]
            ),
        }
        for user in (self.env.ref("base.user_root"), self.admin, self.anna):
            for name, door in doors.items():
                # An AccessError is one as well.
                refused = self.assertRaises(UserError)
                with self.subTest(name, user=user.login), refused:
                    door(self.entry.with_user(user))
        for name, door in doors.items():
            with self.subTest(name, user="sudo"), self.assertRaises(UserError):
                door(self.entry.with_user(self.anna).sudo())
        row = self.row(self.activity)
        self.assertEqual(row["kind"], "changed")
        self.assertEqual(row["actor_id"], self.anna.id)

    def test_deleting_the_activity_the_deal_and_the_person_keeps_it(self):
        with self.at(hour(11)):
            self.deal.unlink()
        with self.at(hour(12)):
            self.anna.action_archive()
        self.assertEqual(self.kinds(self.activity), ["changed", "dropped"])

    def test_a_context_does_not_silence_it(self):
        """Neither do the keys that Odoo itself and the addon know."""
        context = {
            "mail_activity_automation_skip": True,
            "calendar_event_meeting_update": True,
            "mail_activity_meeting_update": True,
            "install_mode": True,
            "module_uninstall": True,
            "tracking_disable": True,
            "sales_discipline": False,
            "recording": True,
            "dropping": True,
        }
        with self.at(hour(11)):
            activity = self.activity.with_user(self.anna).with_context(**context)
            activity.write({"date_deadline": "2027-03-09"})
        with self.at(hour(12)):
            activity.unlink()
        self.assertEqual(self.kinds(self.activity), ["changed", "changed", "cancelled"])

    def test_commands_of_the_document_do_not_pass_it_by(self):
        with self.at(hour(11)):
            self.deal.write({"activity_ids": [Command.delete(self.activity.id)]})
        self.assertEqual(self.kinds(self.activity)[-1], "cancelled")
