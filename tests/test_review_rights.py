"""Who sees a review, and who may do what to it."""

from odoo.exceptions import AccessError
from odoo.tests import Form

from .program_case import MONDAY, ProgramCase, day_of

TUESDAY = day_of(1)


class TestReviewRights(ProgramCase):
    def setUp(self):
        super().setUp()
        self.run_job(MONDAY)
        self.review = self.found(MONDAY, "detailed_all")

    def sees(self, user):
        found = self.reviews.with_user(user).search([])
        lines = self.env["sales.discipline.review.line"].with_user(user).search([])
        self.assertEqual(found, lines.review_id)
        return found.sudo()

    def test_heads_see_their_teams_reviews_and_directors_all(self):
        other = self.new_user("sd_kira", "sales_discipline.group_head")
        self.assertEqual(self.sees(self.head), self.found())
        self.assertEqual(self.sees(self.director), self.found())
        self.assertFalse(self.sees(other))

    def test_salespeople_see_nothing_of_reviews(self):
        for name in (
            "sales.discipline.review",
            "sales.discipline.review.line",
            "sales.discipline.program",
            "sales.discipline.program.phase",
            "sales.discipline.program.notice",
            "sales.discipline.head.record",
        ):
            for operation in ("read", "write", "create", "unlink"):
                model = self.env[name].with_user(self.anna)
                self.assertFalse(model.has_access(operation), name)
        for call in (
            lambda review: review.get_people(),
            lambda review: review.note_opened(),
            lambda review: review.action_finish(),
            lambda review: review.add_person(self.oleg.id),
            lambda review: review.get_redraw(),
        ):
            with self.assertRaises(AccessError):
                call(self.review.with_user(self.anna))

    def test_a_head_who_sells_sees_nothing_of_the_review_of_themselves(self):
        self.team.member_ids = [(4, self.head.id)]
        self.run_job(TUESDAY)
        own = self.found(TUESDAY).filtered(
            lambda review: self.head in review.line_ids.user_id
        )
        self.assertTrue(own)
        self.assertFalse(self.sees(self.head) & own)
        self.assertEqual(self.sees(self.director) & own, own)

    def test_nobody_writes_states_times_or_people(self):
        forged = {"state": "done", "done_at": "2027-03-01 10:00:00", "minutes": 1}
        admin = self.env.ref("base.user_admin")
        for user in (self.head, self.director, admin):
            with self.subTest(user=user.login):
                review = self.review.with_user(user)
                for call in (
                    lambda review=review: review.write(forged),
                    lambda review=review: review.create({"kind": "quick"}),
                    lambda review=review: review.copy(),
                    lambda review=review: review.unlink(),
                    lambda review=review: review.line_ids.write({"praised": True}),
                ):
                    with self.assertRaises(AccessError):
                        call()

    def test_defaults_of_the_caller_change_nothing(self):
        forged = {"default_state": "done", "default_is_drafted": True}
        with self.at(f"{MONDAY} 16:00", self.TZ):
            review = self.review.with_user(self.head).with_context(**forged)
            self.say(self.anna, MONDAY)
            self.say(self.oleg, MONDAY)
            review.action_finish()
        self.assertEqual(self.review.state, "done")

    def test_only_the_reviewer_works_on_it(self):
        line = self.review.line_ids[0]
        for user in (self.director, self.env.ref("base.user_admin")):
            with self.at(f"{MONDAY} 16:00", self.TZ):
                for call in (
                    lambda user=user: self.review.with_user(user).action_finish(),
                    lambda user=user: line.with_user(user).set_check("praised", True),
                ):
                    with self.assertRaises(AccessError):
                        call()
        with self.at(f"{MONDAY} 16:00", self.TZ):
            self.review.with_user(self.director).note_opened()
        self.assertFalse(self.review.opened_at)

    def test_the_activity_ticked_off_by_hand_is_no_review(self):
        activity = self.open_activities(self.head)[0]
        with self.at(f"{MONDAY} 16:00", self.TZ):
            activity.with_user(self.head).action_done()
        self.assertEqual(set(self.found().mapped("state")), {"due"})

    def test_heads_read_the_programme_and_change_nothing(self):
        program = self.program.with_user(self.head)
        self.assertTrue(program.overview["phases"])
        self.assertEqual(program.search([]), program)
        for operation in ("write", "create", "unlink"):
            self.assertFalse(program.has_access(operation))
        other = self.new_user("sd_kira", "sales_discipline.group_head")
        self.assertFalse(self.programs.with_user(other).search([]))

    def test_an_administrator_makes_one_in_a_form(self):
        self.program.active = False
        admin = self.new_user("sd_mona", "sales_team.group_sale_manager")
        with self.at(f"{MONDAY} 09:00", self.TZ):
            form = Form(self.programs.with_user(admin))
            form.team_ids.add(self.team)
            program = form.save()
        self.assertEqual(len(program.phase_ids), 3)
        self.assertTrue(program.quick_look)
