"""The clock of a review, and how the page Today completes the quick look."""

from datetime import timedelta

from odoo import api, models

from ..engine.people import read_people
from ..engine.worktime import Worker, read_work_time
from .sales_discipline_review import DETAILED, QUICK
from .sales_discipline_verdict import UNDO_SECONDS


class SalesDisciplineReview(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.review"

    # ------------------------------------------------------------
    # THE CLOCK
    # ------------------------------------------------------------

    @api.model
    def note_board_opened(self):
        """The caller looks at the page Today: their open quick looks begin.

        Called by the page. Nothing happens without a review of the caller's own.
        """
        self._open_quick_looks(self.env.uid)._note_opened()
        return True

    def note_opened(self):
        """The caller looks at this review: if it is theirs, its time begins."""
        self.check_access("read")
        self.sudo().filtered(
            lambda review: review.is_open and review.user_id == self.env.user
        )._note_opened()
        return True

    def _note_opened(self):
        """The time runs from the last opening before the first thing that was done."""
        for review in self:
            if not review.opened_at or not review._is_begun():
                review.opened_at = self.env.cr.now()

    def _is_begun(self):
        return any(line.verdict_id or line._has_check() for line in self.line_ids)

    def _note_first_act(self):
        for review in self:
            review.opened_at = review.opened_at or self.env.cr.now()

    @api.model
    def _open_quick_looks(self, user_id):
        return self.sudo().search(
            [
                ("user_id", "=", user_id),
                ("kind", "=", QUICK),
                ("is_open", "=", True),
            ]
        )

    # ------------------------------------------------------------
    # VERDICTS
    # ------------------------------------------------------------

    @api.model
    def _note_verdicts(self, verdicts):
        """Words have been given: link them to the authors' open reviews.

        A verdict counts in a review if its reviewer gave it, about a day that the
        review looks at. In a detailed review only a word of its own counts, not the
        button for all.
        """
        reviews = self.sudo().search(
            [("user_id", "in", verdicts.author_id.ids), ("is_open", "=", True)]
        )
        for review in reviews:
            own = verdicts.filtered(
                lambda verdict, review=review: (
                    verdict.author_id == review.user_id
                    and review.date_from <= verdict.date <= review.date
                    and not (review.kind in DETAILED and verdict.is_bulk)
                )
            )
            review._link(own)

    def _link(self, verdicts):
        """Write the verdicts on their lines; the last quick one completes the look."""
        self.ensure_one()
        by_user = {verdict.user_id: verdict for verdict in verdicts.sorted("date")}
        # A word about an earlier day does not take the place of a later one.
        lines = self.line_ids.filtered(
            lambda line: (
                line.user_id in by_user
                and (
                    not line.verdict_id
                    or line.verdict_id.date <= by_user[line.user_id].date
                )
            )
        )
        if not lines:
            return
        for line in lines:
            line.verdict_id = by_user[line.user_id]
        self._note_first_act()
        if self.kind == QUICK:
            for day in set(verdicts.mapped("date")):
                self._complete_quick_look(day)

    def _complete_quick_look(self, day):
        """Done, once everybody who was not off on ``day`` has a verdict of that day."""
        verdicts = self.env["sales.discipline.verdict"].sudo()
        judged = verdicts.search(
            [("user_id", "in", self.line_ids.user_id.ids), ("date", "=", day)]
        )
        rest = self.line_ids.user_id - judged.user_id
        if self.is_open and not self._to_judge(rest, day):
            by_user = {verdict.user_id: verdict for verdict in judged}
            for line in self.line_ids.filtered(lambda line: not line.verdict_id):
                line.verdict_id = by_user.get(line.user_id)
            self._complete()

    @api.model
    def _to_judge(self, users, day):
        """Those of ``users`` who were controlled and not off on ``day``."""
        if not users:
            return users
        days = self.env["sales.discipline.day"].sudo()
        closed = days.search(
            [
                ("user_id", "in", users.ids),
                ("date", "=", day),
                ("state", "=", "closed"),
            ]
        )
        off = closed.filtered("is_off").user_id
        open_ones = users - closed.user_id
        people = read_people(self.env, open_ones)
        workers = [
            Worker(person.user_id, person.company_id, person.tz)
            for person in people.values()
            if person.is_controlled(day)
        ]
        hours = read_work_time(self.env, workers, day, day)
        working = [w.user_id for w in workers if not hours.is_off(w.user_id, day)]
        return (closed.user_id - off) | users.browse(working)

    # ------------------------------------------------------------
    # UNDO
    # ------------------------------------------------------------

    def _dates(self):
        """Every date that one of these reviews looks at."""
        return {
            review.date_from + timedelta(days=number)
            for review in self
            for number in range((review.date - review.date_from).days + 1)
        }

    @api.model
    def _note_undone(self, verdicts):
        """Verdicts are about to be taken back: what they completed opens again."""
        lines = self.env["sales.discipline.review.line"].sudo()
        since = self.env.cr.now() - timedelta(seconds=UNDO_SECONDS)
        reviews = lines.search([("verdict_id", "in", verdicts.ids)]).review_id
        reviews = reviews.filtered(
            lambda review: (
                review.kind == QUICK and review.done_at and review.done_at >= since
            )
        )
        for review in reviews:
            is_over = self.env.cr.now() >= review.end_at
            review.write(
                {
                    "done_at": False,
                    "minutes": False,
                    "state": "late" if is_over else "due",
                }
            )
        reviews._ask()
