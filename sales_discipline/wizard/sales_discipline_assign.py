"""The head gives somebody something to do."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import clean_context

from ..engine import clock
from ..engine.people import read_people
from ..engine.worktime import Worker, read_work_ends
from ..short_dates import near_day

# Beyond so many days without working time, today is as good as any other day.
FAR = 21


class SalesDisciplineAssign(models.TransientModel):
    """On a deal or contact of the person or, without one, on the person's day.

    Heads read the deals of their teams and may not write them, so the activity is
    made as superuser, in the head's name: who may and on what is checked here.
    """

    _name = "sales.discipline.assign"
    _description = "Assign an Activity"

    user_id = fields.Many2one("res.users", "Salesperson", required=True)
    summary = fields.Char("What", required=True)
    lead_id = fields.Many2one(
        "crm.lead", "Deal", domain="[('user_id', '=', user_id)]", ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Contact",
        domain="""['|',
            ('user_id', '=', user_id), ('opportunity_ids.user_id', '=', user_id)]""",
        ondelete="cascade",
    )
    activity_type_id = fields.Many2one(
        "mail.activity.type",
        "Type",
        required=True,
        default=lambda self: self.env.ref(
            "mail.mail_activity_data_todo", raise_if_not_found=False
        ),
        domain="""[
            ('is_tracked', '=', True),
            ('res_model', 'in', [False, 'crm.lead', 'res.partner']),
        ]""",
        ondelete="cascade",
    )
    date_deadline = fields.Date(
        "Due Date",
        required=True,
        compute="_compute_date_deadline",
        store=True,
        readonly=False,
        precompute=True,
    )
    planned_hours = fields.Float("Duration")
    note = fields.Html()

    @api.depends("user_id")
    def _compute_date_deadline(self):
        """Today, the person's date, or their next working day once the work is over."""
        now = self.env.cr.now()
        reviewed = self.filtered(
            lambda wizard: self.env.user._discipline_is_reviewer_of(wizard.user_id)
        )
        people = read_people(self.env, reviewed.user_id)
        for wizard in self:
            person = people.get(wizard.user_id.id)
            wizard.date_deadline = (
                wizard._next_work_day(person, now)
                if person
                else fields.Date.context_today(wizard)
            )

    def _next_work_day(self, person, now):
        worker = Worker(person.user_id, person.company_id, person.tz)
        today = clock.local_date(now, person.tz)
        days = [today + timedelta(days=number) for number in range(FAR)]
        ends = read_work_ends(self.sudo().env, [(worker, day) for day in days])
        left = (day for day in days if (ends[person.user_id, day] or now) > now)
        return next(left, today)

    @api.onchange("lead_id")
    def _onchange_lead_id(self):
        if self.lead_id:
            self.partner_id = False

    def action_assign(self):
        """Create the activity; the person is notified as by Odoo.

        :raise AccessError: when the caller does not review the person
        :raise UserError: a document of somebody else's, or a date that has passed
        """
        self.ensure_one()
        user = self.env["sales.discipline.board"]._checked_user(self.user_id.id)
        self._check_values(user)
        document = self._get_document(user)
        # No default of the caller's context takes part.
        env = self.env(context=clean_context(self.env.context))
        env["mail.activity"].sudo().create(
            {
                "res_model_id": self.env["ir.model"]._get_id(document._name),
                "res_id": document.id,
                "user_id": user.id,
                "summary": self.summary.strip(),
                "activity_type_id": self.activity_type_id.id,
                "date_deadline": self.date_deadline,
                "planned_hours": self.planned_hours,
                "note": self.note,
                "automated": False,
                "active": True,
            }
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "“%(what)s” is a task of %(name)s for %(date)s.",
                    what=self.summary.strip(),
                    name=user.name,
                    date=near_day(self.env, self.date_deadline),
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _check_values(self, user):
        if not (self.summary or "").strip():
            raise UserError(self.env._("Say what is to be done."))
        today = self.env["sales.discipline.day"]._today(user)[user.id]
        if self.date_deadline < today:
            raise UserError(self.env._("Choose today or a later date."))
        if not self.activity_type_id.sudo().is_tracked:
            raise UserError(self.env._("Activities of this type are not counted."))

    def _get_document(self, user):
        """What the activity stands on, checked, as superuser."""
        document = self.lead_id or self.partner_id
        if not document:
            days = self.env["sales.discipline.day"]
            return days._get_or_create(user, self.date_deadline)
        document.check_access("read")
        document = document.sudo()
        owners = document.user_id
        if document._name == "res.partner":
            owners |= document.opportunity_ids.user_id
        if user not in owners:
            raise UserError(
                self.env._(
                    "“%(document)s” is not a deal or contact of %(name)s.",
                    document=document.display_name,
                    name=user.name,
                )
            )
        return document
