"""Past weeks judged by another policy version, with nothing stored."""

from datetime import date

from odoo.exceptions import AccessError, UserError

from .common import TeamCase


class ReplayCase(TeamCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(
            "sales_discipline.installed_at", "2027-02-22T00:00:00"
        )
        cls.replays = cls.env["sales.discipline.replay"]
        cls.strict = cls.env["sales.discipline.policy"].create(
            {
                "name": "Strict",
                "company_id": cls.company.id,
                "version_ids": [
                    (0, 0, {"date_start": "2027-06-01", "min_planned_count": 10})
                ],
            }
        )

    def close(self, instant="2027-03-08 03:00"):
        with self.at(instant, self.TZ):
            self.env["sales.discipline.day"]._close_due_days()

    def work(self, user, day, count):
        """``count`` planned for ``day`` of March in February, and done that day."""
        with self.at("2027-02-25 12:00", self.TZ):
            activities = self.plan(user, date(2027, 3, day), count, planned_hours=0.8)
        with self.at(f"2027-03-0{day} 12:00", self.TZ):
            activities.with_user(user).action_feedback(feedback="Agreed on the price")

    def replay(self, users, by=None, version=None, first="2027-03-01", last=None):
        with self.at("2027-03-08 12:00", self.TZ):
            return self.replays.with_user(by or self.head).replay(
                users.ids,
                (version or self.strict.version_ids).id,
                first,
                last or first,
            )


class TestReplay(ReplayCase):
    def test_the_version_in_force_gives_the_scores_that_were_given(self):
        self.work(self.anna, 2, 5)
        self.work(self.oleg, 3, 2)
        self.close()
        rows = self.replay(self.anna | self.oleg, version=self.version)
        self.assertEqual([row["user_id"] for row in rows], (self.anna | self.oleg).ids)
        for row in rows:
            (week,) = row["weeks"]
            self.assertEqual(week["week"], "2027-03-01")
            self.assertEqual(week["days"], 5)
            self.assertEqual(week["actual_days"], week["days"])
            self.assertEqual(week["actual_sum"], week["sum"])
            self.assertGreater(week["sum"], 0)

    def test_a_version_that_asks_for_more_gives_less(self):
        """Half of ten planned: planning 50, so 20 points less on that day."""
        self.work(self.anna, 2, 5)
        self.close()
        (row,) = self.replay(self.anna)
        (week,) = row["weeks"]
        self.assertAlmostEqual(week["actual_sum"] - week["sum"], 20)

    def test_nothing_is_stored(self):
        self.work(self.anna, 2, 5)
        self.close()
        days = self.env["sales.discipline.day"].search([])
        before = days.read()
        self.replay(self.anna)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(days.read(), before)
        self.assertEqual(self.env["sales.discipline.day"].search([]), days)

    def test_weeks_begin_on_monday_and_open_days_are_left_out(self):
        self.close("2027-03-04 03:00")
        rows = self.replay(self.anna, first="2027-02-27", last="2027-03-02")
        weeks = {week["week"]: week["actual_days"] for week in rows[0]["weeks"]}
        self.assertEqual(weeks, {"2027-02-22": 5, "2027-03-01": 3})

    def test_what_was_measured_of_the_data_counts_as_it_was_then(self):
        self.version.write({"weight_data": 20})
        self.strict.version_ids.weight_data = 20
        self.env["sales.discipline.data.rule"].search([]).active = False
        self.env["sales.discipline.data.rule"].create(
            {
                "name": "Amount",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "domain": "[('type', '=', 'opportunity')]",
                "fail_domain": "[('expected_revenue', '=', 0)]",
                "user_path": "user_id",
            }
        )
        self.deal.user_id = self.anna
        self.close("2027-03-02 03:00")
        self.deal.expected_revenue = 100
        (week,) = self.replay(self.anna, version=self.version)[0]["weeks"]
        self.assertEqual(week["days"], 1)
        self.assertEqual(week["sum"], week["actual_sum"])


class TestReplayRights(ReplayCase):
    def test_only_reviewers_replay_and_only_their_people(self):
        self.close()
        stranger = self.new_user("sd_kira", "sales_discipline.group_head")
        for by, users in (
            (self.anna, self.anna),
            (self.anna, self.oleg),
            (stranger, self.anna),
            (self.head, self.anna | self.head),
        ):
            with self.subTest(by.login), self.assertRaises(AccessError):
                self.replay(users, by=by)
        self.assertTrue(self.replay(self.anna, by=self.director))

    def test_a_version_of_another_company_is_not_there(self):
        other = self.env["res.company"].create({"name": "Tin & Zinc"})
        foreign = self.env["sales.discipline.policy"].create(
            {
                "name": "Foreign",
                "company_id": other.id,
                "version_ids": [(0, 0, {"date_start": "2027-01-01"})],
            }
        )
        self.close()
        for version_id in (foreign.version_ids.id, 0, False, "1", None):
            with self.subTest(version_id), self.assertRaises(UserError):
                self.replays.with_user(self.head).replay(
                    self.anna.ids, version_id, "2027-03-01", "2027-03-01"
                )

    def test_dates_that_cannot_be_replayed_are_refused_with_a_sentence(self):
        for first, last in (
            (False, "2027-03-01"),
            ("2027-03-08", "2027-03-01"),
            ("2020-03-02", "2027-03-01"),
        ):
            with self.subTest(first=first), self.assertRaises(UserError):
                self.replay(self.anna, first=first, last=last)


class TestReplayOptions(ReplayCase):
    def options(self, by):
        with self.at("2027-03-08 12:00", self.TZ):
            return self.replays.with_user(by).get_options()

    def test_a_head_is_offered_the_own_people_and_every_readable_version(self):
        self.close()
        options = self.options(self.head)
        people = [person["id"] for person in options["people"]]
        self.assertEqual(people, (self.anna | self.oleg).ids)
        versions = {each["id"]: each["in_force"] for each in options["versions"]}
        self.assertTrue(versions[self.version.id])
        self.assertFalse(versions[self.strict.version_ids.id])
        self.assertEqual(options["first_week"], "2027-02-22")
        self.assertEqual(options["last_week"], "2027-03-01")
        self.assertEqual(options["date_from"], "2027-02-22")

    def test_before_the_first_day_is_closed_there_is_nothing_to_replay(self):
        options = self.options(self.head)
        self.assertFalse(options["last_week"])
        self.assertFalse(self.options(self.anna)["people"])


class TestReplayCost(ReplayCase):
    def test_neither_people_nor_weeks_cost_queries(self):
        many = self.env["res.users"].concat(
            *(self.new_user(f"sd_many_{number}") for number in range(20))
        )
        self.team.member_ids = [(4, user.id) for user in many]
        self.close("2027-03-08 03:00")

        def cost(users, first):
            counts = []
            for _time in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                self.replay(users, first=first, last="2027-03-01")
                counts.append(self.cr.sql_log_count - before)
            return counts[-1]

        one = cost(self.anna, "2027-03-01")
        self.assertLessEqual(cost(self.anna | self.oleg | many, "2027-03-01"), one)
        self.assertLessEqual(cost(self.anna, "2027-02-22"), one)
