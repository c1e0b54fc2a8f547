"""A verdict is kept, may be answered by the person it is about, and goes by e-mail
where policy and person want that."""

from odoo.exceptions import AccessError, UserError

from .test_verdict import TUESDAY, VerdictCase


class TestAnswers(VerdictCase):
    def setUp(self):
        super().setUp()
        with self.at(f"{TUESDAY} 16:00", self.TZ):
            sent = self.by(self.head).send(self.anna.id, TUESDAY, "needs_work", "Plan.")
        self.verdict = self.verdicts.browse(sent["id"])

    def answer(self, user, text="I was at the fair"):
        with self.at(f"{TUESDAY} 16:05", self.TZ):
            self.verdict.with_user(user).action_answer(text)

    def test_the_verdict_opens_the_dialog_in_which_to_answer(self):
        action = self.verdict.with_user(self.anna).action_open_answer()
        self.assertEqual(
            (action["tag"], action["params"]),
            (
                "sales_discipline.answer",
                {"id": self.verdict.id, "author": self.head.name},
            ),
        )
        with self.assertRaises(AccessError):
            self.verdict.with_user(self.oleg).action_open_answer()

    def test_reaches_the_inbox_of_whoever_gave_it(self):
        """Also of a head who has chosen e-mail for everything else."""
        self.head.notification_type = "email"
        self.answer(self.anna)
        arrived = self.notifications(self.head)
        self.assertEqual(arrived.notification_type, "inbox")
        self.assertEqual(arrived.mail_message_id.author_id, self.anna.partner_id)
        self.assertIn("I was at the fair", arrived.mail_message_id.body)

    def test_stands_beside_the_verdict_and_on_the_board(self):
        self.answer(self.anna)
        self.answer(self.anna, "It will not happen again")
        with self.at(f"{TUESDAY} 17:00", self.TZ):
            board = self.env["sales.discipline.board"].with_user(self.head)
            people = board.get_board(TUESDAY)["people"]
        row = next(row for row in people if row["user_id"] == self.anna.id)
        self.assertEqual(row["verdict"]["answer"], "It will not happen again")

    def bar_verdict(self):
        with self.at(f"{TUESDAY} 17:00", self.TZ):
            bars = self.env["sales.discipline.day.bar"].with_user(self.anna)
            return bars.get_day_bar()["verdict"]

    def test_the_day_bar_knows_whether_it_was_answered(self):
        self.assertIs(self.bar_verdict()["is_answered"], False)
        self.verdict.with_user(self.head).message_post(
            body="By Friday", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self.assertIs(self.bar_verdict()["is_answered"], False)
        self.answer(self.anna)
        self.assertIs(self.bar_verdict()["is_answered"], True)

    def test_a_verdict_changed_since_wants_another_answer(self):
        self.answer(self.anna)
        with self.at(f"{TUESDAY} 16:30", self.TZ):
            self.by(self.head).send(self.anna.id, TUESDAY, "needs_work", "Plan first.")
        self.assertIs(self.bar_verdict()["is_answered"], False)

    def test_its_message_links_to_why_of_that_day(self):
        arrived = self.notifications(self.anna)
        self.assertIn(f"/odoo/my-why?date={TUESDAY}", arrived.mail_message_id.body)

    def test_the_conversation_goes_on_in_the_chatter(self):
        self.verdict.with_user(self.anna).message_post(
            body="Which plan?", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self.assertEqual(len(self.notifications(self.head)), 1)
        before = len(self.notifications(self.anna))
        self.verdict.with_user(self.head).message_post(
            body="Tomorrow's", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self.assertEqual(len(self.notifications(self.anna)), before + 1)

    def test_only_the_person_it_is_about_answers(self):
        for user in (self.oleg, self.head, self.director):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.answer(user)

    def test_an_empty_answer_is_refused(self):
        for text in ("", "   ", False, 5, ["x"]):
            with self.subTest(text=text), self.assertRaises(UserError):
                self.answer(self.anna, text)

    def test_nobody_answers_as_somebody_else(self):
        message = self.verdict.with_user(self.anna).message_post(
            body="Well done, Anna",
            author_id=self.head.partner_id.id,
            email_from="hana@example.com",
        )
        self.assertEqual(message.author_id, self.anna.partner_id)
        self.assertEqual(message.email_from, self.anna.partner_id.email_formatted)

    def test_nor_by_a_message_made_directly(self):
        values = {
            "model": self.verdict._name,
            "res_id": self.verdict.id,
            "body": "Well done, Anna",
            "message_type": "comment",
            "author_id": self.head.partner_id.id,
        }
        message = self.env["mail.message"].with_user(self.anna).create(values)
        self.assertEqual(message.author_id, self.anna.partner_id)

    def test_people_find_their_history_and_heads_each_person_s(self):
        with self.at("2027-03-03 16:00", self.TZ):
            self.by(self.head).send(self.anna.id, "2027-03-03", "great", "Thank you.")
            self.by(self.head).send(self.oleg.id, "2027-03-03", "ok", "")
        mine = self.by(self.anna).search([])
        self.assertEqual(mine.mapped("message"), ["Thank you.", "Plan."])
        theirs = self.by(self.head).search([("user_id", "=", self.anna.id)])
        self.assertEqual(theirs, mine.with_user(self.head))


class TestVerdictEmail(VerdictCase):
    def send(self):
        mails = self.env["mail.mail"].sudo()
        before = mails.search([])
        with self.at(f"{TUESDAY} 16:00", self.TZ):
            self.by(self.head).send(self.anna.id, TUESDAY, "great", "Fine <work>.")
        return mails.search([]) - before

    def test_in_odoo_alone_unless_the_policy_says_so(self):
        self.anna.notification_type = "email"
        self.assertFalse(self.send())
        self.assertEqual(self.notifications(self.anna).notification_type, "inbox")

    def test_as_e_mail_too_for_people_who_read_their_messages_there(self):
        self.policy.verdict_by_email = True
        self.anna.notification_type = "email"
        mail = self.send()
        self.assertEqual(mail.recipient_ids, self.anna.partner_id)
        self.assertIn("Fine &lt;work&gt;.", mail.body_html)
        self.assertNotIn('href="/odoo', mail.body_html)
        self.assertNotIn("href='/odoo", mail.body_html)
        self.assertEqual(self.notifications(self.anna).notification_type, "inbox")

    def test_not_for_people_who_chose_odoo(self):
        self.policy.verdict_by_email = True
        self.anna.notification_type = "inbox"
        self.assertFalse(self.send())
