"""What the screens show of rewards: words, evidence, and what may be done."""

from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..engine.periods import period_end, period_start
from ..engine.worktime import read_work_ends
from ..short_dates import short_date, short_day, short_time
from .sales_discipline_reward import COUNTING

ICONS = {
    "leave": "fa-clock-o",
    "amount": "fa-money",
    "share": "fa-money",
    "badge": "fa-trophy",
    "note": "fa-commenting-o",
}
UNDONE = [
    ("undone_at", "!=", False),
    ("undone_settled_by_id", "=", False),
    ("state", "not in", ("refused", "expired", "withdrawn")),
]
FILTERS = {
    "to_decide": [("state", "in", ("proposed", "contested"))],
    "granted": [("state", "in", ("granted", "upheld"))],
    "used": [("state", "=", "used")],
    "undone": UNDONE,
}


class SalesDisciplineReward(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.reward"

    period_text = fields.Char("When", compute="_compute_texts")
    gift = fields.Char("What Is Given", compute="_compute_texts")
    icon = fields.Char(compute="_compute_texts", export_string_translation=False)
    state_text = fields.Char("Status", compute="_compute_texts")
    rule_sentence = fields.Text("Conditions", compute="_compute_texts")
    facts_html = fields.Html("What Was Found", compute="_compute_texts", sanitize=False)
    undone_html = fields.Html(
        "What Does Not Hold", compute="_compute_texts", sanitize=False
    )
    evidence_html = fields.Html(
        "Evidence, Line by Line", compute="_compute_evidence_html", sanitize=False
    )
    context_text = fields.Char("Remark", compute="_compute_context_text")
    is_own = fields.Boolean(compute="_compute_may")
    can_contest = fields.Boolean(compute="_compute_may")
    is_undone = fields.Boolean(
        "Undone, to See", compute="_compute_is_undone", search="_search_is_undone"
    )

    # ------------------------------------------------------------
    # WORDS
    # ------------------------------------------------------------

    @api.depends("state", "undone_at", "is_undone", "contest_until", "leave_from")
    @api.depends_context("lang", "uid")
    def _compute_texts(self):
        words = self.env["sales.discipline.reward.words"]
        for reward in self:
            reward.period_text = reward._period_text()
            reward.gift = reward._gift_text() if reward.definition else ""
            reward.icon = (
                "fa-balance-scale" if reward.is_penalty else ICONS.get(reward.kind, "")
            )
            reward.state_text = reward._state_text()
            if reward.is_undone:
                reward.state_text = self.env._(
                    "%s; undone afterwards", reward.state_text
                )
            reward.rule_sentence = (
                words._what_and_when(reward._get_definition(), reward.currency_id)
                if reward.definition
                else ""
            )
            reward.facts_html = reward._facts_html(reward.facts)
            reward.undone_html = reward._facts_html(reward.undone_facts, failed=True)

    @api.model
    def action_open_rewards(self):
        """What the caller may decide on, or else what the caller has earned."""
        user = self.env.user
        decides = user.has_group("sales_discipline.group_head") or user.has_group(
            "sales_team.group_sale_manager"
        )
        name = "reward_action" if decides else "reward_action_my"
        return self.env["ir.actions.actions"]._for_xml_id(
            f"sales_discipline.sales_discipline_{name}"
        )

    def _state_text(self):
        if self.state == "granted" and self._can_be_contested():
            return self.env._(
                "Can be contested until %s",
                short_date(self.env, self.contest_until),
            )
        if self.leave_from and self.state in ("granted", "used"):
            facts = {
                "state": self._state_label(),
                "day": short_date(self.env, self.leave_date),
                "start": short_time(self.env, self.leave_from, self.tz or "UTC"),
                "stop": short_time(self.env, self.leave_to, self.tz or "UTC"),
            }
            return self.env._("%(state)s: %(day)s, %(start)s to %(stop)s", **facts)
        if self.state == "granted" and self.kind in ("amount", "share"):
            return self.env._("Proposed to payroll")
        return self.state and self._state_label()

    def _facts_html(self, facts, failed=False):
        """The conditions and what each came to; ``failed``: those that do not hold."""
        if not facts:
            return False
        words = self.env["sales.discipline.reward.words"]
        items = Markup()
        for condition, finding in zip(
            self.definition["conditions"], facts["findings"], strict=True
        ):
            if failed and finding["met"]:
                continue
            icon = "fa-check-circle text-success"
            if failed or self.is_penalty:
                icon = "fa-exclamation-circle text-danger"
            items += Markup(
                '<li><i class="fa %s me-1" aria-hidden="true"></i>%s</li>'
            ) % (icon, words._finding(condition, finding, facts["day"]))
        return Markup('<ul class="list-unstyled mb-0">%s</ul>') % items

    def _compute_evidence_html(self):
        outcomes = dict(
            self.env["sales.discipline.day.line"]
            ._fields["outcome"]
            ._description_selection(self.env)
        )
        for reward in self:
            days = (reward.evidence or {}).get("days", [])
            reward.evidence_html = self.env["ir.qweb"]._render(
                "sales_discipline.reward_evidence",
                {
                    "days": [
                        {**day, "name": short_day(self.env, day["date"])}
                        for day in days
                    ],
                    "outcomes": outcomes,
                    "format_score": self._format_score,
                },
            )

    def _format_score(self, score):
        words = self.env["sales.discipline.reward.words"]
        return "–" if score is None else words._number(score)

    # ------------------------------------------------------------
    # HOW OFTEN
    # ------------------------------------------------------------

    @api.depends("state")
    @api.depends_context("lang")
    def _compute_context_text(self):
        """Of proposals: how often before, how many others, what is in the way."""
        proposals = self.sudo().filtered(lambda reward: reward.state == "proposed")
        counts = proposals._count_granted()
        meetings = proposals.filtered(
            lambda reward: reward.kind == "leave"
        )._meetings_today()
        for reward in self:
            reward.context_text = (
                " ".join(reward.sudo()._context(*counts[reward.id], meetings))
                if reward.id in counts
                else ""
            )

    def _context(self, used, others, meetings):
        rule = self.rule_id
        if rule.limit_person:
            facts = {"number": used + 1, "limit": rule.limit_person}
            yield (
                self.env._("No. %(number)s this week, %(limit)s allowed.", **facts)
                if rule.limit_person_period == "week"
                else self.env._(
                    "No. %(number)s this month, %(limit)s allowed.", **facts
                )
            )
        if rule.limit_team:
            yield self.env._(
                "Of the team today: %(others)s, %(limit)s allowed.",
                others=others,
                limit=rule.limit_team,
            )
        if meetings.get(self.id):
            yield self.env._("Meetings in that time: %s.", meetings[self.id])
        if self.is_penalty:
            yield self.env._("Never a deduction from wages.")

    def _count_granted(self):
        """{id: (of the person in the rule's period, of others of the team today)}."""
        if not self.ids:
            return {}
        self.flush_model()
        days, firsts, lasts = [], [], []
        for reward in self:
            day = reward._local_today() if reward.kind == "leave" else reward.date_end
            period = reward.rule_id.limit_person_period
            days.append(day)
            firsts.append(period_start(day, period))
            lasts.append(period_end(firsts[-1], period))
        rows = self.env.execute_query(
            SQL(
                """
                SELECT mine.id,
                       count(*) FILTER (WHERE other.user_id = mine.user_id
                            AND other.on_day BETWEEN asked.first AND asked.last),
                       count(*) FILTER (WHERE other.user_id != mine.user_id
                            AND other.team_id = mine.team_id
                            AND other.on_day = asked.day)
                  FROM unnest(%s::int[], %s::date[], %s::date[], %s::date[])
                       AS asked(id, day, first, last)
                  JOIN sales_discipline_reward mine ON mine.id = asked.id
             LEFT JOIN (SELECT *, coalesce(leave_date, date_end) AS on_day
                          FROM sales_discipline_reward
                         WHERE state = ANY(%s)) other
                    ON other.rule_id = mine.rule_id AND other.id != mine.id
              GROUP BY mine.id
                """,
                self.ids,
                days,
                firsts,
                lasts,
                list(COUNTING),
            )
        )
        return {reward_id: (used, others) for reward_id, used, others in rows}

    def _meetings_today(self):
        """{id: how many meetings lie in the time of a leave today}."""
        ends = read_work_ends(
            self.env, [(reward._worker(), reward._local_today()) for reward in self]
        )
        spans = [
            (
                reward.id,
                reward.user_id.partner_id.id,
                end - timedelta(hours=reward.hours),
                end,
            )
            for reward in self
            for end in [ends[reward.user_id.id, reward._local_today()]]
            if end
        ]
        if not spans:
            return {}
        self.env["calendar.event"].flush_model()
        columns = [list(column) for column in zip(*spans, strict=True)]
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT span.id, count(*)
                      FROM unnest(%s::int[], %s::int[], %s::timestamp[],
                                  %s::timestamp[]) AS span(id, partner, start, stop)
                      JOIN calendar_event_res_partner_rel rel
                        ON rel.res_partner_id = span.partner
                      JOIN calendar_event event ON event.id = rel.calendar_event_id
                       AND event.active AND event.allday IS NOT TRUE
                       AND event.start < span.stop AND event.stop > span.start
                  GROUP BY span.id
                    """,
                    *columns,
                )
            )
        )

    # ------------------------------------------------------------
    # WHAT MAY BE DONE
    # ------------------------------------------------------------

    @api.depends("state", "user_id")
    @api.depends_context("uid")
    def _compute_may(self):
        for reward in self:
            reward.is_own = reward.user_id == self.env.user
            reward.can_contest = reward.is_own and reward.sudo()._can_be_contested()

    @api.depends("undone_at", "undone_settled_by_id", "state")
    def _compute_is_undone(self):
        for reward in self:
            reward.is_undone = bool(reward.filtered_domain(UNDONE))

    @api.model
    def _search_is_undone(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = fields.Domain(UNDONE)
        return fields.Domain.OR([domain if each else ~domain for each in set(value)])

    @api.model
    @api.readonly
    def get_counts(self):
        """How many the caller reviews, or has, in each part of the list.

        :return: dict of to_decide, granted, used and undone
        """
        return {name: self.search_count(domain) for name, domain in FILTERS.items()}

    def action_evidence(self):
        """The day's lines for one day; for weeks and months, the copies kept here."""
        self.ensure_one()
        self.check_access("read")
        if self.period == "day":
            return {
                "type": "ir.actions.client",
                "tag": "sales_discipline_lines",
                "params": {
                    "userId": self.user_id.id,
                    "date": fields.Date.to_string(self.date_start),
                },
            }
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Evidence"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_decide(self):
        """Ask for the word, and the day, that a decision needs.

        ``decision`` of the context says which one.
        """
        self.ensure_one()
        decision = self.env.context.get("decision")
        wizard = self.env["sales.discipline.reward.decision"]
        titles = dict(wizard._fields["decision"]._description_selection(self.env))
        if decision not in titles:
            raise UserError(self.env._("Say what is decided."))
        return {
            "type": "ir.actions.act_window",
            "name": titles[decision],
            "res_model": wizard._name,
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_reward_id": self.id,
                "default_decision": decision,
            },
        }
