"""The load of the chosen day, where an activity is scheduled or moved."""

import json

from odoo import fields
from odoo.tests import Form

from .common import TeamCase
from .common_companies import CompaniesCase

MONDAY, TUESDAY, WEDNESDAY = "2027-03-01", "2027-03-02", "2027-03-03"
SATURDAY, NEXT_MONDAY = "2027-03-06", "2027-03-08"
NOON = f"{TUESDAY} 12:00"
ONE_CALL = {"hours": 0, "res_model": "crm.lead"}


class DayLoadCase(TeamCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.version.min_planned_load = 50
        cls.call.default_hours = 0.5

    def load(self, date, activity=None, when=NOON, user=None, by=None):
        user = user or self.anna
        with self.at(when, self.TZ):
            loads = self.env["sales.discipline.day.load"].with_user(by or user)
            return loads.get_day_load(user.id, date, activity)

    def planned(self, count, date, when=f"{MONDAY} 10:00", **values):
        with self.at(when, self.TZ):
            return self.plan(self.anna, date, count, **values)

    def numbers(self, found):
        names = ("count", "hours", "with_count", "with_hours")
        return [found[name] for name in names]


class TestDayLoad(DayLoadCase):
    def test_tomorrow_with_one_more_call(self):
        self.planned(2, WEDNESDAY)
        self.planned(1, WEDNESDAY, planned_hours=1.5)
        found = self.load(WEDNESDAY, ONE_CALL)
        self.assertEqual(self.numbers(found), [3, 2.5, 4, 3.0])
        self.assertEqual((found["lack_count"], found["lack_hours"]), (1, 1.0))
        self.assertEqual(
            (found["need_count"], found["need_hours"], found["capacity_hours"]),
            (5, 4.0, 8.0),
        )
        self.assertEqual((found["date"], found["today"]), (WEDNESDAY, TUESDAY))
        self.assertEqual(found["cutoff_at"], "2027-03-02 15:00:00")
        self.assertFalse(found["is_taken"] or found["is_past"] or found["is_off"])
        json.dumps(found)

    def test_the_next_working_day_is_that_after_today_whichever_is_chosen(self):
        for date in (TUESDAY, WEDNESDAY, NEXT_MONDAY):
            with self.subTest(date):
                self.assertEqual(self.load(date)["next_date"], WEDNESDAY)
        friday = self.load(SATURDAY, when="2027-03-05 12:00")
        self.assertEqual(friday["next_date"], NEXT_MONDAY)

    def test_the_figures_are_those_of_the_engine_once_it_is_saved(self):
        """Hours given, usual for the type, none usual, more than the day has."""
        short = self.call.copy({"default_hours": 0})
        cases = [
            {"hours": 0, "activity_type_id": self.call.id},
            {"hours": 1.25, "activity_type_id": self.call.id},
            {"hours": 0, "activity_type_id": short.id},
            {"hours": 30, "activity_type_id": self.call.id},
        ]
        for case in cases:
            with self.subTest(case=case):
                said = self.load(WEDNESDAY, {**case, "res_model": "crm.lead"})
                self.planned(
                    1,
                    WEDNESDAY,
                    f"{TUESDAY} 12:00",
                    planned_hours=case["hours"],
                    activity_type_id=case["activity_type_id"],
                )
                figures = self.day(
                    self.anna,
                    TUESDAY,
                    fields.Datetime.to_datetime("2027-03-02 09:30:00"),
                )
                self.assertEqual(said["with_count"], figures["next_planned_count"])
                self.assertAlmostEqual(
                    said["with_hours"], figures["next_planned_hours"]
                )
                is_complete = not (said["lack_count"] or said["lack_hours"])
                self.assertEqual(is_complete, figures["next_plan_ok"])

    def test_what_is_there_already_is_not_counted_twice(self):
        plan = self.planned(2, WEDNESDAY)
        same = self.load(WEDNESDAY, {**ONE_CALL, "id": plan[0].id})
        self.assertEqual(self.numbers(same), [1, 0.5, 2, 1.0])
        moved = self.load("2027-03-04", {**ONE_CALL, "id": plan[0].id})
        self.assertEqual(self.numbers(moved), [0, 0.0, 1, 0.5])

    def test_several_documents_are_several_activities(self):
        found = self.load(WEDNESDAY, {**ONE_CALL, "number": 3})
        self.assertEqual(self.numbers(found), [0, 0.0, 3, 1.5])

    def test_after_the_cutoff_the_plan_is_as_it_was_taken(self):
        plan = self.planned(2, WEDNESDAY)
        self.planned(1, WEDNESDAY, f"{TUESDAY} 18:30")
        with self.at(f"{TUESDAY} 18:40", self.TZ):
            plan[0].with_user(self.anna).date_deadline = "2027-03-05"
        found = self.load(WEDNESDAY, ONE_CALL, f"{TUESDAY} 19:00")
        self.assertTrue(found["is_taken"])
        self.assertEqual((found["planned_count"], found["lack_count"]), (2, 3))
        # One has left the plan, one came later: both of the day all the same.
        self.assertEqual(self.numbers(found), [2, 1.0, 3, 1.5])

    def test_today_leaves_aside_what_is_overdue(self):
        self.planned(1, MONDAY, "2027-02-26 10:00")
        plan = self.planned(3, TUESDAY)
        with self.at(f"{TUESDAY} 11:00", self.TZ):
            plan[0].with_user(self.anna).action_feedback(feedback="Agreed")
        self.assertEqual(self.load(TUESDAY)["count"], 3)

    def test_a_day_that_is_full(self):
        self.planned(8, WEDNESDAY, planned_hours=1)
        found = self.load(WEDNESDAY, ONE_CALL)
        self.assertEqual(found["with_hours"], 8.5)
        self.assertEqual((found["lack_count"], found["lack_hours"]), (0, 0))

    def test_days_off_say_why(self):
        found = self.load(SATURDAY, ONE_CALL)
        self.assertEqual((found["is_off"], found["off_reason"]), (True, "no_hours"))
        self.assertEqual((found["need_count"], found["capacity_hours"]), (0, 0))
        self.env["sales.discipline.exemption"].with_user(self.head).create(
            {
                "user_id": self.anna.id,
                "date_from": WEDNESDAY,
                "date_to": WEDNESDAY,
                "reason": "Training",
            }
        )
        self.assertEqual(self.load(WEDNESDAY)["off_reason"], "exempt")

    def test_the_plan_for_monday_is_taken_on_friday(self):
        found = self.load(NEXT_MONDAY, ONE_CALL)
        self.assertEqual(found["cutoff_at"], "2027-03-05 15:00:00")

    def test_a_past_day_is_over(self):
        self.assertTrue(self.load(MONDAY, ONE_CALL)["is_past"])

    def test_what_does_not_count_changes_nothing(self):
        untracked = self.call.copy({"is_tracked": False})
        for activity in (
            {"res_model": False},
            {"res_model": "res.users"},
            {"res_model": "crm.lead", "activity_type_id": untracked.id},
        ):
            with self.subTest(activity=activity):
                found = self.load(WEDNESDAY, activity)
                self.assertEqual(self.numbers(found), [0, 0.0, None, None])
                self.assertEqual(found["lack_count"], 5)

    def test_the_day_is_of_the_zone_where_the_person_is_controlled(self):
        """Half past midnight in Moscow is still yesterday in Honolulu and in UTC."""
        self.anna.tz = "Pacific/Honolulu"
        found = self.load(WEDNESDAY, when=f"{TUESDAY} 00:30")
        self.assertEqual(found["today"], TUESDAY)
        self.assertFalse(self.load(TUESDAY, when=f"{TUESDAY} 23:59")["is_past"])
        self.assertTrue(self.load(TUESDAY, when=f"{WEDNESDAY} 00:00")["is_past"])

    def test_a_forged_question_gives_no_more(self):
        """Ids of others, and things that are none, from a client."""
        self.planned(1, WEDNESDAY)
        for activity in (
            {"id": "1 OR 1=1", "activity_type_id": [1], "hours": "much"},
            {"event_id": "x", "number": -4, "res_model": "crm.lead"},
            {"event_id": True, "activity_type_id": 2**40, "res_model": "crm.lead"},
            ["crm.lead"],
        ):
            with self.subTest(activity=activity):
                self.assertEqual(self.load(WEDNESDAY, activity)["count"], 1)
        for user_id in (False, True, None, "1", -1, 0, 10**8, 10**12):
            with self.subTest(user_id=user_id), self.at(NOON, self.TZ):
                loads = self.env["sales.discipline.day.load"].with_user(self.anna)
                self.assertIs(loads.get_day_load(user_id, WEDNESDAY), False)
        self.assertIs(self.load("9999-12-31"), False)
        self.assertIs(self.load("2026-12-31"), False)


class TestWhoSeesALoad(DayLoadCase):
    def test_oneself_and_reviewers_only(self):
        self.assertTrue(self.load(WEDNESDAY)["is_own"])
        for reviewer in (self.head, self.director):
            found = self.load(WEDNESDAY, by=reviewer)
            self.assertEqual((found["is_own"], found["name"]), (False, self.anna.name))
        self.assertIs(self.load(WEDNESDAY, by=self.oleg), False)

    def test_nobody_controlled_has_none(self):
        self.assertIs(self.load(WEDNESDAY, user=self.head), False)
        self.team.discipline_policy_id = False
        self.assertIs(self.load(WEDNESDAY), False)

    def test_queries_do_not_grow_with_activities_or_days(self):
        plan = self.planned(2, WEDNESDAY)

        def cost(days):
            pairs = [
                (self.anna.id, fields.Date.to_date(f"2027-03-{n:02}")) for n in days
            ]
            with self.at(NOON, self.TZ):
                loads = self.env["sales.discipline.day.load"].with_user(self.anna)
                loads._get_loads(pairs)
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                loads._get_loads(pairs)
                loads.get_day_load(self.anna.id, WEDNESDAY, {"id": plan[0].id})
                return self.env.cr.sql_log_count - before

        few = cost([3])
        self.planned(20, WEDNESDAY)
        self.assertLessEqual(cost(range(3, 23)), few)


class TestLoadAcrossCompanies(CompaniesCase):
    def test_a_head_of_another_company_sees_nothing(self):
        loads = self.env["sales.discipline.day.load"]
        seen = loads.with_user(self.kira)._get_seen_users((self.sam | self.rita).ids)
        self.assertEqual(seen, self.sam)


class TestScheduling(DayLoadCase):
    def wizard(self, **context):
        view = "mail.mail_activity_schedule_view_form"
        wizards = self.env["mail.activity.schedule"].with_user(self.anna)
        return Form(
            wizards.with_context(
                active_model="crm.lead",
                active_id=self.deal.id,
                active_ids=self.deal.ids,
                **context,
            ),
            view=view,
        )

    def schedule(self, form):
        return form.save()._action_schedule_activities().sudo()

    def test_none_of_the_addon_s_own_records_is_offered_to_link_to(self):
        for user in (self.anna, self.head):
            wizards = self.env["mail.activity.schedule"].with_user(user)
            offered = wizards.get_model_options()
            self.assertIn("crm.lead", offered)
            self.assertIn("res.partner", offered)
            self.assertFalse([name for name in offered if "discipline" in name])

    def test_a_duration_is_filled_in_and_never_asked_for(self):
        with self.at(NOON, self.TZ):
            form = self.wizard(default_activity_type_id=self.call.id)
            self.assertEqual(form.planned_hours, 0.5)
            activity = self.schedule(form)
        self.assertEqual((activity.planned_hours, activity.expected_hours), (0, 0.5))

    def test_a_duration_can_be_changed(self):
        with self.at(NOON, self.TZ):
            form = self.wizard(default_activity_type_id=self.call.id)
            form.planned_hours = 1.5
            activity = self.schedule(form)
            self.assertEqual(activity.planned_hours, 1.5)
            self.assertNotIn("default_planned_hours", activity.env.context)
            popup = Form(
                activity.with_user(self.anna),
                view="mail.mail_activity_view_form_popup",
            )
            self.assertEqual(popup.expected_hours, 1.5)
            popup.expected_hours = 2
            popup.save()
        self.assertEqual(activity.planned_hours, 2)

    def test_a_type_gives_its_own_duration(self):
        long = self.call.copy({"default_hours": 3})
        with self.at(NOON, self.TZ):
            form = self.wizard(default_activity_type_id=self.call.id)
            form.activity_type_id = long
            self.assertEqual(form.planned_hours, 3)

    def test_a_plan_shows_the_load_of_its_days(self):
        self.planned(2, WEDNESDAY)
        plan = self.env["mail.activity.plan"].create(
            {
                "name": "Welcome",
                "company_id": self.company.id,
                "res_model": "crm.lead",
                "template_ids": [
                    (
                        0,
                        0,
                        {
                            "activity_type_id": self.call.id,
                            "summary": "First call",
                            "delay_count": days,
                            "delay_from": "after_plan_date",
                            "responsible_type": "other",
                            "responsible_id": user.id,
                        },
                    )
                    for days, user in ((1, self.anna), (4, self.anna), (1, self.oleg))
                ],
            }
        )
        with self.at(NOON, self.TZ):
            form = self.wizard()
            form.plan_id = plan
            wizard = form.save()
            lines = wizard.plan_schedule_line_ids
            found = {
                (line.responsible_user_id, str(line.line_date_deadline)): line.day_load
                for line in lines
            }
        self.assertEqual(
            found,
            {
                (self.anna, WEDNESDAY): "2 planned, 1 of 8 h",
                (self.anna, SATURDAY): "Day off",
                # A colleague's load is nobody else's business.
                (self.oleg, WEDNESDAY): False,
            },
        )
