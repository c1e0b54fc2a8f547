"""Regulations: written rules that people read and acknowledge."""

from ast import literal_eval

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user

from .common import TeamCase


class TestRegulation(TeamCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.regulation = cls.env["sales.discipline.regulation"].create(
            {"name": "How we work", "policy_id": cls.policy.id}
        )
        cls.draft = cls.make_version("2027-02-01", "<p>Plan your day.</p>")

    @classmethod
    def make_version(cls, date_start, body):
        return cls.env["sales.discipline.regulation.version"].create(
            {
                "regulation_id": cls.regulation.id,
                "date_start": date_start,
                "body": body,
            }
        )

    def publish(self, version=None, when="2027-03-01 10:00"):
        version = version or self.draft
        with self.at(when):
            version.with_user(self.director).action_publish()
        return version

    def opened(self, user):
        """The version that a person is shown."""
        action = self.env["sales.discipline.regulation"].with_user(user)
        found = action.action_open_own()
        return self.env[found["res_model"]].with_user(user).browse(found["res_id"])

    def assertNothingOpens(self, user):
        """An empty list, which says what will be there."""
        regulations = self.env["sales.discipline.regulation"].with_user(user)
        action = regulations.action_open_own()
        self.assertFalse(action.get("res_id"))
        self.assertIn("No regulation for you yet", action["help"])
        versions = self.env[action["res_model"]].with_user(user)
        self.assertFalse(versions.search(literal_eval(action["domain"])))

    def acknowledge(self, version, user, when="2027-03-02 10:00"):
        with self.at(when):
            version.with_user(user).action_acknowledge()

    def test_a_new_version_begins_on_an_empty_form(self):
        model = self.env["sales.discipline.regulation.version"]
        form = Form(model.with_user(self.director))
        self.assertFalse(form.reading)
        form.regulation_id = self.regulation
        form.body = "<p>Plan your day.</p>"
        self.assertFalse(form.save().published_at)

    def test_who_leads_the_team_reads_it_and_acknowledges_nothing(self):
        self.draft.action_publish()
        version = self.opened(self.head)
        self.assertEqual(version, self.draft)
        self.assertFalse(version.is_mine)

    def test_it_is_told_in_odoo_also_to_whoever_reads_the_rest_by_mail(self):
        self.anna.notification_type = "email"
        self.draft.action_publish()
        told = self.env["mail.notification"].search(
            [("res_partner_id", "=", self.anna.partner_id.id)]
        )
        self.assertIn(
            self.draft,
            [
                self.draft.browse(message.res_id)
                for message in told.mail_message_id
                if message.model == self.draft._name
            ],
        )
        self.assertEqual(set(told.mapped("notification_type")), {"inbox"})

    def test_nothing_is_shown_before_it_is_published(self):
        self.assertNothingOpens(self.anna)
        with self.assertRaises(AccessError):
            self.draft.with_user(self.anna).read(["body"])

    def test_published_it_asks_everybody_concerned_once(self):
        before = self.env["mail.message"].search([], order="id desc", limit=1).id
        self.publish()
        self.publish()
        sent = self.env["mail.message"].search([("id", ">", before)])
        asked = sent.filtered(lambda message: "regulation" in message.body)
        self.assertEqual(
            asked.partner_ids, (self.anna | self.oleg).partner_id, asked.mapped("body")
        )
        self.assertEqual(len(asked), 2)
        self.assertEqual(self.opened(self.anna), self.draft)

    def test_the_text_stands_beside_the_numbers_of_the_policy(self):
        self.publish()
        with self.at("2027-03-02 10:00"):
            version = self.opened(self.anna)
            self.assertEqual(version.min_planned_count, 5)
        self.env["sales.discipline.policy.version"].create(
            {
                "policy_id": self.policy.id,
                "date_start": "2027-04-01",
                "min_planned_count": 7,
            }
        )
        self.env.invalidate_all()
        with self.at("2027-04-01 10:00"):
            self.assertEqual(self.opened(self.anna).min_planned_count, 7)

    def test_acknowledged_once_for_oneself(self):
        version = self.publish()
        self.acknowledge(version, self.anna)
        self.acknowledge(version, self.anna, "2027-03-05 10:00")
        row = version.acknowledgement_ids
        self.assertEqual(row.user_id, self.anna)
        self.assertEqual(str(row.acknowledged_at), "2027-03-02 10:00:00")
        mine = version.with_user(self.anna)
        self.assertTrue(mine.is_mine)
        self.assertEqual(mine.acknowledged_at, row.acknowledged_at)
        self.assertFalse(mine.missing_user_ids, "of others nobody is told")
        self.assertFalse(version.with_user(self.oleg).acknowledged_at)

    def test_the_head_sees_who_has_not(self):
        version = self.publish()
        self.acknowledge(version, self.anna)
        for user in (self.head, self.director):
            seen = version.with_user(user)
            self.assertEqual(seen.missing_user_ids, self.oleg)
            self.assertEqual(seen.reading, "1 of 2")
        stranger = self.new_user("sd_stranger", "sales_discipline.group_head")
        self.assertFalse(version.with_user(stranger).missing_user_ids)
        self.assertFalse(version.with_user(stranger).reading)

    def test_administrators_see_who_has_not_as_they_read_all(self):
        version = self.publish()
        self.acknowledge(version, self.anna)
        for group in ("sales_team.group_sale_manager", "base.group_system"):
            user = self.new_user(f"sd_{group}", group)
            seen = version.with_user(user)
            self.assertEqual(seen.reading, "1 of 2", group)
            self.assertEqual(seen.missing_user_ids, self.oleg)

    def test_a_new_version_asks_again(self):
        self.acknowledge(self.publish(), self.anna)
        following = self.publish(
            self.make_version("2027-04-01", "<p>Write results.</p>"), "2027-03-20 10:00"
        )
        self.assertEqual(self.opened(self.anna), following)
        self.assertFalse(following.with_user(self.anna).acknowledged_at)
        self.acknowledge(following, self.anna, "2027-03-21 10:00")
        self.assertEqual(len(self.draft.acknowledgement_ids), 1)

    def test_a_published_text_stays_as_it_is(self):
        version = self.publish()
        for user in (self.director, self.env.ref("base.user_root")):
            changed = version.with_user(user)
            for values in ({"body": "<p>No</p>"}, {"date_start": "2027-01-01"}):
                with self.subTest(user.login), self.assertRaises(UserError):
                    changed.write(values)
            with self.subTest(user.login), self.assertRaises(UserError):
                changed.unlink()
        version.write({"published_at": False})
        self.assertTrue(version.published_at)
        forged = self.env["sales.discipline.regulation.version"].create(
            {
                "regulation_id": self.regulation.id,
                "date_start": "2027-05-01",
                "body": "<p>Now</p>",
                "published_at": "2020-01-01 00:00:00",
            }
        )
        self.assertFalse(forged.published_at)

    def test_nobody_acknowledges_for_others_or_takes_it_back(self):
        version = self.publish()
        self.acknowledge(version, self.anna)
        row = version.acknowledgement_ids
        values = {
            "version_id": version.id,
            "user_id": self.oleg.id,
            "acknowledged_at": "2020-01-01 00:00:00",
        }
        for user in (
            self.anna,
            self.head,
            self.director,
            self.env.ref("base.user_root"),
        ):
            rows = row.with_user(user)
            for act in (
                lambda rows: rows.create(values),
                lambda rows: rows.write({"acknowledged_at": "2020-01-01 00:00:00"}),
                lambda rows: rows.copy(),
                lambda rows: (
                    rows.load(["user_id/.id"], [["1"]])["ids"] or rows.create({})
                ),
            ):
                # An AccessError is one as well.
                with self.subTest(user.login), self.assertRaises(UserError):
                    act(rows)
        with self.assertRaises(AccessError):
            row.with_user(self.anna).unlink()
        self.assertEqual(version.acknowledgement_ids, row)

    def test_it_concerns_the_people_of_its_policy_alone(self):
        version = self.publish()
        stranger = self.new_user("sd_stranger")
        with self.assertRaises(AccessError):
            self.acknowledge(version, stranger)
        self.assertNothingOpens(stranger)

    def test_another_company_reads_nothing(self):
        elsewhere = self.env["res.company"].create({"name": "Elm & Ash"})
        stranger = new_test_user(
            self.env,
            "sd_elsewhere",
            groups="sales_team.group_sale_manager",
            company_id=elsewhere.id,
            company_ids=[(6, 0, elsewhere.ids)],
        )
        version = self.publish()
        with self.assertRaises(AccessError):
            version.with_user(stranger).read(["body"])
        with self.assertRaises(AccessError):
            self.regulation.with_user(stranger).read(["name"])

    def test_salespeople_and_heads_write_no_regulation(self):
        for user in (self.anna, self.head):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.draft.with_user(user).action_publish()
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.regulation.with_user(user).write({"name": "Mine"})

    def test_a_ready_one_ships_as_a_draft(self):
        shipped = self.env.ref(
            "sales_discipline.sales_discipline_regulation_version_default"
        )
        self.assertFalse(shipped.published_at)
        self.assertIn("Every deal has a next step", shipped.body)
