"""What happens to activities goes into the journal."""

from collections import namedtuple
from contextlib import contextmanager

from odoo import api, fields, models

from ..engine.as_of import STATE

MEMO = "sales_discipline"

State = namedtuple("State", (*STATE, "active", "postpone_count"))


class MailActivity(models.Model):
    # Two subjects, two files. pylint: disable=consider-merging-classes-inherited
    _inherit = "mail.activity"

    # ------------------------------------------------------------
    # RECORDING
    # ------------------------------------------------------------

    def _discipline_memo(self):
        """What happened so far at this instant; a later transaction starts anew.

        recording: the state that each activity had when its recording began
        dropping: whether what is removed now is dropped, not cancelled
        reopened: end and finisher of what was finished before this transaction
        restored: since when what this transaction restored had been dropped
        moves: deadline and count before this transaction
        finishing: whether Odoo is finishing, the result having been looked at
        result_follows: ids of the activities whose result it is about to write
        result_rules: what is asked of each person's results
        by_system: whether what is created now is set by the system
        merged: the deal that took in each deal merged away, not yet deleted
        """
        memo = self.env.cr.cache.get(MEMO)
        if memo is None or memo["now"] != self.env.cr.now():
            memo = {
                "now": self.env.cr.now(),
                "recording": {},
                "dropping": False,
                "reopened": {},
                "restored": {},
                "moves": {},
                "finishing": False,
                "result_follows": frozenset(),
                "result_rules": {},
                "by_system": False,
                "merged": {},
            }
            self.env.cr.cache[MEMO] = memo
        return memo

    @contextmanager
    def _discipline_recording(self):
        """Journal whatever the body changes: one row per activity, one statement.

        An outer recording of the same activity covers the whole of it, so that a
        meeting and the deadline that follows it are one change. Yields the states
        before, by id.
        """
        recording = self._discipline_memo()["recording"]
        activities = self.sudo()
        before = activities._discipline_states()
        fresh = activities.filtered(lambda activity: activity.id not in recording)
        recording.update({activity.id: before[activity.id] for activity in fresh})
        try:
            yield before
        finally:
            # What the body removed has its row already.
            kept = fresh.filtered(lambda activity: activity.id in recording)
            for activity in kept:
                del recording[activity.id]
        self.env["sales.discipline.journal"]._append(
            kept._discipline_change_rows(before)
        )

    @contextmanager
    def _discipline_dropping(self):
        """Whatever open activity the body removes is dropped, not cancelled."""
        memo = self._discipline_memo()
        outer, memo["dropping"] = memo["dropping"], True
        try:
            yield
        finally:
            memo["dropping"] = outer

    def _discipline_states(self):
        return {activity.id: activity._discipline_state() for activity in self}

    def _discipline_state(self):
        event = self.calendar_event_id
        start, stop = event.start, event.stop
        if event.allday:
            start = fields.Datetime.to_datetime(event.start_date)
            stop = fields.Datetime.to_datetime(event.stop_date)
        flag = self.result_flag or None
        return State(
            user_id=self.user_id.id or None,
            deadline=self.date_deadline or None,
            type_id=self.activity_type_id.id or None,
            res_model=self.res_model or None,
            res_id=self.res_id or None,
            planned_hours=self.planned_hours,
            meeting_start=start or None,
            meeting_stop=stop or None,
            meeting_allday=event.allday if event else None,
            result=self.feedback or None,
            done_at=self.done_at or None,
            done_by_id=self.done_by_id.id or None,
            dropped_at=self.dropped_at or None,
            # One that a reviewer cleared is none, whatever is written later.
            result_flag=None if flag and self.result_cleared_by_id else flag,
            active=self.active,
            postpone_count=self.postpone_count,
        )

    def _discipline_change_rows(self, before):
        now = self.env.cr.now()
        rows = []
        for activity in self:
            old, new = before[activity.id], activity._discipline_state()
            if _journaled(old, now) != _journaled(new, now):
                rows.append(
                    {
                        "activity_id": activity.id,
                        "kind": _kind(old, new),
                        **_columns("old", old),
                        **_columns("new", new),
                    }
                )
        return rows

    def _discipline_removal_rows(self):
        """What stays of activities that are about to go."""
        return [activity._discipline_removal_row() for activity in self]

    def _discipline_removal_row(self):
        state = self._discipline_last_state()
        dropped = self._discipline_memo()["dropping"] or state.dropped_at
        kind = "dropped" if dropped else "cancelled"
        return {
            "activity_id": self.id,
            "kind": "removed_done" if state.done_at else kind,
            **_columns("old", state),
            "gone": True,
            "created_at": self.create_date,
            "creator_id": self.create_uid.id or None,
            # A personal to-do is nobody else's to read.
            "summary": self.summary if state.res_model else None,
            "res_name": self.res_name or None,
            "set_by_system": self.set_by_system,
        }

    def _discipline_last_state(self):
        """The state to remember of an activity that is about to go.

        Reopened or restored in this very transaction, it never was open. Removed
        within a recording, it goes as it was when that began.
        """
        memo = self._discipline_memo()
        state = memo["recording"].pop(self.id, None) or self._discipline_state()
        if self.id in memo["reopened"]:
            done_at, done_by_id = memo["reopened"][self.id]
            return state._replace(done_at=done_at, done_by_id=done_by_id)
        if self.id in memo["restored"]:
            return state._replace(dropped_at=memo["restored"][self.id])
        return state

    # ------------------------------------------------------------
    # DROPPED AND RESTORED
    # ------------------------------------------------------------

    @api.model
    def _discipline_of_documents(self, records):
        """Open activities on ``records``."""
        return self.sudo().search(
            [("res_model", "=", records._name), ("res_id", "in", records.ids)]
        )

    def _discipline_revive_dropped(self, before):
        """A dropped activity may live again with another owner, document or meeting."""
        dropped = self.sudo().filtered(lambda a: before[a.id].dropped_at)
        if dropped:
            dropped._discipline_sync_dropped()

    def _discipline_sync_dropped(self):
        """Drop open activities whose document, meeting or owner is archived.

        And restore the dropped ones for which none is any more. A constant number of
        queries per model of document.
        """
        activities = self.sudo().filtered("active")
        archived = activities._discipline_archived()
        dropped = archived.filtered(lambda activity: not activity.dropped_at)
        restored = (activities - archived).filtered("dropped_at")
        with (dropped | restored)._discipline_recording():
            dropped._discipline_drop()
            restored._discipline_restore()

    def _discipline_drop(self):
        """What this transaction restored and drops again never was open."""
        restored = self._discipline_memo()["restored"]
        again = self.filtered(lambda activity: activity.id in restored)
        for activity in again:
            activity._discipline_stamp({"dropped_at": restored.pop(activity.id)})
        if self - again:
            (self - again)._discipline_stamp({"dropped_at": self.env.cr.now()})

    def _discipline_restore(self):
        memo = self._discipline_memo()
        for activity in self:
            if activity.dropped_at != memo["now"]:
                memo["restored"][activity.id] = activity.dropped_at
        if self:
            self._discipline_stamp({"dropped_at": False})

    def _discipline_archived(self):
        """Those whose document, meeting or owner is archived."""
        archived = self.filtered(
            lambda activity: (
                (activity.user_id and not activity.user_id.active)
                or (
                    activity.calendar_event_id and not activity.calendar_event_id.active
                )
            )
        )
        for model, activities in (self - archived).grouped("res_model").items():
            if model in self.env and (name := self.env[model]._active_name):
                documents = self.env[model].sudo().with_context(active_test=False)
                gone = documents.search(
                    [("id", "in", activities.mapped("res_id")), (name, "=", False)]
                )
                archived |= activities.filtered(
                    lambda a, ids=gone._ids: a.res_id in ids
                )
        return archived


def _journaled(state, now):
    """What a row is written for: a result counts once the activity has ended.

    The end itself is on the activity, so only losing it is a change.
    """
    kept = state.done_at and state.done_at != now
    return state._replace(
        result=state.result if kept else None,
        result_flag=state.result_flag if kept else None,
        done_at=state.done_at if kept else None,
        done_by_id=None,
        active=None,
        postpone_count=None,
    )


def _kind(old, new):
    if old.done_at and not new.done_at:
        return "reopened"
    if old.dropped_at != new.dropped_at:
        return "dropped" if new.dropped_at else "restored"
    return "changed"


def _columns(side, state):
    values = {f"{side}_{name}": getattr(state, name) for name in STATE}
    if not state.res_model:
        # A personal to-do is nobody else's to read.
        values[f"{side}_result"] = None
    return values
