"""The head sets tasks, and opens what the board counts."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form
from odoo.tools import html2plaintext

from .test_board_facts import TUESDAY, WEDNESDAY, BoardCase


class TaskCase(BoardCase):
    def assign(self, by=None, when=f"{TUESDAY} 12:00", **values):
        model = self.env["sales.discipline.assign"].with_user(by or self.head)
        with self.at(when, self.TZ):
            wizard = model.create(
                {
                    "user_id": self.anna.id,
                    "summary": "Call Birch & Co.",
                    "date_deadline": WEDNESDAY,
                    "activity_type_id": self.call.id,
                    **values,
                }
            )
            said = wizard.action_assign()["params"]["message"]
            self.assertIn(wizard.summary, said)
            self.assertIn(self.anna.name, said)
        return self.env["mail.activity"].search([], order="id desc", limit=1)

    def found(self, part, by=None, day=TUESDAY, when=f"{TUESDAY} 16:00"):
        """What the window behind a number lists for the reviewer."""
        with self.at(when, self.TZ):
            board = self.board_of(by or self.head)
            action = board.get_activities_action(self.anna.id, part, day)
            activities = self.env["mail.activity"].with_user(by or self.head)
            activities = activities.with_context(**action["context"])
            found = activities.search(action["domain"])
            found.read(["summary", "res_name"])
            return found.sudo()


class TestAssign(TaskCase):
    def test_on_a_deal_that_the_head_only_reads(self):
        """A head has no right to write deals of the team; the task is theirs all the
        same, and the person is told as by Odoo."""
        deal = self.own_deal(self.anna)
        self.assertFalse(deal.with_user(self.head).has_access("write"))
        task = self.assign(lead_id=deal.id, planned_hours=0.25)
        self.assertRecordValues(
            task,
            [
                {
                    "res_model": "crm.lead",
                    "res_id": deal.id,
                    "user_id": self.anna.id,
                    "create_uid": self.head.id,
                    "planned_hours": 0.25,
                    "summary": "Call Birch & Co.",
                }
            ],
        )
        self.assertTrue(
            self.env["mail.message"].search_count(
                [
                    ("model", "=", "crm.lead"),
                    ("res_id", "=", deal.id),
                    ("partner_ids", "in", self.anna.partner_id.ids),
                ]
            )
        )

    def test_on_a_contact_of_the_person(self):
        partner = self.env["res.partner"].create({"name": "Birch & Co."})
        with self.assertRaisesRegex(UserError, "not a deal or contact of"):
            self.assign(partner_id=partner.id)
        self.own_deal(self.anna).partner_id = partner
        self.assertEqual(self.assign(partner_id=partner.id).res_id, partner.id)

    def test_without_a_document_it_stands_on_the_person_s_day(self):
        task = self.assign()
        day = self.env["sales.discipline.day"].browse(task.res_id)
        self.assertEqual(task.res_model, day._name)
        self.assertEqual((day.user_id, str(day.date)), (self.anna, WEDNESDAY))

    def test_without_a_document_the_mail_names_the_working_day(self):
        day = self.env["sales.discipline.day"].browse(self.assign().res_id)
        told = self.env["mail.message"].search(
            [
                ("model", "=", day._name),
                ("res_id", "=", day.id),
                ("partner_ids", "in", self.anna.partner_id.ids),
            ]
        )
        text = " ".join(html2plaintext(told.body).split())
        self.assertIn(f'Document: "{day.display_name}" (Working Day)', text)
        self.assertEqual(day.state, "open")
        self.assertEqual(self.assign().res_id, day.id, "one day per person and date")

    def test_only_the_person_and_the_reviewers_read_that_day(self):
        day = self.env["sales.discipline.day"].browse(self.assign().res_id)
        stranger = self.new_user("sd_far_head", "sales_discipline.group_head")
        for user, may in (
            (self.anna, True),
            (self.head, True),
            (self.director, True),
            (self.oleg, False),
            (stranger, False),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(day.with_user(user).has_access("read"), may)

    def test_the_day_is_closed_like_any_other_and_the_task_counts(self):
        self.assign()
        with self.at(f"{WEDNESDAY} 10:00", self.TZ):
            task = self.env["mail.activity"].search([], order="id desc", limit=1)
            task.with_user(self.anna).action_feedback("Agreed on forty desks")
        self.close("2027-03-04 03:00")
        day = self.env["sales.discipline.day"].search(
            [("user_id", "=", self.anna.id), ("date", "=", WEDNESDAY)]
        )
        self.assertRecordValues(
            day,
            [
                {
                    "state": "closed",
                    "done_count": 1,
                    "set_by_head_count": 1,
                    "set_by_head_done_count": 1,
                    "version_id": self.version.id,
                }
            ],
        )

    def test_refused_to_whoever_does_not_review_the_person(self):
        stranger = self.new_user("sd_far_head", "sales_discipline.group_head")
        for user in (stranger, self.oleg, self.anna):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.assign(by=user)
        with self.assertRaises(AccessError):
            self.assign(user_id=self.head.id)

    def test_refused_on_somebody_else_s_deal_and_for_the_past(self):
        with self.assertRaisesRegex(UserError, "not a deal or contact of"):
            self.assign(lead_id=self.own_deal(self.oleg).id)
        with self.assertRaisesRegex(UserError, "today or a later date"):
            self.assign(date_deadline="2027-03-01")
        with self.assertRaisesRegex(UserError, "what is to be done"):
            self.assign(summary="  ")

    def test_defaults_of_the_caller_change_nothing(self):
        forged = {"default_automated": True, "default_active": False}
        wizard = self.env["sales.discipline.assign"].with_user(self.head)
        with self.at(f"{TUESDAY} 12:00", self.TZ):
            wizard.with_context(**forged).create(
                {
                    "user_id": self.anna.id,
                    "summary": "Call",
                    "activity_type_id": self.call.id,
                    "date_deadline": TUESDAY,
                }
            ).action_assign()
        task = self.env["mail.activity"].search([], order="id desc", limit=1)
        self.assertFalse(task.automated)
        self.assertTrue(task.active)

    def test_it_is_due_on_the_next_day_with_working_time_left(self):
        wizard = self.env["sales.discipline.assign"].with_user(self.head)
        wizard = wizard.with_context(default_user_id=self.anna.id, tz="UTC")
        for when, due in (
            (f"{TUESDAY} 00:00", TUESDAY),
            (f"{TUESDAY} 16:59:59", TUESDAY),
            (f"{TUESDAY} 17:00", WEDNESDAY),
            ("2027-03-05 17:00", "2027-03-08"),
            ("2027-03-06 12:00", "2027-03-08"),
        ):
            with self.at(when, self.TZ), self.subTest(when):
                self.assertEqual(str(Form(wizard).date_deadline), due)

    def test_a_day_that_tasks_stand_on_is_not_called_reopened(self):
        self.assertEqual(
            self.assign(date_deadline=TUESDAY).res_model, "sales.discipline.day"
        )
        self.assertFalse(self.row(self.anna)["is_reopened"])

    def test_the_form_asks_for_little(self):
        context = {"default_user_id": self.anna.id, "tz": self.TZ}
        with self.at(f"{TUESDAY} 12:00", self.TZ):
            model = self.env["sales.discipline.assign"].with_user(self.head)
            with Form(model.with_context(**context)) as form:
                form.summary = "Call"
            self.assertEqual(str(form.record.date_deadline), TUESDAY)
            form.record.action_assign()


class TestTasksOnTheBoard(TaskCase):
    def test_tasks_of_the_head_are_shown_done_and_open(self):
        first, second = self.assign(date_deadline=TUESDAY), self.assign()
        with self.at(f"{TUESDAY} 12:00", self.TZ):
            self.plan(self.anna, TUESDAY)  # her own
        row = self.row(self.anna)
        self.assertEqual((row["set_by_head_done_count"], row["tasks_open"]), (0, 2))
        with self.at(f"{TUESDAY} 15:00", self.TZ):
            first.with_user(self.anna).action_feedback("Agreed on forty desks")
        row = self.row(self.anna)
        self.assertEqual((row["set_by_head_done_count"], row["tasks_open"]), (1, 1))
        self.assertEqual(self.found("tasks"), first | second)

    def test_what_was_handed_over_is_no_task_of_the_next_owner(self):
        deal = self.own_deal(self.anna)
        task = self.assign(lead_id=deal.id)
        with self.at(f"{TUESDAY} 15:00", self.TZ):
            task.user_id = self.oleg
        self.assertEqual(self.row(self.oleg)["tasks_open"], 0)
        self.assertEqual(self.row(self.anna)["tasks_open"], 0)

    def test_numbers_open_exactly_what_they_count(self):
        with self.at("2027-03-01 12:00", self.TZ):
            late = self.plan(self.anna, "2027-03-01")
            self.plan(self.anna, TUESDAY, 2)
            following = self.plan(self.anna, WEDNESDAY, 3)
        row = self.row(self.anna)
        self.assertEqual(self.found("overdue"), late)
        self.assertEqual(len(self.found("overdue")), row["overdue_count"])
        self.assertEqual(self.found("next"), following)
        self.assertEqual(len(self.found("next")), row["next_planned_count"])
        self.assertEqual(len(self.found("open")), 6)

    def test_overdue_of_a_closed_day_is_what_it_was_closed_with(self):
        with self.at("2027-03-01 12:00", self.TZ):
            late = self.plan(self.anna, "2027-03-01")
        self.close()
        with self.at(f"{WEDNESDAY} 10:00", self.TZ):
            late.with_user(self.anna).action_feedback("Agreed on forty desks")
        after = f"{WEDNESDAY} 16:00"
        self.assertEqual(self.found("overdue", when=after), late)


class TestOwnDocumentsRight(TaskCase):
    """Stock Odoo: a head whose right is "own documents" cannot read every deal that
    somebody of the team works on. The board counts those activities; they open."""

    def test_a_head_reads_activities_on_deals_out_of_reach(self):
        deal = self.own_deal(self.new_user("sd_far_away"))
        deal.team_id = self.env["crm.team"].create({"name": "Far", "user_id": False})
        with self.at("2027-03-01 12:00", self.TZ):
            call = self.plan(
                self.anna, "2027-03-01", by=self.env.user, res_id=deal.id, summary="X"
            )
        self.assertFalse(deal.with_user(self.head).has_access("read"))
        self.assertEqual(self.row(self.anna)["overdue_count"], 1)
        self.assertEqual(self.found("overdue"), call)
        self.assertTrue(call.with_user(self.head).has_access("read"))
        self.assertFalse(call.with_user(self.head).has_access("write"))

    def test_nobody_else_gains_from_it(self):
        deal = self.own_deal(self.anna)
        deal.team_id = self.env["crm.team"].create({"name": "Far", "user_id": False})
        call = self.plan(self.anna, TUESDAY, res_id=deal.id)
        stranger = self.new_user("sd_far_head", "sales_discipline.group_head")
        for user in (stranger, self.oleg):
            with self.subTest(user=user.login):
                self.assertFalse(call.with_user(user).has_access("read"))
                activities = self.env["mail.activity"].with_user(user)
                activities = activities.with_context(discipline_review=True)
                self.assertFalse(activities.search([("id", "in", call.ids)]))

    def test_private_to_dos_stay_private(self):
        todo = self.env["mail.activity"].with_user(self.anna)
        todo = todo.create(
            {
                "user_id": self.anna.id,
                "summary": "Dentist",
                "activity_type_id": self.call.id,
                "date_deadline": TUESDAY,
            }
        )
        self.assertFalse(todo.with_user(self.head).has_access("read"))
        self.assertNotIn(todo.sudo(), self.found("open"))

    def test_order_and_limit_are_kept(self):
        with self.at("2027-03-01 12:00", self.TZ):
            calls = self.plan(self.anna, TUESDAY, 5)
        model = self.env["mail.activity"].with_user(self.head)
        model = model.with_context(discipline_review=True)
        domain = [("id", "in", calls.ids)]
        newest = model.search(domain, order="id desc", limit=2, offset=1)
        self.assertEqual(newest.ids, sorted(calls.ids, reverse=True)[1:3])
        self.assertEqual(model.search_count(domain), 5)
