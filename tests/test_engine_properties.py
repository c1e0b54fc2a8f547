"""The engine and the naive model agree on random histories (metrics sections 1 to 5).

``DISCIPLINE_EXAMPLES`` sets how many plots are played, ``DISCIPLINE_SEED`` which ones;
both are named when a plot fails. ``DISCIPLINE_SHRINK=1`` then looks for a smaller plot,
which takes minutes.
"""

import os

from hypothesis import HealthCheck, Phase, given, note, seed, settings

from .story_case import StoryCase
from .story_plots import LENGTH, Director, plots

EXAMPLES = int(os.environ.get("DISCIPLINE_EXAMPLES", 60))
SEED = int(os.environ.get("DISCIPLINE_SEED", 19))
PHASES = [Phase.generate]
if os.environ.get("DISCIPLINE_SHRINK"):
    PHASES.append(Phase.shrink)


class TestEngineProperties(StoryCase):
    @seed(SEED)
    @settings(
        max_examples=EXAMPLES,
        phases=PHASES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    @given(plots)
    def test_the_engine_agrees_with_the_naive_model(self, plot):
        note(f"DISCIPLINE_SEED={SEED} DISCIPLINE_EXAMPLES={EXAMPLES}")
        savepoint = self.cr.savepoint()
        try:
            self.check(Director(self, plot))
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()
            if self.story_changed_caches:
                self.env.registry.clear_all_caches()

    def check(self, director):
        """Judge while it happens, and again from the end of the story."""
        self.story_changed_caches = False
        director.set_rules()
        first, last = director.first, director.day(LENGTH - 1)
        program = director.schedule()
        looks = sorted({director.moment(moment) for moment in director.plot.nows})
        end = max(program[-1][0], self.instant(director.day(LENGTH + 3)))
        seen = {}
        for instant, actor, acts in [*program, (end, None, None)]:
            while looks and looks[0] < instant:
                now = looks.pop(0)
                if self.last_begun(last, now) >= first:
                    seen[now] = self.look(first, last, now)
            if acts:
                director.play(instant, actor, acts)
        self.story_changed_caches = director.away or director.gone_types
        problems = self.differences(first, last, end)
        for now, found in seen.items():
            problems += self.differences(first, last, now, found)
            later = self.evaluate(self.sellers, first, self.last_begun(last, now), now)
            problems += [f"replay of {now}: {text}" for text in _unlike(found, later)]
        self.assertFalse(problems, "\n".join([*problems, *self.script()]))

    def look(self, first, last, now):
        """Evaluate at ``now``, by the transaction's own clock."""
        before, self.env.cr._now = self.env.cr._now, now
        try:
            return self.evaluate(self.sellers, first, self.last_begun(last, now))
        finally:
            self.env.cr._now = before

    def script(self):
        """The history that was played, activity by activity."""
        users = self.sellers | self.will | self.dora
        yield "people: " + ", ".join(f"{user.id}={user.login}" for user in users)
        yield f"versions: {self.versions()}"
        for person in self.people.values():
            absent = (person.holidays, person.leaves, person.exemptions)
            yield f"{person.key} in {person.zone}, absences {absent}"
        for activity in self.story.activities:
            yield f"activity {activity.key}"
            for event in activity.events:
                what = f"{event.at} by {event.actor}: {event.kind} {event.values}"
                yield f"    {what} ({event.cause})"


# Names are what documents are called now.
UNDATED = ("res_name",)


def _unlike(found, later):
    """Where a replay is unlike what was found at that moment."""
    for key in found.keys() | later.keys():
        then, again = found.get(key, {}), later.get(key, {})
        for name in then.keys() | again.keys():
            if name != "lines" and then.get(name) != again.get(name):
                yield f"{key} {name}: {then.get(name)!r}, now {again.get(name)!r}"
        lines, lines_again = _dated(then), _dated(again)
        for activity in lines.keys() | lines_again.keys():
            line, other = lines.get(activity), lines_again.get(activity)
            if line != other:
                yield f"{key} line of {activity}: {line}, now {other}"


def _dated(day):
    return {
        line["activity_id"]: {
            name: value for name, value in line.items() if name not in UNDATED
        }
        for line in day.get("lines", [])
    }
