"""Moving activities: whose today, how often, and what the policy allows."""

from odoo.tests import new_test_user

from .common import TeamCase

MONDAY, TUESDAY, WEDNESDAY = "2027-03-01", "2027-03-02", "2027-03-03"


class TestWhoseToday(TeamCase):
    """Odoo's own buttons take the server's day; these take the owner's."""

    def move(self, activities, how, when, tz, by=None):
        with self.at(when, tz):
            activities = activities.with_user(by or self.anna)
            getattr(activities, f"action_reschedule_{how}")()
        return [str(activity.date_deadline) for activity in activities.sudo()]

    def planned(self, user, count=1):
        with self.at("2027-02-26 10:00", self.TZ):
            return self.plan(user, "2027-03-10", count, by=self.head)

    def test_five_in_the_morning_in_tokyo(self):
        """It is still Monday where the server is."""
        self.policy.tz = "Asia/Tokyo"
        calls = self.planned(self.anna)
        early = f"{TUESDAY} 05:00", "Asia/Tokyo"
        self.assertEqual(self.move(calls, "today", *early), [TUESDAY])
        self.assertEqual(self.move(calls, "tomorrow", *early), [WEDNESDAY])
        self.assertEqual(self.move(calls, "nextweek", *early), ["2027-03-08"])

    def test_next_week_begins_after_the_persons_sunday(self):
        """A Sunday evening in Moscow is Monday in Tokyo."""
        calls = self.planned(self.anna)
        late = "2027-03-07 23:00", self.TZ
        self.assertEqual(self.move(calls, "nextweek", *late), ["2027-03-08"])
        self.policy.tz = "Asia/Tokyo"
        self.assertEqual(self.move(calls, "nextweek", *late), ["2027-03-15"])

    def test_the_zone_of_control_counts_before_the_persons_own(self):
        self.anna.tz = "Pacific/Honolulu"
        calls = self.planned(self.anna)
        midnight = f"{TUESDAY} 00:30", self.TZ
        self.assertEqual(self.move(calls, "today", *midnight), [TUESDAY])

    def test_the_day_is_the_owners_whoever_presses(self):
        self.env["crm.team.member"].sudo().search(
            [("user_id", "=", self.oleg.id)]
        ).with_user(self.head).sudo().write({"discipline_tz": "Asia/Tokyo"})
        both = self.planned(self.anna) | self.planned(self.oleg)
        evening = f"{TUESDAY} 20:00", self.TZ
        self.assertEqual(
            self.move(both, "today", *evening, by=self.head), [TUESDAY, WEDNESDAY]
        )

    def test_people_whom_nobody_controls_have_a_today_too(self):
        stranger = new_test_user(
            self.env,
            "sd_stranger",
            groups="base.group_user,sales_team.group_sale_salesman",
            tz="Asia/Tokyo",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        calls = self.planned(stranger)
        evening = f"{TUESDAY} 20:00", self.TZ
        self.assertEqual(self.move(calls, "today", *evening, by=stranger), [WEDNESDAY])

    def test_a_deal_moves_its_next_activity_to_the_persons_day(self):
        self.policy.tz = "Asia/Tokyo"
        calls = self.planned(self.anna)
        with self.at(f"{TUESDAY} 05:00", "Asia/Tokyo"):
            self.deal.with_user(self.anna).action_reschedule_my_next_today()
        self.assertEqual(str(calls.date_deadline), TUESDAY)

    def test_finished_ones_stay(self):
        calls = self.planned(self.anna, 2)
        with self.at(f"{MONDAY} 11:00", self.TZ):
            calls[0].with_user(self.anna).action_feedback(feedback="Agreed")
        evening = f"{TUESDAY} 20:00", self.TZ
        self.assertEqual(self.move(calls, "today", *evening), ["2027-03-10", TUESDAY])


class TestMoves(TeamCase):
    """``max_postponements`` is 2: a third move by the same person counts."""

    def planned(self, count=1):
        with self.at(f"{MONDAY} 09:00", self.TZ):
            return self.plan(self.anna, MONDAY, count)

    def postpone(self, activities, by, *days):
        for day in days:
            with self.at(f"{day} 10:00", self.TZ):
                following = f"{day[:-2]}{int(day[-2:]) + 1:02}"
                activities.with_user(by).date_deadline = following

    def moves(self, activity, user, when=f"{TUESDAY} 12:00"):
        with self.at(when, self.TZ):
            activity = activity.with_user(user)
            activity.invalidate_recordset()
            return activity.shown_moves, activity.my_moves, activity.my_move_limit

    def test_every_move_is_shown_and_the_own_ones_apart(self):
        call = self.planned()
        self.assertEqual(self.moves(call, self.anna), (0, 0, 2))
        self.postpone(call, self.anna, MONDAY, TUESDAY)
        self.postpone(call, self.head, WEDNESDAY)
        noon = f"{WEDNESDAY} 12:00"
        self.assertEqual(self.moves(call, self.anna, noon), (3, 2, 2))
        # Nobody counts the head's moves, and a colleague has made none.
        self.assertEqual(self.moves(call, self.head, noon), (3, 0, -1))
        self.assertEqual(self.moves(call, self.oleg, noon), (3, 0, 2))

    def test_the_own_moves_are_those_the_engine_counts(self):
        call = self.planned()
        for number, day in enumerate((MONDAY, TUESDAY, WEDNESDAY), 1):
            self.postpone(call, self.anna, day)
            with self.subTest(day=day):
                noon = f"{day} 12:00"
                _shown, mine, limit = self.moves(call, self.anna, noon)
                self.assertEqual(mine, number)
                with self.at(noon, self.TZ):
                    rolled = self.day(self.anna, day)["rolled_count"]
                self.assertEqual(rolled, int(mine > limit))

    def test_finished_ones_have_nothing_to_say(self):
        call = self.planned()
        self.postpone(call, self.anna, MONDAY)
        with self.at(f"{TUESDAY} 11:00", self.TZ):
            call.with_user(self.anna).action_feedback(feedback="Agreed")
        self.assertEqual(self.moves(call, self.anna), (0, 0, -1))

    def test_people_whom_nobody_controls_see_nothing_of_it(self):
        call = self.planned()
        self.postpone(call, self.anna, MONDAY)
        self.team.discipline_policy_id = False
        self.assertEqual(self.moves(call, self.anna), (0, 0, -1))

    def test_queries_do_not_grow_with_activities(self):
        def cost(activities):
            with self.at(f"{TUESDAY} 12:00", self.TZ):
                activities = activities.with_user(self.anna)
                names = ["shown_moves", "my_moves", "owner_today", "expected_hours"]
                activities.read(names)
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                activities.read(names)
                return self.env.cr.sql_log_count - before

        one, many = self.planned(), self.planned(30)
        self.postpone(one | many, self.anna, MONDAY)
        self.assertLessEqual(cost(many), cost(one))
