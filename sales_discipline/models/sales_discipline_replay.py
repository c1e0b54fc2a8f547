"""Replay: past weeks judged by another policy version, and nothing stored."""

from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..client_values import as_id
from ..engine.people import read_people
from ..engine.periods import period_end, period_start
from .sales_discipline_board import _plain
from .sales_discipline_day import controlled_pairs

ONE_WEEK = timedelta(weeks=1)
WEEKS_SHOWN = 4  # by default
WEEKS_AT_MOST = 26  # in one call; the screen asks for some people at a time


class SalesDisciplineReplay(models.AbstractModel):
    """What scores a policy version would have given in past weeks (metrics 7).

    Whole weeks, Monday to Sunday. Whose history is read is what the caller may review;
    which version, what the caller may read.
    """

    _name = "sales.discipline.replay"
    _description = "Replay"

    @api.model
    @api.readonly
    def get_options(self):
        """What can be replayed by the caller, in plain JSON.

        :return dict: ``versions`` (id, policy, date_start, in_force: whether it judges
            somebody today), ``people`` (id, name, team_id), ``teams``, ``rules`` (id,
            name, active), ``first_week`` and ``last_week`` (Mondays of the first and
            last week with closed days; false without any) and ``date_from``, the Monday
            proposed
        """
        users = self._get_people()
        first, last = self._get_bounds(users)
        proposed = last and max(first, last - (WEEKS_SHOWN - 1) * ONE_WEEK)
        people = read_people(self.env, users)
        teams = self.env["crm.team"].sudo()
        teams = teams.browse({person.team_id for person in people.values()})
        today = self.env["sales.discipline.day"]._today(users)
        in_force = {
            person.rules_on(today[user_id]).version_id
            for user_id, person in people.items()
        }
        return _plain(
            {
                "versions": self._get_versions(in_force),
                "people": [
                    {
                        "id": user.id,
                        "name": user.name,
                        "team_id": people[user.id].team_id,
                    }
                    for user in users
                    if user.id in people
                ],
                "teams": [
                    {"id": team.id, "name": team.name} for team in teams.sorted("name")
                ],
                "rules": [
                    {"id": rule.id, "name": rule.name, "active": rule.active}
                    for rule in self._get_rules()
                ],
                "first_week": first,
                "last_week": last,
                "date_from": proposed,
            }
        )

    @api.model
    @api.readonly
    def replay(self, user_ids, version_id, date_from, date_to, rule_ids=()):
        """What ``user_ids`` would have scored, beside what they did score.

        Days that are closed are replayed, each as of its own end, with the working
        time, teams and reviewers of now; of the component *data* what was measured
        then. The number of queries depends on neither people nor weeks.

        :param user_ids: people whom the caller reviews
        :param version_id: a policy version that the caller may read
        :param date_from: a date of the first week; its Monday counts
        :param date_to: a date of the last week; its Sunday counts
        :param rule_ids: reward rules that the caller may read, to be replayed as well
        :return: for each person in the order given a dict of ``user_id`` and
            ``weeks``, a list of dicts with ``week`` (its Monday), how many ``days``
            the version scores and the sum of these scores, and ``actual_days`` and
            ``actual_sum`` of the scores that were given; and ``rules``, a list of dicts
            with ``rule_id``, how often it was ``met`` by what was replayed and how
            often it was ``given`` in these weeks
        :raise AccessError: a person whom the caller does not review
        :raise UserError: no or too many weeks, or no such version
        """
        users = self._checked_people(user_ids)
        version = self._checked_version(version_id)
        rules = self._checked_rules(rule_ids)
        first, last = self._checked_weeks(date_from, date_to)
        closed = self._get_closed_days(users, first, last)
        evaluated = self._evaluate_closed(users, version, closed)
        weeks, replayed = defaultdict(lambda: defaultdict(list)), defaultdict(list)
        for (user_id, date), day in closed.items():
            figures = evaluated.get((user_id, date))
            weeks[user_id][period_start(date, "week")].append((day, figures))
            if figures:
                replayed[user_id].append({**figures, "id": day.id})
        results = self._replay_rules(rules, replayed, first, last)
        return _plain(
            [
                {
                    "user_id": user.id,
                    "weeks": [
                        {"week": week, **_week(weeks[user.id][week])}
                        for week in sorted(weeks[user.id])
                    ],
                    "rules": results.get(user.id, []),
                }
                for user in users
            ]
        )

    # ------------------------------------------------------------
    # WHAT MAY BE ASKED
    # ------------------------------------------------------------

    @api.model
    def _get_people(self):
        return self.env.user._discipline_reviewed_users().sudo()

    def _checked_people(self, user_ids):
        users = self.env["res.users"].sudo().browse(dict.fromkeys(user_ids))
        if users - self._get_people():
            raise AccessError(
                self.env._("Only the head of the team or a director replays its days.")
            )
        return users

    def _checked_version(self, version_id):
        versions = self.env["sales.discipline.policy.version"]
        version = versions.search([("id", "=", as_id(version_id))])
        if not version:
            raise UserError(self.env._("Choose the policy that is to be tried."))
        return version.sudo()

    def _checked_weeks(self, date_from, date_to):
        first, last = fields.Date.to_date(date_from), fields.Date.to_date(date_to)
        if not first or not last or first > last:
            raise UserError(
                self.env._("Choose a first week and a last one that is not before it.")
            )
        first, last = period_start(first, "week"), period_start(last, "week")
        if (last - first) / ONE_WEEK >= WEEKS_AT_MOST:
            raise UserError(
                self.env._("Choose %s weeks at most.", WEEKS_AT_MOST),
            )
        return first, period_end(last, "week")

    def _get_versions(self, in_force):
        versions = self.env["sales.discipline.policy.version"].search(
            [("policy_id.active", "=", True)]
        )
        return [
            {
                "id": version.id,
                "policy": version.policy_id.name,
                "date_start": version.date_start,
                "in_force": version.id in in_force,
            }
            for version in versions.sorted(
                lambda version: (
                    version.policy_id.name,
                    -version.date_start.toordinal(),
                )
            )
        ]

    def _get_bounds(self, users):
        days = self.env["sales.discipline.day"].sudo()
        ((first, last),) = days._read_group(
            [("user_id", "in", users.ids), ("state", "=", "closed")],
            [],
            ["date:min", "date:max"],
        )
        if not first:
            return False, False
        return period_start(first, "week"), period_start(last, "week")

    # ------------------------------------------------------------
    # JUDGING
    # ------------------------------------------------------------

    def _get_closed_days(self, users, first, last):
        """{(user id, date): closed day}."""
        days = self.env["sales.discipline.day"].sudo()
        days = days.search_fetch(
            [
                ("user_id", "in", users.ids),
                ("date", ">=", first),
                ("date", "<=", last),
                ("state", "=", "closed"),
            ],
            ["user_id", "date", "score", "score_data"],
            order="date",
        )
        return {(day.user_id.id, day.date): day for day in days}

    def _evaluate_closed(self, users, version, closed):
        if not closed:
            return {}
        people = read_people(self.env, users, version)
        dates = [date for _user_id, date in closed]
        pairs = [
            pair
            for pair in controlled_pairs(people, users.ids, min(dates), max(dates))
            if pair in closed
        ]
        days = self.env["sales.discipline.day"].sudo().union(*closed.values())
        return days._evaluate_pairs(people, pairs, data_values=days._stored_data())


def _week(judged):
    """Scores of one week: of (closed day, figures by the other version or None)."""
    actual = [day.score for day, _figures in judged if day.score is not False]
    replayed = [
        figures["score"]
        for _day, figures in judged
        if figures and figures["score"] is not None
    ]
    return {
        "days": len(replayed),
        "sum": sum(replayed),
        "actual_days": len(actual),
        "actual_sum": sum(actual),
    }
