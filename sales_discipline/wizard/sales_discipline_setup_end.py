from odoo import models
from odoo.tools import format_time
from odoo.tools.date_utils import float_to_time

from ..short_dates import full_date


class SalesDisciplineSetup(models.TransientModel):
    """What the assistant says at its end: what is in force now, saved or skipped."""

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.setup"

    def _describe_end(self):
        """Title, message and type of the notice, of what is in force from now on."""
        rows = self.env["crm.team"]._discipline_control_rows()
        rows = [row for row in rows if row["company_id"] == self.company_id.id]
        policies = self.env["sales.discipline.policy"].sudo()
        policies = policies.browse({row["policy_id"] for row in rows})
        facts = [
            self._describe_people(rows),
            self._describe_plan(policies),
            self._describe_shadow(policies),
            self._describe_next(rows),
        ]
        return {
            "type": "success" if rows and self.has_saved else "warning",
            "title": self._describe_title(),
            "message": " ".join(filter(None, facts)),
        }

    def _describe_title(self):
        if self.has_saved:
            return self.env._("The set-up is finished")
        return self.env._("Every step was skipped: all stays as it was")

    def _describe_people(self, rows):
        if not rows:
            return self.env._(
                "Nobody is controlled, so nobody gets a score: it takes a team with a "
                "policy and people in it."
            )
        return self.env._(
            "People controlled: %(people)s, in teams: %(teams)s.",
            people=len(rows),
            teams=len({row["team_id"] for row in rows}),
        )

    def _describe_plan(self, policies):
        """The numbers, where there are no others beside them."""
        latest = policies.version_ids.sorted("date_start")[-1:]
        if len(policies) != 1 or not latest:
            return ""
        facts = {
            "count": latest.min_planned_count,
            "load": latest.min_planned_load,
            "time": format_time(
                self.env, float_to_time(latest.cutoff_hour), time_format="short"
            ),
            "date": full_date(self.env, latest.date_start),
        }
        if latest.date_start > policies._get_today():
            return self.env._(
                "From %(date)s a planned day needs %(count)s activities and "
                "%(load)s%% of the hours, by %(time)s.",
                **facts,
            )
        return self.env._(
            "A planned day needs %(count)s activities and %(load)s%% of the hours, by "
            "%(time)s.",
            **facts,
        )

    def _describe_shadow(self, policies):
        shadowed = policies.filtered("shadow_mode")
        if not policies:
            return ""
        if not shadowed:
            return self.env._("Shadow mode is off: everybody sees their own score.")
        if shadowed == policies:
            return self.env._("Shadow mode is on: only heads see scores.")
        return self.env._(
            "Shadow mode is on for %s alone.", ", ".join(shadowed.mapped("name"))
        )

    def _describe_next(self, rows):
        if rows and self.has_saved:
            return self.env._(
                "Next: show the heads of sales Review ▸ Guide. Day 0 is today."
            )
        return self.env._(
            "The steps wait under CRM ▸ Configuration ▸ Sales Discipline ▸ Set Up."
        )
