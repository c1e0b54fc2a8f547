"""What people are expected to bring about, the targets, and how far they came."""

from datetime import date, datetime

from lxml import etree
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from .outcome_case import OutcomeCase


class PlanCase(OutcomeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plans = cls.env["sales.discipline.outcome.plan"]

    def record(self, instant="2027-03-01 00:15"):
        with self.at(instant, self.TZ):
            self.plans._record_due()

    def expect(self, user, deadline, revenue=1000.0, **values):
        """An open deal of ``user`` that should be won on ``deadline``."""
        with self.at("2027-02-20 12:00", self.TZ):
            return self.new_deal(user, revenue, date_deadline=deadline, **values)

    def plan_of(self, user, outcome=None, period="week", start="2027-03-01"):
        return self.plans.search(
            [
                ("user_id", "=", user.id),
                ("outcome_id", "=", (outcome or self.won).id),
                ("period", "=", period),
                ("date_start", "=", start),
            ]
        )

    def target(self, user, by=None, count=5, **values):
        return self.plans.with_user(by or self.head).create(
            {
                "user_id": user.id,
                "outcome_id": self.won.id,
                "period": "week",
                "date_start": "2027-03-03",
                "target": count,
                **values,
            }
        )


class TestExpectation(PlanCase):
    def test_open_deals_are_expected_by_their_closing_date(self):
        self.expect(self.anna, "2027-03-01", 100)
        self.expect(self.anna, "2027-03-07", 200)
        self.expect(self.anna, "2027-03-08", 400)
        self.expect(self.anna, "2027-02-28", 800)
        self.expect(self.anna, "2027-03-02", 1600, active=False)
        self.expect(self.anna, "2027-03-02", 3200, stage_id=self.won_stage.id)
        self.expect(self.oleg, "2027-03-31", 6400)
        self.record()
        self.assertEqual(self.plan_of(self.anna).expected, 2)
        self.assertEqual(self.plan_of(self.anna, self.amount).expected, 300)
        self.assertEqual(self.plan_of(self.anna, self.amount, "month").expected, 700)
        self.assertEqual(self.plan_of(self.oleg).expected, 0)
        self.assertEqual(self.plan_of(self.oleg, period="month").expected, 1)
        self.assertEqual(self.plan_of(self.oleg).date_end, date(2027, 3, 7))
        self.assertEqual(
            self.plan_of(self.oleg, period="month").date_end, date(2027, 3, 31)
        )

    def test_it_is_what_it_was_on_the_first_morning(self):
        deal = self.expect(self.anna, "2027-03-05")
        self.record()
        with self.at("2027-03-02 12:00", self.TZ):
            deal.date_deadline = "2027-04-05"
            self.new_deal(self.anna, date_deadline="2027-03-04")
        self.record("2027-03-02 13:00")
        self.assertEqual(self.plan_of(self.anna).expected, 1)
        self.assertEqual(len(self.plan_of(self.anna)), 1)

    def test_the_week_of_each_person_begins_at_their_own_midnight(self):
        member = self.team.crm_team_member_ids.filtered(
            lambda member: member.user_id == self.oleg
        )
        with self.at("2027-03-01 12:00", self.TZ):
            member.discipline_tz = "America/New_York"
        self.record("2027-03-08 00:15")
        self.assertTrue(self.plan_of(self.anna, start="2027-03-08"))
        self.assertFalse(self.plan_of(self.oleg, start="2027-03-08"))
        self.record("2027-03-08 08:15")
        self.assertTrue(self.plan_of(self.oleg, start="2027-03-08"))

    def test_a_server_that_was_off_says_when_it_recorded(self):
        self.record("2027-03-03 09:00")
        self.assertEqual(self.plan_of(self.anna).recorded_at, datetime(2027, 3, 3, 6))

    def test_the_closing_job_records_it(self):
        self.expect(self.anna, "2027-03-05")
        with self.at("2027-03-01 00:15", self.TZ), self.enter_registry_test_mode():
            job = "sales_discipline.ir_cron_sales_discipline_close_days"
            self.env.ref(job).method_direct_trigger()
        self.assertEqual(self.plan_of(self.anna).expected, 1)

    def test_a_broken_outcome_stops_no_other(self):
        self.expect(self.anna, "2027-03-05", 300)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sales_discipline_outcome SET plan_user_path = 'no_more'"
            " WHERE id = %s",
            [self.won.id],
        )
        self.won.invalidate_recordset()
        self.record()
        self.assertFalse(self.won.active)
        self.assertFalse(self.plan_of(self.anna))
        self.assertEqual(self.plan_of(self.anna, self.amount).expected, 300)

    def test_a_target_set_beforehand_stays_beside_the_expectation(self):
        self.expect(self.anna, "2027-03-09")
        with self.at("2027-03-03 12:00", self.TZ):
            plan = self.target(self.anna, date_start="2027-03-10")
        self.record("2027-03-08 00:15")
        self.env.invalidate_all()
        self.assertEqual((plan.expected, plan.target), (1, 5))
        self.assertEqual(plan, self.plan_of(self.anna, start="2027-03-08"))

    def test_people_see_of_their_own_only_what_says_something(self):
        """No deal of Anna's promises anything: 0 is recorded, and is no target."""
        self.expect(self.oleg, "2027-03-02", 100)
        self.record()
        self.assertEqual(self.plan_of(self.anna).expected, 0)
        name = "sales_discipline_outcome_plan_action_my"
        action = self.env.ref(f"sales_discipline.{name}")

        def own(user):
            domain = safe_eval(action.domain, {"uid": user.id})
            return self.plans.with_user(user).search(domain).sudo()

        self.assertFalse(own(self.anna))
        self.assertIn(self.plan_of(self.oleg), own(self.oleg))
        self.plan_of(self.anna).with_user(self.head).target = 5
        self.assertEqual(own(self.anna), self.plan_of(self.anna))


class TestTarget(PlanCase):
    def test_a_head_sets_a_target_and_it_says_who_and_when(self):
        self.record()
        plan = self.plan_of(self.anna)
        with self.at("2027-03-02 12:00", self.TZ):
            plan.with_user(self.head).write({"target": 5})
        self.assertEqual(plan.target, 5)
        self.assertEqual(plan.target_set_by_id, self.head)
        self.assertEqual(plan.target_set_at, datetime(2027, 3, 2, 9))

    def test_a_head_fills_in_the_form(self):
        with self.at("2027-03-03 12:00", self.TZ):
            form = Form(self.plans.with_user(self.head))
            self.assertFalse(self.plans.new({}).display_name)
            form.user_id = self.anna
            form.outcome_id = self.amount
            form.period = "week"
            form.date_start = "2027-03-11"
            self.assertEqual(form.date_start, date(2027, 3, 8))
            form.target = 900
            plan = form.save()
        self.assertEqual((plan.target, plan.date_end), (900, date(2027, 3, 14)))
        self.assertEqual(plan.currency_id, self.company.currency_id)

    def test_any_date_of_the_period_will_do(self):
        with self.at("2027-03-03 12:00", self.TZ):
            self.assertEqual(self.target(self.anna).date_start, date(2027, 3, 1))
            month = self.target(self.anna, period="month")
        self.assertEqual(month.date_start, date(2027, 3, 1))
        self.assertEqual(month.date_end, date(2027, 3, 31))
        self.assertEqual((month.team_id, month.company_id), (self.team, self.company))

    def test_nobody_sets_their_own_or_a_stranger_s(self):
        stranger = self.new_user("sd_kira", "sales_discipline.group_head")
        seller = self.new_user("sd_mona", "sales_discipline.group_head")
        self.team.user_id = seller
        self.team.member_ids = [(4, seller.id)]
        with self.at("2027-03-03 12:00", self.TZ):
            self.record()
            for by, user in (
                (self.anna, self.anna),
                (self.anna, self.oleg),
                (stranger, self.anna),
                (self.head, self.anna),
                (seller, seller),
            ):
                with self.subTest(by=by.login, user=user.login):
                    with self.assertRaises(AccessError):
                        self.target(user, by=by, date_start="2027-03-10")
                    with self.assertRaises(AccessError):
                        self.plan_of(user).with_user(by).write({"target": 1})
            self.target(self.anna, by=seller, date_start="2027-03-10")
            self.target(seller, by=self.director, date_start="2027-03-10")

    def test_what_the_server_says_cannot_be_forged(self):
        forged = {
            "expected": 77,
            "recorded_at": "2020-01-01 10:00:00",
            "target_set_by_id": self.anna.id,
            "target_set_at": "2020-01-01 10:00:00",
            "team_id": False,
            "company_id": False,
            "date_end": "2030-01-01",
        }
        defaults = {f"default_{name}": value for name, value in forged.items()}
        with self.at("2027-03-03 12:00", self.TZ):
            self.plans = self.plans.with_context(**defaults)
            plan = self.target(self.anna, **forged)
            plan.write({**forged, "target": 4})
            plan.write(forged)
        self.assertFalse(plan.expected)
        self.assertFalse(plan.recorded_at)
        self.assertEqual(plan.target_set_by_id, self.head)
        self.assertEqual(plan.target_set_at, datetime(2027, 3, 3, 9))
        self.assertEqual(plan.team_id, self.team)
        self.assertEqual(plan.date_end, date(2027, 3, 7))
        self.assertEqual(plan.target, 4)

    def test_a_target_is_not_given_to_somebody_else(self):
        with self.at("2027-03-03 12:00", self.TZ):
            plan = self.target(self.anna)
            for values in ({"user_id": self.oleg.id}, {"date_start": "2027-03-08"}):
                with self.assertRaises(UserError):
                    plan.write(values)

    def test_no_target_is_set_when_the_result_is_known(self):
        self.record()
        with self.at("2027-03-07 23:30", self.TZ):
            self.plan_of(self.anna).with_user(self.head).write({"target": 5})
        with self.at("2027-03-08 00:30", self.TZ):
            with self.assertRaises(ValidationError):
                self.plan_of(self.anna).with_user(self.head).write({"target": 1})
            with self.assertRaises(ValidationError):
                self.target(self.oleg, outcome_id=self.lost.id)

    @mute_logger("odoo.sql_db")
    def test_a_target_is_more_than_nothing_and_there_is_one(self):
        with self.at("2027-03-03 12:00", self.TZ):
            self.assertIs(self.target(self.anna, count=0).target, False)
            for values in ({"user": self.oleg, "count": -1}, {"user": self.anna}):
                with self.assertRaises(IntegrityError), self.cr.savepoint():
                    self.target(**values)

    def test_a_target_alone_can_be_deleted_a_recorded_expectation_not(self):
        self.record()
        with self.at("2027-03-03 12:00", self.TZ):
            with self.assertRaises(UserError):
                self.plan_of(self.anna).with_user(self.head).unlink()
            plan = self.target(self.anna, date_start="2027-03-10")
            plan.unlink()
            self.assertFalse(plan.exists())

    def test_people_see_their_own_and_reviewers_those_of_their_teams(self):
        self.record()

        def seen(user):
            return self.plans.with_user(user).search([]).sudo().user_id

        stranger = self.new_user("sd_kira", "sales_discipline.group_head")
        self.assertEqual(seen(self.anna), self.anna)
        self.assertEqual(seen(self.head), self.anna | self.oleg)
        self.assertEqual(seen(self.director), self.anna | self.oleg)
        self.assertFalse(seen(stranger))
        self.policy.shadow_mode = True
        self.assertFalse(seen(self.anna))
        self.assertEqual(seen(self.head), self.anna | self.oleg)

    def test_now_and_later_leaves_out_who_is_in_no_team_any_more(self):
        """As the administrator, whom Odoo puts into the first team by itself."""
        self.record()
        self.team.member_ids = [(3, self.oleg.id)]
        arch = self.plans.get_view(view_type="search")["arch"]
        (current,) = etree.fromstring(arch).xpath("//filter[@name='current']")
        domain = safe_eval(current.get("domain"))
        with self.at("2027-03-01 12:00", self.TZ):
            shown = self.plans.with_user(self.head).search(domain)
        self.assertEqual(shown.sudo().user_id, self.anna)
        kept = self.plans.with_user(self.head).search([])
        self.assertEqual(kept.sudo().user_id, self.anna | self.oleg)


class TestProgress(PlanCase):
    def figures(self, user, by=None, day="2027-03-03", period="week"):
        found = self.plans.with_user(by or user).get_figures(user.id, period, day)
        return {each["code"]: each for each in found}

    def test_three_of_five(self):
        deals = [self.expect(self.anna, "2027-03-05", 100) for _number in range(4)]
        self.record()
        with self.at("2027-03-01 12:00", self.TZ):
            self.plan_of(self.anna).with_user(self.head).write({"target": 5})
            self.win(deals[0])
        with self.at("2027-03-02 12:00", self.TZ):
            self.win(deals[1])
        self.close("2027-03-03 03:00")
        with self.at("2027-03-03 12:00", self.TZ):
            self.win(deals[2])
            figures = self.figures(self.anna)
        won, amount = figures["deals_won"], figures["amount_won"]
        self.assertEqual((won["expected"], won["target"], won["achieved"]), (4, 5, 3))
        self.assertEqual((amount["expected"], amount["achieved"]), (400, 300))
        self.assertIsNone(amount["target"])
        self.assertEqual(amount["currency_id"], self.company.currency_id.id)

    def test_closed_days_count_as_they_were_kept(self):
        deal = self.expect(self.anna, "2027-03-05")
        self.record()
        with self.at("2027-03-01 12:00", self.TZ):
            self.win(deal)
        self.close("2027-03-02 03:00")
        with self.at("2027-03-02 12:00", self.TZ):
            deal.stage_id = self.open_stage
            self.assertEqual(self.figures(self.anna)["deals_won"]["achieved"], 1)

    def test_a_period_that_is_over_and_one_to_come(self):
        deal = self.expect(self.anna, "2027-03-05")
        self.record()
        with self.at("2027-03-05 12:00", self.TZ):
            self.win(deal)
            self.target(self.anna, date_start="2027-03-15")
        self.close("2027-03-10 03:00")
        with self.at("2027-03-10 12:00", self.TZ):
            self.assertEqual(self.figures(self.anna)["deals_won"]["achieved"], 1)
            coming = self.figures(self.anna, day="2027-03-15")["deals_won"]
        self.assertEqual((coming["expected"], coming["achieved"]), (None, 0))

    def test_only_the_person_and_reviewers_may_ask(self):
        self.record()
        with self.at("2027-03-03 12:00", self.TZ):
            for user in (self.anna, self.head, self.director):
                self.assertTrue(self.figures(self.anna, by=user))
            for user in (self.oleg, self.new_user("sd_kira")):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    self.figures(self.anna, by=user)
            self.policy.shadow_mode = True
            self.assertFalse(self.figures(self.anna))
            self.assertTrue(self.figures(self.anna, by=self.head))

    def test_a_broken_outcome_is_no_obstacle_to_looking(self):
        self.record()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sales_discipline_outcome SET user_path = 'no_more' WHERE id = %s",
            [self.won.id],
        )
        self.won.invalidate_recordset()
        with self.at("2027-03-03 12:00", self.TZ):
            self.assertEqual(self.figures(self.anna)["deals_won"]["achieved"], 0)
        self.assertTrue(self.won.active)
