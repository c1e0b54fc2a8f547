"""A week in which Anna cheats, and Oleg does nothing instead."""

from .common import TeamCase

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (f"2027-03-0{n}" for n in range(1, 6))
GOOD = "They take forty desks, contract on Friday"


class CheatingCase(TeamCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Days before the tested week would only be in the way.
        cls.env["ir.config_parameter"].set_param(
            "sales_discipline.installed_at", "2027-02-26T00:00:00"
        )
        cls.call.result_required = True

    def setUp(self):
        super().setUp()
        self.hers = self.env["mail.activity"].with_user(self.anna)

    # ------------------------------------------------------------
    # Playing
    # ------------------------------------------------------------

    def both_plan(self, when, deadline, count=5, **values):
        """The same calls for both; Anna's are returned, in her own rights."""
        with self.at(when, self.TZ):
            self.plan(self.oleg, deadline, count, **values)
            return self.plan(self.anna, deadline, count, **values)

    def anna_does(self, when, method, records, *args, **kwargs):
        """One transaction of Anna's."""
        with self.at(when, self.TZ):
            return getattr(records.with_user(self.anna), method)(*args, **kwargs)

    def finish(self, when, activities, result=GOOD):
        for number, activity in enumerate(activities):
            text = result and f"{result}, no. {number}"
            self.anna_does(f"{when}:{number:02}", "action_feedback", activity, text)

    def close(self, day):
        """The job on the night after ``day``."""
        with self.at(f"{day} 03:00", self.TZ):
            self.env["sales.discipline.day"]._close_due_days()

    # ------------------------------------------------------------
    # Looking
    # ------------------------------------------------------------

    def over(self, user, day):
        """The engine's figures of a day, when it is over."""
        with self.at("2027-03-20 12:00", self.TZ) as late:
            return self.day(user, day, late)

    def stored(self, user, day):
        days = self.env["sales.discipline.day"]
        return days.search([("user_id", "=", user.id), ("date", "=", day)])

    def row(self, user, day, when=None):
        """What the head sees of a person, by default in the evening of that day."""
        with self.at(when or f"{day} 23:58", self.TZ):
            board = self.env["sales.discipline.board"].with_user(self.head)
            people = board.with_context(tz=self.TZ).get_board(day)["people"]
        return next(row for row in people if row["user_id"] == user.id)

    def reasons(self, user, day, when=None):
        """{code: count} of why the head should have a word."""
        found = self.row(user, day, when)["reasons"]
        return {reason["code"]: reason.get("count") for reason in found}

    def assertNoEffect(self, *days):
        """Anna's scores are Oleg's: it was for nothing."""
        for day in days:
            names = ("score", "score_planning", "score_execution", "score_backlog")
            anna, oleg = self.over(self.anna, day), self.over(self.oleg, day)
            self.assertEqual(
                {name: anna[name] for name in names},
                {name: oleg[name] for name in names},
                day,
            )
