"""Deals that are won and lost on the days of the tested week."""

from datetime import date

from .common import TeamCase


class OutcomeCase(TeamCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Days before the tested week would only be in the way.
        cls.env["ir.config_parameter"].set_param(
            "sales_discipline.installed_at", "2027-03-01T00:00:00"
        )
        stages = cls.env["crm.stage"]
        cls.open_stage = stages.create({"name": "Talking", "is_won": False})
        cls.won_stage = stages.create({"name": "Signed", "is_won": True})
        cls.outcomes = cls.env["sales.discipline.outcome"]
        cls.won = cls.shipped("won")
        cls.amount = cls.shipped("won_amount")
        cls.lost = cls.shipped("lost")
        cls.new = cls.shipped("new")
        cls.days = cls.env["sales.discipline.day"]

    @classmethod
    def shipped(cls, name):
        return cls.env.ref(f"sales_discipline.sales_discipline_outcome_{name}")

    def new_deal(self, user, revenue=1000.0, **values):
        return self.env["crm.lead"].create(
            {
                "name": "Chairs",
                "type": "opportunity",
                "stage_id": self.open_stage.id,
                "team_id": self.team.id,
                "company_id": self.company.id,
                "user_id": user.id,
                "expected_revenue": revenue,
                **values,
            }
        )

    def win(self, deal, by=None):
        deal.with_user(by or deal.user_id).write({"stage_id": self.won_stage.id})

    def close(self, instant="2027-03-06 03:00"):
        with self.at(instant, self.TZ):
            self.days._close_due_days()

    def value(self, user, day, outcome):
        """What is kept of an outcome, None where it was not measured."""
        kept = self.kept(user, day, outcome)
        return kept.value if kept else None

    def kept(self, user, day, outcome):
        return self.env["sales.discipline.day.outcome"].search(
            [
                ("day_id.user_id", "=", user.id),
                ("day_id.date", "=", date(2027, 3, day)),
                ("outcome_id", "=", outcome.id),
            ]
        )
