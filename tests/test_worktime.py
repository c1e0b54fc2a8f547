"""Working time of metrics section 1, read from Odoo's own calendars."""

from datetime import date

from odoo.addons.sales_discipline.engine.worktime import Worker, read_work_time

from .common import TeamCase, utc

TUESDAY = date(2027, 3, 2)
SATURDAY = date(2027, 3, 6)


class TestWorkTime(TeamCase):
    def time(self, *users, tz=None):
        workers = [Worker(user.id, self.company.id, tz or self.TZ) for user in users]
        return read_work_time(self.env, workers, date(2027, 3, 1), date(2027, 3, 14))

    def leave(self, start, end, company=None, **values):
        company = company or self.company
        leave = (
            self.env["resource.calendar.leaves"]
            .with_company(company)
            .create(
                {
                    "name": "Absence",
                    "calendar_id": False,
                    "date_from": utc(start, self.TZ),
                    "date_to": utc(end, self.TZ),
                    **values,
                }
            )
        )
        # Odoo computes the company from the environment, so it must be now.
        self.assertEqual(leave.company_id, company)
        return leave

    def resource(self, user, **values):
        return self.env["resource.resource"].create(
            {
                "name": user.name,
                "user_id": user.id,
                "company_id": self.company.id,
                "calendar_id": self.company.resource_calendar_id.id,
                "tz": self.TZ,
                **values,
            }
        )

    def test_without_a_resource_the_companys_calendar_counts(self):
        time = self.time(self.anna)
        self.assertEqual(time.capacity_hours(self.anna.id, TUESDAY), 8)
        self.assertEqual(time.off_reason(self.anna.id, TUESDAY), None)
        self.assertEqual(time.off_reason(self.anna.id, SATURDAY), "no_hours")

    def test_hours_lie_on_the_persons_own_date_in_every_zone(self):
        for tz in ("Asia/Vladivostok", "America/New_York", "UTC"):
            time = self.time(self.anna, tz=tz)
            with self.subTest(tz=tz):
                self.assertEqual(time.capacity_hours(self.anna.id, TUESDAY), 8)
                self.assertTrue(time.is_off(self.anna.id, SATURDAY))

    def test_a_public_holiday_takes_hours_and_keeps_the_base(self):
        self.leave("2027-03-08 00:00", "2027-03-08 23:59")
        time, monday = self.time(self.anna), date(2027, 3, 8)
        self.assertEqual(time.off_reason(self.anna.id, monday), "holiday")
        self.assertEqual(time.base_hours(self.anna.id, monday), 8)
        self.assertEqual(time.calendar_hours(self.anna.id, monday), 0)

    def test_another_companys_holiday_changes_nothing(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.leave("2027-03-02 00:00", "2027-03-02 23:59", company=other)
        self.assertEqual(self.time(self.anna).capacity_hours(self.anna.id, TUESDAY), 8)

    def test_own_leave_takes_capacity_of_that_person_alone(self):
        resource = self.resource(self.anna)
        self.leave("2027-03-02 13:00", "2027-03-02 23:00", resource_id=resource.id)
        time = self.time(self.anna, self.oleg)
        self.assertEqual(time.capacity_hours(self.anna.id, TUESDAY), 4)
        self.assertEqual(time.calendar_hours(self.anna.id, TUESDAY), 8)
        self.assertEqual(time.capacity_hours(self.oleg.id, TUESDAY), 8)
        self.assertFalse(time.is_off(self.anna.id, TUESDAY))

    def test_a_whole_day_of_leave_is_off(self):
        resource = self.resource(self.anna)
        self.leave("2027-03-02 00:00", "2027-03-03 00:00", resource_id=resource.id)
        time = self.time(self.anna)
        self.assertEqual(time.off_reason(self.anna.id, TUESDAY), "leave")

    def test_training_entered_as_other_time_is_work(self):
        resource = self.resource(self.anna)
        self.leave(
            "2027-03-02 00:00",
            "2027-03-03 00:00",
            resource_id=resource.id,
            time_type="other",
        )
        self.assertEqual(self.time(self.anna).capacity_hours(self.anna.id, TUESDAY), 8)

    def test_a_resource_in_another_company_is_not_asked(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        resource = self.resource(self.anna, company_id=other.id)
        self.leave(
            "2027-03-02 00:00", "2027-03-03 00:00", other, resource_id=resource.id
        )
        self.assertEqual(self.time(self.anna).capacity_hours(self.anna.id, TUESDAY), 8)

    def test_a_flexible_calendar_gives_its_hours_on_the_companys_days(self):
        flexible = self.env["resource.calendar"].create(
            {
                "name": "Flexible",
                "schedule_type": "flexible",
                "hours_per_day": 6,
                "full_time_required_hours": 30,
                "company_id": self.company.id,
                "tz": self.TZ,
            }
        )
        self.resource(self.anna, calendar_id=flexible.id)
        time = self.time(self.anna)
        self.assertEqual(time.capacity_hours(self.anna.id, TUESDAY), 6)
        self.assertEqual(time.off_reason(self.anna.id, SATURDAY), "no_hours")

    def test_a_fully_flexible_person_has_the_companys_hours_per_day(self):
        self.resource(self.anna, calendar_id=False)
        time = self.time(self.anna)
        self.assertEqual(time.capacity_hours(self.anna.id, TUESDAY), 8)
        self.assertTrue(time.is_off(self.anna.id, SATURDAY))

    def test_half_a_holiday_takes_half_of_flexible_hours(self):
        self.resource(self.anna, calendar_id=False)
        self.leave("2027-03-02 13:00", "2027-03-02 20:00")
        self.assertEqual(self.time(self.anna).capacity_hours(self.anna.id, TUESDAY), 4)

    def test_an_exemption_is_off_and_leaves_the_capacity(self):
        self.env["sales.discipline.exemption"].create(
            {
                "user_id": self.anna.id,
                "date_from": TUESDAY,
                "date_to": TUESDAY,
                "reason": "New",
            }
        )
        time = self.time(self.anna)
        self.assertEqual(time.off_reason(self.anna.id, TUESDAY), "exempt")
        self.assertEqual(time.capacity_hours(self.anna.id, TUESDAY), 8)
