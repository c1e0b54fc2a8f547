"""A deal that enters a stage starts the stage's plans."""

from odoo import api, models

# What decides, directly or through a computed stage, whether a deal has entered one.
ENTERING = {"stage_id", "team_id", "type", "user_id"}
# Loading data is no work: neither files, nor modules, nor whoever asks for silence.
LOADING = ("import_file", "install_mode", "mail_activity_automation_skip")


class CrmLead(models.Model):
    # Two subjects, two files. pylint: disable=consider-merging-classes-inherited
    _inherit = "crm.lead"

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        leads._discipline_start_plans({})
        return leads

    def write(self, vals):
        if ENTERING.isdisjoint(vals):
            return super().write(vals)
        before = self._discipline_entered_stages()
        result = super().write(vals)
        self._discipline_start_plans(before)
        return result

    def _discipline_entered_stages(self):
        """{id: the stage in which an owner works on the deal}.

        None without an owner: the plan waits until there is one. And none for a lead,
        which becomes a deal when it is converted.
        """
        return {
            lead.id: lead.stage_id
            if lead.user_id and lead.type == "opportunity"
            else None
            for lead in self.sudo()
        }

    def _discipline_start_plans(self, before):
        """Start what the stages plan for deals that have entered them.

        Restoring a lost deal enters nothing: it is where it was.
        """
        if any(self.env.context.get(name) for name in LOADING):
            return
        after = self._discipline_entered_stages()
        entered = self.filtered(
            lambda lead: after[lead.id] and after[lead.id] != before.get(lead.id)
        )
        entered = entered.sudo().filtered("active")
        if entered:
            self.env["sales.discipline.plan.start"].sudo()._start(entered)
