from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

NUMBERS = ("min_planned_count", "min_planned_load", "cutoff_hour")


class SalesDisciplineSetup(models.TransientModel):
    """What each step of the assistant does when it is saved."""

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.setup"

    def _apply_teams(self):
        """Leaders get the right to review by the team itself, see ``crm.team``.

        Which teams may be written is looked up again: the lines are the client's.
        """
        own = self._get_teams()
        for line in self.team_ids.filtered(lambda line: line.team_id in own):
            values = self._get_team_values(line)
            if values:
                line.team_id.sudo().write(values)

    def _get_team_values(self, line):
        team, values = line.team_id, {}
        if line.user_id != team.user_id:
            self._check_person(line.user_id)
            values["user_id"] = line.user_id.id
        if line.member_ids != team.member_ids:
            for user in line.member_ids - team.member_ids:
                self._check_person(user)
            values["member_ids"] = [Command.set(line.member_ids.ids)]
        if line.is_controlled != bool(team.discipline_policy_id):
            if line.is_controlled:
                self._check_policy()
            values["discipline_policy_id"] = line.is_controlled and self.policy_id.id
        return values

    def _check_person(self, user):
        if user and (user.share or not user.active):
            raise UserError(
                self.env._(
                    "%s cannot be in a team: choose somebody who works in Odoo.",
                    user.name,
                )
            )
        if user and self.company_id not in user.sudo().company_ids:
            raise UserError(
                self.env._(
                    "%(name)s does not work in %(company)s: choose somebody who does.",
                    name=user.name,
                    company=self.company_id.name,
                )
            )

    def _apply_hours(self):
        company = self.company_id
        if self.calendar_id != company.resource_calendar_id:
            if not self.calendar_id:
                raise UserError(self.env._("Choose the company's working hours."))
            company.resource_calendar_id = self.calendar_id
        # By name: the first login of an administrator may give working hours the zone
        # of that browser, and days would move with it.
        self._write_policy({"tz": self.tz or self.policy_id._get_tz(company)})

    def _apply_plan(self):
        """Numbers by which days were judged stay: then a new version begins."""
        self._check_numbers()
        latest = self._get_version()
        values = {name: self[name] for name in NUMBERS if self[name] != latest[name]}
        if not latest:
            values = {name: self[name] for name in NUMBERS}
            latest.create({**values, "policy_id": self.policy_id.id})
        elif values and latest.is_locked:
            start = self.policy_id._get_new_version_date()
            latest.copy({**values, "policy_id": self.policy_id.id, "date_start": start})
        elif values:
            latest.write(values)

    def _check_numbers(self):
        self._check_policy()
        if self.min_planned_count < 0:
            raise UserError(
                self.env._("The number of planned activities cannot be negative.")
            )
        if not 0 <= self.min_planned_load <= 200:
            raise UserError(
                self.env._("The planned load is a share of the day: 0 to 200 %.")
            )
        if not 0 <= self.cutoff_hour < 24:
            raise UserError(
                self.env._("The plan cut-off must be an hour from 00:00 to 23:59.")
            )

    def _apply_regulation(self):
        version = self.regulation_version_id
        if self.is_to_publish and version and not version.published_at:
            version.action_publish()
        self.write({"is_to_publish": False})

    def _apply_program(self):
        if not self.has_program:
            return
        if not self.free_team_ids:
            raise UserError(
                self.env._("Every controlled team has a programme already.")
                if self.program_ids
                else self.env._("A programme needs a team that is controlled.")
            )
        today = self.policy_id._get_today()
        if not self.program_date or self.program_date < today:
            raise UserError(self.env._("A programme starts today or later."))
        self.env["sales.discipline.program"].create(
            {
                "company_id": self.company_id.id,
                "date_start": self.program_date,
                "team_ids": [(6, 0, self.free_team_ids.ids)],
            }
        )
        self.write({"has_program": False})

    def _apply_shadow(self):
        self._write_policy({"shadow_mode": self.shadow_mode})

    def _write_policy(self, values):
        """By the caller's own rights, and only what differs."""
        self._check_policy()
        values = {k: v for k, v in values.items() if v != self.policy_id[k]}
        if values:
            self.policy_id.write(values)

    def _check_policy(self):
        if not self.policy_id:
            raise UserError(self.env._("Choose a policy."))
        if self.policy_id.company_id not in (self.company_id.browse(), self.company_id):
            raise UserError(
                self.env._(
                    "The policy “%(policy)s” is not for %(company)s.",
                    policy=self.policy_id.name,
                    company=self.company_id.name,
                )
            )
