"""Every step of a reward's life, tried by every role."""

from itertools import product

from odoo.exceptions import AccessError, UserError

from .reward_case import TUESDAY, RewardCase

WHEN = f"{TUESDAY} 16:42"
STEPS = {
    "action_grant": (False, "Well done"),
    "action_refuse": ("Not today",),
    "action_take_back": ("The client comes",),
    "action_uphold": ("It stands",),
    "action_withdraw": ("It does not",),
    "action_contest": ("It was not me",),
    "action_keep": (),
}
# From which state a step may be taken, and where it leads.
ALLOWED = {
    ("proposed", "action_grant"): "granted",
    ("proposed", "action_refuse"): "refused",
    ("granted", "action_take_back"): "withdrawn",
    ("contested", "action_uphold"): "upheld",
    ("contested", "action_withdraw"): "withdrawn",
    ("granted", "action_contest"): "contested",
}
STATES = (
    "proposed",
    "granted",
    "refused",
    "used",
    "expired",
    "contested",
    "upheld",
    "withdrawn",
)


class TestTransitions(RewardCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stranger = cls.new_user("sd_other_head", "sales_discipline.group_head")
        cls.manager = cls.new_user("sd_manager", "sales_team.group_sale_manager")
        cls.system = cls.new_user("sd_system", "base.group_system")
        cls.clerk = cls.new_user("sd_clerk", "base.group_user")
        cls.reviewers = (cls.head, cls.director)
        cls.others = (
            cls.anna,
            cls.oleg,
            cls.stranger,
            cls.manager,
            cls.system,
            cls.clerk,
        )

    def take(self, reward, user, step):
        """What becomes of ``reward`` when ``user`` takes ``step``; undone again."""
        with self.cr.savepoint() as savepoint:
            try:
                getattr(reward.with_user(user), step)(*STEPS[step])
                result = reward.state
            except (AccessError, UserError) as error:
                result = type(error)
            savepoint.rollback()
        self.env.invalidate_all()
        return result

    def try_everything(self, reward, reviewers, others):
        """Every step from every state by everybody, compared as one table.

        The clock is frozen once for all: freezing it looks through every loaded
        module, which costs more than the step itself.
        """
        got, expected = {}, {}
        with self.at(WHEN, self.TZ):
            for state in STATES:
                with self.cr.savepoint() as savepoint:
                    reward.write({"state": state, "contest_until": "2027-03-09"})
                    self.env.flush_all()
                    self.env.invalidate_all()
                    for step, user in product(STEPS, (*reviewers, *others)):
                        cell = (state, step, user.login)
                        expected[cell] = self.expected(
                            reward, state, step, user, reviewers
                        )
                        got[cell] = self.take(reward, user, step)
                    savepoint.rollback()
                self.env.invalidate_all()
        wrong = {
            cell: (got[cell], expected[cell])
            for cell in expected
            if got[cell] != expected[cell]
        }
        self.assertEqual(wrong, {}, "(state, step, login): (got, expected)")

    def expected(self, reward, state, step, user, reviewers):
        if step == "action_contest":
            if user != reward.user_id:
                return AccessError
            hidden = reward.is_penalty and state in ("proposed", "refused", "expired")
            if hidden:
                return AccessError
            may = reward.is_penalty and state == "granted"
            return "contested" if may else UserError
        if user not in reviewers:
            return AccessError
        if step == "action_keep":
            return state
        return ALLOWED.get((state, step), UserError)

    def test_a_reward(self):
        self.try_everything(self.proposed(), self.reviewers, self.others)

    def test_a_penalty(self):
        reward = self.imposed()
        self.try_everything(reward, self.reviewers, self.others)

    def test_nobody_decides_on_their_own(self):
        """A head in the own team, and a director who sells."""
        self.team.member_ids |= self.head
        reward = self.proposed(self.head)
        others = (self.head, self.anna, self.stranger, self.manager)
        self.try_everything(reward, (self.director,), others)
        self.team.member_ids |= self.director
        self.env["mail.activity"].search([]).unlink()
        reward = self.proposed(self.director)
        self.try_everything(reward, (self.head,), (self.director, self.oleg))

    def test_administrators_stand_in_where_there_is_no_director(self):
        self.director.active = False
        self.try_everything(
            self.proposed(),
            (self.head, self.manager, self.system),
            (self.anna, self.oleg),
        )


class TestRights(RewardCase):
    def test_nobody_writes_rewards_by_the_back_door(self):
        reward = self.proposed()
        values = {"rule_id": self.leave.id, "user_id": self.oleg.id}
        for user in (self.anna, self.head, self.director):
            with self.assertRaises(AccessError):
                reward.with_user(user).write({"state": "granted"})
            with self.assertRaises(AccessError):
                reward.with_user(user).unlink()
            with self.assertRaises(AccessError):
                self.rewards.with_user(user).create(values)
            with self.assertRaises(AccessError):
                reward.with_user(user).copy()

    def test_people_read_their_own_heads_their_teams(self):
        self.good_day(self.oleg)
        self.proposed()
        seen = {
            user.login: self.rewards.with_user(user).search([]).user_id
            for user in (self.anna, self.oleg, self.head, self.director)
        }
        both = self.anna | self.oleg
        self.assertEqual(
            seen,
            {
                "sd_anna": self.anna,
                "sd_oleg": self.oleg,
                "sd_hana": both,
                "sd_dora": both,
            },
        )
        stranger = self.new_user("sd_other_head", "sales_discipline.group_head")
        self.assertFalse(self.rewards.with_user(stranger).search([]))

    def test_the_list_to_decide_on_opens_for_those_who_decide(self):
        opened = self.env.ref("sales_discipline.sales_discipline_reward_action_open")
        for user, name in (
            (self.head, "Rewards and Penalties"),
            (self.director, "Rewards and Penalties"),
            (self.anna, "My Rewards"),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(opened.with_user(user).run()["name"], name)

    def test_statements_are_read_like_rewards(self):
        self.close()
        rows = self.env["sales.discipline.statement"]
        self.assertEqual(rows.with_user(self.anna).search([]).user_id, self.anna)
        self.assertEqual(
            rows.with_user(self.head).search([]).user_id, self.anna | self.oleg
        )
        stranger = self.new_user("sd_other_head", "sales_discipline.group_head")
        self.assertFalse(rows.with_user(stranger).search([]))
        self.policy.shadow_mode = True
        self.assertFalse(rows.with_user(self.anna).search([]))

    def test_only_administrators_and_directors_make_rules(self):
        for user in (self.anna, self.head):
            with self.assertRaises(AccessError):
                self.leave.with_user(user).write({"hours": 3})
        self.leave.with_user(self.director).write({"hours": 3})
        self.assertTrue(self.leave.with_user(self.anna).sentence)

    def test_the_dialog_gives_nobody_more_rights(self):
        reward = self.proposed()
        wizards = self.env["sales.discipline.reward.decision"]
        for user in (self.anna, self.oleg):
            with self.at(WHEN, self.TZ), self.assertRaises(AccessError):
                wizards.with_user(user).create(
                    {"reward_id": reward.id, "decision": "grant"}
                ).action_confirm()
        with self.at(WHEN, self.TZ):
            wizards.with_user(self.head).create(
                {"reward_id": reward.id, "decision": "grant", "word": "Go home"}
            ).action_confirm()
        self.assertEqual((reward.state, reward.word), ("granted", "Go home"))

    def test_the_caller_records_nothing_for_others(self):
        self.good_day()
        with self.at(WHEN, self.TZ):
            self.assertFalse(self.rewards.with_user(self.oleg).record_met())
        self.assertFalse(self.of(self.anna))
