from odoo import api, fields, models
from odoo.exceptions import UserError


class SalesDisciplineMeeting(models.TransientModel):
    """Asks what a meeting is about, where the meeting itself does not say."""

    _name = "sales.discipline.meeting"
    _description = "Count a Meeting"

    event_id = fields.Many2one(
        "calendar.event", "Meeting", required=True, readonly=True, ondelete="cascade"
    )
    lead_id = fields.Many2one(
        "crm.lead", "Deal", domain=[("type", "=", "opportunity")], ondelete="cascade"
    )
    partner_id = fields.Many2one("res.partner", "Contact", ondelete="cascade")

    @api.onchange("lead_id")
    def _onchange_lead_id(self):
        if self.lead_id:
            self.partner_id = False

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        if self.partner_id:
            self.lead_id = False

    def action_count(self):
        """Make the activity on the deal or contact chosen."""
        self.ensure_one()
        document = self.lead_id or self.partner_id
        if not document:
            raise UserError(self.env._("Choose the deal or contact it is about."))
        self.event_id._discipline_make_activity(document)
        return {"type": "ir.actions.act_window_close"}
