"""Results of activities: asked for, flagged, refused, contested, decided on."""

from datetime import timedelta
from itertools import count

from odoo.exceptions import AccessError, UserError

from .journal_case import JournalCase, hour

GOOD = "They take forty desks, contract on Friday"


class ResultCase(JournalCase):
    def setUp(self):
        super().setUp()
        self.call.result_required = True
        self.moments = (hour(9) + timedelta(seconds=n) for n in count(1))

    def mode(self, mode, **values):
        self.version.write({"result_mode": mode, **values})

    def planned(self, user=None, **values):
        with self.at(hour(8)):
            return self.plan(user or self.anna, "2027-03-01", **values)

    def finish(self, activity, result=False, at=None, by=None):
        with self.at(at or next(self.moments)):
            activity.with_user(by or self.anna).action_feedback(feedback=result)
        return activity

    def flag(self, result, **values):
        return self.finish(self.planned(**values), result).result_flag

    def figures(self, day="2027-03-01"):
        return self.day(self.anna, day, hour(20))


class TestResults(ResultCase):
    # ------------------------------------------------------------
    # Flagging
    # ------------------------------------------------------------

    def test_every_door_flags(self):
        doors = {
            "feedback": lambda activity: activity.action_feedback(feedback="ok"),
            "done": lambda activity: activity.action_done(),
            "archive": lambda activity: activity.action_archive(),
            "write": lambda activity: activity.write(
                {"active": False, "feedback": "asdf"}
            ),
            "next": lambda activity: activity.action_feedback_schedule_next("ok"),
        }
        found = {}
        for name, door in doors.items():
            activity = self.planned()
            with self.at(hour(9)):
                door(activity.with_user(self.anna))
            found[name] = activity.result_flag
        self.assertEqual(
            found,
            {
                "feedback": "stock_phrase",
                "done": "empty",
                "archive": "empty",
                "write": "mash",
                "next": "stock_phrase",
            },
        )
        with self.at(hour(9)):
            logged = self.plan(self.anna, "2027-03-01", active=False)
        self.assertEqual(logged.result_flag, "empty")

    def test_a_result_that_says_something_has_no_flag(self):
        self.assertFalse(self.flag(GOOD))
        self.assertFalse(self.flag("не берёт трубку"))

    def test_only_what_is_asked_for_is_flagged(self):
        self.assertFalse(self.planned().result_flag)
        todo = self.env.ref("mail.mail_activity_data_todo")
        self.assertFalse(self.flag("ok", activity_type_id=todo.id))
        self.call.is_tracked = False
        self.assertFalse(self.flag("ok"))
        self.call.is_tracked = True
        stranger = self.new_user("sd_stranger")
        activity = self.planned(stranger)
        self.assertFalse(self.finish(activity, "ok", by=stranger).result_flag)
        self.mode("off")
        self.assertFalse(self.flag("ok"))

    def test_the_policy_says_what_is_too_short_and_what_says_nothing(self):
        self.mode("flag", min_result_length=30, stock_phrases="worked on it")
        self.assertEqual(self.flag("Price agreed"), "too_short")
        self.assertEqual(self.flag("Worked on it."), "stock_phrase")
        self.mode("flag", min_result_length=0, stock_phrases=False)
        self.assertFalse(self.flag("ok then"))

    def test_the_third_repetition_within_thirty_days(self):
        self.assertFalse(self.flag(GOOD))
        self.assertFalse(self.flag(GOOD.upper()))
        activities = self.planned(count=2)
        with self.at(hour(10)):
            for activity in activities:
                activity.with_user(self.anna).action_feedback(feedback=f"{GOOD}!")
        self.assertEqual(
            activities.mapped("result_flag"), [False, "repeated"], "one transaction"
        )
        later = self.planned()
        late = hour(9).replace(month=4, day=5)
        self.assertFalse(self.finish(later, GOOD, at=late).result_flag)
        activity = self.planned(self.oleg)
        self.assertFalse(self.finish(activity, GOOD, by=self.oleg).result_flag)

    def test_a_result_rewritten_is_judged_anew(self):
        activity = self.finish(self.planned(), "ok")
        with self.at(hour(10)):
            activity.with_user(self.head).action_clear_result_flag()
            activity.with_user(self.anna).write({"feedback": GOOD})
        self.assertFalse(activity.result_flag)
        with self.at(hour(11)):
            activity.with_user(self.anna).write({"feedback": "..."})
        self.assertEqual(activity.result_flag, "no_words")
        self.assertFalse(activity.result_cleared_by_id)
        with self.at(hour(12)):
            activity.with_user(self.anna).action_unarchive()
        self.assertFalse(activity.result_flag)

    def test_nobody_forges_a_flag(self):
        forged = {
            "result_flag": False,
            "result_key": "x",
            "result_contest": "x",
            "result_cleared_by_id": self.anna.id,
            "result_upheld_by_id": self.head.id,
        }
        activity = self.finish(self.planned(**forged), "ok")
        with self.at(hour(10)):
            for user in (self.anna, self.head, self.env.ref("base.user_root")):
                activity.with_user(user).write(forged)
        self.assertEqual(activity.result_flag, "stock_phrase")
        self.assertFalse(activity.result_cleared_by_id | activity.result_upheld_by_id)

    def test_finishing_many_reads_the_rules_once(self):
        def cost(number):
            activities = self.planned(count=number)
            with self.at(hour(9)):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                activities.with_user(self.anna).action_archive()
                self.env.flush_all()
                return self.env.cr.sql_log_count - before

        cost(2)
        self.assertLessEqual(cost(22), cost(2) + 1)

    # ------------------------------------------------------------
    # Figures
    # ------------------------------------------------------------

    def test_the_component_is_the_share_of_good_results(self):
        for result in (GOOD, "ok", "", f"{GOOD}, paid"):
            self.finish(self.planned(), result, at=hour(9))
        found = self.figures()
        self.assertEqual(found["result_required_count"], 4)
        self.assertEqual(found["result_bad_count"], 2)
        self.assertEqual(found["score_results"], 50)
        flags = {line["result_flag"] for line in found["lines"]}
        self.assertEqual(flags, {None, "stock_phrase", "empty"})

    def test_nothing_done_that_asks_leaves_the_component_out(self):
        self.planned()
        self.assertIsNone(self.figures()["score_results"])
        self.mode("off")
        self.flag("ok")
        self.assertIsNone(self.figures()["score_results"])

    def test_done_needs_a_good_result_where_the_policy_says_so(self):
        with self.at("2027-02-26 10:00"):
            one, other = self.plan(self.anna, "2027-03-01", count=2)
        self.finish(one, GOOD)
        self.finish(other, "ok")
        self.assertEqual(self.figures()["done_count"], 2)
        self.mode("flag", bad_result_not_done=True)
        found = self.figures()
        self.assertEqual(found["done_count"], 1)
        self.assertEqual(found["score_execution"], 50)
        self.assertFalse(found["all_done"])

    def test_the_flag_is_that_of_the_time_that_is_judged(self):
        activity = self.finish(self.planned(), "ok")
        with self.at("2027-03-20 10:00"):
            activity.with_user(self.anna).write({"feedback": GOOD})
        self.assertEqual(self.figures()["result_bad_count"], 1)

    def test_a_plan_of_random_letters_shows_on_the_board(self):
        with self.at("2027-02-26 10:00"):
            for summary in ("asdf", "...", "Call", False, "Ask for the address"):
                self.plan(self.anna, "2027-03-01", summary=summary)
        self.finish(self.planned(), "ok")
        with self.at("2027-03-01 14:00", self.TZ):
            board = self.env["sales.discipline.board"].with_user(self.head)
            people = board.with_context(tz=self.TZ).get_board("2027-03-01")["people"]
        row = next(row for row in people if row["user_id"] == self.anna.id)
        self.assertEqual(
            row["reasons"][:2],
            [{"code": "results", "count": 1}, {"code": "junk_plan", "count": 2}],
        )

    # ------------------------------------------------------------
    # Refusing
    # ------------------------------------------------------------

    def test_blocking_refuses_by_every_door(self):
        self.mode("block")
        doors = {
            "done": lambda activity: activity.action_done(),
            "short": lambda activity: activity.action_feedback(feedback="кп"),
            "archive": lambda activity: activity.action_archive(),
            "write": lambda activity: activity.write({"active": False}),
            "erase": lambda activity: activity.write({"active": 0, "feedback": " "}),
            "next": lambda activity: activity.action_feedback_schedule_next(),
            "create": lambda activity: activity.copy({"active": False}),
        }
        for name, door in doors.items():
            activity = self.planned().with_user(self.anna)
            refused = self.assertRaisesRegex(UserError, "what came of it")
            with self.subTest(name), self.at(hour(9)), refused:
                door(activity)
            self.assertTrue(activity.active, name)

    def test_blocking_lets_all_else_pass(self):
        self.mode("block")
        self.assertFalse(self.flag(GOOD))
        self.assertEqual(self.flag("ok"), "stock_phrase", "other flags never block")
        activity = self.planned()
        with self.at(hour(9)):
            activity.sudo().action_done()
        self.assertFalse(activity.active, "code of the superuser")
        todo = self.env.ref("mail.mail_activity_data_todo")
        self.assertFalse(self.flag("", activity_type_id=todo.id))
        stranger = self.new_user("sd_stranger")
        self.finish(self.planned(stranger), by=stranger)

    def test_blocking_meetings(self):
        self.mode("block")
        self.env.ref("mail.mail_activity_data_meeting").result_required = True
        _event, activity = self.meeting_at(
            hour(8), "2027-03-01 09:00:00", "2027-03-01 10:00:00"
        )
        with self.assertRaises(UserError), self.at(hour(9)):
            activity.with_user(self.anna).action_done()
        self.finish(activity, GOOD)
        self.assertFalse(activity.active)

    # ------------------------------------------------------------
    # Asking
    # ------------------------------------------------------------

    def test_the_buttons_of_lists_ask(self):
        todo = self.env.ref("mail.mail_activity_data_todo")
        asking = self.planned(count=2).with_user(self.anna)
        silent = self.planned(activity_type_id=todo.id).with_user(self.anna)
        with self.at(hour(9)):
            action = (asking | silent).action_discipline_done()
            self.assertFalse(silent.active)
            self.assertEqual(asking.mapped("active"), [True, True])
            model = self.env[action["res_model"]].with_user(self.anna)
            wizard = model.with_context(**action["context"]).create({"result": GOOD})
            self.assertIn("Call 0", wizard.names)
            self.assertIn("it is flagged", wizard.hint)
            wizard.action_done()
        self.assertEqual(asking.mapped("feedback"), [GOOD, GOOD])
        self.assertEqual(asking.mapped("active"), [False, False])

    def test_done_can_lead_on_to_the_next_step_of_the_same_deal(self):
        activity = self.planned().with_user(self.anna)
        wizards = self.env["sales.discipline.done"].with_user(self.anna)
        with self.at(hour(9)):
            wizard = wizards.create({"activity_ids": activity.ids, "result": GOOD})
            self.assertTrue(wizard.is_one)
            action = wizard.action_done_schedule_next()
        self.assertEqual((activity.active, activity.feedback), (False, GOOD))
        self.assertEqual(action["context"]["default_res_id"], activity.res_id)
        both = self.planned(count=2).with_user(self.anna)
        with self.at(hour(9)):
            wizard = wizards.create({"activity_ids": both.ids, "result": GOOD})
            with self.assertRaisesRegex(UserError, "One at a time"):
                wizard.action_done_schedule_next()
        self.assertEqual(both.mapped("active"), [True, True])

    def test_the_question_says_when_the_policy_refuses(self):
        self.mode("block")
        activity = self.planned().with_user(self.anna)
        wizards = self.env["sales.discipline.done"].with_user(self.anna)
        with self.at(hour(9)):
            wizard = wizards.create({"activity_ids": activity.ids})
            self.assertIn("Done is refused", wizard.hint)

    def test_the_popover_knows_whether_done_without_a_result_is_refused(self):
        activity = self.planned().with_user(self.anna)
        self.assertEqual((activity.asks_result, activity.refuses_no_result), (1, 0))
        self.mode("block")
        activity = self.planned().with_user(self.anna)
        self.assertEqual((activity.asks_result, activity.refuses_no_result), (1, 1))

    def test_nobody_is_asked_whose_results_nobody_looks_at(self):
        self.mode("off")
        activity = self.planned().with_user(self.anna)
        self.assertFalse(activity.asks_result)
        with self.at(hour(9)):
            self.assertIs(activity.action_discipline_done(), True)
        self.assertFalse(activity.active)

    def test_the_question_gives_no_rights(self):
        activity = self.planned()
        portal = self.new_user("sd_clerk", "base.group_user")
        wizard = self.env["sales.discipline.done"].with_user(portal)
        with self.assertRaises(AccessError):
            wizard.create({"activity_ids": activity.ids, "result": GOOD}).action_done()
        with self.assertRaises(AccessError):
            wizard.create({"activity_ids": activity.ids}).action_done_schedule_next()
        self.assertTrue(activity.active)

    # ------------------------------------------------------------
    # Contesting and deciding
    # ------------------------------------------------------------

    def test_contested_and_cleared_on_a_closed_day(self):
        self.version.weight_results = 20
        activity = self.finish(self.planned(), "ok")
        with self.at("2027-03-02 08:00"):
            self.env["sales.discipline.day"]._close_due_days()
        day = self.env["sales.discipline.day"].search(
            [("user_id", "=", self.anna.id), ("date", "=", "2027-03-01")]
        )
        self.assertEqual(day.score_results, 0)
        self.assertEqual(day.line_ids.result_flag, "stock_phrase")
        before = day.score
        with self.at("2027-03-02 09:00"):
            activity.with_user(self.anna).action_contest_result("OK is their shop")
            activity.with_user(self.head).action_clear_result_flag()
        self.assertEqual(activity.result_cleared_by_id, self.head)
        self.assertEqual(activity.result_contest, "OK is their shop")
        self.assertEqual(activity.result_flag, "stock_phrase", "it stays on record")
        self.assertEqual(day.score_results, 100)
        self.assertGreater(day.score, before)
        self.assertEqual(float(day.correction_ids.score_before), before)

    def test_a_cleared_flag_stays_cleared_when_the_text_is_changed_later(self):
        activity = self.finish(self.planned(), "ok")
        with self.at("2027-03-02 09:00"):
            activity.with_user(self.head).action_clear_result_flag()
        with self.at("2027-03-20 09:00"):
            activity.with_user(self.anna).write({"feedback": GOOD})
        self.assertEqual(self.figures()["result_bad_count"], 0)

    def test_an_upheld_flag_counts_and_is_not_contested_again(self):
        activity = self.finish(self.planned(), "ok")
        with self.at(hour(10)):
            activity.with_user(self.director).action_uphold_result_flag()
        self.assertEqual(self.figures()["result_bad_count"], 1)
        with self.assertRaises(UserError):
            activity.with_user(self.anna).action_contest_result("Once more")

    def test_only_reviewers_decide_and_only_the_person_contests(self):
        activity = self.finish(self.planned(), "ok")
        for user in (self.anna, self.oleg):
            with self.subTest(user.login), self.assertRaises(AccessError):
                activity.with_user(user).action_clear_result_flag()
        for user in (self.oleg, self.head):
            with self.subTest(user.login), self.assertRaises(AccessError):
                activity.with_user(user).action_contest_result("No")
        for reason in ("", "  ", None, 5):
            with self.subTest(reason=reason), self.assertRaises(UserError):
                activity.with_user(self.anna).action_contest_result(reason)
        good = self.finish(self.planned(), GOOD)
        with self.assertRaises(UserError):
            good.with_user(self.head).action_clear_result_flag()
