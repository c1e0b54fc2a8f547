"""The stage on which histories are played: people, calendars, rules, and judging."""

from datetime import datetime, timedelta
from fractions import Fraction

from odoo.tests import new_test_user

from .common import DisciplineCase
from .history_player import Story
from .naive_model import Judgement
from .naive_people import Person, Version
from .naive_time import first_instant

DAY = timedelta(days=1)
OFFICE = [(8, 12), (13, 17)]
LONG_AGO = datetime(2010, 1, 1)
# How far figures may differ from exact fractions.
TOLERANCE = 1e-6


class StoryCase(DisciplineCase):
    """Two salespeople, their head, who sells as well, a director and an outsider.

    +---------+--------------------------------------------------------------+
    | anna    | sells; works like the company                                |
    | oleg    | sells; has a resource with a calendar of his own, Mon to Sat |
    | hana    | leads the team and sells; no resource; reviewed by dora      |
    | dora    | director                                                     |
    | will    | an outsider, whose account comes and goes                    |
    +---------+--------------------------------------------------------------+

    Every rule goes into the database and into ``self.people``, the naive model's.
    """

    ZONE = "Europe/Moscow"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.cr._now = LONG_AGO
        cls.addClassCleanup(setattr, cls.env.cr, "_now", None)
        cls.env["ir.config_parameter"].set_param(
            "sales_discipline.installed_at", "2010-01-01T00:00:00"
        )
        cls._set_calendars()
        cls._set_people()
        cls._set_team()
        cls._set_work()
        cls.env.flush_all()

    @classmethod
    def _set_calendars(cls):
        make = cls._make_calendar
        cls.office = make("Monday to Friday", range(5), OFFICE)
        cls.daily = make("Every day", range(7), OFFICE)
        cls.shift = make("Monday to Saturday", range(6), [(9, 15)])
        cls.company = cls.env["res.company"].create(
            {"name": "Oak & Pine", "resource_calendar_id": cls.office.id}
        )
        cls.elsewhere = cls.env["res.company"].create({"name": "Elm & Ash"})

    @classmethod
    def _make_calendar(cls, name, weekdays, spans):
        attendances = [
            (0, 0, {"name": name, "dayofweek": str(day), "hour_from": a, "hour_to": b})
            for day in weekdays
            for a, b in spans
        ]
        return cls.env["resource.calendar"].create(
            {"name": name, "company_id": False, "attendance_ids": attendances}
        )

    @classmethod
    def _set_people(cls):
        def user(login, group):
            return new_test_user(
                cls.env,
                login,
                groups=f"base.group_user,{group}",
                company_id=cls.company.id,
                company_ids=[(6, 0, cls.company.ids)],
            )

        seller = "sales_team.group_sale_salesman_all_leads"
        cls.anna, cls.oleg = user("story_anna", seller), user("story_oleg", seller)
        cls.will = user("story_will", seller)
        cls.hana = user("story_hana", "sales_discipline.group_head")
        cls.dora = user("story_dora", "sales_discipline.group_director")
        cls.resources = cls.env["resource.resource"].create(
            [
                {
                    "name": user.name,
                    "user_id": user.id,
                    "company_id": cls.company.id,
                    "calendar_id": calendar.id,
                }
                for user, calendar in [(cls.anna, cls.office), (cls.oleg, cls.shift)]
            ]
        )

    @classmethod
    def _set_team(cls):
        cls.policy = cls.env["sales.discipline.policy"].create(
            {
                "name": "Rules",
                "company_id": cls.company.id,
                # A team takes no policy without one; each story has its own.
                "version_ids": [(0, 0, {"date_start": "2099-01-01"})],
            }
        )
        cls.sellers = cls.anna | cls.oleg | cls.hana
        cls.team = cls.env["crm.team"].create(
            {
                "name": "Furniture",
                "company_id": cls.company.id,
                "user_id": cls.hana.id,
                "discipline_policy_id": cls.policy.id,
                "member_ids": [(6, 0, cls.sellers.ids)],
            }
        )
        cls.policy.version_ids.unlink()

    @classmethod
    def _set_work(cls):
        def kind(name, hours, tracked):
            values = {"name": name, "default_hours": hours, "is_tracked": tracked}
            return cls.env["mail.activity.type"].create(values)

        cls.call, cls.visit = kind("Ring", 0.5, True), kind("Visit", 1.0, True)
        cls.internal = kind("Internal", 0.5, False)
        cls.todo = cls.env.ref("mail.mail_activity_data_todo")
        cls.deals = cls.env["crm.lead"].create(
            [
                {
                    "name": f"Forty desks, part {part}",
                    "type": "opportunity",
                    "team_id": cls.team.id,
                    "user_id": cls.anna.id,
                    "company_id": cls.company.id,
                }
                for part in range(3)
            ]
        )
        cls.deal = cls.deals[0]
        cls.partner = cls.env["res.partner"].create({"name": "Carpenters"})

    # ------------------------------------------------------------
    # Rules
    # ------------------------------------------------------------

    def begin(self, zone=ZONE, zones=None, calendar=None):
        """Start a story in ``zone``; ``zones`` are people's own, set by a reviewer."""
        self.zone, zones = zone, zones or {}
        calendar = calendar or self.office
        self.company.resource_calendar_id = calendar
        (self.office | self.daily | self.shift).tz = zone
        self.policy.tz = zone
        week = dict.fromkeys(range(7 if calendar == self.daily else 5), OFFICE)
        shift = dict.fromkeys(range(6), [(9, 15)])
        self.people, versions = {}, []
        for user in self.sellers:
            own = zones.get(user, zone)
            self._membership(user).discipline_tz = own if user in zones else False
            hours = calendar if user == self.anna else self.shift
            self._resource(user).write({"tz": own, "calendar_id": hours.id})
            self.people[user.id] = Person(
                user.id,
                own,
                shift if user == self.oleg else week,
                versions,
                frozenset((self.hana | self.dora).ids) - {user.id},
            )
        self.story = Story(self.env, zone)
        return self.story

    def _membership(self, user):
        members = self.team.crm_team_member_ids
        return members.filtered(lambda member: member.user_id == user)

    def _resource(self, user):
        return self.resources.filtered(lambda resource: resource.user_id == user)

    def person(self, user):
        return self.people[user.id]

    def versions(self):
        return self.person(self.anna).versions

    def add_version(self, date_start, **values):
        numbers = {name: float(value) for name, value in values.items()}
        self.env["sales.discipline.policy.version"].create(
            {"policy_id": self.policy.id, "date_start": date_start, **numbers}
        )
        self.versions().append(Version(date_start, **values))

    def add_leave(self, user, start, stop, time_type="leave"):
        self._add_absence(self._resource(user), start, stop, time_type)
        if time_type == "leave":
            self.person(user).leaves.append((start, stop))

    def add_holiday(self, start, stop, company=None):
        self._add_absence(self.env["resource.resource"], start, stop, company=company)
        if not company:
            for person in self.people.values():
                person.holidays.append((start, stop))

    def _add_absence(self, resource, start, stop, time_type="leave", company=None):
        absence = self.env["resource.calendar.leaves"].create(
            {
                "name": "Absence",
                "resource_id": resource.id,
                "calendar_id": resource.calendar_id.id,
                "date_from": start,
                "date_to": stop,
                "time_type": time_type,
            }
        )
        # Computed by Odoo from whoever is at work, when it is created.
        absence.company_id = company or self.company

    def exempt(self, user, first, last, by=None):
        self.env["sales.discipline.exemption"].with_user(by or self.dora).create(
            {"user_id": user.id, "date_from": first, "date_to": last, "reason": "Ill"}
        )
        self.person(user).exemptions.append((first, last))

    def instant(self, day, hour=0, user=None):
        """The instant of a local hour in the person's zone (the policy's zone)."""
        zone = self.person(user).zone if user else self.zone
        return first_instant(zone, day, Fraction(str(hour)))

    # ------------------------------------------------------------
    # Judging
    # ------------------------------------------------------------

    def tracked_types(self):
        """Default hours by type. Of a type that is gone, nothing says the contrary."""
        kinds = self.call | self.visit | self.todo
        hours = {kind.id: Fraction(str(kind.default_hours)) for kind in kinds}
        if not self.internal.exists():
            hours[self.internal.id] = Fraction(1, 2)
        return hours

    def judgement(self, user, day, now):
        return Judgement(
            self.person(user),
            day,
            now,
            self.story.activities,
            self.tracked_types(),
            ("crm.lead", "res.partner"),
        )

    def evaluate(self, users, first, last, now=None):
        """What the engine says; ``now=None`` leaves the instant to it."""
        days = self.env["sales.discipline.day"]
        return days._evaluate(users, first, last, now=now)

    def compare(self, found, user, day, now):
        """The differences between ``found`` (the engine's) and the naive model."""
        judgement = self.judgement(user, day, now)
        expected = judgement.figures()
        differences = [
            f"{name}: engine {found.get(name)!r}, model {_plain(value)!r}"
            for name, value in expected.items()
            if not _is_same(found.get(name), value)
        ]
        lines = {line["activity_id"]: line for line in found["lines"]}
        if len(lines) != len(found["lines"]):
            differences.append("an activity has two lines")
        expected_lines = {line.activity: line for line in judgement.lines()}
        for key in lines.keys() | expected_lines.keys():
            found_line, line = lines.get(key), expected_lines.get(key)
            differences += _compare_line(key, found_line, line)
        return differences

    def last_begun(self, last, now):
        """The last day that has begun for everybody by ``now``."""
        while any(person.begins(last) > now for person in self.people.values()):
            last -= DAY
        return last

    def differences(self, first, last, now, evaluated=None):
        """All differences of the sellers' days, as text, judged at ``now``."""
        last = self.last_begun(last, now)
        found = evaluated or self.evaluate(self.sellers, first, last, now)
        texts = []
        for user in self.sellers:
            day = first
            while day <= last:
                controlled = self.person(user).is_controlled(day)
                if ((user.id, day) in found) != controlled:
                    texts.append(f"{user.login} {day}: controlled is {controlled}")
                elif controlled:
                    here = self.compare(found[user.id, day], user, day, now)
                    texts += [f"{user.login} {day} at {now}: {text}" for text in here]
                day += DAY
        return texts


def _compare_line(key, found, line):
    if not found or not line:
        owner = "engine" if found else "model"
        return [f"line of {key} only in the {owner}: {found or line}"]
    pairs = {
        "set": line.set,
        "outcome": line.outcome,
        "hours": line.hours,
        "deadline": line.deadline,
        "activity_type_id": line.type,
        "res_model": line.document[0],
        "res_id": line.document[1],
        "done_at": line.done_at,
        "set_by_head": line.set_by_head,
    }
    return [
        f"line of {key}: {name}: engine {found[name]!r}, model {_plain(value)!r}"
        for name, value in pairs.items()
        if not _is_same(found[name], value)
    ]


def _plain(value):
    return float(value) if isinstance(value, Fraction) else value


def _is_same(found, expected):
    if expected is None:
        return found is None or found is False
    if isinstance(expected, Fraction):
        is_number = isinstance(found, (int, float)) and not isinstance(found, bool)
        return is_number and abs(found - expected) < TOLERANCE
    return found == expected
