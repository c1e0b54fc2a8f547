from odoo import fields, models
from odoo.fields import Command


class CrmTeam(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "crm.team"

    discipline_channel_id = fields.Many2one(
        "discuss.channel",
        "Channel of the Team",
        copy=False,
        ondelete="set null",
        groups="sales_team.group_sale_manager",
        help="Where granted rewards are announced. Made with the first one.",
        prefetch=False,
    )

    def _discipline_announce(self, text):
        """Post in the team's own channel, which its people and head are members of."""
        self.ensure_one()
        team = self.sudo()
        if not team.discipline_channel_id:
            team.discipline_channel_id = team.env["discuss.channel"].create(
                {"name": team.name, "channel_type": "group"}
            )
        channel = team.discipline_channel_id
        people = (team.member_ids | team.user_id).filtered("active").partner_id
        missing = people - channel.channel_member_ids.partner_id
        if missing:
            channel.channel_member_ids = [
                Command.create({"partner_id": partner.id}) for partner in missing
            ]
        channel.message_post(
            body=text, message_type="comment", subtype_xmlid="mail.mt_comment"
        )
