"""Fairness: exemptions, flags, reopened days, own leaves and time zones in one list."""

from odoo.exceptions import AccessError

from .test_board_facts import TUESDAY, WEDNESDAY, BoardCase


class TestChanges(BoardCase):
    def changes(self, by=None):
        self.env.flush_all()
        model = self.env["sales.discipline.change"]
        model.invalidate_model()
        domain = [("user_id", "in", (self.anna | self.oleg).ids)]
        return model.with_user(by or self.head).search(domain)

    def kinds(self, by=None):
        return sorted(self.changes(by).mapped("kind"))

    def exempt(self, user, date_from="2027-03-09", date_to="2027-03-10"):
        return (
            self.env["sales.discipline.exemption"]
            .with_user(self.head)
            .create(
                {
                    "user_id": user.id,
                    "date_from": date_from,
                    "date_to": date_to,
                    "reason": "Trade fair",
                }
            )
        )

    def test_an_exemption_is_listed_with_who_entered_it(self):
        with self.at(f"{TUESDAY} 12:00", self.TZ):
            exemption = self.exempt(self.anna)
        change = self.changes()
        self.assertRecordValues(
            change,
            [
                {
                    "kind": "exemption",
                    "user_id": self.anna.id,
                    "actor_id": self.head.id,
                    "text": "Trade fair",
                }
            ],
        )
        self.assertEqual(change.action_open()["res_id"], exemption.id)

    def test_days_say_whether_an_exemption_was_entered_or_removed(self):
        self.close()
        with self.at(f"{WEDNESDAY} 12:00", self.TZ):
            exemption = self.exempt(self.anna, TUESDAY, TUESDAY)
        with self.at(f"{WEDNESDAY} 12:05", self.TZ):
            exemption.unlink()
        judged = self.changes().filtered(
            lambda change: (
                change.kind == "recomputed" and str(change.date_from) == TUESDAY
            )
        )
        self.assertEqual(
            judged.mapped("text"),
            ["Exemption removed: Trade fair", "Exemption: Trade fair"],
        )

    def test_an_exemption_not_filled_in_has_no_name_yet(self):
        exemptions = self.env["sales.discipline.exemption"]
        self.assertFalse(exemptions.new({}).display_name)
        begun = exemptions.new({"user_id": self.anna.id})
        self.assertEqual(begun.display_name, self.anna.name)
        begun.reason = "Ill"
        self.assertEqual(begun.display_name, f"{self.anna.name}: Ill")

    def test_a_flag_is_listed_with_what_became_of_it(self):
        self.call.result_required = True
        with self.at(f"{TUESDAY} 12:00", self.TZ):
            call = self.plan(self.anna, TUESDAY)
            call.with_user(self.anna).action_feedback("ok")
        self.assertRecordValues(
            self.changes(),
            [
                {
                    "kind": "flag",
                    "text": f"ok · {call.summary} · {call.res_name}",
                    "decision": False,
                    "actor_id": False,
                }
            ],
        )
        with self.at(f"{TUESDAY} 13:00", self.TZ):
            call.with_user(self.anna).action_contest_result("They said yes")
        self.assertEqual(self.changes().decision, "contested")
        with self.at(f"{TUESDAY} 14:00", self.TZ):
            call.with_user(self.head).action_clear_result_flag()
        change = self.changes()
        self.assertEqual((change.decision, change.actor_id), ("cleared", self.head))

    def test_a_reopened_day_is_listed_with_reason_and_score(self):
        self.close()
        day = self.env["sales.discipline.day"].search(
            [("user_id", "=", self.anna.id), ("date", "=", TUESDAY)]
        )
        with self.at(f"{WEDNESDAY} 12:00", self.TZ):
            wizard = self.env["sales.discipline.reopen"].with_user(self.head)
            wizard.create({"day_id": day.id, "reason": "Power cut"}).action_reopen()
        self.assertEqual(day.state, "open")
        change = self.changes()
        self.assertRecordValues(
            change,
            [{"kind": "reopened", "text": "Power cut", "actor_id": self.head.id}],
        )
        self.assertEqual(change.score_before, 20.0)
        self.assertEqual(change.action_open()["res_id"], day.id)

    def test_a_leave_is_listed_when_the_person_entered_it(self):
        resource = self.env["resource.resource"].create(
            {
                "name": "Anna",
                "user_id": self.anna.id,
                "company_id": self.company.id,
                "calendar_id": self.company.resource_calendar_id.id,
            }
        )
        leave = {
            "name": "Ill",
            "resource_id": resource.id,
            "calendar_id": resource.calendar_id.id,
            "date_from": "2027-03-09 06:00:00",
            "date_to": "2027-03-09 15:00:00",
        }
        leaves = self.env["resource.calendar.leaves"]
        leaves.create(leave)
        self.assertEqual(self.kinds(), [])
        leaves.with_user(self.anna).sudo().create(leave)
        self.assertEqual(self.kinds(), ["leave"])

    def test_a_change_of_time_zone_is_listed(self):
        member = self.team.crm_team_member_ids.filtered(
            lambda one: one.user_id == self.anna
        )
        self.env.cr.flush()  # as if the team had been there before
        member.with_user(self.head).discipline_tz = "Asia/Tokyo"
        self.env.cr.flush()
        change = self.changes()
        self.assertEqual((change.kind, change.user_id), ("tz", self.anna))
        self.assertIn("Asia/Tokyo", change.text)

    def test_heads_see_their_teams_and_salespeople_nothing(self):
        with self.at(f"{TUESDAY} 12:00", self.TZ):
            self.exempt(self.anna)
        self.assertEqual(self.kinds(by=self.director), ["exemption"])
        stranger = self.new_user("sd_far_head", "sales_discipline.group_head")
        self.assertEqual(self.kinds(by=stranger), [])
        with self.assertRaises(AccessError):
            self.changes(by=self.anna)
        with self.assertRaises(AccessError):
            self.changes().with_user(stranger).action_open()

    def test_the_board_counts_those_of_the_week(self):
        with self.at("2027-02-22 12:00", self.TZ):
            self.exempt(self.anna)
        with self.at(f"{TUESDAY} 12:00", self.TZ):
            self.exempt(self.oleg)
        changes = self.board()["changes"]
        self.assertEqual(changes["count"], 1)
        found = self.changes().filtered_domain(
            [("at", ">=", changes["since"]), ("at", "<", changes["until"])]
        )
        self.assertEqual(found.user_id, self.oleg)


class TestRemarks(BoardCase):
    def day(self):
        self.close()
        return self.env["sales.discipline.day"].search(
            [("user_id", "=", self.anna.id), ("date", "=", TUESDAY)]
        )

    def test_the_person_and_the_reviewers_remark_on_a_day(self):
        day = self.day()
        for user in (self.anna, self.head, self.director):
            message = day.with_user(user).message_post(body=f"By {user.login}")
            self.assertEqual(message.author_id, user.partner_id)
        with self.assertRaises(AccessError):
            day.with_user(self.oleg).message_post(body="I was there too")

    def test_nobody_remarks_as_somebody_else(self):
        message = (
            self.day()
            .with_user(self.anna)
            .message_post(body="Well done", author_id=self.head.partner_id.id)
        )
        self.assertEqual(message.author_id, self.anna.partner_id)
        self.assertEqual(message.email_from, self.anna.partner_id.email_formatted)

    def test_reopening_is_refused_to_the_person_and_to_strangers(self):
        day = self.day()
        stranger = self.new_user("sd_far_head", "sales_discipline.group_head")
        for user in (self.anna, stranger):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                wizard = self.env["sales.discipline.reopen"].with_user(user)
                wizard.create({"day_id": day.id, "reason": "Why not"}).action_reopen()
        self.assertEqual(day.state, "closed")
