"""What rewards cost must not grow with people, days or activities."""

from .reward_case import TUESDAY, WEDNESDAY, RewardCase


class TestRewardCost(RewardCase):
    """Two people and two hundred, who have done everything, or nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pair = cls.anna | cls.oleg
        cls.many = cls.env["res.users"].concat(
            *(cls.new_user(f"sd_many_{number:03}") for number in range(200))
        )
        cls.big_team = cls.team.copy({"name": "Offices"})
        cls.big_team.member_ids = [(6, 0, cls.many.ids)]
        cls.week = cls.shipped("week")
        cls.week.active = True
        cls.env.flush_all()

    def cost(self, act):
        """Queries of ``act``, all that Odoo caches for good being loaded."""
        counts = []
        for _time in range(2):
            with self.cr.savepoint() as savepoint:
                self.env.flush_all()
                # Also what environments keep: an earlier one is there by chance.
                self.env.transaction.reset()
                before = self.cr.sql_log_count
                act()
                self.env.flush_all()
                counts.append(self.cr.sql_log_count - before)
                savepoint.rollback()
            self.env.invalidate_all()
        return counts[-1]

    def judging(self, users):
        def act():
            with self.at(f"{TUESDAY} 16:38", self.TZ):
                self.rewards._judge_live(users)

        return self.cost(act)

    def test_looking_for_rewards_takes_the_same_for_2_and_200_people(self):
        self.assertEqual(self.judging(self.many), self.judging(self.pair))

    def test_the_number_of_activities_does_not_matter(self):
        self.full_plan(self.anna, TUESDAY, count=1)
        few = self.judging(self.anna)
        self.full_plan(self.anna, TUESDAY, count=60)
        self.assertEqual(self.judging(self.anna), few)

    def test_proposing_takes_the_same_for_2_and_20_people(self):
        """Telling them and their heads included."""
        self.leave.write({"limit_team": 99})
        for user in self.many[:20]:
            self.good_day(user)

        def proposing(users):
            def act():
                with self.at(f"{TUESDAY} 16:38", self.TZ):
                    self.rewards._judge_live(users)
                domain = [("user_id", "in", users.ids), ("state", "=", "proposed")]
                proposed = self.rewards.search(domain)
                self.assertEqual(len(proposed), len(users))
                told = self.env["mail.notification"].search(
                    [
                        ("mail_message_id.model", "=", proposed._name),
                        ("mail_message_id.res_id", "in", proposed.ids),
                        ("res_partner_id", "in", users.partner_id.ids),
                    ]
                )
                self.assertEqual(told.res_partner_id, users.partner_id)

            return self.cost(act)

        self.assertEqual(proposing(self.many[:20]), proposing(self.many[:2]))

    def test_closing_with_proposals_takes_at_most_40_queries(self):
        """Telling included. Odoo inserts a hundred records at a time, so each further
        hundred of proposals takes some more."""
        self.leave.write({"limit_team": 99})
        for user in self.many[:20]:
            self.good_day(user)

        # Another company has another calendar to be read.
        days = self.env["sales.discipline.day"].with_company(self.big_team.company_id)

        def closing():
            with self.at(f"{WEDNESDAY} 03:00", self.TZ):
                self.assertEqual(days._close_due_days(), 0)

        self.assertLessEqual(self.cost(closing), 40)
        closing()
        proposed = self.rewards.search([("user_id", "in", self.many.ids)])
        self.assertEqual(len(proposed), 20)

    def test_the_list_takes_the_same_for_2_and_20_proposals(self):
        self.leave.write({"limit_team": 99})
        for user in self.many[:20]:
            self.good_day(user)
        with self.at(f"{TUESDAY} 16:38", self.TZ):
            self.rewards._judge_live(self.many[:20])
        found = self.rewards.search([("user_id", "in", self.many[:20].ids)])
        self.assertEqual(len(found), 20)
        names = (
            "gift",
            "facts_html",
            "context_text",
            "state_text",
            "is_own",
            "can_leave_today",
        )

        def reading(records):
            def act():
                with self.at(f"{TUESDAY} 16:40", self.TZ):
                    records.with_user(self.director).read(names)

            return self.cost(act)

        self.assertEqual(reading(found), reading(found[:2]))

    def test_the_bar_takes_a_fixed_number_more(self):
        """Of all that it reads, at most so many queries are for the reward."""
        self.full_plan(self.anna, TUESDAY)

        def bar():
            with self.at(f"{TUESDAY} 12:00", self.TZ):
                self.env["sales.discipline.day.bar"].with_user(self.anna).get_day_bar()

        with_rule = self.cost(bar)
        self.leave.active = False
        self.assertLessEqual(with_rule - self.cost(bar), 20)

    def test_finishing_an_activity_costs_nothing_more(self):
        calls = self.full_plan(self.anna, TUESDAY, count=2)

        def finish():
            with self.at(f"{TUESDAY} 12:00", self.TZ):
                calls[0].with_user(self.anna).action_feedback(feedback="Agreed")

        with_rule = self.cost(finish)
        self.leave.active = False
        self.assertEqual(self.cost(finish), with_rule)
