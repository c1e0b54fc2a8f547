"""What the engine costs must not grow with people, days or activities."""

from datetime import date

from .common import TeamCase


class TestEngineCost(TeamCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.many = cls.env["res.users"].concat(
            *(cls.new_user(f"sd_many_{number:03}") for number in range(198))
        )
        cls.team.member_ids |= cls.many
        cls.everybody = cls.many | cls.anna | cls.oleg
        cls.env.cr._now = cls.env.cr._now.replace(month=2)
        cls.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            [
                {
                    "activity_type_id": cls.call.id,
                    "res_model_id": cls.env["ir.model"]._get_id("crm.lead"),
                    "res_id": cls.deal.id,
                    "user_id": user.id,
                    "date_deadline": "2027-03-02",
                    "summary": "Call",
                }
                for user in cls.everybody
                for _number in range(12)
            ]
        )
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        # What Odoo caches for good is not a cost of the engine.
        self.queries(self.anna, date(2027, 3, 2), date(2027, 3, 2))

    def queries(self, users, date_from, date_to):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        with self.at("2027-03-31 12:00", self.TZ):
            found = self.env["sales.discipline.day"]._evaluate(
                users, date_from, date_to
            )
        count = self.cr.sql_log_count - before
        days = (date_to - date_from).days + 1
        self.assertEqual(len(found), len(users) * days)
        self.assertEqual(found[users[0].id, date(2027, 3, 2)]["planned_count"], 12)
        return count

    def test_evaluating_takes_the_same_queries_for_2_and_200_people(self):
        day = date(2027, 3, 2)
        few = self.queries(self.anna | self.oleg, day, day)
        self.assertEqual(self.queries(self.everybody, day, day), few)

    def test_evaluating_takes_the_same_queries_for_1_and_20_days(self):
        users = self.anna | self.oleg
        one = self.queries(users, date(2027, 3, 2), date(2027, 3, 2))
        twenty = self.queries(users, date(2027, 3, 1), date(2027, 3, 20))
        self.assertEqual(twenty, one)
