"""What the engine costs must not grow with people, days or activities."""

from datetime import date, timedelta

from .common import TeamCase

FIRST, LAST = date(2027, 3, 1), date(2027, 3, 20)
DUE = date(2027, 3, 2)
LINES = 12


class TestEngineCost(TeamCase):
    """Two and two hundred people, one day and twenty days, twelve lines a day.

    Two teams: a pair of people whom the head reviews, and two hundred.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_head = cls.new_user("sd_many_head", "sales_discipline.group_head")
        cls.many = cls.env["res.users"].concat(
            *(cls.new_user(f"sd_many_{number:03}") for number in range(200))
        )
        cls.pair = cls.anna | cls.oleg
        cls.version.date_start = FIRST
        cls.big_team = cls.team.copy({"name": "Offices"})
        cls.big_team.write(
            {"user_id": cls.other_head.id, "member_ids": [(6, 0, cls.many.ids)]}
        )
        cls.env.cr._now = cls.env.cr._now.replace(month=2)
        cls.schedule(cls.pair, [FIRST + timedelta(days=n) for n in range(20)])
        cls.schedule(cls.many, [DUE])
        cls.env.flush_all()

    @classmethod
    def schedule(cls, users, days):
        model = cls.env["mail.activity"].with_context(mail_activity_quick_update=True)
        model.create(
            [
                {
                    "activity_type_id": cls.call.id,
                    "res_model_id": cls.env["ir.model"]._get_id("crm.lead"),
                    "res_id": cls.deal.id,
                    "user_id": user.id,
                    "date_deadline": day,
                    "summary": "Call",
                }
                for user in users
                for day in days
                for _number in range(LINES)
            ]
        )

    def cost(self, act):
        """Queries of ``act``: records not loaded, what Odoo caches for good loaded."""
        act()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        act()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    # ------------------------------------------------------------
    # Evaluating
    # ------------------------------------------------------------

    def evaluating(self, users, date_from, date_to):
        def act():
            with self.at("2027-03-31 12:00", self.TZ):
                days = self.env["sales.discipline.day"]
                found = days._evaluate(users, date_from, date_to)
            days = (date_to - date_from).days + 1
            self.assertEqual(len(found), len(users) * days)
            self.assertEqual(found[users[0].id, DUE]["planned_count"], LINES)

        return self.cost(act)

    def test_evaluating_takes_the_same_queries_for_2_and_200_people(self):
        few = self.evaluating(self.pair, DUE, DUE)
        self.assertEqual(self.evaluating(self.many, DUE, DUE), few)

    def test_evaluating_takes_the_same_queries_for_1_and_20_days(self):
        one = self.evaluating(self.pair, DUE, DUE)
        self.assertEqual(self.evaluating(self.pair, FIRST, LAST), one)

    # ------------------------------------------------------------
    # Closing
    # ------------------------------------------------------------

    def closing(self, users, days):
        """Closing ``days`` days of ``users``, twice the same, each undone."""

        def act():
            with self.cr.savepoint() as savepoint:
                self.control(users, DUE)
                # Changing teams empties Odoo's caches; let them be empty each time.
                self.env.invalidate_all()
                self.registry.clear_all_caches()
                before = self.cr.sql_log_count
                with self.at(f"{DUE + timedelta(days=days)} 03:00", self.TZ):
                    model = self.env["sales.discipline.day"]
                    self.assertEqual(model._close_due_days(), 0)
                counts.append(self.cr.sql_log_count - before)
                closed = model.search([("user_id", "in", users.ids)])
                self.assertEqual(len(closed), len(users) * days)
                due = closed.filtered(lambda day: day.date == DUE)
                self.assertEqual(sum(due.mapped("planned_count")), len(users) * LINES)
                savepoint.rollback()
            self.env.invalidate_all()

        counts = []
        act()
        act()
        return counts[-1]

    def control(self, users, since):
        """Nobody but ``users``, from ``since`` on."""
        members = self.env["crm.team.member"].search([])
        members.filtered(lambda member: member.user_id not in users).active = False
        self.version.date_start = since
        self.env.flush_all()

    def test_closing_takes_the_same_queries_for_2_and_200_people(self):
        self.assertEqual(self.closing(self.many, 1), self.closing(self.pair, 1))

    def test_closing_takes_the_same_queries_for_1_and_20_days(self):
        self.assertEqual(self.closing(self.pair, 20), self.closing(self.pair, 1))

    # ------------------------------------------------------------
    # The board
    # ------------------------------------------------------------

    def opening(self, head, people, day, now):
        """The head's opening the board of ``day``."""

        def act():
            with self.at(now, self.TZ):
                model = self.env["sales.discipline.board"].with_user(head)
                board = model.with_context(tz=self.TZ).get_board(day)
            self.assertEqual(len(board["people"]), people)

        return self.cost(act)

    def close_until(self, instant):
        with self.at(instant, self.TZ):
            self.env["sales.discipline.day"]._close_due_days()

    def test_the_board_takes_the_same_queries_for_2_and_200_people(self):
        for name, day in [("day in progress", "2027-03-02"), ("closed", "2027-03-01")]:
            self.close_until("2027-03-02 03:00")
            with self.subTest(name):
                now = "2027-03-02 15:00"
                few = self.opening(self.head, 2, day, now)
                self.assertEqual(self.opening(self.other_head, 200, day, now), few)

    def test_the_board_takes_the_same_queries_after_1_and_20_days(self):
        self.control(self.pair, FIRST)
        self.close_until("2027-03-02 03:00")
        one = self.opening(self.head, 2, "2027-03-01", "2027-03-02 15:00")
        self.close_until("2027-03-21 03:00")
        twenty = self.opening(self.head, 2, "2027-03-20", "2027-03-21 15:00")
        self.assertEqual(twenty, one)
