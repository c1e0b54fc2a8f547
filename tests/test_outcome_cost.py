"""What outcomes cost must not grow with people, days or deals."""

from datetime import date, timedelta

from .outcome_case import OutcomeCase

FIRST = date(2027, 3, 1)


class TestOutcomeCost(OutcomeCase):
    """Two people and two hundred, one day and twenty; each wins a deal a day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pair = cls.anna | cls.oleg
        cls.many = cls.env["res.users"].concat(
            *(cls.new_user(f"sd_many_{number:03}") for number in range(200))
        )
        cls.version.date_start = FIRST
        cls.big_team = cls.team.copy({"name": "Offices"})
        cls.big_team.member_ids = [(6, 0, cls.many.ids)]
        euro, dollar = cls.env.ref("base.EUR"), cls.env.ref("base.USD")
        (euro | dollar).active = True
        cls.company.currency_id = euro
        cls.tin = cls.env["res.company"].create(
            {"name": "Tin & Zinc", "currency_id": dollar.id}
        )
        (cls.pair | cls.many).company_ids = [(4, cls.tin.id)]
        cls.win_deals(cls.pair, 20)
        cls.win_deals(cls.many, 1)

    @classmethod
    def win_deals(cls, users, days):
        """Half of them in a foreign currency, expected in the week of their win."""
        clock = cls.env.cr._now
        for number in range(days):
            cls.env.cr._now = clock.replace(month=3, day=1 + number, hour=9)
            cls.env["crm.lead"].create(
                [
                    {
                        "name": "Chairs",
                        "type": "opportunity",
                        "stage_id": stage.id,
                        "user_id": user.id,
                        "company_id": company.id,
                        "team_id": False,
                        "expected_revenue": 100,
                        "date_deadline": FIRST + timedelta(days=number),
                    }
                    for user in users
                    for company in (cls.company, cls.tin)
                    for stage in (cls.open_stage, cls.won_stage)
                ]
            )
        cls.env.cr._now = clock
        cls.env.flush_all()

    def cost(self, users, days, act):
        """Queries of ``act`` for ``users`` alone, all else being the same."""
        counts = []
        for _time in range(2):
            with self.cr.savepoint() as savepoint:
                members = self.env["crm.team.member"].search([])
                others = members.filtered(lambda member: member.user_id not in users)
                others.active = False
                self.env.flush_all()
                self.env.invalidate_all()
                self.registry.clear_all_caches()
                with self.at(f"{FIRST + timedelta(days=days)} 03:00", self.TZ):
                    counts.append(act())
                savepoint.rollback()
            self.env.invalidate_all()
        return counts[-1]

    def count(self, act):
        before = self.cr.sql_log_count
        act()
        return self.cr.sql_log_count - before

    def closing(self, users, days):
        def act():
            queries = self.count(lambda: self.days._close_due_days())
            values = self.env["sales.discipline.day.outcome"].search(
                [("outcome_id", "=", self.won.id), ("value", "=", 2)]
            )
            self.assertEqual(len(values), len(users) * days)
            return queries

        return self.cost(users, days, act)

    def recording(self, users):
        def act():
            plans = self.env["sales.discipline.outcome.plan"]
            queries = self.count(plans._record_due)
            self.assertEqual(len(plans.search([])), len(users) * 4)
            return queries

        return self.cost(users, 1, act)

    def looking(self, users):
        def act():
            plans = self.env["sales.discipline.outcome.plan"]
            # What the pair wins later would be one more currency to convert.
            self.env["crm.lead"].search([("create_date", ">=", "2027-03-02")]).unlink()
            plans._record_due()
            self.days._close_due_days()
            plans = plans.with_user(self.director)
            plans.search_count([])  # what Odoo caches of the reader for good
            self.env.invalidate_all()
            found = []
            queries = self.count(
                lambda: found.append(plans._get_figures(users, "week", FIRST))
            )
            for figures in found[0].values():
                self.assertEqual(figures[0]["achieved"], 2)
            return queries

        return self.cost(users, 1, act)

    def test_closing_takes_the_same_queries_for_2_and_200_people(self):
        self.assertEqual(self.closing(self.many, 1), self.closing(self.pair, 1))

    def test_closing_takes_the_same_queries_for_1_and_20_days(self):
        self.assertEqual(self.closing(self.pair, 20), self.closing(self.pair, 1))

    def test_closing_takes_the_same_queries_for_more_outcomes(self):
        few = self.closing(self.pair, 1)
        for number in range(5):
            self.won.copy({"name": f"Deals {number}"})
        self.assertEqual(self.closing(self.pair, 1), few)

    def test_recording_takes_the_same_queries_for_2_and_200_people(self):
        self.assertEqual(self.recording(self.many), self.recording(self.pair))

    def test_looking_takes_the_same_queries_for_2_and_200_people(self):
        self.assertEqual(self.looking(self.many), self.looking(self.pair))
