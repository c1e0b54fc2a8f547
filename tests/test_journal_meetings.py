"""Meetings carry activities with them: moved, handed over, archived, deleted."""

from datetime import datetime

from .journal_case import JournalCase, hour

TEN, ELEVEN = datetime(2027, 3, 4, 7), datetime(2027, 3, 4, 8)


class TestJournalMeetings(JournalCase):
    def test_a_moved_meeting_and_its_deadline_are_one_change(self):
        event, activity = self.meeting_at(hour(9), TEN, ELEVEN)
        with self.at(hour(10)):
            event.with_user(self.oleg).write(
                {"start": "2027-03-09 12:00:00", "stop": "2027-03-09 13:00:00"}
            )
        row = self.row(activity)
        self.assertEqual(row["kind"], "changed")
        self.assertEqual(row["actor_id"], self.oleg.id)
        self.assertEqual(row["old_meeting_start"], TEN)
        self.assertEqual(row["old_meeting_stop"], ELEVEN)
        self.assertFalse(row["old_meeting_allday"])
        self.assertEqual(row["new_meeting_start"], datetime(2027, 3, 9, 12))
        self.assertEqual(row["new_meeting_stop"], datetime(2027, 3, 9, 13))
        self.assertEqual(str(row["old_deadline"]), "2027-03-04")
        self.assertEqual(str(row["new_deadline"]), "2027-03-09")
        self.assertEqual(activity.postpone_count, 1)
        self.assertEqual(self.as_of(activity, hour(9))["meeting_start"], TEN)

    def test_a_longer_meeting_on_the_same_day_is_a_change(self):
        event, activity = self.meeting_at(hour(9), TEN, ELEVEN)
        with self.at(hour(10)):
            event.write({"stop": "2027-03-04 10:00:00"})
        row = self.row(activity)
        self.assertEqual(row["new_meeting_stop"], datetime(2027, 3, 4, 10))
        self.assertEqual(row["old_deadline"], row["new_deadline"])
        self.assertEqual(activity.postpone_count, 0)

    def test_a_moved_activity_takes_its_meeting_along_in_one_change(self):
        _event, activity = self.meeting_at(hour(9), TEN, ELEVEN)
        with self.at(hour(10)):
            activity.write({"date_deadline": "2027-03-05"})
        row = self.row(activity)
        self.assertEqual(row["new_meeting_start"], datetime(2027, 3, 5, 7))
        self.assertEqual(str(row["new_deadline"]), "2027-03-05")

    def test_a_finished_one_keeps_its_meetings_times_of_then(self):
        event, activity = self.meeting_at(hour(9), TEN, ELEVEN)
        with self.at(hour(10)):
            activity.action_done()
        with self.at(hour(11)):
            event.write({"start": "2027-03-04 09:00:00", "stop": "2027-03-04 10:00:00"})
        self.assertEqual(self.kinds(activity), ["changed"])
        self.assertEqual(self.as_of(activity, hour(10))["meeting_start"], TEN)

    def test_days_of_an_all_day_meeting(self):
        event, activity = self.meeting_at(hour(9), TEN, ELEVEN)
        with self.at(hour(10)):
            event.write(
                {
                    "allday": True,
                    "start_date": "2027-03-04",
                    "stop_date": "2027-03-06",
                }
            )
        row = self.row(activity)
        self.assertTrue(row["new_meeting_allday"])
        self.assertEqual(row["new_meeting_start"], datetime(2027, 3, 4))
        self.assertEqual(row["new_meeting_stop"], datetime(2027, 3, 6))
        self.assertFalse(row["old_meeting_allday"])

    def test_another_organiser_gets_the_activity(self):
        event, activity = self.meeting_at(hour(9), TEN, ELEVEN)
        with self.at(hour(10)):
            event.write({"user_id": self.oleg.id})
        row = self.row(activity)
        self.assertEqual(row["old_user_id"], self.anna.id)
        self.assertEqual(row["new_user_id"], self.oleg.id)

    def test_an_archived_meeting_drops_and_a_restored_one_restores(self):
        event, activity = self.meeting_at(hour(9), TEN, ELEVEN)
        with self.at(hour(10)):
            event.action_archive()
        self.assertEqual(self.kinds(activity), ["dropped"])
        with self.at(hour(11)):
            event.action_unarchive()
        self.assertEqual(self.kinds(activity), ["dropped", "restored"])

    def test_two_causes_must_both_end(self):
        event, activity = self.meeting_at(hour(9), TEN, ELEVEN)
        with self.at(hour(10)):
            event.action_archive()
        with self.at(hour(11)):
            self.deal.action_set_lost()
        with self.at(hour(12)):
            event.action_unarchive()
        self.assertEqual(self.live(activity)["dropped_at"], hour(10))
        with self.at(hour(13)):
            self.deal.action_restore()
        self.assertIsNone(self.live(activity)["dropped_at"])

    def test_a_deleted_meeting_takes_open_and_finished_ones_with_it(self):
        """The database's own cascade would take both away unseen."""
        event, activity = self.meeting_at(hour(9), TEN, ELEVEN)
        done = self.plan_at(hour(9), calendar_event_id=event.id)
        with self.at(hour(10)):
            done.action_done()
        with self.at(hour(11)):
            event.with_user(self.anna).unlink()
        self.assertFalse((activity | done).exists())
        row = self.row(activity)
        self.assertEqual(row["kind"], "dropped")
        self.assertTrue(row["gone"])
        self.assertEqual(row["old_meeting_start"], TEN)
        row = self.row(done)
        self.assertEqual(row["kind"], "removed_done")
        self.assertEqual(row["old_done_at"], hour(10))

    def test_cancelling_from_the_chatter_is_a_persons_doing(self):
        event, activity = self.meeting_at(hour(9), TEN, ELEVEN)
        with self.at(hour(10)):
            activity.with_user(self.anna).unlink_w_meeting()
        self.assertFalse(event.exists())
        self.assertEqual(self.row(activity)["kind"], "cancelled")

    def test_an_activity_that_gets_a_meeting(self):
        """From the dialog: a meeting made for an activity that was there."""
        activity = self.plan_at(hour(9))
        with self.at(hour(10)):
            self.env["calendar.event"].create(
                {
                    "name": "Visit",
                    "start": TEN,
                    "stop": ELEVEN,
                    "activity_ids": [(6, 0, activity.ids)],
                }
            )
        self.assertIsNone(self.as_of(activity, hour(9))["meeting_start"])
        self.assertEqual(self.as_of(activity, hour(10))["meeting_start"], TEN)

    def test_a_week_of_meetings_moved_at_once(self):
        """Odoo makes the others anew and archives the old; nothing goes unseen."""
        event, activity = self.meeting_at(
            hour(9),
            TEN,
            ELEVEN,
            recurrency=True,
            rrule_type="daily",
            interval=1,
            count=4,
            end_type="count",
        )
        series = event.recurrence_id.calendar_event_ids
        others = [
            self.plan_at(hour(9), calendar_event_id=each.id) for each in series - event
        ]
        with self.at(hour(10)):
            event.write(
                {
                    "start": "2027-03-04 09:00:00",
                    "stop": "2027-03-04 10:00:00",
                    "recurrence_update": "all_events",
                }
            )
        for each in [activity, *others]:
            self.assertIn(self.kinds(each), (["changed"], ["dropped"]))
            self.assertTrue(self.rows(each)[0]["old_meeting_start"])

    def test_deleting_a_series(self):
        event, activity = self.meeting_at(
            hour(9),
            TEN,
            ELEVEN,
            recurrency=True,
            rrule_type="daily",
            interval=1,
            count=4,
            end_type="count",
        )
        series = event.recurrence_id.calendar_event_ids
        others = [
            self.plan_at(hour(9), calendar_event_id=each.id) for each in series - event
        ]
        with self.at(hour(10)):
            event.action_mass_deletion("all_events")
        for each in [activity, *others]:
            self.assertEqual(self.kinds(each), ["dropped"])
