"""Reminders go out at their hour, once, to those who want them or have to."""

import re
from datetime import date, timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError, OperationalError

from odoo.exceptions import AccessError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import TeamCase

MORNING = "2027-03-02 09:00"
EVENING = "2027-03-02 17:00"


class ReminderCase(TeamCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reminders = cls.env["sales.discipline.reminder"]
        cls.anna.email = "anna@example.com"
        cls.people = cls.anna | cls.oleg
        # One person is enough for most of it.
        cls.oleg.write(
            {"discipline_morning_summary": False, "discipline_plan_reminder": False}
        )
        cls.env["mail.mail"].search([]).unlink()

    def run_at(self, instant, tz=None):
        with self.at(instant, tz or self.TZ):
            return self.reminders._send_due()

    def inbox(self, user):
        return (
            self.env["mail.notification"]
            .search(
                [
                    ("res_partner_id", "=", user.partner_id.id),
                    ("notification_type", "=", "inbox"),
                ]
            )
            .mail_message_id
        )

    def mails(self):
        return self.env["mail.mail"].search([])


class TestMorning(ReminderCase):
    def test_what_it_says(self):
        with self.at("2027-02-26 12:00", self.TZ):
            self.plan(self.anna, "2027-03-01", 3)
            self.plan(self.anna, "2027-03-02", 2)
        with self.at("2027-03-01 12:00", self.TZ):
            self.env["mail.activity"].search(
                [("date_deadline", "=", "2027-03-01")], limit=1
            ).action_done()
        self.assertEqual(self.run_at(MORNING), 1)
        message = self.inbox(self.anna)
        self.assertEqual(message.subject, "Today: 2 planned, 2 overdue")
        for text in (
            "Planned for today: 2 (1 of 8 h).",
            "Overdue: 2.",
            "Not done on Mon, Mar 1: 2.",
            "/odoo/action-mail.mail_activity_action_my",
        ):
            self.assertIn(text, message.body)

    def test_its_words_stay_apart_where_the_tags_are_dropped(self):
        """As in Odoo's list of notifications."""
        self.run_at(MORNING)
        body = self.inbox(self.anna).body
        self.assertIn("today. Open my day", re.sub("<[^>]*>", "", body))

    def test_one_in_the_inbox_and_one_by_mail(self):
        """Whichever of the two the person has chosen for Odoo's other messages."""
        for choice in ("email", "inbox"):
            with self.subTest(choice), self.cr.savepoint() as savepoint:
                self.anna.notification_type = choice
                self.run_at(MORNING)
                self.assertEqual(len(self.inbox(self.anna)), 1)
                mail = self.mails()
                self.assertEqual(len(mail), 1)
                self.assertIn("anna@example.com", mail.email_to)
                self.assertEqual(mail.subject, "Today: 0 planned")
                url = self.anna.get_base_url()
                self.assertIn(
                    f'href="{url}/odoo/action-mail.mail_activity_action_my"',
                    mail.body_html,
                )
                self.assertIn(
                    f'href="{url}/odoo/my-preferences/{self.anna.id}"', mail.body_html
                )
                savepoint.rollback()

    def test_the_inbox_alone_without_an_address(self):
        self.anna.email = False
        self.run_at(MORNING)
        self.assertEqual(len(self.inbox(self.anna)), 1)
        self.assertFalse(self.mails())

    def test_it_begins_at_the_hour_and_is_too_late_an_hour_after(self):
        for instant, count in (
            ("2027-03-02 08:59:59", 0),
            ("2027-03-02 09:00:00", 1),
            ("2027-03-02 09:59:59", 1),
            ("2027-03-02 10:00:00", 0),
            ("2027-03-02 20:00:00", 0),
        ):
            with self.subTest(instant), self.cr.savepoint() as savepoint:
                self.assertEqual(self.run_at(instant), count)
                savepoint.rollback()

    def test_the_hour_is_the_persons(self):
        self.anna.discipline_morning_hour = 7.5
        self.assertEqual(self.run_at("2027-03-02 07:29"), 0)
        self.assertEqual(self.run_at("2027-03-02 07:30"), 1)

    def test_in_the_time_zone_of_their_days(self):
        """Not in that of their account, which they can change."""
        self.anna.tz = "America/New_York"
        self.policy.tz = "Asia/Tokyo"
        self.assertEqual(self.run_at(MORNING), 0)
        self.assertEqual(self.run_at("2027-03-03 09:00", "Asia/Tokyo"), 1)
        self.assertEqual(self.reminders.search([]).date, date(2027, 3, 3))

    def test_an_hour_that_the_clock_skips(self):
        """On 29 March 2027 in Berlin, a Monday after the change; and in the change."""
        self.policy.tz = "Europe/Berlin"
        self.anna.discipline_morning_hour = 9
        self.assertEqual(self.run_at("2027-03-29 06:59"), 0)
        self.assertEqual(self.run_at("2027-03-29 07:00", "UTC"), 1)
        self.assertEqual(self.run_at("2027-03-26 07:00", "UTC"), 0)
        self.assertEqual(self.run_at("2027-03-26 08:00", "UTC"), 1)

    def test_never_on_a_day_off(self):
        self.assertEqual(self.run_at("2027-03-06 09:00"), 0)
        self.env["sales.discipline.exemption"].with_user(self.head).create(
            {
                "user_id": self.anna.id,
                "date_from": "2027-03-02",
                "date_to": "2027-03-02",
                "reason": "Ill",
            }
        )
        self.assertEqual(self.run_at(MORNING), 0)

    def test_not_before_control_begins_nor_after_it_ends(self):
        self.team.discipline_policy_id = False
        self.assertEqual(self.run_at(MORNING), 0)
        with self.at("2027-03-03 08:00", self.TZ):
            self.team.discipline_policy_id = self.policy
        self.assertEqual(self.run_at("2027-03-03 09:00"), 1)

    def test_shadow_mode_is_silent(self):
        self.policy.shadow_mode = True
        self.assertEqual(self.run_at(MORNING), 0)
        self.assertFalse(self.anna.discipline_reminders)

    def test_in_the_language_of_the_person(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.env["ir.module.module"]._load_module_terms(
            ["sales_discipline"], ["ru_RU"], overwrite=True
        )
        self.anna.lang = "ru_RU"
        self.run_at(MORNING)
        self.assertEqual(self.inbox(self.anna).subject, "Сегодня: в плане 0")
        self.assertIn("Открыть мой день", self.mails().body_html)


class TestPlan(ReminderCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna.discipline_morning_summary = False

    def test_an_hour_before_the_cutoff(self):
        with self.at("2027-03-02 12:00", self.TZ):
            self.plan(self.anna, "2027-03-03", 3)
        self.assertEqual(self.run_at(EVENING), 1)
        message = self.inbox(self.anna)
        self.assertEqual(message.subject, "Not planned yet: tomorrow")
        self.assertIn("Planned for tomorrow: 3 of 5 activities", message.body)
        self.assertIn("by 6:00", message.body.replace("\u202f", " "))

    def test_when_it_flips(self):
        for instant, count in (
            ("2027-03-02 16:59:59", 0),
            ("2027-03-02 17:00:00", 1),
            ("2027-03-02 17:59:59", 1),
            ("2027-03-02 18:00:00", 0),
        ):
            with self.subTest(instant), self.cr.savepoint() as savepoint:
                self.assertEqual(self.run_at(instant), count)
                savepoint.rollback()

    def test_not_when_the_next_day_is_planned(self):
        with self.at("2027-03-02 12:00", self.TZ):
            plan = self.plan(self.anna, "2027-03-03", 5)
        self.assertEqual(self.run_at(EVENING), 0)
        with self.at("2027-03-02 17:05", self.TZ):
            plan[0].unlink()
        self.assertEqual(self.run_at("2027-03-02 17:10"), 1)

    def test_before_a_weekend_it_is_about_monday(self):
        self.assertEqual(self.run_at("2027-03-05 17:00"), 1)
        self.assertIn("Mar 8", self.inbox(self.anna).subject)
        self.assertEqual(self.run_at("2027-03-07 17:00"), 0)

    def test_not_where_no_plan_is_owed(self):
        """The first day back from a leave owes none."""
        self.env["sales.discipline.exemption"].with_user(self.head).create(
            {
                "user_id": self.anna.id,
                "date_from": "2027-03-02",
                "date_to": "2027-03-03",
                "reason": "Away",
            }
        )
        for day in (1, 2, 3):
            with self.subTest(day):
                self.assertEqual(self.run_at(f"2027-03-0{day} 17:00"), 0)

    def test_the_hour_of_the_version_in_force(self):
        self.version.cutoff_hour = 16.5
        self.assertEqual(self.run_at("2027-03-02 15:29"), 0)
        self.assertEqual(self.run_at("2027-03-02 15:30"), 1)


class TestOnce(ReminderCase):
    def test_a_double_run_sends_none_twice(self):
        self.assertEqual(self.run_at(MORNING), 1)
        self.assertEqual(self.run_at("2027-03-02 09:05"), 0)
        self.assertEqual(len(self.inbox(self.anna)), 1)
        self.assertEqual(self.run_at("2027-03-03 09:00"), 1)

    def test_another_hour_is_no_second_summary(self):
        self.run_at(MORNING)
        self.anna.discipline_morning_hour = 11
        self.assertEqual(self.run_at("2027-03-02 11:00"), 0)

    def test_another_worker_was_quicker(self):
        with self.at(MORNING, self.TZ):
            due = self.reminders._due()
            self.assertEqual(self.reminders._send(due), 1)
            self.assertEqual(self.reminders._send(due), 0)
        self.assertEqual(len(self.inbox(self.anna)), 1)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.reminders.search([]).copy()

    def test_a_crash_half_way_leaves_nothing_and_the_next_run_sends(self):
        def crash(*args, **kwargs):
            raise OperationalError("the server went away")

        mail = self.env.registry["mail.mail"]
        with (
            self.assertRaises(OperationalError),
            self.cr.savepoint(),
            patch.object(mail, "create", crash),
        ):
            self.run_at(MORNING)
        self.env.invalidate_all()
        self.assertFalse(self.reminders.search([]))
        self.assertFalse(self.inbox(self.anna))
        self.assertEqual(self.run_at("2027-03-02 09:05"), 1)
        self.assertEqual(len(self.mails()), 1)

    def test_one_persons_trouble_is_not_the_others(self):
        self.oleg.write({"discipline_morning_summary": True, "email": "o@example.com"})
        original = self.env.registry["sales.discipline.reminder"]._deliver

        def deliver(reminders, user, *args):
            if user == self.anna:
                raise ValueError("no such address")
            return original(reminders, user, *args)

        registry = self.env.registry["sales.discipline.reminder"]
        with (
            patch.object(registry, "_deliver", deliver),
            self.assertLogs("odoo.addons.sales_discipline", "ERROR"),
        ):
            self.assertEqual(self.run_at(MORNING), 1)
        self.assertFalse(self.inbox(self.anna))
        self.assertEqual(len(self.inbox(self.oleg)), 1)
        self.assertEqual(self.run_at("2027-03-02 09:05"), 1)

    def test_the_job_sends(self):
        job = self.env.ref("sales_discipline.ir_cron_sales_discipline_reminders")
        self.assertEqual((job.interval_number, job.interval_type), (5, "minutes"))
        with self.at(MORNING, self.TZ), self.enter_registry_test_mode():
            job.method_direct_trigger()
        self.assertEqual(len(self.inbox(self.anna)), 1)

    def test_old_rows_go(self):
        self.run_at(MORNING)
        with self.at("2027-06-02 09:00", self.TZ):
            self.reminders._gc_old()
        self.assertFalse(self.reminders.search([]))


class TestChoice(ReminderCase):
    def test_switched_off(self):
        self.anna.discipline_morning_summary = False
        self.assertEqual(self.run_at(MORNING), 0)
        self.assertEqual(self.run_at(EVENING), 1)
        self.anna.discipline_plan_reminder = False
        self.assertEqual(self.run_at("2027-03-03 17:00"), 0)

    def test_the_policy_insists(self):
        self.policy.reminders_insisted = True
        self.assertEqual(self.run_at(MORNING), 2)
        self.assertEqual(self.run_at(EVENING), 2)
        self.assertEqual(self.oleg.discipline_reminders, "insisted")
        self.assertIn("every salesperson", self.mails()[0].body_html)

    def test_a_salesperson_chooses_for_themselves_alone(self):
        mine = self.anna.with_user(self.anna)
        mine.write({"discipline_morning_summary": False, "discipline_morning_hour": 8})
        self.assertEqual(self.anna.discipline_morning_hour, 8)
        self.assertEqual(mine.discipline_reminders, "free")
        with self.assertRaises(AccessError):
            self.oleg.with_user(self.anna).discipline_plan_reminder = True

    def test_the_preferences_offer_it_to_whom_it_concerns(self):
        view = "base.view_users_form_simple_modif"
        with Form(self.anna.with_user(self.anna), view) as form:
            form.discipline_morning_hour = 8.25
        self.assertEqual(self.anna.discipline_morning_hour, 8.25)
        self.assertFalse(self.head.discipline_reminders)
        self.policy.reminders_insisted = True
        self.anna.invalidate_recordset()
        with (
            self.assertRaises(AssertionError),
            Form(self.anna.with_user(self.anna), view) as form,
        ):
            form.discipline_plan_reminder = False

    def test_an_hour_that_is_none(self):
        for hour in (-1, 24):
            with (
                self.subTest(hour),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
            ):
                self.anna.discipline_morning_hour = hour
                self.env.flush_all()

    def test_nobody_says_that_something_was_sent(self):
        for user in (self.anna, self.head, self.director):
            with self.assertRaises(AccessError):
                self.reminders.with_user(user).create(
                    {"user_id": self.anna.id, "date": "2027-03-02", "kind": "plan"}
                )


class TestReminderCost(ReminderCase):
    """Apart from the messages, 40 people cost what 2 do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.many = cls.env["res.users"].concat(
            *(cls.new_user(f"sd_many_{number:02}") for number in range(40))
        )
        cls.team.member_ids += cls.many

    def cost(self, users):
        wanted = self.many | self.people
        wanted.discipline_morning_summary = False
        users.discipline_morning_summary = True
        self.patch(
            self.env.registry["sales.discipline.reminder"],
            "_send_one",
            lambda *args: True,
        )
        counts = []
        for _time in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.at(MORNING, self.TZ):
                before = self.cr.sql_log_count
                self.assertEqual(self.reminders._send_due(), len(users))
                # What follows every message is its savepoint.
                counts.append(self.cr.sql_log_count - before - 2 * len(users))
        return counts[-1]

    def test_40_people_cost_what_2_do(self):
        self.assertEqual(self.cost(self.many), self.cost(self.people))

    def test_nobody_due_costs_little(self):
        with self.at(MORNING, self.TZ):
            self.env.flush_all()
            self.reminders._due()
        with self.at(self.env.cr.now() + timedelta(days=60)):
            self.env.flush_all()
            before = self.cr.sql_log_count
            self.assertEqual(self.reminders._due(), [])
            self.assertLess(self.cr.sql_log_count - before, 20)
