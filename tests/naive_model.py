"""A naive model of metrics sections 1 to 5, to compare the engine with.

It imports nothing from the addon or from Odoo, keeps every activity as the plain list
of its events, and answers each question by walking through that list. Slow, and
meant to be obviously right. Hours are fractions, instants naive UTC.
"""

from fractions import Fraction
from math import ceil, floor

from .naive_history import OPEN
from .naive_lines import DayLines
from .naive_people import DAY

NEUTRAL = ("dropped", "released")
ACHIEVED = ("done", "caught_up", "extra")


class Judgement(DayLines):
    """What holds for one person and date, judged at ``now``."""

    # ---------------------------------------------------------------------------
    # Figures: section 4
    # ---------------------------------------------------------------------------

    def needs(self):
        """(activities, hours) that the plan of this day must have."""
        if not self.person.owes_plan(self.day):
            return 0, Fraction(0)
        capacity = self.person.capacity(self.day)
        share = capacity / self.person.calendar_hours(self.day)
        count = ceil(self.version.min_planned_count * share)
        return count, Fraction(self.version.min_planned_load, 100) * capacity

    def plan(self, instant):
        """(activities, hours) planned for this day as of ``instant``."""
        states = [activity.as_of(instant) for activity in self.activities]
        mine = [
            state
            for state in states
            if self.own_open(state) and state.deadline == self.day
        ]
        return len(mine), sum(map(self.hours, mine), Fraction(0))

    def is_plan_ok(self, instant):
        return all(
            have >= need
            for have, need in zip(self.plan(instant), self.needs(), strict=True)
        )

    def next_day(self):
        day = self.person.working_day(self.day, 1)
        return Judgement(
            self.person, day, self.at, self.activities, self.types, self.models
        )

    def is_next_plan_ok(self):
        other = self.next_day()
        return other.is_plan_ok(min(self.at, other.cutoff))

    def is_excepted(self, activity, deadline):
        """Not held against the person (the two exceptions of ``overdue_count``)."""
        me = self.person.key
        gains = [activity.events[0]] if activity.created.after.owner == me else []
        gains += [
            change
            for change in activity.changes(self.at)
            if change.before.owner != me == change.after.owner
        ]
        gain = gains[-1]
        by_others = gain.actor != me and gain.actor not in self.person.reviewers
        if by_others and gain.at > self.cutoff:
            return True
        last_day = self.person.working_day(self.day, -1)
        return not self.is_over and last_day < deadline < self.day

    def due_and_open(self):
        """Open activities due by the day that are held against the person."""
        found = []
        for activity in self.activities:
            state = activity.as_of(self.at)
            is_due = self.own_open(state) and state.deadline <= self.day
            if is_due and not self.is_excepted(activity, state.deadline):
                found.append(state)
        return found

    def overdue_count(self, lines):
        latest = self.day if self.is_over else self.day - DAY
        still_open = [x for x in self.due_and_open() if x.deadline <= latest]
        removed = [
            line
            for line in lines
            if (line.set, line.outcome) == ("carried", "cancelled")
            and not self.is_excepted(self.by_key(line.activity), line.deadline)
        ]
        return len(still_open) + len(removed)

    def by_key(self, key):
        return next(each for each in self.activities if each.key == key)

    def is_rolled(self, activity):
        moves = [
            change.at
            for change in activity.changes(self.at)
            if change.actor == self.person.key
            and change.after.status == OPEN
            and change.after.deadline > change.before.deadline
        ]
        too_often = moves[self.version.max_postponements :]
        counts = self.tracked(activity.as_of(self.at)) if too_often else False
        return counts and any(at >= self.start for at in too_often)

    def figures(self):
        lines = self.lines()
        planned = [line for line in lines if line.set == "planned"]
        due = [line for line in planned if line.outcome not in NEUTRAL]
        by_head = [line for line in lines if line.set_by_head]
        need_count, need_hours = self.needs()
        overdue = self.overdue_count(lines)
        all_due_done = due and all(line.outcome == "done" for line in due)
        figures = {
            "is_off": self.person.is_off(self.day),
            "plan_owed": self.person.owes_plan(self.day),
            "capacity_hours": self.person.capacity(self.day),
            "cutoff_at": self.cutoff,
            "start_at": self.start,
            "end_at": self.end,
            "need_count": need_count,
            "need_hours": need_hours,
            "planned_count": len(planned),
            "planned_hours": sum((line.hours for line in planned), Fraction(0)),
            "plan_ok": self.is_plan_ok(self.cutoff),
            "due_count": len(due),
            "done_count": sum(line.outcome == "done" for line in planned),
            "overdue_count": overdue,
            "rolled_count": sum(map(self.is_rolled, self.activities)),
            "all_done": bool(all_due_done and not overdue and not self.due_and_open()),
            "next_plan_ok": self.is_next_plan_ok(),
            "set_by_head_count": len(by_head),
            "set_by_head_done_count": sum(x.outcome in ACHIEVED for x in by_head),
        }
        return figures | self.scores(figures, lines)

    # ---------------------------------------------------------------------------
    # Scores: section 5
    # ---------------------------------------------------------------------------

    def scores(self, figures, lines):
        if figures["is_off"]:
            names = ("planning", "execution", "backlog")
            return {"score": None} | {f"score_{name}": None for name in names}
        parts = {
            "planning": self.planning(figures),
            "execution": self.execution(figures, lines),
            "backlog": self.backlog(figures),
        }
        weighted = [
            (getattr(self.version, f"weight_{name}"), value)
            for name, value in parts.items()
            if value is not None
        ]
        weight = sum(weight for weight, value in weighted)
        score = None
        if weight:
            score = half_up(sum(w * value for w, value in weighted) / weight)
        return {"score": score} | {f"score_{name}": parts[name] for name in parts}

    @staticmethod
    def planning(figures):
        if not figures["plan_owed"]:
            return None
        shares = [Fraction(1)]
        for name in ("count", "hours"):
            if figures[f"need_{name}"]:
                have = Fraction(figures[f"planned_{name}"])
                shares.append(have / figures[f"need_{name}"])
        return 100 * min(shares)

    @staticmethod
    def execution(figures, lines):
        if figures["due_count"]:
            return Fraction(100 * figures["done_count"], figures["due_count"])
        anything = any(line.outcome in ACHIEVED for line in lines)
        idle = figures["plan_owed"] and not figures["planned_count"] and not anything
        return Fraction(0) if idle else None

    def backlog(self, figures):
        behind = figures["overdue_count"] + figures["rolled_count"]
        share = Fraction(behind, max(1, self.version.max_overdue))
        return 100 * (1 - min(Fraction(1), share))


def half_up(value):
    """Rounded to one decimal, .05 upwards."""
    return Fraction(floor(value * 10 + Fraction(1, 2)), 10)
