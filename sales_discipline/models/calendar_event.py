from contextlib import contextmanager

from odoo import models

# What moves the activities of a meeting, or drops and restores them.
MOVING = {
    "active",
    "allday",
    "duration",
    "start",
    "start_date",
    "stop",
    "stop_date",
    "user_id",
}


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    def write(self, vals):
        if not MOVING & vals.keys():
            return super().write(vals)
        active = vals.get("active")
        with self._discipline_recording() as activities:
            changed = self.sudo().filtered(lambda event: event.active != active)
            result = super().write(vals)
            if active is not None:
                activities.filtered(
                    lambda activity: activity.calendar_event_id in changed
                )._discipline_sync_dropped()
        return result

    def unlink(self):
        """Remove the meeting's activities as such: the database's own cascade would
        take them away unseen, the finished ones too."""
        activities = self._discipline_activities()
        with activities._discipline_dropping():
            activities.unlink()
        return super().unlink()

    def _discipline_activities(self):
        activities = self.env["mail.activity"].sudo().with_context(active_test=False)
        return activities.search([("calendar_event_id", "in", self.ids)])

    @contextmanager
    def _discipline_recording(self):
        """One journal row for a meeting that moves and the deadline that follows."""
        activities = self._discipline_activities()
        with activities._discipline_recording():
            yield activities
