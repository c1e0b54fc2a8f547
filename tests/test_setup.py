"""The set-up assistant: who may use it, what each step changes, and what it leaves."""

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import TeamCase
from .live_day_case import LiveDayCase


class TestSetup(TeamCase):
    """Adam is a sales administrator; the others as in the base class."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.adam = cls.new_user("sd_adam", "sales_team.group_sale_manager")
        cls.env["sales.discipline.policy"].search([]).filtered(
            lambda policy: policy != cls.policy
        ).active = False
        cls.regulation = cls.env["sales.discipline.regulation.version"].create(
            {
                "regulation_id": cls.env["sales.discipline.regulation"]
                .create({"name": "How we work", "policy_id": cls.policy.id})
                .id,
                "date_start": "2027-03-01",
                "body": "<p>Plan your day.</p>",
            }
        )

    def assistant(self, step="teams", user=None, **values):
        setups = self.env["sales.discipline.setup"].with_user(user or self.adam)
        return setups.create({"step": step, "company_id": self.company.id, **values})

    def line(self, setup, team=None):
        wanted = team or self.team
        return setup.team_ids.filtered(lambda line: line.team_id == wanted)

    def state(self):
        self.env.invalidate_all()
        return (
            self.team.user_id,
            self.team.discipline_policy_id,
            self.policy.tz,
            self.policy.shadow_mode,
            self.policy.version_ids.ids,
            self.version.read(["min_planned_count", "min_planned_load", "cutoff_hour"]),
            self.regulation.published_at,
            self.env["sales.discipline.program"].search_count([]),
            self.company.resource_calendar_id,
        )

    # ------------------------------------------------------------
    # RIGHTS
    # ------------------------------------------------------------

    def test_only_administrators_may_use_it(self):
        for user in (self.anna, self.head, self.director):
            setups = self.env["sales.discipline.setup"].with_user(user)
            self.assertFalse(setups.get_offer())
            with self.assertRaises(AccessError):
                setups.action_dismiss()
            with self.assertRaises(AccessError):
                self.assistant(user=user)
        self.assertFalse(self.company.discipline_is_set_up)

    def test_an_administrator_of_the_settings_may_use_it(self):
        root = self.new_user("sd_rita", "base.group_system")
        setup = self.assistant(user=root)
        self.line(setup).user_id = self.oleg
        setup.action_save()
        self.assertEqual(self.team.user_id, self.oleg)

    def test_it_reaches_no_company_and_no_team_of_others(self):
        other = self.env["res.company"].create({"name": "Ash Ltd"})
        foreign = self.env["crm.team"].create(
            {"name": "Foreign", "company_id": other.id}
        )
        setup = self.assistant()
        line = self.line(setup)
        line.sudo().write({"team_id": foreign.id, "user_id": self.oleg.id})
        setup.action_save()
        self.assertFalse(foreign.user_id)
        setup = self.assistant()
        setup.sudo().company_id = other
        with self.assertRaises(AccessError):
            setup.action_save()

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def test_it_shows_what_is_there(self):
        with self.at("2027-03-01 10:00", self.TZ):
            setup = self.assistant()
            self.assertEqual(setup.policy_id, self.policy)
            self.assertEqual(self.line(setup).user_id, self.head)
            self.assertTrue(self.line(setup).is_controlled)
            self.assertEqual(self.line(setup).member_ids, self.team.member_ids)
            self.assertEqual(setup.min_planned_count, 5)
            self.assertEqual(setup.cutoff_hour, 18)
            self.assertEqual(setup.regulation_version_id, self.regulation)
            self.assertIn(self.team, setup.free_team_ids)
            self.assertFalse(setup.can_set_calendar)

    def test_skipping_every_step_changes_nothing(self):
        before = self.state()
        setup = self.assistant(
            tz="Asia/Omsk",
            min_planned_count=9,
            is_to_publish=True,
            has_program=True,
            shadow_mode=True,
        )
        self.line(setup).user_id = self.oleg
        for _step in range(6):
            action = setup.action_skip()
        self.assertEqual(
            action["params"]["next"]["tag"], "sales_discipline.review_board"
        )
        self.assertEqual(self.state(), before)
        self.assertTrue(self.company.discipline_is_set_up)

    def end(self, action, step="shadow"):
        """The notice after the last step."""
        setup = self.assistant(step)
        return getattr(setup, action)()["params"]

    def test_whoever_skipped_everything_is_told_what_is_in_force(self):
        end = self.end("action_skip")
        self.assertEqual(end["type"], "warning")
        self.assertIn("skipped", end["title"])
        self.assertIn("needs 5 activities and 30% of the hours", end["message"])
        self.assertIn("Shadow mode is off", end["message"])
        self.assertIn("Set Up", end["message"])

    def test_whoever_saved_a_step_is_told_the_same_and_what_comes_next(self):
        self.policy.shadow_mode = True
        end = self.end("action_save")
        self.assertEqual(end["type"], "success")
        self.assertIn("Shadow mode is on", end["message"])
        self.assertIn("Guide", end["message"])

    def test_the_end_says_when_nobody_is_controlled(self):
        teams = self.env["crm.team"].search([])
        teams.write({"discipline_policy_id": False})
        end = self.end("action_save")
        self.assertEqual(end["type"], "warning")
        self.assertIn("Nobody is controlled", end["message"])
        self.assertNotIn("Shadow mode", end["message"])

    def test_saving_what_is_there_changes_nothing_however_often(self):
        self.policy.tz = self.policy._get_tz()
        before = self.state()
        for _run in range(2):
            setup = self.assistant()
            for _step in range(6):
                setup.action_save()
        self.assertEqual(self.state(), before)

    def test_a_new_leader_may_review(self):
        setup = self.assistant()
        self.line(setup).user_id = self.oleg
        setup.action_save()
        self.assertEqual(self.team.user_id, self.oleg)
        self.assertTrue(self.oleg.has_group("sales_discipline.group_head"))
        self.assertEqual(setup.step, "hours")

    def test_whoever_cannot_lead_is_refused_with_a_sentence(self):
        other = self.env["res.company"].create({"name": "Ash Ltd"})
        stranger = self.new_user("sd_sven")
        stranger.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        setup = self.assistant()
        self.line(setup).user_id = stranger
        with self.assertRaisesRegex(UserError, "does not work in Oak & Pine"):
            setup.action_save()

    def test_people_come_into_a_team_and_leave_it(self):
        nina = self.new_user("sd_nina")
        setup = self.assistant()
        self.line(setup).member_ids = self.anna | nina
        setup.action_save()
        self.assertEqual(self.team.member_ids, self.anna | nina)

    def test_it_names_who_could_not_open_crm(self):
        blind = self.new_user("sd_blind", "base.group_user")
        with Form(self.assistant()) as form:
            self.assertFalse(form.blind_text)
            with form.team_ids.edit(0) as line:
                line.member_ids.add(blind)
            self.assertIn(blind.name, form.blind_text)
            with form.team_ids.edit(0) as line:
                line.is_controlled = False
            self.assertFalse(form.blind_text, "nobody is judged there")
            with form.team_ids.edit(0) as line:
                line.is_controlled = True
                line.user_id = blind
            self.assertFalse(form.blind_text, "leaders get the right by leading")

    def test_whoever_works_elsewhere_comes_into_no_team(self):
        other = self.env["res.company"].create({"name": "Ash Ltd"})
        stranger = self.new_user("sd_sven")
        stranger.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        setup = self.assistant()
        self.line(setup).member_ids |= stranger
        before = self.team.member_ids
        with self.assertRaisesRegex(UserError, "does not work in Oak & Pine"):
            setup.action_save()
        self.assertEqual(self.team.member_ids, before)

    def test_the_zone_in_force_is_told_with_its_hour(self):
        with self.at("2027-03-01 10:00", "UTC"):
            self.policy.tz = False
            self.company.resource_calendar_id.tz = "Asia/Omsk"
            setup = self.assistant("hours")
            self.assertIn("Asia/Omsk, where it is 4:00", setup.tz_text)
            setup.tz = "Europe/Berlin"
            self.assertIn("Europe/Berlin, where it is 11:00", setup.tz_text)

    def test_a_team_is_controlled_or_not(self):
        setup = self.assistant()
        self.line(setup).is_controlled = False
        setup.action_save()
        self.assertFalse(self.team.discipline_policy_id)
        setup = self.assistant()
        self.line(setup).is_controlled = True
        setup.action_save()
        self.assertEqual(self.team.discipline_policy_id, self.policy)

    def test_the_time_zone_is_that_of_the_policy(self):
        self.assistant("hours", tz="Asia/Omsk").action_save()
        self.assertEqual(self.policy.tz, "Asia/Omsk")

    def test_days_do_not_move_with_the_zone_of_the_working_hours_later(self):
        self.policy.tz = False
        self.company.resource_calendar_id.tz = "Asia/Omsk"
        self.assistant("hours").action_save()
        self.company.resource_calendar_id.tz = "Europe/Paris"
        self.assertEqual(self.policy._get_tz(), "Asia/Omsk")

    def test_working_hours_are_for_those_who_administer_settings(self):
        calendar = self.company.resource_calendar_id.copy({"name": "35 hours"})
        with self.assertRaises(AccessError):
            self.assistant("hours", calendar_id=calendar.id).action_save()
        self.adam.group_ids += self.env.ref("base.group_system")
        self.assistant("hours", calendar_id=calendar.id).action_save()
        self.assertEqual(self.company.resource_calendar_id, calendar)

    def test_numbers_change_at_once_before_any_day_was_judged(self):
        self.assistant("plan", min_planned_count=3).action_save()
        self.assertEqual(self.version.min_planned_count, 3)

    def test_numbers_change_tomorrow_once_days_were_judged(self):
        with self.at("2027-03-01 10:00", self.TZ):
            self.env["sales.discipline.day"].create(
                {
                    "user_id": self.anna.id,
                    "team_id": self.team.id,
                    "company_id": self.company.id,
                    "version_id": self.version.id,
                    "date": "2027-02-26",
                    "tz": self.TZ,
                    "state": "closed",
                }
            )
            setup = self.assistant("plan", min_planned_count=3, cutoff_hour=17)
            self.assertEqual(setup.plan_from, date(2027, 3, 2))
            setup.action_save()
            self.assistant("plan", min_planned_count=4).action_save()
        self.assertEqual(self.version.min_planned_count, 5)
        new = self.policy.version_ids - self.version
        self.assertEqual(new.date_start, date(2027, 3, 2))
        self.assertEqual((new.min_planned_count, new.cutoff_hour), (4, 17))

    def test_impossible_numbers_are_refused_with_a_sentence(self):
        for values in (
            {"cutoff_hour": 24},
            {"cutoff_hour": -1},
            {"min_planned_count": -1},
            {"min_planned_load": 201},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                self.assistant("plan", **values).action_save()

    def test_a_load_that_the_policy_takes_is_taken(self):
        self.assistant("plan", min_planned_load=200).action_save()
        self.assertEqual(self.version.min_planned_load, 200)

    def test_the_draft_is_published_only_when_asked_and_once(self):
        self.assistant("regulation").action_save()
        self.assertFalse(self.regulation.published_at)
        self.assistant("regulation", is_to_publish=True).action_save()
        published = self.regulation.published_at
        self.assertTrue(published)
        self.assistant("regulation", is_to_publish=True).action_save()
        self.assertEqual(self.regulation.published_at, published)

    def test_a_programme_starts_today_or_later(self):
        with self.at("2027-03-01 10:00", self.TZ):
            with self.assertRaisesRegex(UserError, "today or later"):
                self.assistant(
                    "program", has_program=True, program_date="2027-02-26"
                ).action_save()
            self.assistant(
                "program", has_program=True, program_date="2027-03-08"
            ).action_save()
            programs = self.env["sales.discipline.program"]
            program = programs.search([("company_id", "=", self.company.id)])
            self.assertIn(self.team, program.team_ids)
            with self.assertRaisesRegex(UserError, "has a programme already"):
                self.assistant("program", has_program=True).action_save()

    def test_shadow_mode_goes_on_and_off(self):
        for wanted in (True, False):
            self.assistant("shadow", shadow_mode=wanted).action_save()
            self.assertEqual(self.policy.shadow_mode, wanted)

    # ------------------------------------------------------------
    # ON THE SCREEN
    # ------------------------------------------------------------

    def test_it_is_offered_until_finished_or_declined(self):
        setups = self.env["sales.discipline.setup"].with_user(self.adam)
        self.assertTrue(setups.get_offer())
        setups.action_dismiss()
        self.assertFalse(setups.get_offer())

    def test_another_company_brings_its_own_teams_and_policy(self):
        other = self.env["res.company"].create({"name": "Ash Ltd"})
        policy = self.policy.copy({"name": "Ash rules", "company_id": other.id})
        team = self.env["crm.team"].create({"name": "Ash", "company_id": other.id})
        self.adam.company_ids += other
        setups = self.env["sales.discipline.setup"].with_user(self.adam)
        setups = setups.with_context(allowed_company_ids=(self.company | other).ids)
        form = Form(setups)
        self.assertEqual(form.company_id, self.company)
        form.company_id = other
        setup = form.save()
        self.assertEqual(setup.policy_id, policy)
        self.assertIn(team, setup.team_ids.team_id)
        self.assertNotIn(self.team, setup.team_ids.team_id)


class TestSetupTour(LiveDayCase):
    # The impossible hour is PostgreSQL's to refuse.
    @mute_logger("odoo.sql_db", "odoo.http")
    def test_an_administrator_goes_through_the_steps(self):
        self.new_user("sd_adam", "sales_team.group_sale_manager")
        self.start_tour("/odoo/sales-review", "sales_discipline_setup", login="sd_adam")
        policies = self.env["sales.discipline.policy"]
        self.assertEqual(len(policies.search([("shadow_mode", "=", True)])), 1)
        self.assertTrue(self.company.discipline_is_set_up)
        program = self.env["sales.discipline.program"]
        self.assertTrue(program.search([("company_id", "=", self.company.id)]))

    def test_activating_it_in_apps_loads_the_page_anew_with_the_assistant(self):
        """What was loaded before lacks the board to which the assistant leads."""
        todo = self.env.ref("sales_discipline.sales_discipline_setup_todo")
        action = todo.action_launch()
        self.assertEqual(action["type"], "ir.actions.act_url")
        self.assertEqual(action["target"], "self")
        self.new_user("sd_adam", "sales_team.group_sale_manager")
        self.start_tour(
            action["url"], "sales_discipline_setup_skipped", login="sd_adam"
        )
        self.assertTrue(self.company.discipline_is_set_up)

    def test_the_screen(self):
        self.new_user("sd_adam", "sales_team.group_sale_manager")
        self.check_screen(
            "/odoo/action-sales_discipline.sales_discipline_setup_action",
            ".o_sd_setup",
            login="sd_adam",
            parts=".o_sd_setup",
            # Odoo's own: a tag says that it is not selected.
            exclude=(".o_list_record_selector", ".o_tag"),
        )
