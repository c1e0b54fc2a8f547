from odoo import api, fields, models
from odoo.tools import SQL, format_date

from ..fields import EmptyFloat


class SalesDisciplineHeadRecord(models.Model):
    """How regularly a reviewer reviews: one row per reviewer and month.

    For the reviewer and the director; the figures of product.md, *Programme of
    control*.
    """

    _name = "sales.discipline.head.record"
    _description = "Record of a Reviewer"
    _auto = False
    _order = "month desc, user_id"
    _rec_name = "user_id"
    # What the ORM writes to the database before it reads this.
    _depends = {
        "sales.discipline.review": [
            "company_id",
            "date",
            "done_at",
            "minutes",
            "state",
            "user_id",
        ],
        "sales.discipline.review.line": ["review_id", "user_id"],
        "sales.discipline.verdict": [
            "author_id",
            "company_id",
            "date",
            "is_bulk",
            "is_drafted",
            "message",
            "user_id",
            "verdict",
        ],
    }

    user_id = fields.Many2one("res.users", "Reviewer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    month = fields.Date(readonly=True)
    period = fields.Char("Name of the Month", compute="_compute_period")
    due_count = fields.Integer("Due", readonly=True)
    done_count = fields.Integer("Done", readonly=True)
    late_count = fields.Integer("Late", readonly=True)
    missed_count = fields.Integer("Missed", readonly=True)
    done_share = EmptyFloat(
        "Done on Its Day, %", readonly=True, digits=(16, 0), aggregator="avg"
    )
    minutes = EmptyFloat(
        "Median Minutes",
        readonly=True,
        digits=(16, 1),
        aggregator="avg",
        help="From opening to closing, of the reviews that were finished.",
    )
    verdict_count = fields.Integer("Verdicts", readonly=True)
    in_order_share = EmptyFloat(
        "By “All in Order”, %", readonly=True, digits=(16, 0), aggregator="avg"
    )
    own_words_share = EmptyFloat(
        "With Own Words, %",
        readonly=True,
        digits=(16, 0),
        aggregator="avg",
        help="Verdicts with a text that the reviewer typed or changed.",
    )
    unpraised_count = fields.Integer(
        "Never Praised",
        readonly=True,
        aggregator=None,
        help="People reviewed in this month who had not had one “great” from this "
        "reviewer by its end.",
    )
    unpraised_ids = fields.Many2many(
        "res.users", string="People Never Praised", compute="_compute_unpraised_ids"
    )

    @property
    def _table_query(self):
        return SQL(_RECORDS, SQL(_UNPRAISED))

    @api.depends("month")
    @api.depends_context("lang")
    def _compute_period(self):
        """The month by its name, as the reader's language writes it."""
        for record in self:
            record.period = record.month and format_date(
                self.env, record.month, date_format="LLLL yyyy"
            )

    @api.depends("user_id", "month")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for record in self:
            record.display_name = f"{record.user_id.name or ''}, {record.period or ''}"

    def _compute_unpraised_ids(self):
        rows = self.env.execute_query(SQL(_UNPRAISED)) if self else []
        people = {}
        for head_id, company_id, month, user_id in rows:
            people.setdefault((head_id, company_id, month), []).append(user_id)
        for record in self:
            key = (record.user_id.id, record.company_id.id, record.month)
            record.unpraised_ids = people.get(key, [])


_UNPRAISED = """
    SELECT review.user_id AS head_id, review.company_id,
           date_trunc('month', review.date)::date AS month, line.user_id
      FROM sales_discipline_review review
      JOIN sales_discipline_review_line line ON line.review_id = review.id
     WHERE NOT EXISTS (
           SELECT FROM sales_discipline_verdict praise
            WHERE praise.user_id = line.user_id AND praise.author_id = review.user_id
              AND praise.verdict = 'great'
              AND praise.date < date_trunc('month', review.date) + interval '1 month')
     GROUP BY 1, 2, 3, 4
"""
_RECORDS = """
    WITH reviews AS (
        SELECT user_id, company_id, date_trunc('month', date)::date AS month,
               count(*) AS due_count,
               count(*) FILTER (WHERE state = 'done') AS done_count,
               count(*) FILTER (WHERE state = 'late') AS late_count,
               count(*) FILTER (WHERE state = 'missed') AS missed_count,
               count(*) FILTER (WHERE state != 'due') AS settled_count,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY minutes)
                   FILTER (WHERE done_at IS NOT NULL) AS minutes
          FROM sales_discipline_review GROUP BY 1, 2, 3
    ), verdicts AS (
        SELECT author_id AS user_id, company_id,
               date_trunc('month', date)::date AS month, count(*) AS verdict_count,
               count(*) FILTER (WHERE is_bulk) AS bulk_count,
               count(*) FILTER (WHERE NOT COALESCE(is_bulk, false)
                   AND NOT COALESCE(is_drafted, false)
                   AND btrim(COALESCE(message, '')) != '') AS own_count
          FROM sales_discipline_verdict GROUP BY 1, 2, 3
    ), unpraised AS (
        SELECT head_id AS user_id, company_id, month, count(*) AS unpraised_count
          FROM (%s) never GROUP BY 1, 2, 3
    )
    SELECT row_number() OVER (ORDER BY month, company_id, user_id)::int AS id,
           user_id, company_id, month,
           COALESCE(due_count, 0) AS due_count,
           COALESCE(done_count, 0) AS done_count,
           COALESCE(late_count, 0) AS late_count,
           COALESCE(missed_count, 0) AS missed_count,
           100.0 * done_count / NULLIF(settled_count, 0) AS done_share,
           minutes,
           COALESCE(verdict_count, 0) AS verdict_count,
           100.0 * bulk_count / NULLIF(verdict_count, 0) AS in_order_share,
           100.0 * own_count / NULLIF(verdict_count, 0) AS own_words_share,
           COALESCE(unpraised_count, 0) AS unpraised_count
      FROM reviews
      FULL JOIN verdicts USING (user_id, company_id, month)
      LEFT JOIN unpraised USING (user_id, company_id, month)
"""
