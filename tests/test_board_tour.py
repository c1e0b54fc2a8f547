"""The head's review in a real browser, and the word that arrives."""

from odoo.tools import mute_logger

from .live_board_case import TODAY, TOMORROW, YESTERDAY, LiveBoardCase


class TestBoardTour(LiveBoardCase):
    """Anna has no plan for tomorrow, Oleg overdue work, Vera and Ivan are fine."""

    LOGINS = ("sd_anna", "sd_oleg", "sd_vera", "sd_ivan")

    @classmethod
    def create_plans(cls):
        cls.anna, cls.oleg, cls.vera, cls.ivan = cls.people
        for user in cls.people:
            cls.plan(user, TODAY, 5)
            if user != cls.anna:
                cls.plan(user, TOMORROW, 5)
        cls.plan(cls.oleg, YESTERDAY, 1)

    def test_head_reviews_in_the_browser(self):
        with mute_logger("odoo.http"):  # an empty word is refused
            self.start_tour(
                "/odoo/sales-review", "sales_discipline_review_board", login="sd_hana"
            )
        verdicts = self.env["sales.discipline.verdict"].search([])
        self.assertEqual(len(verdicts), 4)
        bulk = verdicts.filtered("is_bulk")
        self.assertEqual(bulk.user_id, self.vera | self.ivan)
        word = verdicts.filtered(lambda verdict: verdict.user_id == self.oleg)
        self.assertEqual(word.message, "Please call Birch & Co. first.")
        self.assertFalse(word.is_drafted)
        drafted = verdicts.filtered(lambda verdict: verdict.user_id == self.anna)
        self.assertTrue(drafted.is_drafted)
        self.start_tour("/odoo", "sales_discipline_verdict_arrives", login="sd_oleg")

    def test_head_exempts_assigns_and_looks_behind_the_numbers(self):
        self.start_tour(
            "/odoo/sales-review", "sales_discipline_board_actions", login="sd_hana"
        )
        exemption = self.env["sales.discipline.exemption"].search([])
        self.assertEqual((exemption.user_id, exemption.reason), (self.anna, "Ill"))
        task = self.env["mail.activity"].search([], order="id desc", limit=1)
        self.assertRecordValues(
            task,
            [
                {
                    "summary": "Call Birch & Co.",
                    "user_id": self.oleg.id,
                    "create_uid": self.head.id,
                    "res_model": "sales.discipline.day",
                }
            ],
        )

    def test_a_word_is_answered_from_the_day_bar(self):
        self.env["sales.discipline.verdict"].with_user(self.head).send(
            self.oleg.id, self.now.date(), "needs_work", "Please call Birch & Co."
        )
        self.start_tour("/odoo/my-day", "sales_discipline_answer", login="sd_oleg")
        verdict = self.env["sales.discipline.verdict"].search([])
        self.assertEqual(verdict._get_answers()[verdict.id], "They are on holiday")
        self.start_tour("/odoo", "sales_discipline_answer_arrives", login="sd_hana")

    def test_an_empty_board_says_what_to_do(self):
        self.new_user("sd_lead", "sales_discipline.group_head")
        self.start_tour(
            "/odoo/sales-review", "sales_discipline_board_nobody", login="sd_lead"
        )


class TestTwentyPeople(LiveBoardCase):
    """Five of twenty have overdue work; the other fifteen are in order."""

    LOGINS = [f"sd_p{number:02}" for number in range(20)]

    @classmethod
    def create_plans(cls):
        for number, user in enumerate(cls.people):
            cls.plan(user, TODAY, 5)
            cls.plan(user, TOMORROW, 5)
            if number < 5:
                cls.plan(user, YESTERDAY, 1)

    def test_a_review_of_twenty_takes_at_most_25_clicks(self):
        """The tour itself counts every click, from the menu on, and fails beyond."""
        self.start_tour("/odoo", "sales_discipline_twenty_people", login="sd_hana")
        verdicts = self.env["sales.discipline.verdict"].search([])
        self.assertEqual(verdicts.user_id, self.env["res.users"].union(*self.people))
        words = verdicts - verdicts.filtered("is_bulk")
        self.assertEqual(len(words), 5)
        self.assertFalse(any(words.mapped("is_drafted")), "each word was edited")
        self.assertEqual(
            set(words.mapped("message")), {"Please finish the oldest one first."}
        )
