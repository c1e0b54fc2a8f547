"""What becomes of activities when their documents, types and models change."""

from .journal_case import BEFORE, JournalCase, hour


class TestJournalDocuments(JournalCase):
    def on_partner(self, partner, **values):
        return self.plan_at(
            hour(9),
            res_model_id=self.env["ir.model"]._get_id("res.partner"),
            res_id=partner.id,
            **values,
        )

    def test_a_lost_deal_drops_and_a_restored_one_restores(self):
        activity = self.plan_at(hour(9))
        done = self.plan_at(hour(9), active=False)
        with self.at(hour(10)):
            self.deal.with_user(self.head).action_set_lost()
        row = self.row(activity)
        self.assertEqual(row["kind"], "dropped")
        self.assertEqual(row["actor_id"], self.head.id)
        self.assertFalse(row["gone"])
        self.assertIsNone(row["old_dropped_at"])
        self.assertEqual(self.live(activity)["dropped_at"], hour(10))
        with self.at(hour(12)):
            self.deal.with_user(self.anna).action_restore()
        self.assertEqual(self.kinds(activity), ["dropped", "restored"])
        self.assertIsNone(self.live(activity)["dropped_at"])
        self.assertIsNone(self.as_of(activity, hour(10) - BEFORE)["dropped_at"])
        self.assertEqual(self.as_of(activity, hour(11))["dropped_at"], hour(10))
        self.assertEqual(self.rows(done), [])

    def test_other_archiving_counts_the_same(self):
        partner = self.env["res.partner"].create({"name": "Oak Ltd"})
        activity = self.on_partner(partner)
        with self.at(hour(10)):
            partner.action_archive()
        self.assertEqual(self.kinds(activity), ["dropped"])
        with self.at(hour(11)):
            partner.write({"active": True})
        self.assertEqual(self.kinds(activity), ["dropped", "restored"])

    def test_what_is_planned_on_a_lost_deal_is_open(self):
        """Only losing the deal drops; losing it again, when lost, is no loss."""
        with self.at(hour(8)):
            self.deal.action_set_lost()
        activity = self.plan_at(hour(9))
        with self.at(hour(10)):
            self.deal.action_archive()
            self.deal.write({"active": False})
        self.assertEqual(self.rows(activity), [])
        self.assertIsNone(self.live(activity)["dropped_at"])

    def test_lost_and_restored_at_once_changes_nothing(self):
        activity = self.plan_at(hour(9))
        with self.at(hour(10)):
            self.deal.action_set_lost()
            self.deal.action_restore()
            activity.unlink()
        self.assertEqual(self.kinds(activity)[-1], "cancelled")
        self.assertIsNone(self.rows(activity)[-1]["old_dropped_at"])

    def test_restored_and_lost_at_once_stays_dropped_since_then(self):
        activity = self.plan_at(hour(9))
        with self.at(hour(10)):
            self.deal.action_set_lost()
        with self.at(hour(12)):
            self.deal.action_restore()
            self.deal.action_set_lost()
        self.assertEqual(self.live(activity)["dropped_at"], hour(10))

    def test_restored_and_deleted_at_once_stays_dropped(self):
        activity = self.plan_at(hour(9))
        with self.at(hour(10)):
            self.deal.action_set_lost()
        with self.at(hour(12)):
            self.deal.action_restore()
            activity.unlink()
        last = self.rows(activity)[-1]
        self.assertEqual(last["kind"], "dropped")
        self.assertEqual(last["old_dropped_at"], hour(10))

    def test_deleting_a_dropped_one_does_not_cancel_it(self):
        activity = self.plan_at(hour(9))
        with self.at(hour(10)):
            self.deal.action_set_lost()
        with self.at(hour(11)):
            activity.with_user(self.anna).unlink()
        last = self.rows(activity)[-1]
        self.assertEqual(last["kind"], "dropped")
        self.assertTrue(last["gone"])
        self.assertEqual(last["old_dropped_at"], hour(10))

    def test_a_dropped_one_can_still_be_done(self):
        activity = self.plan_at(hour(9))
        with self.at(hour(10)):
            self.deal.action_set_lost()
        with self.at(hour(11)):
            activity.with_user(self.anna).action_feedback(feedback="Won back")
        self.assertEqual(self.live(activity)["done_at"], hour(11))
        with self.at(hour(12)):
            self.deal.action_restore()
        self.assertEqual(self.kinds(activity), ["dropped"])
        with self.at(hour(13)):
            activity.action_unarchive()
        live = self.live(activity)
        self.assertIsNone(live["done_at"])
        self.assertIsNone(live["dropped_at"])

    def test_a_dropped_one_lives_again_on_another_deal(self):
        activity = self.plan_at(hour(9))
        other = self.deal_named("Other")
        with self.at(hour(10)):
            self.deal.action_set_lost()
        with self.at(hour(11)):
            activity.write({"res_id": other.id})
        row = self.rows(activity)[-1]
        self.assertEqual(row["kind"], "restored")
        self.assertEqual(row["new_res_id"], other.id)
        self.assertIsNone(self.live(activity)["dropped_at"])

    def test_a_deleted_deal_drops_the_open_and_keeps_the_done(self):
        activity = self.plan_at(hour(9))
        done = self.plan_at(hour(9), active=False)
        with self.at(hour(10)):
            self.deal.unlink()
        row = self.row(activity)
        self.assertEqual(row["kind"], "dropped")
        self.assertTrue(row["gone"])
        self.assertEqual(row["res_name"], "Forty desks")
        self.assertEqual(self.row(done)["kind"], "removed_done")
        self.assertEqual(self.row(done)["old_done_at"], hour(9))

    def test_a_deleted_contact_drops(self):
        partner = self.env["res.partner"].create({"name": "Oak Ltd"})
        activity = self.on_partner(partner)
        with self.at(hour(10)):
            partner.unlink()
        self.assertEqual(self.row(activity)["kind"], "dropped")

    def test_finishing_what_has_lost_its_document_drops_it(self):
        """Stock Odoo deletes it, if the database has deleted the document itself."""
        activity = self.plan_at(hour(9))
        self.env.cr.execute("DELETE FROM crm_lead WHERE id = %s", [self.deal.id])
        with self.at(hour(10)):
            activity.action_done()
        self.assertFalse(activity.exists())
        self.assertEqual(self.row(activity)["kind"], "dropped")

    def test_merging_deals_moves_activities_the_finished_too(self):
        """Stock Odoo deletes the finished ones with the deals merged away."""
        second, third = self.deal_named("Second"), self.deal_named("Third")
        deals = self.deal | second | third
        with self.at(hour(9)):
            pairs = {
                deal: (
                    self.plan(self.anna, "2027-03-05", res_id=deal.id),
                    self.plan(self.anna, "2027-03-05", res_id=deal.id, active=False),
                )
                for deal in deals
            }
        with self.at(hour(10)):
            survivor = deals.with_user(self.head).merge_opportunity()
        for deal, activities in pairs.items():
            for activity in activities:
                self.assertEqual(activity.res_id, survivor.id)
                self.assertEqual(
                    self.kinds(activity), [] if deal == survivor else ["changed"]
                )
                self.assertIsNone(self.live(activity)["dropped_at"])
                self.assertEqual(self.as_of(activity, hour(9))["res_id"], deal.id)
            self.assertEqual(self.live(activities[1])["done_at"], hour(9))

    def test_finished_activities_follow_a_chain_of_merges(self):
        """Odoo's assignment merges deals one by one, and deletes them in bulk."""
        second, third = self.deal_named("Second"), self.deal_named("Third")
        with self.at(hour(9)):
            done = [
                self.plan(self.anna, "2027-03-05", res_id=deal.id, active=False)
                for deal in (second, third)
            ]
        with self.at(hour(10)):
            second._merge_dependences(third)
            self.deal._merge_dependences(second)
            (second | third).unlink()
        for activity in done:
            self.assertEqual(activity.res_id, self.deal.id)
            self.assertEqual(self.live(activity)["done_at"], hour(9))
            self.assertEqual(self.kinds(activity), ["changed"])

    def test_merging_contacts_moves_activities(self):
        kept, merged = self.env["res.partner"].create(
            [{"name": "Oak", "email": "o@x.de"}, {"name": "Oak", "email": "o@x.de"}]
        )
        activity = self.on_partner(merged)
        with self.at(hour(10)):
            self.env["base.partner.merge.automatic.wizard"]._merge(
                (kept | merged).ids, kept
            )
        row = self.row(activity)
        self.assertEqual(row["kind"], "changed")
        self.assertEqual(row["old_res_id"], merged.id)
        self.assertEqual(row["new_res_id"], kept.id)

    def test_a_deleted_type_turns_activities_into_todos(self):
        kind = self.env["mail.activity.type"].create({"name": "Tasting"})
        activity = self.plan_at(hour(9), activity_type_id=kind.id)
        with self.at(hour(10)):
            kind.unlink()
        row = self.row(activity)
        self.assertEqual(row["kind"], "changed")
        self.assertEqual(row["old_type_id"], kind.id)
        todo = self.env.ref("mail.mail_activity_data_todo")
        self.assertEqual(row["new_type_id"], todo.id)

    def test_a_deleted_type_changes_finished_ones_where_odoo_does(self):
        kind = self.env["mail.activity.type"].create({"name": "Tasting"})
        done = self.plan_at(hour(9), activity_type_id=kind.id, active=False)
        with self.at(hour(10)):
            kind.with_context(active_test=False).unlink()
        self.assertEqual(self.row(done)["old_type_id"], kind.id)
        self.assertEqual(self.as_of(done, hour(9))["done_at"], hour(9))

    def test_an_uninstalled_app_drops_what_was_on_its_documents(self):
        """Odoo deletes these rows in SQL; a manual model goes the same way."""
        model = self.env["ir.model"].create(
            {
                "name": "Tasting",
                "model": "x_tasting",
                "is_mail_thread": True,
                "is_mail_activity": True,
            }
        )
        self.addCleanup(self.registry.reset_changes)
        with self.at(hour(9)):
            tasting = self.env["x_tasting"].create({"x_name": "Reds"})
            open_one, done = self.env["mail.activity"].create(
                [
                    {
                        "activity_type_id": self.call.id,
                        "res_model_id": model.id,
                        "res_id": tasting.id,
                        "user_id": self.anna.id,
                        "date_deadline": "2027-03-05",
                        "active": active,
                    }
                    for active in (True, False)
                ]
            )
        with self.at(hour(10)):
            model.with_context(_force_unlink=True).unlink()
        self.assertEqual(self.row(open_one)["kind"], "dropped")
        row = self.row(done)
        self.assertEqual(row["kind"], "removed_done")
        self.assertEqual(row["old_done_at"], hour(9))
        self.assertEqual(row["created_at"], hour(9))
        self.assertEqual(row["old_res_model"], "x_tasting")
        self.assertTrue(row["gone"])

    def test_installation_drops_what_stock_odoo_left_open_on_lost_deals(self):
        activity = self.plan_at(hour(9))
        self.env.cr.execute(
            "UPDATE crm_lead SET active = FALSE WHERE id = %s", [self.deal.id]
        )
        self.env.cr.execute(
            "UPDATE mail_activity SET first_deadline = NULL WHERE id = %s",
            [activity.id],
        )
        self.env.invalidate_all()
        with self.at(hour(10)):
            self.env["mail.activity"]._discipline_backfill()
        self.assertEqual(self.live(activity)["dropped_at"], hour(10))
        self.assertEqual(str(activity.first_deadline), "2027-03-05")
