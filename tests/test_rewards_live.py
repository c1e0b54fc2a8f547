"""Rewards that are found while the day runs."""

from datetime import datetime

from .reward_case import MONDAY, TUE, TUESDAY, WEDNESDAY, RewardCase

BAR = "sales.discipline.day.bar"


class TestLive(RewardCase):
    def bar(self, user=None, when=f"{TUESDAY} 16:31"):
        with self.at(when, self.TZ):
            return self.env[BAR].with_user(user or self.anna).get_day_bar()["reward"]

    def test_the_bar_says_what_is_missing(self):
        self.full_plan(self.anna, TUESDAY)
        self.full_plan(self.anna, WEDNESDAY, count=3)
        reward = self.bar(when=f"{TUESDAY} 09:00")
        self.assertEqual(reward["state"], "reach")
        self.assertEqual(reward["title"].replace("\u202f", " "), "Leave at 4:00 PM")
        self.assertEqual(
            [(step["state"], step["text"]) for step in reward["steps"]],
            [("open", "finish 5"), ("open", "plan tomorrow (2 more)")],
        )
        self.assertFalse(reward["is_new"])

    def test_the_bar_asks_to_record_what_is_newly_met(self):
        self.good_day()
        self.assertTrue(self.bar()["is_new"])
        with self.at(f"{TUESDAY} 16:31", self.TZ):
            self.assertTrue(self.rewards.with_user(self.anna).record_met())
            self.assertFalse(self.rewards.with_user(self.anna).record_met())
        reward = self.bar()
        self.assertFalse(reward["is_new"])
        self.assertEqual(reward["state"], "proposed")

    def test_out_of_reach_says_why(self):
        calls = self.full_plan(self.anna, TUESDAY)
        with self.at(f"{TUESDAY} 10:00", self.TZ):
            calls[0].with_user(self.anna).unlink()
        reward = self.bar(when=f"{TUESDAY} 10:01")
        self.assertEqual(reward["state"], "gone")
        self.assertIn("out of reach: 1 cancelled", reward["steps"][0]["text"])

    def test_an_unplanned_day_has_no_reward_in_reach(self):
        reward = self.bar(when=f"{TUESDAY} 09:00")
        self.assertEqual(reward["state"], "gone")

    def test_a_day_off_shows_nothing(self):
        self.assertFalse(self.bar(when="2027-03-06 12:00"))

    def test_the_job_finds_it_too_and_once(self):
        self.good_day()
        self.judge()
        self.judge(f"{TUESDAY} 16:43")
        reward = self.of(self.anna)
        self.assertRecordValues(
            reward,
            [
                {
                    "rule_id": self.leave.id,
                    "state": "proposed",
                    "kind": "leave",
                    "is_penalty": False,
                    "hours": 1.0,
                    "period": "day",
                    "date_start": TUE,
                    "date_end": TUE,
                    "team_id": self.team.id,
                    "company_id": self.company.id,
                    "policy_id": self.policy.id,
                    "met_at": datetime(2027, 3, 2, 13, 38),
                }
            ],
        )
        self.assertFalse(self.of(self.oleg))

    def test_both_are_told(self):
        self.anna.notification_type = "email"
        self.proposed()
        for user in (self.anna, self.head):
            told = self.told(user)
            self.assertEqual(len(told), 1)
            self.assertEqual(told.notification_type, "inbox")

    def test_nothing_in_the_morning(self):
        self.full_plan(self.anna, TUESDAY)
        self.full_plan(self.anna, WEDNESDAY)
        self.judge(f"{TUESDAY} 09:00")
        self.assertFalse(self.of(self.anna))

    def test_an_overdue_activity_keeps_it_back(self):
        self.full_plan(self.anna, MONDAY, when="2027-02-26 12:00", count=1)
        self.good_day()
        self.judge()
        self.assertFalse(self.of(self.anna))

    def test_finishing_an_activity_records_nothing_itself(self):
        self.good_day()
        self.assertFalse(self.of(self.anna))

    def test_the_job_runs(self):
        self.good_day()
        with self.at(f"{TUESDAY} 16:40", self.TZ), self.enter_registry_test_mode():
            job = "sales_discipline.ir_cron_sales_discipline_judge_rewards"
            self.env.ref(job).method_direct_trigger()
        self.assertTrue(self.of(self.anna))

    def test_a_rule_of_another_team_or_time_does_not_count(self):
        other = self.team.copy({"name": "Offices", "member_ids": False})
        for values in (
            {"team_ids": [(6, 0, other.ids)]},
            {"team_ids": False, "date_from": "2027-03-03"},
            {"date_from": False, "date_to": "2027-03-01"},
            {"date_to": False, "active": False},
        ):
            self.leave.write(values)
            self.good_day()
            self.judge()
            self.assertFalse(self.of(self.anna))
            self.env["mail.activity"].search([]).unlink()

    def test_shadow_mode_tells_the_head_alone(self):
        self.policy.shadow_mode = True
        reward = self.proposed()
        self.assertTrue(reward)
        self.assertFalse(self.told(self.anna))
        self.assertTrue(self.told(self.head))
        self.assertFalse(self.rewards.with_user(self.anna).search([]))
        with self.at(f"{TUESDAY} 16:39", self.TZ):
            self.assertNotIn("reward", self.env[BAR].with_user(self.anna).get_day_bar())
            reach = self.env["sales.discipline.reward.reach"].with_user(self.anna)
            self.assertFalse(reach.get_reach())
