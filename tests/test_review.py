"""Reviews: how they are done, late or missed."""

from odoo.exceptions import AccessError, UserError

from .program_case import MONDAY, ProgramCase, day_of

TUESDAY, FRIDAY = day_of(1), day_of(4)
SECOND_FRIDAY = day_of(11)


class TestQuickLook(ProgramCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Only the daily quick look.
        cls.program.phase_ids = [(5, 0, 0)]

    def quick(self, day=MONDAY):
        return self.found(day, "quick")

    def look(self, day, hour):
        """The head opens the page Today."""
        with self.at(f"{day} {hour}", self.TZ):
            self.reviews.with_user(self.head).note_board_opened()

    def test_a_word_to_everybody_makes_it_done(self):
        self.run_job(MONDAY)
        self.look(MONDAY, "16:00")
        with self.at(f"{MONDAY} 16:04", self.TZ):
            self.say(self.anna, MONDAY)
        self.assertEqual(self.quick().state, "due")
        with self.at(f"{MONDAY} 16:10", self.TZ):
            self.say(self.oleg, MONDAY, "needs_work", "Plan more, please.")
        review = self.quick()
        self.assertEqual(review.state, "done")
        self.assertEqual(review.minutes, 10)
        self.assertEqual(
            review.line_ids.mapped("verdict_id.user_id"), self.anna | self.oleg
        )
        self.assertFalse(self.open_activities(self.head))

    def test_all_in_order_makes_it_done_and_undo_opens_it_again(self):
        for user in self.anna | self.oleg:
            with self.at("2027-02-26 12:00", self.TZ):
                self.plan(user, MONDAY, 5)
                self.plan(user, TUESDAY, 5)
        self.run_job(MONDAY)
        verdicts = self.verdicts.with_user(self.head)
        with self.at(f"{MONDAY} 16:00", self.TZ):
            ids = verdicts.mark_in_order((self.anna | self.oleg).ids, MONDAY)
            self.assertEqual(len(ids), 2)
            self.assertEqual(self.quick().state, "done")
            verdicts.undo_in_order(ids)
        self.assertEqual(self.quick().state, "due")
        self.assertFalse(self.quick().done_at)
        self.assertEqual(len(self.open_activities(self.head)), 1)

    def verdict_of_anna(self, day):
        lines = self.quick(day).line_ids
        return lines.filtered(lambda line: line.user_id == self.anna).verdict_id

    def test_a_word_about_an_earlier_day_leaves_that_of_the_later_one(self):
        self.run_job(MONDAY)
        self.run_job(TUESDAY)
        with self.at(f"{TUESDAY} 16:00", self.TZ):
            self.say(self.anna, TUESDAY, "great")
            self.say(self.anna, MONDAY)
        self.assertEqual(self.verdict_of_anna(TUESDAY).date, TUESDAY)

    def test_what_is_undone_gives_way_to_an_earlier_word(self):
        with self.at("2027-02-26 12:00", self.TZ):
            for day in (MONDAY, TUESDAY, day_of(2)):
                self.plan(self.anna, day, 5)
        self.run_job(MONDAY)
        self.run_job(TUESDAY)
        verdicts = self.verdicts.with_user(self.head)
        due = [("user_id", "=", self.anna.id), ("date_deadline", "=", MONDAY)]
        with self.at(f"{MONDAY} 17:00", self.TZ):
            found = self.env["mail.activity"].search(due)
            found.action_feedback(feedback="They take forty desks on Friday")
        with self.at(f"{TUESDAY} 09:00", self.TZ):
            self.say(self.anna, MONDAY)
        with self.at(f"{TUESDAY} 16:00", self.TZ):
            ids = verdicts.mark_in_order(self.anna.ids, TUESDAY)
            self.assertEqual(self.verdict_of_anna(TUESDAY).date, TUESDAY)
            verdicts.undo_in_order(ids)
        self.assertEqual(self.verdict_of_anna(TUESDAY).date, MONDAY)

    def test_the_last_working_day_may_be_looked_at_in_the_morning(self):
        self.run_job(MONDAY)
        self.run_job(TUESDAY)
        self.look(TUESDAY, "09:00")
        with self.at(f"{TUESDAY} 09:01", self.TZ):
            self.say(self.anna, MONDAY)
            self.say(self.oleg, MONDAY)
        self.assertEqual(self.quick(TUESDAY).state, "done")
        self.assertEqual(self.quick(MONDAY).state, "missed")

    def test_a_day_older_than_that_completes_nothing(self):
        self.run_days(0, 2)
        with self.at(f"{day_of(2)} 09:01", self.TZ):
            self.say(self.anna, MONDAY)
            self.say(self.oleg, MONDAY)
        self.assertEqual(self.quick(day_of(2)).state, "due")

    def test_opening_alone_is_no_review(self):
        self.run_job(MONDAY)
        with self.at(f"{MONDAY} 16:04", self.TZ):
            self.say(self.anna, MONDAY)
            self.say(self.oleg, MONDAY)
        self.run_job(TUESDAY)
        self.look(TUESDAY, "09:00")
        self.assertEqual(self.quick(TUESDAY).state, "due")

    def test_the_time_runs_from_the_opening_before_the_first_word(self):
        self.run_job(MONDAY)
        self.look(MONDAY, "09:00")
        self.look(MONDAY, "16:00")
        with self.at(f"{MONDAY} 16:02", self.TZ):
            self.say(self.anna, MONDAY)
        self.look(MONDAY, "16:03")
        with self.at(f"{MONDAY} 16:05", self.TZ):
            self.say(self.oleg, MONDAY)
        self.assertEqual(self.quick().minutes, 5)

    def test_whoever_is_off_needs_no_verdict(self):
        self.run_job(MONDAY)
        self.leave(self.oleg, MONDAY)
        with self.at(f"{MONDAY} 16:04", self.TZ):
            self.say(self.anna, MONDAY)
        self.assertEqual(self.quick().state, "done")

    def test_another_reviewers_word_is_not_the_heads_review(self):
        self.run_job(MONDAY)
        with self.at(f"{MONDAY} 16:04", self.TZ):
            self.say(self.anna, MONDAY, by=self.director)
            self.say(self.oleg, MONDAY, by=self.director)
        self.assertEqual(self.quick().state, "due")

    def test_late_until_the_next_one_is_due_then_missed(self):
        self.run_job(FRIDAY)
        self.run_job(day_of(5))
        self.assertEqual(self.quick(FRIDAY).state, "late")
        self.assertEqual(len(self.open_activities(self.head)), 1)
        self.run_job(day_of(7))
        self.assertEqual(self.quick(FRIDAY).state, "missed")
        # At most one open at a time.
        activities = self.open_activities(self.head)
        self.assertEqual(activities.mapped("date_deadline"), [day_of(7)])

    def test_what_is_finished_late_stays_late(self):
        self.run_job(FRIDAY)
        self.run_job(day_of(5))
        with self.at(f"{day_of(5)} 11:00", self.TZ):
            self.say(self.anna, FRIDAY)
            self.say(self.oleg, FRIDAY)
        review = self.quick(FRIDAY)
        self.assertEqual(review.state, "late")
        self.assertTrue(review.done_at)
        self.run_job(day_of(7))
        self.assertEqual(review.state, "late")

    def test_a_quick_look_has_no_finish_button(self):
        self.run_job(MONDAY)
        with self.at(f"{MONDAY} 12:00", self.TZ), self.assertRaises(UserError):
            self.quick().with_user(self.head).action_finish()


class TestDetailedReview(ProgramCase):
    def setUp(self):
        super().setUp()
        self.run_job(MONDAY)
        self.review = self.found(MONDAY, "detailed_all").with_user(self.head)
        self.line = self.review.line_ids.filtered(
            lambda line: line.user_id == self.anna
        )

    def test_ends_with_a_word_to_everybody(self):
        with self.at(f"{MONDAY} 16:00", self.TZ):
            self.review.note_opened()
            self.line.set_check("tasks_ok", True)
            self.line.set_check("praised", True)
            self.line.set_check("praised", False)
        with self.at(f"{MONDAY} 16:20", self.TZ):
            self.say(self.anna, MONDAY, "great")
            with self.assertRaisesRegex(UserError, "sd_oleg"):
                self.review.action_finish()
            self.say(self.oleg, MONDAY)
            self.review.action_finish("Oleg plans too late.")
        self.assertEqual(self.review.state, "done")
        self.assertEqual(self.review.minutes, 20)
        self.assertEqual(self.review.note, "Oleg plans too late.")
        self.assertTrue(self.line.tasks_ok)
        self.assertFalse(self.line.praised)
        self.assertEqual(self.line.verdict, "great")
        # The same words were the quick look too.
        self.assertEqual(self.found(MONDAY, "quick").state, "done")

    def test_all_in_order_is_no_word(self):
        with self.at(f"{MONDAY} 16:00", self.TZ):
            bulk = self.verdicts._quiet().create(
                [
                    {
                        "user_id": user.id,
                        "date": MONDAY,
                        "author_id": self.head.id,
                        "verdict": "ok",
                        "is_bulk": True,
                    }
                    for user in self.anna | self.oleg
                ]
            )
            self.assertFalse(self.review.line_ids.verdict_id)
            with self.assertRaises(UserError):
                self.review.action_finish()
            self.assertEqual(self.found(MONDAY, "quick").state, "done")
            self.assertEqual(len(bulk), 2)

    def test_all_in_order_leaves_out_whoever_is_reviewed_in_detail(self):
        for user in self.anna | self.oleg:
            with self.at("2027-02-26 12:00", self.TZ):
                self.plan(user, MONDAY, 5)
                self.plan(user, TUESDAY, 5)
        with self.at(f"{MONDAY} 16:00", self.TZ):
            ids = self.verdicts.with_user(self.head).mark_in_order(
                (self.anna | self.oleg).ids, MONDAY
            )
        self.assertFalse(ids)

    def test_facts_stand_beside_the_check_points(self):
        with self.at(f"{MONDAY} 12:00", self.TZ):
            self.plan(self.anna, TUESDAY, 2)
        with self.at(f"{MONDAY} 16:00", self.TZ):
            shown = self.review.get_people()
        self.assertTrue(shown["can_edit"])
        anna = next(p for p in shown["people"] if p["user_id"] == self.anna.id)
        self.assertEqual(anna["facts"]["next_planned"], 2)
        self.assertEqual(anna["facts"]["next_need"], 5)
        self.assertFalse(anna["facts"]["next_plan_ok"])
        self.assertEqual(anna["row"]["user_id"], self.anna.id)

    def test_facts_are_kept_as_they_were(self):
        with self.at(f"{MONDAY} 16:00", self.TZ):
            self.plan(self.anna, TUESDAY, 2)
            self.say(self.anna, MONDAY)
            self.say(self.oleg, MONDAY)
            self.review.action_finish()
        with self.at(f"{MONDAY} 17:00", self.TZ):
            self.plan(self.anna, TUESDAY, 3)
            anna = self.review.get_people()["people"][0]
        self.assertEqual(anna["facts"]["next_planned"], 2)

    def test_a_finished_review_does_not_change(self):
        with self.at(f"{MONDAY} 16:00", self.TZ):
            self.say(self.anna, MONDAY)
            self.say(self.oleg, MONDAY)
            self.review.action_finish()
            for call in (
                self.review.action_finish,
                lambda: self.line.set_check("tasks_ok", True),
            ):
                with self.assertRaises(UserError):
                    call()

    def test_only_check_points_can_be_ticked(self):
        with self.at(f"{MONDAY} 16:00", self.TZ):
            for name in ("verdict_id", "reason", "user_id", "nonsense"):
                with self.assertRaises(UserError):
                    self.line.set_check(name, True)

    def test_week_one_by_its_end(self):
        for number in range(5):
            self.run_job(day_of(number))
            with self.at(f"{day_of(number)} 16:00", self.TZ):
                review = self.found(day_of(number), "detailed_all")
                review = review.with_user(self.head)
                review.note_opened()
                for user in self.anna | self.oleg:
                    self.say(user, day_of(number))
                review.action_finish()
        self.run_job(day_of(5))
        self.assertEqual(set(self.found().mapped("state")), {"done"})


class TestSampledReview(ProgramCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.more = cls.env["res.users"].concat(
            *(cls.new_user(f"sd_more_{number}") for number in range(6))
        )
        cls.team.member_ids = [(4, user.id) for user in cls.more]
        cls.program.write(
            {
                "quick_look": False,
                "max_weeks_unseen": 2,
                "phase_ids": [
                    (5, 0, 0),
                    (0, 0, {"count": 0, "rhythm": "weekly", "overall": True}),
                ],
            }
        )

    def sample(self, day=FRIDAY):
        self.run_job(day)
        return self.found(day, "detailed_sample").with_user(self.head)

    def test_the_draw_is_stored_and_can_be_repeated(self):
        review = self.sample()
        self.assertEqual(len(review.line_ids), 3)
        self.assertEqual(set(review.line_ids.mapped("reason")), {"random"})
        self.assertEqual(len(review.seed), 32)
        self.assertEqual(review.get_redraw(), review.line_ids.user_id.ids)
        # It needs nothing but what is stored.
        self.team.member_ids = [(6, 0, self.anna.ids)]
        self.program.sample_size = 1
        self.assertEqual(review.get_redraw(), review.line_ids.user_id.ids)

    def test_the_head_adds_and_cannot_remove(self):
        review = self.sample()
        left = (self.anna | self.oleg | self.more) - review.line_ids.user_id
        with self.at(f"{FRIDAY} 12:00", self.TZ):
            names = {each["id"] for each in review.get_candidates()}
            self.assertEqual(names, set(left.ids))
            review.add_person(left[0].id)
            for user in (left[0], self.head, self.director):
                with self.assertRaises(UserError):
                    review.add_person(user.id)
        self.assertEqual(len(review.line_ids), 4)
        self.assertEqual(review.line_ids[-1].reason, "added")
        for user in (self.head, self.director, self.env.ref("base.user_admin")):
            with self.assertRaises(AccessError):
                review.line_ids[0].with_user(user).unlink()
            with self.assertRaises(AccessError):
                review.with_user(user).write({"line_ids": [(5, 0, 0)]})

    def test_nobody_is_added_to_a_review_of_everyone(self):
        self.program.phase_ids = [(5, 0, 0), (0, 0, {"detailed": "everyone"})]
        self.run_job(FRIDAY)
        review = self.found(FRIDAY, "detailed_all").with_user(self.head)
        with self.at(f"{FRIDAY} 12:00", self.TZ), self.assertRaises(UserError):
            review.add_person(self.anna.id)

    def test_whoever_has_waited_long_enough_is_drawn(self):
        seen = self.env["res.users"]
        for week in range(2):
            friday = day_of(4 + 7 * week)
            review = self.sample(friday)
            seen |= review.line_ids.user_id
            with self.at(f"{friday} 12:00", self.TZ):
                for user in review.line_ids.user_id:
                    self.say(user, friday)
                review.action_finish()
        review = self.sample(day_of(18))
        unseen = (self.anna | self.oleg | self.more) - seen
        self.assertLessEqual(unseen, review.line_ids.user_id)
        waited = review.line_ids.filtered(lambda line: line.reason == "waited")
        self.assertEqual(waited.mapped("waited_weeks"), [2] * len(waited))
        self.assertLessEqual(unseen, waited.user_id)

    def test_a_missed_review_has_seen_nobody(self):
        self.sample()
        self.sample(SECOND_FRIDAY)
        review = self.sample(day_of(18))
        self.assertEqual(len(review.line_ids), 8)

    def test_the_overall_check_is_finished_with_a_conclusion(self):
        self.run_job(FRIDAY)
        review = self.found(FRIDAY, "overall").with_user(self.head)
        self.assertEqual(len(review.line_ids), 8)
        with self.at(f"{FRIDAY} 12:00", self.TZ):
            review.note_opened()
            with self.assertRaises(UserError):
                review.line_ids[0].set_check("tasks_ok", True)
            review.action_finish("A good week.")
        self.assertEqual(review.state, "done")
