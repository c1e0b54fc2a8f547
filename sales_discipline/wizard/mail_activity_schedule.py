from odoo import api, fields, models


class MailActivitySchedule(models.TransientModel):
    _inherit = "mail.activity.schedule"

    planned_hours = fields.Float(
        "Duration",
        compute="_compute_planned_hours",
        store=True,
        readonly=False,
        help="Planned duration in hours, at first that usual for the activity type.",
    )

    @api.depends("activity_type_id")
    def _compute_planned_hours(self):
        for wizard in self:
            wizard.planned_hours = wizard.activity_type_id.default_hours

    @api.model
    def get_model_options(self):
        """Without the addon's own models: nobody means a day or a verdict there."""
        return [
            model
            for model in super().get_model_options()
            if not model.startswith("sales.discipline.")
        ]

    def _action_schedule_activities(self):
        wizard = self._discipline_with_hours()
        activities = super(MailActivitySchedule, wizard)._action_schedule_activities()
        return activities and activities.with_env(self.env)

    def _action_schedule_activities_personal(self):
        wizard = self._discipline_with_hours()
        activities = super(
            MailActivitySchedule, wizard
        )._action_schedule_activities_personal()
        return activities and activities.with_env(self.env)

    def _discipline_with_hours(self):
        """Odoo's own method gives no duration on: it goes as a default.

        What is as usual for the type is left to the type.
        """
        usual = self.activity_type_id.default_hours
        hours = 0.0 if self.planned_hours == usual else self.planned_hours
        return self.with_context(default_planned_hours=hours)


class MailActivityScheduleLine(models.TransientModel):
    _inherit = "mail.activity.schedule.line"

    # Empty for whoever is not to see the load of that person.
    day_load = fields.Char("Load of the Day", compute="_compute_day_load")

    @api.depends("responsible_user_id", "line_date_deadline")
    def _compute_day_load(self):
        """What is on the day before the plan, "3 planned, 2.5 of 8 h"."""
        pairs = {line: line._discipline_pair() for line in self}
        loads = self.env["sales.discipline.day.load"]._get_loads(
            [pair for pair in pairs.values() if all(pair)]
        )
        for line in self:
            line.day_load = self._discipline_load_text(*loads.get(pairs[line], ()))

    def _discipline_pair(self):
        return self.responsible_user_id.id, self.line_date_deadline

    @api.model
    def _discipline_load_text(self, count=0, hours=0.0, capacity=None):
        if capacity is None:
            return False
        if not capacity:
            return self.env._("Day off")
        form = self.env["sales.discipline.verdict.draft"]._format_hours
        return self.env._(
            "%(count)s planned, %(hours)s of %(capacity)s h",
            count=count,
            hours=form(hours),
            capacity=form(capacity),
        )
