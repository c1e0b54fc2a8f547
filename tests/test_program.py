"""What a programme asks for, of whom, and what it never asks twice."""

from odoo.exceptions import UserError, ValidationError

from .program_case import MONDAY, ProgramCase, day_of


class TestProgramForm(ProgramCase):
    def test_archive_is_offered_to_those_who_may(self):
        """Odoo's menu looks at whether ``active`` is read-only."""
        admin = self.new_user("sd_adam", "sales_team.group_sale_manager")
        for user, is_readonly in ((self.director, True), (admin, False)):
            with self.subTest(user.login):
                fields = self.programs.with_user(user).fields_get(["active"])
                self.assertIs(fields["active"]["readonly"], is_readonly)
        policies = self.env["sales.discipline.policy"].with_user(self.head)
        self.assertTrue(policies.fields_get(["active"])["active"]["readonly"])
        names = policies.fields_get(["active"], ["string"])
        self.assertNotIn("readonly", names["active"])


class TestProgramAsks(ProgramCase):
    def test_first_week_asks_for_everyone_in_detail_and_a_quick_look(self):
        self.run_job(MONDAY)
        reviews = self.found(MONDAY)
        self.assertEqual(reviews.mapped("kind"), ["detailed_all", "quick"])
        for review in reviews:
            self.assertEqual(review.user_id, self.head)
            self.assertEqual(review.state, "due")
            self.assertEqual(review.line_ids.user_id, self.anna | self.oleg)
        activities = self.open_activities(self.head)
        self.assertEqual(activities.mapped("date_deadline"), [MONDAY, MONDAY])
        self.assertEqual(set(activities.mapped("res_id")), set(reviews.ids))

    def test_later_weeks_ask_for_an_overall_check_and_a_sample(self):
        self.run_days(0, 11)
        self.assertEqual(
            self.found(day_of(11)).mapped("kind"),
            ["overall", "detailed_sample", "quick"],
        )
        self.assertEqual(self.found(day_of(10)).mapped("kind"), ["quick"])
        self.assertEqual(len(self.found(kind="detailed_all")), 5)

    def test_long_past_the_roll_out_the_last_phase_goes_on(self):
        self.run_job("2028-03-03")
        self.assertEqual(
            self.found("2028-03-03").mapped("kind"),
            ["overall", "detailed_sample", "quick"],
        )
        self.run_job("2028-03-06")
        self.assertEqual(self.found("2028-03-06").mapped("kind"), ["quick"])

    def test_running_twice_asks_once(self):
        for _time in range(3):
            self.run_job(MONDAY)
        self.assertEqual(len(self.found()), 2)
        self.assertEqual(len(self.open_activities(self.head)), 2)

    def test_nothing_before_the_start_and_on_days_off(self):
        self.program.date_start = day_of(1)
        self.run_job(MONDAY)
        self.run_days(5, 6)
        self.assertFalse(self.found())

    def test_a_public_holiday_asks_for_nothing(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "company_id": self.company.id,
                "calendar_id": self.company.resource_calendar_id.id,
                "date_from": "2027-02-28 21:00:00",
                "date_to": "2027-03-01 20:59:59",
            }
        )
        self.run_days(0, 1)
        self.assertFalse(self.found(MONDAY))
        self.assertTrue(self.found(day_of(1)))

    def test_days_without_a_server_are_not_asked_for_afterwards(self):
        self.run_job(MONDAY)
        self.run_job(day_of(3))
        self.assertFalse(self.found(day_of(1)) | self.found(day_of(2)))

    def test_a_day_begins_at_midnight_of_the_team_not_of_the_reviewer(self):
        self.head.tz = "America/Los_Angeles"
        with self.at("2027-02-28 23:50", self.TZ):
            self.programs._run()
        self.assertFalse(self.found())
        with self.at("2027-03-01 00:05", self.TZ):
            self.programs._run()
        self.assertEqual(self.found()[0].date, MONDAY)

    def test_whoever_is_off_is_not_in_the_review(self):
        self.leave(self.oleg, MONDAY)
        self.run_job(MONDAY)
        self.assertEqual(self.found(MONDAY).line_ids.user_id, self.anna)

    def test_a_team_that_is_off_is_not_reviewed(self):
        self.leave(self.oleg, MONDAY)
        self.leave(self.anna, MONDAY)
        self.run_job(MONDAY)
        self.assertFalse(self.found())


class TestProgramChanges(ProgramCase):
    def test_a_change_leaves_what_was_asked_as_it_is(self):
        self.run_job(MONDAY)
        before = [review.read()[0] for review in self.found()]
        self.program.write(
            {
                "quick_look": False,
                "sample_size": 9,
                "phase_ids": [(5, 0, 0), (0, 0, {"count": 0, "detailed": "none"})],
            }
        )
        self.run_job(MONDAY, "12:00")
        after = [review.read()[0] for review in self.found()]
        self.assertEqual(before, after)
        self.run_job(day_of(1))
        self.assertFalse(self.found(day_of(1)))

    def test_a_programme_that_has_asked_is_archived_not_deleted(self):
        self.run_job(MONDAY)
        with self.assertRaises(UserError):
            self.program.unlink()
        self.program.active = False
        self.run_job(day_of(1))
        self.assertFalse(self.found(day_of(1)))

    def test_a_team_has_one_programme_at_a_time(self):
        with self.assertRaises(ValidationError):
            self.program.copy({"team_ids": [(6, 0, self.team.ids)]})

    def test_reviewer_and_director_must_be_able_to_do_it(self):
        for field in ("reviewer_id", "director_id"):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.program[field] = self.anna
        self.program.reviewer_id = self.head
        self.program.reviewer_id = self.director
        self.program.director_id = self.director

    def test_what_has_been_asked_until_cannot_be_forged(self):
        self.program.asked_until = "2030-01-01"
        self.assertFalse(self.program.asked_until)
        self.run_job(MONDAY)
        self.assertEqual(self.program.asked_until, MONDAY)


class TestWhoReviews(ProgramCase):
    def test_the_director_stands_in_for_a_reviewer_on_leave(self):
        self.leave(self.head, MONDAY)
        self.run_job(MONDAY)
        for review in self.found(MONDAY):
            self.assertEqual(review.user_id, self.director)
            self.assertEqual(review.head_id, self.head)
            self.assertTrue(review.is_stand_in)
        self.run_job(day_of(1))
        self.assertEqual(self.found(day_of(1)).user_id, self.head)

    def test_a_leave_entered_in_the_morning_hands_the_review_over(self):
        self.run_job(MONDAY)
        self.leave(self.head, MONDAY)
        self.run_job(MONDAY, "10:00")
        self.assertEqual(self.found(MONDAY).user_id, self.director)
        self.assertFalse(self.open_activities(self.head))
        self.assertEqual(len(self.open_activities(self.director)), 2)

    def test_administrators_stand_in_where_there_is_no_director(self):
        self.director.active = False
        admin = self.new_user("sd_mona", "sales_team.group_sale_manager")
        others = self.env["res.users"]._discipline_directors()[self.company.id]
        self.env["res.users"].browse(others - {admin.id}).company_ids = [
            (3, self.company.id)
        ]
        self.leave(self.head, MONDAY)
        self.run_job(MONDAY)
        self.assertEqual(self.found(MONDAY).user_id, admin)

    def test_a_team_without_a_leader_is_the_directors(self):
        self.team.user_id = False
        self.run_job(MONDAY)
        self.assertEqual(self.found(MONDAY).user_id, self.director)
        self.assertFalse(self.found(MONDAY).head_id)

    def test_a_head_who_sells_is_reviewed_by_the_director(self):
        self.team.member_ids = [(4, self.head.id)]
        self.run_job(MONDAY)
        quick = self.found(MONDAY, "quick")
        own = quick.filtered(lambda review: self.head in review.line_ids.user_id)
        self.assertEqual(own.user_id, self.director)
        self.assertEqual(own.line_ids.user_id, self.head)
        self.assertEqual((quick - own).user_id, self.head)
        self.assertNotIn(self.head, (quick - own).line_ids.user_id)

    def test_a_head_of_several_teams_has_one_review_of_all(self):
        maria = self.new_user("sd_maria")
        kitchens = self.env["crm.team"].create(
            {
                "name": "Kitchens",
                "company_id": self.company.id,
                "user_id": self.head.id,
                "member_ids": [(6, 0, maria.ids)],
                "discipline_policy_id": self.policy.id,
            }
        )
        self.program.team_ids += kitchens
        self.run_job(MONDAY)
        quick = self.found(MONDAY, "quick")
        self.assertEqual(len(quick), 1)
        self.assertEqual(quick.line_ids.user_id, self.anna | self.oleg | maria)
        self.assertEqual(quick.team_ids, self.team | kitchens)

    def test_each_head_reviews_their_own_team(self):
        kira = self.new_user("sd_kira", "sales_discipline.group_head")
        sam = self.new_user("sd_sam")
        kitchens = self.env["crm.team"].create(
            {
                "name": "Kitchens",
                "company_id": self.company.id,
                "user_id": kira.id,
                "member_ids": [(6, 0, sam.ids)],
                "discipline_policy_id": self.policy.id,
            }
        )
        self.program.team_ids += kitchens
        self.run_job(MONDAY)
        quick = self.found(MONDAY, "quick")
        self.assertEqual(quick.user_id, self.head | kira)
        own = quick.filtered(lambda review: review.user_id == kira)
        self.assertEqual(own.line_ids.user_id, sam)

    def test_the_job_asks_each_reviewer_in_their_language(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.env["ir.module.module"]._load_module_terms(["sales_discipline"], ["ru_RU"])
        self.head.lang = "ru_RU"
        self.run_job(MONDAY)
        review = self.found(MONDAY, "quick")
        activity = review.activity_ids
        self.assertRegex(activity.res_name, "^[А-Я]")
        self.assertNotRegex(activity.res_name + activity.summary, "[A-Za-z]")
        self.assertNotRegex(review.display_name, "[А-Яа-я]")
        in_russian = review.with_context(lang="ru_RU")
        self.assertEqual(in_russian.display_name, activity.res_name)
