"""Looking again at what was met: nothing is taken back by itself."""

from odoo import api, fields, models

from ..engine import rewards
from ..engine.people import read_people
from .sales_discipline_reward_condition import to_engine
from .sales_discipline_reward_recording import facts_of


class SalesDisciplineReward(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.reward"

    def _still_given(self):
        """What still stands and was not found undone yet."""
        return self.filtered(
            lambda one: (
                one.state not in ("refused", "expired", "withdrawn")
                and not one.undone_at
            )
        )

    def _get_conditions(self):
        """What was asked when this was met, as the engine takes it."""
        self.ensure_one()
        return [to_engine(values) for values in self.definition["conditions"]]

    def _check_again(self, given, days, period, now):
        """Mark what does not hold any more; nothing is taken back by itself."""
        spans = [(r.user_id.id, r.date_start, r.date_end) for r in given]
        outcome_ids = {
            condition.outcome_id
            for reward in given
            for condition in reward._get_conditions()
        }
        outcomes = self._outcomes_of(sorted(outcome_ids - {None}), spans, period, days)
        for reward in given:
            judgement = rewards.judge(
                reward._get_conditions(),
                days[reward.user_id.id],
                outcomes[reward.user_id.id, reward.date_start],
                reward.date_start,
                reward.date_end,
            )
            if not judgement.met:
                inside = [
                    day
                    for day in days[reward.user_id.id]
                    if reward.date_start <= day["date"] <= reward.date_end
                ]
                reward._mark_undone(facts_of(judgement, inside, period), now)

    @api.model
    def _recheck_due(self, now=None):
        """At the next plan cut-off: is the next day still planned?

        The rest of a day is checked when it is closed.
        """
        now = now or self.env.cr.now()
        due = self.sudo().search([("recheck_at", "<=", now)])
        for cutoff, group in due.grouped("recheck_at").items():
            group._recheck_plans(cutoff, now)
        due.write({"recheck_at": False})

    def _recheck_plans(self, cutoff, now):
        """``self`` are those whose next working day's plan was due at ``cutoff``."""
        people = read_people(self.env, self.user_id)
        dates = {reward: reward._next_date() for reward in self}
        pairs = {
            (reward.user_id.id, date)
            for reward, date in dates.items()
            if date and reward.user_id.id in people
        }
        days = self.env["sales.discipline.day"].sudo()
        evaluated = days._evaluate_pairs(people, sorted(pairs), cutoff)
        for reward in self.filtered(lambda reward: not reward.undone_at):
            figures = evaluated.get((reward.user_id.id, dates[reward]))
            if figures and not figures["plan_ok"] and not figures["is_off"]:
                reward._mark_undone(reward._facts_without_plan(figures), now)

    def _next_date(self):
        return fields.Date.to_date(self.facts["day"].get("next_date"))

    def _facts_without_plan(self, figures):
        """The facts as met, but for the plan that is not there any more."""
        facts = {**self.facts, "day": dict(self.facts["day"])}
        for name in ("planned_count", "planned_hours", "need_count", "need_hours"):
            facts["day"][f"next_{name}"] = figures[name]
        facts["findings"] = [
            {**finding, "met": False, "value": 0.0}
            if condition["figure"] == "next_plan_ok"
            else finding
            for condition, finding in zip(
                self.definition["conditions"], self.facts["findings"], strict=True
            )
        ]
        return facts

    def _mark_undone(self, facts, now):
        self.write({"undone_at": now, "undone_facts": facts})
        self._log_step(self.env._("Undone afterwards: the conditions hold no longer."))
