"""One person over time: score, habits, words and rewards, beside what they sold."""

from datetime import timedelta
from statistics import median

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..engine.periods import period_end, period_start

# {span: (step, how many steps, the current one among them)}
SPANS = {"weeks": ("week", 5), "quarter": ("week", 13), "year": ("month", 12)}
# Figures of the analysis, in the order of the page.
SCORES = (
    "score",
    "score_planning",
    "score_execution",
    "score_backlog",
    "score_data",
    "score_results",
)
HABITS = ("plan_share", "planned_hours", "on_time_share", "overdue_count")
SLIPS = ("postponed_count", "rolled_count", "cancelled_count", "missed_count")
MEANS = (*SCORES, *HABITS)
LAST_VERDICTS = 10
LAST_REWARDS = 10


class SalesDisciplinePerson(models.AbstractModel):
    """Of the closed days that the caller may read, in a constant number of queries.

    Every figure is one of the analysis for one person; nothing is measured again, and
    nobody is set beside anybody else.
    """

    _name = "sales.discipline.person"
    _description = "Person over Time"

    @api.model
    @api.readonly
    def get_person(self, user_id=False, span="quarter"):
        """How a person works, step by step, in plain JSON.

        :param user_id: whose days; the caller's own by default
        :param span: "weeks" (5 weeks), "quarter" (13 weeks) or "year" (12 months); the
            last step is the current one, so far
        :return dict: ``steps`` (first and last date of each), ``figures`` by name, a
            value per step (scores and shares 0 to 100, hours a day, mean number of
            overdue activities, numbers of slips; null where nothing was closed),
            ``days`` (closed working days), ``median`` of the daily scores, ``plans``
            (:meth:`_get_plan_times`), ``outcomes``, the last ``verdicts`` and
            ``rewards``
        :raise AccessError: neither oneself nor somebody whose days one may read; or
            one's own days are in shadow mode
        """
        if span not in SPANS:
            raise ValidationError(self.env._("This cannot be asked."))
        user = self._get_readable_user(user_id)
        period, steps = self._get_steps(span)
        days = self._get_days(user, steps)
        scores = [day.score for day in days if day.score is not False]
        return {
            "user_id": user.id,
            "name": user.name,
            "is_own": user == self.env.user,
            "span": span,
            "period": period,
            "steps": [
                {
                    "first": fields.Date.to_string(first),
                    "last": fields.Date.to_string(period_end(first, period)),
                }
                for first in steps
            ],
            "days": len(days),
            "median": round(median(scores), 1) if scores else None,
            "figures": self._get_figures(user, period, steps),
            "plans": self._get_plan_times(user, steps),
            "outcomes": self._get_outcomes(user, period, steps) if days else [],
            "verdicts": self._get_verdicts(user, steps),
            "rewards": self._get_rewards(user, steps),
        }

    # ------------------------------------------------------------
    # WHOSE, AND WHEN
    # ------------------------------------------------------------

    def _get_readable_user(self, user_id):
        """Whom the page is about; it opens for whoever may read the days."""
        bar = self.env["sales.discipline.day.bar"]
        if not user_id or user_id == self.env.uid:
            return bar._get_readable_user(False)
        if type(user_id) is not int:
            raise ValidationError(self.env._("This cannot be asked."))
        # Somebody who left the team is reviewed by nobody, but has readable days.
        domain = [("user_id", "=", user_id)]
        if self.env["sales.discipline.day.report"].search_count(domain, limit=1):
            return self.env["res.users"].sudo().browse(user_id)
        return bar._get_readable_user(user_id)

    def _get_steps(self, span):
        """(period, first dates), up to the step that lies around today."""
        period, count = SPANS[span]
        first = period_start(fields.Date.context_today(self), period)
        steps = [first]
        while len(steps) < count:
            steps.insert(0, period_start(steps[0] - timedelta(days=1), period))
        return period, steps

    def _get_domain(self, user, steps):
        return [
            ("user_id", "=", user.id),
            ("date", ">=", steps[0]),
            ("is_off", "=", False),
        ]

    def _get_days(self, user, steps):
        report = self.env["sales.discipline.day.report"]
        return report.search_fetch(self._get_domain(user, steps), ["score"])

    # ------------------------------------------------------------
    # FIGURES
    # ------------------------------------------------------------

    def _get_figures(self, user, period, steps):
        """{figure: a value per step}, as the analysis has them."""
        names = (*MEANS, *SLIPS)
        # Odoo's own weeks begin where the reader's language says, ours on Mondays.
        number = "iso_week_number" if period == "week" else "month_number"
        rows = self.env["sales.discipline.day.report"]._read_group(
            self._get_domain(user, steps),
            [f"date:{number}"],
            [
                *(f"{name}:avg" for name in MEANS),
                *(f"{name}:sum" for name in SLIPS),
            ],
        )
        found = {key: dict(zip(names, values, strict=True)) for key, *values in rows}
        keys = [
            step.isocalendar().week if period == "week" else step.month
            for step in steps
        ]
        return {
            name: [_value(found.get(key, {}).get(name)) for key in keys]
            for name in names
        }

    def _get_outcomes(self, user, period, steps):
        """Whatever of the outcomes is not nothing, as the study measures it."""
        study = self.env["sales.discipline.study"]
        found = []
        for outcome in self.env["sales.discipline.outcome"].search(
            [("active", "=", True)]
        ):
            asked = study._check_asked("within", outcome.id, period, 0, 6, False)
            asked |= {"since": steps[0], "user_id": user.id}
            totals = {row.start: row.value for row in study._get_totals(asked)}
            values = [_value(totals.get(step)) for step in steps]
            if any(values):
                found.append(
                    {
                        "name": outcome.name,
                        "currency_id": asked["currency"].id or False,
                        "values": values,
                    }
                )
        return found

    def _get_plan_times(self, user, steps):
        """When the person writes down what is due on a day.

        Counts the activities of the plan of each day, and those added to it later,
        by when they were created: before the day on which the plan is taken, in which
        hour of that day, or after the cut-off. What a reviewer or the system set is
        not the person's habit. Hours are local to the day (``tz`` of the day).

        :return dict: ``before``, ``hours`` ({hour: number}), ``after``, and
            ``cutoff_hour`` of the last day, or null
        """
        days = self.env["sales.discipline.day"]
        domain = [*self._get_domain(user, steps), ("state", "=", "closed")]
        days.flush_model()
        self.env["sales.discipline.day.line"].flush_model()
        readable = days._search(domain)
        rows = self.env.execute_query(
            SQL(
                _PLAN_TIMES,
                days=readable.select(
                    *(SQL.identifier(readable.table, name) for name in DAY_COLUMNS)
                ),
            )
        )
        plans = {"before": 0, "hours": {}, "after": 0, "cutoff_hour": None}
        for moment, hour, count, cutoff_hour in rows:
            if moment == "hour":
                plans["hours"][str(hour)] = count
            else:
                plans[moment] = count
            plans["cutoff_hour"] = cutoff_hour
        return plans

    # ------------------------------------------------------------
    # WORDS AND REWARDS
    # ------------------------------------------------------------

    def _get_verdicts(self, user, steps):
        """The last words, with the answers; rights are those of the verdicts."""
        verdicts = self.env["sales.discipline.verdict"].search(
            [("user_id", "=", user.id), ("date", ">=", steps[0])], limit=LAST_VERDICTS
        )
        answers = verdicts._get_answers()
        return [
            {
                "id": verdict.id,
                "date": fields.Date.to_string(verdict.date),
                "verdict": verdict.verdict,
                "message": verdict.message or "",
                "author": verdict.sudo().author_id.name,
                "answer": answers.get(verdict.id) or "",
            }
            for verdict in verdicts
        ]

    def _get_rewards(self, user, steps):
        rewards = self.env["sales.discipline.reward"].search(
            [("user_id", "=", user.id), ("date_end", ">=", steps[0])],
            order="date_end desc, id desc",
            limit=LAST_REWARDS,
        )
        return [
            {
                "id": reward.id,
                "when": reward.period_text,
                "gift": reward.gift,
                "icon": reward.icon,
                "status": reward.state_text,
                "is_penalty": reward.is_penalty,
            }
            for reward in rewards
        ]


def _value(value):
    """A figure for JSON; False and None are an empty one."""
    if value is None or value is False:
        return None
    return round(float(value), 2)


DAY_COLUMNS = ("id", "date", "tz", "cutoff_at")

_PLAN_TIMES = """
    WITH day AS (%(days)s), line AS (
        SELECT line.created_at, day.cutoff_at,
               line.created_at AT TIME ZONE 'UTC' AT TIME ZONE day.tz AS created,
               day.cutoff_at AT TIME ZONE 'UTC' AT TIME ZONE day.tz AS cutoff
          FROM day JOIN sales_discipline_day_line line ON line.day_id = day.id
         WHERE line.set IN ('planned', 'added')
           AND line.created_at IS NOT NULL AND day.cutoff_at IS NOT NULL
           AND line.set_by_head IS NOT TRUE AND line.set_by_system IS NOT TRUE
    )
    SELECT CASE WHEN created_at > cutoff_at THEN 'after'
                WHEN created::date < cutoff::date THEN 'before'
                ELSE 'hour' END AS moment,
           CASE WHEN created_at <= cutoff_at AND created::date = cutoff::date
                THEN EXTRACT(hour FROM created)::int END AS hour,
           count(*),
           (SELECT EXTRACT(hour FROM last.cutoff)::float
                   + EXTRACT(minute FROM last.cutoff)::float / 60
              FROM line last ORDER BY last.cutoff_at DESC LIMIT 1)
      FROM line
  GROUP BY 1, 2
"""
