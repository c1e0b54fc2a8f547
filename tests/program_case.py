"""A programme of control over the team of ``TeamCase``."""

from datetime import date, timedelta

from .common import TeamCase

MONDAY = date(2027, 3, 1)


def day_of(number):
    """The date ``number`` days after Monday 1 March 2027."""
    return MONDAY + timedelta(days=number)


class ProgramCase(TeamCase):
    """Hana reviews Anna and Oleg from Monday 1 March 2027 on; Dora is the director."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["sales.discipline.program"].search([]).active = False
        # Days before the tested weeks would only be in the way.
        cls.env["ir.config_parameter"].set_param(
            "sales_discipline.installed_at", "2027-03-01T00:00:00"
        )
        cls.programs = cls.env["sales.discipline.program"]
        cls.reviews = cls.env["sales.discipline.review"]
        cls.verdicts = cls.env["sales.discipline.verdict"]
        cls.program = cls.programs.create(
            {
                "name": "Roll-out",
                "company_id": cls.company.id,
                "date_start": MONDAY,
                "team_ids": [(6, 0, cls.team.ids)],
            }
        )
        cls.env.flush_all()

    def run_job(self, day, hour="00:10"):
        """What the scheduled job does at that local time."""
        with self.at(f"{day} {hour}", self.TZ):
            self.programs._run()

    def run_days(self, first, last):
        """The job in the night and at the hour of the reminder of every day."""
        for number in range(first, last + 1):
            for hour in ("00:10", "07:00", "16:10"):
                self.run_job(day_of(number), hour)

    def found(self, day=None, kind=None, **values):
        domain = [("program_id", "=", self.program.id)]
        domain += [("date", "=", day)] if day else []
        domain += [("kind", "=", kind)] if kind else []
        domain += [(name, "=", value) for name, value in values.items()]
        return self.reviews.search(domain, order="date, id")

    def say(self, user, day, verdict="ok", text="Well done.", by=None):
        """A word about ``user`` on ``day``, as the board sends it."""
        self.verdicts.with_user(by or self.head).send(user.id, str(day), verdict, text)

    def open_activities(self, user):
        return self.env["mail.activity"].search(
            [("res_model", "=", self.reviews._name), ("user_id", "=", user.id)]
        )

    def inbox(self, user, model=None):
        """Messages that reached ``user``, by the inbox or by e-mail."""
        self.env.flush_all()
        domain = [("res_partner_id", "=", user.partner_id.id)]
        if model:
            domain.append(("mail_message_id.model", "=", model))
        return self.env["mail.notification"].search(domain).mail_message_id

    def leave(self, user, first, last=None):
        """Time off of ``user``, as an app for time off would enter it."""
        resource = self.env["resource.resource"].search(
            [("user_id", "=", user.id), ("company_id", "=", self.company.id)]
        )
        resource = resource or self.env["resource.resource"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "company_id": self.company.id,
                "calendar_id": self.company.resource_calendar_id.id,
                "tz": self.TZ,
            }
        )
        return self.env["resource.calendar.leaves"].create(
            {
                "name": "Off",
                "resource_id": resource.id,
                "calendar_id": resource.calendar_id.id,
                "company_id": self.company.id,
                "date_from": f"{first} 00:00:00",
                "date_to": f"{last or first} 20:59:59",
            }
        )
