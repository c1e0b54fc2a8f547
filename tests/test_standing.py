"""Of colleagues a salesperson sees what the team's policy publishes, and no more."""

from datetime import date, timedelta

from .common_companies import CompaniesCase

FIRST = date(2027, 3, 1)


class TestStanding(CompaniesCase):
    """Anna, Oleg and Nina are one team; it is the evening of 24 March 2027."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.nina = cls.new_user("sd_nina")
        cls.team = cls.anna.crm_team_ids
        cls.team.member_ids += cls.nina
        cls.policy.publishes = "ranking"

    def score(self, user, *scores, first=FIRST):
        for number, score in enumerate(scores):
            day = first + timedelta(days=number)
            self.closed_day(user, str(day), score=score)

    def standing(self, user=None, **asked):
        model = self.env["sales.discipline.standing"].with_user(user or self.anna)
        with self.at("2027-03-24 20:00", self.TZ):
            return model.get_standing(**asked)

    def places(self, **asked):
        return [
            (row["place"], row["name"], row["score"])
            for row in self.standing(**asked)["ranking"]
        ]

    def test_a_policy_publishes_nothing_unless_somebody_decides_so(self):
        policy = self.env["sales.discipline.policy"].create({"name": "New"})
        self.assertEqual(policy.publishes, "nothing")
        shipped = self.env.ref("sales_discipline.sales_discipline_policy_default")
        self.assertEqual(shipped.publishes, "nothing")

    def test_nothing_is_published_nothing_is_told(self):
        self.score(self.anna, 90)
        self.policy.publishes = "nothing"
        self.assertFalse(self.standing())

    def test_in_shadow_mode_nothing_is_told(self):
        self.score(self.anna, 90)
        self.policy.shadow_mode = True
        self.assertFalse(self.standing())

    def test_who_is_not_controlled_is_told_nothing(self):
        self.assertFalse(self.standing(self.mona))
        self.assertFalse(self.standing(self.head))

    def test_the_average_is_that_of_all_days_of_the_team(self):
        self.policy.publishes = "average"
        self.score(self.anna, 100, 100)
        self.score(self.oleg, 70)
        self.score(self.nina, 50)
        standing = self.standing()
        self.assertEqual(standing["average"], 80.0)
        self.assertEqual((standing["own"], standing["own_days"]), (100.0, 2))
        self.assertNotIn("ranking", standing)
        [(mean,)] = self.env["sales.discipline.day.report"]._read_group(
            [("team_id", "=", self.team.id)], [], ["score:avg"]
        )
        self.assertEqual(mean, standing["average"])

    def test_an_average_of_two_would_tell_the_other_s_score(self):
        self.policy.publishes = "average"
        self.score(self.anna, 100)
        self.score(self.oleg, 70)
        self.assertIsNone(self.standing()["average"])
        self.score(self.nina, 70)
        self.assertEqual(self.standing()["average"], 80.0)

    def test_a_place_takes_five_scored_days(self):
        self.score(self.anna, 90, 90, 90, 90)
        self.score(self.oleg, 60, 60, 60, 60, 60)
        self.assertEqual(self.places(), [(1, self.oleg.name, 60.0)])
        self.assertEqual(self.standing()["without_place"], 2)
        self.score(self.anna, 90, first=FIRST + timedelta(days=4))
        self.assertEqual(
            self.places(), [(1, self.anna.name, 90.0), (2, self.oleg.name, 60.0)]
        )

    def test_the_same_score_to_one_decimal_is_the_same_place(self):
        self.score(self.anna, *[80.04] * 5)
        self.score(self.nina, *[79.96] * 5)
        self.score(self.oleg, *[70] * 5)
        self.assertEqual([place for place, *_rest in self.places()], [1, 1, 3])

    def test_days_off_and_open_days_do_not_count(self):
        self.score(self.anna, *[80] * 5)
        self.closed_day(self.anna, "2027-03-06", is_off=True)
        self.closed_day(self.anna, "2027-03-08", score=10, state="open")
        standing = self.standing()
        self.assertEqual((standing["own"], standing["own_days"]), (80.0, 5))

    def test_a_month_ends_with_its_last_day_in_the_policy_s_zone(self):
        self.score(self.anna, 40, first=date(2027, 2, 28))
        self.score(self.anna, 90, first=date(2027, 3, 1))
        self.assertEqual(self.standing()["own"], 90.0)
        last = self.standing(last_month=True)
        self.assertEqual((last["own"], last["start"]), (40.0, "2027-02-01"))
        model = self.env["sales.discipline.standing"].with_user(self.anna)
        with self.at("2027-03-31 23:59", self.TZ):
            self.assertEqual(model.get_standing()["start"], "2027-03-01")
        with self.at("2027-04-01 00:00", self.TZ):
            self.assertEqual(model.get_standing()["start"], "2027-04-01")

    def test_other_teams_and_companies_stay_out(self):
        self.score(self.sam, *[99] * 5)
        self.score(self.rita, *[99] * 5)
        self.score(self.anna, *[80] * 5)
        self.assertEqual(self.places(), [(1, self.anna.name, 80.0)])
        # What one team publishes says nothing about another one's policy.
        self.assertFalse(self.standing(self.sam))

    def test_who_left_counts_in_the_average_and_has_no_place(self):
        for user, score in ((self.anna, 90), (self.oleg, 60), (self.nina, 30)):
            self.score(user, *[score] * 5)
        self.team.crm_team_member_ids.filtered(
            lambda member: member.user_id == self.nina
        ).active = False
        standing = self.standing()
        self.assertEqual(standing["average"], 60.0)
        self.assertNotIn(self.nina.name, [row["name"] for row in standing["ranking"]])

    def test_the_queries_do_not_grow_with_people(self):
        self.score(self.anna, *[80] * 5)

        def queries():
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.standing()
            return self.cr.sql_log_count - before

        queries()
        few = queries()
        for number in range(8):
            user = self.new_user(f"sd_more_{number}")
            self.team.member_ids += user
            self.score(user, *[50] * 5)
        self.assertLessEqual(queries(), few + 1)
