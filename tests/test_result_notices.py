"""Whoever finishes with a result that says nothing is told at once."""

import json

from odoo.addons.bus.models.bus import channel_with_db, json_dump

from .journal_case import hour
from .test_results import GOOD, ResultCase


class TestResultNotices(ResultCase):
    def told(self, user):
        """The notices that ``user`` has had on the screen, and read by this."""
        self.env.cr.precommit.run()
        channel = json_dump(channel_with_db(self.env.cr.dbname, user.partner_id))
        notices = self.env["bus.bus"].search([("channel", "=", channel)])
        messages = [json.loads(notice.message) for notice in notices]
        notices.unlink()
        return [
            message["payload"]["message"]
            for message in messages
            if message["type"] == "simple_notification"
        ]

    def test_whoever_finishes_hears_at_once_of_a_flag(self):
        activity = self.planned(summary="Call Ms Birch")
        self.finish(activity, "ok")
        self.assertEqual(
            self.told(self.anna),
            [
                "“Call Ms Birch” is done. Its result was flagged: Says Nothing. “Why?”"
                " lets you write it better, or say why it is enough."
            ],
        )
        self.finish(self.planned(), GOOD)
        self.assertFalse(self.told(self.anna))

    def test_of_many_flags_there_is_one_notice(self):
        self.finish(self.planned() + self.planned() + self.planned(), "ok")
        self.assertEqual(
            self.told(self.anna),
            [
                "3 are done. Their results were flagged: Says Nothing. “Why?” lets you"
                " write them better, or say why they are enough."
            ],
        )

    def test_nobody_hears_of_flags_in_shadow_mode_or_of_anothers(self):
        self.finish(self.planned(), "ok", by=self.head)
        self.assertFalse(self.told(self.anna) + self.told(self.head))
        self.policy.shadow_mode = True
        self.finish(self.planned(), "ok")
        self.assertFalse(self.told(self.anna))

    def test_each_hears_of_their_own_alone(self):
        mine, other = self.planned(summary="Mine"), self.planned(self.oleg)
        self.finish(mine, "ok")
        self.finish(other, "ok", by=self.oleg)
        [told] = self.told(self.anna)
        self.assertIn("“Mine” is done", told)
        [told] = self.told(self.oleg)
        self.assertIn(f"“{other.summary}” is done", told)

    # ------------------------------------------------------------
    # Decisions on a contest
    # ------------------------------------------------------------

    def contested(self, count):
        planned = [self.planned(summary="Call Ms Birch") for _n in range(count)]
        for activity in planned:
            self.finish(activity, "ok")
        with self.at("2027-03-02 08:00"):
            self.env["sales.discipline.day"]._close_due_days()
            for activity in planned:
                activity.with_user(self.anna).action_contest_result("It is their shop")
        return planned

    def inbox(self, user):
        """Subject and body of what ``user`` was told of flags."""
        messages = self.env["mail.message"].search(
            [("partner_ids", "=", user.partner_id.id), ("subject", "like", "flag")]
        )
        return [(message.subject, message.body) for message in messages]

    def test_whoever_contested_hears_how_it_was_decided(self):
        decisions = {
            "action_clear_result_flag": ("The flag is gone: Call Ms Birch", "as good"),
            "action_uphold_result_flag": ("The flag stands: Call Ms Birch", "nothing"),
        }
        contested = self.contested(len(decisions))
        for activity, (method, (subject, word)) in zip(
            contested, decisions.items(), strict=True
        ):
            with self.subTest(method), self.at("2027-03-02 09:00"):
                getattr(activity.with_user(self.head), method)()
                told, body = self.inbox(self.anna)[0]
                self.assertEqual(told, subject)
                self.assertIn(word, body)
                self.assertIn("/odoo/my-why?date=2027-03-01", body)

    def test_nobody_hears_of_a_flag_that_was_not_contested(self):
        activity = self.finish(self.planned(), "ok")
        with self.at(hour(10)):
            activity.with_user(self.head).action_clear_result_flag()
        self.assertFalse(self.inbox(self.anna))
