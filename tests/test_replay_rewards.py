"""Who would have earned or lost what, beside what was given."""

from .reward_case import RewardCase


class TestReplayRewards(RewardCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.strict = cls.env["sales.discipline.policy"].create(
            {
                "name": "Strict",
                "company_id": cls.company.id,
                "version_ids": [
                    (0, 0, {"date_start": "2027-06-01", "min_planned_count": 6})
                ],
            }
        )

    def replay(self, rules, version=None, last="2027-03-01"):
        version = version or self.version
        with self.at("2027-03-08 12:00", self.TZ):
            rows = self.env["sales.discipline.replay"].with_user(self.head)
            rows = rows.replay(
                (self.anna | self.oleg).ids, version.id, "2027-03-01", last, rules.ids
            )
        return {
            (row["user_id"], each["rule_id"]): (each["met"], each["given"])
            for row in rows
            for each in row["rules"]
        }

    def test_what_was_given_is_met_again_by_the_same_rules(self):
        self.good_day()
        self.judge()
        self.close("2027-03-08 03:00")
        found = self.replay(self.leave)
        self.assertEqual(found, {(self.anna.id, self.leave.id): (1, 1)})

    def test_a_policy_that_asks_for_more_gives_fewer(self):
        self.good_day()
        self.judge()
        self.close("2027-03-08 03:00")
        found = self.replay(self.leave, self.strict.version_ids)
        self.assertEqual(found, {(self.anna.id, self.leave.id): (0, 1)})

    def test_a_rule_that_is_switched_off_can_be_tried(self):
        rule = self.new_rule(
            {"figure": "plan_ok", "aggregate": "sum", "operator": "yes"}, active=False
        )
        self.good_day()
        self.close("2027-03-08 03:00")
        options = self.env["sales.discipline.replay"].with_user(self.head)
        offered = {
            each["id"]: each["active"] for each in options.get_options()["rules"]
        }
        self.assertIs(offered[rule.id], False)
        met, given = self.replay(rule)[self.anna.id, rule.id]
        self.assertGreaterEqual(met, 2)
        self.assertEqual(given, 0)

    def test_only_complete_periods_count(self):
        week = self.new_rule(
            {"figure": "overdue_count", "operator": "le", "value": 5}, period="week"
        )
        month = self.new_rule(
            {"figure": "overdue_count", "operator": "le", "value": 50}, period="month"
        )
        self.close("2027-03-08 03:00")
        found = self.replay(week | month)
        self.assertEqual(found[self.anna.id, week.id], (1, 1))
        self.assertNotIn((self.anna.id, month.id), found)

    def test_nothing_is_recorded(self):
        self.good_day()
        self.close("2027-03-08 03:00")
        before = self.rewards.search([])
        self.replay(self.leave)
        self.assertEqual(self.rewards.search([]), before)

    def test_rules_that_the_caller_may_not_read_are_left_out(self):
        other = self.env["res.company"].create({"name": "Tin & Zinc"})
        rule = self.new_rule(
            {"figure": "plan_ok", "operator": "yes"}, company_id=other.id
        )
        self.good_day()
        self.close("2027-03-08 03:00")
        self.assertFalse(self.replay(rule))
