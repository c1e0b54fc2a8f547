"""What happened to activities, for good (metrics section 2)."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.as_of import STATE

SNAPSHOT = (
    "gone",
    "created_at",
    "creator_id",
    "summary",
    "res_name",
    "set_by_system",
)


class SalesDisciplineJournal(models.Model):
    """Append-only: one row per change of an activity, with the whole state before it.

    So the state at any instant is the ``old_*`` half of the first row after it, or
    the activity itself where there is none. Finishing writes no row, since
    ``done_at`` on the activity says as much. Integers instead of foreign keys: rows
    outlive activities, documents and users.

    Rows are inserted by ``_append`` alone, in the transaction of the change.
    """

    _name = "sales.discipline.journal"
    _description = "Sales Discipline Journal"
    _order = "at desc, id desc"
    _rec_name = "activity_id"
    # Who and when are the row's own business, and rows never change.
    _log_access = False

    activity_id = fields.Integer(required=True)
    kind = fields.Selection(
        [
            ("changed", "Changed"),
            ("reopened", "Reopened"),
            ("cancelled", "Cancelled"),
            ("dropped", "Dropped"),
            ("restored", "Restored"),
            ("removed_done", "Removed When Done"),
        ],
        required=True,
    )
    at = fields.Datetime("When", required=True)
    actor_id = fields.Integer()
    actor_name = fields.Char("By", compute="_compute_actor_name")

    # before and after
    old_user_id = fields.Integer("Assigned to, before")
    new_user_id = fields.Integer("Assigned to, after")
    old_deadline = fields.Date("Due, before")
    new_deadline = fields.Date("Due, after")
    old_type_id = fields.Integer("Type, before")
    new_type_id = fields.Integer("Type, after")
    old_res_model = fields.Char("Document Model, before")
    new_res_model = fields.Char("Document Model, after")
    old_res_id = fields.Integer("Document, before")
    new_res_id = fields.Integer("Document, after")
    old_planned_hours = fields.Float("Duration, before")
    new_planned_hours = fields.Float("Duration, after")
    old_meeting_start = fields.Datetime("Meeting Start, before")
    new_meeting_start = fields.Datetime("Meeting Start, after")
    old_meeting_stop = fields.Datetime("Meeting End, before")
    new_meeting_stop = fields.Datetime("Meeting End, after")
    old_meeting_allday = fields.Boolean("All Day, before")
    new_meeting_allday = fields.Boolean("All Day, after")
    old_result = fields.Text("Result, before")
    new_result = fields.Text("Result, after")
    old_done_at = fields.Datetime("Done, before")
    new_done_at = fields.Datetime("Done, after")
    old_done_by_id = fields.Integer("Done by, before")
    new_done_by_id = fields.Integer("Done by, after")
    old_dropped_at = fields.Datetime("Dropped, before")
    new_dropped_at = fields.Datetime("Dropped, after")
    old_result_flag = fields.Char("Result Flag, before")
    new_result_flag = fields.Char("Result Flag, after")

    # what is left when the activity goes
    gone = fields.Boolean("Activity Gone")
    created_at = fields.Datetime("Created")
    creator_id = fields.Integer("Created by")
    summary = fields.Char()
    res_name = fields.Char("Document Name")
    set_by_system = fields.Boolean("Set by the System")

    # Used by the engine: the first change of an activity after an instant.
    _activity_at_idx = models.Index("(activity_id, at, id)")
    # Used by the engine: activities that were a person's and changed since.
    _owner_at_idx = models.Index("(old_user_id, at)")
    # Used by the engine: activities that became a person's since.
    _gainer_at_idx = models.Index(
        "(new_user_id, at) WHERE old_user_id IS DISTINCT FROM new_user_id"
    )
    # Used by the engine: what a person moved on a day.
    _actor_at_idx = models.Index("(actor_id, at)")
    # Used by the engine: the end of activities whose rows are gone.
    _gone_idx = models.Index("(activity_id) WHERE gone")

    def _compute_actor_name(self):
        actors = self.env["res.users"].sudo().browse(self.mapped("actor_id"))
        names = {actor.id: actor.name for actor in actors.exists()}
        for row in self:
            row.actor_name = names.get(row.actor_id, row.actor_id)

    # ------------------------------------------------------------
    # APPENDING
    # ------------------------------------------------------------

    @api.model
    def _append(self, rows):
        """Insert rows, dicts by column name, in one statement."""
        if not rows:
            return
        columns = (
            "activity_id",
            "kind",
            "at",
            "actor_id",
            *_state_columns(),
            *SNAPSHOT,
        )
        now, uid = self.env.cr.now(), self.env.uid
        values = [
            tuple({"at": now, "actor_id": uid, **row}.get(name) for name in columns)
            for row in rows
        ]
        self.env.cr.execute_values(
            f"INSERT INTO sales_discipline_journal ({', '.join(columns)}) VALUES %s",
            values,
            page_size=len(values),
        )

    @api.model
    def _append_removed_models(self, removed):
        """Journal, in SQL, that the activities on the documents of ``removed`` go."""
        columns = (*(f"old_{name}" for name in STATE), *SNAPSHOT)
        self.env["mail.activity"].flush_model()
        self.env["calendar.event"].flush_model()
        self.env.cr.execute(
            f"""
            INSERT INTO sales_discipline_journal
                        (activity_id, kind, at, actor_id, {", ".join(columns)})
            SELECT activity.id,
                   CASE WHEN done_at IS NULL THEN 'dropped' ELSE 'removed_done' END,
                   %s, %s, activity.user_id, date_deadline, activity_type_id,
                   activity.res_model, activity.res_id, planned_hours,
                   CASE WHEN allday THEN start_date::timestamp ELSE start END,
                   CASE WHEN allday THEN stop_date::timestamp ELSE stop END,
                   allday, feedback, done_at, done_by_id, dropped_at, result_flag, TRUE,
                   activity.create_date, activity.create_uid, summary, res_name,
                   set_by_system
              FROM mail_activity activity
              LEFT JOIN calendar_event event ON event.id = activity.calendar_event_id
             WHERE activity.res_model_id IN %s
            """,
            [self.env.cr.now(), self.env.uid, removed._ids],
        )

    # ------------------------------------------------------------
    # NOTHING ELSE WRITES
    # ------------------------------------------------------------
    # pylint: disable=method-required-super

    def _refuse(self):
        raise UserError(
            self.env._(
                "The journal is kept by Odoo alone: its rows cannot be added, changed "
                "or deleted, not even by an administrator."
            )
        )

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse()

    def write(self, vals):
        self._refuse()

    def unlink(self):
        self._refuse()

    def copy(self, default=None):
        self._refuse()

    @api.model
    def load(self, fields, data):
        self._refuse()


def _state_columns():
    return [f"{side}_{name}" for side in ("old", "new") for name in STATE]
