"""The naive model's history of activities: metrics section 2, event by event."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction

OPEN, DONE, CANCELLED, DROPPED = "open", "done", "cancelled", "dropped"


@dataclass(frozen=True)
class Event:
    """Something that happened to one activity.

    kind: created, changed, done, reopened, removed (by a person), dropped, restored.
    ``cause`` of a drop is what a later restoration takes back.
    """

    at: datetime
    actor: object
    kind: str
    values: dict = field(default_factory=dict)
    cause: str = "document"


@dataclass(frozen=True)
class State:
    """An activity as of an instant."""

    owner: object
    deadline: date
    type: str
    document: tuple
    planned_hours: Fraction = Fraction(0)
    meeting: tuple | None = None  # (start, stop) instants, or (first, last) dates
    status: str = OPEN
    done_at: datetime | None = None
    ended_by: object = None
    causes: frozenset = frozenset()


@dataclass(frozen=True)
class Moment:
    """The one change that all events of one instant make together."""

    at: datetime
    actor: object
    before: State | None
    after: State


def after_event(state, event):
    if event.kind == "created":
        return State(**event.values)
    if event.kind == "changed":
        return replace(state, **event.values)
    if event.kind == "done" and state.status in (OPEN, DROPPED):
        return replace(state, status=DONE, done_at=event.at, causes=frozenset())
    if event.kind == "reopened" and state.status == DONE:
        return replace(state, status=OPEN, done_at=None)
    if event.kind == "removed" and state.status == OPEN:
        return replace(state, status=CANCELLED, ended_by=event.actor)
    if event.kind == "dropped" and state.status in (OPEN, DROPPED):
        return replace(state, status=DROPPED, causes=state.causes | {event.cause})
    if event.kind == "restored" and state.status == DROPPED:
        causes = state.causes - {event.cause}
        return replace(state, status=DROPPED if causes else OPEN, causes=causes)
    return state  # What has ended stays what it was.


def after_instant(before, events):
    state = before
    for event in events:
        state = after_event(state, event)
    ended_twice = before and before.status != OPEN and state.status != OPEN
    dropped_is_done = before and before.status == DROPPED and state.status == DONE
    if ended_twice and not dropped_is_done:
        # What one transaction opens and ends was never open.
        ending = {"status": before.status, "done_at": before.done_at}
        state = replace(state, **ending, ended_by=before.ended_by, causes=before.causes)
    return state


def moments(events):
    """The history as one change per instant, oldest first."""
    found, state = [], None
    for at in sorted({event.at for event in events}):
        same = [event for event in events if event.at == at]
        after = after_instant(state, same)
        found.append(Moment(at, same[-1].actor, state, after))
        state = after
    return found


class Activity:
    def __init__(self, key, events=()):
        self.key = key
        self.events = list(events)

    @property
    def moments(self):
        return moments(self.events)

    @property
    def created(self):
        return self.moments[0]

    def as_of(self, instant):
        """The state at ``instant``, changes of that very instant included."""
        past = [moment for moment in self.moments if moment.at <= instant]
        return past[-1].after if past else None

    def changes(self, until):
        """The changes after the creation, up to and including ``until``."""
        return [moment for moment in self.moments[1:] if moment.at <= until]
