"""Does discipline pay? The page's figures are those of the closed days."""

from datetime import date
from statistics import fmean

from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.sales_discipline.engine import correlation

from .outcome_case import OutcomeCase

WEEKS = [date(2027, 3, 1), date(2027, 3, 8), date(2027, 3, 15), date(2027, 3, 22)]
ALL_WEEK = 7


class StudyCase(OutcomeCase):
    """Six people and four whole weeks in March 2027, seen on Monday 5 April.

    Person n scores 10 n plus 2 a week, and wins 100 (n + week) on the Monday of it:
    closed days as they are stored, put there by SQL.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.study = cls.env["sales.discipline.study"]
        cls.people = cls.env["res.users"].concat(
            cls.anna, cls.oleg, *(cls.new_user(f"sd_study_{n}") for n in range(4))
        )
        cls.team.member_ids = [(6, 0, cls.people.ids)]
        cls.env.flush_all()
        cls.env.cr._now = cls.env.cr._now.replace(month=4, day=5, hour=9)
        for number, user in enumerate(cls.people):
            for week, monday in enumerate(WEEKS):
                cls.store_week(
                    user, monday, 10 * number + 2 * week, 100 * (number + week)
                )

    @classmethod
    def store_week(cls, user, monday, score, amount, days=ALL_WEEK, team=None):
        """Seven closed days, the last two off, and what was won on the first."""
        team = team or cls.team
        for number in range(days):
            day = monday.replace(day=monday.day + number)
            cls.env.cr.execute(
                """
                INSERT INTO sales_discipline_day
                       (user_id, team_id, company_id, version_id, date, tz, state,
                        is_off, score)
                VALUES (%s, %s, %s, %s, %s, %s, 'closed', %s, %s) RETURNING id
                """,
                (
                    user.id,
                    team.id,
                    team.company_id.id,
                    cls.version.id,
                    day,
                    cls.TZ,
                    number > 4,
                    score if number < 5 else None,
                ),
            )
            day_id = cls.env.cr.fetchone()[0]
            cls.store_value(day_id, cls.amount, 0 if number else amount)
            cls.store_value(day_id, cls.won, 0 if number else 1)

    @classmethod
    def store_value(cls, day_id, outcome, value, currency=None):
        currency = currency or cls.company.currency_id
        cls.env.cr.execute(
            """
            INSERT INTO sales_discipline_day_outcome
                   (day_id, outcome_id, value, record_count, currency_id)
            VALUES (%s, %s, %s, %s, %s)
            """,
            (day_id, outcome.id, value, int(bool(value)), currency.id),
        )

    def ask(self, user=None, question="between", period="week", **asked):
        study = self.study.with_user(user or self.head)
        study = study.with_context(allowed_company_ids=self.company.ids)
        return study.get_study(question=question, period=period, **asked)

    def scramble(self):
        """Scores that have nothing to do with what was won."""
        self.env.cr.execute(
            """UPDATE sales_discipline_day day
                  SET score = (EXTRACT(day FROM day.date) / 7)::int * 37 %% 11
                              + person.number * 7 %% 5
                 FROM unnest(%s::int[]) WITH ORDINALITY AS person(id, number)
                WHERE person.id = day.user_id AND score IS NOT NULL""",
            [self.people.ids],
        )

    def forget(self, where):
        self.env.cr.execute(f"DELETE FROM sales_discipline_day WHERE {where}")


class TestStudy(StudyCase):
    # ------------------------------------------------------------
    # POINTS AND FIGURES
    # ------------------------------------------------------------

    def test_between_people_a_point_is_a_person_averaged(self):
        found = self.ask()
        self.assertTrue(found["is_enough"])
        self.assertEqual(found["have"], {"people": 6, "periods": 24})
        points = {point["user_id"]: point for point in found["points"]}
        for number, user in enumerate(self.people):
            point = points[user.id]
            self.assertEqual(
                (point["x"], point["y"]), (10 * number + 3, 100 * number + 150)
            )
            self.assertEqual((point["periods"], point["start"]), (4, False))
        self.assertEqual(found["pearson"], {"value": 1, "low": 1, "high": 1})

    def test_weeks_are_shown_while_there_are_too_few_months(self):
        self.assertFalse(self.ask(period="month")["is_enough"])
        self.assertEqual(self.ask(period=False)["period"], "week")
        self.forget("date > '2027-03-20'")
        self.assertEqual(self.ask(period=False)["period"], "month")

    def test_within_people_a_point_is_a_week_measured_from_the_own_mean(self):
        found = self.ask(question="within")
        own = [p for p in found["points"] if p["user_id"] == self.oleg.id]
        self.assertEqual([point["x"] for point in own], [-3, -1, 1, 3])
        self.assertEqual([point["y"] for point in own], [-150, -50, 50, 150])
        self.assertEqual([point["score"] for point in own], [10, 12, 14, 16])
        self.assertEqual([point["value"] for point in own], [100, 200, 300, 400])
        self.assertEqual(own[0]["start"], "2027-03-01")

    def test_figures_are_those_of_the_points(self):
        self.scramble()
        for question, estimated in (("between", 1), ("within", 6)):
            found = self.ask(question=question)
            xs = [point["x"] for point in found["points"]]
            ys = [point["y"] for point in found["points"]]
            for name in ("pearson", "spearman"):
                expected = getattr(correlation, name)(xs, ys, estimated)
                self.assertEqual(found[name]["value"], expected.value)
                self.assertEqual(found[name]["low"], expected.low)
                self.assertLess(found[name]["low"], found[name]["value"])

    def test_a_score_is_the_mean_of_the_scored_days(self):
        days = self.days.search(
            [("user_id", "=", self.oleg.id), ("date", "<=", "2027-03-07")], order="date"
        )
        for number, day in enumerate(days[:3]):
            self.env.cr.execute(
                "UPDATE sales_discipline_day SET score = %s WHERE id = %s",
                (33.3 * number, day.id),
            )
        self.env.cr.execute(
            "UPDATE sales_discipline_day SET score = NULL WHERE id = %s", (days[3].id,)
        )
        found = self.ask(question="within")
        [first, *_rest] = [p for p in found["points"] if p["user_id"] == self.oleg.id]
        self.assertAlmostEqual(first["score"], fmean([0, 33.3, 66.6, 10]), 5)

    def test_one_later_takes_the_outcome_of_the_next_week(self):
        self.store_week(self.oleg, date(2027, 2, 22).replace(day=22), 55, 7)
        own = self.ask(self.oleg, question="within", lag=1)["points"]
        self.assertEqual([point["score"] for point in own], [55, 10, 12, 14])
        self.assertEqual([point["value"] for point in own], [100, 200, 300, 400])

    def test_months_are_added_up(self):
        # 29 to 31 March complete the month.
        for user in self.people:
            self.store_week(user, date(2027, 3, 29), 50, 1000, days=3)
        found = self.ask(period="month")
        self.assertEqual(found["have"], {"people": 6, "periods": 6})
        found = self.ask(self.anna, period="month")
        self.assertEqual(found["points"][0]["value"], 0 + 100 + 200 + 300 + 1000)

    # ------------------------------------------------------------
    # WHAT DOES NOT COUNT
    # ------------------------------------------------------------

    def test_a_week_that_lacks_a_closed_day_does_not_count(self):
        self.forget("date = '2027-03-10'")
        self.assertEqual(self.ask()["have"]["periods"], 18)

    def test_a_week_in_which_a_day_was_not_measured_does_not_count(self):
        self.env.cr.execute(
            """DELETE FROM sales_discipline_day_outcome kept
                USING sales_discipline_day day
                WHERE day.id = kept.day_id AND day.date = '2027-03-10'
                  AND kept.outcome_id = %s""",
            [self.amount.id],
        )
        self.assertEqual(self.ask()["have"]["periods"], 18)
        self.assertEqual(self.ask(outcome_id=self.won.id)["have"]["periods"], 24)

    def test_a_reopened_day_takes_its_week_out(self):
        day = self.days.search([("user_id", "=", self.oleg.id)], limit=1)
        day.with_user(self.head).action_reopen("A deal was booked twice.")
        self.assertEqual(self.ask()["have"]["periods"], 23)

    def test_a_week_off_has_no_score_and_does_not_count(self):
        self.env.cr.execute(
            "UPDATE sales_discipline_day SET score = NULL, is_off = true"
            " WHERE date < '2027-03-08' AND user_id = %s",
            [self.oleg.id],
        )
        self.assertEqual(self.ask()["have"]["periods"], 23)

    def test_what_is_older_than_asked_for_is_left_out(self):
        with self.at("2027-09-06 09:00"):
            self.assertEqual(self.ask(months=6)["have"]["periods"], 24)
            self.assertEqual(self.ask(months=3)["have"]["periods"], 0)

    # ------------------------------------------------------------
    # NOT ENOUGH
    # ------------------------------------------------------------

    def test_below_five_people_there_is_no_figure(self):
        self.forget(f"user_id IN ({self.anna.id}, {self.oleg.id})")
        for question in ("between", "within"):
            found = self.ask(question=question)
            self.assertFalse(found["is_enough"])
            self.assertEqual(found["have"]["people"], 4)
            self.assert_no_figure(found)

    def test_below_24_person_periods_there_is_no_figure(self):
        self.forget(f"date < '2027-03-08' AND user_id = {self.oleg.id}")
        for question in ("between", "within"):
            found = self.ask(question=question)
            self.assertEqual(found["have"], {"people": 6, "periods": 23})
            self.assert_no_figure(found)

    def assert_no_figure(self, found):
        self.assertFalse(found["is_enough"])
        self.assertEqual(found["points"], [])
        self.assertEqual(found["trend"], [])
        for name in ("pearson", "spearman"):
            self.assertEqual(set(found[name].values()), {None})
        self.assertIn("any figure would mislead", found["words"]["finding"])
        self.assertFalse(found["words"]["strength"])

    def test_a_single_week_of_a_person_says_nothing_within_people(self):
        self.forget("date >= '2027-03-08'")
        found = self.ask(question="within")
        self.assertEqual(found["have"], {"people": 0, "periods": 0})

    def test_where_the_interval_includes_zero_no_direction_is_named(self):
        found = self.ask()
        self.assertIn("had more of “Amount won”", found["words"]["finding"])
        self.scramble()
        # Whom the scores say nothing of; how far the figure is from zero may differ.
        found = self.ask()
        self.assertLess(found["pearson"]["low"], 0)
        self.assertGreater(found["pearson"]["high"], 0)
        finding = found["words"]["finding"]
        self.assertNotIn("had more", finding)
        self.assertNotIn("had less", finding)

    def test_a_constant_outcome_has_no_correlation(self):
        found = self.ask(outcome_id=self.won.id)
        self.assertTrue(found["is_enough"])
        self.assertIsNone(found["pearson"]["value"])
        self.assertIn("nothing that could move together", found["words"]["finding"])

    # ------------------------------------------------------------
    # MONEY
    # ------------------------------------------------------------

    def test_amounts_are_in_the_currency_of_the_current_company(self):
        rate = {"company_id": self.company.id, "name": "2027-01-01", "rate": 2.0}
        foreign = self.env["res.currency"].create(
            {"name": "SDX", "symbol": "x", "rate_ids": [(0, 0, rate)]}
        )
        day = self.days.search(
            [("user_id", "=", self.oleg.id), ("date", "=", "2027-03-01")]
        )
        self.env.cr.execute(
            "UPDATE sales_discipline_day_outcome SET currency_id = %s"
            " WHERE day_id = %s AND outcome_id = %s",
            [foreign.id, day.id, self.amount.id],
        )
        found = self.ask(question="within")
        own = [p for p in found["points"] if p["user_id"] == self.oleg.id]
        self.assertEqual(own[0]["value"], 50)
        self.assertEqual(found["currency_id"], self.company.currency_id.id)
        self.assertFalse(self.ask(outcome_id=self.won.id)["currency_id"])

    # ------------------------------------------------------------
    # WHO SEES WHAT
    # ------------------------------------------------------------

    def test_a_salesperson_sees_the_own_points_and_no_figure(self):
        found = self.ask(self.oleg, question="within")
        self.assertFalse(found["is_enough"])
        self.assertEqual({p["user_id"] for p in found["points"]}, {self.oleg.id})
        self.assertEqual(len(found["points"]), 4)
        self.assertIsNone(found["pearson"]["value"])
        self.assertFalse(found["may_share"])

    def test_a_head_sees_the_teams_led_a_director_all(self):
        other = self.new_user("sd_zoe", "sales_discipline.group_head")
        self.assertEqual(self.ask(other)["have"]["people"], 0)
        self.assertEqual(self.ask(self.director)["have"]["people"], 6)

    def test_a_team_can_be_chosen(self):
        other = self.team.copy({"name": "Offices", "user_id": self.head.id})
        for monday in WEEKS:
            self.store_week(self.new_user(f"sd_{monday.day}"), monday, 1, 1, team=other)
        found = self.ask(team_id=other.id)
        self.assertEqual(found["have"]["people"], 4)
        names = [team["name"] for team in found["options"]["teams"]]
        self.assertEqual(names, ["Furniture", "Offices"])

    def test_in_shadow_mode_people_do_not_see_their_points(self):
        self.policy.shadow_mode = True
        self.assertFalse(self.ask(self.oleg, question="within")["points"])

    def test_others_than_salespeople_have_no_access(self):
        clerk = self.new_user("sd_carl", "base.group_user")
        with self.assertRaises(AccessError):
            self.ask(clerk)

    def test_what_cannot_be_asked_is_refused(self):
        for asked in (
            {"question": "why"},
            {"period": "year"},
            {"lag": 2},
            {"months": 5},
        ):
            with self.assertRaises(ValidationError):
                self.ask(**asked)

    # ------------------------------------------------------------
    # WORDS
    # ------------------------------------------------------------

    def test_no_sentence_says_that_one_causes_the_other(self):
        for question in ("between", "within"):
            for period in ("week", "month"):
                for outcome in (self.amount, self.won):
                    words = self.ask(
                        question=question, period=period, outcome_id=outcome.id
                    )["words"]
                    for word in ("cause", "because", "leads to", "due to"):
                        self.assertNotIn(word, str(words).lower())

    def test_the_sentence_says_whether_the_interval_includes_zero(self):
        self.assertIn("does not include zero", self.ask()["words"]["strength"])
        self.scramble()
        found = self.ask(question="within")
        low, high = found["pearson"]["low"], found["pearson"]["high"]
        self.assertLess(low, 0)
        self.assertGreater(high, 0)
        self.assertIn("interval includes zero", found["words"]["strength"])

    # ------------------------------------------------------------
    # SHARING
    # ------------------------------------------------------------

    def share(self, user=None, **asked):
        study = self.study.with_user(user or self.head)
        study = study.with_context(allowed_company_ids=self.company.ids)
        return study.share(**{"period": "week", **asked})

    def test_the_finding_is_shown_to_the_people_it_is_about(self):
        self.assertEqual(self.share(), 6)
        message = self.env["mail.message"].search([], order="id desc", limit=1)
        self.assertEqual(message.notified_partner_ids, self.people.partner_id)
        self.assertIn("Correlation 1.00", message.body)
        self.assertNotIn(self.oleg.name, message.body)

    def test_who_reviews_nobody_shows_nothing(self):
        with self.assertRaises(UserError):
            self.share(self.oleg)

    def test_people_in_shadow_mode_are_told_nothing(self):
        self.policy.shadow_mode = True
        with self.assertRaises(UserError):
            self.share()

    # ------------------------------------------------------------
    # COST
    # ------------------------------------------------------------

    def test_queries_do_not_grow_with_people_and_weeks(self):
        def count():
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.ask()
            return self.cr.sql_log_count - before

        count()
        few = count()
        for number in range(6):
            user = self.new_user(f"sd_more_{number}")
            for monday in WEEKS:
                self.store_week(user, monday, 7 * number, 30 * number)
        count()  # a new user empties Odoo's caches
        self.assertEqual(count(), few)
