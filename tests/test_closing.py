"""Closing days and judging them again (metrics section 7)."""

from datetime import date, datetime

from odoo.exceptions import AccessError, UserError

from .common import TeamCase


class TestClosing(TeamCase):
    def setUp(self):
        super().setUp()
        # Days before the tested week would only be in the way.
        self.env["ir.config_parameter"].set_param(
            "sales_discipline.installed_at", "2027-03-01T00:00:00"
        )
        self.days = self.env["sales.discipline.day"]

    def close(self, instant, limit=None):
        with self.at(instant, self.TZ):
            return self.days._close_due_days(limit=limit)

    def days_of(self, user):
        return self.days.search([("user_id", "=", user.id)], order="date")

    def test_a_day_is_closed_an_hour_after_its_end_and_not_before(self):
        self.close("2027-03-02 00:59")
        self.assertFalse(self.days_of(self.anna))
        self.close("2027-03-02 01:00")
        self.assertEqual(self.days_of(self.anna).mapped("date"), [date(2027, 3, 1)])
        self.assertEqual(self.days_of(self.anna).state, "closed")

    def test_closing_twice_changes_nothing(self):
        with self.at("2027-03-01 10:00", self.TZ):
            self.plan(self.anna, "2027-03-02", 3)
        self.close("2027-03-03 01:00")
        first = self.days_of(self.anna).read() + self.days_of(self.anna).line_ids.read()
        self.assertEqual(self.close("2027-03-03 02:00"), 0)
        again = self.days_of(self.anna).read() + self.days_of(self.anna).line_ids.read()
        self.assertEqual(first, again)

    def test_a_server_off_for_ten_days_gives_the_same_rows(self):
        with self.at("2027-03-01 10:00", self.TZ):
            done, late = self.plan(self.anna, "2027-03-02", 2)
        with self.at("2027-03-02 12:00", self.TZ):
            done.with_user(self.anna).action_feedback(feedback="Agreed on the price")
        with self.at("2027-03-05 12:00", self.TZ):
            late.with_user(self.anna).action_feedback(feedback="Sent the offer")
        names = ("planned_count", "done_count", "overdue_count", "score")
        with self.cr.savepoint() as savepoint:
            for day in range(2, 14):
                self.close(f"2027-03-{day:02} 01:00")
            on_time = self.days_of(self.anna).read(names)
            savepoint.rollback()
        self.env.invalidate_all()
        self.close("2027-03-13 01:00")
        late_days = self.days_of(self.anna)
        self.assertEqual(len(late_days), 12)
        for one, other in zip(on_time, late_days.read(names), strict=True):
            one.pop("id"), other.pop("id")
            self.assertEqual(one, other)

    def test_a_limit_closes_the_oldest_first_and_says_how_many_remain(self):
        remaining = self.close("2027-03-04 01:00", limit=2)
        self.assertEqual(remaining, 4)
        self.assertEqual(
            (self.days_of(self.anna) | self.days_of(self.oleg)).mapped("date"),
            [date(2027, 3, 1)] * 2,
        )
        self.assertEqual(self.close("2027-03-04 01:00"), 0)

    def test_a_day_is_named_with_the_date_as_the_reader_writes_it(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.close("2027-03-03 01:00")
        day = self.days_of(self.anna)[1]
        self.assertEqual(day.display_name, f"{self.anna.name}, Tue, Mar 2, 2027")
        in_russian = day.with_context(lang="ru_RU")
        name = f"{self.anna.name}, вт, 2 мар. 2027"
        self.assertIn(name, in_russian.display_name.replace("\u202f", " "))

    def test_lines_keep_their_own_copy_of_what_they_say(self):
        with self.at("2027-03-01 10:00", self.TZ):
            activity = self.plan(self.anna, "2027-03-02", summary="Ask for the order")
        self.close("2027-03-03 01:00")
        line = self.days_of(self.anna).filtered(lambda d: d.date.day == 2).line_ids
        with self.at("2027-03-03 10:00", self.TZ):
            activity.unlink()
            self.deal.unlink()
        self.env.invalidate_all()
        self.assertEqual(line.summary, "Ask for the order")
        self.assertEqual((line.set, line.outcome), ("planned", "missed"))

    def test_a_day_off_has_an_empty_score_and_no_zero(self):
        self.close("2027-03-08 01:00")
        saturday, friday = self.days_of(self.anna)[-2], self.days_of(self.anna)[-3]
        self.assertTrue(saturday.is_off)
        self.assertIs(saturday.score, False)
        self.assertEqual(friday.score, 20.0)
        self.env.cr.execute(
            "SELECT score FROM sales_discipline_day WHERE id = %s", [saturday.id]
        )
        self.assertIsNone(self.env.cr.fetchone()[0])

    def test_a_reopened_day_is_judged_anew_and_says_who_and_why(self):
        self.close("2027-03-03 01:00")
        day = self.days_of(self.anna)[-1]
        before = day.score
        with self.at("2027-03-03 09:00", self.TZ):
            day.with_user(self.head).action_reopen("The phone system was down")
        self.assertEqual(day.state, "open")
        self.assertEqual(day.correction_ids.actor_id, self.head)
        self.assertEqual(day.correction_ids.score_before, f"{before:.1f}")
        self.close("2027-03-03 09:15")
        self.assertEqual(day.state, "closed")

    def test_reopening_needs_a_reason_a_closed_day_and_a_reviewer(self):
        self.close("2027-03-03 01:00")
        day = self.days_of(self.anna)[-1]
        with self.assertRaises(UserError):
            day.with_user(self.head).action_reopen("  ")
        for user in (self.anna, self.oleg):
            with self.assertRaises(AccessError):
                day.with_user(user).action_reopen("Please")
        day.with_user(self.director).action_reopen("Agreed with Anna")
        with self.assertRaises(UserError):
            day.with_user(self.head).action_reopen("Twice")

    def test_closed_days_never_change_by_themselves(self):
        with self.at("2027-03-01 10:00", self.TZ):
            activity = self.plan(self.anna, "2027-03-02")
        self.close("2027-03-03 01:00")
        day = self.days_of(self.anna)[-1]
        before = day.read()
        with self.at("2027-03-03 10:00", self.TZ):
            activity.write({"date_deadline": "2027-03-09", "user_id": self.oleg.id})
        self.close("2027-03-04 01:00")
        self.assertEqual(day.read(), before)

    def test_excusing_yesterday_judges_again_yesterday_and_its_neighbours(self):
        with self.at("2027-03-02 10:00", self.TZ):
            self.plan(self.anna, "2027-03-04", 5)
        self.close("2027-03-05 01:00")
        third, fourth = self.days_of(self.anna)[-2:]
        self.assertTrue(fourth.plan_owed)
        with self.at("2027-03-05 10:00", self.TZ):
            self.env["sales.discipline.exemption"].with_user(self.head).create(
                {
                    "user_id": self.anna.id,
                    "date_from": "2027-03-03",
                    "date_to": "2027-03-03",
                    "reason": "Ill",
                }
            )
        self.env.invalidate_all()
        self.assertEqual(third.off_reason, "exempt")
        self.assertIs(third.score, False)
        self.assertFalse(fourth.plan_owed)
        self.assertIs(fourth.score_planning, False)
        self.assertEqual(fourth.correction_ids.kind, "recomputed")
        self.assertEqual(third.correction_ids.actor_id, self.head)

    def test_nobody_is_judged_before_the_installation(self):
        self.close("2027-03-02 01:00")
        self.assertEqual(min(self.days_of(self.anna).mapped("date")), date(2027, 3, 1))

    def judged_again(self, user, reason="Ill"):
        """What became of Tuesday when Wednesday was exempted a week later."""
        with self.at("2027-03-09 12:00", self.TZ):
            self.env["sales.discipline.exemption"].with_user(self.director).create(
                {
                    "user_id": user.id,
                    "date_from": "2027-03-03",
                    "date_to": "2027-03-03",
                    "reason": reason,
                }
            )
        return self.days_of(user).filtered(lambda day: str(day.date) == "2027-03-02")

    def closed_week(self):
        with self.at("2027-03-01 10:00", self.TZ):
            self.plan(self.anna, "2027-03-02", 3)
        self.close("2027-03-05 03:00")
        day = self.days_of(self.anna).filtered(lambda d: str(d.date) == "2027-03-02")
        kept = ("plan_owed", "need_count", "score", "version_id", "team_id", "tz")
        return {name: day[name] for name in kept}

    def test_judging_again_does_not_ask_where_people_are_now(self):
        before = self.closed_week()
        other = self.team.copy({"name": "Other", "member_ids": False})
        other.discipline_policy_id = self.policy.copy()
        with self.at("2027-03-08 12:00", self.TZ):
            self.team.crm_team_member_ids.action_archive()
            other.member_ids = self.anna
        day = self.judged_again(self.anna)
        self.assertEqual({name: day[name] for name in before}, before)

    def test_days_of_people_who_left_are_closed_a_batch_at_a_time(self):
        self.closed_week()
        days = self.days_of(self.anna) | self.days_of(self.oleg)
        with self.at("2027-03-08 12:00", self.TZ):
            self.team.crm_team_member_ids.action_archive()
        with self.at("2027-03-10 12:00", self.TZ):
            for day in days:
                day.with_user(self.director).action_reopen("Once more")
        with self.at("2027-03-10 13:00", self.TZ):
            left = self.env["sales.discipline.day"]._close_due_days(limit=3)
        states = days.mapped("state")
        self.assertEqual((left, states.count("closed")), (len(days) - 3, 3))
        self.close("2027-03-10 13:15")
        self.assertEqual(set(days.mapped("state")), {"closed"})

    def test_people_who_left_are_judged_again_like_everybody(self):
        before = self.closed_week()
        with self.at("2027-03-08 12:00", self.TZ):
            self.team.crm_team_member_ids.action_archive()
        day = self.judged_again(self.anna)
        self.assertEqual({name: day[name] for name in before}, before)
        following = self.days_of(self.anna).filtered(
            lambda day: str(day.date) == "2027-03-03"
        )
        self.assertEqual(following.off_reason, "exempt")
        with self.at("2027-03-10 12:00", self.TZ):
            day.with_user(self.director).action_reopen("Once more")
        self.close("2027-03-10 13:00")
        self.assertEqual(day.state, "closed")
        self.assertEqual(day.score, before["score"])

    def test_a_day_without_its_account_is_not_reopened(self):
        gone = self.new_user("sd_gone")
        self.team.member_ids |= gone
        self.close("2027-03-03 03:00")
        day = self.days_of(gone)[:1]
        gone.unlink()
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            day.with_user(self.director).action_reopen("Once more")

    def test_two_workers_do_not_close_at_once(self):
        with self.registry.cursor() as other:
            other.execute("SELECT pg_advisory_xact_lock(7105023119)")
            self.assertEqual(self.close("2027-03-02 01:00"), 2)
            self.assertFalse(self.days_of(self.anna))
        self.assertEqual(self.close("2027-03-02 01:00"), 0)

    def test_the_job_closes_in_batches_until_nothing_is_left(self):
        with self.at(datetime(2027, 3, 3)), self.enter_registry_test_mode():
            job = "sales_discipline.ir_cron_sales_discipline_close_days"
            self.env.ref(job).method_direct_trigger()
        self.assertEqual(len(self.days_of(self.anna)), 2)
