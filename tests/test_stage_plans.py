"""A deal that enters a stage starts the stage's plans, once."""

from datetime import date
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from .stage_plan_case import StagePlanCase


class TestStagePlans(StagePlanCase):
    def test_entering_a_stage_plans_for_the_owner(self):
        deal = self.new_deal(self.anna)
        self.enter(deal)
        call, decision = self.planned(deal)
        self.assertRecordValues(
            call | decision,
            [
                {
                    "summary": "Call back",
                    "user_id": self.anna.id,
                    "date_deadline": date(2027, 3, 3),
                    "activity_type_id": self.todo.id,
                },
                {
                    "summary": "Decision",
                    "user_id": self.anna.id,
                    "date_deadline": date(2027, 3, 8),
                    "activity_type_id": self.todo.id,
                },
            ],
        )

    def test_what_a_plan_creates_is_the_systems(self):
        deal = self.new_deal(self.anna)
        self.enter(deal)
        for activity in self.planned(deal):
            self.assertTrue(activity.set_by_system)
            self.assertTrue(activity.automated)
            self.assertEqual(activity.create_uid.id, SUPERUSER_ID)

    def test_what_people_create_is_not(self):
        deal = self.new_deal(self.anna)
        activities = self.env["mail.activity"].with_user(self.anna)
        with self.at("2027-03-01 10:00", self.TZ):
            mine = activities.with_context(default_set_by_system=True).create(
                {
                    "activity_type_id": self.todo.id,
                    "automated": True,
                    "set_by_system": True,
                    "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
                    "res_id": deal.id,
                    "user_id": self.anna.id,
                }
            )
            mine.write({"set_by_system": True})
        self.assertFalse(mine.set_by_system)

    def test_it_counts_as_planned_and_not_as_set_by_the_head(self):
        """Even where the head moved the deal."""
        deal = self.new_deal(self.anna)
        self.enter(deal, by=self.head, at="2027-03-01 10:00")
        line = self.day(self.anna, "2027-03-03", now=self._noon(3))["lines"][0]
        self.assertEqual(line["set"], "planned")
        self.assertTrue(line["set_by_system"])
        self.assertFalse(line["set_by_head"])

    def test_the_mark_outlives_the_activity(self):
        deal = self.new_deal(self.anna)
        self.enter(deal)
        with self.at("2027-03-03 11:00", self.TZ):
            self.planned(deal)[0].with_user(self.anna).unlink()
        line = self.day(self.anna, "2027-03-03", now=self._noon(3))["lines"][0]
        self.assertEqual(line["outcome"], "cancelled")
        self.assertTrue(line["set_by_system"])

    def _noon(self, day):
        return self.env.cr._now.replace(year=2027, month=3, day=day, hour=9)

    def test_won_by_any_door(self):
        doors = {
            "button": lambda deal: deal.action_set_won(),
            "rainbow": lambda deal: deal.action_set_won_rainbowman(),
            "drag": lambda deal: deal.web_save({"stage_id": self.won_stage.id}, {}),
            "call": lambda deal: deal.write({"stage_id": self.won_stage.id}),
        }
        self.env["crm.stage"].search([("is_won", "=", True)]).filtered(
            lambda stage: stage != self.won_stage
        ).is_won = False
        for name, door in doors.items():
            with self.subTest(name), self.at("2027-03-01 10:00", self.TZ):
                deal = self.new_deal(self.anna)
                door(deal.with_user(self.anna))
                self.assertPlanned(deal, "Issue the invoice")

    def test_created_in_the_stage(self):
        with self.at("2027-03-01 10:00", self.TZ):
            deal = self.new_deal(self.anna, stage_id=self.won_stage.id)
        self.assertPlanned(deal, "Issue the invoice")

    def test_a_team_that_brings_the_deal_into_the_stage(self):
        """Odoo computes the stage anew where the new team does not have it."""
        other = self.team.copy({"name": "Doors"})
        self.open_stage.team_ids = self.team
        self.env["crm.stage"].search([]).sequence = 9
        self.offer.sequence = 1
        deal = self.new_deal(self.anna)
        with self.at("2027-03-01 10:00", self.TZ):
            deal.team_id = other
        self.assertEqual(deal.stage_id, self.offer)
        self.assertPlanned(deal, "Call back", "Decision")

    def test_a_lead_that_becomes_a_deal(self):
        lead = self.new_deal(self.anna, type="lead", stage_id=self.offer.id)
        self.assertPlanned(lead)
        with self.at("2027-03-01 10:00", self.TZ):
            lead.convert_opportunity(self.env["res.partner"])
        self.assertPlanned(lead, "Call back", "Decision")

    def test_once_for_a_deal_that_goes_back_and_forth(self):
        deal = self.new_deal(self.anna)
        for stage in (self.offer, self.open_stage, self.offer):
            self.enter(deal, stage)
        self.assertPlanned(deal, "Call back", "Decision")
        with self.at("2027-03-02 10:00", self.TZ):
            self.planned(deal).action_done()
        for stage in (self.open_stage, self.offer):
            self.enter(deal, stage, at="2027-03-03 10:00")
        self.assertPlanned(deal)

    def test_once_where_another_worker_was_quicker(self):
        deal = self.new_deal(self.anna)
        self.env.cr.execute(
            """
            INSERT INTO sales_discipline_plan_start (lead_id, stage_id, started_at)
                 VALUES (%s, %s, now())
            """,
            [deal.id, self.offer.id],
        )
        self.enter(deal)
        self.assertPlanned(deal)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.starts.sudo().create(
                {
                    "lead_id": deal.id,
                    "stage_id": self.offer.id,
                    "started_at": "2027-03-01",
                }
            )

    def test_a_plan_that_is_off_starts_nothing_and_uses_nothing_up(self):
        self.follow_up.active = False
        deal = self.new_deal(self.anna)
        self.enter(deal)
        self.assertPlanned(deal)
        self.follow_up.active = True
        self.enter(deal, self.open_stage)
        self.assertPlanned(deal)
        self.enter(deal)
        self.assertPlanned(deal, "Call back", "Decision")

    def test_loading_data_starts_nothing(self):
        for key in ("import_file", "install_mode", "mail_activity_automation_skip"):
            with self.subTest(key):
                deals = self.env["crm.lead"].with_context(**{key: True})
                values = {"stage_id": self.offer.id, "user_id": self.anna.id}
                deal = deals.create({"name": "Old", "type": "opportunity", **values})
                self.assertPlanned(deal)
                deal = self.new_deal(self.anna)
                self.enter(deal, **{key: True})
                self.assertPlanned(deal)

    def test_a_file_imported_by_a_person(self):
        columns = ["name", "type", "stage_id/.id", "user_id/.id"]
        rows = [["Old", "opportunity", str(self.offer.id), str(self.anna.id)]]
        deals = self.env["crm.lead"].with_user(self.anna)
        done = deals.with_context(import_file=True).load(columns, rows)
        self.assertPlanned(deals.browse(done["ids"]))

    def test_without_an_owner_it_waits_for_one(self):
        deal = self.new_deal(self.env["res.users"])
        self.enter(deal, by=self.head)
        self.assertPlanned(deal)
        with self.at("2027-03-04 10:00", self.TZ):
            deal.user_id = self.oleg
        self.assertEqual(self.planned(deal).user_id, self.oleg)
        self.assertEqual(self.planned(deal)[0].date_deadline, date(2027, 3, 6))

    def test_another_owner_starts_nothing_anew(self):
        deal = self.new_deal(self.anna)
        self.enter(deal)
        self.planned(deal).unlink()
        deal.user_id = self.oleg
        self.assertPlanned(deal)

    def test_a_deal_that_is_there_already_starts_nothing(self):
        self.offer.activity_plan_ids = False
        deal = self.new_deal(self.anna, stage_id=self.offer.id)
        self.offer.activity_plan_ids = self.follow_up
        deal.write({"user_id": self.oleg.id, "stage_id": self.offer.id})
        self.assertPlanned(deal)

    def test_lost_and_restored_is_no_entry(self):
        self.offer.activity_plan_ids = False
        deal = self.new_deal(self.anna, stage_id=self.offer.id)
        self.offer.activity_plan_ids = self.follow_up
        deal.action_set_lost()
        deal.action_unarchive()
        self.assertPlanned(deal)

    def test_a_plan_of_another_company(self):
        tin = self.env["res.company"].create({"name": "Tin & Zinc"})
        self.follow_up.company_id = tin
        deal = self.new_deal(self.anna)
        self.enter(deal)
        self.assertPlanned(deal)
        self.anna.company_ids += tin
        foreign = self.new_deal(self.anna, company_id=tin.id, team_id=False)
        self.enter(foreign, by=self.anna, allowed_company_ids=[tin.id])
        self.assertPlanned(foreign, "Call back", "Decision")

    def test_a_deal_without_a_company_goes_by_its_owners(self):
        self.follow_up.company_id = self.company
        deal = self.new_deal(self.anna, company_id=False, team_id=False)
        self.assertFalse(deal.company_id)
        self.enter(deal)
        self.assertPlanned(deal, "Call back", "Decision")

    def test_people_who_are_not_controlled_are_served_too(self):
        self.team.discipline_policy_id = False
        deal = self.new_deal(self.anna)
        self.enter(deal)
        self.assertPlanned(deal, "Call back", "Decision")

    def test_deadlines_count_from_the_owners_today(self):
        """Not from the mover's, nor from what the owner's account says."""
        self.anna.tz = "America/New_York"
        self.head.tz = "Pacific/Honolulu"
        deal = self.new_deal(self.anna)
        self.enter(deal, by=self.head, at="2027-03-02 00:30")
        self.assertEqual(self.planned(deal)[0].date_deadline, date(2027, 3, 4))

    def test_deadlines_of_the_uncontrolled_go_by_their_account(self):
        self.team.discipline_policy_id = False
        self.anna.tz = "America/New_York"
        deal = self.new_deal(self.anna)
        self.enter(deal, at="2027-03-02 00:30")
        self.assertEqual(self.planned(deal)[0].date_deadline, date(2027, 3, 3))

    def test_nothing_is_overdue_from_the_start(self):
        self.follow_up.template_ids.delay_from = "before_plan_date"
        deal = self.new_deal(self.anna)
        self.enter(deal)
        days = self.planned(deal).mapped("date_deadline")
        self.assertEqual(days, [date(2027, 3, 1)] * 2)

    def test_a_plan_that_breaks_stops_nothing(self):
        sound = self.new_plan("Sound", [("Write a letter", 1)])
        self.offer.activity_plan_ids = self.follow_up | sound
        templates = self.env.registry["mail.activity.plan.template"]
        original = templates._determine_responsible

        def broken(template, *args):
            if template.plan_id == self.follow_up:
                raise ZeroDivisionError("no such coach")
            return original(template, *args)

        deal = self.new_deal(self.anna)
        with patch.object(templates, "_determine_responsible", broken):
            self.enter(deal)
        self.assertEqual(deal.stage_id, self.offer)
        self.assertPlanned(deal, "Write a letter")
        said = " ".join(deal.message_ids.mapped("body"))
        self.assertIn("no such coach", said)
        self.assertIn("Follow up", said)

    def test_a_plan_that_the_database_refuses_stops_nothing(self):
        self.env.flush_all()
        self.env.cr.execute(
            "ALTER TABLE mail_activity ADD CONSTRAINT no CHECK (summary <> 'Decision')"
        )
        deal = self.new_deal(self.anna)
        with mute_logger("odoo.sql_db"):
            self.enter(deal)
        self.assertPlanned(deal)
        deal.invalidate_recordset()
        self.assertEqual(deal.stage_id, self.offer)

    def test_a_wrong_deal_is_not_a_broken_plan(self):
        deal = self.new_deal(self.anna)
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            deal.write({"stage_id": self.offer.id, "name": False})

    def test_the_owner_gets_no_mail_for_an_own_act(self):
        deal = self.new_deal(self.anna)
        before = self.notifications(self.anna)
        self.enter(deal)
        self.assertEqual(self.notifications(self.anna), before)

    def test_one_message_for_somebody_elses_act(self):
        deals = self.new_deal(self.anna) | self.new_deal(self.anna)
        before = self.notifications(self.anna)
        self.enter(deals, by=self.head)
        message = (self.notifications(self.anna) - before).mail_message_id
        self.assertEqual(len(message), 1)
        self.assertEqual(message.subject, "New activities on 2 deals")
        self.assertIn("Call back", message.body)

    def notifications(self, user):
        return self.env["mail.notification"].search(
            [("res_partner_id", "=", user.partner_id.id)]
        )

    def test_the_chatter_says_what_started(self):
        deal = self.new_deal(self.anna)
        self.enter(deal)
        body = deal.message_ids[0].body
        self.assertIn("Follow up", body)
        self.assertIn("Call back, due on Wed, Mar 3", body)

    def test_nothing_of_the_callers_defaults_gets_in(self):
        deal = self.new_deal(self.anna)
        self.enter(
            deal,
            default_user_id=self.oleg.id,
            default_planned_hours=7,
            default_active=False,
        )
        self.assertPlanned(deal, "Call back", "Decision")
        self.assertEqual(self.planned(deal).user_id, self.anna)
        self.assertFalse(any(self.planned(deal).mapped("planned_hours")))

    # ------------------------------------------------------------
    # MERGED DEALS
    # ------------------------------------------------------------

    def test_a_merged_deal_keeps_what_each_has_started(self):
        head, tail = self.new_deal(self.anna), self.new_deal(self.anna)
        self.enter(tail, self.offer)
        self.enter(head, self.won_stage)
        self.enter(tail, self.won_stage)
        merged = (head | tail).merge_opportunity()
        self.assertEqual(len(self.planned(merged)), 4)
        for stage in (self.offer, self.won_stage):
            self.enter(merged, stage, at="2027-03-02 10:00")
        self.assertEqual(len(self.planned(merged)), 4)

    def test_a_stage_entered_by_merging_is_not_started_again(self):
        """The team of the one brings the other into its first stage."""
        other = self.team.copy({"name": "Doors"})
        self.open_stage.team_ids = self.team
        self.env["crm.stage"].search([]).sequence = 9
        self.offer.sequence = 1
        head, tail = self.new_deal(self.anna), self.new_deal(self.anna)
        self.enter(tail, self.offer)
        head.probability = 90
        merged = (head | tail)._merge_opportunity(team_id=other.id)
        self.assertEqual(merged.stage_id, self.offer)
        self.assertPlanned(merged, "Call back", "Decision")

    # ------------------------------------------------------------
    # WHO MAY
    # ------------------------------------------------------------

    def test_nobody_but_the_server_says_what_has_started(self):
        deal = self.new_deal(self.anna)
        self.enter(deal)
        start = self.starts.search([("lead_id", "=", deal.id)])
        self.assertEqual(start.user_id, self.anna)
        admin = new_test_user(self.env, "sd_admin", groups="base.group_system")
        for user in (self.anna, self.director, admin):
            mine = start.with_user(user)
            with self.assertRaises(AccessError):
                mine.unlink()
            with self.assertRaises(AccessError):
                mine.create({"lead_id": deal.id, "stage_id": self.won_stage.id})
            with self.assertRaises(AccessError):
                mine.write({"stage_id": self.open_stage.id})
