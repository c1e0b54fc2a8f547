"""The stages of the table tests: days whose edges are written down by hand.

Four time zones, days of 23 and 25 hours, and cut-off hours that the clock skips or
repeats. Scripts tell what happens to one activity and when:

    ("eve", "me", "create", ...)    well before the cut-off
    ("C?", "me", "finish")          at C, and a microsecond before and after it

Instants are C, S and E of metrics section 1, ``dawn`` and ``eve`` (ten and five hours
before C), ``soon``, ``now`` and ``noon`` (one, ten and twelve hours after S), and
``next`` (the cut-off for the following day).
"""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from .story_case import StoryCase

MICROSECOND = timedelta(microseconds=1)
DAY = timedelta(days=1)
SHIFTS = (-MICROSECOND, timedelta(0), MICROSECOND)


@dataclass(frozen=True)
class Stage:
    """A day D in a zone, with its edges in UTC.

    ``next`` is the cut-off for the day after D, which is a working day.
    """

    name: str
    zone: str
    day: date
    cutoff: datetime
    start: datetime
    end: datetime
    next: datetime
    cutoff_hour: Fraction = Fraction(18)
    every_day: bool = False


def utc(text):
    return datetime.fromisoformat(text)


STAGES = [
    Stage(
        "Vladivostok",
        "Asia/Vladivostok",
        date(2027, 3, 2),
        cutoff=utc("2027-03-01 08:00"),
        start=utc("2027-03-01 14:00"),
        end=utc("2027-03-02 14:00"),
        next=utc("2027-03-02 08:00"),
    ),
    Stage(
        "Moscow",
        "Europe/Moscow",
        date(2027, 3, 2),
        cutoff=utc("2027-03-01 15:00"),
        start=utc("2027-03-01 21:00"),
        end=utc("2027-03-02 21:00"),
        next=utc("2027-03-02 15:00"),
    ),
    Stage(
        "New York",
        "America/New_York",
        date(2027, 3, 2),
        cutoff=utc("2027-03-01 23:00"),
        start=utc("2027-03-02 05:00"),
        end=utc("2027-03-03 05:00"),
        next=utc("2027-03-02 23:00"),
    ),
    Stage(
        "UTC",
        "UTC",
        date(2027, 3, 2),
        cutoff=utc("2027-03-01 18:00"),
        start=utc("2027-03-02 00:00"),
        end=utc("2027-03-03 00:00"),
        next=utc("2027-03-02 18:00"),
    ),
    Stage(
        "New York, 23 hours",
        "America/New_York",
        date(2027, 3, 14),
        cutoff=utc("2027-03-13 23:00"),
        start=utc("2027-03-14 05:00"),
        end=utc("2027-03-15 04:00"),
        next=utc("2027-03-14 22:00"),
        every_day=True,
    ),
    Stage(
        "New York, 25 hours",
        "America/New_York",
        date(2027, 11, 7),
        cutoff=utc("2027-11-06 22:00"),
        start=utc("2027-11-07 04:00"),
        end=utc("2027-11-08 05:00"),
        next=utc("2027-11-07 23:00"),
        every_day=True,
    ),
    Stage(
        "New York, the cut-off at 2:30 is skipped",
        "America/New_York",
        date(2027, 3, 15),
        cutoff=utc("2027-03-14 07:00"),
        start=utc("2027-03-15 04:00"),
        end=utc("2027-03-16 04:00"),
        next=utc("2027-03-15 06:30"),
        cutoff_hour=Fraction(5, 2),
        every_day=True,
    ),
    Stage(
        "New York, the cut-off at 1:30 is repeated",
        "America/New_York",
        date(2027, 11, 8),
        cutoff=utc("2027-11-07 05:30"),
        start=utc("2027-11-08 05:00"),
        end=utc("2027-11-09 05:00"),
        next=utc("2027-11-08 06:30"),
        cutoff_hour=Fraction(3, 2),
        every_day=True,
    ),
    Stage(
        "Moscow, 25 hours",
        "Europe/Moscow",
        date(2014, 10, 26),
        cutoff=utc("2014-10-25 14:00"),
        start=utc("2014-10-25 20:00"),
        end=utc("2014-10-26 21:00"),
        next=utc("2014-10-26 15:00"),
        every_day=True,
    ),
    Stage(
        "Vladivostok, 23 hours",
        "Asia/Vladivostok",
        date(2011, 3, 27),
        cutoff=utc("2011-03-26 08:00"),
        start=utc("2011-03-26 14:00"),
        end=utc("2011-03-27 13:00"),
        next=utc("2011-03-27 07:00"),
        every_day=True,
    ),
]


class TableCase(StoryCase):
    """Plays scripts on a stage; ``self.stage`` is the one that is set."""

    @contextmanager
    def set_stage(self, stage, since=60, **version):
        """A subtest of ``stage``, undone afterwards.

        Sellers are controlled from ``since`` days before the day of the stage.
        """
        savepoint = self.cr.savepoint()
        try:
            with self.subTest(stage=stage.name):
                self.stage = stage
                calendar = self.daily if stage.every_day else None
                self.begin(stage.zone, calendar=calendar)
                first = stage.day - since * DAY
                self.add_version(first, cutoff_hour=stage.cutoff_hour, **version)
                yield
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()

    @contextmanager
    def undone(self):
        """What happens inside is taken back, on both sides."""
        savepoint = self.cr.savepoint()
        before = {x.key: list(x.events) for x in self.story.activities}
        try:
            yield
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()
            kept = [x for x in self.story.activities if x.key in before]
            for activity in kept:
                activity.events[:] = before[activity.key]
            self.story.activities[:] = kept

    # ------------------------------------------------------------
    # Instants, people and days of the scripts
    # ------------------------------------------------------------

    def instant_of(self, token, shift):
        stage = self.stage
        instants = {
            "dawn": stage.cutoff - timedelta(hours=10),
            "eve": stage.cutoff - timedelta(hours=5),
            "C": stage.cutoff,
            "S": stage.start,
            "soon": stage.start + timedelta(hours=1),
            "now": stage.start + timedelta(hours=10),
            "noon": stage.start + timedelta(hours=12),
            "next": stage.next,
            "E": stage.end,
            "late": stage.end + 10 * DAY,
        }
        moved = token.endswith("?")
        return instants[token.strip("?")] + (shift if moved else timedelta(0))

    def actor_of(self, name):
        return {
            "me": self.anna,
            "colleague": self.oleg,
            "head": self.hana,
            "director": self.dora,
        }[name]

    # ------------------------------------------------------------
    # Playing
    # ------------------------------------------------------------

    def play(self, *scripts):
        """Play [(script, shift)] together; returns the activity of each.

        Every script is about an activity of its own, so all that happens at one
        instant by one person can be one transaction.
        """
        steps, found = {}, {}
        for number, (script, shift) in enumerate(scripts):
            for order, (token, who, *act) in enumerate(script):
                instant = self.instant_of(token, shift)
                step = (number, order, act)
                steps.setdefault((instant, who), []).append(step)
        for (instant, who), acts in sorted(steps.items(), key=lambda item: item[0]):
            with self.story.at(instant, self.actor_of(who)):
                for number, _order, (name, *values) in acts:
                    self.act(found, number, name, values)
        return [found[number] for number in range(len(scripts))]

    def act(self, found, number, name, values):
        if name == "create":
            found[number] = self.bear(*values)
            return
        activity = found[number]
        if name == "give":
            self.story.give(activity, self.actor_of(*values))
        elif name == "move":
            self.story.move(activity, self.stage.day + values[0] * DAY)
        elif name in ("lose", "restore"):
            getattr(self.story, name)(self.deal_of(activity))
        elif name == "track":
            self.story.change_type(activity, self.call)
        else:
            getattr(self.story, name)(activity)

    def bear(self, deadline=0, owner="me", form=""):
        """``form``: "own deal", "untracked", or hours."""
        deal = self.deal.copy() if form == "own deal" else self.deal
        kind = self.internal if form == "untracked" else self.call
        hours = form if form and form[0].isdigit() else 0
        when = self.stage.day + deadline * DAY
        return self.story.create(self.actor_of(owner), when, kind, deal, hours)

    def deal_of(self, activity):
        return self.deal.browse(self.story.state(activity).document[1])

    # ------------------------------------------------------------
    # Judging
    # ------------------------------------------------------------

    def judge(self, now="late", shift=timedelta(0), user=None, day=0):
        """The figures of D, which agree with the naive model."""
        user = user or self.anna
        instant, where = self.instant_of(now, shift), self.stage.day + day * DAY
        found = self.evaluate(user, where, where, instant)[user.id, where]
        self.assertEqual(self.compare(found, user, where, instant), [])
        return found
