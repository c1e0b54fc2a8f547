"""Recording what is expected, and how far people have come."""

from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..engine import clock
from ..engine.outcomes import Figure, Slot, convert_totals
from ..engine.people import read_people
from ..engine.periods import PERIODS, period_end, period_start

EXPECTED_COLUMNS = (
    "user_id team_id company_id outcome_id period date_start date_end currency_id"
    " expected recorded_at create_uid create_date"
).split()


class SalesDisciplineOutcomePlan(models.Model):
    _inherit = "sales.discipline.outcome.plan"

    # ------------------------------------------------------------
    # RECORDING
    # ------------------------------------------------------------

    @api.model
    def _record_due(self, now=None):
        """Record what everybody is expected to bring about in the periods that began.

        Once per person, period and outcome, by the first run of the closing job after
        the period's first midnight; on a server that was off then, by the first run
        after, and ``recorded_at`` says so.
        """
        now = now or self.env.cr.now()
        planned = (
            self.env["sales.discipline.outcome"]
            .sudo()
            .search([("plan_date_field", "!=", False)])
        )
        if not planned:
            return
        self.env.flush_all()
        people = read_people(self.env)
        slots = {
            (person.user_id, period): _period_slot(person, period, today)
            for person in people.values()
            for today in [clock.local_date(now, person.tz)]
            if person.is_controlled(today)
            for period in PERIODS
        }
        recorded = self._recorded_keys(slots)
        for outcome in planned:
            missing = {
                key: slot
                for key, slot in slots.items()
                if (*key, slot.first, outcome.id) not in recorded
                and outcome.company_id.id in (False, slot.company_id)
            }
            if missing:
                self._record(outcome, missing, people, now)

    def _recorded_keys(self, slots):
        if not slots:
            return set()
        return set(
            self.env.execute_query(
                SQL(
                    "SELECT user_id, period, date_start, outcome_id"
                    " FROM sales_discipline_outcome_plan"
                    " WHERE recorded_at IS NOT NULL AND date_start = ANY(%s)",
                    list({slot.first for slot in slots.values()}),
                )
            )
        )

    def _record(self, outcome, slots, people, now):
        figures = outcome._measure(list(slots.values()), planned=True)
        if figures is None:
            return
        rows = [
            (
                user_id,
                people[user_id].team_id,
                slot.company_id,
                outcome.id,
                period,
                slot.first,
                slot.last,
                figure.currency_id,
                figure.value,
                now,
                self.env.uid,
                self.env.cr.now(),
            )
            for ((user_id, period), slot), figure in zip(
                slots.items(), figures, strict=True
            )
        ]
        self.env.cr.execute_values(
            f"""INSERT INTO sales_discipline_outcome_plan
                ({", ".join(EXPECTED_COLUMNS)}) VALUES %s
                ON CONFLICT (user_id, period, date_start, outcome_id) DO UPDATE
                SET expected = EXCLUDED.expected, recorded_at = EXCLUDED.recorded_at,
                    team_id = EXCLUDED.team_id, company_id = EXCLUDED.company_id,
                    currency_id = EXCLUDED.currency_id
                WHERE sales_discipline_outcome_plan.recorded_at IS NULL""",
            rows,
            page_size=len(rows),
        )
        self.invalidate_model(flush=False)

    # ------------------------------------------------------------
    # PROGRESS
    # ------------------------------------------------------------

    @api.model
    def get_figures(self, user_id, period, date):
        """How far a person has come in the week or month that ``date`` lies in.

        For the person, unless their team is judged in shadow mode, and for reviewers.

        :param period: "week" or "month"
        :return: one dict per outcome that was expected or has a target: outcome_id,
            code, name, expected, target, achieved (None where there is none),
            currency_id
        :raise AccessError: the caller neither is nor reviews that person
        """
        user = self.env["res.users"].browse(int(user_id)).exists()
        me = self.env.user
        if not user or (user != me and not me._discipline_is_reviewer_of(user)):
            raise AccessError(
                self.env._("Only the person and their reviewers can see this.")
            )
        self.check_access("read")
        return self._get_figures(user, period, fields.Date.to_date(date))[user.id]

    @api.model
    def _get_figures(self, users, period, day):
        """As ``get_figures``, for several people: ``{user id: list of dicts}``.

        A constant number of queries per outcome. Of what the caller may read.
        """
        start = period_start(day, period)
        plans = self.search(
            [
                ("user_id", "in", users.ids),
                ("period", "=", period),
                ("date_start", "=", start),
            ]
        )
        figures = {user.id: [] for user in users}
        for plan in plans.sorted(lambda plan: plan.outcome_id.sequence):
            figures[plan.user_id.id].append(
                {
                    "outcome_id": plan.outcome_id.id,
                    "code": plan.outcome_id.code or None,
                    "name": plan.outcome_id.name,
                    "expected": _none(plan.expected),
                    "target": _none(plan.target),
                    "achieved": _none(plan.achieved),
                    "currency_id": plan.currency_id.id or None,
                }
            )
        return figures

    def _get_achieved(self):
        """``{plan: value}``: closed days as they were kept, the others as they are."""
        plans = self.sudo()
        found = defaultdict(list)
        closed = plans._closed_values(found)
        people = read_people(self.env, plans.user_id)
        for outcome, own in plans.grouped("outcome_id").items():
            slots = [
                (plan, slot)
                for plan in own
                for slot in plan._open_slots(people, closed[plan.id])
            ]
            measured = outcome._measure_quietly([slot for _plan, slot in slots])
            for (plan, slot), figure in zip(slots, measured, strict=True):
                found[plan.id].append((slot, figure))
        totals = convert_totals(
            self.env,
            [
                (plan.currency_id.id, plan.outcome_id.measure, found[plan.id])
                for plan in plans
            ],
        )
        return dict(zip(self, (figure.value for figure in totals), strict=True))

    def _closed_values(self, found):
        """Add the kept values of each plan to ``found``; return its closed dates."""
        self.env.flush_all()
        closed = defaultdict(set)
        rows = self.env.execute_query(SQL(_CLOSED_VALUES, self.ids))
        for plan_id, day, company_id, measure, value, count, currency_id in rows:
            closed[plan_id].add(day)
            if count is None:
                continue
            total = (value or 0.0) * (count if measure == "avg" else 1)
            figure = Figure(measure, count, float(total), currency_id)
            found[plan_id].append((Slot(0, day, day, "UTC", company_id), figure))
        return closed

    def _open_slots(self, people, closed):
        """The days of the plan's period, up to today, that are not closed."""
        person = people.get(self.user_id.id)
        if not person:
            return []
        today = clock.local_date(self.env.cr.now(), person.tz)
        last = min(self.date_end, today)
        first = max(self.date_start, person.controlled_from)
        outcome, company = self.outcome_id, self.outcome_id.company_id
        if not outcome.active or (company and company.id != person.company_id):
            return []
        return [
            Slot(person.user_id, day, day, person.tz, person.company_id)
            for number in range((last - first).days + 1)
            for day in [first + timedelta(days=number)]
            if day not in closed
        ]


def _period_slot(person, period, today):
    start = period_start(today, period)
    return Slot(
        user_id=person.user_id,
        first=start,
        last=period_end(start, period),
        tz=person.tz,
        company_id=person.company_id,
    )


def _none(value):
    return None if value is False else value


_CLOSED_VALUES = """
    SELECT plan.id, day.date, day.company_id, outcome.measure,
           kept.value::float8, kept.record_count, kept.currency_id
      FROM sales_discipline_outcome_plan plan
      JOIN sales_discipline_outcome outcome ON outcome.id = plan.outcome_id
      JOIN sales_discipline_day day
        ON day.user_id = plan.user_id
       AND day.date BETWEEN plan.date_start AND plan.date_end
       AND day.state = 'closed'
 LEFT JOIN sales_discipline_day_outcome kept
        ON kept.day_id = day.id AND kept.outcome_id = plan.outcome_id
     WHERE plan.id = ANY(%s)
"""
