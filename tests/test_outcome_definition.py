"""What an outcome is made of and by whom, and what becomes of a broken one."""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form
from odoo.tools import SQL, mute_logger

from odoo.addons.sales_discipline.engine import outcomes

from .outcome_case import OutcomeCase


class TestDefinition(OutcomeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.new_user("sd_mona", "sales_team.group_sale_manager")

    def define(self, by=None, **values):
        return self.outcomes.with_user(by or self.manager).create(
            {
                "name": "Phoned",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "date_field": "create_date",
                "user_path": "user_id",
                **values,
            }
        )

    def test_what_cannot_be_measured_is_refused_with_the_reason(self):
        for reason, values in (
            ("nonsense", {"domain": "[('nonsense', '=', 1)]"}),
            ("plain values", {"domain": "[('user_id', '=', uid)]"}),
            ("plain values", {"domain": "{"}),
            ("plain values", {"domain": "5"}),
            ("no field “born”", {"date_field": "born"}),
            ("is not a date", {"date_field": "name"}),
            ("no field", {"date_field": False}),
            ("is not a user", {"user_path": "partner_id"}),
            ("no field “boss”", {"user_path": "user_id.boss"}),
            ("does not lead", {"user_path": "tag_ids.create_uid"}),
            ("not kept", {"date_field": "meeting_display_date"}),
            ("Measured Field", {"measure": "sum"}),
            ("is not a number", {"measure": "sum", "measure_field": "name"}),
            ("which records", {"model_id": False}),
            ("no field", {"plan_date_field": "date_deadline"}),
            (
                "nonsense",
                {
                    "plan_date_field": "date_deadline",
                    "plan_user_path": "user_id",
                    "plan_domain": "[('nonsense', '=', 1)]",
                },
            ),
            (
                "not kept",
                {"model_id": self.env["ir.model"]._get_id("crm.lead.lost")},
            ),
        ):
            with (
                self.subTest(**values),
                self.assertRaisesRegex(ValidationError, reason),
            ):
                self.define(**values)

    def test_an_administrator_fills_in_the_form(self):
        form = Form(self.outcomes.with_user(self.manager))
        form.name = "Deals planned"
        form.model_id = self.env["ir.model"]._get("crm.lead")
        form.date_field = "create_date"
        form.user_path = "user_id"
        outcome = form.save()
        self.assertEqual((outcome.model, outcome.measure), ("crm.lead", "count"))

    def test_a_good_outcome_cannot_be_made_bad(self):
        outcome = self.define()
        for values in (
            {"domain": "[('nonsense', '=', 1)]"},
            {"user_path": "partner_id"},
            {"measure": "avg", "measure_field": "phone"},
        ):
            with self.subTest(**values), self.assertRaises(ValidationError):
                outcome.write(values)

    def test_nobody_counts_records_that_they_may_not_read(self):
        jobs = self.env["ir.model"]._get_id("ir.cron")
        with self.assertRaises(AccessError):
            self.define(model_id=jobs, date_field="nextcall", user_path="user_id")
        with self.assertRaises(AccessError):
            self.define(
                model_id=self.env["ir.model"]._get_id("res.partner"),
                user_path="create_uid",
                domain="[('signup_type', '!=', False)]",
            )

    def test_salespeople_and_heads_read_outcomes_and_change_none(self):
        for user in (self.anna, self.head, self.director):
            self.assertTrue(self.outcomes.with_user(user).search([]))
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.define(by=user)
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.won.with_user(user).domain = "[]"

    def test_paths_lead_through_other_records(self):
        outcome = self.define(
            model_id=self.env["ir.model"]._get_id("mail.activity"),
            user_path="activity_type_id.create_uid",
        )
        self.assertTrue(outcome.active)

    def test_archived_records_count_where_the_condition_says_so(self):
        kept = self.define(domain="[]")
        every = self.define(domain="[('active', 'in', [True, False])]")
        with self.at("2027-03-02 12:00", self.TZ):
            self.new_deal(self.anna)
            self.new_deal(self.anna, active=False)
        self.close()
        self.assertEqual(self.value(self.anna, 2, kept), 1)
        self.assertEqual(self.value(self.anna, 2, every), 2)

    def test_an_outcome_with_values_is_archived_not_deleted(self):
        self.close()
        with self.assertRaisesRegex(UserError, "archive it instead"):
            self.won.with_user(self.manager).unlink()
        self.define().unlink()


class TestBrokenOutcome(OutcomeCase):
    def break_won(self):
        """As if an upgrade had removed the field."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sales_discipline_outcome SET user_path = 'no_more' WHERE id = %s",
            [self.won.id],
        )
        self.won.invalidate_recordset()

    def test_it_is_switched_off_with_a_note_and_the_days_are_closed(self):
        manager = self.new_user("sd_mona", "sales_team.group_sale_manager")
        with self.at("2027-03-02 12:00", self.TZ):
            self.win(self.new_deal(self.anna, 900))
        self.break_won()
        self.close()
        self.assertEqual(self.days.search_count([("state", "=", "closed")]), 10)
        self.assertEqual(self.value(self.anna, 2, self.amount), 900)
        self.assertIsNone(self.value(self.anna, 2, self.won))
        self.assertFalse(self.won.active)
        self.assertIn("no_more", self.won.broken_reason)
        note = self.env["mail.message"].search(
            [("model", "=", self.won._name), ("res_id", "=", self.won.id)]
        )
        self.assertIn(manager.partner_id, note.notified_partner_ids)
        self.assertIn("no_more", note.body)

    def test_what_the_database_refuses_stops_nobody(self):
        with self.at("2027-03-02 12:00", self.TZ):
            self.win(self.new_deal(self.anna, 900))
        refused = SQL("SELECT no_such_column FROM crm_lead")
        statement = outcomes._statement

        def broken(env, source, slots):
            found, is_money = statement(env, source, slots)
            return (found if is_money else refused), is_money

        with patch.object(outcomes, "_statement", broken), mute_logger("odoo.sql_db"):
            self.close()
        self.assertFalse((self.won | self.lost | self.new).filtered("active"))
        self.assertTrue(self.amount.active)
        self.assertEqual(self.value(self.anna, 2, self.amount), 900)

    def test_it_is_checked_when_it_is_switched_on_again(self):
        self.break_won()
        self.close()
        with self.assertRaises(ValidationError):
            self.won.active = True
        self.won.write({"active": True, "user_path": "discipline_closed_user_id"})
        self.assertFalse(self.won.broken_reason)
