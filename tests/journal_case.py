"""Reading the journal from the outside: its rows, and the state at an instant."""

from datetime import datetime, timedelta

from .common import TeamCase

STATE = (
    "user_id",
    "deadline",
    "type_id",
    "res_model",
    "res_id",
    "planned_hours",
    "meeting_start",
    "meeting_stop",
    "meeting_allday",
    "result",
    "done_at",
    "done_by_id",
    "dropped_at",
)
LIVE = """
    SELECT activity.user_id, date_deadline AS deadline, activity_type_id AS type_id,
           activity.res_model, activity.res_id, planned_hours,
           CASE WHEN allday THEN start_date::timestamp ELSE start END AS meeting_start,
           CASE WHEN allday THEN stop_date::timestamp ELSE stop END AS meeting_stop,
           allday AS meeting_allday, feedback AS result, done_at, done_by_id, dropped_at
      FROM mail_activity activity
      LEFT JOIN calendar_event event ON event.id = activity.calendar_event_id
     WHERE activity.id = %s
"""


def hour(number):
    """An instant of Monday 1 March 2027, with the microseconds of a real one."""
    return datetime(2027, 3, 1, number, 30, 0, 123456)


BEFORE = timedelta(microseconds=1)


class JournalCase(TeamCase):
    """Each ``with self.at(...)`` is one transaction, as the journal sees it."""

    def setUp(self):
        super().setUp()
        self.env = self.env(
            context={
                **self.env.context,
                "mail_activity_quick_update": True,
                "dont_notify": True,
                "skip_attendee_notification": True,
                "tz": self.TZ,
            }
        )

    def fetch(self, query, *parameters):
        self.env.flush_all()
        self.env.cr.execute(query, parameters)
        return self.env.cr.dictfetchall()

    def rows(self, activities):
        """The journal rows of activities (or their ids), oldest first."""
        ids = getattr(activities, "ids", activities)
        return self.fetch(
            "SELECT * FROM sales_discipline_journal WHERE activity_id = ANY(%s)"
            " ORDER BY at, id",
            list(ids),
        )

    def kinds(self, activities):
        return [row["kind"] for row in self.rows(activities)]

    def row(self, activity):
        """The one row there is."""
        rows = self.rows(activity)
        self.assertEqual(len(rows), 1, rows)
        return rows[0]

    def live(self, activity):
        return self.fetch(LIVE, activity.id)[0]

    def as_of(self, activity, instant):
        """The state at ``instant``: that before the first change after it."""
        for row in self.rows(activity):
            if row["at"] > instant:
                return {name: row[f"old_{name}"] for name in STATE}
        return self.live(activity)

    def plan_at(self, instant, user=None, deadline="2027-03-05", **values):
        with self.at(instant):
            return self.plan(user or self.anna, deadline, **values)

    def deal_named(self, name, **values):
        return self.deal.copy({"name": name, **values})

    def meeting_at(self, instant, start, stop, **values):
        """A meeting on the deal, and the activity that Odoo makes for it."""
        with self.at(instant):
            event = (
                self.env["calendar.event"]
                .with_user(self.anna)
                .create(
                    {
                        "name": "Visit",
                        "start": start,
                        "stop": stop,
                        "user_id": self.anna.id,
                        "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
                        "res_id": self.deal.id,
                        **values,
                    }
                )
            )
            self.env.flush_all()
        return event, event.activity_ids
