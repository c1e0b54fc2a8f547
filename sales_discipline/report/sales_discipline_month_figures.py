"""The figures of the month report: those of the analysis, month beside month."""

from collections import defaultdict
from datetime import timedelta

from odoo import models

from ..engine.outcomes import convert_totals
from ..engine.periods import period_end, period_start

MEANS = ("score", "plan_share", "planned_hours", "on_time_share", "overdue_count")
SUMS = ("postponed_count", "rolled_count", "cancelled_count", "missed_count")
FIGURES = (*MEANS, *SUMS)
WEEKS = 9
# A change is told from so many points, over so many days each, of so many people.
TOLD = ("score", "plan_share", "on_time_share")
TOLD_POINTS = 5
TOLD_DAYS = 5
TOLD_PEOPLE = 8


class SalesDisciplineMonth(models.TransientModel):
    # Three subjects, three files. pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.month"

    def _get_figures(self):
        """{team: its month}, in a constant number of queries.

        Each a dict of ``now`` and ``before`` (figures of the analysis: scores and
        shares 0 to 100, hours a day, mean overdue activities, numbers of slips; None
        where there is no closed working day), ``people`` (the same for each person),
        ``absent`` (names), ``weeks``, ``outcomes``, ``team_moved``, ``moved`` and
        ``reviews``. The record rules decide which days count, so a head's report is
        of their own teams.
        """
        self.ensure_one()
        start = self._get_start()
        before = period_start(start - timedelta(days=1), "month")
        # What may be read was decided when the teams were offered; a team that the
        # reader may not see has no readable days and stays empty.
        teams = self.team_ids & self._get_readable_teams()
        totals = self._read_means(teams, before, start, ["team_id"])
        people = self._read_means(teams, before, start, ["team_id", "user_id"])
        weeks = self._read_weeks(teams, start)
        members = _members(people)
        absent = self._read_absent(teams, members, people, start)
        names = self._read_names([*members.values(), *absent.values()])
        outcomes = self._read_outcomes(members, before, start)
        reviews = self._read_reviews(teams, start)
        found = {}
        for team in teams:
            persons = [
                {
                    "user": user,
                    "name": names[user.id],
                    "now": people.get((team, user, start)),
                    "before": people.get((team, user, before)),
                }
                for user in sorted(members[team], key=lambda user: names[user.id])
            ]
            found[team] = {
                "now": totals.get((team, start)),
                "before": totals.get((team, before)),
                "people": [person for person in persons if person["now"]],
                "absent": sorted(names[user.id] for user in absent[team]),
                "weeks": weeks.get(team, []),
                "outcomes": outcomes.get(team, []),
                "team_moved": _changes(
                    totals.get((team, start)), totals.get((team, before))
                ),
                "moved": _moved(persons),
                "reviews": reviews.get(team.sudo().user_id, []),
            }
        return found

    def _read_absent(self, teams, members, people, start):
        """{team: its people without a closed working day in that month}.

        Those who had one the month before, and those controlled in it today who had
        joined by its end.
        """
        found = {team: set(members[team]) for team in teams}
        joined = self.env["crm.team.member"]._discipline_memberships()
        for user_id, member in joined.items():
            team = member.crm_team_id
            if team in found and member.create_date.date() <= period_end(
                start, "month"
            ):
                found[team].add(self.env["res.users"].browse(user_id))
        return {
            team: [user for user in users if (team, user, start) not in people]
            for team, users in found.items()
        }

    def _read_names(self, groups):
        """{user id: name} of all in these lists, of people who left as well."""
        ids = {user.id for users in groups for user in users}
        users = self.env["res.users"].sudo().browse(ids)
        return {user.id: user.name for user in users}

    def _read_means(self, teams, before, start, groups):
        """{(*groups, month): {figure: value, "days": number}}."""
        rows = self.env["sales.discipline.day.report"]._read_group(
            [
                ("team_id", "in", teams.ids),
                ("date", ">=", before),
                ("date", "<=", period_end(start, "month")),
                ("is_off", "=", False),
            ],
            [*groups, "date:month"],
            [
                *(f"{name}:avg" for name in MEANS),
                *(f"{name}:sum" for name in SUMS),
                "__count",
            ],
        )
        size = len(groups) + 1
        return {
            tuple(row[:size]): dict(
                zip((*FIGURES, "days"), map(_plain, row[size:]), strict=True)
            )
            for row in rows
        }

    def _read_weeks(self, teams, start):
        """{team: [(Monday, score, plan_share, on_time_share)]} to its end."""
        end = period_end(start, "month")
        mondays = [period_start(end, "week")]
        while len(mondays) < WEEKS:
            mondays.insert(0, mondays[0] - timedelta(days=7))
        names = ("score", "plan_share", "on_time_share")
        rows = self.env["sales.discipline.day.report"]._read_group(
            [
                ("team_id", "in", teams.ids),
                ("date", ">=", mondays[0]),
                ("date", "<=", end),
                ("is_off", "=", False),
            ],
            ["team_id", "date:iso_week_number"],
            [f"{name}:avg" for name in names],
        )
        found = {(team, week): values for team, week, *values in rows}
        return {
            team: [
                (
                    monday,
                    *map(
                        _plain,
                        found.get((team, monday.isocalendar().week), [None] * 3),
                    ),
                )
                for monday in mondays
            ]
            for team in teams
        }

    def _read_outcomes(self, members, before, start):
        """{team: outcomes that are not nothing}, expected and target beside them.

        One query per outcome, whatever the number of people.
        """
        study = self.env["sales.discipline.study"]
        plans = self._read_plans(members, start)
        found = defaultdict(list)
        for outcome in self.env["sales.discipline.outcome"].search(
            [("active", "=", True)]
        ):
            asked = study._check_asked("between", outcome.id, "month", 0, 6, False)
            rows = study._read_periods(asked | {"since": before})
            parts = defaultdict(list)
            team_of = {user.id: team for team, who in members.items() for user in who}
            for row in rows:
                if row.user_id in team_of and row.start in (before, start):
                    parts[team_of[row.user_id], row.start].extend(row.parts)
            keys = list(parts)
            totals = convert_totals(
                self.env,
                [(asked["currency"].id, outcome.measure, parts[key]) for key in keys],
            )
            values = {key: total.value for key, total in zip(keys, totals, strict=True)}
            for team in members:
                now, earlier = values.get((team, start)), values.get((team, before))
                plan = plans.get((team, outcome), {})
                if now or earlier or plan:
                    found[team].append(
                        {
                            "outcome": outcome,
                            "currency": asked["currency"],
                            "now": now,
                            "before": earlier,
                            "expected": plan.get("expected"),
                            "target": plan.get("target"),
                        }
                    )
        return found

    def _read_plans(self, members, start):
        """{(team, outcome): expected and target} of the month, for all its people.

        Averages cannot be added up, and are left out.
        """
        team_of = {user.id: team for team, who in members.items() for user in who}
        plans = self.env["sales.discipline.outcome.plan"].search(
            [
                ("period", "=", "month"),
                ("date_start", "=", start),
                ("user_id", "in", list(team_of)),
                ("outcome_id.measure", "!=", "avg"),
            ]
        )
        found = {}
        for plan in plans:
            sums = found.setdefault((team_of[plan.user_id.id], plan.outcome_id), {})
            for name in ("expected", "target"):
                if plan[name] is not False:
                    value = self._convert(plan, plan[name])
                    sums[name] = sums.get(name, 0) + value
        return found

    def _convert(self, plan, value):
        currency = plan.currency_id
        if not currency or currency == self.env.company.currency_id:
            return value
        return currency._convert(
            value, self.env.company.currency_id, plan.company_id, plan.date_start
        )

    def _read_reviews(self, teams, start):
        """{leader: the rows of their record in that month} that the reader may see."""
        leaders = teams.sudo().user_id
        records = self.env["sales.discipline.head.record"].search(
            [("user_id", "in", leaders.ids), ("month", "=", start)]
        )
        return records.grouped("user_id")


def _plain(value):
    return None if value is None or value is False else value


def _moved(persons):
    """[(name, changes)] of the people who moved, the biggest change first."""
    found = []
    for person in persons:
        changes = _changes(person["now"], person["before"])
        if changes:
            found.append((person["name"], changes))
    found.sort(key=lambda row: -max(abs(now - old) for _f, old, now in row[1]))
    return found[:TOLD_PEOPLE]


def _members(people):
    """{team: the users who have a mean in one of the months}."""
    members = defaultdict(list)
    for team, user, _month in people:
        if user and user not in members[team]:
            members[team].append(user)
    return members


def _changes(now, before):
    """[(figure, from, to)] of what changed enough to be told."""
    if not now or not before or min(now["days"], before["days"]) < TOLD_DAYS:
        return []
    return [
        (name, before[name], now[name])
        for name in TOLD
        if now[name] is not None
        and before[name] is not None
        and abs(now[name] - before[name]) >= TOLD_POINTS
    ]
