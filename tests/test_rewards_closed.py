"""Weeks, months and penalties: what is found when days are closed."""

from datetime import date

from odoo.exceptions import UserError, ValidationError

from .outcome_case import OutcomeCase
from .reward_case import MONDAY, TUESDAY, WEDNESDAY, RewardCase

SUNDAY_OVER = "2027-03-08 03:00"


class TestWeek(RewardCase):
    def week(self, user, days=range(1, 6)):
        """A plan that is kept on each of these days of March."""
        for day in days:
            before = f"2027-03-0{max(day - 1, 1)} 12:00"
            self.full_plan(user, f"2027-03-0{day}", when=before)
        for day in days:
            with self.at(f"2027-03-0{day} 15:00", self.TZ):
                self.env["mail.activity"].search(
                    [
                        ("user_id", "=", user.id),
                        ("date_deadline", "=", date(2027, 3, day)),
                    ]
                ).with_user(user).action_feedback(feedback="Agreed")

    def test_a_week_without_an_overdue_activity_gives_its_badge(self):
        rule = self.shipped("week")
        rule.active = True
        self.week(self.anna)
        self.week(self.oleg, range(1, 5))
        self.full_plan(self.oleg, "2027-03-05", when="2027-03-04 12:00")
        self.close("2027-03-07 03:00")
        self.assertFalse(self.of(self.anna, rule))
        self.close(SUNDAY_OVER)
        reward = self.of(self.anna, rule)
        self.assertEqual((reward.state, reward.kind), ("proposed", "badge"))
        self.assertEqual(
            (reward.date_start, reward.date_end), (date(2027, 3, 1), date(2027, 3, 7))
        )
        self.assertEqual(len(reward.evidence["days"]), 5)
        self.assertFalse(self.of(self.oleg, rule))

    def test_three_unplanned_days_propose_a_warning_with_its_evidence(self):
        rule = self.shipped("unplanned")
        rule.active = True
        self.week(self.anna, (2, 3))
        self.close(SUNDAY_OVER)
        # Nobody owes a plan on the first day of control: Thursday and Friday only.
        self.assertFalse(self.of(self.anna, rule))
        reward = self.of(self.oleg, rule)
        self.assertEqual((reward.kind, reward.state), ("warning", "proposed"))
        self.assertTrue(reward.is_penalty)
        self.assertEqual(
            [day["date"] for day in reward.evidence["days"]],
            ["2027-03-02", "2027-03-03", "2027-03-04", "2027-03-05"],
        )
        # The day of the period that did not meet the condition is not named.
        self.assertIn("Fri, Mar 5", reward.facts_html)
        self.assertNotIn("Mon, Mar 1", reward.facts_html)
        self.assertFalse(self.told(self.oleg))
        self.assertTrue(self.told(self.head))
        self.assertFalse(self.rewards.with_user(self.oleg).search([]))

    def test_evidence_keeps_the_lines_when_they_are_gone(self):
        rule = self.new_rule(
            {"figure": "missed_count", "operator": "ge", "value": 1}, kind="warning"
        )
        self.full_plan(self.anna, TUESDAY)
        self.close()
        reward = self.of(self.anna, rule)
        self.deal.unlink()
        self.assertEqual(len(reward.evidence["days"][0]["lines"]), 5)
        self.assertIn("Call 3", reward.evidence_html)
        self.assertIn("Missed", reward.evidence_html)

    def test_each_of_two_rules_met_on_one_day_keeps_its_lines(self):
        rules = [
            self.new_rule(
                {"figure": "missed_count", "operator": "ge", "value": count},
                kind="warning",
            )
            for count in (1, 2)
        ]
        self.full_plan(self.anna, TUESDAY)
        self.close()
        for rule in rules:
            evidence = self.of(self.anna, rule).evidence["days"]
            self.assertEqual([len(day["lines"]) for day in evidence], [5])

    def test_a_live_rule_that_nobody_saw_is_found_at_closing(self):
        self.good_day()
        self.close()
        reward = self.of(self.anna)
        self.assertEqual((reward.rule_id, reward.state), (self.leave, "proposed"))
        self.assertTrue(reward.day_id)

    def test_closing_twice_and_reopening_give_one_result(self):
        self.good_day()
        self.close()
        day = self.of(self.anna).day_id
        with self.at(f"{WEDNESDAY} 09:00", self.TZ):
            day.with_user(self.head).action_reopen("Once more")
        self.close(f"{WEDNESDAY} 10:00")
        self.assertEqual(len(self.of(self.anna)), 1)

    def test_five_days_running_reach_back_before_the_period(self):
        rule = self.new_rule(
            {
                "figure": "overdue_count",
                "aggregate": "streak",
                "operator": "ge",
                "value": 1,
                "day_count": 5,
            },
            kind="points",
            points=3,
        )
        self.full_plan(self.anna, MONDAY, when="2027-02-28 12:00", count=1)
        self.close("2027-03-05 03:00")
        self.assertFalse(self.of(self.anna, rule))
        self.close("2027-03-06 03:00")
        reward = self.of(self.anna, rule)
        self.assertEqual((reward.date_end, reward.points), (date(2027, 3, 5), 3))

    def test_a_reward_that_an_exemption_undoes_is_listed(self):
        reward = self.imposed()
        with self.at(f"{TUESDAY} 12:00", self.TZ):
            self.env["sales.discipline.exemption"].with_user(self.head).create(
                {
                    "user_id": self.anna.id,
                    "date_from": MONDAY,
                    "date_to": MONDAY,
                    "reason": "Ill",
                }
            )
        self.assertTrue(reward.undone_at)
        self.assertEqual(reward.state, "granted")
        mine = reward.with_user(self.anna)
        self.assertTrue(mine.state_text.endswith("; undone afterwards"))
        reward.with_user(self.head).action_keep()
        self.assertNotIn("undone", mine.state_text)


class TestPenalty(RewardCase):
    def test_the_person_is_told_and_can_contest_for_five_working_days(self):
        reward = self.imposed()
        self.assertEqual(reward.contest_until, date(2027, 3, 9))
        self.assertEqual(len(self.told(self.anna)), 1)
        with self.at("2027-03-09 23:00", self.TZ):
            mine = reward.with_user(self.anna)
            self.assertTrue(mine.can_contest)
            mine.action_contest("I was at the fair")
        self.assertEqual(reward.state, "contested")
        with self.at("2027-03-10 10:00", self.TZ):
            reward.with_user(self.head).action_withdraw("My mistake")
        self.assertEqual(reward.state, "withdrawn")

    def test_later_it_stands(self):
        reward = self.imposed()
        with (
            self.at("2027-03-10 00:01", self.TZ),
            self.assertRaisesRegex(UserError, "cannot be contested"),
        ):
            reward.with_user(self.anna).action_contest("Too late")

    def test_a_contest_needs_a_reason(self):
        reward = self.imposed()
        with self.at(f"{TUESDAY} 12:00", self.TZ), self.assertRaises(UserError):
            reward.with_user(self.anna).action_contest("  ")

    def test_upheld_it_cannot_be_contested_again(self):
        reward = self.imposed()
        with self.at(f"{TUESDAY} 12:00", self.TZ):
            reward.with_user(self.anna).action_contest("I was away")
            reward.with_user(self.director).action_uphold("You were not")
            with self.assertRaises(UserError):
                reward.with_user(self.anna).action_contest("But I was")
        self.assertEqual(reward.state, "upheld")

    def test_shipped_penalties_are_off(self):
        rules = self.rules.with_context(active_test=False).search(
            [("is_penalty", "=", True)]
        )
        self.assertFalse(any(rules.mapped("active")))


class TestMonth(OutcomeCase, RewardCase):
    def test_score_and_amount_give_a_share_as_a_proposal(self):
        rule = self.shipped_rule("month")
        rule.active = True
        rule.condition_ids[0].value = 10
        self.close("2027-03-02 03:00")
        with self.at("2027-03-03 12:00", self.TZ):
            self.win(self.new_deal(self.anna, 20600))
        self.close("2027-03-31 03:00")
        self.assertFalse(self.of(self.anna, rule))
        self.close("2027-04-01 03:00")
        reward = self.of(self.anna, rule)
        self.assertEqual((reward.kind, reward.amount), ("share", 412.0))
        self.assertEqual(reward.currency_id, self.company.currency_id)
        self.assertFalse(self.of(self.oleg, rule))
        with self.at("2027-04-01 10:00", self.TZ):
            reward.with_user(self.head).action_grant(False, "Best month")
        row = self.statement(self.anna)
        self.assertEqual((row.bonus, row.payable), (412.0, 412.0))
        self.assertEqual(row.day_count, 23)
        self.assertIn("412", reward.gift)

    def test_a_share_of_the_target_is_a_condition(self):
        rule = self.new_rule(
            {
                "source": "outcome",
                "outcome_id": self.amount.id,
                "outcome_value": "target_share",
                "operator": "ge",
                "value": 110,
            },
            period="month",
        )
        with self.at("2027-03-01 12:00", self.TZ):
            for user in (self.anna, self.oleg):
                self.env["sales.discipline.outcome.plan"].with_user(self.head).create(
                    {
                        "user_id": user.id,
                        "outcome_id": self.amount.id,
                        "date_start": "2027-03-01",
                        "target": 1000,
                    }
                )
        with self.at("2027-03-03 12:00", self.TZ):
            self.win(self.new_deal(self.anna, 1100))
            self.win(self.new_deal(self.oleg, 1099))
        self.close("2027-04-01 03:00")
        self.assertTrue(self.of(self.anna, rule))
        self.assertFalse(self.of(self.oleg, rule))

    def test_reductions_never_reach_into_wages(self):
        self.new_rule(
            {"figure": "planned_count", "operator": "le", "value": 0},
            kind="reduction",
            amount=300,
        )
        self.close("2027-03-02 03:00")
        with self.at("2027-03-02 10:00", self.TZ):
            self.of(self.anna).with_user(self.head).action_grant()
        row = self.statement(self.anna)
        self.assertEqual((row.bonus, row.reduction, row.payable), (0, 300, 0))
        self.assertEqual(row.penalty_count, 1)

    def statement(self, user):
        rows = self.env["sales.discipline.statement"].with_user(user)
        return rows.search([("user_id", "=", user.id)])

    @classmethod
    def shipped_rule(cls, name):
        return cls.env.ref(f"sales_discipline.sales_discipline_reward_rule_{name}")

    @classmethod
    def shipped(cls, name):
        if name == "leave":
            return cls.shipped_rule(name)
        return OutcomeCase.shipped.__func__(cls, name)


class TestDefinitions(RewardCase):
    def refused(self, words, *conditions, **values):
        with (
            self.subTest(words),
            self.assertRaisesRegex(ValidationError, words),
            self.cr.savepoint(),
        ):
            self.new_rule(*conditions, **values)

    def test_what_cannot_be_judged_is_refused_with_the_reason(self):
        score = {"figure": "score", "operator": "ge", "value": 90}
        self.refused("on what conditions")
        self.refused("which figure", {"operator": "ge"})
        self.refused("holds or does not", {"figure": "plan_ok", "operator": "ge"})
        self.refused("holds or does not", {"figure": "score", "operator": "yes"})
        self.refused("on how many days", {**score, "aggregate": "days"})
        self.refused(
            "fewer days",
            {**score, "aggregate": "days", "day_count": 8},
            period="week",
        )
        self.refused("at most 30", {**score, "aggregate": "streak", "day_count": 31})
        self.refused(
            "on how many days it holds",
            {"figure": "plan_ok", "operator": "yes"},
            period="week",
        )
        outcome = self.env.ref("sales_discipline.sales_discipline_outcome_won")
        target = {
            "source": "outcome",
            "outcome_id": outcome.id,
            "outcome_value": "target_share",
        }
        self.refused("targets are set for weeks", target)
        self.refused("which outcome", {"source": "outcome"})
        self.refused("how much", score, kind="leave", hours=0)
        self.refused("24 hours", score, kind="leave", hours=25)
        self.refused("how much", score, kind="badge", title=False)
        self.refused(
            "amount of money", score, kind="share", percent=2, outcome_id=outcome.id
        )
        self.refused("can still become good", score, kind="warning", is_live=True)
        self.refused("decides on every", score, kind="warning", needs_approval=False)
        self.refused("once they are over", score, period="week", is_live=True)

    def test_a_changed_period_is_checked_too(self):
        rule = self.new_rule({"figure": "plan_ok", "operator": "yes"})
        with self.assertRaises(ValidationError):
            rule.period = "week"

    def test_the_sentence_says_it_all(self):
        self.assertEqual(
            self.leave.sentence,
            "Leave 1 h early, if all of this is so on a day: the day was planned in "
            "time; everything due done, nothing overdue; the next working day is "
            "planned; activities done on time: at least as much as “activities asked "
            "for”. A head of sales decides. At most 8 a month for one person. At most "
            "3 of a team on one day.",
        )
        self.assertEqual(
            self.shipped("unplanned").sentence,
            "Warning, if this is so in a week: the day was not planned in time, on at "
            "least 3 days. A head of sales decides; the person can contest it for 5 "
            "working days.",
        )

    def test_what_has_judged_is_archived_not_deleted(self):
        self.proposed()
        with self.assertRaisesRegex(UserError, "archive it"):
            self.leave.unlink()

    def test_the_count_of_grants_cannot_be_forged(self):
        rule = self.new_rule({"figure": "score", "operator": "ge", "value": 9})
        rule.write({"grant_count": 7})
        copy = rule.with_context(default_grant_count=3).copy({"grant_count": 5})
        self.assertEqual((rule.grant_count, copy.grant_count), (0, 0))
