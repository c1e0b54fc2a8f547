"""Plays histories through the ORM and writes them down for the naive model.

Everything that happens inside one ``with story.at(...)`` is one transaction: one
instant, one actor. What Odoo itself decides (the deadline of a moved meeting, the deal
that survives a merge) is read back; all else is written down as it was meant.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from unittest.mock import patch

from .naive_history import OPEN, Activity, Event, after_event

FOREVER = "gone for good"
QUIET = {
    "mail_activity_quick_update": True,
    "mail_create_nosubscribe": True,
    "tracking_disable": True,
    "dont_notify": True,
    "skip_attendee_notification": True,
}


@dataclass
class Meeting:
    """A calendar event and whether it is archived."""

    record: object
    archived: bool = False

    def span(self):
        event = self.record
        if event.allday:
            return event.start_date, event.stop_date
        return event.start, event.stop


class Story:
    """One history on both sides: Odoo's database, and lists of events.

    :param env: of the superuser, in a test's transaction
    :param zone: the zone that people's clients work in
    """

    def __init__(self, env, zone="UTC"):
        self.env = env(context={**env.context, **QUIET, "tz": zone})
        self.activities = []
        self.meetings = {}
        self.now = self.actor = None

    # ------------------------------------------------------------
    # Transactions
    # ------------------------------------------------------------

    @contextmanager
    def at(self, instant, actor):
        """What follows is one transaction of ``actor`` at ``instant``."""
        cr = self.env.cr
        before, cr._now = cr._now, instant
        self.now, self.actor = instant, actor
        try:
            yield self
            cr.flush()
            cr.clear()
        finally:
            cr._now = before

    def sudo(self, record):
        """``record`` as the actor, whose rights other tests examine."""
        return record.with_env(self.env).with_user(self.actor).sudo()

    def note(self, activity, kind, cause="document", **values):
        event = Event(self.now, self.actor.id, kind, values, cause)
        activity.events.append(event)

    def record(self, activity):
        return self.sudo(self.env["mail.activity"].browse(activity.key))

    def state(self, activity):
        """The state as it is in the middle of the running transaction."""
        state = activity.as_of(self.now - timedelta(microseconds=1))
        for event in activity.events:
            if event.at == self.now:
                state = after_event(state, event)
        return state

    def living(self):
        """The activities that still have a row."""
        keys = [activity.key for activity in self.activities]
        rows = self.env["mail.activity"].sudo().browse(keys).exists()
        return [each for each in self.activities if each.key in set(rows.ids)]

    def _where(self, **values):
        return [
            activity
            for activity in self.living()
            if all(
                getattr(self.state(activity), name) == value
                for name, value in values.items()
            )
        ]

    # ------------------------------------------------------------
    # Activities
    # ------------------------------------------------------------

    def create(  # pylint: disable=method-required-super
        self, owner, deadline, kind, document=None, hours=0, meeting=None, **more
    ):
        """Plan an activity; ``done=True`` logs it after the fact."""
        done = more.pop("done", False)
        model = self.env["ir.model"]._get_id(document._name) if document else False
        values = {
            "user_id": owner.id,
            "date_deadline": deadline,
            "activity_type_id": kind.id,
            "res_model_id": model,
            "res_id": document.id if document else False,
            "planned_hours": float(hours),
            "calendar_event_id": meeting.record.id if meeting else False,
            "summary": f"Number {len(self.activities)}",
            "active": not done,
            **more,
        }
        row = self.sudo(self.env["mail.activity"]).create(values)
        activity = Activity(row.id)
        self.activities.append(activity)
        if meeting:
            self.meetings[activity.key] = meeting
        self.note(
            activity,
            "created",
            owner=owner.id,
            deadline=deadline,
            type=kind.id,
            document=(document._name, document.id) if document else (False, 0),
            planned_hours=Fraction(str(hours)),
            meeting=meeting.span() if meeting else None,
        )
        if done:
            self.note(activity, "done")
        return activity

    def move(self, activity, deadline):
        self.record(activity).write({"date_deadline": deadline})
        self.note(activity, "changed", deadline=deadline)
        self._read_meeting(self.meetings.get(activity.key))

    def give(self, activity, owner):
        self.record(activity).write({"user_id": owner.id})
        self.note(activity, "changed", owner=owner.id)
        # Whose account is archived takes it out of use; whoever gets it now has not.
        self.note(activity, "restored", cause="owner")

    def change_type(self, activity, kind):
        self.record(activity).write({"activity_type_id": kind.id})
        self.note(activity, "changed", type=kind.id)

    def change_document(self, activity, document):
        model = self.env["ir.model"]._get_id(document._name)
        values = {"res_model_id": model, "res_id": document.id}
        self.record(activity).write(values)
        self.note(activity, "changed", document=(document._name, document.id))
        self.note(activity, "restored", cause="document")

    def change_hours(self, activity, hours):
        self.record(activity).write({"planned_hours": float(hours)})
        self.note(activity, "changed", planned_hours=Fraction(str(hours)))

    def finish(self, activity, result=None):
        """By the button with a result, else from the list without one."""
        record = self.record(activity)
        if result:
            record.action_feedback(feedback=result)
        else:
            record.action_archive()
        self.note(activity, "done")

    def reopen(self, activity):
        self.record(activity).action_unarchive()
        self.note(activity, "reopened")

    def write_result(self, activity, text):
        self.record(activity).write({"feedback": text})

    def remove(self, activity):
        self.record(activity).unlink()
        self.note(activity, "removed")

    def delete_type(self, kind):
        """Odoo gives its activities the type To-Do."""
        todo = self.env.ref("mail.mail_activity_data_todo")
        hit = self._where(type=kind.id)
        self.sudo(kind).unlink()
        for activity in hit:
            self.note(activity, "changed", type=todo.id)

    def clean_up(self):
        """Odoo's own garbage collection of activities overdue for years."""
        limit = (self.now - timedelta(days=3 * 366)).date()
        hit = [x for x in self.living() if self.state(x).status != "done"]
        hit = [x for x in hit if self.state(x).deadline < limit]
        with patch("odoo.addons.mail.models.mail_activity.datetime") as clock:
            clock.now.return_value = self.now
            self.sudo(self.env["mail.activity"])._gc_delete_old_overdue_activities()
        self._drop(hit, FOREVER)

    # ------------------------------------------------------------
    # Documents and people
    # ------------------------------------------------------------

    def _drop(self, activities, cause):
        for activity in activities:
            self.note(activity, "dropped", cause=cause)

    def _restore(self, activities, cause):
        for activity in activities:
            self.note(activity, "restored", cause=cause)

    def _on(self, document):
        return self._where(document=(document._name, document.id))

    def lose(self, document):
        """A deal is lost, another document archived."""
        if document._name == "crm.lead":
            self.sudo(document).action_set_lost()
        else:
            self.sudo(document).action_archive()
        self._drop(self._on(document), "document")

    def restore(self, document):
        self.sudo(document).action_unarchive()
        self._restore(self._on(document), "document")

    def delete(self, document):
        hit = self._on(document)
        self.sudo(document).unlink()
        self._drop(hit, FOREVER)

    def merge(self, deals):
        """One deal survives and takes over the activities; returns it."""
        hit = [activity for deal in deals for activity in self._on(deal)]
        survivor = self.sudo(deals).merge_opportunity()
        for activity in hit:
            self.note(activity, "changed", document=("crm.lead", survivor.id))
        return deals.browse(survivor.id)

    def archive_user(self, user, button=False):
        """By the button Odoo deletes the person's open activities."""
        hit = self._where(owner=user.id)
        if button:
            self.sudo(user).action_archive()
        else:
            self.sudo(user).write({"active": False})
        self._drop(hit, FOREVER if button else "owner")

    def restore_user(self, user):
        self.sudo(user).action_unarchive()
        self._restore(self._where(owner=user.id), "owner")

    # ------------------------------------------------------------
    # Meetings
    # ------------------------------------------------------------

    def meet(self, start, stop, organiser=None):
        """A meeting of two instants, or of whole days (two dates)."""
        values = self._times(start, stop) | {"name": "Meeting"}
        values["user_id"] = (organiser or self.actor).id
        return Meeting(self.sudo(self.env["calendar.event"]).create(values).sudo())

    @staticmethod
    def _times(start, stop):
        if isinstance(start, datetime):
            return {"allday": False, "start": start, "stop": stop}
        return {
            "allday": True,
            "start_date": start,
            "stop_date": stop,
            "start": datetime.combine(start, datetime.min.time()),
            "stop": datetime.combine(stop, datetime.min.time()),
        }

    def activities_of(self, meeting):
        return [x for x in self.living() if self.meetings.get(x.key) is meeting]

    def _read_meeting(self, meeting):
        """Write down what Odoo made of the meeting and of its activities' deadlines."""
        if not meeting:
            return
        self.env.flush_all()
        for activity in self.activities_of(meeting):
            deadline = self.record(activity).date_deadline
            values = {"meeting": meeting.span(), "deadline": deadline}
            self.note(activity, "changed", **values)

    def move_meeting(self, meeting, start, stop):
        self.sudo(meeting.record).write(self._times(start, stop))
        self._read_meeting(meeting)

    def change_organiser(self, meeting, user):
        """Odoo gives the meeting's open activities to the new organiser."""
        self.sudo(meeting.record).write({"user_id": user.id})
        for activity in self.activities_of(meeting):
            if self.state(activity).status != "done":
                self.note(activity, "changed", owner=user.id)
                self.note(activity, "restored", cause="owner")

    def archive_meeting(self, meeting):
        self.sudo(meeting.record).action_archive()
        meeting.archived = True
        self._drop(self.activities_of(meeting), "meeting")

    def restore_meeting(self, meeting):
        self.sudo(meeting.record).action_unarchive()
        meeting.archived = False
        self._restore(self.activities_of(meeting), "meeting")

    def delete_meeting(self, meeting):
        hit = self.activities_of(meeting)
        self.sudo(meeting.record).unlink()
        self._drop(hit, FOREVER)

    def cancel_with_meeting(self, activity):
        """The button Cancel of a meeting's activity: a person's cancellation."""
        meeting = self.meetings[activity.key]
        others = [x for x in self.activities_of(meeting) if x is not activity]
        self.record(activity).unlink_w_meeting()
        self.note(activity, "removed")
        self._drop(others, FOREVER)

    def is_open(self, activity):
        return self.state(activity).status == OPEN
