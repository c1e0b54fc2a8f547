"""When a plan is made: by what people do, and by the instants around the cut-off."""

from datetime import date

from .outcome_case import OutcomeCase

TUESDAY = date(2027, 3, 2)
NOTHING = {
    "total": 0,
    "before": 0,
    "hours": {},
    "late_hours": {},
    "after": 0,
    "on_day": 0,
    "lead_hours": None,
    "cutoff_hour": None,
}


class TestPlanningTimes(OutcomeCase):
    """Anna plans Tuesday 2 March 2027; its cut-off is Monday, 18:00 in Moscow."""

    def planned(self, date_from="2027-03-01", date_to="2027-03-05"):
        self.close()
        return (
            self.env["sales.discipline.person"]
            .with_user(self.anna)
            .get_person(date_from=date_from, date_to=date_to)["plans"]
        )

    def act(self, instant, call):
        with self.at(instant, self.TZ):
            return call()

    def plan_at(self, instant, due="2027-03-02", **values):
        return self.act(instant, lambda: self.plan(self.anna, due, **values))

    def expect(self, lead=None, **found):
        expected = {**NOTHING, "cutoff_hour": 18.0, **found}
        plans = self.planned()
        if lead is None:
            expected["lead_hours"] = plans["lead_hours"]
        else:
            expected["lead_hours"] = lead
        self.assertEqual(plans, expected)

    def test_nothing_was_planned(self):
        self.assertEqual(self.planned(), NOTHING)

    def test_the_hour_is_that_of_the_persons_clock(self):
        self.plan_at("2027-03-01 09:59")
        self.plan_at("2027-03-01 17:30", count=2)
        self.expect(total=3, hours={"9": 1, "17": 2}, lead=0.5)

    def test_the_very_instant_of_the_cut_off_is_in_time(self):
        self.plan_at("2027-03-01 18:00")
        self.plan_at("2027-03-01 18:01")
        self.expect(total=2, hours={"18": 1}, late_hours={"18": 1})

    def test_the_day_before_that_is_earlier(self):
        self.plan_at("2027-02-28 23:59")
        self.plan_at("2027-03-01 00:00")
        self.expect(total=2, before=1, hours={"0": 1})

    def test_a_weekend_between_cut_off_and_day(self):
        with self.at("2027-03-05 19:00", self.TZ):
            self.plan(self.anna, "2027-03-08")
        with self.at("2027-03-06 12:00", self.TZ):
            self.plan(self.anna, "2027-03-08")
        self.close("2027-03-09 03:00")
        plans = self.planned("2027-03-08", "2027-03-08")
        self.assertEqual((plans["late_hours"], plans["after"]), ({"19": 1}, 1))

    def test_moving_to_the_day_is_planning_it(self):
        calls = self.plan_at("2027-03-01 09:00", due="2027-03-04", count=2)
        self.act(
            "2027-03-01 16:30",
            lambda: calls[0].with_user(self.anna).write({"date_deadline": TUESDAY}),
        )
        self.act(
            "2027-03-01 20:30",
            lambda: calls[1].with_user(self.anna).write({"date_deadline": TUESDAY}),
        )
        self.expect(total=2, hours={"16": 1}, late_hours={"20": 1})

    def test_what_else_is_changed_does_not_count(self):
        [call] = self.plan_at("2027-03-01 10:00")
        self.act(
            "2027-03-01 16:30",
            lambda: call.with_user(self.anna).write({"planned_hours": 2}),
        )
        self.expect(total=1, hours={"10": 1})

    def test_away_and_back_counts_from_the_return(self):
        [call] = self.plan_at("2027-03-01 10:00")
        mine = call.with_user(self.anna)
        self.act(
            "2027-03-01 11:00", lambda: mine.write({"date_deadline": "2027-03-09"})
        )
        self.act("2027-03-01 15:00", lambda: mine.write({"date_deadline": TUESDAY}))
        self.expect(total=1, hours={"15": 1}, lead=3.0)

    def test_what_is_added_on_the_day_and_done(self):
        calls = self.plan_at("2027-03-02 10:00", count=2)
        self.act("2027-03-02 12:00", lambda: calls[0].action_done())
        self.expect(total=2, on_day=2)

    def test_what_was_written_down_afterwards_was_never_planned(self):
        self.act(
            "2027-03-02 12:00",
            lambda: self.plan(self.anna, "2027-03-02").action_done(),
        )
        self.assertEqual(self.planned()["total"], 0)

    def test_what_the_head_set_is_not_the_persons_habit(self):
        self.plan_at("2027-03-01 10:00", by=self.head)
        self.assertEqual(self.planned()["total"], 0)

    def test_what_was_finished_keeps_its_hour_when_the_result_is_mended(self):
        [call] = self.plan_at("2027-03-01 10:00")
        self.act("2027-03-02 12:00", lambda: call.action_done())
        self.act(
            "2027-03-02 13:00",
            lambda: call.with_user(self.anna).write({"feedback": "Forty desks"}),
        )
        self.expect(total=1, hours={"10": 1})
