"""Judging closed days again (metrics section 7)."""

from odoo import api, models
from odoo.tools import SQL

from ..engine.people import people_as_found
from .sales_discipline_day import ONE_DAY
from .sales_discipline_day_closing import DAY_COLUMNS


class SalesDisciplineDay(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.day"

    @api.model
    def _recompute_closed(self, users, date_from, date_to, reason):
        """Judge closed days again because what they stood on has changed.

        The working days next to the span are judged again too: one owes its plan,
        the other shows it. Team, time zone and policy version stay as they were
        found. Noted on each day whose figures changed, and on all of the span.
        """
        self.env.flush_all()
        days = self.sudo().search(
            [
                ("user_id", "in", users.ids),
                ("state", "=", "closed"),
                ("is_erased", "=", False),
                ("date", ">=", self._working_neighbour(users, date_from, -1)),
                ("date", "<=", self._working_neighbour(users, date_to, 1)),
            ]
        )
        if not days:
            return
        before = {day.id: day._figures_kept() for day in days}
        now = self.env.cr.now()
        self._store(days._evaluate_as_found(now), now, over_closed=True)
        changed = days.filtered(
            lambda day: (
                date_from <= day.date <= date_to
                or before[day.id] != day._figures_kept()
            )
        )
        self.env["sales.discipline.day.correction"].sudo()._record(
            changed,
            "recomputed",
            reason,
            {day_id: figures["score"] for day_id, figures in before.items()},
        )

    @api.model
    def _recompute_flagged(self, activity):
        """Judge the closed days again on which ``activity`` was done."""
        lines = self.env["sales.discipline.day.line"].sudo()
        found = lines.search(
            [
                ("activity_id", "=", activity.id),
                ("done_at", "=", activity.done_at),
                ("day_id.state", "=", "closed"),
            ]
        )
        for day in found.day_id:
            reason = self.env._("The flag of a result was decided on.")
            self._recompute_closed(day.user_id, day.date, day.date, reason)

    def _stored_data(self):
        """{(user id, date): value of the component data}; an empty one has no key."""
        return {
            (day.user_id.id, day.date): day.score_data
            for day in self
            if day.score_data is not False
        }

    def _figures_kept(self):
        self.ensure_one()
        return {name: self[name] for name in DAY_COLUMNS}

    @api.model
    def _working_neighbour(self, users, date, step):
        """The furthest working day next to ``date`` that one of ``users`` closed."""
        found = self.env.execute_query(
            SQL(
                "SELECT %s(near.date) FROM unnest(%s::int[]) u(id) CROSS JOIN LATERAL ("
                " SELECT day.date FROM sales_discipline_day day"
                " WHERE day.user_id = u.id AND NOT day.is_off AND day.date %s %s"
                " ORDER BY day.date %s LIMIT 1) near",
                SQL("min" if step < 0 else "max"),
                users.ids,
                SQL("<" if step < 0 else ">"),
                date,
                SQL("DESC" if step < 0 else "ASC"),
            )
        )[0][0]
        return found or date

    # ------------------------------------------------------------
    # AS FOUND
    # ------------------------------------------------------------

    def _evaluate_as_found(self, now):
        """Judge these days by the team, zone and policy that they were judged by.

        Whoever has moved on or left since is judged like everybody else; records have
        no history, so the component data is the stored one.
        """
        evaluated = {}
        days = self.filtered("user_id")
        starts = days._control_starts()
        groups = days.grouped(
            lambda day: (day.team_id, day.company_id, day.tz, day.version_id.policy_id)
        )
        for (team, company, tz, policy), group in groups.items():
            people = people_as_found(
                self.env, group.user_id, team, company, tz, policy, starts
            )
            pairs = [(d.user_id.id, d.date) for d in group if d.user_id.id in people]
            evaluated |= self._evaluate_pairs(people, pairs, now, group._stored_data())
        return evaluated

    def _control_starts(self):
        """{user id: since when the person was controlled without a gap}."""
        known = self.sudo().search([("user_id", "in", self.user_id.ids)])
        dates = {
            user: set(days.mapped("date"))
            for user, days in known.grouped(lambda day: day.user_id.id).items()
        }
        starts = {}
        for user_id, days in self.grouped(lambda day: day.user_id.id).items():
            start = min(days.mapped("date"))
            while start - ONE_DAY in dates[user_id]:
                start -= ONE_DAY
            starts[user_id] = start
        return starts
