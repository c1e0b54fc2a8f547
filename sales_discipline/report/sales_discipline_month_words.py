"""Tables and sentences of the month report, in the language of the reader."""

from datetime import timedelta

from odoo import models
from odoo.tools import format_amount, format_date, formatLang

from ..engine.periods import period_end
from ..short_dates import short_date
from .month_chart import bars, key
from .sales_discipline_month_figures import SUMS

LESS_IS_BETTER = (
    "overdue_count",
    "postponed_count",
    "rolled_count",
    "cancelled_count",
    "missed_count",
)
EMPTY = "–"


class SalesDisciplineMonth(models.TransientModel):
    # Three subjects, three files. pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.month"

    def _get_title(self):
        """Of the month, "so far" while it runs."""
        return dict(self._select_month()).get(self.month, self.month)

    def _get_month_names(self):
        """(this month, the one before), short enough for a column."""
        start = self._get_start()
        before = start - timedelta(days=1)
        return [
            format_date(self.env, day, date_format="LLL y") for day in (start, before)
        ]

    def _get_rows(self, figures):
        """The team's figures: label, this month, the one before, change, its sense."""
        now, before = figures["now"] or {}, figures["before"] or {}
        # The slips of part of a month are not set against those of a whole one.
        is_running = period_end(self._get_start(), "month") >= self._get_today()
        rows = []
        for name, label in self._get_labels().items():
            new, old = now.get(name), before.get(name)
            change = None if new is None or old is None else new - old
            if is_running and name in SUMS:
                change = None
            rows.append(
                {
                    "label": label,
                    "now": self._format(name, new),
                    "before": self._format(name, old),
                    "change": self._format_change(name, change),
                    "sense": self._get_sense(name, change),
                }
            )
        return rows

    def _get_labels(self):
        return {
            "score": self.env._("Score, average"),
            "plan_share": self.env._("Days planned in full, %"),
            "planned_hours": self.env._("Planned a day, hours"),
            "on_time_share": self.env._("Done on time, %"),
            "overdue_count": self.env._("Overdue at the end of a day, average"),
            "postponed_count": self.env._("Postponed"),
            "rolled_count": self.env._("Moved again and again"),
            "cancelled_count": self.env._("Cancelled"),
            "missed_count": self.env._("Missed"),
        }

    def _format(self, name, value):
        if value is None:
            return EMPTY
        return formatLang(self.env, value, digits=_digits(name))

    def _format_change(self, name, change):
        if change is None:
            return EMPTY
        if not round(change, _digits(name)):
            return self.env._("the same")
        sign = "+" if change > 0 else "−"
        return sign + self._format(name, abs(change))

    def _get_sense(self, name, change):
        """In words, since paper has no colour: better, worse or nothing."""
        if not change or not round(change, _digits(name)):
            return ""
        is_better = (change < 0) == (name in LESS_IS_BETTER)
        return self.env._("better") if is_better else self.env._("worse")

    # ------------------------------------------------------------
    # CHARTS
    # ------------------------------------------------------------

    def _get_score_chart(self, figures):
        return self._get_chart(figures, [1], self.env._("Score by week"))

    def _get_habit_chart(self, figures):
        title = self.env._("Days planned in full and done on time by week, %")
        return self._get_chart(figures, [2, 3], title)

    def _get_key(self, number):
        return key(number)

    def _get_chart(self, figures, columns, title):
        """From the first week that has a value to the last one."""
        known = [
            index
            for index, week in enumerate(figures["weeks"])
            if any(value is not None for value in week[1:])
        ]
        weeks = figures["weeks"][known[0] : known[-1] + 1]
        series = [[week[column] for week in weeks] for column in columns]
        labels = [short_date(self.env, week[0]) for week in weeks]
        texts = [
            [
                "" if value is None else formatLang(self.env, value, digits=0)
                for value in values
            ]
            for values in series
        ]
        return bars(series, labels, texts, title)

    # ------------------------------------------------------------
    # SENTENCES
    # ------------------------------------------------------------

    def _get_moved(self, figures):
        """What moved, one sentence each: the team first, then its people."""
        found = figures["moved"]
        if figures["team_moved"]:
            found = [(self.env._("The team"), figures["team_moved"]), *found]
        return [
            f"{name}: {', '.join(self._get_change(*change) for change in changes)}."
            for name, changes in found
        ]

    def _get_change(self, figure, before, now):
        values = {
            "before": self._format(figure, before),
            "now": self._format(figure, now),
        }
        if figure == "score":
            return self.env._("score from %(before)s to %(now)s", **values)
        if figure == "plan_share":
            return self.env._(
                "planned in full from %(before)s%% to %(now)s%%", **values
            )
        return self.env._("done on time from %(before)s%% to %(now)s%%", **values)

    def _get_absent(self, figures):
        """Who has no row in the table of people, or an empty text."""
        if not figures["absent"]:
            return ""
        return self.env._(
            "No working day of theirs was closed in this month: %s.",
            ", ".join(figures["absent"]),
        )

    def _format_share(self, share):
        """Of a field that can be empty."""
        return self._format("plan_share", None if share is False else share)

    def _format_outcome(self, row, name):
        value = row[name]
        if value is None or value is False:
            return EMPTY
        if row["currency"]:
            return format_amount(self.env, value, row["currency"])
        is_whole = float(value).is_integer()
        return formatLang(self.env, value, digits=0 if is_whole else 1)


def _digits(name):
    if name in ("score", "planned_hours", "overdue_count"):
        return 1
    return 0
