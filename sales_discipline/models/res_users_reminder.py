from odoo import api, fields, models

# What people may read and choose of their own reminders.
CHOICES = [
    "discipline_morning_summary",
    "discipline_morning_hour",
    "discipline_plan_reminder",
]


class ResUsers(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "res.users"

    # Not read along with everything else of a user, which each request does.
    discipline_morning_summary = fields.Boolean(
        "Morning Summary",
        default=True,
        help="What is planned today, what is overdue and what was not done: in Odoo's "
        "inbox and by e-mail, on working days.",
        prefetch="discipline_reminders",
    )
    discipline_morning_hour = fields.Float(
        "At",
        default=9.0,
        help="The hour of the summary, in the time zone in which your days are judged.",
        prefetch="discipline_reminders",
    )
    discipline_plan_reminder = fields.Boolean(
        "Plan Reminder",
        default=True,
        help="An hour before the cut-off, if the next working day is not planned yet.",
        prefetch="discipline_reminders",
    )
    # UX
    discipline_reminders = fields.Selection(
        [("free", "The person chooses"), ("insisted", "The policy insists")],
        compute="_compute_discipline_reminders",
        help="Empty: there are none, as no policy judges the person openly.",
    )

    _discipline_morning_hour_in_day = models.Constraint(
        "CHECK (discipline_morning_hour >= 0 AND discipline_morning_hour < 24)",
        "The hour of the morning summary must be from 00:00 to 23:59.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return super().SELF_READABLE_FIELDS + [*CHOICES, "discipline_reminders"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return super().SELF_WRITEABLE_FIELDS + CHOICES

    def _compute_discipline_reminders(self):
        policies = self._discipline_reminding_policies()
        for user in self:
            policy = policies.get(user.id)
            mode = "insisted" if policy and policy.reminders_insisted else "free"
            user.discipline_reminders = mode if policy else False

    @api.private
    def _discipline_reminding_policies(self):
        """{user id: the policy that judges the person, unless it does so in secret}"""
        members = self.env["crm.team.member"]._discipline_memberships(self)
        policies = {
            user_id: member.crm_team_id.discipline_policy_id
            for user_id, member in members.items()
        }
        return {
            user_id: policy
            for user_id, policy in policies.items()
            if not policy.shadow_mode
        }
