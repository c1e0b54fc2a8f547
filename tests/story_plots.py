"""Random plots for the engine's property tests, and the director who stages them.

A plot is plain data, drawn before anything happens: picks are numbers that the
director maps onto what exists by then, and an act that is impossible is left out.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from .story_acts import Acts

DAY = timedelta(days=1)
MICROSECOND = timedelta(microseconds=1)
LENGTH = 6
ANCIENT = date(2001, 1, 1)

# (zone, the first day of a week): with the clock changes of these zones, and without.
WEEKS = [
    ("America/New_York", date(2027, 3, 11)),  # 14 March has 23 hours
    ("America/New_York", date(2027, 11, 4)),  # 7 November has 25 hours
    ("Europe/Moscow", date(2014, 10, 23)),  # 26 October has 25 hours
    ("Europe/Moscow", date(2011, 3, 24)),  # 27 March has 23 hours
    ("Europe/Moscow", date(2027, 3, 3)),
    ("Asia/Vladivostok", date(2014, 10, 23)),
    ("Asia/Vladivostok", date(2027, 3, 4)),
    ("UTC", date(2027, 3, 5)),
]
ZONES = ["Asia/Vladivostok", "Europe/Moscow", "America/New_York", "UTC"]
# 2:30 is skipped in spring and 1:30 repeated in autumn in these zones.
CUTOFFS = [Fraction(18), Fraction(5, 2), Fraction(3, 2), Fraction(0), Fraction(95, 4)]
HOURS = ["0", "0.25", "0.5", "0.6", "1.1", "2", "10"]
SHIFTS = [-MICROSECOND, timedelta(0), MICROSECOND]

numbers = st.integers(0, 11)
days = st.integers(-1, LENGTH + 1)


@dataclass(frozen=True)
class Plot:
    week: tuple
    own_zones: dict
    every_day: bool
    versions: list
    absences: list
    exemptions: list
    births: list
    scenes: list
    nows: list


# A moment: at an edge of a day or a microsecond beside it, or at some minute.
moments = st.tuples(
    st.integers(-1, LENGTH - 1),
    st.sampled_from(["cutoff", "start", "end", "minute"]),
    st.sampled_from(SHIFTS),
    st.integers(0, 1439),
)
births = st.fixed_dictionaries(
    {
        "moment": moments,
        "actor": numbers,
        "owner": st.sampled_from([0, 0, 0, 1, 2, 3]),
        "deadline": days,
        "type": st.sampled_from([0, 0, 1, 2]),
        "document": st.sampled_from([0, 0, 1, 2, 3, 4]),
        "hours": st.sampled_from(HOURS),
        "meeting": st.sampled_from([0, 0, 0, 0, 1, 2, 3, 4, 5]),
        "done": st.sampled_from([False, False, False, True]),
        "ancient": st.sampled_from([False] * 9 + [True]),
    }
)
ACTS = """
    move move move move move move give give give give finish finish finish
    remove remove reopen reopen
    change_type change_hours change_document write_result
    lose restore archive_partner restore_partner delete_deal merge
    move_meeting archive_meeting restore_meeting delete_meeting
    cancel_with_meeting change_organiser
    archive_outsider fire_outsider restore_outsider delete_type clean_up
""".split()
acts = st.tuples(st.sampled_from(ACTS), numbers, numbers)
scenes = st.tuples(moments, numbers, st.lists(acts, min_size=1, max_size=3))
versions = st.fixed_dictionaries(
    {
        "min_planned_count": st.sampled_from([0, 1, 2, 5]),
        "min_planned_load": st.sampled_from([0, 5, 30]),
        "cutoff_hour": st.sampled_from(CUTOFFS),
        "max_overdue": st.integers(0, 3),
        "max_postponements": st.integers(0, 2),
        "weight_planning": st.sampled_from([0, 33, 40]),
        "weight_execution": st.sampled_from([0, 40]),
        "weight_backlog": st.sampled_from([7, 20]),
    }
)
# (who: a seller, the company, another company, or "other" time; day; from; hours)
absences = st.tuples(
    st.sampled_from([0, 1, "company", "elsewhere", "training"]),
    days,
    st.sampled_from([0, 8, 13]),
    st.sampled_from(["24", "4", "3.2", "1.6"]),
)
plots = st.builds(
    Plot,
    week=st.sampled_from(WEEKS),
    own_zones=st.dictionaries(st.sampled_from([1, 2]), st.sampled_from(ZONES)),
    every_day=st.booleans(),
    versions=st.lists(st.tuples(days, versions), max_size=2, unique_by=lambda v: v[0]),
    absences=st.lists(absences, max_size=3),
    exemptions=st.lists(
        st.tuples(st.integers(0, 2), days, st.integers(0, 1)), max_size=2
    ),
    births=st.lists(births, min_size=4, max_size=8),
    scenes=st.lists(scenes, min_size=6, max_size=18),
    nows=st.lists(moments, max_size=2),
)


class Director(Acts):
    """Stages a plot in a story case: rules first, then scene after scene."""

    def __init__(self, case, plot):
        self.case, self.plot = case, plot
        self.first = plot.week[1]
        self.meetings = []

    def set_rules(self):
        case, plot = self.case, self.plot
        sellers = [case.anna, case.oleg, case.hana]
        zones = {sellers[who]: zone for who, zone in plot.own_zones.items()}
        calendar = case.daily if plot.every_day else case.office
        self.story = case.begin(plot.week[0], zones, calendar)
        self._set_versions()
        for who, day, hour, hours in plot.absences:
            self._set_absence(sellers, who, self.day(day), hour, Fraction(hours))
        for who, day, length in plot.exemptions:
            first = self.day(day)
            case.exempt(sellers[who], first, first + length * DAY)

    def _set_versions(self):
        """Two thirds are controlled from long before, the others from some day on."""
        drawn = self.plot.versions
        if len(drawn) != 1:
            self.case.add_version(self.first - 30 * DAY)
        for day, values in drawn:
            self.case.add_version(self.day(day), **values)

    def _set_absence(self, sellers, who, day, hour, hours):
        case = self.case
        user = sellers[who] if who in (0, 1) else None
        start = case.instant(day, hour, user)
        stop = start + timedelta(hours=1) * float(hours)
        if hours == 24:
            stop = case.instant(day + DAY, hour, user)
        if who == "company":
            case.add_holiday(start, stop)
        elif who == "elsewhere":
            case.add_holiday(start, stop, case.elsewhere)
        elif who == "training":
            case.add_leave(case.anna, start, stop, "other")
        else:
            case.add_leave(user, start, stop)

    # ------------------------------------------------------------
    # Picks
    # ------------------------------------------------------------

    def day(self, number):
        return self.first + number * DAY

    def moment(self, moment):
        number, edge, shift, minute = moment
        day, anna = self.day(number), self.case.person(self.case.anna)
        if edge == "cutoff" and anna.is_controlled(day + DAY):
            return anna.cutoff(day + DAY) + shift
        if edge == "end":
            return anna.begins(day + DAY) + shift
        minutes = timedelta(minutes=minute) if edge == "minute" else shift
        return anna.begins(day) + minutes

    def user(self, number):
        case = self.case
        users = [case.anna, case.oleg, case.hana, case.will, case.dora]
        user = users[number % len(users)]
        return case.oleg if user == case.will and self.away else user

    def type(self, number):
        case = self.case
        kinds = [case.call, case.visit, case.internal]
        kind = kinds[number % len(kinds)]
        return case.call if kind == case.internal and self.gone_types else kind

    def documents(self):
        case = self.case
        alive = case.deals.exists().filtered("active")
        return [*alive, *case.partner.filtered("active")]

    def activity(self, number):
        alive = self.story.living()
        return alive[number % len(alive)] if alive else None

    def meeting(self, number):
        alive = [meeting for meeting in self.meetings if meeting.record.exists()]
        return alive[number % len(alive)] if alive else None

    # ------------------------------------------------------------
    # Staging
    # ------------------------------------------------------------

    def schedule(self):
        """[(instant, actor, acts)], births and scenes of one instant together."""
        entries = [
            (birth["moment"], birth["actor"], [birth]) for birth in self.plot.births
        ]
        entries += list(self.plot.scenes)
        program = {}
        for moment, actor, what in entries:
            instant = self.moment(moment)
            program.setdefault(instant, (actor, []))[1].extend(what)
        return [(instant, *program[instant]) for instant in sorted(program)]

    def play(self, instant, actor, acts):
        with self.story.at(instant, self.user(actor)):
            for act in acts:
                if isinstance(act, dict):
                    self.bear(act)
                else:
                    name, first, second = act
                    getattr(self, f"act_{name}")(first, second)

    def bear(self, birth):
        documents = self.documents()
        deadline = ANCIENT if birth["ancient"] else self.day(birth["deadline"])
        pick = birth["document"]
        document = documents[pick % len(documents)] if pick < 4 and documents else None
        owner = self.user(birth["owner"]) if document else self.story.actor
        meeting = None
        if birth["meeting"] and not birth["ancient"]:
            meeting = self.story.meet(*self.span(deadline, birth["meeting"]), owner)
            self.meetings.append(meeting)
        self.story.create(
            owner,
            deadline,
            self.type(birth["type"]),
            document,
            birth["hours"],
            meeting,
            done=birth["done"],
        )

    def span(self, day, form):
        """Times of a meeting: short, over midnight, of whole days, or of three days."""
        if form in (3, 4):
            return day, day + (form - 3) * 2 * DAY
        start = self.case.instant(day, 23.5 if form == 2 else 10.5)
        minutes = {1: 40, 2: 150, 5: 2 * 24 * 60 + 100}[form]
        return start, start + timedelta(minutes=minutes)
