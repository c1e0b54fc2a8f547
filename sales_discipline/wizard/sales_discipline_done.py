from odoo import api, fields, models
from odoo.exceptions import UserError


class SalesDisciplineDone(models.TransientModel):
    """Asks what came of activities where stock Odoo's button asks nothing."""

    _name = "sales.discipline.done"
    _description = "Mark Done with a Result"

    activity_ids = fields.Many2many("mail.activity", string="Activities")
    result = fields.Text()
    # UX
    names = fields.Char("Activity", compute="_compute_names")
    is_one = fields.Boolean(compute="_compute_names")
    hint = fields.Char(compute="_compute_hint")

    @api.depends("activity_ids")
    def _compute_names(self):
        for wizard in self:
            wizard.is_one = len(wizard.activity_ids) == 1
            wizard.names = "; ".join(
                " · ".join(
                    filter(None, (activity._discipline_name(), activity.res_name))
                )
                for activity in wizard.activity_ids
            )

    @api.depends("activity_ids")
    def _compute_hint(self):
        """What the policy of whoever owns the activities does to an empty result."""
        for wizard in self:
            rules = wizard.activity_ids._discipline_result_rules(
                wizard.activity_ids.user_id
            )
            refuses = any(rule["mode"] == "block" for rule in rules.values())
            wizard.hint = (
                self.env._("Without a result, Done is refused.")
                if refuses
                else self.env._("Without words that say something it is flagged.")
            )

    def action_done(self):
        """Finish them with the result; the rights are those on the activities.

        :raises UserError: where the policy refuses such a result
        """
        for wizard in self:
            for activity in wizard.activity_ids.filtered("active"):
                activity.action_feedback(feedback=wizard.result)
        return {"type": "ir.actions.act_window_close"}

    def action_done_schedule_next(self):
        """Finish the one there is, and ask what comes next on the same document.

        :raises UserError: as ``action_done``, and for more than one activity
        """
        self.ensure_one()
        if len(self.activity_ids) != 1:
            raise UserError(self.env._("One at a time: each has its own next step."))
        close = {"type": "ir.actions.act_window_close"}
        activity = self.activity_ids.filtered("active")
        if not activity:
            return close
        return activity.action_feedback_schedule_next(feedback=self.result) or close
