"""What people do to activities themselves, through every door."""

from odoo import Command
from odoo.tools import mute_logger

from .journal_case import BEFORE, JournalCase, hour


class TestJournalActivities(JournalCase):
    def wizard(self, user):
        """The dialog that schedules an activity on the deal."""
        return (
            self.env["mail.activity.schedule"]
            .with_user(user)
            .with_context(active_model="crm.lead", active_ids=self.deal.ids)
            .create(
                {
                    "activity_type_id": self.call.id,
                    "date_deadline": "2027-03-05",
                    "activity_user_id": user.id,
                }
            )
        )

    def activity_of_wizard(self, name):
        before = self.env["mail.activity"].with_context(active_test=False).search([])
        getattr(self.wizard(self.anna), name)()
        self.env.flush_all()
        after = self.env["mail.activity"].with_context(active_test=False).search([])
        return after - before

    def test_creating_writes_no_row(self):
        """The row itself is the state from its creation on."""
        with self.at(hour(9)):
            activity = self.activity_of_wizard("action_schedule_activities")
        self.assertEqual(self.rows(activity), [])
        live = self.live(activity)
        self.assertEqual(str(live["deadline"]), "2027-03-05")
        self.assertFalse(live["done_at"])
        self.assertEqual(str(activity.first_deadline), "2027-03-05")

    def test_scheduling_without_a_deadline_keeps_the_default_as_the_first(self):
        with self.at(hour(9)):
            activity = self.plan(self.anna, "2027-03-01")
            values = activity.copy_data()[0]
            values.pop("date_deadline")
            defaulted = activity.create(values)
        self.assertTrue(defaulted.first_deadline)
        self.assertEqual(defaulted.first_deadline, defaulted.date_deadline)

    def test_scheduled_and_done_at_once_ends_when_it_began(self):
        """Both instants are the transaction's, to the microsecond."""
        with self.at(hour(9)):
            activity = self.activity_of_wizard("action_schedule_activities_done")
        found = self.fetch(
            "SELECT create_date, done_at, done_by_id FROM mail_activity WHERE id = %s",
            activity.id,
        )[0]
        self.assertEqual(found["create_date"], hour(9))
        self.assertEqual(found["done_at"], hour(9))
        self.assertEqual(found["done_by_id"], self.anna.id)

    def test_created_as_done_is_stamped(self):
        activity = self.plan_at(hour(9), active=False)
        self.assertEqual(self.live(activity)["done_at"], hour(9))
        self.assertEqual(activity.done_by_id, self.anna)

    def test_finishing_is_stamped_by_whatever_call(self):
        """Finishing costs no row, since the activity says when."""
        doors = {
            "feedback": lambda activity: activity.action_feedback(feedback="Agreed"),
            "done": lambda activity: activity.action_done(),
            "schedule next": lambda activity: activity.action_feedback_schedule_next(),
            "redirect": lambda activity: activity.action_done_redirect_to_other(),
            "archive": lambda activity: activity.action_archive(),
            "write": lambda activity: activity.write({"active": False}),
        }
        for name, door in doors.items():
            with self.subTest(name):
                activity = self.plan_at(hour(9))
                with self.at(hour(11)):
                    door(activity.with_user(self.oleg))
                live = self.live(activity)
                self.assertEqual(live["done_at"], hour(11))
                self.assertEqual(live["done_by_id"], self.oleg.id)
                self.assertEqual(self.rows(activity), [])

    def test_finishing_through_the_document_is_stamped(self):
        activity = self.plan_at(hour(9))
        with self.at(hour(11)):
            self.deal.with_user(self.anna).write(
                {"activity_ids": [Command.update(activity.id, {"active": False})]}
            )
        self.assertEqual(self.live(activity)["done_at"], hour(11))

    def test_moving_keeps_the_whole_state_before_and_after(self):
        activity = self.plan_at(hour(9), planned_hours=1.5)
        with self.at(hour(11)):
            activity.with_user(self.head).write({"date_deadline": "2027-03-09"})
        row = self.row(activity)
        self.assertEqual(row["kind"], "changed")
        self.assertEqual(row["at"], hour(11))
        self.assertEqual(row["actor_id"], self.head.id)
        self.assertEqual(str(row["old_deadline"]), "2027-03-05")
        self.assertEqual(str(row["new_deadline"]), "2027-03-09")
        for side in ("old", "new"):
            self.assertEqual(row[f"{side}_user_id"], self.anna.id)
            self.assertEqual(row[f"{side}_type_id"], self.call.id)
            self.assertEqual(row[f"{side}_res_model"], "crm.lead")
            self.assertEqual(row[f"{side}_res_id"], self.deal.id)
            self.assertEqual(row[f"{side}_planned_hours"], 1.5)
        self.assertFalse(row["gone"])

    def test_reschedule_buttons_and_one_click_on_the_deal(self):
        """These buttons take the server's own date, which the tests' clock sets."""
        for name in ("today", "tomorrow", "nextweek"):
            with self.subTest(name):
                activity = self.plan_at(hour(9), deadline="2027-02-26")
                with self.at(hour(11)):
                    getattr(activity, f"action_reschedule_{name}")()
                self.assertEqual(self.kinds(activity), ["changed"])
                self.assertEqual(activity.postpone_count, 1)

    def test_every_value_of_the_state_is_journaled(self):
        other = self.deal_named("Other")
        email = self.env.ref("mail.mail_activity_data_email")
        changes = {
            "user_id": ("user_id", self.oleg.id),
            "activity_type_id": ("type_id", email.id),
            "res_id": ("res_id", other.id),
            "planned_hours": ("planned_hours", 2.0),
        }
        for field, (column, value) in changes.items():
            with self.subTest(field):
                activity = self.plan_at(hour(9))
                with self.at(hour(11)):
                    activity.write({field: value})
                row = self.row(activity)
                self.assertEqual(row["kind"], "changed")
                self.assertNotEqual(row[f"old_{column}"], value)
                self.assertEqual(row[f"new_{column}"], value)

    def test_what_changes_nothing_writes_no_row(self):
        activity = self.plan_at(hour(9))
        with self.at(hour(11)):
            activity.write({"date_deadline": "2027-03-05", "summary": "Other words"})
            activity.write({"note": "More"})
        self.assertEqual(self.rows(activity), [])

    def test_reading_back_any_instant(self):
        """Given away, moved, taken back: each instant shows what held at it."""
        activity = self.plan_at(hour(9))
        with self.at(hour(10)):
            activity.write({"user_id": self.oleg.id})
        with self.at(hour(11)):
            activity.write({"date_deadline": "2027-03-09"})
        with self.at(hour(12)):
            activity.write({"user_id": self.anna.id, "date_deadline": "2027-03-08"})
        seen = [
            (self.as_of(activity, instant)["user_id"], str(state["deadline"]))
            for instant in (
                hour(9),
                hour(10) - BEFORE,
                hour(10),
                hour(11) - BEFORE,
                hour(11),
                hour(12) - BEFORE,
                hour(12),
            )
            if (state := self.as_of(activity, instant))
        ]
        anna, oleg = self.anna.id, self.oleg.id
        self.assertEqual(
            seen,
            [
                (anna, "2027-03-05"),
                (anna, "2027-03-05"),
                (oleg, "2027-03-05"),
                (oleg, "2027-03-05"),
                (oleg, "2027-03-09"),
                (oleg, "2027-03-09"),
                (anna, "2027-03-08"),
            ],
        )

    def test_moves_later_are_counted_once_per_transaction_while_open(self):
        activity = self.plan_at(hour(9))
        for number, (deadline, count) in enumerate(
            [("2027-03-09", 1), ("2027-03-08", 1), ("2027-03-10", 2)]
        ):
            with self.at(hour(10 + number)):
                activity.write({"date_deadline": deadline})
            self.assertEqual(activity.postpone_count, count)
        with self.at(hour(14)):
            activity.write({"date_deadline": "2027-03-11"})
            activity.write({"date_deadline": "2027-03-12"})
        self.assertEqual(activity.postpone_count, 3)
        with self.at(hour(15)):
            activity.write({"date_deadline": "2027-03-19"})
            activity.write({"date_deadline": "2027-03-12"})
        self.assertEqual(activity.postpone_count, 3)
        with self.at(hour(16)):
            activity.action_archive()
            activity.write({"date_deadline": "2027-03-30"})
        self.assertEqual(activity.postpone_count, 3)
        self.assertEqual(str(activity.first_deadline), "2027-03-05")

    def test_deleting_an_open_one_is_a_cancellation(self):
        doors = {
            "unlink": lambda activity: activity.unlink(),
            "cancel": lambda activity: activity.action_cancel(),
            "document": lambda activity: self.deal.write(
                {"activity_ids": [Command.delete(activity.id)]}
            ),
            "chatter": lambda activity: activity.unlink_w_meeting(),
        }
        for name, door in doors.items():
            with self.subTest(name):
                activity = self.plan_at(hour(9))
                with self.at(hour(11)):
                    door(activity.with_user(self.anna))
                row = self.row(activity)
                self.assertEqual(row["kind"], "cancelled")
                self.assertTrue(row["gone"])
                self.assertEqual(row["created_at"], hour(9))
                self.assertEqual(row["creator_id"], self.anna.id)
                self.assertEqual(row["summary"], "Call 0")
                self.assertEqual(row["res_name"], "Forty desks")
                self.assertEqual(row["old_user_id"], self.anna.id)
                self.assertIsNone(row["new_user_id"])

    def test_deleting_a_finished_one_does_not_cancel_it(self):
        activity = self.plan_at(hour(9))
        with self.at(hour(10)):
            activity.action_feedback(feedback="Agreed")
        with self.at(hour(11)):
            activity.with_user(self.head).unlink()
        row = self.row(activity)
        self.assertEqual(row["kind"], "removed_done")
        self.assertEqual(row["old_done_at"], hour(10))
        self.assertEqual(row["old_result"], "Agreed")

    def test_reopening_keeps_when_and_by_whom_it_had_been_finished(self):
        activity = self.plan_at(hour(9))
        with self.at(hour(10)):
            activity.with_user(self.oleg).action_done()
        with self.at(hour(12)):
            activity.with_user(self.anna).action_unarchive()
        row = self.row(activity)
        self.assertEqual(row["kind"], "reopened")
        self.assertEqual(row["old_done_at"], hour(10))
        self.assertEqual(row["old_done_by_id"], self.oleg.id)
        live = self.live(activity)
        self.assertIsNone(live["done_at"])
        self.assertIsNone(live["done_by_id"])
        self.assertEqual(self.as_of(activity, hour(11))["done_at"], hour(10))

    def test_reopened_and_finished_in_one_transaction_keeps_its_end(self):
        activity = self.plan_at(hour(9))
        with self.at(hour(10)):
            activity.with_user(self.oleg).action_done()
        with self.at(hour(12)):
            activity.with_user(self.anna).action_unarchive()
            activity.with_user(self.anna).action_done()
        live = self.live(activity)
        self.assertEqual(live["done_at"], hour(10))
        self.assertEqual(live["done_by_id"], self.oleg.id)

    def test_reopened_and_deleted_in_one_transaction_was_never_open(self):
        activity = self.plan_at(hour(9))
        with self.at(hour(10)):
            activity.action_done()
        with self.at(hour(12)):
            activity.action_unarchive()
            activity.unlink()
        last = self.rows(activity)[-1]
        self.assertEqual(last["kind"], "removed_done")
        self.assertEqual(last["old_done_at"], hour(10))

    def test_finished_reopened_and_deleted_in_one_transaction_is_cancelled(self):
        """It was open before, and nothing else became of it."""
        activity = self.plan_at(hour(9))
        with self.at(hour(12)):
            activity.action_done()
            activity.action_unarchive()
            activity.unlink()
        self.assertEqual(self.kinds(activity)[-1], "cancelled")

    def test_a_result_is_journaled_only_after_completion(self):
        activity = self.plan_at(hour(9))
        with self.at(hour(10)):
            activity.write({"feedback": "Draft"})
        with self.at(hour(11)):
            activity.action_feedback(feedback="Agreed on forty")
        self.assertEqual(self.rows(activity), [])
        with self.at(hour(12)):
            activity.with_user(self.oleg).write({"feedback": "Agreed on sixty"})
        row = self.row(activity)
        self.assertEqual(row["kind"], "changed")
        self.assertEqual(row["actor_id"], self.oleg.id)
        self.assertEqual(row["old_result"], "Agreed on forty")
        self.assertEqual(row["new_result"], "Agreed on sixty")
        self.assertEqual(self.as_of(activity, hour(11))["result"], "Agreed on forty")

    def test_personal_todos_keep_their_text_to_themselves(self):
        with self.at(hour(9)):
            todo = (
                self.env["mail.activity"]
                .with_user(self.anna)
                .create(
                    {
                        "activity_type_id": self.call.id,
                        "user_id": self.anna.id,
                        "date_deadline": "2027-03-05",
                        "summary": "Dentist",
                    }
                )
            )
        with self.at(hour(10)):
            todo.action_feedback(feedback="Two teeth")
        with self.at(hour(11)):
            todo.write({"feedback": "Three teeth", "date_deadline": "2027-03-08"})
        with self.at(hour(12)):
            todo.unlink()
        changed, removed = self.rows(todo)
        self.assertEqual(changed["kind"], "changed")
        self.assertEqual(removed["kind"], "removed_done")
        for row in (changed, removed):
            self.assertIsNone(row["old_result"])
            self.assertIsNone(row["new_result"])
            self.assertIsNone(row["summary"])
            self.assertIsNone(row["res_name"])

    def test_odoos_own_clean_up_drops(self):
        old = self.plan_at(hour(9), deadline="2020-03-05")
        done = self.plan_at(hour(9), deadline="2020-03-05", active=False)
        with self.at(hour(11)):
            self.env["mail.activity"]._gc_delete_old_overdue_activities()
        self.assertFalse(old.exists())
        self.assertTrue(done.exists())
        row = self.row(old)
        self.assertEqual(row["kind"], "dropped")
        self.assertTrue(row["gone"])
        self.assertEqual(self.rows(done), [])

    def test_a_batch_is_journaled_activity_by_activity(self):
        with self.at(hour(9)):
            activities = self.plan(self.anna, "2027-03-05", count=3)
        with self.at(hour(10)):
            activities.write({"date_deadline": "2027-03-08"})
        with self.at(hour(11)):
            activities[:2].unlink()
        self.assertEqual(
            [self.kinds(activity) for activity in activities],
            [["changed", "cancelled"]] * 2 + [["changed"]],
        )

    @mute_logger("odoo.sql_db")
    def test_durations_are_not_negative(self):
        with self.assertRaisesRegex(Exception, "planned_hours"):
            self.plan_at(hour(9), planned_hours=-1)
