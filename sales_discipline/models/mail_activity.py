"""Activities remember when they ended, whatever a client says."""

from contextlib import contextmanager

from odoo import api, fields, models

from ..engine.as_of import LATE_AFTER

# Set by the server alone: whatever a client sends for them is replaced, after
# defaults, in create, write, import and copy.
GUARDED = (
    "done_at",
    "done_by_id",
    "first_deadline",
    "postpone_count",
    "dropped_at",
    "result_flag",
    "result_key",
    "result_contest",
    "result_cleared_by_id",
    "result_upheld_by_id",
    "set_by_system",
)
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
    first_deadline = fields.Date(
        "First Due Date",
        readonly=True,
        copy=False,
        prefetch=False,
    )
    postpone_count = fields.Integer("Times Moved Later", readonly=True, copy=False)
    dropped_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="Since when the activity is out of the way because its document, its "
        "meeting or its owner's account is archived.",
    )
    set_by_system = fields.Boolean(
        "Set by the System",
        readonly=True,
        copy=False,
        help="A plan of the deal's stage has set the activity, not a person.",
    )

    _planned_hours_positive = models.Constraint(
        "CHECK (planned_hours >= 0)", "A planned duration cannot be negative."
    )
    # Used by the engine: a person's open activities up to a date.
    _owner_open_idx = models.Index("(user_id, date_deadline) WHERE active IS TRUE")
    # Used by the engine: what a person's activities came to since an instant.
    _owner_done_idx = models.Index("(user_id, done_at) WHERE done_at IS NOT NULL")
    # The same of a day long past: what was due then, and what was done late since.
    _owner_due_idx = models.Index("(user_id, date_deadline) WHERE done_at IS NOT NULL")
    _owner_late_idx = models.Index(
        f"(user_id, done_at) WHERE done_at >= date_deadline + interval '{LATE_AFTER}'"
    )

    # ------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create([self._discipline_guarded(v) for v in vals_list])
        activities._discipline_finish_creation()
        finished = activities.filtered(lambda activity: not activity.active)
        if finished:
            finished._discipline_check_block()
            finished._discipline_flag_results()
        return activities

    def write(self, vals):
        vals = {k: v for k, v in vals.items() if k not in (*GUARDED, "date_done")}
        if not WATCHED & vals.keys():
            return super().write(vals)
        if vals.get("active", True) is False or vals.get("active") == 0:
            self._discipline_check_finishing(vals)
        stamps = self._discipline_stamps_along(vals)
        if stamps is not None:
            return super().write({**vals, **stamps})
        with self._discipline_recording() as before:
            result = super().write(vals)
            self._discipline_stamp_afterwards(vals, before)
            if "date_deadline" in vals:
                self._discipline_count_moves(before)
            if {"user_id", "res_id", "calendar_event_id"} & vals.keys():
                self._discipline_revive_dropped(before)
        return result

    def _discipline_check_finishing(self, vals):
        """``_action_done`` has looked at the result that it will write."""
        if not self._discipline_memo()["finishing"]:
            open_ones = self.filtered("active")
            open_ones._discipline_check_block(vals.get("feedback"))

    def unlink(self):
        rows = self.sudo()._discipline_removal_rows()
        result = super().unlink()
        self.env["sales.discipline.journal"]._append(rows)
        return result

    def _action_done(self, feedback=False, attachment_ids=None):
        """Finishing removes the activities whose document the database has removed.

        Stock Odoo archives first and writes the result afterwards.
        """
        self._discipline_check_block(feedback or None)
        memo = self._discipline_memo()
        outer = {name: memo[name] for name in ("finishing", "result_follows")}
        followed = frozenset(self.ids if feedback else ())
        memo |= {"finishing": True, "result_follows": followed}
        try:
            with self._discipline_dropping():
                return super()._action_done(
                    feedback=feedback, attachment_ids=attachment_ids
                )
        finally:
            memo |= outer

    @api.autovacuum
    def _gc_delete_old_overdue_activities(self):
        with self._discipline_dropping():
            return super()._gc_delete_old_overdue_activities()

    # ------------------------------------------------------------
    # STAMPS
    # ------------------------------------------------------------

    @api.model
    def _discipline_guarded(self, vals):
        """Creation values with nothing of a client's in the guarded ones.

        Given explicitly, so that no default, from whatever source, takes their place.
        """
        vals = {name: value for name, value in vals.items() if name != "date_done"}
        if "date_deadline" not in vals:
            vals.update(self.default_get(["date_deadline"]))
        return {
            **vals,
            "done_at": False,
            "done_by_id": False,
            "dropped_at": False,
            "result_flag": False,
            "result_key": False,
            "result_contest": False,
            "result_cleared_by_id": False,
            "result_upheld_by_id": False,
            "set_by_system": self._discipline_memo()["by_system"],
            "postpone_count": 0,
            "first_deadline": vals.get("date_deadline") or False,
        }

    def _discipline_stamps_along(self, vals):
        """The stamps that can be written together with ``vals``; None if they cannot.

        Odoo's Done writes the end and the result of one activity alone, which is what
        people wait for: to write the stamps apart would take as long again, and to
        compare what was there before with what is now finds nothing, as the journal
        keeps neither.
        """
        if (
            vals.keys() == {"feedback"}
            and len(self) == 1
            and self.sudo().done_at == self.env.cr.now()
        ):
            judged = self._discipline_judge_results(vals["feedback"] or "")
            return judged[0][1] if judged else {}
        reopened = self._discipline_memo()["reopened"].keys()
        if (
            vals.keys() == {"active"}
            and not vals["active"]
            and self._discipline_result_follows()
            and all(activity.active for activity in self)
            and reopened.isdisjoint(self.ids)
        ):
            return self._discipline_end_stamps()
        return None

    def _discipline_stamp_afterwards(self, vals, before):
        if "active" in vals:
            self._discipline_stamp_ends(before)
        if "feedback" in vals or (
            "active" in vals and not self._discipline_result_follows()
        ):
            self._discipline_flag_results()

    def _discipline_result_follows(self):
        """Whether Odoo is about to write the results: they are judged then."""
        return self._discipline_memo()["result_follows"].issuperset(self.ids)

    def _discipline_end_stamps(self):
        return {"done_at": self.env.cr.now(), "done_by_id": self.env.uid}

    @contextmanager
    def _discipline_by_system(self):
        """Mark what the body creates as set by the system: no client can say so."""
        memo = self._discipline_memo()
        memo["by_system"] = True
        try:
            yield
        finally:
            memo["by_system"] = False

    def _discipline_stamp(self, vals):
        """Write stamps past the guard, with no second check of the caller's rights."""
        # pylint: disable=super-method-mismatch
        return super(MailActivity, self.sudo()).write(vals)

    def _discipline_finish_creation(self):
        """Stamp what was created finished, and undo a default for ``date_done``.

        That one is Odoo's own and computed, so that it cannot be given a value.
        """
        finished = self.filtered(lambda activity: not activity.active)
        if finished:
            finished._discipline_stamp(self._discipline_end_stamps())
        forged = (self - finished).filtered("date_done")
        if forged:
            forged._discipline_stamp({"date_done": False})
        today = fields.Date.today()
        forged = finished.filtered(lambda activity: activity.date_done != today)
        if forged:
            forged._discipline_stamp({"date_done": today})

    def _discipline_stamp_ends(self, before):
        """Stamp what was finished or reopened: whichever button or call did it.

        What one transaction reopens and finishes again never was open, so it keeps
        its end. A person who reopens an activity wants it open, wherever it is.
        """
        now = self.env.cr.now()
        reopened = self._discipline_memo()["reopened"]
        ended = self.filtered(lambda a: before[a.id].active and not a.active)
        again = ended.filtered(lambda a: a.id in reopened)
        for activity in again:
            done_at, done_by_id = reopened.pop(activity.id)
            activity._discipline_stamp({"done_at": done_at, "done_by_id": done_by_id})
        if ended - again:
            (ended - again)._discipline_stamp(self._discipline_end_stamps())
        revived = self.filtered(lambda a: not before[a.id].active and a.active)
        for activity in revived:
            state = before[activity.id]
            if state.done_at and state.done_at != now:
                reopened[activity.id] = (state.done_at, state.done_by_id)
        if revived:
            revived._discipline_stamp(
                {"done_at": False, "done_by_id": False, "dropped_at": False}
            )

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
        is judged by it. Stock Odoo left activities open on lost deals.
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
        self.sudo().search([("active", "=", True)])._discipline_sync_dropped()
