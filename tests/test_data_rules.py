"""Data rules: what a complete record is, and who has which ones to mend."""

from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from .common import TeamCase

NOW = "2027-03-02 15:00"


class TestDataRules(TeamCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.env["sales.discipline.data.rule"]
        cls.shipped = cls.rules.search([])
        cls.shipped.active = False
        cls.rule = cls.make_rule("No revenue")

    @classmethod
    def make_rule(cls, name, **values):
        return cls.rules.create(
            {
                "name": name,
                "model_id": cls.env["ir.model"]._get_id("crm.lead"),
                "domain": "[('type', '=', 'opportunity')]",
                "fail_domain": "[('expected_revenue', '=', 0)]",
                **values,
            }
        )

    def deals(self, user, *revenues, **values):
        return self.env["crm.lead"].create(
            [
                {
                    "name": f"{user.login} {number}",
                    "type": "opportunity",
                    "user_id": user.id,
                    "team_id": self.team.id,
                    "company_id": self.company.id,
                    "expected_revenue": revenue,
                    **values,
                }
                for number, revenue in enumerate(revenues)
            ]
        )

    def counts(self, user=None):
        """{rule name: failing} of a person."""
        user = user or self.anna
        found = self.rules.with_user(user).get_failures()
        return {row["name"]: row["count"] for row in found.get(str(user.id), [])}

    # ------------------------------------------------------------
    # Counting
    # ------------------------------------------------------------

    def test_each_sees_their_own(self):
        self.deals(self.anna, 0, 0, 100)
        self.deals(self.oleg, 100)
        self.assertEqual(self.counts(), {"No revenue": 2})
        self.assertEqual(self.counts(self.oleg), {})

    def test_a_rule_by_which_every_record_fails_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "say under Failing"):
            self.rule.fail_domain = "[]"

    def test_what_is_done_is_no_next_step(self):
        """Neither for the shipped rule, nor in the list that it sends people to."""
        rule = self.env.ref("sales_discipline.data_rule_next_step")
        rule.active = True
        done, open_again = self.deals(self.anna, 1, 1)
        for deal in done | open_again:
            with self.at(NOW, self.TZ):
                activity = self.plan(self.anna, "2027-03-02", res_id=deal.id)
                activity.with_user(self.anna).action_feedback("They want a quote")
        self.assertEqual(self.counts()[rule.name], 2)
        self.plan(self.anna, "2027-03-09", res_id=open_again.id)
        self.assertEqual(self.counts()[rule.name], 1)
        action = self.env.ref("sales_discipline.crm_lead_next_step_action")
        domain = safe_eval(action.domain, {"uid": self.anna.id})
        found = self.env["crm.lead"].with_user(self.anna).search(domain)
        self.assertEqual(found & (done | open_again), done)

    def test_the_window_shows_exactly_the_failing_ones(self):
        failing = self.deals(self.anna, 0, 0)
        self.deals(self.anna, 5)
        self.deals(self.oleg, 0)
        action = self.rules.with_user(self.anna).get_failing_action(self.rule.id)
        self.assertEqual(action["res_model"], "crm.lead")
        found = self.env["crm.lead"].with_user(self.anna).search(action["domain"])
        self.assertEqual(found, failing)

    def test_the_window_shows_cards_on_a_phone(self):
        self.deals(self.anna, 0)
        action = self.rules.with_user(self.anna).get_failing_action(self.rule.id)
        self.assertIn((False, action["mobile_view_mode"]), action["views"])
        self.assertEqual(action["mobile_view_mode"], "kanban")

    def test_reviewers_see_their_people_and_nobody_else_does(self):
        self.deals(self.anna, 0)
        people = (self.anna | self.oleg).ids
        found = self.rules.with_user(self.head).get_failures(people)
        self.assertEqual([row["count"] for row in found[str(self.anna.id)]], [1])
        stranger = self.new_user("sd_stranger", "sales_discipline.group_head")
        for user in (self.oleg, stranger):
            rules = self.rules.with_user(user)
            with self.subTest(user.login), self.assertRaises(AccessError):
                rules.get_failures(self.anna.ids)
            with self.subTest(user.login), self.assertRaises(AccessError):
                rules.get_failing_action(self.rule.id, self.anna.id)

    def test_a_rule_of_some_teams_is_about_their_people(self):
        other = self.team.copy({"name": "Other", "member_ids": False})
        self.deals(self.anna, 0)
        self.rule.team_ids = other
        self.assertEqual(self.counts(), {})
        self.rule.team_ids |= self.team
        self.assertEqual(self.counts(), {"No revenue": 1})

    def test_a_rule_of_a_company_is_about_its_records(self):
        elsewhere = self.env["res.company"].create({"name": "Elm & Ash"})
        self.deals(self.anna, 0)
        self.rule.company_id = elsewhere
        self.assertEqual(self.counts(), {})
        self.rule.company_id = self.company
        self.assertEqual(self.counts(), {"No revenue": 1})

    def test_the_person_may_be_named_on_another_record(self):
        partner = self.env["res.partner"].create(
            {"name": "Carpenters", "user_id": self.oleg.id}
        )
        self.rule.user_path = "partner_id.user_id"
        self.deals(self.anna, 0, partner_id=partner.id)
        self.assertEqual(self.counts(self.anna), {})
        self.assertEqual(self.counts(self.oleg), {"No revenue": 1})

    def test_shipped_rules(self):
        self.rule.active = False
        self.shipped.active = True
        with self.at(NOW, self.TZ):
            deal = self.deals(
                self.anna,
                10,
                phone="+7 912 345-67-89",
                date_deadline="2027-03-09",
            )
            self.plan(self.anna, "2027-03-03", res_id=deal.id)
            self.env.flush_all()
            self.assertEqual(self.counts(), {})
            bad = self.deals(self.anna, 0, date_deadline="2027-03-01")
            self.plan(self.anna, "2027-03-03", res_id=deal.id, summary=False)
            self.env.flush_all()
        deal.stage_id.rotting_threshold_days = 3
        with self.at("2027-03-20 15:00", self.TZ):
            deal.date_deadline = bad.date_deadline = "2027-03-25"
            self.env.flush_all()
            self.assertIn("Deals that stand still", self.counts())
        with self.at(NOW, self.TZ):
            bad.date_deadline = "2027-03-01"
            deal.stage_id.rotting_threshold_days = 0
            self.env.flush_all()
            self.assertEqual(
                self.counts(),
                {
                    "Deals with no next step": 1,
                    "Deals without expected revenue": 1,
                    "Deals without phone or e-mail": 1,
                    "Deals expected to close in the past": 1,
                    "Activities without a summary": 1,
                },
            )

    def test_ten_rules_take_as_many_queries_for_200_people_as_for_2(self):
        for number in range(9):
            self.make_rule(f"Rule {number}")
        many = self.env["res.users"].concat(
            *(self.new_user(f"sd_many_{number}") for number in range(198))
        )
        self.team.member_ids |= many
        for user in many:
            self.deals(user, 0)
        self.deals(self.anna, 0)
        self.deals(self.oleg, 0)

        def cost(users):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            found = self.rules._measure(users)
            self.assertEqual(len(found), len(users))
            return self.cr.sql_log_count - before

        cost(self.anna)
        few = cost(self.anna | self.oleg)
        self.assertEqual(cost(self.anna | self.oleg | many), few)

    def test_ten_rules_take_as_many_queries_as_two(self):
        self.make_rule("Rule")
        self.deals(self.anna, 0)

        def cost(count):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            found = self.rules._measure(self.anna)
            self.assertEqual(len(found[self.anna.id]), count)
            return self.cr.sql_log_count - before

        cost(2)
        few = cost(2)
        for number in range(8):
            self.make_rule(f"Rule {number}")
        self.assertEqual(cost(10), few)

    # ------------------------------------------------------------
    # Wrong rules
    # ------------------------------------------------------------

    def test_what_cannot_be_counted_is_refused_with_the_reason(self):
        wrong = [
            ({"domain": "[('colour', '=', 1)]"}, "colour"),
            ({"fail_domain": "[('type', 'is', 1)]"}, "is"),
            ({"domain": "[(1"}, "no domain"),
            ({"domain": "env['res.users'].unlink()"}, "no domain"),
            ({"user_path": "owner_id"}, "owner_id"),
            ({"user_path": "stage_id"}, "leads to no user"),
            ({"user_path": "name"}, "leads to no user"),
            ({"user_path": "tag_ids.create_uid"}, "leads to no user"),
        ]
        for values, reason in wrong:
            refused = self.assertRaisesRegex(ValidationError, reason)
            with self.subTest(values), mute_logger("odoo.sql_db"), refused:
                self.make_rule("Wrong", **values)

    def break_rule(self):
        """As if an app had been removed that brought the field."""
        self.env.cr.execute(
            "UPDATE sales_discipline_data_rule SET domain = %s WHERE id = %s",
            ["[('gone_field', '=', 1)]", self.rule.id],
        )
        self.env.invalidate_all()

    def test_a_rule_that_broke_is_switched_off_and_days_are_closed(self):
        other = self.make_rule("Other")
        self.deals(self.anna, 0, 10)
        self.break_rule()
        with self.at("2027-03-03 03:00", self.TZ):
            self.env["sales.discipline.day"]._close_due_days()
        self.assertFalse(self.rule.active)
        self.assertTrue(other.active)
        note = self.rule.message_ids.filtered("body")[0]
        self.assertIn("gone_field", note.body)
        self.assertIn(self.env.ref("base.user_admin").partner_id, note.partner_ids)
        day = self.env["sales.discipline.day"].search(
            [("user_id", "=", self.anna.id), ("date", "=", "2027-03-02")]
        )
        self.assertEqual(day.state, "closed")
        self.assertEqual(day.score_data, 50)

    def test_the_only_rule_that_broke_stops_no_closing(self):
        self.deals(self.anna, 0)
        self.break_rule()
        with self.at("2027-03-03 03:00", self.TZ):
            self.env["sales.discipline.day"]._close_due_days()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(self.rule.active)
        self.assertTrue(self.rule.message_ids.filtered("body"))

    def test_a_hint_is_text(self):
        self.rule.hint = "<script>alert(1)</script>"
        action = self.rules.with_user(self.anna).get_failing_action(self.rule.id)
        self.assertNotIn("<script>", action["help"])

    def test_a_rule_that_broke_is_passed_over_by_screens(self):
        self.make_rule("Other")
        self.deals(self.anna, 0)
        self.break_rule()
        self.assertEqual(self.counts(), {"Other": 1})
        self.assertTrue(self.rule.active)

    def test_a_rule_that_is_gone_opens_nothing(self):
        rules = self.rules.with_user(self.anna)
        self.rule.active = False
        for rule_id in (self.rule.id, 10**8):
            with self.assertRaises(UserError):
                rules.get_failing_action(rule_id)

    def test_only_those_who_run_sales_change_rules(self):
        for user in (self.anna, self.head):
            rule = self.rule.with_user(user)
            for act in (
                lambda rule: rule.write({"name": "Mine"}),
                lambda rule: rule.unlink(),
                lambda rule: rule.copy(),
            ):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    act(rule)
        self.rule.with_user(self.director).name = "Theirs"

    # ------------------------------------------------------------
    # The component
    # ------------------------------------------------------------

    def closed(self, day, when):
        with self.at(when, self.TZ):
            self.env["sales.discipline.day"]._close_due_days()
        return self.env["sales.discipline.day"].search(
            [("user_id", "=", self.anna.id), ("date", "=", day)]
        )

    def test_the_mean_over_the_rules_with_something_to_check(self):
        self.make_rule("Never checked", domain="[('name', '=', 'nothing')]")
        self.make_rule("No phone", fail_domain="[('phone', '=', False)]")
        self.deals(self.anna, 0, 5, 5, 5)
        day = self.closed("2027-03-02", "2027-03-03 03:00")
        # 3 of 4 have revenue, none a phone.
        self.assertEqual(day.score_data, 37.5)

    def test_weight_0_leaves_it_out_of_the_score(self):
        self.deals(self.anna, 0)
        with self.at("2027-03-03 12:00", self.TZ):
            light = self.day(self.anna, "2027-03-03")
            self.version.weight_data = 50
            heavy = self.day(self.anna, "2027-03-03")
        self.assertIsNone(light["score_data"])
        self.assertEqual(heavy["score_data"], 0)
        self.assertLess(heavy["score"], light["score"])

    def test_measured_within_a_day_of_the_end_and_never_later(self):
        self.deals(self.anna, 0)
        day = self.closed("2027-03-02", "2027-03-04 12:00")
        self.assertFalse(day.score_data)
        self.assertIs(day.score_data, False)
        later = self.closed("2027-03-03", "2027-03-04 12:00")
        self.assertEqual(later.score_data, 0)
        self.assertIsNot(later.score_data, False)

    def test_judging_again_keeps_what_was_measured(self):
        deals = self.deals(self.anna, 0, 10)
        day = self.closed("2027-03-02", "2027-03-03 03:00")
        self.assertEqual(day.score_data, 50)
        deals.expected_revenue = 10
        days = self.env["sales.discipline.day"]
        with self.at("2027-03-10 12:00", self.TZ):
            days._recompute_closed(self.anna, day.date, day.date, "Again")
        self.assertEqual(day.score_data, 50)
        with self.at("2027-03-10 13:00", self.TZ):
            day.with_user(self.head).action_reopen("Once more")
            days._close_due_days()
        self.assertEqual(day.state, "closed")
        self.assertEqual(day.score_data, 50)

    def test_the_clock_of_today_is_the_company_s(self):
        self.company.resource_calendar_id.tz = "Asia/Vladivostok"
        self.rule.write(
            {
                "fail_domain": "[('date_deadline', '<', 'today')]",
                "company_id": self.company.id,
            }
        )
        self.deals(self.anna, 1, date_deadline="2027-03-02")
        with self.at("2027-03-02 12:00"):
            self.assertEqual(self.counts(), {})
        with self.at("2027-03-02 15:00"):
            self.assertEqual(self.counts(), {"No revenue": 1})


class TestDataRuleAccess(TeamCase):
    def test_portal_users_are_told_nothing(self):
        portal = self.env["res.users"].create(
            {
                "name": "Guest",
                "login": "sd_portal",
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )
        rules = self.env["sales.discipline.data.rule"].with_user(portal)
        self.assertEqual(rules.get_failures(), {})
        with self.assertRaises(AccessError):
            rules.get_failures(self.anna.ids)
        with self.at(NOW) as now:
            self.assertLess(now - timedelta(days=1), now)
