"""Histories that people really make, each with the outcome that metrics.md gives it.

The week is Monday 1 to Friday 5 March 2027 in Moscow, eight hours a day; the plan
for a day is what stands at 18:00 of the working day before. Defaults: five planned
activities, 2.4 hours, 0.5 hours each.
"""

from collections import Counter
from datetime import date, timedelta

from .story_case import StoryCase

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LATER = timedelta(days=10)


def day(name):
    """A date of the tests' week; "-" before a name means the week before."""
    week = timedelta(weeks=-1 if name.startswith("-") else 0)
    return date(2027, 3, 1) + timedelta(days=WEEKDAYS.index(name.strip("-"))) + week


class HistoryCase(StoryCase):
    def setUp(self):
        super().setUp()
        self.begin("Europe/Moscow")
        self.add_version(date(2027, 1, 1))

    def moment(self, text):
        """ "tue 23:50" in Moscow."""
        name, clock = text.split()
        hours, minutes = map(int, clock.split(":"))
        return self.instant(day(name)) + timedelta(hours=hours, minutes=minutes)

    def when(self, text, who):
        """One transaction of ``who`` at, say, "tue 23:50"."""
        return self.story.at(self.moment(text), who)

    def plan(self, text, who, deadline, count=5, **more):
        """``count`` calls of half an hour, planned for oneself or for ``owner``."""
        owner = more.pop("owner", who)
        document = more.pop("document", self.deal)
        with self.when(text, who):
            return [
                self.story.create(owner, day(deadline), self.call, document, **more)
                for _ in range(count)
            ]

    def each(self, text, who, act, activities, *values):
        """``who`` does the same to all of them in one transaction."""
        with self.when(text, who):
            for activity in activities:
                getattr(self.story, act)(activity, *values)

    def judge(self, user, name, now=None):
        """The day as the engine has it, the same on time and ten days later."""
        where = day(name)
        end = self.instant(where + timedelta(days=1))
        found = self.evaluate(user, where, where, now or end)[user.id, where]
        if not now:
            late = self.evaluate(user, where, where, end + LATER)[user.id, where]
            for each in (found, late):
                each.pop("judged_at")
            self.assertEqual(found, late)
        self.assertFalse(self.compare(found, user, where, now or end))
        return found

    def check(self, user, name, lines, now=None, **figures):
        """``lines`` as {"set outcome": count}, and figures, of one judged day."""
        found = self.judge(user, name, now and self.moment(now))
        outcomes = Counter(f"{x['set']} {x['outcome']}" for x in found["lines"])
        self.assertEqual(outcomes, lines, f"lines of {name}")
        for figure, expected in figures.items():
            message = f"{figure} of {name}"
            if isinstance(found[figure], float):
                self.assertAlmostEqual(found[figure], expected, 6, message)
            else:
                self.assertEqual(found[figure], expected, message)
        return found


class TestHistories(HistoryCase):
    def test_everything_given_away_before_the_end_and_taken_back_next_morning(self):
        calls = self.plan("mon 17:00", self.anna, "tue")
        self.each("tue 23:50", self.anna, "give", calls, self.oleg)
        self.each("wed 08:30", self.anna, "give", calls, self.anna)
        self.check(
            self.anna,
            "tue",
            {"planned handed_over": 5},
            planned_count=5,
            due_count=5,
            done_count=0,
            overdue_count=0,
            all_done=False,
            score_planning=100,
            score_execution=0,
            score_backlog=100,
            score=60,
        )
        # What she took back herself counts against her at once.
        self.check(self.anna, "wed", {"added missed": 5}, overdue_count=5)
        self.check(self.anna, "wed", {"added pending": 5}, "wed 09:00", overdue_count=5)
        # Nobody can make a colleague's day worse ten minutes before it ends.
        self.check(self.oleg, "tue", {"added missed": 5}, overdue_count=0)
        self.check(self.oleg, "wed", {"carried handed_over": 5}, overdue_count=0)

    def test_given_away_and_given_back_by_the_colleague(self):
        calls = self.plan("mon 17:00", self.anna, "tue")
        self.each("tue 23:50", self.anna, "give", calls, self.oleg)
        self.each("wed 08:30", self.oleg, "give", calls, self.anna)
        self.check(self.anna, "wed", {"added missed": 5}, overdue_count=0)
        self.check(self.anna, "thu", {"carried missed": 5}, overdue_count=5)

    def test_excused_yesterday_after_today_was_planned(self):
        late = self.plan("-fri 17:00", self.anna, "mon", 2)
        calls = self.plan("mon 17:00", self.anna, "tue", 3)
        self.check(self.anna, "mon", {"planned missed": 2}, overdue_count=2)
        with self.when("tue 10:00", self.hana):
            self.exempt(self.anna, day("mon"), day("mon"), by=self.hana)
        monday = self.check(self.anna, "mon", {"planned missed": 2}, is_off=True)
        self.assertIsNone(monday["score"])
        self.assertIsNone(monday["score_backlog"])
        self.each("tue 12:00", self.anna, "finish", calls)
        # No plan is owed on the first day back, and what fell due while she was away
        # is not overdue before that day is over.
        tuesday = self.check(
            self.anna,
            "tue",
            {"planned done": 3, "carried pending": 2},
            "tue 13:00",
            plan_owed=False,
            plan_ok=True,
            need_count=0,
            need_hours=0,
            planned_count=3,
            overdue_count=0,
            all_done=True,
        )
        self.assertIsNone(tuesday["score_planning"])
        self.assertEqual(tuesday["score"], 100)
        lines = {"planned done": 3, "carried missed": 2}
        # (40 * 100 + 20 * 60) / 60 = 86.67
        self.check(self.anna, "tue", lines, overdue_count=2, all_done=False, score=86.7)
        self.each("wed 09:00", self.anna, "finish", late)
        self.check(self.anna, "wed", {"carried caught_up": 2}, plan_owed=True)

    def test_ill_on_the_day_of_the_cutoff(self):
        self.add_leave(self.anna, self.moment("mon 00:00"), self.moment("tue 00:00"))
        self.plan("-fri 17:00", self.anna, "tue", 1)
        self.plan("mon 19:00", self.anna, "tue", 4)
        # Her leave does not move the cut-off; it excuses her from the plan.
        tuesday = self.check(
            self.anna,
            "tue",
            {"planned missed": 1, "added missed": 4},
            cutoff_at=self.moment("mon 18:00"),
            plan_owed=False,
            plan_ok=True,
            planned_count=1,
        )
        self.assertIsNone(tuesday["score_planning"])
        self.check(self.anna, "mon", {}, is_off=True, capacity_hours=0)
        self.check(self.oleg, "tue", {}, plan_owed=True, score_planning=0)

    def test_done_between_the_cutoff_and_midnight(self):
        calls = self.plan("mon 17:00", self.anna, "tue")
        self.each("mon 21:00", self.anna, "finish", calls[:1])
        self.each("tue 12:00", self.oleg, "finish", calls[1:])
        # It was planned for Tuesday and is done, whoever did it and however early.
        self.check(
            self.anna,
            "tue",
            {"planned done": 5},
            due_count=5,
            done_count=5,
            overdue_count=0,
            all_done=True,
            score=100,
        )
        self.check(self.anna, "mon", {"extra extra": 1}, due_count=0)

    def test_a_deal_lost_and_restored(self):
        calls = self.plan("mon 17:00", self.anna, "tue", 2)
        other = self.plan("mon 17:00", self.anna, "tue", 3, document=self.deals[1])
        self.each("tue 09:00", self.anna, "finish", other)
        with self.when("tue 11:00", self.anna):
            self.story.lose(self.deal)
        with self.when("wed 09:00", self.anna):
            self.story.restore(self.deal)
        self.check(
            self.anna,
            "tue",
            {"planned dropped": 2, "planned done": 3},
            planned_count=5,
            due_count=3,
            done_count=3,
            overdue_count=0,
            all_done=True,
            score=100,
        )
        # They live again, and are late.
        self.check(self.anna, "wed", {"added missed": 2}, overdue_count=2)
        self.each("thu 09:00", self.anna, "finish", calls)
        self.check(self.anna, "thu", {"carried caught_up": 2}, overdue_count=0)

    def test_a_deal_lost_and_restored_within_the_day(self):
        calls = self.plan("mon 17:00", self.anna, "tue", 2)
        with self.when("tue 11:00", self.anna):
            self.story.lose(self.deal)
        self.each("tue 12:00", self.anna, "finish", calls[:1])
        with self.when("tue 15:00", self.anna):
            self.story.restore(self.deal)
        lines = {"planned done": 1, "planned missed": 1}
        self.check(self.anna, "tue", lines, due_count=2, overdue_count=1)
        lines = {"planned done": 1, "planned dropped": 1}
        self.check(self.anna, "tue", lines, "tue 14:00", due_count=1, all_done=True)

    def test_a_colleagues_overdue_work_taken_over(self):
        calls = self.plan("-thu 17:00", self.oleg, "-fri", 3)
        with self.when("tue 10:00", self.anna):
            self.story.give(calls[0], self.anna)
        with self.when("tue 11:00", self.oleg):
            self.story.give(calls[1], self.anna)
        with self.when("tue 12:00", self.hana):
            self.story.give(calls[2], self.anna)
        # Her own choice and the head's count; what the colleague pushed over does
        # not, before she had an evening to plan it.
        self.check(self.anna, "tue", {"added missed": 3}, overdue_count=2)
        self.check(self.anna, "wed", {"carried missed": 3}, overdue_count=3)
        lines = {"carried handed_over": 2, "carried released": 1}
        self.check(self.oleg, "tue", lines, overdue_count=0)

    def test_a_lead_at_half_past_eleven_in_the_evening(self):
        tomorrow = self.plan("mon 23:30", self.anna, "tue", 1)
        self.plan("mon 23:30", self.oleg, "mon", 1, owner=self.anna)
        # Too late to be a plan for Tuesday, and nothing to blame her for on Monday.
        self.check(
            self.anna, "mon", {"added missed": 1}, overdue_count=0, all_done=False
        )
        self.each("tue 09:00", self.anna, "finish", tomorrow)
        lines = {"extra extra": 1, "carried missed": 1}
        self.check(self.anna, "tue", lines, planned_count=0, overdue_count=0)
        self.check(self.anna, "wed", {"carried missed": 1}, overdue_count=1)

    def test_the_heads_urgent_task_open_at_three(self):
        calls = self.plan("mon 17:00", self.anna, "tue")
        self.each("tue 10:00", self.anna, "finish", calls)
        lines = {"planned done": 5}
        self.check(self.anna, "tue", lines, "tue 10:30", all_done=True)
        urgent = self.plan("tue 11:00", self.hana, "tue", 1, owner=self.anna)
        self.check(
            self.anna,
            "tue",
            {"planned done": 5, "added pending": 1},
            "tue 15:00",
            due_count=5,
            done_count=5,
            overdue_count=0,
            all_done=False,
            set_by_head_count=1,
            set_by_head_done_count=0,
        )
        lines = {"planned done": 5, "added missed": 1}
        self.check(self.anna, "tue", lines, overdue_count=1, all_done=False)
        self.each("tue 15:30", self.anna, "finish", urgent)
        self.check(
            self.anna,
            "tue",
            {"planned done": 5, "extra extra": 1},
            overdue_count=0,
            all_done=True,
            set_by_head_count=1,
            set_by_head_done_count=1,
        )

    def test_overdue_ones_deleted_at_night(self):
        calls = self.plan("-thu 17:00", self.anna, "-fri", 4)
        self.each("mon 23:50", self.anna, "remove", calls[:2])
        self.each("tue 00:10", self.anna, "remove", calls[2:3])
        self.each("tue 09:00", self.hana, "remove", calls[3:])
        lines = {"carried cancelled": 2, "carried missed": 2}
        self.check(self.anna, "mon", lines, overdue_count=4, score_backlog=20)
        # The head's removal is neutral, her own is still counted.
        lines = {"carried cancelled": 1, "carried released": 1}
        self.check(self.anna, "tue", lines, overdue_count=1, score_backlog=80)
        self.check(self.anna, "wed", {}, overdue_count=0)

    def test_half_a_day_of_leave(self):
        self.add_leave(self.anna, self.moment("tue 13:00"), self.moment("tue 17:00"))
        self.plan("mon 17:00", self.anna, "tue", 3)
        self.check(
            self.anna,
            "tue",
            {"planned missed": 3},
            is_off=False,
            capacity_hours=4,
            need_count=3,
            need_hours=1.2,
            planned_hours=1.5,
            plan_ok=True,
            score_planning=100,
        )

    def test_a_three_day_meeting(self):
        with self.when("mon 12:00", self.anna):
            start, stop = self.moment("tue 10:00"), self.moment("thu 03:00")
            meeting = self.story.meet(start, stop, self.anna)
            fair = self.story.create(
                self.anna, day("tue"), self.call, self.deal, meeting=meeting
            )
        # Never more than the capacity of eight hours.
        figures = {"planned_count": 1, "planned_hours": 8, "plan_ok": False}
        self.check(self.anna, "tue", {"planned missed": 1}, **figures)
        for name, hours in [("wed", 8), ("thu", 3)]:
            found = self.check(self.anna, name, {"carried missed": 1})
            self.assertEqual(found["lines"][0]["hours"], hours)
        with self.when("fri 09:00", self.anna):
            self.story.finish(fair)
        found = self.check(self.anna, "fri", {"carried caught_up": 1})
        # No part of it is on Friday: the type's half hour.
        self.assertEqual(found["lines"][0]["hours"], 0.5)

    def test_a_policy_changed_in_mid_month(self):
        new = {"min_planned_count": 3, "cutoff_hour": 17, "max_overdue": 1}
        self.add_version(day("wed"), **new)
        self.plan("mon 17:30", self.anna, "tue", 4)
        self.plan("tue 16:30", self.anna, "wed", 2)
        self.plan("tue 17:30", self.anna, "wed", 1)
        self.check(
            self.anna,
            "tue",
            {"planned missed": 4},
            need_count=5,
            planned_count=4,
            cutoff_at=self.moment("mon 18:00"),
            overdue_count=4,
            score_planning=80,
            score_backlog=20,
        )
        self.check(
            self.anna,
            "wed",
            {"carried missed": 4, "planned missed": 2, "added missed": 1},
            need_count=3,
            planned_count=2,
            cutoff_at=self.moment("tue 17:00"),
            score_backlog=0,
        )

    def test_the_result_rewritten_weeks_later(self):
        calls = self.plan("mon 17:00", self.anna, "tue")
        self.each("tue 12:00", self.anna, "finish", calls, "Will call back")
        days = self.env["sales.discipline.day"]
        with self.when("wed 01:00", self.env.user):
            days._close_due_days()
        before = self.judge(self.anna, "tue")
        closed = days.search(
            [("user_id", "=", self.anna.id), ("date", "=", day("tue"))]
        )
        stored = closed.read() + closed.line_ids.read()
        with self.story.at(self.moment("tue 12:00") + timedelta(weeks=3), self.anna):
            self.story.write_result(calls[0], "Ordered forty desks")
        self.assertEqual(closed.read() + closed.line_ids.read(), stored)
        self.assertEqual(self.judge(self.anna, "tue"), before)
        journal = self.env["sales.discipline.journal"].sudo()
        row = journal.search([("activity_id", "=", calls[0].key)])
        self.assertEqual(
            (row.kind, row.actor_id, row.old_result, row.new_result),
            ("changed", self.anna.id, "Will call back", "Ordered forty desks"),
        )
