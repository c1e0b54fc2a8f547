"""What heads made of the rewards of the demo data: some in every state."""

import random
from datetime import timedelta

from odoo.exceptions import UserError

from . import clock

SEED = 7
AFTERNOON = 15 * 60 + 40  # when a good day is done, minutes
MORNING = 9 * 60 + 10
LEFT = 2  # of a kind, for whoever looks at the demo to decide on
RULES = ("week", "month", "unplanned")


def switch_rules_on(env):
    """Let the demo show what companies may switch on, penalties included."""
    for name in RULES:
        env.ref(f"sales_discipline.sales_discipline_reward_rule_{name}").active = True


class Decisions:
    """Decides on most; the newest are left to whoever looks at the demo."""

    def __init__(self, env, words, now, today, tz):
        self.env, self.words = env, words
        self.now, self.today, self.tz = now, today, tz
        self.random = random.Random(SEED)

    def take(self):
        rewards = self.env["sales.discipline.reward"]
        found = rewards.search([("state", "=", "proposed")], order="date_end, user_id")
        penalties = found.filtered("is_penalty")
        leaves = (found - penalties).filtered(lambda one: one.kind == "leave")
        others = found - penalties - leaves
        # None of whoever earns most: somebody is to be in order.
        users = [reward.user_id for reward in leaves | others]
        best = max(users, key=users.count, default=None)
        left = rewards.union(
            *(
                some.filtered(lambda reward: reward.user_id != best)[-LEFT:]
                for some in (leaves, others)
            )
        )
        for number, reward in enumerate(leaves - left):
            self._decide(reward, is_refused=number == 1)
        for reward in others - left:
            self._decide(reward)
        self._punish(penalties)
        rewards._pass_time(self.now)

    def _decide(self, reward, is_refused=False):
        """Leaves are decided on the day itself, the rest on the next morning."""
        head = reward.team_id.user_id
        is_leave = reward.kind == "leave"
        day = reward.date_end if is_leave else reward.date_end + timedelta(days=1)
        moment = clock.instant(day, AFTERNOON if is_leave else MORNING, self.tz)
        moment = min(moment, self.now)
        # Found when the demo was installed, met on the day.
        reward.met_at = moment - timedelta(minutes=10)
        with clock.at(self.env, moment):
            mine = reward.with_user(head)
            if is_refused:
                mine.action_refuse(self.random.choice(self.words.refusals))
                return
            try:
                with self.env.cr.savepoint():
                    mine.action_grant(False, self.random.choice(self.words.grants))
            except UserError:
                mine.action_refuse(self.words.enough)

    def _punish(self, penalties):
        """The first is imposed and contested, the second imposed, the rest wait."""
        for number, reward in enumerate(penalties[:2]):
            day = reward.date_end + timedelta(days=1)
            moment = clock.instant(day, MORNING, self.tz)
            with clock.at(self.env, min(moment, self.now)):
                reward.with_user(reward.team_id.user_id).action_grant(
                    False, self.words.penalty
                )
                if not number and reward.with_user(reward.user_id).can_contest:
                    reward.with_user(reward.user_id).action_contest(self.words.contest)
