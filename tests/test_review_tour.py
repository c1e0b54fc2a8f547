"""Reviews in a real browser: week 1, a sampled week, and a missed one."""

from datetime import timedelta

from .live_day_case import LiveDayCase


class TestReviewTour(LiveDayCase):
    """Hana reviews Anna, Oleg, Vera and Ivan; Dora is the director."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.director = cls.new_user("sd_dora", "sales_discipline.group_director")
        cls.director.notification_type = "inbox"
        cls.oleg = cls.new_user("sd_oleg")
        cls.env.cr._now = cls.now - timedelta(days=20)
        cls.team.member_ids = [(4, cls.oleg.id)]
        cls.env.flush_all()
        cls.env.cr._now = None
        cls.env["sales.discipline.program"].search([]).active = False

    def start_program(self, days_ago=0, **values):
        return self.env["sales.discipline.program"].create(
            {
                "name": "Roll-out",
                "company_id": self.company.id,
                "date_start": self.today - timedelta(days=days_ago),
                "team_ids": [(6, 0, self.team.ids)],
                **values,
            }
        )

    def add_people(self):
        self.env.cr._now = self.now - timedelta(days=20)
        for login in ("sd_vera", "sd_ivan"):
            self.team.member_ids = [(4, self.new_user(login).id)]
        self.env.flush_all()
        self.env.cr._now = None

    def reviews(self, **values):
        domain = [(name, "=", value) for name, value in values.items()]
        return self.env["sales.discipline.review"].search(domain, order="date")

    def test_a_head_reviews_everyone_in_detail_in_week_1(self):
        self.start_program()._run()
        self.start_tour(
            "/odoo/sales-reviews", "sales_discipline_review_week_1", login="sd_hana"
        )
        review = self.reviews(kind="detailed_all")
        self.assertEqual(review.state, "done")
        self.assertEqual(review.note, "Both plan well.")
        self.assertLess(review.minutes, 5)
        anna = review.line_ids.filtered(lambda line: line.user_id == self.anna)
        self.assertTrue(anna.tasks_ok)
        self.assertTrue(anna.talked_over)
        self.assertFalse(anna.fields_ok)
        self.assertEqual(anna.verdict, "great")
        # The same words were the quick look.
        self.assertEqual(self.reviews(kind="quick").state, "done")

    def test_a_head_reviews_a_sample_in_a_later_week(self):
        self.add_people()
        phase = {"count": 0, "rhythm": "weekly", "overall": True, "detailed": "sample"}
        self.start_program(
            sample_size=2,
            weekday=str(self.today.weekday()),
            phase_ids=[(0, 0, phase)],
        )._run()
        self.start_tour(
            "/odoo/sales-reviews", "sales_discipline_review_sample", login="sd_hana"
        )
        sample = self.reviews(kind="detailed_sample")
        self.assertEqual(
            sample.line_ids.mapped("reason"), ["random", "random", "added"]
        )
        self.assertEqual(self.reviews(kind="overall").state, "done")

    def test_a_missed_review_reaches_the_director(self):
        program = self.start_program(days_ago=1)
        self.env.cr._now = self.now - timedelta(days=1)
        program._run()
        self.env.cr._now = None
        program._run()
        self.assertEqual(set(self.reviews().mapped("state")), {"due", "missed"})
        self.start_tour(
            f"/odoo/sales-programme/{program.id}",
            "sales_discipline_review_missed",
            login="sd_dora",
        )

    def test_the_screens_fit_a_phone_and_are_accessible(self):
        # As long as names are; the login with all of its groups is not.
        for user in self.head | self.anna | self.oleg:
            user.name = f"{user.login} Wolfeschlegel-Steinhausen"
        program = self.start_program()
        program._run()
        review = self.reviews(kind="detailed_all")
        self.check_screen(
            f"/odoo/sales.discipline.review/{review.id}",
            ".o_sd_review_person",
            login="sd_hana",
            parts=".o_sd_review_people",
        )
        self.check_screen(
            f"/odoo/sales-programme/{program.id}",
            ".o_sd_program",
            login="sd_hana",
            parts=".o_sd_program",
        )
