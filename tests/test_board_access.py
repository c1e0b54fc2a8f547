"""No screen or call shows, judges or changes anybody the caller does not review."""

from odoo.exceptions import AccessError, UserError

from .test_board_facts import TUESDAY, BoardCase

# What a client may send instead of a user's id.
NOBODY = (0, -1, False, None, "abc", 10**9, [1], {})


class TestForeignPeople(BoardCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stranger = cls.new_user("sd_far_head", "sales_discipline.group_head")
        cls.env["crm.team"].create(
            {
                "name": "Far",
                "company_id": cls.company.id,
                "user_id": cls.stranger.id,
                "discipline_policy_id": cls.policy.id,
                "member_ids": [(6, 0, cls.new_user("sd_far_member").ids)],
            }
        )

    def calls(self, caller, user_id):
        """Every public method that takes a person, as ``caller`` may send it."""
        env = self.env(user=caller)
        board = env["sales.discipline.board"]
        verdict = env["sales.discipline.verdict"]
        bar = env["sales.discipline.day.bar"]
        rules = env["sales.discipline.data.rule"]
        assign = {
            "user_id": user_id,
            "summary": "Call",
            "date_deadline": TUESDAY,
            "activity_type_id": self.call.id,
        }
        exempt = {
            "user_id": user_id,
            "date_from": TUESDAY,
            "date_to": TUESDAY,
            "reason": "Because",
        }
        return {
            "draft": lambda: verdict.draft(user_id, TUESDAY, "great"),
            "send": lambda: verdict.send(user_id, TUESDAY, "great", "Fine"),
            "mark": lambda: verdict.mark_in_order([user_id], TUESDAY),
            "open": lambda: board.get_activities_action(user_id, "open", TUESDAY),
            "tasks": lambda: board.get_activities_action(user_id, "tasks", TUESDAY),
            "lines": lambda: bar.get_lines(user_id, TUESDAY),
            "failures": lambda: rules.get_failures([user_id]),
            "assign": lambda: (
                env["sales.discipline.assign"].create(assign).action_assign()
            ),
            "exempt": lambda: env["sales.discipline.exemption"].create(exempt),
        }

    def assert_refused(self, caller, user, but=()):
        for name, call in self.calls(caller, user.id).items():
            if name in but:
                continue
            with (
                self.subTest(call=name, caller=caller.login, person=user.login),
                self.at(f"{TUESDAY} 16:00", self.TZ),
                self.assertRaises(AccessError),
            ):
                call()
        self.assertFalse(
            self.env["sales.discipline.verdict"].search([("user_id", "=", user.id)])
        )

    def test_another_head_s_people(self):
        self.assert_refused(self.stranger, self.anna)

    def test_oneself(self):
        """A head who sells as well; the own day and what to mend are one's own."""
        self.team.member_ids = [(4, self.head.id)]
        self.assert_refused(self.head, self.head, but=("lines", "failures"))

    def test_a_colleague(self):
        self.assert_refused(self.oleg, self.anna)

    def test_the_board_of_another_team_is_empty(self):
        ids = [row["user_id"] for row in self.board(by=self.stranger)["people"]]
        self.assertNotIn(self.anna.id, ids)
        self.assertEqual(len(ids), 1)

    def test_ids_of_nobody_and_of_wrong_types_are_refused(self):
        env = self.env(user=self.head)
        verdict, board = env["sales.discipline.verdict"], env["sales.discipline.board"]
        for user_id in NOBODY:
            for name, call in {
                "draft": lambda one: verdict.draft(one, TUESDAY, "great"),
                "send": lambda one: verdict.send(one, TUESDAY, "great", "Fine"),
                "mark": lambda one: verdict.mark_in_order([one], TUESDAY),
                "open": lambda one: board.get_activities_action(one, "open", TUESDAY),
            }.items():
                with (
                    self.subTest(call=name, user_id=user_id),
                    self.at(f"{TUESDAY} 16:00", self.TZ),
                    self.assertRaises(UserError),
                ):
                    call(user_id)
        self.assertFalse(self.env["sales.discipline.verdict"].search([]))

    def test_wrong_values_are_refused_with_a_sentence(self):
        env = self.env(user=self.head)
        verdict, board = env["sales.discipline.verdict"], env["sales.discipline.board"]
        anna = self.anna.id
        for name, call in {
            "no date": lambda: verdict.send(anna, "soon", "great", "Fine"),
            "no verdict": lambda: verdict.send(anna, TUESDAY, ["great"], "Fine"),
            "no text": lambda: verdict.send(anna, TUESDAY, "great", {"a": 1}),
            "no part": lambda: board.get_activities_action(anna, "secret", TUESDAY),
            "part of a list": lambda: board.get_activities_action(anna, ["open"]),
            "no people": lambda: verdict.mark_in_order(anna, TUESDAY),
            "no ids": lambda: verdict.undo_in_order("all"),
        }.items():
            with (
                self.subTest(name),
                self.at(f"{TUESDAY} 16:00", self.TZ),
                self.assertRaises(UserError),
            ):
                call()
        self.assertFalse(self.env["sales.discipline.verdict"].search([]))

    def test_somebody_else_s_exemption_cannot_be_changed_or_removed(self):
        with self.at(f"{TUESDAY} 12:00", self.TZ):
            exemption = (
                self.env["sales.discipline.exemption"]
                .with_user(self.head)
                .create(
                    {
                        "user_id": self.anna.id,
                        "date_from": TUESDAY,
                        "date_to": TUESDAY,
                        "reason": "Ill",
                    }
                )
            )
        for user in (self.stranger, self.anna, self.oleg):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    exemption.with_user(user).write({"reason": "On holiday"})
                with self.assertRaises(AccessError):
                    exemption.with_user(user).unlink()
        self.assertEqual(exemption.reason, "Ill")
