"""Finding what was met: live, when days are closed, and once more afterwards."""

import logging

from psycopg2.errors import SerializationFailure
from psycopg2.extras import Json

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine import clock, rewards
from ..engine.people import read_people
from ..engine.periods import period_end, period_start
from .sales_discipline_reward_condition import to_engine
from .sales_discipline_reward_figures import DAY_FIGURES, span_of

_logger = logging.getLogger(__name__)

BATCH_SIZE = 500


class SalesDisciplineReward(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.reward"

    # ------------------------------------------------------------
    # LIVE
    # ------------------------------------------------------------

    @api.model
    def record_met(self):
        """Record what the caller has just met today, and tell both sides.

        The day bar asks for it, and only when its own figures show something new:
        finishing an activity waits for nothing.

        :return: whether anything new was recorded
        """
        return bool(self.sudo()._judge_live(self.env.user))

    @api.model
    def _judge_live(self, users=None, now=None):
        """Record every live rule that people meet on the day they have now.

        Whatever runs twice or at once: one result per rule, person and period.

        :param users: ``res.users``, everybody who is controlled by default
        :param now: naive UTC instant, the transaction's by default
        :return: the new rewards
        """
        now = now or self.env.cr.now()
        rules = self.env["sales.discipline.reward.rule"]._get_active(
            ("is_live", "=", True)
        )
        people = read_people(self.sudo().env, users) if rules else {}
        wanted = self._live_spans(rules, people, now)
        if not wanted:
            return self.browse()
        spans = [
            (user_id, *span_of(rule._get_conditions(), first, last))
            for rule, user_id, first, last in wanted
        ]
        days = self._days_so_far(people, spans, now)
        working = {
            user_id
            for user_id, found in days.items()
            for day in found
            if not day["is_over"] and not day["is_off"]
        }
        wanted = [each for each in wanted if each[1] in working]
        return self._record(self._judge(wanted, "day", days, now), now)

    def _live_spans(self, rules, people, now):
        """(rule, user id, first, last) of each day that is still to be judged."""
        found = []
        for user_id, person in people.items():
            today = clock.local_date(now, person.tz)
            found += [
                (rule, user_id, today, today)
                for rule in rules
                if rule._concerns(person, today, today)
            ]
        return self._without_recorded(found)

    def _without_recorded(self, wanted):
        if not wanted:
            return []
        self.flush_model()
        recorded = set(
            self.env.execute_query(
                SQL(
                    "SELECT rule_id, user_id, date_start FROM sales_discipline_reward"
                    " WHERE user_id = ANY(%s) AND date_start = ANY(%s)",
                    list({each[1] for each in wanted}),
                    list({each[2] for each in wanted}),
                )
            )
        )
        return [each for each in wanted if (each[0].id, *each[1:3]) not in recorded]

    def _judge(self, wanted, period, days, now):
        """Values of the rewards that are met, among (rule, user id, first, last)."""
        rules = self.env["sales.discipline.reward.rule"].union(
            *(each[0] for each in wanted)
        )
        conditions = {rule: rule._get_conditions() for rule in rules}
        outcome_ids = {one.outcome_id for each in conditions.values() for one in each}
        outcome_ids |= set(rules.filtered(lambda r: r.kind == "share").outcome_id.ids)
        spans = list(dict.fromkeys(each[1:] for each in wanted))
        outcomes = self._outcomes_of(sorted(outcome_ids - {None}), spans, period, days)
        recorder = _Recorder(self.env, rules, now)
        met = []
        for rule, user_id, first, last in wanted:
            found = outcomes[user_id, first]
            judgement = rewards.judge(
                conditions[rule], days[user_id], found, first, last
            )
            if judgement.met:
                inside = [d for d in days[user_id] if first <= d["date"] <= last]
                met.append(recorder.values(rule, inside, found, judgement, first, last))
        self._copy_lines(met)
        # A share of nothing is nothing to decide on.
        return [each for each in met if each["kind"] != "share" or each["amount"] > 0]

    def _copy_lines(self, met):
        """Give penalties, and what was met on one day, the lines of their days."""
        days = {
            day["id"]: day
            for values in met
            if values["is_penalty"] or values["period"] == "day"
            for day in values["evidence"].get("days", ())
            if day["id"]
        }
        if not days:
            return
        self.env["sales.discipline.day.line"].flush_model()
        rows = self.env.execute_query_dict(
            SQL(
                "SELECT day_id, summary, res_name, set, outcome, deadline"
                " FROM sales_discipline_day_line WHERE day_id = ANY(%s) ORDER BY id",
                list(days),
            )
        )
        for row in rows:
            days[row["day_id"]]["lines"].append(_line(row))

    # ------------------------------------------------------------
    # CLOSED DAYS
    # ------------------------------------------------------------

    @api.model
    def _judge_closed(self, keys):
        """Judge the periods that these closed days complete, and look again at what
        was met before.

        :param keys: (user id, date) of days that were closed or judged again
        """
        keys = list(keys)
        if not keys:
            return
        now = self.env.cr.now()
        self._link_days(keys)
        rules = self.env["sales.discipline.reward.rule"]._get_active()
        complete = {
            period: self._complete_spans(keys, period) for period in rewards.PERIODS
        }
        given = self._given_in(complete)
        for period, spans in complete.items():
            own = rules.filtered(lambda rule, period=period: rule.period == period)
            found = given.filtered(lambda one, period=period: one.period == period)
            if spans and (own or found):
                self._judge_spans(own, found, spans, period, now)

    def _judge_spans(self, rules, given, spans, period, now):
        conditions = [
            condition
            for each in (*rules, *given)
            for condition in each._get_conditions()
        ]
        days = self._closed_days(
            [
                (user_id, *span_of(conditions, first, last))
                for user_id, first, last in spans
            ]
        )
        self._check_again(given, days, period, now)
        last_days = {
            (day["user_id"], day["date"]): day
            for found in days.values()
            for day in found
        }
        wanted = [
            (rule, *span)
            for span in spans
            for rule in rules
            if _suits(rule, last_days[span[0], span[2]], *span[1:])
            # What nobody could decide on any more, as with loaded history, is noise.
            and fields.Date.add(span[2], days=rule.valid_days + 1) >= now.date()
        ]
        wanted = self._without_recorded(wanted)
        if wanted:
            self._record(self._judge(wanted, period, days, now), now)

    def _complete_spans(self, keys, period):
        """(user id, first, last) of the periods whose every date is closed."""
        spans = list(
            dict.fromkeys(
                (user_id, first, period_end(first, period))
                for user_id, date in keys
                for first in [period_start(date, period)]
            )
        )
        users, firsts, lasts = (list(column) for column in zip(*spans, strict=True))
        return self.env.execute_query(
            SQL(
                """
                SELECT span.user_id, span.first, span.last
                  FROM unnest(%s::int[], %s::date[], %s::date[])
                       AS span(user_id, first, last)
                 WHERE (SELECT count(*) FROM sales_discipline_day day
                         WHERE day.user_id = span.user_id AND day.state = 'closed'
                           AND day.date BETWEEN span.first AND span.last)
                       = span.last - span.first + 1
                """,
                users,
                firsts,
                lasts,
            )
        )

    def _link_days(self, keys):
        """Let rewards lead to the closed day that they end with."""
        self.flush_model()
        users, dates = (list(column) for column in zip(*keys, strict=True))
        self.env.cr.execute(
            SQL(
                """
                UPDATE sales_discipline_reward reward SET day_id = day.id
                  FROM unnest(%s::int[], %s::date[]) AS key(user_id, date)
                  JOIN sales_discipline_day day
                    ON day.user_id = key.user_id AND day.date = key.date
                 WHERE reward.user_id = key.user_id AND reward.date_end = key.date
                   AND reward.day_id IS DISTINCT FROM day.id
                """,
                users,
                dates,
            )
        )
        self.invalidate_model(["day_id"], flush=False)

    # ------------------------------------------------------------
    # LOOKING AGAIN
    # ------------------------------------------------------------

    def _given_in(self, complete):
        """What was met in these spans, still stands and was not found undone yet.

        :param complete: {period: (user id, first, last) triples}
        """
        keys = {(period, *span) for period, spans in complete.items() for span in spans}
        found = self.sudo().search(
            [
                ("user_id", "in", list({key[1] for key in keys})),
                ("date_end", "in", list({key[3] for key in keys})),
                ("state", "not in", ("refused", "expired", "withdrawn")),
                ("undone_at", "=", False),
            ]
        )
        return found.filtered(
            lambda one: (
                (one.period, one.user_id.id, one.date_start, one.date_end) in keys
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
                reward._mark_undone(_facts(judgement, inside, period), now)

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

    # ------------------------------------------------------------
    # THE JOB
    # ------------------------------------------------------------

    @api.model
    def _cron_judge(self):
        """Every few minutes: what the day bar did not see, and what time brings."""
        self._recheck_due()
        self._pass_time()
        rules = self.env["sales.discipline.reward.rule"]
        members = self.env["crm.team.member"].sudo()
        ids = sorted(
            members._discipline_memberships(None)
            if rules._get_active(("is_live", "=", True))
            else ()
        )
        remaining = len(ids)
        while remaining:
            batch, ids = ids[:BATCH_SIZE], ids[BATCH_SIZE:]
            self._judge_live_safely(self.env["res.users"].browse(batch))
            remaining = len(ids)
            self.env["ir.cron"]._commit_progress(len(batch), remaining=remaining)

    def _judge_live_safely(self, users):
        """Whoever recorded the same at the same time has done our work."""
        try:
            with self.env.cr.savepoint():
                self._judge_live(users)
        except SerializationFailure:
            _logger.info("Somebody else records rewards: the next run looks again")

    # ------------------------------------------------------------
    # RECORDING
    # ------------------------------------------------------------

    @api.model
    def _record(self, values_list, now):
        """Store what was met, once whoever else does so, and tell both sides."""
        if not values_list:
            return self.browse()
        self.env.flush_all()
        names = list(values_list[0])
        column_list = ", ".join(names)
        rows = [
            tuple(_to_column(values[name]) for name in names) for values in values_list
        ]
        stored = self.env.cr.execute_values(
            f"INSERT INTO sales_discipline_reward ({column_list}) VALUES %s"
            " ON CONFLICT (rule_id, user_id, date_start) DO NOTHING RETURNING id",
            rows,
            page_size=len(rows),
            fetch=True,
        )
        recorded = self.sudo().browse(row[0] for row in stored)
        recorded._after_recording(now)
        return recorded

    def _after_recording(self, now):
        self._message_log_batch(
            bodies={
                reward.id: self.env._("Proposed: the conditions are met.")
                for reward in self
            }
        )
        for reward in self:
            if not reward.rule_id.needs_approval and not reward.is_penalty:
                reward._grant_at_once(now)
        self._tell_met()


class _Recorder:
    """Turns judgements into values, with what all of them share read once."""

    def __init__(self, env, rules, now):
        self.env, self.now = env, now
        self.definitions = {rule: rule._get_definition() for rule in rules}
        self.policies = {}
        self.currencies = {}

    def values(self, rule, inside, outcomes, judgement, first, last):
        """The columns of a new reward.

        :param inside: figures of the days of the period
        """
        day = max(inside, key=lambda one: one["date"])
        company = self.env["res.company"].sudo().browse(day["company_id"])
        version = self.env["sales.discipline.policy.version"].sudo()
        currency = company.currency_id
        return {
            "rule_id": rule.id,
            "user_id": day["user_id"],
            "team_id": day["team_id"],
            "company_id": company.id,
            "policy_id": version.browse(day["version_id"]).policy_id.id,
            "tz": day["tz"],
            "period": rule.period,
            "date_start": first,
            "date_end": last,
            "day_id": day.get("id"),
            "met_at": self.now,
            "definition": self.definitions[rule],
            "kind": rule.kind,
            "is_penalty": rule.is_penalty,
            "hours": rule.hours if rule.kind == "leave" else 0.0,
            "currency_id": currency.id,
            "amount": currency.round(_amount(rule, outcomes)),
            "points": rule.points if rule.kind == "points" else 0,
            "facts": _facts(judgement, inside, rule.period),
            "evidence": _evidence(rule, inside, judgement),
            "state": "proposed",
            "valid_until": fields.Date.add(last, days=rule.valid_days),
            "recheck_at": self._recheck_at(rule, day),
            "create_uid": self.env.uid,
            "create_date": self.now,
            "write_uid": self.env.uid,
            "write_date": self.now,
        }

    def _recheck_at(self, rule, day):
        asks = "next_plan_ok" in rule.condition_ids.mapped("figure")
        cutoff = day.get("next_cutoff_at")
        return cutoff if asks and cutoff and cutoff > self.now else None


def _to_column(value):
    return Json(value) if isinstance(value, dict) else value


def _amount(rule, outcomes):
    if rule.kind == "share":
        figure = outcomes.get(rule.outcome_id.id)
        return rule.percent / 100 * ((figure and figure.achieved) or 0.0)
    return rule.amount if rule.kind in ("amount", "reduction") else 0.0


def _suits(rule, day, first, last):
    """Whether a closed person-period is one that the rule judges."""
    if rule.company_id and rule.company_id.id != day["company_id"]:
        return False
    if rule.team_ids and day["team_id"] not in rule.team_ids.ids:
        return False
    if rule.date_from and rule.date_from > first:
        return False
    return not (rule.date_to and rule.date_to < last)


def _facts(judgement, inside, period):
    """What was found, as plain JSON."""
    day = max(inside, key=lambda one: one["date"])
    return {
        "findings": [
            {
                "met": finding.met,
                "value": finding.value,
                "wanted": finding.wanted,
                "days": [
                    [str(date), value, wanted, ok]
                    for date, value, wanted, ok in finding.days
                ],
            }
            for finding in judgement.findings
        ],
        "day": {name: _json(day.get(name)) for name in DAY_FIGURES}
        if period == "day"
        else {},
    }


def _evidence(rule, inside, judgement):
    """Copies of the days judged; of penalties, those that they are for."""
    blamed = {
        row[0] for finding in judgement.findings for row in finding.days if row[3]
    }
    shown = {"days": []}
    for day in sorted(inside, key=lambda one: one["date"]):
        if day["is_off"] or (rule.is_penalty and day["date"] not in blamed):
            continue
        shown["days"].append(
            {
                "id": day.get("id", False),
                "date": str(day["date"]),
                **{name: _json(day.get(name)) for name in EVIDENCE_FIGURES},
                "lines": [_line(line) for line in day.get("lines", ())],
            }
        )
    return shown


EVIDENCE_FIGURES = (
    "planned_count",
    "need_count",
    "due_count",
    "done_count",
    "overdue_count",
    "score",
)


def _line(line):
    return {
        "summary": line["summary"] or "",
        "res_name": line["res_name"] or "",
        "set": line["set"],
        "outcome": line["outcome"],
        "deadline": _json(line["deadline"]),
    }


def _json(value):
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return float(value) if isinstance(value, float) else value
