"""What the addon costs a salesperson: clicks, and waiting for nothing."""

from datetime import timedelta

from .live_day_case import LiveDayCase


class TestEffortTour(LiveDayCase):
    """Two people with a deal and ten activities each; nobody controls the stranger."""

    @classmethod
    def create_day(cls):
        result = super().create_day()
        cls.env.cr._now = cls.now - timedelta(days=1)
        cls.deals = {
            user.login: cls.ten_activities(user) for user in (cls.anna, cls.stranger)
        }
        cls.env.flush_all()
        cls.env.cr._now = None
        return result

    @classmethod
    def ten_activities(cls, user):
        deal = cls.create_deal(f"Ten steps of {user.login}")
        deal.write({"user_id": user.id, "team_id": False})
        activities = cls.env["mail.activity"].with_user(user)
        activities.with_context(mail_activity_quick_update=True).create(
            [
                {
                    "activity_type_id": cls.env.ref("mail.mail_activity_data_call").id,
                    "res_model_id": cls.env["ir.model"]._get_id("crm.lead"),
                    "res_id": deal.id,
                    "user_id": user.id,
                    # The bar's own test counts what is due today.
                    "date_deadline": cls.today + timedelta(days=3),
                    "summary": f"Step {number}.",
                }
                for number in range(10)
            ]
        )
        return deal

    def walk(self, tour, user):
        deal = self.deals[user.login]
        self.start_tour(
            f"/odoo/crm.lead/{deal.id}", tour, login=user.login, timeout=180
        )
        following = self.env["mail.activity"].search_count(
            [("res_id", "=", deal.id), ("summary", "=like", "Following%")]
        )
        self.assertEqual(following, 10)

    def test_ten_next_steps_take_the_clicks_of_stock_odoo(self):
        self.walk("sales_discipline_next_steps_stock", self.stranger)
        self.walk("sales_discipline_next_steps", self.anna)

    def test_the_list_is_usable_while_the_bar_waits(self):
        self.start_tour("/odoo/crm", "sales_discipline_held_bar", login="sd_anna")
