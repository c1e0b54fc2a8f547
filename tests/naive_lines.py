"""The naive model's lines of a day: metrics section 3, rule by rule."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from .naive_history import CANCELLED, DONE, DROPPED, OPEN
from .naive_people import DAY
from .naive_time import hours_between, overlap

MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Line:
    activity: object
    set: str
    outcome: str
    hours: Fraction
    deadline: date
    type: str
    document: tuple
    done_at: datetime | None
    set_by_head: bool


class DayLines:
    """The lines of one person and date, judged at ``now``.

    ``types`` gives the default hours of every tracked type, ``models`` the tracked
    kinds of document.
    """

    def __init__(self, person, day, now, activities, types, models):
        self.person, self.day = person, day
        self.types, self.models = types, models
        self.activities = activities
        self.version = person.version(day)
        self.start, self.end = person.begins(day), person.begins(day + DAY)
        self.cutoff = person.cutoff(day)
        self.is_over = now >= self.end
        self.at = min(now, self.end - MICROSECOND)

    def tracked(self, state):
        return state.type in self.types and state.document[0] in self.models

    def own_open(self, state):
        """Whether, in this state, it is open, counts and belongs to the person."""
        return (
            state is not None
            and state.status == OPEN
            and state.owner == self.person.key
            and self.tracked(state)
        )

    def line_set(self, activity):
        """(set, the state that gives the line its values), or None."""
        at_cutoff, at_start, at_end = map(
            activity.as_of, (self.cutoff, self.start, self.at)
        )
        if self.own_open(at_cutoff) and at_cutoff.deadline == self.day:
            return "planned", at_cutoff
        created_before = activity.created.at < self.start
        if created_before and self.own_open(at_start) and at_start.deadline < self.day:
            return "carried", at_start
        if self.own_open(at_end) and at_end.deadline <= self.day:
            return "added", at_end
        if at_end is not None and self.tracked(at_end) and at_end.status == DONE:
            owner = activity.as_of(at_end.done_at).owner
            if at_end.done_at >= self.start and owner == self.person.key:
                return "extra", at_end
        return None

    def outcome(self, activity, line_set):
        state = activity.as_of(self.at)
        if line_set == "extra":
            return "extra"
        if state.status == DONE:
            return "done" if line_set == "planned" else "caught_up"
        if state.status == DROPPED:
            return "dropped"
        if self.is_released(activity, state):
            return "released"
        if state.owner != self.person.key:
            return "handed_over"
        if state.status == CANCELLED:
            return "cancelled"
        if state.deadline > self.day:
            return "postponed"
        return "missed" if self.is_over else "pending"

    def is_released(self, activity, state):
        """What holds is a reviewer's doing: removal, taking it away, carrying it on."""
        me, day = self.person.key, self.day
        removers = [state.ended_by] if state.status == CANCELLED else []
        takers = [
            change.actor
            for change in activity.changes(self.at)
            if change.before.owner == me != change.after.owner
        ]
        carriers = [
            change.actor
            for change in activity.changes(self.at)
            if change.before.deadline <= day < change.after.deadline
        ]
        doers = removers
        if state.owner != me:
            doers = doers + takers[-1:]
        if state.deadline > day:
            doers = doers + carriers[-1:]
        return any(doer in self.person.reviewers for doer in doers)

    def hours(self, state):
        capacity = self.person.capacity(self.day)
        on_day = Fraction(0)
        if state.meeting and isinstance(state.meeting[0], datetime):
            on_day = overlap(state.meeting, (self.start, self.end))
        elif state.meeting and state.meeting[0] <= self.day <= state.meeting[1]:
            on_day = hours_between(self.start, self.end)
        asked = on_day or state.planned_hours or self.types[state.type]
        return min(asked, capacity)

    def is_set_by_head(self, activity):
        first = activity.created
        by_reviewer = activity.events[0].actor in self.person.reviewers
        return by_reviewer and first.after.owner == self.person.key

    def lines(self):
        found = []
        for activity in self.activities:
            line_set, state = self.line_set(activity) or (None, None)
            if line_set:
                found.append(self.line(activity, line_set, state))
        return found

    def line(self, activity, line_set, state):
        return Line(
            activity=activity.key,
            set=line_set,
            outcome=self.outcome(activity, line_set),
            hours=self.hours(state),
            deadline=state.deadline,
            type=state.type,
            document=state.document,
            done_at=activity.as_of(self.at).done_at,
            set_by_head=self.is_set_by_head(activity),
        )
