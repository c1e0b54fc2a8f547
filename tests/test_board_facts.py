"""What the board says beside the engine's figures: deals lost and restored, contests,
deals won."""

from odoo.exceptions import UserError

from .common import TeamCase

TUESDAY = "2027-03-02"
WEDNESDAY = "2027-03-03"


class BoardCase(TeamCase):
    def board_of(self, user):
        model = self.env["sales.discipline.board"].with_user(user)
        return model.with_context(tz=self.TZ)

    def board(self, day=TUESDAY, when=f"{TUESDAY} 16:00", by=None):
        with self.at(when, self.TZ):
            return self.board_of(by or self.head).get_board(day)

    def row(self, user, *args, **kwargs):
        people = self.board(*args, **kwargs)["people"]
        return next(row for row in people if row["user_id"] == user.id)

    def codes(self, row):
        return [reason["code"] for reason in row["reasons"]]

    def own_deal(self, user):
        return self.env["crm.lead"].create(
            {
                "name": "Chairs",
                "type": "opportunity",
                "team_id": self.team.id,
                "company_id": self.company.id,
                "user_id": user.id,
            }
        )

    def close(self, when=f"{WEDNESDAY} 03:00"):
        with self.at(when, self.TZ):
            self.env["sales.discipline.day"]._close_due_days()


class TestRestored(BoardCase):
    def lose_and_restore(self, by, restored=f"{TUESDAY} 15:00"):
        deal = self.own_deal(self.anna)
        with self.at("2027-03-01 12:00", self.TZ):
            self.plan(self.anna, TUESDAY, 2, res_id=deal.id)
        with self.at(f"{TUESDAY} 10:00", self.TZ):
            deal.with_user(by).action_set_lost()
        with self.at(restored, self.TZ):
            deal.with_user(by).action_unarchive()

    def test_deals_lost_and_restored_the_same_day_need_a_word(self):
        self.lose_and_restore(self.anna)
        row = self.row(self.anna)
        self.assertEqual(row["restored_count"], 2)
        self.assertIn({"code": "restored", "count": 2}, row["reasons"])
        self.assertEqual(self.row(self.oleg)["restored_count"], 0)

    def test_restoring_on_the_next_day_counts_on_that_day(self):
        self.lose_and_restore(self.anna, f"{WEDNESDAY} 09:00")
        after = f"{WEDNESDAY} 16:00"
        self.assertEqual(self.row(self.anna, TUESDAY, after)["restored_count"], 0)
        self.assertEqual(self.row(self.anna, WEDNESDAY, after)["restored_count"], 2)

    def test_what_somebody_else_restores_is_not_the_person_s_doing(self):
        self.lose_and_restore(
            self.new_user("sd_helper", "sales_team.group_sale_salesman_all_leads")
        )
        self.assertEqual(self.row(self.anna)["restored_count"], 0)


class TestContests(BoardCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.call.result_required = True

    def contested(self):
        with self.at(f"{TUESDAY} 10:00", self.TZ):
            call = self.plan(self.anna, TUESDAY)
            call.with_user(self.anna).action_feedback("ok")
            call.with_user(self.anna).action_contest_result("They said yes")
        return call

    def test_a_contested_flag_is_to_be_decided(self):
        self.contested()
        row = self.row(self.anna)
        self.assertEqual(row["to_decide"], {"contest": 1})
        expected = {"code": "decide", "count": 1, "kinds": {"contest": 1}}
        self.assertIn(expected, row["reasons"])

    def test_a_decision_ends_it_either_way(self):
        for method in ("action_clear_result_flag", "action_uphold_result_flag"):
            call = self.contested()
            with self.at(f"{TUESDAY} 11:00", self.TZ):
                getattr(call.with_user(self.head), method)()
            self.assertEqual(self.row(self.anna)["to_decide"], {}, method)

    def test_the_list_behind_it_has_exactly_those(self):
        call = self.contested()
        with self.at(f"{TUESDAY} 10:00", self.TZ):
            other = self.plan(self.anna, TUESDAY)
            other.with_user(self.anna).action_feedback("ok")
        action = self.board_of(self.head).get_activities_action(
            self.anna.id, "contests", TUESDAY
        )
        activities = self.env["mail.activity"].with_user(self.head)
        activities = activities.with_context(**action["context"])
        self.assertEqual(activities.search(action["domain"]).ids, call.ids)


class TestWon(BoardCase):
    def win(self):
        stage = self.env["crm.stage"].create({"name": "Signed", "is_won": True})
        deal = self.own_deal(self.anna)
        deal.expected_revenue = 1200
        with self.at(f"{TUESDAY} 15:00", self.TZ):
            deal.with_user(self.anna).stage_id = stage

    def test_deals_won_are_shown_on_the_open_day_and_kept_with_the_closed_one(self):
        self.win()
        self.assertEqual(self.row(self.anna)["won_count"], 1)
        self.close()
        after = f"{WEDNESDAY} 16:00"
        self.assertTrue(self.row(self.anna, TUESDAY, after)["day_id"])
        self.assertEqual(self.row(self.anna, TUESDAY, after)["won_count"], 1)
        self.assertEqual(self.row(self.anna, WEDNESDAY, after)["won_count"], 0)

    def test_drafts_tell_what_was_kept_of_a_closed_day(self):
        self.win()
        self.close()
        verdicts = self.env["sales.discipline.verdict"].with_user(self.head)
        with self.at(f"{WEDNESDAY} 09:00", self.TZ):
            text = verdicts.draft(self.anna.id, TUESDAY, "great")
            self.assertIn("One deal was won.", text)
            self.assertRegex(text, r"Amount won: .*1,200")
            # What nobody praises is left to whoever writes.
            self.assertNotIn("New deals", text)
            text = verdicts.draft(self.anna.id, TUESDAY, "needs_work")
            self.assertNotIn("won", text)


class TestBoardAround(BoardCase):
    def test_it_says_why_there_is_nobody(self):
        leader = self.new_user("sd_lead", "sales_discipline.group_head")
        board = self.board(by=leader)
        self.assertFalse(board["has_people"] or board["leads"])
        self.env["crm.team"].create(
            {
                "name": "Free",
                "company_id": self.company.id,
                "user_id": leader.id,
                "discipline_policy_id": False,
                "member_ids": [(6, 0, self.new_user("sd_free").ids)],
            }
        )
        board = self.board(by=leader)
        self.assertTrue(board["leads"])
        self.assertFalse(board["has_people"])

    def test_what_is_no_date_is_refused(self):
        for date in ("yesterday", "2027-13-01", 7):
            with self.subTest(date=date), self.assertRaises(UserError):
                self.board(date)
