"""What the day bar says of the reward of the day."""

from datetime import timedelta

from odoo import models

from ..engine import clock, rewards
from ..short_dates import near_day
from .sales_discipline_reward_figures import span_of

SHOWN_ON_THE_DAY = ("proposed", "granted", "used", "refused")


class SalesDisciplineRewardReach(models.AbstractModel):
    _inherit = "sales.discipline.reward.reach"

    def _for_bar(self, figures):
        """What the bar says of the caller's rewards today.

        :param figures: the engine's, of the caller's own day that is not over, with
            the ``person``
        :return: False for nothing; else ``state`` (reach, gone, proposed, granted or
            refused), ``title``, ``text``, ``steps``, and ``is_new`` when a rule is
            newly met: then ``record_met`` of ``sales.discipline.reward`` is due
        """
        person, day = figures["person"], figures["date"]
        rules = (
            self.env["sales.discipline.reward.rule"]
            ._get_active(("is_live", "=", True))
            .filtered(lambda rule: rule._concerns(person, day, day))
        )
        given = self._given_today(day)
        judged = self._judge_today(rules, figures) if rules else {}
        recorded = given.filtered(lambda r: r.date_start == day).rule_id
        still_open = [rule for rule in rules if rule not in recorded]
        is_new = any(judged[rule].met for rule in still_open)
        given = given.filtered(lambda reward: reward.state in SHOWN_ON_THE_DAY)
        shown = self._shown_reward(given, day)
        bar = False
        if shown:
            bar = self._given_for_bar(shown, day)
        elif still_open and not figures["is_off"]:
            # The nearest one: reachable before gone, in the order of the rules.
            rule = min(still_open, key=lambda rule: judged[rule].gone)
            bar = self._reach_for_bar(rule, judged[rule], figures, person)
        return (
            {**(bar or {"state": False}), "is_new": is_new} if bar or is_new else False
        )

    def _given_today(self, day):
        return (
            self.env["sales.discipline.reward"]
            .sudo()
            .search_fetch(
                [
                    ("user_id", "=", self.env.uid),
                    ("is_penalty", "=", False),
                    "|",
                    ("leave_date", "=", day),
                    "&",
                    ("date_start", "=", day),
                    ("period", "=", "day"),
                ]
            )
        )

    def _shown_reward(self, given, day):
        """What counts most: a leave granted for today, then what is being decided."""
        order = {"granted": 0, "used": 1, "proposed": 2, "refused": 3}
        return given.sorted(
            lambda reward: (
                reward.leave_date != day,
                order[reward.state],
                -reward.id,
            )
        )[:1]

    def _judge_today(self, rules, figures):
        model = self.env["sales.discipline.reward"].sudo()
        user_id, day = self.env.uid, figures["date"]
        conditions = {rule: rule._get_conditions() for rule in rules}
        spans = [(user_id, *span_of(each, day, day)) for each in conditions.values()]
        yesterday = day - timedelta(days=1)
        past = [
            (user_id, first, yesterday) for _u, first, _last in spans if first < day
        ]
        days = model._closed_days(past)
        days[user_id].append(figures)
        ids = {one.outcome_id for each in conditions.values() for one in each}
        outcomes = model._outcomes_of(
            sorted(ids - {None}), [(user_id, day, day)], "day", days
        )[user_id, day]
        return {
            rule: rewards.judge(conditions[rule], days[user_id], outcomes, day, day)
            for rule in rules
        }

    def _given_for_bar(self, reward, day):
        """Granted, waiting for a decision, or refused, as it is said on ``day``."""
        title = reward._gift_text()
        if reward.state in ("granted", "used"):
            if reward.kind == "leave":
                title = self._leave_granted(reward, day)
            text = self._granted_when(reward, day)
            return {"state": "granted", "title": title, "text": text, "steps": []}
        if reward.state == "refused":
            text = (
                self.env._("Refused: “%s”", reward.word)
                if reward.word
                else self.env._("Refused.")
            )
            return {"state": "refused", "title": title, "text": text, "steps": []}
        text = self.env._("All conditions are met; your head of sales decides.")
        return {"state": "proposed", "title": title, "text": text, "steps": []}

    def _leave_granted(self, reward, day):
        hour = reward._clock_text(reward.leave_from)
        if reward.leave_date == day:
            return self.env._("You may leave at %s.", hour)
        return self.env._(
            "You may leave at %(time)s on %(date)s.",
            time=hour,
            date=near_day(self.env, reward.leave_date),
        )

    def _granted_when(self, reward, day):
        """At what hour, if it was on ``day``, else on which day."""
        decided_on = clock.local_date(reward.decided_at, reward.tz or "UTC")
        is_leave = reward.kind == "leave"
        if decided_on == day:
            hour = reward._clock_text(reward.decided_at)
            return (
                self.env._("Granted at %s; it is in your calendar.", hour)
                if is_leave
                else self.env._("Granted at %s.", hour)
            )
        date = near_day(self.env, decided_on)
        return (
            self.env._("Granted on %s; it is in your calendar.", date)
            if is_leave
            else self.env._("Granted on %s.", date)
        )

    def _reach_for_bar(self, rule, judgement, figures, person):
        now = self.env.cr.now()
        words = self.env["sales.discipline.reward.words"]
        title = words._gift(rule._get_definition(), self._currency(person))
        if rule.kind == "leave":
            title = self._leave_title(rule, person, figures["work_end_at"], now)
            if not title:
                return False
        steps = self._steps_of_day(rule, judgement, figures)
        state = "gone" if judgement.gone else "reach"
        return {"state": state, "title": title, "text": "", "steps": steps}
