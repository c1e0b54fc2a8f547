"""One person over time: score, habits, words and rewards, beside what they sold."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..engine import clock, progress
from ..engine.people import read_people
from ..engine.periods import period_start
from ..engine.planning_times import read_planning_times
from .sales_discipline_day_report import SHARES

# {span: (step, how many of them, the current one among them)}
SPANS = {"weeks": ("week", 4), "quarter": ("week", 13), "year": ("month", 12)}
# As long as the study looks back, and a little more than that.
MAX_SPAN_DAYS = 800
# What is usual is found in so many days before the end of what is shown.
USUAL_WITHIN = timedelta(days=364)
# Figures of the analysis, in the order of the page.
SCORES = (
    "score",
    "score_planning",
    "score_execution",
    "score_backlog",
    "score_data",
    "score_results",
)
DAILY = ("planned_hours", "overdue_count")
# Of them one knows what is usual: one value a day that says something by itself.
MEANS = (*SCORES, *DAILY)
SHOWN_SHARES = {name: SHARES[name] for name in ("plan_share", "on_time_share")}
SUMS = (
    "postponed_count",
    "rolled_count",
    "cancelled_count",
    "handed_over_count",
    "missed_count",
    *SHOWN_SHARES["plan_share"],
    *SHOWN_SHARES["on_time_share"],
)
DAY_COLUMNS = ("id", "user_id", "company_id", "date", "tz")
INSTANTS = ("start_at", "end_at", "cutoff_at")


class SalesDisciplinePerson(models.AbstractModel):
    """Of the closed days that the caller may read, in a constant number of queries.

    Every figure is one of the closed days, added up as the analysis does; nothing is
    measured again, and nobody is set beside anybody but themselves.
    """

    _name = "sales.discipline.person"
    _description = "Person over Time"

    @api.model
    @api.readonly
    def get_person(self, user_id=False, span="quarter", date_from=False, date_to=False):
        """How a person works, step by step, in plain JSON.

        :param user_id: whose days; the caller's own by default
        :param span: "weeks" (4 weeks), "quarter" (13 weeks) or "year" (12 months); the
            last step is the current one, so far
        :param date_from, date_to: dates (ISO text) of a span of one's own instead
        :return dict: ``steps`` (first and last date of each, by ``period``),
            ``figures`` by name, a value per step (scores and shares 0 to 100, hours a
            day, mean number of overdue activities, numbers of slips; null where
            nothing was closed), ``total`` (the same of the whole span), ``usual``
            (medians of the person's own days, up to a year, and ``usual_days``),
            ``days`` (closed working days), ``has_days`` (whether there are any at
            all), ``is_controlled`` (whether there are to be any), ``plans``
            (engine/planning_times.py), ``outcomes``, ``verdicts`` and ``rewards``. With
            ``is_shadowed`` nothing else: the days are not for the person to see yet
        :raise AccessError: neither oneself nor somebody whose days one may read
        """
        user = self._get_readable_user(user_id)
        asked = self._get_asked(user, span, date_from, date_to)
        plain = {
            "user_id": user.id,
            "name": user.name,
            "is_own": asked["is_own"],
            "is_shadowed": asked["is_own"] and self._is_shadowed(user),
        }
        if plain["is_shadowed"]:
            return plain
        figures = self._get_figures(asked)
        return {
            **plain,
            "is_controlled": figures["has_days"] or self._is_controlled(user),
            "span": asked["span"],
            "period": asked["period"],
            "first": fields.Date.to_string(asked["first"]),
            "last": fields.Date.to_string(asked["last"]),
            "steps": [
                {"first": fields.Date.to_string(first), "last": str(last)}
                for first, last in asked["steps"]
            ],
            **figures,
            "plans": self._get_plans(asked),
            "outcomes": self._get_outcomes(asked),
            "verdicts": self._get_verdicts(asked),
            "rewards": self._get_rewards(asked),
        }

    # ------------------------------------------------------------
    # WHOSE, AND WHEN
    # ------------------------------------------------------------

    def _get_readable_user(self, user_id):
        """Whom the page is about; it opens for whoever may read the days."""
        if user_id and type(user_id) is not int:
            raise ValidationError(self.env._("This cannot be asked."))
        report = self.env["sales.discipline.day.report"]
        report.check_access("read")
        if not user_id or user_id == self.env.uid:
            return self.env.user
        # Somebody who left the team is reviewed by nobody, but has readable days.
        if report.search_count([("user_id", "=", user_id)], limit=1):
            return self.env["res.users"].sudo().browse(user_id)
        return self.env["sales.discipline.day.bar"]._get_readable_user(user_id)

    def _is_controlled(self, user):
        person = read_people(self.sudo().env, user).get(user.id)
        today = person and clock.local_date(self.env.cr.now(), person.tz)
        return bool(person and person.is_controlled(today))

    def _is_shadowed(self, user):
        return self.env["sales.discipline.day.bar"]._is_shadowed(user)

    def _get_asked(self, user, span, date_from, date_to):
        if date_from or date_to:
            first, last = self._read_dates(date_from, date_to)
            span, period = "own", progress.step_period(first, last)
        elif isinstance(span, str) and span in SPANS:
            first, last, period = self._get_span(span)
        else:
            raise ValidationError(self.env._("This cannot be asked."))
        return {
            "user": user,
            "is_own": user == self.env.user,
            "span": span,
            "period": period,
            "first": first,
            "last": last,
            "steps": progress.steps(first, last, period),
        }

    def _get_span(self, span):
        """(first date, last date, step), up to today."""
        period, count = SPANS[span]
        last = fields.Date.context_today(self)
        first = period_start(last, period)
        for _number in range(count - 1):
            first = period_start(first - timedelta(days=1), period)
        return first, last, period

    def _read_dates(self, date_from, date_to):
        try:
            first, last = map(fields.Date.to_date, (date_from, date_to))
        except (TypeError, ValueError) as error:
            raise ValidationError(self.env._("This cannot be asked.")) from error
        if not first or not last or not 0 <= (last - first).days < MAX_SPAN_DAYS:
            raise ValidationError(self.env._("This cannot be asked."))
        return first, last

    def _get_domain(self, asked, since=None):
        """The days of the span; one's own only by policies that are not tried out.

        The record rules say so of salespeople; a head or director who sells could
        read them as a reviewer.
        """
        domain = [
            ("user_id", "=", asked["user"].id),
            ("date", ">=", since or asked["first"]),
            ("date", "<=", asked["last"]),
        ]
        if asked["is_own"]:
            domain.append(("version_id.policy_id.shadow_mode", "!=", True))
        return domain

    # ------------------------------------------------------------
    # FIGURES
    # ------------------------------------------------------------

    def _get_figures(self, asked):
        """Values per step, of the whole span, and what is usual for the person."""
        days = self._read_days(asked)
        shown = [day for day in days if day["date"] >= asked["first"]]
        how = {"means": MEANS, "sums": SUMS, "shares": SHOWN_SHARES}
        found = [
            progress.add_up(
                [day for day in shown if first <= day["date"] <= last], **how
            )
            for first, last in asked["steps"]
        ]
        recent = [day for day in days if day["date"] >= asked["last"] - USUAL_WITHIN]
        usual = progress.usual(recent, MEANS)
        names = (*MEANS, *SHOWN_SHARES, *SUMS)
        return {
            "days": len(shown),
            "has_days": bool(days) or self._has_days(asked),
            "figures": {name: [_value(row[name]) for row in found] for name in names},
            "total": _values(progress.add_up(shown, **how)),
            "usual": _values(usual),
            "usual_days": sum(day["score"] is not None for day in recent),
        }

    def _read_days(self, asked):
        """The closed working days of the span and of the year before its end."""
        since = min(asked["first"], asked["last"] - USUAL_WITHIN)
        domain = [*self._get_domain(asked, since), ("is_off", "=", False)]
        names = ("date", *MEANS, *SUMS)
        rows = self.env["sales.discipline.day.report"].search_read(
            domain, names, load=None
        )
        for row in rows:
            for name in MEANS:
                # False is an empty score, which equals 0 in Python.
                row[name] = None if row[name] is False else row[name]
        return rows

    def _has_days(self, asked):
        report = self.env["sales.discipline.day.report"]
        return bool(report.search_count([("user_id", "=", asked["user"].id)], limit=1))

    def _get_plans(self, asked):
        """When the person makes the plan, hour by hour; see engine/planning_times.py.

        Lines, and the journal in which moves stand, are those of days that the caller
        may read.
        """
        domain = [("is_off", "=", False), ("plan_owed", "=", True)]
        found = read_planning_times(
            self.env, self._select_days(asked, domain, (*DAY_COLUMNS, *INSTANTS))
        )
        return {
            "total": found.total,
            "before": found.before,
            "hours": {str(hour): count for hour, count in found.hours.items()},
            "late_hours": {str(hour): n for hour, n in found.late_hours.items()},
            "after": found.after,
            "on_day": found.on_day,
            "lead_hours": _value(found.lead_hours),
            "cutoff_hour": _value(found.cutoff_hour),
        }

    def _select_days(self, asked, domain, names):
        """SQL of the closed days that the caller may read, these columns of them."""
        days = self.env["sales.discipline.day"]
        days.flush_model()
        readable = days._search(
            [*self._get_domain(asked), ("state", "=", "closed"), *domain]
        )
        return readable.select(
            *(SQL.identifier(readable.table, name) for name in names)
        )


def _value(value):
    """A figure for JSON; False and None are an empty one."""
    if value is None or value is False:
        return None
    return round(float(value), 2)


def _values(figures):
    return {name: _value(value) for name, value in figures.items()}
