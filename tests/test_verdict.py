"""Verdicts: who may give them, what is drafted, and that they arrive."""

import re
from datetime import date

from odoo.exceptions import AccessError, UserError

from .common import TeamCase

MONDAY = "2027-03-01"
TUESDAY = "2027-03-02"


class VerdictCase(TeamCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.verdicts = cls.env["sales.discipline.verdict"]

    def by(self, user):
        return self.verdicts.with_user(user)

    def notifications(self, user):
        """What the verdicts have put into the inbox of ``user``."""
        self.env.flush_all()
        return self.env["mail.notification"].search(
            [
                ("res_partner_id", "=", user.partner_id.id),
                ("mail_message_id.model", "=", self.verdicts._name),
            ]
        )

    def full_day(self, user, day=TUESDAY, count=5, hours=1.0):
        """A whole plan for ``day``, made on the Monday before it."""
        with self.at(f"{MONDAY} 12:00", self.TZ):
            return self.plan(user, day, count, planned_hours=hours)


class TestVerdictsInShadowMode(VerdictCase):
    """Days are for heads only then, and so is what is said of them."""

    def setUp(self):
        super().setUp()
        self.team.discipline_policy_id = self.policy
        self.policy.shadow_mode = True

    def give(self, text="Plan earlier"):
        with self.at(f"{TUESDAY} 16:00", self.TZ):
            return self.by(self.head).send(self.anna.id, TUESDAY, "ok", text)

    def bar(self):
        with self.at(f"{TUESDAY} 17:00", self.TZ):
            bars = self.env["sales.discipline.day.bar"].with_user(self.anna)
            return bars.get_day_bar()

    def test_the_person_is_not_told_and_does_not_see_it(self):
        self.assertTrue(self.give()["is_shadowed"])
        self.assertFalse(self.notifications(self.anna))
        self.assertFalse(self.by(self.anna).search([]))
        self.assertEqual(self.by(self.head).search([]).message, "Plan earlier")

    def test_it_stays_with_the_heads_when_shadow_mode_ends(self):
        self.give()
        self.policy.shadow_mode = False
        self.assertFalse(self.by(self.anna).search([]))
        self.assertFalse(self.bar()["verdict"])

    def test_sent_again_after_that_it_reaches_the_person(self):
        self.give()
        self.policy.shadow_mode = False
        self.assertFalse(self.give("Plan by noon")["is_shadowed"])
        self.assertEqual(len(self.notifications(self.anna)), 1)
        self.assertEqual(self.by(self.anna).search([]).message, "Plan by noon")

    def test_a_change_of_what_was_told_is_told(self):
        self.policy.shadow_mode = False
        self.give()
        self.policy.shadow_mode = True
        self.assertFalse(self.give("Plan by noon")["is_shadowed"])
        self.assertEqual(len(self.notifications(self.anna)), 2)

    def test_the_button_for_all_keeps_it_as_well(self):
        self.full_day(self.anna)
        with self.at(f"{TUESDAY} 09:30", self.TZ):
            self.plan(self.anna, "2027-03-03", 5, planned_hours=1.0)
            self.by(self.head).mark_in_order([self.anna.id], TUESDAY)
        self.assertTrue(self.by(self.head).search([]).is_shadowed)
        self.assertFalse(self.by(self.anna).search([]))


class TestVerdictRights(VerdictCase):
    def test_head_and_director_judge_the_team(self):
        with self.at(f"{TUESDAY} 16:00", self.TZ):
            for reviewer in (self.head, self.director):
                sent = self.by(reviewer).send(self.anna.id, TUESDAY, "great", "Fine.")
                self.assertEqual(sent["author_id"], reviewer.id)

    def test_nobody_judges_themselves(self):
        self.team.member_ids = [(4, self.head.id)]
        with self.at(f"{TUESDAY} 16:00", self.TZ), self.assertRaises(AccessError):
            self.by(self.head).send(self.head.id, TUESDAY, "great", "Me")

    def test_salespeople_judge_nobody(self):
        with self.at(f"{TUESDAY} 16:00", self.TZ):
            for call in (
                lambda: self.by(self.oleg).send(self.anna.id, TUESDAY, "ok", ""),
                lambda: self.by(self.oleg).draft(self.anna.id, TUESDAY, "ok"),
                lambda: self.by(self.oleg).mark_in_order([self.anna.id], TUESDAY),
            ):
                with self.assertRaises(AccessError):
                    call()

    def test_another_heads_team_is_out_of_reach(self):
        other = self.new_user("sd_other_head", "sales_discipline.group_head")
        with self.at(f"{TUESDAY} 16:00", self.TZ):
            with self.assertRaises(AccessError):
                self.by(other).send(self.anna.id, TUESDAY, "ok", "")
            self.by(self.head).send(self.anna.id, TUESDAY, "ok", "Well done")
        self.assertFalse(self.by(other).search([]))

    def test_one_stranger_refuses_the_whole_call(self):
        stranger = self.new_user("sd_stranger")
        with self.at(f"{TUESDAY} 16:00", self.TZ), self.assertRaises(AccessError):
            self.by(self.head).mark_in_order([self.anna.id, stranger.id], TUESDAY)

    def test_no_verdict_by_the_back_door(self):
        with self.at(f"{TUESDAY} 16:00", self.TZ):
            self.by(self.head).send(self.anna.id, TUESDAY, "ok", "Well done")
        verdict = self.verdicts.search([("user_id", "=", self.anna.id)])
        values = {
            "user_id": self.oleg.id,
            "date": TUESDAY,
            "author_id": self.head.id,
            "verdict": "great",
        }
        for user in (self.anna, self.head, self.director):
            with self.assertRaises(AccessError):
                self.by(user).create(values)
            with self.assertRaises(AccessError):
                verdict.with_user(user).write({"verdict": "great"})
            with self.assertRaises(AccessError):
                verdict.with_user(user).unlink()

    def test_defaults_of_the_caller_change_nothing(self):
        forged = {"default_is_drafted": True, "default_author_id": self.oleg.id}
        with self.at(f"{TUESDAY} 16:00", self.TZ):
            self.by(self.head).with_context(**forged).send(
                self.anna.id, TUESDAY, "ok", "Own words"
            )
        verdict = self.verdicts.search([("user_id", "=", self.anna.id)])
        self.assertRecordValues(
            verdict,
            [
                {
                    "author_id": self.head.id,
                    "is_drafted": False,
                    "team_id": self.team.id,
                    "company_id": self.company.id,
                }
            ],
        )

    def test_salespeople_read_their_own_only(self):
        with self.at(f"{TUESDAY} 16:00", self.TZ):
            self.by(self.head).send(self.anna.id, TUESDAY, "ok", "For Anna")
            self.by(self.head).send(self.oleg.id, TUESDAY, "ok", "For Oleg")
        self.assertEqual(self.by(self.anna).search([]).user_id, self.anna)
        self.assertEqual(self.by(self.head).search([]).user_id, self.anna | self.oleg)

    def test_a_day_to_come_is_refused(self):
        with self.at(f"{MONDAY} 16:00", self.TZ), self.assertRaises(UserError):
            self.by(self.head).send(self.anna.id, TUESDAY, "ok", "")

    def test_a_day_before_control_is_refused(self):
        with self.at(f"{MONDAY} 16:00", self.TZ), self.assertRaises(UserError):
            self.by(self.head).draft(self.anna.id, "2026-12-01", "ok")

    def test_needs_work_must_say_what(self):
        with (
            self.at(f"{TUESDAY} 16:00", self.TZ),
            self.assertRaisesRegex(UserError, "Write what needs work"),
        ):
            self.by(self.head).send(self.anna.id, TUESDAY, "needs_work", "  ")

    def test_an_unknown_verdict_is_refused(self):
        with self.at(f"{TUESDAY} 16:00", self.TZ), self.assertRaises(UserError):
            self.by(self.head).send(self.anna.id, TUESDAY, "bad", "Hm")


class TestVerdictSending(VerdictCase):
    def test_arrives_in_odoo_whatever_the_preference(self):
        """Most people of a fresh Odoo have chosen e-mail: the word comes anyway."""
        self.anna.notification_type = "email"
        self.oleg.notification_type = "inbox"
        with self.at(f"{TUESDAY} 16:00", self.TZ):
            for user in (self.anna, self.oleg):
                self.by(self.head).send(user.id, TUESDAY, "great", "Two\n<b>lines</b>")
                arrived = self.notifications(user)
                self.assertEqual(arrived.notification_type, "inbox")
                message = arrived.mail_message_id
                self.assertEqual(message.author_id, self.head.partner_id)
                # Odoo's list of notifications drops the tags.
                words = re.sub("<[^>]*>", "", message.body)
                self.assertIn("Great. Two", words)
                self.assertIn("Two<br>&lt;b&gt;lines", message.body)
                self.assertIn("/odoo/", message.body)

    def test_a_change_updates_and_is_announced_again(self):
        with self.at(f"{TUESDAY} 16:00", self.TZ):
            self.by(self.head).send(self.anna.id, TUESDAY, "needs_work", "Plan more.")
        with self.at(f"{TUESDAY} 17:00", self.TZ):
            self.by(self.head).send(self.anna.id, TUESDAY, "great", "Thank you.")
        verdict = self.verdicts.search([("user_id", "=", self.anna.id)])
        self.assertEqual(len(verdict), 1)
        self.assertEqual((verdict.verdict, verdict.message), ("great", "Thank you."))
        self.assertEqual(len(self.notifications(self.anna)), 2)

    def test_knows_its_own_draft(self):
        self.full_day(self.anna)
        with self.at(f"{TUESDAY} 16:00", self.TZ):
            draft = self.by(self.head).draft(self.anna.id, TUESDAY, "ok")
            self.by(self.head).send(self.anna.id, TUESDAY, "ok", draft)
            verdict = self.verdicts.search([("user_id", "=", self.anna.id)])
            self.assertTrue(verdict.is_drafted)
            self.by(self.head).send(self.anna.id, TUESDAY, "ok", f"{draft} Thanks!")
            self.assertFalse(verdict.is_drafted)

    def test_figures_that_moved_on_leave_it_a_draft(self):
        calls = self.full_day(self.anna)
        with self.at(f"{TUESDAY} 16:00", self.TZ):
            calls[0].action_done()
            draft = self.by(self.head).draft(self.anna.id, TUESDAY, "ok")
            calls[1].action_done()
        with self.at(f"{TUESDAY} 16:01", self.TZ):
            self.by(self.head).send(self.anna.id, TUESDAY, "ok", draft)
        verdict = self.verdicts.search([("user_id", "=", self.anna.id)])
        self.assertTrue(verdict.is_drafted)

    def test_all_in_order_sends_nothing_and_leaves_out_who_needs_a_word(self):
        for day in (TUESDAY, "2027-03-03"):
            self.full_day(self.anna, day)
        with self.at(f"{TUESDAY} 16:00", self.TZ):
            both = (self.anna | self.oleg).ids
            ids = self.by(self.head).mark_in_order(both, TUESDAY)
            verdict = self.verdicts.browse(ids)
            self.assertEqual(verdict.user_id, self.anna)
            self.assertTrue(verdict.is_bulk)
            self.assertFalse(self.notifications(self.anna))
            self.assertFalse(self.by(self.head).mark_in_order(both, TUESDAY))

    def test_all_in_order_can_be_undone_for_a_short_time(self):
        for day in (TUESDAY, "2027-03-03"):
            self.full_day(self.anna, day)
        with self.at(f"{TUESDAY} 16:00:00", self.TZ):
            ids = self.by(self.head).mark_in_order([self.anna.id], TUESDAY)
            with self.assertRaises(UserError):
                self.by(self.director).undo_in_order(ids)
        with self.at(f"{TUESDAY} 16:05:00", self.TZ), self.assertRaises(UserError):
            self.by(self.head).undo_in_order(ids)
        with self.at(f"{TUESDAY} 16:00:10", self.TZ):
            self.by(self.head).undo_in_order(ids)
        self.assertFalse(self.verdicts.browse(ids).exists())

    def test_a_word_cannot_be_undone(self):
        with self.at(f"{TUESDAY} 16:00", self.TZ):
            sent = self.by(self.head).send(self.anna.id, TUESDAY, "ok", "Well done")
            with self.assertRaises(UserError):
                self.by(self.head).undo_in_order([sent["id"]])


class TestVerdictDraft(VerdictCase):
    def draft(self, verdict, day=TUESDAY, when=f"{TUESDAY} 16:00"):
        with self.at(when, self.TZ):
            return self.by(self.head).draft(self.anna.id, day, verdict)

    def test_needs_work_says_what_is_lacking_and_by_when(self):
        calls = self.full_day(self.anna)
        with self.at(f"{TUESDAY} 15:00", self.TZ):
            calls[:2].action_done()
            calls[2].date_deadline = date(2027, 3, 5)
        text = self.draft("needs_work")
        self.assertIn("2 of 5 are done today", text)
        self.assertIn("1 was moved.", text)
        self.assertIn("Nothing is planned for tomorrow yet", text)
        self.assertIn("6:00", text)

    def test_needs_work_says_that_the_day_itself_was_not_planned(self):
        self.full_day(self.anna, count=2)
        text = self.draft("needs_work")
        self.assertIn(
            "This day was not planned in time: 2 of 5 activities, 2 of 2.4 h.", text
        )
        self.assertNotIn("in time", self.draft("ok"))

    def test_great_tells_the_good_facts_only(self):
        calls = self.full_day(self.anna)
        self.full_day(self.anna, "2027-03-03", count=7)
        with self.at(f"{TUESDAY} 15:00", self.TZ):
            calls.action_done()
        text = self.draft("great")
        self.assertIn("5 of 5 are done today", text)
        self.assertIn("Nothing is overdue.", text)
        self.assertIn("7 activities are planned for tomorrow, 7 of 8 h.", text)

    def test_counts_deals_won_that_day(self):
        self.deal.user_id = self.anna
        with self.at(f"{TUESDAY} 15:00", self.TZ):
            self.deal.action_set_won()
        self.assertIn("One deal was won.", self.draft("great"))
        after = self.draft("great", "2027-03-03", "2027-03-03 16:00")
        self.assertNotIn("won", after)

    def test_a_day_that_is_over_is_told_in_the_past(self):
        self.full_day(self.anna)
        text = self.draft("needs_work", when="2027-03-03 10:00")
        self.assertIn("0 of 5 were done on Tue, Mar 2", text)
        self.assertIn("5 were left undone.", text)
        self.assertIn("5 are overdue (oldest: Tue, Mar 2).", text)
        self.assertIn("0 of 5 activities were planned in time", text)

    def test_is_written_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.env["ir.module.module"].search(
            [("name", "=", "sales_discipline")]
        )._update_translations(["ru_RU"])
        self.anna.lang = "ru_RU"
        self.full_day(self.anna, count=5, hours=0.5)
        text = self.draft("needs_work").replace(self.anna.name, "")
        self.assertRegex(text, "[а-я]")
        self.assertNotRegex(text, "[A-Za-z]{2}")
        self.assertIn("0", text)
        self.assertIn("18:00", text)
