from datetime import date

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from .common_companies import CompaniesCase


class TestPolicy(CompaniesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.versions = cls.env["sales.discipline.policy.version"]

    def judge(self, **values):
        return self.closed_day(self.anna, **values)

    def add_version(self, start, **values):
        return self.versions.create(
            {"policy_id": self.policy.id, "date_start": start, **values}
        )

    # ------------------------------------------------------------
    # NUMBERS
    # ------------------------------------------------------------

    def test_a_version_has_the_default_numbers_of_the_metrics(self):
        self.assertRecordValues(
            self.version,
            [
                {
                    "min_planned_count": 5,
                    "min_planned_load": 30,
                    "cutoff_hour": 18.0,
                    "max_overdue": 5,
                    "max_postponements": 2,
                    "weight_planning": 40,
                    "weight_execution": 40,
                    "weight_backlog": 20,
                    "weight_data": 0,
                    "weight_results": 0,
                }
            ],
        )

    @mute_logger("odoo.sql_db")
    def test_impossible_numbers_are_refused(self):
        for values in (
            {"cutoff_hour": -0.5},
            {"cutoff_hour": 24},
            {"min_planned_count": -1},
            {"min_planned_load": -1},
            {"min_planned_load": 201},
            {"max_overdue": -1},
            {"max_postponements": -1},
            {"weight_backlog": -1},
            {
                "weight_planning": 0,
                "weight_execution": 0,
                "weight_backlog": 0,
            },
        ):
            with (
                self.subTest(values=values),
                self.assertRaises(IntegrityError),
                self.cr.savepoint(),
            ):
                self.version.write(values)
                self.version.flush_recordset()

    def test_numbers_at_the_edge_are_accepted(self):
        self.version.write(
            {
                "cutoff_hour": 0,
                "min_planned_count": 0,
                "min_planned_load": 130,
                "max_overdue": 0,
                "max_postponements": 0,
                "weight_planning": 0,
                "weight_execution": 0,
            }
        )
        self.version.write({"cutoff_hour": 23.99})
        self.version.flush_recordset()

    @mute_logger("odoo.sql_db")
    def test_two_versions_cannot_start_on_one_date(self):
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.add_version("2027-01-01")

    # ------------------------------------------------------------
    # WHAT HAS JUDGED STAYS
    # ------------------------------------------------------------

    def test_a_policy_that_judged_nothing_may_have_any_dates(self):
        with self.at("2027-03-02 12:00", self.TZ):
            past = self.add_version("2026-06-01")
            past.date_start = "2026-07-01"
            self.version.min_planned_count = 3
            past.unlink()

    def test_a_version_that_judged_is_read_only_even_for_the_superuser(self):
        self.judge()
        with self.at("2027-03-02 12:00", self.TZ):
            with self.assertRaises(UserError):
                self.version.sudo().min_planned_count = 3
            with self.assertRaises(UserError):
                self.version.sudo().date_start = "2027-06-01"
            with self.assertRaises(UserError):
                self.version.sudo().unlink()

    def test_deleting_is_refused_whatever_the_context_claims(self):
        self.judge()
        forged = {"_force_unlink": True}
        with self.at("2027-03-02 12:00", self.TZ):
            with self.assertRaises(UserError):
                self.version.with_context(**forged).unlink()
            with self.assertRaises(UserError):
                self.policy.with_context(**forged).unlink()

    def test_after_judging_a_new_version_starts_tomorrow_or_later(self):
        self.judge()
        with self.at("2027-03-02 12:00", self.TZ):
            for start in ("2026-12-01", "2027-03-01", "2027-03-02"):
                with self.subTest(start=start), self.assertRaises(UserError):
                    self.add_version(start)
            self.add_version("2027-03-03")

    def test_tomorrow_is_that_of_the_policy_s_time_zone(self):
        self.judge()
        # 22:30 in UTC is already 3 March in Moscow.
        with self.at("2027-03-02 22:30"):
            with self.assertRaises(UserError):
                self.add_version("2027-03-03")
            self.policy.tz = "America/New_York"
            self.add_version("2027-03-03")

    def test_a_future_version_can_be_changed_but_not_pulled_into_the_past(self):
        self.judge()
        with self.at("2027-03-02 12:00", self.TZ):
            future = self.add_version("2027-03-10")
            future.write({"min_planned_count": 7, "date_start": "2027-03-05"})
            with self.assertRaises(UserError), self.cr.savepoint():
                future.date_start = "2027-03-02"
            future.unlink()

    def test_a_version_in_force_that_has_not_judged_yet_is_read_only_too(self):
        """Otherwise today's rules could be changed until tonight's closing."""
        self.judge()
        with self.at("2027-03-02 12:00", self.TZ):
            latest = self.add_version("2027-03-03")
        with self.at("2027-03-03 09:00", self.TZ):
            with self.assertRaises(UserError):
                latest.min_planned_count = 1
            with self.assertRaises(UserError):
                latest.unlink()

    def test_the_numbers_of_today_stay_while_teams_are_judged_by_them(self):
        with self.at("2027-03-02 12:00", self.TZ):
            later = self.add_version("2027-04-01")
            with self.assertRaisesRegex(UserError, "no numbers today"):
                self.version.unlink()
            with self.assertRaisesRegex(UserError, "no numbers today"):
                (self.version | later).unlink()
            later.unlink()
            self.add_version("2027-03-02")
            self.version.unlink()
        self.assertFalse(self.version.exists())

    def test_a_policy_without_teams_may_be_left_without_numbers(self):
        self.team.discipline_policy_id = False
        self.add_version("2027-04-01")
        with self.at("2027-03-02 12:00", self.TZ):
            self.version.unlink()
        self.assertFalse(self.version.exists())

    def test_a_judged_policy_is_archived_not_deleted(self):
        self.judge()
        with self.assertRaises(UserError):
            self.policy.unlink()
        self.policy.action_archive()
        self.assertFalse(self.policy.active)

    def test_a_policy_in_use_is_not_deleted_and_one_without_use_is(self):
        with self.assertRaises(UserError):
            self.policy.unlink()
        self.team.discipline_policy_id = False
        self.policy.unlink()
        self.assertFalse(self.version.exists())

    def test_new_version_from_tomorrow_copies_the_latest(self):
        self.version.min_planned_count = 9
        self.judge()
        with self.at("2027-03-02 12:00", self.TZ):
            opened = self.policy.action_new_version()
            latest = self.policy.version_ids.sorted("date_start")[-1]
            self.assertEqual(opened["res_id"], latest.id)
            self.assertEqual(latest.date_start, date(2027, 3, 3))
            self.assertEqual(latest.min_planned_count, 9)
            self.policy.action_new_version()
            latest = self.policy.version_ids.sorted("date_start")[-1]
            self.assertEqual(latest.date_start, date(2027, 3, 4))

    def test_only_administrators_make_versions(self):
        for user in (self.anna, self.head, self.director):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self.policy.with_user(user).action_new_version()
        self.policy.with_user(self.mona).action_new_version()
        self.assertEqual(len(self.policy.version_ids), 2)

    def test_the_form_proposes_a_date_that_will_be_accepted(self):
        self.judge()
        with (
            self.at("2027-03-02 12:00", self.TZ),
            Form(self.policy.with_user(self.mona)) as form,
            form.version_ids.new() as version,
        ):
            self.assertEqual(version.date_start, date(2027, 3, 3))
            version.min_planned_count = 6
        self.assertEqual(len(self.policy.version_ids), 2)

    # ------------------------------------------------------------
    # TEAMS
    # ------------------------------------------------------------

    def test_a_new_team_gets_the_shipped_policy(self):
        shipped = self.env.ref("sales_discipline.sales_discipline_policy_default")
        self.assertEqual(self.kitchens.discipline_policy_id, shipped)
        self.assertTrue(shipped.version_ids)
        with Form(self.env["crm.team"]) as form:
            form.name = "Doors"
            self.assertEqual(form.discipline_policy_id, shipped)

    def test_without_the_shipped_policy_a_new_team_gets_one_of_its_company(self):
        shipped = self.env.ref("sales_discipline.sales_discipline_policy_default")
        shipped.active = False
        doors = self.make_team("Doors", self.company, self.kira, self.sam)
        tiles = self.make_team("Tiles", self.tin, self.rolf, self.rita)
        self.assertEqual(doors.discipline_policy_id, self.policy)
        self.assertFalse(tiles.discipline_policy_id)

    def test_a_policy_made_by_hand_has_the_default_numbers(self):
        action = self.env.ref("sales_discipline.sales_discipline_policy_action")
        model = self.env["sales.discipline.policy"]
        form = Form(model.with_context(**safe_eval(action.context)))
        form.name = "By hand"
        self.assertEqual(form.save().version_ids.mapped("min_planned_count"), [5])

    def test_a_team_does_not_take_a_policy_without_numbers(self):
        empty = self.env["sales.discipline.policy"].create({"name": "Empty"})
        with self.assertRaisesRegex(ValidationError, "“Empty” has no version yet"):
            self.team.discipline_policy_id = empty

    def test_a_team_made_without_control_stays_so(self):
        team = self.make_team(
            "Doors", self.company, self.kira, self.sam, discipline_policy_id=False
        )
        self.assertFalse(team.discipline_policy_id)

    def test_a_team_cannot_use_another_company_s_policy(self):
        with self.assertRaises(UserError):
            self.roofs.discipline_policy_id = self.policy
        with self.assertRaises(ValidationError):
            self.policy.company_id = self.tin

    def test_leading_a_controlled_team_brings_the_head_s_group(self):
        group = "sales_discipline.group_head"
        self.assertTrue(self.kira.has_group(group))
        self.assertFalse(self.sam.has_group(group))
        self.kitchens.user_id = self.sam
        self.assertTrue(self.sam.has_group(group))

    def test_a_policy_put_on_a_team_brings_its_leader_the_head_s_group(self):
        group = "sales_discipline.group_head"
        team = self.make_team(
            "Doors", self.company, self.sam, self.oleg, discipline_policy_id=False
        )
        self.assertFalse(self.sam.has_group(group))
        team.with_user(self.mona).discipline_policy_id = self.policy
        self.assertTrue(self.sam.has_group(group))

    def test_members_removed_and_taken_back_count_from_then_on(self):
        member = self.team.crm_team_member_ids.filtered(
            lambda member: member.user_id == self.anna
        )
        with self.at("2027-03-02 12:00"):
            member.action_archive()
        with self.at("2027-03-03 12:00") as then:
            member.action_unarchive()
            self.assertEqual(member.active_since, then)

    def test_coming_under_control_again_invents_no_days(self):
        def switch(record, name):
            values = record[name], False
            return lambda: record.write({name: values[1]}), lambda: record.write(
                {name: values[0]}
            )

        member = self.team.crm_team_member_ids.filtered(
            lambda member: member.user_id == self.anna
        )
        ways = {
            "the team's policy": switch(self.team, "discipline_policy_id"),
            "the team": switch(self.team, "active"),
            "the policy": switch(self.policy, "active"),
            "the account": switch(self.anna, "active"),
            "the membership": switch(member, "active"),
        }
        for number, (name, (off, on)) in enumerate(ways.items(), 1):
            with self.subTest(name):
                with self.at(f"2027-03-{number:02} 08:00"):
                    off()
                    self.assertFalse(self.controlled(self.anna))
                with self.at(f"2027-03-{number:02} 18:00") as then:
                    on()
                    self.assertTrue(self.controlled(self.anna))
                    self.assertEqual(member.active_since, then)

    def test_changing_the_rules_of_a_controlled_team_begins_nothing(self):
        member = self.team.crm_team_member_ids[0]
        since = member.active_since
        other = self.policy.copy()
        with self.at("2027-03-02 12:00"):
            self.team.discipline_policy_id = other
            self.team.write({"active": True, "name": "Other"})
            self.policy.active = True
            self.assertEqual(member.active_since, since)

    def controlled(self, user):
        return self.env["crm.team.member"]._discipline_memberships(user)

    def test_a_copied_policy_has_the_latest_numbers(self):
        self.policy.version_ids[:1].min_planned_count = 8
        with self.at("2027-03-02 12:00"):
            copy = self.policy.copy()
            self.assertEqual(str(copy.version_ids.date_start), "2027-03-02")
        self.assertEqual(copy.version_ids.min_planned_count, 8)

    def test_a_leader_who_became_a_portal_user_stops_nothing(self):
        portal = self.env["res.users"].create(
            {
                "name": "Gone",
                "login": "sd_gone",
                "company_id": self.company.id,
                "company_ids": [Command.set(self.company.ids)],
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )
        self.team.write({"user_id": portal.id, "discipline_policy_id": self.policy.id})
        self.assertFalse(portal.has_group("sales_discipline.group_head"))

    def test_nobody_backdates_a_membership(self):
        members = self.env["crm.team.member"].with_user(self.mona)
        forged = "2020-01-01 00:00:00"
        with self.at("2027-03-02 12:00") as then:
            member = members.with_context(default_active_since=forged).create(
                {
                    "crm_team_id": self.kitchens.id,
                    "user_id": self.oleg.id,
                    "active_since": forged,
                }
            )
            member.write({"active_since": forged})
            self.assertEqual(member.active_since, then)

    def test_installing_puts_existing_teams_under_control(self):
        from odoo.addons.sales_discipline.hooks import post_init_hook

        teams = self.kitchens | self.roofs
        teams.discipline_policy_id = False
        self.kira.group_ids = [
            Command.unlink(self.env.ref("sales_discipline.group_head").id)
        ]
        post_init_hook(self.env)
        shipped = self.env.ref("sales_discipline.sales_discipline_policy_default")
        self.assertEqual(teams.discipline_policy_id, shipped)
        self.assertEqual(self.team.discipline_policy_id, self.policy)
        self.assertTrue(self.kira.has_group("sales_discipline.group_head"))
