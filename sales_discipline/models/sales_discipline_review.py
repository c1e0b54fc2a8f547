from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..fields import EmptyFloat

QUICK, OVERALL = "quick", "overall"
DETAILED = ("detailed_all", "detailed_sample")
# Which review is the next one of which: a sample follows upon everyone.
FAMILIES = {QUICK: (QUICK,), OVERALL: (OVERALL,), DETAILED[0]: DETAILED}
FAMILIES[DETAILED[1]] = DETAILED


class SalesDisciplineReview(models.Model):
    """One review that a programme asked of one reviewer on one date.

    Nobody has the right to create, write or delete: states, instants, seed and people
    are the server's. What the reviewer does goes through the public methods here and
    in the files beside this one, which check who asks.
    """

    _name = "sales.discipline.review"
    _description = "Review"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, kind, id desc"
    _mail_post_access = "read"

    program_id = fields.Many2one(
        "sales.discipline.program",
        "Programme",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    team_ids = fields.Many2many("crm.team", string="Teams", readonly=True)
    kind = fields.Selection(
        [
            ("quick", "Daily quick look"),
            ("overall", "Weekly overall check"),
            ("detailed_all", "Everyone in detail"),
            ("detailed_sample", "A sample in detail"),
        ],
        required=True,
        readonly=True,
    )
    date = fields.Date("Due", required=True, readonly=True, index=True)
    date_from = fields.Date(
        "Looks at Days From", required=True, readonly=True, help="Up to the due date."
    )
    user_id = fields.Many2one(
        "res.users", "Reviewer", required=True, readonly=True, index=True
    )
    head_id = fields.Many2one(
        "res.users",
        "Instead Of",
        readonly=True,
        help="Whose turn it would have been. Empty: people whom the director reviews.",
    )
    is_stand_in = fields.Boolean("Stands In", readonly=True)
    state = fields.Selection(
        [("due", "Due"), ("done", "Done"), ("late", "Late"), ("missed", "Missed")],
        required=True,
        readonly=True,
        default="due",
        help="Done by the end of its day; late until the next one is due, then missed.",
    )
    line_ids = fields.One2many(
        "sales.discipline.review.line", "review_id", "People", readonly=True
    )
    person_ids = fields.Many2many(
        "res.users",
        string="Looked At",
        compute="_compute_person_ids",
        search="_search_person_ids",
    )
    people_count = fields.Integer("Number of People", compute="_compute_person_ids")
    note = fields.Text("Conclusion", readonly=True)

    # time, in UTC
    tz = fields.Char("Time Zone", required=True, readonly=True)
    start_at = fields.Datetime("Day Begins", required=True, readonly=True)
    end_at = fields.Datetime("Day Ends", required=True, readonly=True)
    remind_at = fields.Datetime(readonly=True)
    opened_at = fields.Datetime("Opened", readonly=True)
    done_at = fields.Datetime("Finished", readonly=True)
    minutes = EmptyFloat(
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="From opening to closing.",
    )
    reminded_at = fields.Datetime(readonly=True)
    escalated_at = fields.Datetime("Told the Director", readonly=True)

    # sample: what a draw needs to be repeated
    seed = fields.Char(
        readonly=True, help="Drawn when the review came due, and unknown before."
    )
    sample_size = fields.Integer("People in a Sample", readonly=True)
    max_weeks_unseen = fields.Integer("Nobody Unseen Longer Than", readonly=True)
    waits = fields.Json(readonly=True, help="Weeks each person had waited by then.")

    # UX
    is_open = fields.Boolean(compute="_compute_is_open", search="_search_is_open")
    is_mine = fields.Boolean(compute="_compute_is_mine")

    _once_idx = models.UniqueIndex(
        "(program_id, kind, date, COALESCE(head_id, 0))",
        "This review has been asked for already.",
    )
    # Used by the job and by every verdict: the few that wait, among years of others.
    _open_idx = models.Index("(user_id, kind) WHERE done_at IS NULL")

    @api.depends("kind", "date", "user_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        formatting = self.env["sales.discipline.verdict.draft"]
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for review in self:
            review.display_name = self.env._(
                "%(kind)s, %(date)s",
                kind=labels.get(review.kind, ""),
                date=review.date and formatting._format_day(review.date),
            )

    @api.depends("line_ids.user_id")
    def _compute_person_ids(self):
        for review in self:
            review.person_ids = review.line_ids.user_id
            review.people_count = len(review.line_ids)

    def _search_person_ids(self, operator, value):
        return [("line_ids.user_id", operator, value)]

    @api.depends("state", "done_at")
    def _compute_is_open(self):
        for review in self:
            review.is_open = review.state in ("due", "late") and not review.done_at

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        is_open = fields.Domain("state", "in", ("due", "late"))
        is_open &= fields.Domain("done_at", "=", False)
        wanted = [is_open if each else ~is_open for each in set(map(bool, value))]
        return fields.Domain.OR(wanted)

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for review in self:
            review.is_mine = review.user_id == self.env.user

    # ------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------

    def _check_mine(self):
        """Only the reviewer works on a review, and only while it is open.

        :raise AccessError: somebody else, whatever their group
        :raise UserError: when it is finished, or missed
        """
        self.ensure_one()
        self.check_access("read")
        if self.sudo().user_id != self.env.user:
            raise AccessError(
                self.env._("Only %s can do this review.", self.sudo().user_id.name)
            )
        if not self.sudo().is_open:
            raise UserError(
                self.env._("This review is finished, or the next one is due already.")
            )
        return self.sudo()

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_board(self):
        """The page Today, which is where a quick look happens."""
        return self.env["ir.actions.actions"]._for_xml_id(
            "sales_discipline.sales_discipline_board_action"
        )

    def action_finish(self, note=False):
        """Close a weekly or detailed review.

        :param note: what the reviewer concludes, for whoever reads the record
        :raise UserError: for a quick look, which ends on the page Today; and for a
            detailed review while somebody in it has not had a word
        """
        review = self._check_mine()
        if review.kind == QUICK:
            raise UserError(
                self.env._(
                    "A quick look is done on the page Today, when everybody there has "
                    "been reviewed."
                )
            )
        if review.kind in DETAILED:
            review._check_everybody_had_a_word()
        if note:
            review.note = note
        review._complete()
        return True

    def _check_everybody_had_a_word(self):
        without = self.line_ids.filtered(
            lambda line: not line.verdict_id or line.verdict_id.is_bulk
        )
        if without:
            raise UserError(
                self.env._(
                    "A detailed review ends with a word to everybody. Still without: "
                    "%s.",
                    ", ".join(without.mapped("user_id.name")),
                )
            )

    # ------------------------------------------------------------
    # COMPLETION
    # ------------------------------------------------------------

    def _complete(self):
        """Finished now; on its day it is done, after it stays late."""
        now = self.env.cr.now()
        for review in self:
            opened = review.opened_at or now
            review.write(
                {
                    "done_at": now,
                    "opened_at": opened,
                    "minutes": max(0, (now - opened).total_seconds() / 60),
                    "state": "done" if now < review.end_at else "late",
                }
            )
        self.filtered(lambda review: review.kind != QUICK).line_ids._freeze_facts()
        self._close_activities()

    def _close_activities(self):
        """The activities asked for nothing but the review."""
        self.env.flush_all()
        activities = self.env["mail.activity"].sudo().search(self._activity_domain())
        if activities:
            activities._action_done()

    def _activity_domain(self):
        return [("res_model", "=", self._name), ("res_id", "in", self.ids)]

    def _drop_activities(self):
        """What was missed is asked for no longer."""
        self.env["mail.activity"].sudo().search(self._activity_domain()).unlink()

    def _ask(self):
        """The activities that tell the reviewers what is due, in their language."""
        for lang, reviews in self.grouped(lambda review: review.user_id.lang).items():
            # Quick: no letter says that a letter has come; the list of activities does.
            activities = self.env["mail.activity"].sudo()
            activities = activities.with_context(
                lang=lang, mail_activity_quick_update=True
            )
            activities = activities.create(reviews._prepare_activities(lang))
            # Computed now, as Odoo keeps it: later it would be in no language.
            activities.mapped("res_name")

    def _prepare_activities(self, lang):
        translated = self.with_context(lang=lang).env
        labels = dict(self._fields["kind"]._description_selection(translated))
        activity_type = self.env.ref("sales_discipline.mail_activity_type_review")
        return [
            {
                "activity_type_id": activity_type.id,
                "res_model_id": self.env["ir.model"]._get_id(self._name),
                "res_id": review.id,
                "user_id": review.user_id.id,
                "date_deadline": review.date,
                "summary": labels[review.kind],
                "automated": True,
            }
            for review in self
        ]

    # ------------------------------------------------------------
    # THE NEXT ONE, AND ANOTHER REVIEWER
    # ------------------------------------------------------------

    def _replace_previous(self):
        """The next one is due: what was not finished before it has been missed."""
        if not self:
            return
        waiting = self.sudo().search(
            [
                ("program_id", "in", self.program_id.ids),
                ("is_open", "=", True),
                ("id", "not in", self.ids),
            ]
        )
        due = {(r.program_id, r.head_id, FAMILIES[r.kind]) for r in self}
        missed = waiting.filtered(
            lambda r: (r.program_id, r.head_id, FAMILIES[r.kind]) in due
        )
        missed.write({"state": "missed"})
        missed._drop_activities()

    def _hand_over(self, user):
        """Another reviewer, and the activity with it."""
        head = self.head_id
        self.write({"user_id": user.id, "is_stand_in": bool(head) and user != head})
        self._drop_activities()
        self._ask()
