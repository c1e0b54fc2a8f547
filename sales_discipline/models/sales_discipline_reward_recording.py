"""Recording what was met, with a copy of everything that it rests on."""

from collections import defaultdict

from psycopg2.extras import Json

from odoo import api, fields, models
from odoo.tools import SQL

from .sales_discipline_reward_figures import DAY_FIGURES

EVIDENCE_FIGURES = (
    "planned_count",
    "need_count",
    "due_count",
    "done_count",
    "overdue_count",
    "score",
)


class SalesDisciplineReward(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.reward"

    @api.model
    def _record(self, values_list, now, people=None):
        """Store what was met, once whoever else does so, and tell both sides.

        :param people: the controlled people by id, where they are known
        """
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
        recorded._after_recording(now, people)
        return recorded

    def _after_recording(self, now, people):
        heads = self._heads(people)
        self._read_together(heads)
        self._message_log_batch(
            bodies={
                reward.id: self.env._("Proposed: the conditions are met.")
                for reward in self
            }
        )
        for reward in self:
            if not reward.rule_id.needs_approval and not reward.is_penalty:
                reward._grant_at_once(now)
        self._tell_met(heads, people)

    def _read_together(self, heads):
        """Whoever writes and whoever reads the messages, in two queries for all."""
        ids = {self.env.uid, *self.user_id.ids, *heads}
        self.env["res.users"].browse(ids).mapped("partner_id.name")

    def _copy_lines(self, met, stored):
        """Give penalties, and what was met on one day, the lines of their days.

        :param stored: figures of days that have just been stored, with their lines
        """
        days = defaultdict(list)  # one day may have met several rules
        for values in met:
            if values["is_penalty"] or values["period"] == "day":
                for day in values["evidence"]["days"]:
                    if day["id"]:
                        days[day["id"]].append(day)
        for figures in stored.values():
            for day in days.pop(figures.get("id"), ()):
                day["lines"] += map(_line, figures["lines"])
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
            for day in days[row["day_id"]]:
                day["lines"].append(_line(row))


class Recorder:
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
            "facts": facts_of(judgement, inside, rule.period),
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


def facts_of(judgement, inside, period):
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
