"""What a programme and its screens cost must not grow with people or days."""

from .program_case import MONDAY, ProgramCase, day_of


class TestReviewCost(ProgramCase):
    """Two people and forty-five in one team.

    Two reviews of forty-five have fewer than a hundred lines: so many Odoo inserts in
    one statement.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pair = cls.anna | cls.oleg
        cls.many = cls.env["res.users"].concat(
            *(cls.new_user(f"sd_many_{number:03}") for number in range(45))
        )
        cls.program.sample_size = 2

    def cost(self, users, act):
        """Queries of ``act`` in a team of ``users`` alone, the second time."""
        counts = []
        for _time in range(2):
            with self.cr.savepoint() as savepoint:
                self.team.member_ids = [(6, 0, users.ids)]
                self.env.flush_all()
                self.env.invalidate_all()
                counts.append(act())
                savepoint.rollback()
            self.env.invalidate_all()
        return counts[-1]

    def count(self, act):
        self.env.flush_all()
        # Also what environments keep: whether there is an earlier one is chance.
        self.env.transaction.reset()
        # And what Odoo caches: only a team that changed has it emptied.
        self.env.registry.clear_cache()
        before = self.cr.sql_log_count
        act()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def assert_same(self, act):
        """The cost for forty-five people is that for two."""
        small = self.cost(self.pair, act)
        self.assertLessEqual(self.cost(self.many, act), small)

    def test_asking_for_everyone(self):
        def act():
            with self.at(f"{MONDAY} 00:10", self.TZ):
                queries = self.count(self.programs._ask_due)
            self.assertTrue(self.found(MONDAY, "detailed_all"))
            return queries

        self.assert_same(act)

    def test_asking_for_a_sample(self):
        def act():
            with self.at(f"{day_of(11)} 00:10", self.TZ):
                queries = self.count(self.programs._ask_due)
            self.assertEqual(len(self.found(day_of(11), "detailed_sample").line_ids), 2)
            return queries

        self.assert_same(act)

    def test_the_rest_of_the_job(self):
        def act():
            self.run_job(MONDAY)

            def steps():
                self.programs._settle()
                self.programs._hand_over_absent()
                self.programs._remind()
                self.programs._escalate()
                self.programs._watch_weeks()

            with self.at(f"{day_of(7)} 08:00", self.TZ):
                return self.count(steps)

        self.assert_same(act)

    def test_the_screen_of_a_review(self):
        def act():
            self.run_job(MONDAY)
            review = self.found(MONDAY, "detailed_all").with_user(self.head)
            with self.at(f"{MONDAY} 16:00", self.TZ):
                return self.count(review.get_people)

        self.assert_same(act)

    def test_finishing_a_quick_look(self):
        """The last word costs the same, however many were given before it."""

        def act():
            self.run_job(MONDAY)
            users = self.found(MONDAY, "quick").line_ids.user_id
            with self.at(f"{MONDAY} 16:00", self.TZ):
                for user in users[:-1]:
                    self.say(user, MONDAY)
                queries = self.count(lambda: self.say(users[-1], MONDAY))
            self.assertEqual(self.found(MONDAY, "quick").state, "done")
            return queries

        self.assert_same(act)

    def test_the_page_of_a_programme(self):
        def act():
            self.run_job(MONDAY)
            program = self.program.with_user(self.head)
            with self.at(f"{MONDAY} 16:00", self.TZ):
                return self.count(lambda: program.overview)

        self.assert_same(act)

    def test_days_that_have_been_reviewed_cost_the_page_nothing(self):
        self.run_days(0, 1)
        program = self.program.with_user(self.head)
        with self.at(f"{day_of(1)} 17:00", self.TZ):
            self.count(lambda: program.overview)
            few = self.count(lambda: program.overview)
        self.run_days(2, 18)
        with self.at(f"{day_of(18)} 17:00", self.TZ):
            self.assertLessEqual(self.count(lambda: program.overview), few)
