"""What a person can reach, and what is missing: for the day bar and My Rewards."""

import math
from datetime import timedelta

from odoo import api, models

from ..engine import clock, rewards
from ..engine.people import read_people
from ..engine.periods import period_end, period_start
from ..engine.worktime import Worker, read_work_ends
from ..short_dates import short_date, short_time
from .sales_discipline_board import _plain
from .sales_discipline_reward_figures import span_of


class SalesDisciplineRewardReach(models.AbstractModel):
    """Read-only; everything is judged by the function that records rewards, too."""

    _name = "sales.discipline.reward.reach"
    _description = "Rewards in Reach"

    # ------------------------------------------------------------
    # MY REWARDS
    # ------------------------------------------------------------

    @api.model
    @api.readonly
    def get_reach(self):
        """What the caller can reach in the day, week and month that it is now.

        :return: False when nobody controls the caller or the team is in shadow mode;
            else ``cards``, one for each rule that rewards: ``title``, ``rule``,
            ``icon`` and ``steps`` (``state`` met, open or gone, and ``text``), and
            ``month``: what the month brought so far, in words
        """
        user, now = self.env.user, self.env.cr.now()
        people = read_people(self.sudo().env, user)
        person = people.get(user.id)
        if not person or self._is_shadowed(person):
            return False
        today = clock.local_date(now, person.tz)
        rules = self.env["sales.discipline.reward.rule"]._get_active(
            ("is_penalty", "=", False)
        )
        spans = {
            rule: (
                period_start(today, rule.period),
                period_end(period_start(today, rule.period), rule.period),
            )
            for rule in rules
        }
        rules = rules.filtered(lambda rule: rule._concerns(person, *spans[rule]))
        return _plain(
            {
                "cards": self._get_cards(rules, spans, people, user.id, now),
                "month": self._get_month(user, today),
            }
        )

    def _get_cards(self, rules, spans, people, user_id, now):
        model = self.env["sales.discipline.reward"].sudo()
        looked = [
            (user_id, *span_of(rule._get_conditions(), *spans[rule])) for rule in rules
        ]
        days = model._days_so_far(people, looked, now)
        given = self._given(rules, spans, user_id)
        cards = []
        for rule in rules:
            first, last = spans[rule]
            conditions = rule._get_conditions()
            ids = {one.outcome_id for one in conditions} | {rule.outcome_id.id}
            span = (user_id, first, last)
            found = model._outcomes_of(
                sorted(ids - {None, False}), [span], rule.period, days
            )[user_id, first]
            judgement = rewards.judge(conditions, days[user_id], found, first, last)
            day = next((d for d in days[user_id] if d["date"] == last), None)
            reward = given.get((rule.id, first))
            cards.append(self._card(rule, judgement, day, span, reward, people, now))
        return cards

    def _given(self, rules, spans, user_id):
        found = (
            self.env["sales.discipline.reward"]
            .sudo()
            .search(
                [
                    ("user_id", "=", user_id),
                    ("rule_id", "in", rules.ids),
                    (
                        "date_start",
                        "in",
                        list({first for first, _last in spans.values()}),
                    ),
                ]
            )
        )
        return {(reward.rule_id.id, reward.date_start): reward for reward in found}

    def _card(self, rule, judgement, day, span, reward, people, now):
        user_id, first, last = span
        person = people[user_id]
        words = self.env["sales.discipline.reward.words"]
        is_day = rule.period == "day"
        title = words._gift(rule._get_definition(), self._currency(person))
        if is_day and rule.kind == "leave":
            worker = Worker(person.user_id, person.company_id, person.tz)
            ends = read_work_ends(self.sudo().env, [(worker, first)])
            title = self._leave_title(rule, person, ends[user_id, first], now) or title
        if reward:
            steps = [_step("met", reward._state_label())]
        elif is_day and day and day["is_off"]:
            steps = [_step("idle", self.env._("Not today: a day off."))]
        elif is_day and day:
            steps = self._steps_of_day(rule, judgement, day)
        else:
            steps = self._steps_of_period(rule, judgement, last)
        return {
            "rule_id": rule.id,
            "kind": rule.kind,
            "title": title,
            "rule": rule.name,
            "period": rule.period,
            "state": reward.state if reward else False,
            "steps": steps,
        }

    def _steps_of_period(self, rule, judgement, last):
        """Each condition, with what it has come to so far."""
        words = self.env["sales.discipline.reward.words"]
        steps = []
        for condition, finding in zip(
            rule._get_definition()["conditions"], judgement.findings, strict=True
        ):
            state = "gone" if finding.gone else "met" if finding.met else "open"
            facts = {"value": finding.value, "days": _rows(finding)}
            text = words._finding(condition, facts, {})
            steps.append(_step(state, text))
        if judgement.gone:
            start = last + timedelta(days=1)
            text = self.env._(
                "Next chance: %(first)s to %(last)s",
                first=short_date(self.env, start),
                last=short_date(self.env, period_end(start, rule.period)),
            )
            steps.append(_step("next", text))
        return steps

    def _get_month(self, user, today):
        """What the month brought, as short texts."""
        first = period_start(today, "month")
        given = (
            self.env["sales.discipline.reward"]
            .sudo()
            .search([("user_id", "=", user.id), ("date_end", ">=", first)])
        )
        words = self.env["sales.discipline.reward.words"]
        texts = []
        leaves = given.filtered(lambda reward: reward.kind == "leave")
        used = sum(leaves.filtered(lambda r: r.state == "used").mapped("hours"))
        lost = sum(leaves.filtered(lambda r: r.state == "expired").mapped("hours"))
        if used:
            texts.append(self.env._("%s h left early", words._number(used)))
        if lost:
            texts.append(self.env._("%s h of leave expired", words._number(lost)))
        bonus = given.filtered(
            lambda reward: (
                reward.kind in ("amount", "share") and reward.state == "granted"
            )
        )
        for currency, group in bonus.grouped("currency_id").items():
            money = words._money(sum(group.mapped("amount")), currency)
            texts.append(self.env._("Proposed for payroll: %s", money))
        penalties = given.filtered(
            lambda reward: (
                reward.is_penalty and reward.state in ("granted", "contested", "upheld")
            )
        )
        if penalties:
            texts.append(self.env._("Penalties: %s", len(penalties)))
        return texts

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _steps_of_day(self, rule, judgement, day):
        """What is left to do today, shortest first to say: finish, clear, plan.

        Two conditions that ask for the same are one step.
        """
        todo, met, gone = {}, [], []
        for condition, finding in zip(
            rule._get_definition()["conditions"], judgement.findings, strict=True
        ):
            if finding.met:
                met += self._met_step(condition)
            elif finding.gone:
                gone.append(self._gone_step(condition, finding, day))
            else:
                for name, count in self._needs(condition, finding, day):
                    todo[name] = max(todo.get(name, 0), count)
        # What cannot come true any more needs no steps.
        todo = {} if gone else todo
        steps = [*gone, *(self._todo_step(*item, day) for item in todo.items())]
        return steps + met

    def _needs(self, condition, finding, day):
        """(step, how many) of a condition that can still come true."""
        figure, operator = condition["figure"], condition["operator"]
        if condition["aggregate"] == "streak" or condition["outcome_id"]:
            yield self._in_words(condition, finding), 0
        elif figure == "all_done" and operator == "yes":
            late = day["overdue_count"]
            finish = max(
                day["due_count"] - day["done_count"], day["still_due_count"] - late
            )
            if finish:
                yield "finish", finish
            if late:
                yield "clear", late
        elif figure == "next_plan_ok" and operator == "yes":
            yield "plan", 0
        elif figure == "done_count" and operator == "ge":
            yield "finish", math.ceil(finding.wanted - finding.value)
        elif figure == "overdue_count" and operator != "ge":
            yield "clear", math.ceil(finding.value - finding.wanted)
        else:
            yield self._in_words(condition, finding), 0

    def _in_words(self, condition, finding):
        words = self.env["sales.discipline.reward.words"]
        facts = {"value": finding.value, "days": _rows(finding)}
        return words._finding_text(condition, facts, {})

    def _todo_step(self, name, count, day):
        if name == "finish":
            text = self.env._("finish %s", count)
        elif name == "clear":
            text = self.env._("clear %s overdue", count)
        elif name == "plan":
            text = self._plan_text(day)
        else:
            text = name
        return _step("open", text)

    def _plan_text(self, day):
        """ "plan tomorrow (2 more, 1.5 h)"."""
        words = self.env["sales.discipline.reward.words"]
        count = max(0, day["next_need_count"] - day["next_planned_count"])
        hours = max(0.0, day["next_need_hours"] - day["next_planned_hours"])
        facts = {
            "count": count,
            # Up to the next tenth, so that what is asked for is never too little.
            "hours": words._number(math.ceil(hours * 10 - 1e-6) / 10),
        }
        is_tomorrow = day["next_date"] == day["date"] + timedelta(days=1)
        if count and hours:
            return (
                self.env._("plan tomorrow (%(count)s more, %(hours)s h)", **facts)
                if is_tomorrow
                else self.env._(
                    "plan the next day (%(count)s more, %(hours)s h)", **facts
                )
            )
        if count:
            return (
                self.env._("plan tomorrow (%(count)s more)", **facts)
                if is_tomorrow
                else self.env._("plan the next day (%(count)s more)", **facts)
            )
        return (
            self.env._("plan tomorrow (%(hours)s h more)", **facts)
            if is_tomorrow
            else self.env._("plan the next day (%(hours)s h more)", **facts)
        )

    def _gone_step(self, condition, finding, day):
        figure = condition["figure"]
        if figure == "all_done" and not day["due_count"]:
            # Nobody's fault, and every first day's.
            return _step("idle", self.env._("not today: nothing is due"))
        if figure == "all_done":
            count = day["cancelled_count"]
            text = self.env._("out of reach: %s cancelled", count)
        elif figure == "plan_ok":
            text = self.env._("out of reach: today was not planned in time")
        elif figure == "next_plan_ok":
            text = self.env._("out of reach: the plan was due earlier")
        elif figure == "done_count":
            text = self.env._("out of reach: too little was planned")
        else:
            text = self.env._("out of reach: %s", self._in_words(condition, finding))
        return _step("gone", text)

    def _met_step(self, condition):
        figure = condition["figure"]
        texts = {
            "all_done": self.env._("all done, nothing overdue"),
            "next_plan_ok": self.env._("the next day is planned"),
        }
        # That the day was planned, or enough of it done, is nothing to tick off.
        return [_step("met", texts[figure])] if figure in texts else []

    # ------------------------------------------------------------
    # TOOLS
    # ------------------------------------------------------------

    def _leave_title(self, rule, person, end, now):
        """ "Leave at 5:00 PM", or nothing when the working time is over."""
        if not end or end <= now:
            return False
        start = end - timedelta(hours=rule.hours)
        if start <= now:
            return self.env._("Leave early")
        return self.env._("Leave at %s", short_time(self.env, start, person.tz))

    def _currency(self, person):
        return self.env["res.company"].sudo().browse(person.company_id).currency_id

    def _is_shadowed(self, person):
        team = self.env["crm.team"].sudo().browse(person.team_id)
        return team.discipline_policy_id.shadow_mode


def _step(state, text):
    return {"state": state, "text": text}


def _rows(finding):
    return [[str(date), value, wanted, ok] for date, value, wanted, ok in finding.days]
