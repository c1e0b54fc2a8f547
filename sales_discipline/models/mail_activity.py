"""Activities remember when they ended, and the journal what happened to them."""

from collections import namedtuple
from contextlib import contextmanager

from odoo import api, fields, models

from ..engine.as_of import STATE

# Set by the server alone: whatever a client sends for them is replaced, after
# defaults, in create, write, import and copy.
GUARDED = ("done_at", "done_by_id", "first_deadline", "postpone_count", "dropped_at")
WATCHED = {
    "active",
    "activity_type_id",
    "calendar_event_id",
    "date_deadline",
    "feedback",
    "planned_hours",
    "res_id",
    "res_model",
    "res_model_id",
    "user_id",
}
MEMO = "sales_discipline"

State = namedtuple("State", (*STATE, "active", "postpone_count"))


class MailActivity(models.Model):
    _inherit = "mail.activity"

    planned_hours = fields.Float(
        "Duration",
        help="Planned duration in hours. 0: that of the activity type; a meeting takes "
        "its own length.",
    )
    done_at = fields.Datetime(readonly=True, copy=False)
    done_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="set null"
    )
    first_deadline = fields.Date("First Due Date", readonly=True, copy=False)
    postpone_count = fields.Integer("Times Moved Later", readonly=True, copy=False)
    dropped_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="Since when the activity is out of the way because its document, its "
        "meeting or its owner's account is archived.",
    )

    _planned_hours_positive = models.Constraint(
        "CHECK (planned_hours >= 0)", "A planned duration cannot be negative."
    )
    # Used by the engine: a person's open activities up to a date.
    _owner_open_idx = models.Index("(user_id, date_deadline) WHERE active IS TRUE")
    # Used by the engine: what a person's activities came to since an instant.
    _owner_done_idx = models.Index("(user_id, done_at) WHERE done_at IS NOT NULL")

    # ------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create([_guarded(vals) for vals in vals_list])
        activities._discipline_finish_creation()
        return activities

    def write(self, vals):
        vals = {k: v for k, v in vals.items() if k not in (*GUARDED, "date_done")}
        if not WATCHED & vals.keys():
            return super().write(vals)
        with self._discipline_recording() as before:
            result = super().write(vals)
            if "active" in vals:
                self._discipline_stamp_ends(before)
            if "date_deadline" in vals:
                self._discipline_count_moves(before)
            if {"user_id", "res_id", "calendar_event_id"} & vals.keys():
                self._discipline_revive_dropped(before)
        return result

    def unlink(self):
        rows = self.sudo()._discipline_removal_rows()
        result = super().unlink()
        self.env["sales.discipline.journal"]._append(rows)
        return result

    @api.autovacuum
    def _gc_delete_old_overdue_activities(self):
        with self._discipline_dropping():
            return super()._gc_delete_old_overdue_activities()

    # ------------------------------------------------------------
    # STAMPS
    # ------------------------------------------------------------

    def _discipline_stamp(self, vals):
        """Write stamps past the guard, with no second check of the caller's rights."""
        # pylint: disable=super-method-mismatch
        return super(MailActivity, self.sudo()).write(vals)

    def _discipline_finish_creation(self):
        """Stamps that depend on defaults, for the few activities that used any."""
        for activity in self:
            if activity.first_deadline != activity.date_deadline:
                activity._discipline_stamp({"first_deadline": activity.date_deadline})
        finished = self.filtered(lambda activity: not activity.active)
        if finished:
            finished._discipline_stamp(
                {"done_at": self.env.cr.now(), "done_by_id": self.env.uid}
            )

    def _discipline_stamp_ends(self, before):
        """Stamp what was finished or reopened: whichever button or call did it.

        What one transaction reopens and finishes again never was open, so it keeps
        its end.
        """
        reopened = self._discipline_memo()["reopened"]
        ended = self.filtered(lambda a: before[a.id].active and not a.active)
        again = ended.filtered(lambda a: a.id in reopened)
        for activity in again:
            done_at, done_by_id = reopened.pop(activity.id)
            activity._discipline_stamp({"done_at": done_at, "done_by_id": done_by_id})
        if ended - again:
            (ended - again)._discipline_stamp(
                {"done_at": self.env.cr.now(), "done_by_id": self.env.uid}
            )
        revived = self.filtered(lambda a: not before[a.id].active and a.active)
        for activity in revived.filtered(lambda a: before[a.id].done_at):
            state = before[activity.id]
            reopened[activity.id] = (state.done_at, state.done_by_id)
        if revived:
            revived._discipline_stamp({"done_at": False, "done_by_id": False})

    def _discipline_count_moves(self, before):
        """Count a deadline moved later, once per transaction and while open."""
        moves = self._discipline_memo()["moves"]
        counts = {}
        for activity in self.sudo():
            state = before[activity.id]
            if not state.active:
                continue
            deadline, count = moves.setdefault(
                activity.id, (state.deadline, state.postpone_count)
            )
            count += activity.date_deadline > deadline
            if count != activity.postpone_count:
                counts.setdefault(count, []).append(activity.id)
        for count, ids in counts.items():
            self.browse(ids)._discipline_stamp({"postpone_count": count})

    @api.model
    def _discipline_backfill(self):
        """Stamp what was there before the addon, as far as stock Odoo recorded it.

        Of finished activities it keeps the UTC date alone. Whoever finished them is
        not known, nor where their deadline once was; no day before the installation
        is judged by it.
        """
        self.flush_model()
        self.env.cr.execute("""
            UPDATE mail_activity
               SET first_deadline = date_deadline,
                   done_at = CASE WHEN active IS NOT TRUE
                                  THEN coalesce(date_done::timestamp, write_date) END
             WHERE first_deadline IS NULL
        """)
        self.invalidate_model()

    # ------------------------------------------------------------
    # JOURNAL
    # ------------------------------------------------------------

    def _discipline_memo(self):
        """What happened so far at this instant; a later transaction starts anew."""
        memo = self.env.cr.cache.get(MEMO)
        if memo is None or memo["now"] != self.env.cr.now():
            memo = {
                "now": self.env.cr.now(),
                "recording": set(),
                "dropping": False,
                "reopened": {},
                "restored": {},
                "moves": {},
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
        memo = self._discipline_memo()
        activities = self.sudo()
        before = activities._discipline_states()
        fresh = activities.filtered(lambda a: a.id not in memo["recording"])
        memo["recording"].update(fresh.ids)
        try:
            yield before
        finally:
            memo["recording"].difference_update(fresh.ids)
        self.env["sales.discipline.journal"]._append(
            fresh._discipline_change_rows(before)
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
        """What stays of activities that are about to go.

        Reopened or restored in this very transaction, they never were open.
        """
        memo = self._discipline_memo()
        rows = []
        for activity in self:
            state = activity._discipline_state()
            if activity.id in memo["reopened"]:
                done_at, done_by_id = memo["reopened"][activity.id]
                state = state._replace(done_at=done_at, done_by_id=done_by_id)
            elif activity.id in memo["restored"]:
                state = state._replace(dropped_at=memo["restored"][activity.id])
            dropped = memo["dropping"] or state.dropped_at
            kind = "dropped" if dropped else "cancelled"
            rows.append(
                {
                    "activity_id": activity.id,
                    "kind": "removed_done" if state.done_at else kind,
                    **_columns("old", state),
                    "gone": True,
                    "created_at": activity.create_date,
                    "creator_id": activity.create_uid.id or None,
                    # A personal to-do is nobody else's to read.
                    "summary": activity.summary if state.res_model else None,
                    "res_name": activity.res_name or None,
                }
            )
        return rows

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
        memo = self._discipline_memo()
        memo["restored"].update({a.id: a.dropped_at for a in restored})
        with (dropped | restored)._discipline_recording():
            if dropped:
                dropped._discipline_stamp({"dropped_at": self.env.cr.now()})
            if restored:
                restored._discipline_stamp({"dropped_at": False})

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
            name = model and self.env[model]._active_name
            if name:
                documents = self.env[model].sudo().with_context(active_test=False)
                gone = documents.search(
                    [("id", "in", activities.mapped("res_id")), (name, "=", False)]
                )
                archived |= activities.filtered(
                    lambda a, ids=gone._ids: a.res_id in ids
                )
        return archived


def _guarded(vals):
    """Creation values with nothing of a client's in the guarded ones.

    Given explicitly, so that no default, from whatever source, takes their place.
    """
    vals = {name: value for name, value in vals.items() if name != "date_done"}
    return {
        **vals,
        "done_at": False,
        "done_by_id": False,
        "dropped_at": False,
        "postpone_count": 0,
        "first_deadline": vals.get("date_deadline") or False,
    }


def _journaled(state, now):
    """What a row is written for: a result counts once the activity has ended.

    The end itself is on the activity, so only losing it is a change.
    """
    kept = state.done_at and state.done_at != now
    return state._replace(
        result=state.result if kept else None,
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
