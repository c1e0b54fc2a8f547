"""Meetings of the Calendar app: one press makes an activity of one's own."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user

from .common import TeamCase

MONDAY, TUESDAY, WEDNESDAY = "2027-03-01", "2027-03-02", "2027-03-03"
NOON = f"{TUESDAY} 12:00"


class CountMeetingCase(TeamCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.env["res.partner"].create({"name": "Carpenters"})

    def meeting(self, user=None, start=f"{TUESDAY} 12:00:00", guests=(), **values):
        """An hour at ``start`` (UTC), made in the Calendar app."""
        user = user or self.anna
        partners = user.partner_id.ids + [guest.id for guest in guests]
        with self.at(f"{MONDAY} 10:00", self.TZ):
            events = self.env["calendar.event"].with_user(user)
            events = events.with_context(no_mail_to_attendees=True)
            return events.create(
                {
                    "name": "Coffee",
                    "start": start,
                    "stop": start.replace(":00:00", ":59:59"),
                    "partner_ids": [(6, 0, partners)],
                    **values,
                }
            )

    def offered(self, user=None, when=NOON):
        with self.at(when, self.TZ):
            bar = self.env["sales.discipline.day.bar"].with_user(user or self.anna)
            return bar.get_day_bar()["meetings"]

    def count(self, event, user=None, when=NOON):
        with self.at(when, self.TZ):
            return event.with_user(user or self.anna).action_make_activity()

    def activities(self, event):
        activities = self.env["mail.activity"].with_context(active_test=False)
        return activities.search([("calendar_event_id", "in", event.ids)])

    def open_deal(self):
        """A deal that is the meeting's own, without the activity of stock Odoo."""
        event = self.meeting()
        event.sudo().opportunity_id = self.deal
        return event


class TestOffered(CountMeetingCase):
    def test_own_meetings_of_today_and_the_next_working_day(self):
        today = self.meeting()
        self.meeting(start="2027-03-04 12:00:00")
        tomorrow = self.meeting(start=f"{WEDNESDAY} 06:00:00", guests=[self.client])
        self.meeting(start=f"{MONDAY} 12:00:00")
        found = self.offered()
        self.assertEqual(
            [(row["id"], row["date"], row["document"]) for row in found],
            [(today.id, TUESDAY, False), (tomorrow.id, WEDNESDAY, "Carpenters")],
        )
        self.assertEqual(found[0]["start"], "2027-03-02 12:00:00")

    def test_on_friday_those_of_monday(self):
        event = self.meeting(start="2027-03-08 12:00:00")
        found = self.offered(when="2027-03-05 12:00")
        self.assertEqual([row["id"] for row in found], event.ids)

    def test_a_day_is_the_persons(self):
        """Half past midnight in Moscow is still the day before in UTC."""
        event = self.meeting(start=f"{TUESDAY} 22:00:00")
        self.assertEqual(self.offered()[0]["date"], WEDNESDAY)
        self.assertEqual(self.count(event)["res_model"], "sales.discipline.meeting")

    def test_whole_days_too(self):
        self.meeting(
            allday=True,
            start=f"{TUESDAY} 08:00:00",
            start_date=TUESDAY,
            stop_date=TUESDAY,
        )
        [found] = self.offered()
        self.assertEqual((found["allday"], found["date"]), (True, TUESDAY))

    def test_no_private_or_declined_one_and_none_of_others(self):
        self.meeting(privacy="private")
        self.meeting(self.oleg, guests=[self.anna.partner_id])
        declined = self.meeting()
        declined.attendee_ids.sudo().write({"state": "declined"})
        self.meeting(active=False)
        self.assertEqual(self.offered(), [])
        self.meeting()
        self.anna.sudo().res_users_settings_id.calendar_default_privacy = "private"
        self.assertEqual(self.offered(), [])

    def test_none_that_has_an_activity_even_a_finished_one(self):
        event = self.open_deal()
        self.assertEqual(len(self.offered()), 1)
        self.count(event)
        self.assertEqual(self.offered(), [])
        with self.at(f"{TUESDAY} 16:30", self.TZ):
            self.activities(event).with_user(self.anna).action_feedback(feedback="Went")
        self.assertEqual(self.offered(when=f"{TUESDAY} 17:00"), [])

    def test_the_bar_asks_no_more_for_twenty_meetings(self):
        def cost():
            with self.at(NOON, self.TZ):
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                bar = self.env["sales.discipline.day.bar"].with_user(self.anna)
                bar.get_day_bar()
                return self.env.cr.sql_log_count - before

        self.meeting(guests=[self.client])
        cost()
        few = cost()
        for _number in range(20):
            self.meeting(guests=[self.client])
        self.assertLessEqual(cost(), few)


class TestCounted(CountMeetingCase):
    def test_one_press_on_the_meetings_deal(self):
        event = self.open_deal()
        self.assertIs(self.count(event), True)
        activity = self.activities(event)
        self.assertRecordValues(
            activity,
            [
                {
                    "res_model": "crm.lead",
                    "res_id": self.deal.id,
                    "user_id": self.anna.id,
                    "summary": "Coffee",
                    "create_uid": self.anna.id,
                }
            ],
        )
        self.assertEqual(str(activity.date_deadline), TUESDAY)
        self.assertEqual(activity.activity_type_id.category, "meeting")

    def test_it_counts_from_the_press_on(self):
        """A meeting that was in the calendar for days was in no plan."""
        event = self.open_deal()
        before = self.offered()
        self.count(event)
        figures = self.day(self.anna, TUESDAY, self.utc_noon())
        [line] = figures["lines"]
        self.assertTrue(before)
        self.assertEqual((line["set"], line["outcome"]), ("added", "pending"))
        self.assertEqual(line["created_at"], self.utc_noon())
        self.assertAlmostEqual(line["hours"], 1, places=2)
        self.assertEqual((figures["planned_count"], figures["due_count"]), (0, 0))

    def utc_noon(self):
        with self.at(NOON, self.TZ) as moment:
            return moment

    def test_before_the_cutoff_it_is_in_tomorrows_plan(self):
        event = self.meeting(start=f"{WEDNESDAY} 06:00:00", guests=[self.client])
        self.count(event)
        figures = self.day(self.anna, TUESDAY, self.utc_noon())
        self.assertEqual(figures["next_planned_count"], 1)

    def test_pressing_again_makes_no_second_one(self):
        event = self.open_deal()
        self.assertIs(self.count(event), True)
        self.assertIs(self.count(event), True)
        self.assertEqual(len(self.activities(event)), 1)

    def test_without_a_document_it_asks(self):
        event = self.meeting()
        action = self.count(event)
        with self.at(NOON, self.TZ):
            form = Form(
                self.env["sales.discipline.meeting"]
                .with_user(self.anna)
                .with_context(**action["context"])
            )
            form.partner_id = self.client
            form.lead_id = self.deal
            self.assertFalse(form.partner_id)
            form.save().action_count()
        self.assertEqual(self.activities(event).res_id, self.deal.id)
        # The meeting stands on the deal from now on, as if it had been made there.
        self.assertEqual(event.opportunity_id, self.deal)
        self.assertEqual((event.res_model, event.res_id), ("crm.lead", self.deal.id))

    def test_a_document_must_be_chosen(self):
        event = self.meeting()
        wizards = self.env["sales.discipline.meeting"].with_user(self.anna)
        with self.assertRaises(UserError), self.at(NOON, self.TZ):
            wizards.create({"event_id": event.id}).action_count()

    def test_no_deal_that_is_lost_and_none_that_is_out_of_reach(self):
        event = self.open_deal()
        self.deal.sudo().action_set_lost()
        self.assertIsInstance(self.count(event), dict)
        self.deal.sudo().write({"active": True, "user_id": self.oleg.id})
        self.assertIsInstance(self.count(event), dict)
        self.assertFalse(self.activities(event))

    def test_the_server_refuses_meetings_that_are_not_ones_own(self):
        theirs = self.meeting(self.oleg, guests=[self.anna.partner_id])
        private = self.meeting(privacy="private")
        gone = self.meeting(active=False)
        for event in (theirs, private, gone):
            with self.subTest(event=event.name), self.assertRaises(AccessError):
                self.count(event)
        with self.assertRaises(AccessError), self.at(NOON, self.TZ):
            wizards = self.env["sales.discipline.meeting"].with_user(self.anna)
            wizard = wizards.create(
                {"event_id": theirs.id, "partner_id": self.client.id}
            )
            wizard.action_count()
        self.assertFalse(self.activities(theirs | private | gone))

    def test_nothing_is_counted_after_its_day(self):
        event = self.open_deal()
        with self.assertRaises(UserError):
            self.count(event, when=f"{WEDNESDAY} 09:00")

    def test_people_whom_nobody_controls_have_nothing_to_count(self):
        stranger = new_test_user(
            self.env,
            "sd_stranger",
            groups="base.group_user,sales_team.group_sale_salesman",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        event = self.meeting(stranger)
        with self.assertRaises(AccessError):
            self.count(event, stranger)
