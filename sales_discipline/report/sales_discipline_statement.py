"""What a month brought a person: scores, rewards, penalties."""

from odoo import api, fields, models
from odoo.tools import SQL, format_date, formatLang

from ..fields import EmptyFloat
from ..models.sales_discipline_reward import COUNTING


class SalesDisciplineStatement(models.Model):
    """One row per person and month, of closed days and of what was decided.

    Sums count what stands: granted, used, contested (until it is decided) and upheld.
    Money is a proposal for payroll; a reduction never goes below no bonus at all.
    """

    _name = "sales.discipline.statement"
    _description = "Monthly Statement"
    _auto = False
    _order = "month desc, user_id"
    _depends = {
        "sales.discipline.day": ["date", "score", "state", "user_id"],
        "sales.discipline.reward": ["amount", "hours", "kind", "state", "user_id"],
    }

    user_id = fields.Many2one("res.users", "Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    policy_id = fields.Many2one("sales.discipline.policy", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    month = fields.Date(readonly=True, help="Its first day.")
    # scores
    day_count = fields.Integer("Days Scored", readonly=True)
    score = EmptyFloat(readonly=True, aggregator="avg", digits=(5, 1))
    score_planning = EmptyFloat("Planning", readonly=True, aggregator="avg")
    score_execution = EmptyFloat("Execution", readonly=True, aggregator="avg")
    score_backlog = EmptyFloat("Backlog", readonly=True, aggregator="avg")
    # rewards
    reward_count = fields.Integer("Rewards", readonly=True)
    leave_hours = fields.Float("Hours Left Early", readonly=True)
    badge_count = fields.Integer("Badges and Notes", readonly=True)
    bonus = fields.Monetary(readonly=True)
    # penalties
    penalty_count = fields.Integer("Penalties", readonly=True)
    points = fields.Integer("Penalty Points", readonly=True)
    warning_count = fields.Integer("Warnings", readonly=True)
    reduction = fields.Monetary("Bonus Reduced By", readonly=True)
    payable = fields.Monetary(
        "Proposed for Payroll",
        readonly=True,
        help="Bonus less reductions, never below 0: nothing is taken from wages.",
    )

    # UX
    month_text = fields.Char("In Month", compute="_compute_month_text")

    @property
    def _table_query(self):
        return SQL(_STATEMENT, counting=list(COUNTING))

    @api.depends("user_id", "month")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.user_id.name}, {row._month_text()}"

    @api.depends("month")
    @api.depends_context("lang")
    def _compute_month_text(self):
        for row in self:
            row.month_text = row._month_text()

    def _month_text(self):
        return format_date(self.env, self.month, date_format="LLLL y")

    def _score_text(self):
        """As the reader's language writes numbers; a dash where there is no score."""
        if self.score is False:
            return "–"
        return formatLang(self.env, self.score, digits=1)

    def _get_rewards(self):
        """The rewards and penalties of the month that the reader may see."""
        self.ensure_one()
        return self.env["sales.discipline.reward"].search(
            [
                ("user_id", "=", self.user_id.id),
                ("date_end", ">=", self.month),
                ("date_end", "<", fields.Date.add(self.month, months=1)),
            ],
            order="date_end, id",
        )

    def action_view_rewards(self):
        """The rewards and penalties behind the sums; without the filter, all."""
        self.ensure_one()
        cards = "sales_discipline.sales_discipline_reward_view_kanban_statement"
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "sales.discipline.reward",
            "views": [
                (False, "list"),
                (self.env.ref(cards).id, "kanban"),
                (False, "form"),
            ],
            "domain": [("id", "in", self._get_rewards().ids)],
            "mobile_view_mode": "kanban",
            "context": {"search_default_counted": 1},
        }


# The id is that of the person and the month, so that it stays the same.
_STATEMENT = """
    WITH day AS (
        SELECT user_id, date_trunc('month', date)::date AS month,
               count(score)::int AS day_count,
               avg(score) AS score, avg(score_planning) AS score_planning,
               avg(score_execution) AS score_execution,
               avg(score_backlog) AS score_backlog,
               (array_agg(team_id ORDER BY date DESC))[1] AS team_id,
               (array_agg(company_id ORDER BY date DESC))[1] AS company_id,
               (array_agg(version_id ORDER BY date DESC))[1] AS version_id
          FROM sales_discipline_day
         WHERE state = 'closed' AND user_id IS NOT NULL
      GROUP BY 1, 2
    ), given AS (
        SELECT user_id, date_trunc('month', date_end)::date AS month,
               count(*) FILTER (WHERE NOT is_penalty)::int AS reward_count,
               sum(hours) FILTER (WHERE kind = 'leave' AND state = 'used')
                   AS leave_hours,
               count(*) FILTER (WHERE kind IN ('badge', 'note'))::int AS badge_count,
               sum(amount) FILTER (WHERE kind IN ('amount', 'share')) AS bonus,
               count(*) FILTER (WHERE is_penalty)::int AS penalty_count,
               sum(points)::int AS points,
               count(*) FILTER (WHERE kind = 'warning')::int AS warning_count,
               sum(amount) FILTER (WHERE kind = 'reduction') AS reduction,
               (array_agg(team_id ORDER BY date_end DESC))[1] AS team_id,
               (array_agg(company_id ORDER BY date_end DESC))[1] AS company_id,
               (array_agg(policy_id ORDER BY date_end DESC))[1] AS policy_id
          FROM sales_discipline_reward
         WHERE state = ANY(%(counting)s)
      GROUP BY 1, 2
    )
    SELECT (user_id::bigint * 12000
            + (extract(year FROM month)::int - 1970) * 12
            + extract(month FROM month)::int) AS id,
           user_id, month,
           coalesce(day.team_id, given.team_id) AS team_id,
           coalesce(day.company_id, given.company_id) AS company_id,
           coalesce(version.policy_id, given.policy_id) AS policy_id,
           company.currency_id,
           coalesce(day_count, 0) AS day_count,
           score, score_planning, score_execution, score_backlog,
           coalesce(reward_count, 0) AS reward_count,
           coalesce(leave_hours, 0) AS leave_hours,
           coalesce(badge_count, 0) AS badge_count,
           coalesce(bonus, 0) AS bonus,
           coalesce(penalty_count, 0) AS penalty_count,
           coalesce(points, 0) AS points,
           coalesce(warning_count, 0) AS warning_count,
           coalesce(reduction, 0) AS reduction,
           greatest(0, coalesce(bonus, 0) - coalesce(reduction, 0)) AS payable
      FROM day
 FULL JOIN given USING (user_id, month)
 LEFT JOIN sales_discipline_policy_version version ON version.id = day.version_id
 LEFT JOIN res_company company
        ON company.id = coalesce(day.company_id, given.company_id)
"""
