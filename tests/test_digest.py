"""The team's figures in the e-mails that Odoo sends."""

from datetime import datetime
from unittest.mock import patch

from .outcome_case import OutcomeCase


class TestDigest(OutcomeCase):
    """On Monday and Tuesday Anna does 2 of 2 and 1 of 4, Oleg plans nothing."""

    def setUp(self):
        super().setUp()
        with self.at("2027-02-26 12:00", self.TZ):
            monday = self.plan(self.anna, "2027-03-01", 2)
            tuesday = self.plan(self.anna, "2027-03-02", 4)
        with self.at("2027-03-01 12:00", self.TZ):
            monday.action_done()
        with self.at("2027-03-02 12:00", self.TZ):
            tuesday[0].action_done()
        self.close("2027-03-03 03:00")
        self.digest = self.env["digest.digest"].create(
            {
                "name": "Morning",
                "company_id": self.company.id,
                "kpi_discipline_plan": True,
                "kpi_discipline_on_time": True,
                "kpi_discipline_score": True,
            }
        )

    def kpis(self, user, now="2027-03-03 09:00"):
        """{KPI: values of 24 hours, 7 and 30 days} as the e-mail shows them."""
        with (
            self.at(now),
            patch("odoo.addons.digest.models.digest.datetime", wraps=datetime) as clock,
        ):
            clock.utcnow.return_value = datetime.fromisoformat(now)
            rows = self.digest._compute_kpis(self.company, user)
        return {
            row["kpi_name"]: [row[f"kpi_col{n}"]["value"] for n in (1, 2, 3)]
            for row in rows
        }

    def test_a_head_gets_the_teams_figures(self):
        kpis = self.kpis(self.head)
        self.assertEqual(kpis["kpi_discipline_on_time"], ["25.00", "50.00", "50.00"])
        days = self.days.search([("state", "=", "closed"), ("is_off", "=", False)])
        tuesday = days.filtered(lambda day: day.date.day == 2)
        for column, shown in enumerate((tuesday, days, days)):
            mean = sum(shown.mapped("score")) / len(shown)
            self.assertEqual(kpis["kpi_discipline_score"][column], f"{mean:.2f}")

    def test_after_a_weekend_the_last_day_is_shown(self):
        kpis = self.kpis(self.head, "2027-03-07 09:00")
        self.assertEqual(kpis["kpi_discipline_on_time"], ["25.00", "50.00", "50.00"])

    def test_whoever_reviews_nobody_gets_none(self):
        self.assertFalse(self.kpis(self.anna))

    def test_another_head_sees_nothing_of_the_team(self):
        other = self.new_user("sd_zoe", "sales_discipline.group_head")
        self.assertEqual(self.kpis(other)["kpi_discipline_score"], ["0.00"] * 3)

    def test_the_digest_everybody_gets_has_them(self):
        default = self.env.ref("digest.digest_digest_default")
        self.assertTrue(default.kpi_discipline_score)

    def test_figures_lead_to_the_analysis(self):
        actions = self.digest._compute_kpis_actions(self.company, self.head)
        action, _menu = actions["kpi_discipline_plan"].split("?")
        self.assertEqual(self.env.ref(action).res_model, "sales.discipline.day.report")
