"""How long journal and lines are kept (product.md, *Fairness*)."""

from datetime import datetime

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

BATCH_SIZE = 5000
# Of those who keep everything.
NEVER = datetime(1970, 1, 1)


class SalesDisciplineDay(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.day"

    is_erased = fields.Boolean(
        "Lines Erased",
        readonly=True,
        copy=False,
        help="The day is older than the company keeps journal and lines. Its figures "
        "stay as they are for good.",
    )

    # Used by retention: the days it has still to look at.
    _kept_idx = models.Index("(company_id, date) WHERE is_erased IS NOT TRUE")

    def action_reopen(self, reason):
        if any(day.is_erased for day in self.sudo()):
            raise UserError(
                self.env._(
                    "What that day was judged by has been erased: it stays as it is."
                )
            )
        return super().action_reopen(reason)

    # ------------------------------------------------------------
    # ERASING
    # ------------------------------------------------------------

    @api.model
    def _cron_erase_old(self):
        """Erase what is older than each company's retention time, in batches."""
        while True:
            erased = self._erase_old(limit=BATCH_SIZE)
            remaining = BATCH_SIZE if erased else 0
            time_left = self.env["ir.cron"]._commit_progress(
                erased, remaining=remaining
            )
            if not erased or not time_left:
                return

    @api.model
    def _erase_old(self, now=None, limit=BATCH_SIZE):
        """Erase lines and journal rows that are too old; days keep their figures.

        A day is marked before anything of it goes: it is never judged again. Rows of
        activities that are still open stay until these have ended, as the rows say
        how often they were moved.

        :param now: naive UTC instant, the transaction's by default
        :param limit: at most so many rows of each kind
        :return: how many rows were marked or erased; 0 when nothing is left to do
        """
        self.env.flush_all()
        cuts = self._retention_cuts(now or self.env.cr.now())
        marked = self._mark_erased(cuts, limit)
        lines = self._delete_rows(SQL(_LINES, limit), "sales_discipline_day_line")
        if marked:
            return marked + lines
        rows = self._delete_rows(self._old_journal(cuts, limit), _JOURNAL)
        self.env.invalidate_all(flush=False)
        return lines + rows

    @api.model
    def _retention_cuts(self, now):
        """{company id: the instant before which nothing is kept}.

        The key ``None`` is for what belongs to no company any more: as long as the
        company that keeps longest, of those that do not keep for good.
        """
        companies = self.env["res.company"].sudo().with_context(active_test=False)
        # All of them. pylint: disable=no-search-all
        companies = companies.search([])
        cuts = {
            company.id: now - relativedelta(months=company.discipline_retention_months)
            for company in companies
            if company.discipline_retention_months
        }
        cuts[None] = min(cuts.values(), default=NEVER)
        return cuts | dict.fromkeys(set(companies.ids) - cuts.keys(), NEVER)

    def _mark_erased(self, cuts, limit):
        rest = cuts[None]
        known = [company_id for company_id in cuts if company_id]
        self.env.cr.execute(
            SQL(_MARK, known, [cuts[company_id] for company_id in known], rest, limit)
        )
        marked = self.env.cr.rowcount
        self.invalidate_model(["is_erased"], flush=False)
        return marked

    def _old_journal(self, cuts, limit):
        """The query of journal rows to be erased; people's companies say how old."""
        users = self.env["res.users"].sudo().with_context(active_test=False)
        users = users.search([])  # pylint: disable=no-search-all
        companies = self.env["crm.team"]._discipline_companies(users)
        own = [cuts.get(companies[user.id], cuts[None]) for user in users]
        return SQL(_OLD_ROWS, cuts[None], users.ids, own, limit)

    def _delete_rows(self, query, table):
        self.env.cr.execute(
            SQL("DELETE FROM %s WHERE id IN (%s)", SQL.identifier(table), query)
        )
        return self.env.cr.rowcount


_JOURNAL = "sales_discipline_journal"

# Whatever a day is judged by happened after its cut-off.
_MARK = """
    UPDATE sales_discipline_day SET is_erased = TRUE
     WHERE id IN (
           SELECT day.id
             FROM sales_discipline_day day
             LEFT JOIN unnest(%s::int[], %s::timestamp[]) AS company(id, cut)
               ON company.id = day.company_id
            WHERE day.is_erased IS NOT TRUE AND day.state = 'closed'
              AND least(day.cutoff_at, day.start_at) < coalesce(company.cut, %s)
            LIMIT %s)
"""

_LINES = """
    SELECT line.id
      FROM sales_discipline_day day
      JOIN sales_discipline_day_line line ON line.day_id = day.id
     WHERE day.is_erased
     LIMIT %s
"""

_OLD_ROWS = """
    SELECT journal.id
      FROM (SELECT journal.id, journal.at, journal.activity_id,
                   coalesce(person.cut, %s) AS cut
              FROM sales_discipline_journal journal
              LEFT JOIN unnest(%s::int[], %s::timestamp[]) AS person(id, cut)
                ON person.id = coalesce(journal.old_user_id, journal.new_user_id)
           ) journal
      LEFT JOIN mail_activity activity
        ON activity.id = journal.activity_id AND activity.active
       AND (activity.dropped_at IS NULL OR activity.dropped_at >= journal.cut)
     WHERE journal.at < journal.cut AND activity.id IS NULL
     LIMIT %s
"""
