"""What rules are judged by: figures of days and outcomes of many people at once."""

from collections import defaultdict
from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ..engine import clock, rewards
from ..engine.outcomes import Figure, Slot, convert_totals
from .sales_discipline_day import controlled_pairs

NEXT_FIGURES = (
    "next_planned_count",
    "next_planned_hours",
    "next_need_count",
    "next_need_hours",
    "next_date",
)
DAY_FIGURES = (*rewards.FIGURES, *NEXT_FIGURES, "capacity_hours")
IDENTITY = ("user_id", "team_id", "company_id", "version_id", "date", "tz", "is_off")


class SalesDisciplineReward(models.Model):
    # Three subjects, three files. pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.reward"

    @api.model
    def _closed_days(self, spans, stored=None):
        """Figures of closed days: ``{user id: [figures, ...]}``, in one query.

        :param spans: (user id, first date, last date) triples
        :param stored: figures by (user id, date) of days that have just been stored;
            where these are all, nothing is read

        By SQL: the ORM would read an empty score as 0.
        """
        found = defaultdict(list)
        if not spans:
            return found
        if stored and all(_is_stored(stored, *span) for span in spans):
            for user_id, day in dict.fromkeys(span[:2] for span in spans):
                figures = stored[user_id, day]
                kept = {name: figures[name] for name in ("id", *IDENTITY, *DAY_FIGURES)}
                found[user_id].append({**kept, "is_over": True})
            return found
        self.env["sales.discipline.day"].flush_model()
        users, firsts, lasts = (list(column) for column in zip(*spans, strict=True))
        names = (*IDENTITY, *DAY_FIGURES)
        columns = SQL(", ").join(SQL.identifier("day", name) for name in names)
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT day.id, %s
                  FROM (SELECT user_id, min(first) AS first, max(last) AS last
                          FROM unnest(%s::int[], %s::date[], %s::date[])
                               AS span(user_id, first, last)
                         GROUP BY user_id) span
                 CROSS JOIN LATERAL (
                       -- OFFSET 0: person by person, or it reads everybody's years.
                       SELECT * FROM sales_discipline_day day
                        WHERE day.user_id = span.user_id AND day.state = 'closed'
                          AND day.date BETWEEN span.first AND span.last
                       OFFSET 0) day
                """,
                columns,
                users,
                firsts,
                lasts,
            )
        )
        for row in rows:
            found[row["user_id"]].append({**row, "is_over": True})
        return found

    @api.model
    def _days_so_far(self, people, spans, now):
        """As ``_closed_days``, and the days that are not closed as of ``now``.

        :param people: the controlled people by id (``engine.people``)
        """
        found = self._closed_days(spans)
        pairs = []
        for user_id, first, last in spans:
            person = people[user_id]
            until = min(last, clock.local_date(now, person.tz))
            closed = {day["date"] for day in found[user_id]}
            pairs += [
                pair
                for pair in controlled_pairs(people, [user_id], first, until)
                if pair[1] not in closed
            ]
        pairs = list(dict.fromkeys(pairs))
        if pairs:
            days = self.env["sales.discipline.day"].sudo()
            for (user_id, _day), figures in days._evaluate_pairs(
                people, pairs, now
            ).items():
                found[user_id].append(figures)
        return found

    # ------------------------------------------------------------
    # OUTCOMES
    # ------------------------------------------------------------

    @api.model
    def _outcomes_of(self, outcome_ids, spans, period, days):
        """``{(user id, first date): {outcome id: OutcomeFigures}}`` of the spans.

        :param period: the period that all spans are of
        :param days: what ``_days_so_far`` or ``_closed_days`` gives

        Closed days as they were kept, the others as they are now. A constant number
        of queries for each outcome.
        """
        result = {(user_id, first): {} for user_id, first, _last in spans}
        if not outcome_ids or not spans:
            return result
        parts = self._outcome_parts(outcome_ids, spans, days)
        currencies = self._currencies(days)
        keys = [
            (user_id, first, last, outcome)
            for user_id, first, last in spans
            for outcome in self.env["sales.discipline.outcome"]
            .sudo()
            .browse(outcome_ids)
            .exists()
        ]
        wanted = [
            (
                currencies.get(user_id) if outcome._is_money() else None,
                outcome.measure,
                [
                    part
                    for date, part in parts[user_id, outcome.id]
                    if first <= date <= last
                ],
            )
            for user_id, first, last, outcome in keys
        ]
        totals = convert_totals(self.env, wanted)
        plans = self._plans(outcome_ids, spans, period)
        for (user_id, first, last, outcome), total in zip(keys, totals, strict=True):
            expected, target = plans.get((user_id, first, outcome.id), (None, None))
            result[user_id, first][outcome.id] = rewards.OutcomeFigures(
                achieved=total.value,
                expected=expected,
                target=target,
                daily={
                    date: part[1].value
                    for date, part in parts[user_id, outcome.id]
                    if first <= date <= last
                },
            )
        return result

    def _outcome_parts(self, outcome_ids, spans, days):
        """{(user id, outcome id): [(date, (slot, figure)), ...]} of all their days."""
        parts = defaultdict(list)
        closed = {
            day["id"]: day for found in days.values() for day in found if "id" in day
        }
        self.env["sales.discipline.day.outcome"].flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT kept.day_id, kept.outcome_id, outcome.measure,"
                " kept.value::float8, kept.record_count, kept.currency_id"
                " FROM sales_discipline_day_outcome kept"
                " JOIN sales_discipline_outcome outcome ON outcome.id = kept.outcome_id"
                " WHERE kept.day_id = ANY(%s) AND kept.outcome_id = ANY(%s)",
                list(closed),
                list(outcome_ids),
            )
        )
        for day_id, outcome_id, measure, value, count, currency_id in rows:
            day = closed[day_id]
            total = (value or 0.0) * (count if measure == "avg" else 1)
            figure = Figure(measure, count, float(total), currency_id)
            part = (_slot(day), figure)
            parts[day["user_id"], outcome_id].append((day["date"], part))
        still_open = [
            day for found in days.values() for day in found if "id" not in day
        ]
        for outcome in self.env["sales.discipline.outcome"].sudo().browse(outcome_ids):
            own = [day for day in still_open if _counts(outcome, day)]
            figures = outcome._measure_quietly([_slot(day) for day in own])
            for day, figure in zip(own, figures, strict=True):
                part = (_slot(day), figure)
                parts[day["user_id"], outcome.id].append((day["date"], part))
        return parts

    def _plans(self, outcome_ids, spans, period):
        """{(user id, first date, outcome id): (expected, target)}."""
        if period == "day":
            return {}
        self.env["sales.discipline.outcome.plan"].flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT user_id, date_start, outcome_id, expected::float8,"
                " target::float8 FROM sales_discipline_outcome_plan"
                " WHERE user_id = ANY(%s) AND date_start = ANY(%s) AND period = %s"
                " AND outcome_id = ANY(%s)",
                list({span[0] for span in spans}),
                list({span[1] for span in spans}),
                period,
                list(outcome_ids),
            )
        )
        return {tuple(row[:3]): tuple(row[3:]) for row in rows}

    def _currencies(self, days):
        """{user id: currency id of the company where the person is controlled}."""
        last = {
            user_id: max(found, key=lambda day: day["date"])["company_id"]
            for user_id, found in days.items()
            if found
        }
        companies = self.env["res.company"].sudo().browse(set(last.values()) - {None})
        currency = {company.id: company.currency_id.id for company in companies}
        return {user_id: currency.get(company) for user_id, company in last.items()}


def _is_stored(stored, user_id, first, last):
    return first == last and "id" in stored.get((user_id, first), ())


def _slot(day):
    return Slot(
        user_id=day["user_id"],
        first=day["date"],
        last=day["date"],
        tz=day["tz"] or "UTC",
        company_id=day["company_id"],
    )


def _counts(outcome, day):
    company = outcome.company_id
    return outcome.active and (not company or company.id == day["company_id"])


def span_of(conditions, first, last):
    """From when on days are needed to judge by ``conditions``: streaks look back."""
    looks_back = any(condition.aggregate == "streak" for condition in conditions)
    return (first - rewards.LOOK_BACK if looks_back else first), last


def dates_of(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
