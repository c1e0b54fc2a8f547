"""What stands behind the numbers of the board: lists of a person's activities."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class SalesDisciplineBoard(models.AbstractModel):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.board"

    @api.model
    @api.readonly
    def get_activities_action(self, user_id, part, date=False):
        """The window with some of a person's activities.

        :param int user_id: somebody whom the caller reviews
        :param str part: *open*, whatever is to do; *overdue* and *next*, exactly those
            that the board of ``date`` counts; *tasks*, set by reviewers, to do and done
            lately; *contests*, flags to decide on
        :param date: local date, ISO text; today by default
        :raise AccessError: for somebody whom the caller does not review
        :raise UserError: for an unknown part
        """
        user = self._checked_user(user_id)
        parts = {
            "open": self._open_part,
            "overdue": self._overdue_part,
            "next": self._next_part,
            "tasks": self._tasks_part,
            "contests": self._contests_part,
        }
        if not isinstance(part, str) or part not in parts:
            raise UserError(self.env._("There is no such list of activities."))
        name, domain = parts[part](user, self._read_date(date))
        view = self.env.ref("sales_discipline.mail_activity_view_list_review")
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "mail.activity",
            "views": [(view.id, "list"), (False, "form")],
            "domain": [
                ("active", "in", [True, False]),
                ("user_id", "=", user.id),
                *domain,
            ],
            # A reviewer reads what the board counts: see mail.activity.
            "context": {"discipline_review": True},
        }

    def _checked_user(self, user_id):
        """The person of that id, as superuser.

        :raise AccessError: when the caller does not review them
        """
        users = self.env.user._discipline_reviewed_users().sudo()
        user = users.filtered(lambda one: one.id == user_id)
        if not user:
            raise AccessError(
                self.env._("Only the head of the team or a director may do this.")
            )
        return user

    # ------------------------------------------------------------
    # PARTS: A TITLE AND A DOMAIN
    # ------------------------------------------------------------

    def _open_part(self, user, _day):
        tracked = self.env["sales.discipline.day"]._tracked_models()
        return self.env._("Activities: %s", user.name), [
            ("active", "=", True),
            ("dropped_at", "=", False),
            ("res_model", "in", tracked),
        ]

    def _overdue_part(self, user, day):
        figures = self._get_day(user, day)
        ids = [line["activity_id"] for line in figures["lines"] if line["is_overdue"]]
        return self.env._("Overdue: %s", user.name), [("id", "in", ids)]

    def _next_part(self, user, day):
        """Of a closed day the planned activities are not kept: those due then."""
        name, figures = self.env._("Planned: %s", user.name), self._get_day(user, day)
        if "next_activity_ids" in figures:
            return name, [("id", "in", figures["next_activity_ids"])]
        return name, [
            ("date_deadline", "=", fields.Date.to_string(figures["next_date"])),
            ("dropped_at", "=", False),
        ]

    def _tasks_part(self, user, _day):
        ids = [
            *self._get_open_tasks(user).get(user.id, ()),
            *self._get_recent_tasks(user).get(user.id, ()),
        ]
        return self.env._("Tasks for %s", user.name), [("id", "in", ids)]

    def _contests_part(self, user, _day):
        return self.env._("To decide: %s", user.name), [
            ("result_contest", "!=", False),
            ("result_flag", "!=", False),
            ("result_cleared_by_id", "=", False),
            ("result_upheld_by_id", "=", False),
        ]

    def _get_day(self, user, day):
        """The figures of that day with its lines, or a refusal."""
        figures, _rules = self.env["sales.discipline.day.bar"]._get_day(user, day)
        if not figures:
            raise UserError(
                self.env._("%(name)s was not controlled then.", name=user.name)
            )
        return figures
