"""Replay of rewards and penalties: who would have earned or lost what."""

from collections import Counter

from odoo import api, models

from ..client_values import as_ids
from ..engine import rewards
from ..engine.periods import period_end, period_start

# What a rule's result came to when it was not refused.
GIVEN = ("proposed", "granted", "used", "expired", "contested", "upheld")


class SalesDisciplineReplay(models.AbstractModel):
    _inherit = "sales.discipline.replay"

    def _get_rules(self):
        """The rules that the caller may read, those switched off as well."""
        rules = self.env["sales.discipline.reward.rule"]
        return rules.search([("active", "in", [True, False])])

    def _checked_rules(self, rule_ids):
        wanted = as_ids(rule_ids)
        return self._get_rules().filtered(lambda rule: rule.id in wanted).sudo()

    @api.model
    def _replay_rules(self, rules, days, first, last):
        """{user id: [rule, how often met by the replayed days, how often given]}.

        Every complete day, week and month from ``first`` to ``last``, with the outcomes
        that were kept then; limits and validity are not applied, as they depend on
        what was decided.

        :param days: ``{user id: [figures of replayed days with the closed day's id]}``
        """
        met = Counter()
        for period in rewards.PERIODS:
            own = rules.filtered(lambda rule, period=period: rule.period == period)
            spans = _spans(days, period, first, last)
            if own and spans:
                met.update(self._count_met(own, days, spans, period))
        given = self._count_given(rules, days, first, last)
        return {
            user_id: [
                {
                    "rule_id": rule.id,
                    "met": met[rule.id, user_id],
                    "given": given[rule.id, user_id],
                }
                for rule in rules
                if met[rule.id, user_id] or given[rule.id, user_id]
            ]
            for user_id in days
        }

    def _count_met(self, rules, days, spans, period):
        conditions = {
            rule: [each._to_engine() for each in rule.condition_ids] for rule in rules
        }
        outcome_ids = {
            each.outcome_id for found in conditions.values() for each in found
        } - {None}
        model = self.env["sales.discipline.reward"].sudo()
        outcomes = model._outcomes_of(sorted(outcome_ids), spans, period, days)
        for rule in rules:
            for user_id, start, end in spans:
                judgement = rewards.judge(
                    conditions[rule],
                    days[user_id],
                    outcomes[user_id, start],
                    start,
                    end,
                )
                if judgement.met and _concerns(rule, days[user_id][-1]):
                    yield rule.id, user_id

    def _count_given(self, rules, days, first, last):
        groups = (
            self.env["sales.discipline.reward"]
            .sudo()
            ._read_group(
                [
                    ("rule_id", "in", rules.ids),
                    ("user_id", "in", list(days)),
                    ("date_start", ">=", first),
                    ("date_end", "<=", last),
                    ("state", "in", GIVEN),
                ],
                ["rule_id", "user_id"],
                ["__count"],
            )
        )
        return Counter({(rule.id, user.id): count for rule, user, count in groups})


def _spans(days, period, first, last):
    """(user id, first date, last date) of the periods inside, with a replayed day."""
    spans = {
        (user_id, *_bounds(figures["date"], period)): None
        for user_id, found in days.items()
        for figures in found
    }
    return [span for span in spans if first <= span[1] and span[2] <= last]


def _bounds(date, period):
    if period == "day":
        return date, date
    start = period_start(date, period)
    return start, period_end(start, period)


def _concerns(rule, day):
    if rule.company_id and rule.company_id.id != day["company_id"]:
        return False
    return not rule.team_ids or day["team_id"] in rule.team_ids.ids
