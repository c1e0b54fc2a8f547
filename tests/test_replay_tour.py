"""A head tries a policy on the weeks that are closed, in a real browser."""

from datetime import timedelta

from .live_day_case import LiveDayCase


class TestReplayTour(LiveDayCase):
    """Nothing was owed on the first day of control, all was done on the second."""

    @classmethod
    def create_day(cls):
        cls.control_from(cls.today - timedelta(days=2))
        cls.env["sales.discipline.policy"].create(
            {
                "name": "Strict",
                "company_id": cls.company.id,
                "version_ids": [
                    (
                        0,
                        0,
                        {
                            "date_start": cls.today + timedelta(days=1),
                            "min_planned_count": 10,
                        },
                    )
                ],
            }
        )
        cls.env.flush_all()
        cls.env.cr._now = cls.now - timedelta(days=3)
        calls = cls.plan(-1, *(f"Call {number}" for number in range(5)))
        cls.env.flush_all()
        cls.env.cr._now = cls.now - timedelta(days=1)
        calls.with_user(cls.anna).action_feedback(feedback="Agreed on the price")
        cls.env.flush_all()
        cls.env.cr._now = cls.now
        cls.env["sales.discipline.day"]._close_due_days()
        cls.env.cr._now = None

    def test_a_stricter_policy_is_tried_on_closed_weeks(self):
        self.start_tour(
            "/odoo/sales-replay", "sales_discipline_replay", login="sd_hana"
        )
        self.assertFalse(
            self.env["sales.discipline.day"].search([("score", "=", 80)]),
            "nothing is stored",
        )
