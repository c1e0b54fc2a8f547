from datetime import timedelta

from odoo import api, models
from odoo.tools import float_round, format_amount
from odoo.tools.misc import formatLang

from ..engine.outcomes import concerns, slot_of
from ..short_dates import short_day, short_time

# Facts, but no praise: a draft leaves them to whoever wants to write of them.
UNTOLD = ("deals_lost", "deals_new")


class SalesDisciplineVerdictDraft(models.AbstractModel):
    """Writes the proposed text of a verdict, in the language of the environment.

    Facts only: what was done, what is left, what the next day lacks. Each
    sentence stands alone, so that every language can put the figures where its
    grammar wants them; one and many are sentences of their own.
    """

    _name = "sales.discipline.verdict.draft"
    _description = "Draft of a Verdict"

    def _compose(self, user, day, verdict, figures):
        """The text for ``user`` about ``day`` from the board's ``figures``."""
        sentences = [self._done(user, day, figures)]
        if verdict != "great":
            sentences += self._left(figures) + self._overdue(figures)
        elif not figures["overdue_count"]:
            sentences.append(self.env._("Nothing is overdue."))
        if verdict == "needs_work":
            sentences += self._to_mend(figures)
        sentences.append(self._next_day(day, verdict, figures))
        if verdict != "needs_work":
            sentences += self._outcomes(figures)
        return " ".join(filter(None, sentences))

    # ------------------------------------------------------------
    # SENTENCES
    # ------------------------------------------------------------

    def _done(self, user, day, figures):
        facts = {
            "name": user.name,
            "done": figures["done_count"],
            "due": figures["due_count"],
            "date": self._format_day(day),
        }
        if not facts["due"]:
            facts["done"] = figures["caught_up_count"] + figures["extra_count"]
            return self.env._(
                "%(name)s, on %(date)s nothing was due, %(done)s done.", **facts
            )
        if figures["is_over"]:
            return self.env._(
                "%(name)s, %(done)s of %(due)s were done on %(date)s.", **facts
            )
        return self.env._("%(name)s, %(done)s of %(due)s are done today.", **facts)

    def _left(self, figures):
        """What happened to the activities that were not done."""
        planned = figures["planned_outcomes"]
        return [
            self._moved(planned.get("postponed")),
            self._cancelled(figures["cancelled_count"]),
            self._handed_over(figures["handed_over_count"]),
            self._undone(planned.get("missed")),
        ]

    def _moved(self, count):
        if count == 1:
            return self.env._("1 was moved.")
        return count and self.env._("%s were moved.", count)

    def _cancelled(self, count):
        if count == 1:
            return self.env._("1 was cancelled.")
        return count and self.env._("%s were cancelled.", count)

    def _handed_over(self, count):
        if count == 1:
            return self.env._("1 was handed over.")
        return count and self.env._("%s were handed over.", count)

    def _undone(self, count):
        if count == 1:
            return self.env._("1 was left undone.")
        return count and self.env._("%s were left undone.", count)

    def _overdue(self, figures):
        if not figures["overdue_count"]:
            return []
        since = figures["oldest_overdue"]
        facts = {
            "count": figures["overdue_count"],
            "date": since and self._format_day(since),
        }
        if facts["count"] == 1:
            return [self.env._("1 is overdue (since %(date)s).", **facts)]
        return [self.env._("%(count)s are overdue (oldest: %(date)s).", **facts)]

    def _to_mend(self, figures):
        """How the day was planned, what was moved too often, what was written."""
        return [
            self._own_plan(figures),
            figures["rolled_count"] and self._rolled(figures),
            self._results(figures["result_bad_count"]),
            self._summaries(figures["junk_plan_count"]),
        ]

    def _own_plan(self, figures):
        if not figures["plan_owed"] or figures["plan_ok"]:
            return False
        return self.env._(
            "This day was not planned in time: %(count)s of %(need)s activities,"
            " %(hours)s of %(need_hours)s h.",
            count=figures["planned_count"],
            need=figures["need_count"],
            hours=self._format_hours(figures["planned_hours"]),
            need_hours=self._format_hours(figures["need_hours"]),
        )

    def _results(self, count):
        if count == 1:
            return self.env._("1 result tells little: please write what came of it.")
        return count and self.env._(
            "%s results tell little: please write what came of them.", count
        )

    def _summaries(self, count):
        if count == 1:
            return self.env._("1 planned activity does not say what is to be done.")
        return count and self.env._(
            "%s planned activities do not say what is to be done.", count
        )

    def _rolled(self, figures):
        if figures["rolled_count"] == 1:
            return self.env._("1 was moved once more than agreed.")
        return self.env._(
            "%s were moved once more than agreed.", figures["rolled_count"]
        )

    def _next_day(self, day, verdict, figures):
        """The plan of the next working day: what it has, or what it lacks by when."""
        if not figures["next_date"]:
            return False
        facts = self._next_facts(day, figures)
        lacks = figures["next_plan_owed"] and not figures["next_plan_ok"]
        if verdict == "needs_work" and lacks:
            return self._lacking(facts, figures)
        if not facts["count"]:
            return (
                self.env._("Nothing is planned for %(when)s.", **facts)
                if lacks
                else False
            )
        if facts["count"] == 1:
            return self.env._(
                "1 activity is planned for %(when)s, %(hours)s h.", **facts
            )
        return self.env._(
            "%(count)s activities are planned for %(when)s, %(hours)s of %(capacity)s"
            " h.",
            **facts,
        )

    def _lacking(self, facts, figures):
        """What to add, while the cut-off is to come; what was there, after it."""
        if figures["is_over"] or figures["next_cutoff_at"] <= self.env.cr.now():
            return self.env._(
                "For %(when)s: %(count)s of %(need)s activities were planned in time.",
                **facts,
            )
        if not facts["count"]:
            return self.env._(
                "Nothing is planned for %(when)s yet: please plan %(need)s"
                " activities, %(need_hours)s h, by %(time)s.",
                **facts,
            )
        return self.env._(
            "Planned for %(when)s: %(count)s of %(need)s activities, %(hours)s of"
            " %(need_hours)s h. Please add the rest by %(time)s.",
            **facts,
        )

    def _next_facts(self, day, figures):
        cutoff = figures.get("next_cutoff_at")
        following = figures["next_date"]
        soon = following == day + timedelta(days=1) and not figures["is_over"]
        return {
            "when": self.env._("tomorrow") if soon else self._format_day(following),
            "count": figures["next_planned_count"],
            "hours": self._format_hours(figures["next_planned_hours"]),
            "capacity": self._format_hours(figures["next_capacity_hours"]),
            "need": figures["next_need_count"],
            "need_hours": self._format_hours(figures["next_need_hours"]),
            "time": cutoff and short_time(self.env, cutoff, figures["tz"]),
        }

    # ------------------------------------------------------------
    # OUTCOMES
    # ------------------------------------------------------------

    def _outcomes(self, figures):
        """What the day brought about, as kept where closed, else as of now."""
        return [
            self._outcome(outcome, value, currency_id)
            for outcome, value, currency_id in self._measured(figures)
            if value and outcome.code not in UNTOLD
        ]

    def _outcome(self, outcome, value, currency_id):
        if outcome.code == "deals_won":
            if value == 1:
                return self.env._("One deal was won.")
            return self.env._("%s deals were won.", int(value))
        return self.env._(
            "%(outcome)s: %(value)s.",
            outcome=outcome.name,
            value=self._format_value(value, currency_id),
        )

    def _measured(self, figures):
        """(outcome, value, currency id) of the day, in the order of the outcomes."""
        if figures["day_id"]:
            day = self.env["sales.discipline.day"].browse(figures["day_id"])
            return [
                (kept.outcome_id, kept.value, kept.currency_id.id)
                for kept in day.outcome_ids.sorted(
                    lambda kept: kept.outcome_id.sequence
                )
            ]
        measured = []
        for outcome in self.env["sales.discipline.outcome"]._get_active():
            if concerns(outcome, figures):
                [figure] = outcome._measure_quietly([slot_of(figures)])
                measured.append((outcome, figure.value, figure.currency_id))
        return measured

    # ------------------------------------------------------------
    # FIGURES IN THE LANGUAGE OF THE ENVIRONMENT
    # ------------------------------------------------------------

    @api.model
    def _format_day(self, date):
        """A date with its weekday and without its year, e.g. "Tue, Nov 24"."""
        return short_day(self.env, date)

    @api.model
    def _format_hours(self, hours):
        """Hours with at most one decimal, in the separators of the language."""
        rounded = float_round(hours or 0.0, precision_digits=1)  # as the board does
        return formatLang(self.env, rounded, digits=0 if rounded.is_integer() else 1)

    @api.model
    def _format_value(self, value, currency_id):
        """The value of an outcome: an amount without cents, or a plain number."""
        if not currency_id:
            return self._format_hours(value)
        currency = self.env["res.currency"].browse(currency_id)
        return format_amount(self.env, value, currency, trailing_zeroes=False)
