"""Deciding on rewards and penalties: what follows, what is refused."""

from datetime import date, datetime

from odoo.exceptions import UserError

from .reward_case import MONDAY, TUE, TUESDAY, WEDNESDAY, RewardCase


class TestLeave(RewardCase):
    def grant(self, reward, when=f"{TUESDAY} 16:42", day=False, word="Thank you"):
        with self.at(when, self.TZ):
            reward.with_user(self.head).action_grant(day, word)

    def bar_of(self, user, when):
        with self.at(when, self.TZ):
            return self.env["sales.discipline.day.bar"].with_user(user).get_day_bar()

    def test_a_grant_puts_the_hour_into_the_calendar(self):
        self.leave.hours = 2
        self.good_day(done_at=f"{TUESDAY} 14:30")
        self.judge(f"{TUESDAY} 14:35")
        reward = self.of(self.anna)
        self.grant(reward, when=f"{TUESDAY} 14:50")
        event = reward.event_id
        # Work ends at 17:00 in Moscow, two hours before is 15:00.
        self.assertEqual(event.start, datetime(2027, 3, 2, 12, 0))
        self.assertEqual(event.stop, datetime(2027, 3, 2, 14, 0))
        self.assertEqual(event.partner_ids, self.anna.partner_id)
        self.assertEqual(event.user_id, self.anna)
        self.assertFalse(event.res_model_id)
        self.assertFalse(event.res_id)
        self.assertFalse(event.opportunity_id)
        self.assertFalse(event.activity_ids)
        self.assertFalse(self.env["mail.mail"].search([("subject", "ilike", "invit")]))
        self.assertFalse(self.bar_of(self.anna, f"{TUESDAY} 14:55")["meetings"])
        self.assertEqual(reward.state, "granted")
        self.assertEqual(reward.decided_by_id, self.head)
        self.assertEqual(reward.word, "Thank you")

    def said(self, when):
        """What Anna's bar says of her reward then."""
        said = self.bar_of(self.anna, when)["reward"]
        # The space before PM is a narrow one in newer tables of languages.
        return [said[name].replace("\u202f", " ") for name in ("title", "text")]

    def test_the_bar_names_the_day_of_a_leave_that_is_not_today(self):
        reward = self.proposed()
        self.grant(reward, when=f"{TUESDAY} 17:30", day="2027-03-03")
        self.assertEqual(
            self.said(f"{TUESDAY} 17:35"),
            [
                "You may leave at 4:00 PM on Wed, Mar 3.",
                "Granted at 5:30 PM; it is in your calendar.",
            ],
        )
        self.assertEqual(
            self.said(f"{WEDNESDAY} 09:00"),
            [
                "You may leave at 4:00 PM.",
                "Granted on Tue, Mar 2; it is in your calendar.",
            ],
        )

    def test_the_leave_of_today_comes_before_one_of_another_day(self):
        self.leave.limit_team = 0
        yesterday = self.proposed()
        self.grant(yesterday, when=f"{TUESDAY} 17:30", day=WEDNESDAY)
        today = yesterday.copy({"date_start": WEDNESDAY})
        today.write({"state": "proposed", "date_end": WEDNESDAY})
        self.grant(today, when=f"{WEDNESDAY} 10:00", day="2027-03-04")
        self.assertEqual(
            self.said(f"{WEDNESDAY} 10:05")[0], "You may leave at 4:00 PM."
        )

    def test_a_late_grant_begins_when_it_is_given(self):
        reward = self.proposed()
        self.grant(reward)
        self.assertEqual(reward.leave_from, datetime(2027, 3, 2, 13, 42))
        self.assertEqual(reward.leave_to, datetime(2027, 3, 2, 14, 0))

    def test_the_news_say_day_and_hour_as_the_reader_writes_them(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        reward = self.proposed()
        self.grant(reward)
        with self.at(f"{TUESDAY} 16:45", self.TZ):
            news, status = reward._news(), reward.state_text
            russian = reward.with_context(lang="ru_RU")
            russian.invalidate_recordset(["state_text"])
            in_russian = russian._news(), russian.state_text
        # The space before PM is a narrow one in newer tables of languages.
        self.assertIn("leave at 4:42 PM on Tue, Mar 2;", news.replace("\u202f", " "))
        self.assertIn("Mar 2, 4:42 PM to 5:00 PM", status.replace("\u202f", " "))
        self.assertIn("вт, 2 мар.", in_russian[0])
        self.assertIn("16:42", in_russian[0])
        self.assertIn("2 мар.", in_russian[1])

    def test_a_refusal_names_the_year_only_if_it_is_another(self):
        reward = self.proposed()
        for year, day in ((2027, "to Tue, Mar 9."), (2028, "to Thu, Mar 9, 2028.")):
            reward.valid_until = date(year, 3, 9)
            with self.assertRaises(UserError) as refused:
                self.grant(reward, day="2027-03-01")
            self.assertIn(day, str(refused.exception))

    def test_after_work_only_another_day_is_left(self):
        reward = self.proposed()
        with self.assertRaisesRegex(UserError, "choose another day"):
            self.grant(reward, when=f"{TUESDAY} 17:30")
        self.grant(reward, when=f"{TUESDAY} 17:30", day="2027-03-04")
        self.assertEqual(reward.leave_date, date(2027, 3, 4))
        self.assertEqual(reward.leave_from, datetime(2027, 3, 4, 13, 0))

    def test_another_day_is_the_next_on_which_the_person_works_till_the_end(self):
        self.grant(self.proposed())
        second = self.of(self.anna).copy({"date_start": "2027-03-03"})
        second.write({"state": "proposed", "date_end": "2027-03-03"})
        dialogs = self.env["sales.discipline.reward.decision"].with_user(self.head)
        with self.at("2027-03-05 12:00", self.TZ):
            values = {"reward_id": second.id, "decision": "grant"}
            self.assertEqual(dialogs.create(values).date, date(2027, 3, 8))
            second.valid_until = date(2027, 3, 7)
            self.assertEqual(dialogs.create(values).date, date(2027, 3, 5))
        with self.at(f"{MONDAY} 12:00", self.TZ):
            # Tuesday is taken.
            self.assertEqual(dialogs.create(values).date, date(2027, 3, 3))

    def test_today_is_offered_while_working_time_is_left_and_no_leave_taken(self):
        other = self.leave.copy({"limit_team": 0})
        self.good_day()
        self.judge()
        first, second = self.of(self.anna)
        self.assertEqual((second.rule_id | first.rule_id), self.leave | other)
        for when, offered in (
            (f"{TUESDAY} 16:59:59", True),
            (f"{TUESDAY} 17:00", False),
            (f"{WEDNESDAY} 00:00", True),
            ("2027-03-06 12:00", False),
        ):
            self.assertEqual(self.offered_today(first, when), offered, when)
        self.grant(first)
        self.assertFalse(self.offered_today(first, f"{TUESDAY} 16:45"), "decided")
        self.assertFalse(self.offered_today(second, f"{TUESDAY} 16:45"), "taken")
        self.assertTrue(self.offered_today(second, f"{WEDNESDAY} 12:00"))

    def offered_today(self, reward, when):
        with self.at(when, self.TZ):
            reward.invalidate_recordset(["can_leave_today"])
            return reward.with_user(self.head).can_leave_today

    def test_a_day_without_work_the_past_and_too_late_are_refused(self):
        reward = self.proposed()
        for day in ("2027-03-06", "2027-03-01", "2027-03-30"):
            with self.assertRaises(UserError):
                self.grant(reward, day=day)

    def test_it_is_used_once_it_has_passed(self):
        reward = self.proposed()
        self.grant(reward)
        with self.at(f"{TUESDAY} 16:59", self.TZ):
            self.rewards._pass_time()
        self.assertEqual(reward.state, "granted")
        with self.at(f"{TUESDAY} 17:00", self.TZ):
            self.rewards._pass_time()
        self.assertEqual(reward.state, "used")

    def test_who_removes_the_entry_has_not_used_it(self):
        reward = self.proposed()
        self.grant(reward)
        reward.event_id.unlink()
        with self.at(f"{TUESDAY} 17:00", self.TZ):
            self.rewards._pass_time()
        self.assertEqual(reward.state, "expired")

    def test_undecided_it_expires_after_its_days(self):
        reward = self.proposed()
        with self.at("2027-03-16 12:00", self.TZ):
            self.rewards._pass_time()
        self.assertEqual(reward.state, "proposed")
        with self.at("2027-03-17 00:01", self.TZ):
            self.rewards._pass_time()
        self.assertEqual(reward.state, "expired")

    def test_taking_it_back_removes_the_entry(self):
        reward = self.proposed()
        self.grant(reward)
        event = reward.event_id
        with self.at(f"{TUESDAY} 16:45", self.TZ):
            reward.with_user(self.head).action_take_back("The client is coming")
        self.assertFalse(event.exists())
        self.assertEqual(reward.state, "withdrawn")

    def test_one_leave_a_day(self):
        other = self.leave.copy({"limit_team": 0})
        self.good_day()
        self.judge()
        first, second = self.of(self.anna)
        self.grant(first)
        with self.assertRaisesRegex(UserError, "leaves early on"):
            self.grant(second)
        self.assertEqual((second.rule_id | first.rule_id), self.leave | other)
        self.grant(second, day="2027-03-04")
        self.assertEqual(second.state, "granted")

    def test_the_limit_of_a_team_refuses(self):
        self.leave.limit_team = 1
        self.good_day(self.oleg)
        reward = self.proposed()
        self.grant(self.of(self.oleg))
        with self.assertRaisesRegex(UserError, "limit is reached"):
            self.grant(reward)
        self.grant(reward, day=WEDNESDAY)

    def test_the_limit_of_a_person_refuses(self):
        self.leave.limit_person = 1
        reward = self.proposed()
        self.grant(reward)
        self.full_plan(self.anna, "2027-03-04", when=f"{WEDNESDAY} 12:00")
        with self.at(f"{WEDNESDAY} 16:30", self.TZ):
            calls = self.env["mail.activity"].search(
                [("user_id", "=", self.anna.id), ("date_deadline", "=", WEDNESDAY)]
            )
            calls.with_user(self.anna).action_feedback(feedback="Agreed")
        self.judge(f"{WEDNESDAY} 16:31")
        second = self.of(self.anna)[1]
        with self.assertRaisesRegex(UserError, "limit is reached"):
            self.grant(second, when=f"{WEDNESDAY} 16:32")
        self.assertEqual(second.state, "proposed")

    def test_meetings_only_warn(self):
        reward = self.proposed()
        self.env["calendar.event"].create(
            {
                "name": "At the client's",
                "start": "2027-03-02 13:30:00",
                "stop": "2027-03-02 14:30:00",
                "partner_ids": [(6, 0, self.anna.partner_id.ids)],
            }
        )
        with self.at(f"{TUESDAY} 16:40", self.TZ):
            text = reward.with_user(self.head).context_text
        self.assertIn("Meetings in that time: 1.", text)
        self.grant(reward)
        self.assertIn(
            "Meetings in that time", " ".join(reward.message_ids.mapped("body"))
        )

    def test_a_rule_without_approval_grants_at_once(self):
        self.leave.needs_approval = False
        reward = self.proposed()
        self.assertEqual(reward.state, "granted")
        self.assertTrue(reward.event_id)

    def test_at_once_stops_at_a_limit_and_leaves_it_to_the_head(self):
        self.leave.write({"needs_approval": False, "limit_team": 1})
        self.good_day(self.oleg)
        self.good_day(self.anna)
        self.judge()
        states = (self.of(self.anna) | self.of(self.oleg)).mapped("state")
        self.assertEqual(sorted(states), ["granted", "proposed"])

    def test_nothing_is_given_in_shadow_mode(self):
        self.policy.shadow_mode = True
        reward = self.proposed()
        with self.assertRaisesRegex(UserError, "shadow mode"):
            self.grant(reward)

    def test_the_team_is_told_unless_the_policy_says_no(self):
        reward = self.proposed()
        self.grant(reward)
        channel = self.team.discipline_channel_id
        self.assertIn(self.anna.name, channel.message_ids[0].body)
        members = channel.channel_member_ids.partner_id
        self.assertLessEqual((self.anna | self.oleg | self.head).partner_id, members)
        self.policy.announce_rewards = False
        self.good_day(self.oleg)
        self.judge()
        count = len(channel.message_ids)
        self.grant(self.of(self.oleg))
        self.assertEqual(len(channel.message_ids), count)

    def test_each_step_says_who_and_why(self):
        reward = self.proposed()
        with self.at(f"{TUESDAY} 16:42", self.TZ):
            reward.with_user(self.head).action_refuse("The client comes at 16:45")
        last = reward.message_ids[0]
        bodies = " ".join(reward.message_ids.mapped("body"))
        self.assertIn("The client comes at 16:45", bodies)
        self.assertIn(self.head.partner_id, reward.message_ids.author_id)
        self.assertEqual(reward.state, "refused")
        self.assertTrue(last)


class TestWaiting(RewardCase):
    def waiting(self):
        board = self.env["sales.discipline.board"].with_user(self.head)
        return board._count_to_decide(self.anna).get(self.anna.id, {})

    def test_the_board_calls_a_penalty_a_penalty_until_it_is_decided_on(self):
        rule = self.new_rule(
            {"figure": "planned_count", "operator": "le", "value": 0}, kind="warning"
        )
        self.close(f"{TUESDAY} 03:00")
        self.assertEqual(self.of(self.anna, rule).state, "proposed")
        self.assertEqual(self.waiting(), {"penalty": 1})
        with self.at(f"{TUESDAY} 10:00", self.TZ):
            warning = self.of(self.anna, rule).with_user(self.head)
            warning.action_grant(False, "Plan your Mondays")
        self.assertEqual(self.waiting(), {})

    def test_the_board_calls_a_reward_a_reward(self):
        self.proposed()
        self.assertEqual(self.waiting()["reward"], 1)
        self.assertNotIn("penalty", self.waiting())


class TestUndone(RewardCase):
    def test_what_closing_finds_undone_is_listed_and_stays_granted(self):
        calls = self.good_day()
        self.judge()
        reward = self.of(self.anna)
        with self.at(f"{TUESDAY} 16:42", self.TZ):
            reward.with_user(self.head).action_grant()
        with self.at(f"{TUESDAY} 17:30", self.TZ):
            calls[0].with_user(self.anna).action_unarchive()
        self.close()
        self.assertEqual(reward.state, "granted")
        self.assertTrue(reward.undone_at)
        counts = self.rewards.with_user(self.head).get_counts()
        self.assertEqual(counts["undone"], 1)
        self.assertEqual(reward.day_id.date, TUE)
        reward.with_user(self.head).action_keep()
        counts = self.rewards.with_user(self.head).get_counts()
        self.assertEqual(counts["undone"], 0)

    def test_a_plan_removed_before_the_cut_off_is_found_at_the_cut_off(self):
        reward = self.proposed()
        with self.at(f"{TUESDAY} 17:40", self.TZ):
            self.env["mail.activity"].search(
                [("user_id", "=", self.anna.id), ("date_deadline", "=", WEDNESDAY)]
            ).with_user(self.anna).unlink()
        with self.at(f"{TUESDAY} 17:55", self.TZ):
            self.rewards._recheck_due()
        self.assertFalse(reward.undone_at)
        with self.at(f"{TUESDAY} 18:05", self.TZ):
            self.rewards._recheck_due()
        self.assertTrue(reward.undone_at)
        self.assertIn("Next day planned: 0", reward.undone_html)

    def test_what_holds_is_not_listed(self):
        reward = self.proposed()
        with self.at(f"{TUESDAY} 18:05", self.TZ):
            self.rewards._recheck_due()
        self.close()
        self.assertFalse(reward.undone_at)
        self.assertTrue(reward.day_id)

    def test_recomputing_changes_nothing_that_was_decided(self):
        reward = self.proposed()
        with self.at(f"{TUESDAY} 16:42", self.TZ):
            reward.with_user(self.head).action_grant(False, "Good")
        self.close()
        names = ("state", "hours", "facts", "definition", "word", "met_at", "evidence")
        before = reward.read(names)
        self.leave.write({"hours": 2, "name": "Other"})
        self.leave.condition_ids[0].unlink()
        with self.at(f"{WEDNESDAY} 09:00", self.TZ):
            reward.day_id.with_user(self.head).action_reopen("Once more")
        self.close(f"{WEDNESDAY} 10:00")
        self.assertEqual(reward.read(names), before)
        self.assertEqual(len(self.of(self.anna)), 1)
