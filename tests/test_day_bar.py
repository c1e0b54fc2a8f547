"""The salesperson's own day: the bar above the list."""

import json

from odoo.exceptions import AccessError

from .common import TeamCase

MONDAY, TUESDAY, WEDNESDAY = "2027-03-01", "2027-03-02", "2027-03-03"


class DayBarCase(TeamCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.version.min_planned_load = 30

    def bar(self, when=f"{TUESDAY} 12:00", user=None):
        with self.at(when, self.TZ):
            return (
                self.env["sales.discipline.day.bar"]
                .with_user(user or self.anna)
                .get_day_bar()
            )

    def why(self, user=None, date=False, by=None, when=f"{TUESDAY} 12:00"):
        with self.at(when, self.TZ):
            bar = self.env["sales.discipline.day.bar"].with_user(by or self.anna)
            return bar.get_lines(user.id if user else False, date)

    def part(self, part, when=f"{TUESDAY} 12:00"):
        """What a number of the bar lists."""
        domain = [
            ("active", "in", [True, False]),
            ("discipline_day_part", "=", part),
        ]
        with self.at(when, self.TZ):
            activities = self.env["mail.activity"].with_user(self.anna)
            return activities.search(domain).sudo()

    def planned(self, count=5, date=TUESDAY, when=f"{MONDAY} 10:00", **values):
        with self.at(when, self.TZ):
            return self.plan(self.anna, date, count, **values)

    def finish(self, activities, when=f"{TUESDAY} 11:00"):
        with self.at(when, self.TZ):
            activities.with_user(self.anna).action_feedback(feedback="Agreed")

    def close(self, day):
        with self.at(f"{day} 05:00", self.TZ):
            self.env["sales.discipline.day"]._close_due_days()


class TestDayBar(DayBarCase):
    def test_a_morning(self):
        self.planned(5)
        self.planned(1, MONDAY, f"{MONDAY} 09:00")
        self.planned(2, WEDNESDAY)
        bar = self.bar()
        self.assertEqual((bar["done_count"], bar["due_count"]), (0, 5))
        self.assertEqual((bar["overdue_count"], bar["oldest_overdue"]), (1, MONDAY))
        self.assertEqual((bar["next_date"], bar["next_planned_count"]), (WEDNESDAY, 2))
        self.assertEqual(bar["next_cutoff_at"], "2027-03-02 15:00:00")
        self.assertEqual((bar["planned_hours"], bar["next_planned_hours"]), (2.5, 1))
        self.assertFalse(bar["is_off"] or bar["shadow"])
        # Planned in full, nothing done, one of five overdue.
        self.assertEqual((bar["score"], bar["reachable"]), (56.0, 100.0))

    def test_each_number_lists_exactly_its_activities(self):
        plan = self.planned(6)
        late = self.planned(1, MONDAY, f"{MONDAY} 09:00")
        following = self.planned(3, WEDNESDAY)
        self.finish(plan[0])
        with self.at(f"{TUESDAY} 11:00", self.TZ):
            plan[1].with_user(self.anna).date_deadline = "2027-03-05"
            plan[2].with_user(self.anna).user_id = self.oleg
            plan[3].with_user(self.anna).unlink()
            added = self.plan(self.anna, TUESDAY)
            extra = self.plan(self.anna, WEDNESDAY)
        self.finish(extra, f"{TUESDAY} 11:30")
        # Finished ones are listed too; a cancelled one has no row to be listed.
        expected = {
            "done": plan[0],
            "postponed": plan[1],
            "handed_over": plan[2],
            "cancelled": self.env["mail.activity"],
            "pending": plan[4:],
            "overdue": late,
            "added": added,
            "extra": extra,
            "waiting": plan[4:] | added,
            "next": following,
        }
        counts = self.bar()["parts"]
        for part, activities in expected.items():
            with self.subTest(part=part):
                self.assertEqual(self.part(part), activities)
                self.assertEqual(counts[part], len(activities) or part == "cancelled")

    def test_parts_are_of_the_caller_whoever_is_asked_about(self):
        self.planned(2)
        with self.at(f"{TUESDAY} 12:00", self.TZ):
            activities = self.env["mail.activity"].with_user(self.oleg)
            domain = [("discipline_day_part", "in", ["pending", "waiting", "no such"])]
            self.assertFalse(activities.search(domain))

    def test_the_list_is_due_by_the_date_of_the_bar(self):
        """Though the reader's own clock, far in the west, is a day behind."""
        self.anna.tz = "America/Los_Angeles"
        late = self.planned(1, MONDAY, f"{MONDAY} 09:00")
        due = self.planned(2)
        self.planned(1, WEDNESDAY)

        def listed(due):
            with self.at(f"{TUESDAY} 01:00", self.TZ):
                activities = self.env["mail.activity"].with_user(self.anna)
                domain = [("discipline_is_due", "=", due)]
                found = activities.search([("user_id", "=", self.anna.id), *domain])
                self.assertEqual(set(found.mapped("discipline_is_due")), {due})
                return found.sudo()

        self.assertEqual(self.bar(f"{TUESDAY} 01:00")["date"], TUESDAY)
        self.assertEqual(listed(True), late | due)
        self.assertEqual(len(listed(False)), 1)

    def test_who_has_no_bar_goes_by_their_own_clock(self):
        due = self.plan(self.head, TUESDAY)
        with self.at(f"{TUESDAY} 12:00", self.TZ):
            activities = self.env["mail.activity"].with_user(self.head)
            domain = [("discipline_is_due", "=", True), ("id", "=", due.id)]
            self.assertTrue(activities.search(domain))

    def test_the_next_plan_stays_as_it_was_at_the_cutoff(self):
        in_time = self.planned(2, WEDNESDAY, f"{TUESDAY} 17:59")
        self.planned(3, WEDNESDAY, f"{TUESDAY} 18:01")
        self.assertEqual(self.bar(f"{TUESDAY} 19:00")["next_planned_count"], 2)
        self.assertEqual(self.part("next", f"{TUESDAY} 19:00"), in_time)

    def test_a_cancelled_overdue_one_still_counts(self):
        late = self.planned(1, MONDAY, f"{MONDAY} 09:00")
        with self.at(f"{TUESDAY} 09:00", self.TZ):
            late.with_user(self.anna).unlink()
        bar = self.bar()
        self.assertEqual((bar["overdue_count"], bar["overdue_gone"]), (1, 1))

    def test_what_was_handed_over_late_is_told_apart_from_what_is_overdue(self):
        with self.at(f"{TUESDAY} 09:00", self.TZ):
            self.plan(self.anna, MONDAY, count=2, by=self.oleg)
        bar = self.bar()
        self.assertEqual((bar["overdue_count"], bar["late_excused"]), (0, 2))

    def test_a_day_off_shows_the_last_score_and_what_waits(self):
        self.planned(5)
        self.finish(self.planned(5, MONDAY, "2027-02-26 10:00"), f"{MONDAY} 11:00")
        self.planned(1, "2027-03-06", f"{WEDNESDAY} 10:00")
        self.close(WEDNESDAY)
        bar = self.bar("2027-03-06 12:00")
        self.assertEqual((bar["is_off"], bar["off_reason"]), (True, "no_hours"))
        self.assertEqual(bar["last_scored"]["date"], TUESDAY)
        self.assertEqual(bar["parts"]["waiting"], 1)
        self.assertEqual(bar["next_date"], "2027-03-08")
        self.assertIsNone(bar["score"])

    def test_an_exempt_day_gives_the_reason(self):
        self.env["sales.discipline.exemption"].with_user(self.head).create(
            {
                "user_id": self.anna.id,
                "date_from": MONDAY,
                "date_to": WEDNESDAY,
                "reason": "Getting started",
            }
        )
        bar = self.bar()
        self.assertEqual(bar["exemption"], "Getting started")
        self.assertEqual(bar["next_date"], "2027-03-04")

    def test_the_last_verdict_is_shown(self):
        with self.at(f"{TUESDAY} 10:00", self.TZ):
            self.env["sales.discipline.verdict"].with_user(self.head).send(
                self.anna.id, MONDAY, "great", "Good pace."
            )
        verdict = self.bar()["verdict"]
        self.assertEqual(verdict["message"], "Good pace.")
        self.assertEqual((verdict["date"], verdict["verdict"]), (MONDAY, "great"))
        self.assertFalse(self.bar(user=self.oleg)["verdict"])

    def test_shadow_mode_keeps_the_judgement_to_the_heads(self):
        self.planned(5)
        self.policy.shadow_mode = True
        bar = self.bar()
        self.assertTrue(bar["shadow"])
        self.assertEqual(bar["parts"]["pending"], 5)
        hidden = {"score", "reachable", "last_scored", "verdict"}
        self.assertFalse(hidden & set(bar))
        with self.assertRaises(AccessError):
            self.why()
        self.assertEqual(self.why(self.anna, by=self.head)["user_id"], self.anna.id)

    def test_nobody_else_has_a_bar(self):
        self.assertIs(self.bar(user=self.head), False)
        self.team.discipline_policy_id = False
        self.assertIs(self.bar(), False)

    def test_the_day_is_of_the_zone_that_a_reviewer_set(self):
        self.anna.tz = "Pacific/Honolulu"
        self.assertEqual(self.bar(f"{TUESDAY} 00:30")["date"], TUESDAY)

    def test_is_plain_json(self):
        self.planned(5)
        shown = [self.bar(), self.why()]
        self.assertEqual(json.loads(json.dumps(shown)), shown)

    def test_queries_do_not_grow_with_activities(self):
        self.planned(2)
        self.count_queries()  # fills the caches
        few = self.count_queries()
        self.planned(20)
        self.planned(20, WEDNESDAY)
        self.assertEqual(self.count_queries(), few)

    def test_takes_at_most_20_queries_with_all_that_there_can_be(self):
        """A verdict, a reward in reach, a holiday, a leave and an exemption to come."""
        self.planned(5)
        with self.at(f"{TUESDAY} 09:00", self.TZ):
            verdicts = self.env["sales.discipline.verdict"].with_user(self.head)
            verdicts.send(self.anna.id, MONDAY, "great", "Good pace")
            self.env["sales.discipline.exemption"].with_user(self.head).create(
                {
                    "user_id": self.anna.id,
                    "date_from": "2027-03-10",
                    "date_to": "2027-03-11",
                    "reason": "Trade fair",
                }
            )
            resource = self.env["resource.resource"].create(
                {
                    "name": "Anna",
                    "user_id": self.anna.id,
                    "company_id": self.company.id,
                    "calendar_id": self.company.resource_calendar_id.id,
                    "tz": self.TZ,
                }
            )
            self.env["resource.calendar.leaves"].create(
                [
                    {
                        "name": "Away",
                        "resource_id": resource_id,
                        "company_id": self.company.id,
                        "date_from": "2027-03-08 00:00:00",
                        "date_to": "2027-03-08 20:00:00",
                    }
                    for resource_id in (False, resource.id)
                ]
            )
        self.count_queries()  # fills the caches
        self.assertLessEqual(self.count_queries(), 20)
        bar = self.bar()
        self.assertEqual(bar["verdict"]["verdict"], "great")
        self.assertEqual(bar["reward"]["state"], "reach")

    def count_queries(self):
        self.env.invalidate_all()
        # Every request of a session reads its user.
        self.anna.with_user(self.anna).partner_id.read(["name"])
        before = self.env.cr.sql_log_count
        self.bar()
        return self.env.cr.sql_log_count - before
