"""A day that earns an hour off, and what it takes to see that."""

from datetime import date

from .common import TeamCase

MONDAY, TUESDAY, WEDNESDAY = "2027-03-01", "2027-03-02", "2027-03-03"
TUE = date(2027, 3, 2)


class RewardCase(TeamCase):
    """Anna has five calls for Tuesday, planned on Monday; Wednesday is planned, too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(
            "sales_discipline.installed_at", "2027-03-01T00:00:00"
        )
        cls.rewards = cls.env["sales.discipline.reward"]
        cls.rules = cls.env["sales.discipline.reward.rule"]
        cls.days = cls.env["sales.discipline.day"]
        cls.leave = cls.shipped("leave")

    @classmethod
    def shipped(cls, name):
        return cls.env.ref(f"sales_discipline.sales_discipline_reward_rule_{name}")

    @classmethod
    def new_rule(cls, *conditions, **values):
        return cls.rules.create(
            {
                "name": "Rule",
                "period": "day",
                "is_live": False,
                "kind": "note",
                "title": "Well done",
                "condition_ids": [(0, 0, condition) for condition in conditions],
                **values,
            }
        )

    def full_plan(self, user, day, when=f"{MONDAY} 12:00", count=5):
        with self.at(when, self.TZ):
            return self.plan(user, day, count, planned_hours=1.0)

    def good_day(self, user=None, done_at=f"{TUESDAY} 16:30"):
        """Everything for ``user`` to leave early on Tuesday."""
        user = user or self.anna
        calls = self.full_plan(user, TUESDAY)
        self.full_plan(user, WEDNESDAY)
        with self.at(done_at, self.TZ):
            calls.with_user(user).action_feedback(feedback="Agreed on the price")
        return calls

    def judge(self, when=f"{TUESDAY} 16:38"):
        with self.at(when, self.TZ):
            self.rewards._judge_live()

    def close(self, instant=f"{WEDNESDAY} 03:00"):
        with self.at(instant, self.TZ):
            self.days._close_due_days()

    def of(self, user, rule=None):
        domain = [("user_id", "=", user.id)]
        if rule:
            domain.append(("rule_id", "=", rule.id))
        return self.rewards.search(domain, order="date_start, id")

    def proposed(self, user=None, when=f"{TUESDAY} 16:38"):
        """The hour off that ``user`` has earned on Tuesday, not decided on yet."""
        user = user or self.anna
        self.good_day(user)
        self.judge(when)
        return self.of(user, self.leave)

    def imposed(self, user=None, rule=None):
        """A warning for Monday, imposed by the head on Tuesday at 10:00."""
        user = user or self.anna
        rule = rule or self.new_rule(
            {"figure": "planned_count", "operator": "le", "value": 0},
            kind="warning",
        )
        self.close(f"{TUESDAY} 03:00")
        reward = self.of(user, rule)
        with self.at(f"{TUESDAY} 10:00", self.TZ):
            reward.with_user(self.head).action_grant(False, "Plan your Mondays")
        return reward

    def told(self, user):
        """What the rewards have put into the inbox of ``user``."""
        self.env.flush_all()
        return self.env["mail.notification"].search(
            [
                ("res_partner_id", "=", user.partner_id.id),
                ("mail_message_id.model", "=", self.rewards._name),
            ]
        )
