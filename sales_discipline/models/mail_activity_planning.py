"""What people see of an activity while they plan: how long, how often it moved."""

from datetime import timedelta

from dateutil.relativedelta import MO, relativedelta

from odoo import api, fields, models

from ..engine import clock
from ..engine.moves import count_moves
from ..engine.people import read_people

NO_LIMIT = -1


class MailActivity(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "mail.activity"

    # The planned duration as people meet it: never empty, so never asked for.
    expected_hours = fields.Float(
        "Expected Duration",
        compute="_compute_expected_hours",
        inverse="_inverse_expected_hours",
        help="Hours that the activity takes: those of its meeting, else the planned "
        "ones, else those usual for its type.",
    )
    shown_moves = fields.Integer(
        "Moved", compute="_compute_moves", help="How often it has been moved later."
    )
    my_moves = fields.Integer(
        compute="_compute_moves", help="How often you have moved it later."
    )
    my_move_limit = fields.Integer(
        compute="_compute_moves",
        help="How often you may move an activity before it counts as moved too often. "
        "-1: nobody counts.",
    )
    owner_today = fields.Date(
        compute="_compute_owner_today",
        help="Today where the person works to whom the activity belongs.",
    )

    # ------------------------------------------------------------
    # DURATION
    # ------------------------------------------------------------

    @api.depends(
        "planned_hours",
        "activity_type_id.default_hours",
        "calendar_event_id.start",
        "calendar_event_id.stop",
        "calendar_event_id.allday",
    )
    def _compute_expected_hours(self):
        for activity in self:
            # A private meeting of somebody else still has its length.
            event = activity.sudo().calendar_event_id
            if event and not event.allday:
                length = event.stop - event.start
                activity.expected_hours = length.total_seconds() / 3600
            else:
                activity.expected_hours = activity._discipline_planned_hours()

    def _discipline_planned_hours(self):
        return self.planned_hours or self.activity_type_id.default_hours

    def _inverse_expected_hours(self):
        """What is as usual stays so, whatever will be usual later."""
        for activity in self:
            if activity.expected_hours != activity._discipline_planned_hours():
                activity.planned_hours = activity.expected_hours

    # ------------------------------------------------------------
    # MOVES
    # ------------------------------------------------------------

    @api.depends("postpone_count", "user_id", "active")
    @api.depends_context("uid")
    def _compute_moves(self):
        """Nothing for people whom nobody controls; a constant number of queries."""
        limit = self._discipline_move_limit()
        opened = self.sudo().filtered("active")
        moved = opened.filtered("postpone_count")
        if limit == NO_LIMIT:
            shown, mine = moved._discipline_of_controlled(), {}
        else:
            now = self.env.cr.now()
            shown, mine = moved, count_moves(self.env, moved.ids, self.env.uid, now)
        for activity in self:
            activity.shown_moves = activity in shown and activity.postpone_count
            activity.my_moves = mine.get(activity._origin.id, 0)
            activity.my_move_limit = limit if activity in opened else NO_LIMIT

    @api.model
    def _discipline_move_limit(self):
        """What the caller's policy allows today; -1 where nobody controls them."""
        me, now = self.env.user, self.env.cr.now()
        person = read_people(self.sudo().env, me).get(me.id)
        today = person and clock.local_date(now, person.tz)
        if not person or not person.is_controlled(today):
            return NO_LIMIT
        return person.rules_on(today).max_postponements

    def _discipline_of_controlled(self):
        """Those that belong to somebody who is controlled."""
        rows = self.env["crm.team"].sudo()._discipline_control_rows(self.user_id)
        controlled = {row["user_id"] for row in rows}
        return self.filtered(lambda activity: activity.user_id.id in controlled)

    # ------------------------------------------------------------
    # WHOSE TODAY
    # ------------------------------------------------------------

    @api.depends("user_id")
    def _compute_owner_today(self):
        dates = self._discipline_today_of_owners()
        for activity in self:
            activity.owner_today = dates[activity.user_id.id]

    def _discipline_today_of_owners(self):
        """``{user id or False: date}``: where each is controlled, else where they
        say they are; without an owner, where the caller is."""
        users, now = self.sudo().user_id, self.env.cr.now()
        dates = {user.id: clock.local_date(now, user.tz or "UTC") for user in users}
        dates[False] = fields.Date.context_today(self)
        return dates | self.env["sales.discipline.day"].sudo()._today(users)

    def _discipline_reschedule(self, shift):
        """Move open activities to ``shift`` from their owner's today.

        Stock Odoo takes the server's today: in Tokyo that is yesterday until nine.
        """
        opened = self.filtered("active")
        dates = opened._discipline_today_of_owners()
        for day, activities in opened.grouped(lambda a: dates[a.user_id.id]).items():
            activities.date_deadline = day + shift

    def action_reschedule_today(self):
        """Due today, of the person whose activity it is."""
        self._discipline_reschedule(timedelta())

    def action_reschedule_tomorrow(self):
        """Due tomorrow, of the person whose activity it is."""
        self._discipline_reschedule(timedelta(days=1))

    def action_reschedule_nextweek(self):
        """Due on the Monday after this week of the person whose activity it is."""
        self._discipline_reschedule(relativedelta(weeks=1, weekday=MO(-1)))
