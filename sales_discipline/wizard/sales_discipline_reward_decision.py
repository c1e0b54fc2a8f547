from odoo import api, fields, models
from odoo.exceptions import UserError


class SalesDisciplineRewardDecision(models.TransientModel):
    """Asks for the word, and of a leave the day, that go with a decision.

    The rights are those of the reward's own methods.
    """

    _name = "sales.discipline.reward.decision"
    _description = "Decide on a Reward"

    reward_id = fields.Many2one(
        "sales.discipline.reward", required=True, readonly=True, ondelete="cascade"
    )
    decision = fields.Selection(
        [
            ("grant", "Grant"),
            ("impose", "Impose the Penalty"),
            ("refuse", "Refuse"),
            ("take_back", "Take Back"),
            ("uphold", "The Penalty Stands"),
            ("withdraw", "Withdraw the Penalty"),
            ("contest", "Contest"),
        ],
        required=True,
        readonly=True,
    )
    word = fields.Text("Reason")
    date = fields.Date(
        "Day of the Early Leave", compute="_compute_date", store=True, readonly=False
    )
    kind = fields.Selection(related="reward_id.kind", related_sudo=False)
    whose = fields.Char("Whose", related="reward_id.display_name", related_sudo=False)
    gift = fields.Char(related="reward_id.gift", related_sudo=False)
    facts_html = fields.Html(related="reward_id.facts_html", related_sudo=False)
    contest_reason = fields.Text(related="reward_id.contest_reason", related_sudo=False)

    @api.depends("reward_id")
    def _compute_date(self):
        for wizard in self:
            reward = wizard.reward_id
            is_leave = wizard.decision == "grant" and reward.kind == "leave"
            wizard.date = reward.sudo()._another_leave_day() if is_leave else False

    def action_confirm(self):
        """Decide, as the caller.

        :raise AccessError, UserError: as the method of the reward
        """
        self.ensure_one()
        reward, word = self.reward_id, self.word or ""
        if self.decision in ("grant", "impose"):
            reward.action_grant(self.date, word)
        elif self.decision == "refuse":
            reward.action_refuse(word)
        elif self.decision == "take_back":
            reward.action_take_back(word)
        elif self.decision == "uphold":
            reward.action_uphold(word)
        elif self.decision == "withdraw":
            reward.action_withdraw(word)
        elif self.decision == "contest":
            reward.action_contest(word)
        else:
            raise UserError(self.env._("Say what is decided."))
        return {"type": "ir.actions.act_window_close"}
