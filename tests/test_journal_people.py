"""What becomes of activities when accounts are archived and deleted."""

from odoo.tests import new_test_user

from .journal_case import JournalCase, hour


class TestJournalPeople(JournalCase):
    def test_the_archive_button_deletes_open_ones_which_drops_them(self):
        activity = self.plan_at(hour(9))
        done = self.plan_at(hour(9), active=False)
        with self.at(hour(10)):
            self.anna.action_archive()
        self.assertFalse(activity.exists())
        row = self.row(activity)
        self.assertEqual(row["kind"], "dropped")
        self.assertTrue(row["gone"])
        self.assertTrue(done.exists())
        self.assertEqual(self.rows(done), [])

    def test_an_account_archived_by_a_call_drops_and_restores(self):
        activity = self.plan_at(hour(9))
        with self.at(hour(10)):
            self.anna.write({"active": False})
        self.assertEqual(self.kinds(activity), ["dropped"])
        self.assertEqual(self.live(activity)["dropped_at"], hour(10))
        with self.at(hour(11)):
            self.anna.write({"active": True})
        self.assertEqual(self.kinds(activity), ["dropped", "restored"])

    def test_a_dropped_one_lives_again_with_another_owner(self):
        activity = self.plan_at(hour(9))
        with self.at(hour(10)):
            self.anna.write({"active": False})
        with self.at(hour(11)):
            activity.with_user(self.head).write({"user_id": self.oleg.id})
        row = self.rows(activity)[-1]
        self.assertEqual(row["kind"], "restored")
        self.assertEqual(row["new_user_id"], self.oleg.id)
        self.assertIsNone(self.live(activity)["dropped_at"])

    def test_a_deleted_account_drops_the_open_and_keeps_the_done(self):
        """The database's own cascade would take both away unseen."""
        guest = new_test_user(
            self.env,
            "sd_guest",
            groups="base.group_user,sales_team.group_sale_salesman_all_leads",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        with self.at(hour(9)):
            activity = self.plan(guest, "2027-03-05", by=self.head)
            done = self.plan(guest, "2027-03-05", by=self.head, active=False)
        with self.at(hour(10)):
            guest.unlink()
        self.assertFalse((activity | done).exists())
        self.assertEqual(self.row(activity)["kind"], "dropped")
        self.assertEqual(self.row(activity)["old_user_id"], guest.id)
        self.assertEqual(self.row(done)["kind"], "removed_done")
