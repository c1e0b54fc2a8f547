"""Nobody owes a plan whose cut-off had passed when their control began."""

from datetime import date

from .common import TeamCase

MONDAY, TUESDAY, WEDNESDAY = (date(2027, 3, day) for day in (1, 2, 3))


class TestControlBegins(TeamCase):
    """Control begins on Monday; the cut-off of Tuesday's plan is Monday at 18:00."""

    def setUp(self):
        super().setUp()
        self.days = self.env["sales.discipline.day"]
        self.newcomer = self.new_user("sd_nina")

    def join(self, clock):
        with self.at(f"{MONDAY} {clock}", self.TZ):
            self.team.member_ids = [(4, self.newcomer.id)]

    def owed(self, now="2027-03-04 12:00"):
        with self.at(now, self.TZ):
            days = self.days._evaluate(self.newcomer, MONDAY, WEDNESDAY)
        return [figures["plan_owed"] for figures in days.values()]

    def test_who_joins_before_the_cut_off_owes_the_next_day(self):
        self.join("17:59:59")
        self.assertEqual(self.owed(), [False, True, True])

    def test_who_joins_at_the_cut_off_or_later_owes_the_day_after_that(self):
        for number, clock in enumerate(("18:00:00", "22:00:00")):
            self.newcomer = self.new_user(f"sd_late_{number}")
            with self.subTest(clock):
                self.join(clock)
                self.assertEqual(self.owed(), [False, False, True])

    def test_the_evening_shows_no_plan_that_is_missed(self):
        self.join("19:00:00")
        with self.at(f"{MONDAY} 20:00", self.TZ):
            today = self.days._evaluate(self.newcomer, MONDAY, MONDAY)
        figures = today[self.newcomer.id, MONDAY]
        self.assertEqual(
            (figures["next_plan_owed"], figures["next_need_count"]), (0, 0)
        )

    def test_an_addon_installed_in_the_evening_asks_for_nothing_tomorrow(self):
        self.join("08:00:00")
        for clock, second in (("17:59:59", True), ("18:00:00", False)):
            with self.subTest(clock):
                self.env["ir.config_parameter"].set_param(
                    "sales_discipline.installed_at",
                    # Moscow is three hours ahead.
                    f"{MONDAY}T{int(clock[:2]) - 3}{clock[2:]}",
                )
                self.assertEqual(self.owed(), [False, second, True])

    def test_judging_again_finds_the_same(self):
        self.join("19:00:00")
        with self.at("2027-03-04 12:00", self.TZ):
            self.days._close_due_days()
            stored = self.days.search([("user_id", "=", self.newcomer.id)])
            before = {day.date: day.plan_owed for day in stored}
            self.days._recompute_closed(self.newcomer, MONDAY, WEDNESDAY, "Again")
        after = {day.date: day.plan_owed for day in stored}
        self.assertEqual(after, before)
        self.assertEqual(before, {MONDAY: False, TUESDAY: False, WEDNESDAY: True})
