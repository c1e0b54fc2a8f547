"""The month on paper says what the analysis says, to whom it is to be shown."""

from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger

from .common_companies import CompaniesCase

FEBRUARY, MARCH = date(2027, 2, 1), date(2027, 3, 1)


class TestMonthReport(CompaniesCase):
    """Closed days of February and March; it is 10 April 2027."""

    NOW = "2027-04-10 12:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.anna.crm_team_ids
        for number in range(5):
            for user, first, score in (
                (cls.anna, FEBRUARY, 60),
                (cls.anna, MARCH, 80),
                (cls.oleg, MARCH, 40),
                (cls.sam, MARCH, 99),
            ):
                cls.closed_day(
                    user,
                    str(first + timedelta(days=number)),
                    score=score,
                    plan_owed=True,
                    plan_ok=number > 0,
                    postponed_count=1,
                )

    def report(self, user=None, month="2027-03-01", **values):
        model = self.env["sales.discipline.month"].with_user(user or self.head)
        with self.at(self.NOW, self.TZ):
            return model.create({"month": month, **values})

    def figures(self, user=None, **values):
        report = self.report(user, **values)
        with self.at(self.NOW, self.TZ):
            return {
                team.sudo().name: figures
                for team, figures in report._get_figures().items()
            }

    def html(self, user=None, lang="en_US", **values):
        user = user or self.head
        report = self.report(user, **values)
        action = self.env["ir.actions.report"].with_user(user).with_context(lang=lang)
        with self.at(self.NOW, self.TZ):
            html, _kind = action._render_qweb_html(
                "sales_discipline.month_document", report.ids
            )
        return html.decode()

    def test_the_last_full_month_and_all_readable_teams_are_proposed(self):
        with self.at(self.NOW, self.TZ):
            form = Form(self.env["sales.discipline.month"].with_user(self.director))
            self.assertEqual(form.month, "2027-03-01")
            report = form.save()
        names = report.team_ids.sudo().mapped("name")
        self.assertEqual(sorted(names), ["Furniture", "Kitchens"])
        with self.at(self.NOW, self.TZ):
            form = Form(self.env["sales.discipline.month"].with_user(self.head))
            self.assertEqual(form.team_ids.ids, self.team.ids)

    def test_a_running_month_says_so_far(self):
        with self.at("2027-03-20 12:00", self.TZ):
            months = self.env["sales.discipline.month"].with_user(self.head)
            self.assertEqual(
                months._select_month(),
                [
                    ("2027-03-01", "March 2027, so far"),
                    ("2027-02-01", "February 2027"),
                ],
            )

    def test_figures_are_those_of_the_analysis(self):
        found = self.figures()["Furniture"]
        self.assertEqual(found["now"]["score"], 60.0)
        self.assertEqual(found["before"]["score"], 60.0)
        self.assertEqual(found["now"]["plan_share"], 80.0)
        self.assertEqual(found["now"]["postponed_count"], 10)
        report = self.env["sales.discipline.day.report"]
        for person in found["people"]:
            [(mean,)] = report._read_group(
                [("user_id", "=", person["user"].id), ("date", ">=", MARCH)],
                [],
                ["score:avg"],
            )
            self.assertEqual(person["now"]["score"], mean)

    def test_weeks_begin_on_monday_and_end_with_the_month(self):
        weeks = self.figures()["Furniture"]["weeks"]
        self.assertEqual(len(weeks), 9)
        self.assertEqual(weeks[-1][0], date(2027, 3, 29))
        scores = {monday: score for monday, score, *_rest in weeks}
        self.assertEqual(scores[date(2027, 3, 1)], 60.0)
        self.assertIsNone(scores[date(2027, 3, 8)])

    def test_what_moved_is_told_from_five_points_over_five_days(self):
        self.assertEqual(
            self.figures()["Furniture"]["moved"],
            [(self.anna.name, [("score", 60, 80)])],
        )
        day = self.env["sales.discipline.day"].search(
            [("user_id", "=", self.anna.id), ("date", "=", "2027-03-05")]
        )
        day.score = 55.5  # a mean of 75.1
        self.assertEqual(len(self.figures()["Furniture"]["moved"]), 1)
        day.is_off = True
        self.assertEqual(self.figures()["Furniture"]["moved"], [])

    def test_the_team_s_own_change_is_told_first(self):
        for day in self.env["sales.discipline.day"].search(
            [("user_id", "=", self.oleg.id)]
        ):
            day.score = 70
        self.assertEqual(
            self.figures()["Furniture"]["team_moved"], [("score", 60.0, 75.0)]
        )
        html = self.html()
        self.assertIn("The team: score from 60.0 to 75.0.", html)
        self.assertLess(html.index("The team: score"), html.index("from 60.0 to 80.0"))

    def test_whoever_has_no_closed_working_day_is_named(self):
        self.assertEqual(self.figures()["Furniture"]["absent"], [])
        found = self.figures(month="2027-02-01")["Furniture"]
        self.assertEqual(found["absent"], [self.oleg.name])
        self.assertIn(
            f"No working day of theirs was closed in this month: {self.oleg.name}.",
            self.html(month="2027-02-01"),
        )
        days = self.env["sales.discipline.day"].search(
            [("user_id", "=", self.anna.id), ("date", ">=", MARCH)]
        )
        days.is_off = True
        self.assertEqual(self.figures()["Furniture"]["absent"], [self.anna.name])

    def test_a_head_reports_on_own_teams_only(self):
        self.assertEqual(set(self.figures(self.head)), {"Furniture"})
        self.assertEqual(set(self.figures(self.director)), {"Furniture", "Kitchens"})
        asked = [(6, 0, (self.team | self.kitchens).ids)]
        self.assertEqual(set(self.figures(self.head, team_ids=asked)), {"Furniture"})
        self.assertNotIn("Sam", self.html(self.head, team_ids=asked))

    def test_a_salesperson_gets_none(self):
        with self.assertRaises(AccessError):
            self.report(self.anna)

    def test_nobody_opens_another_s_report(self):
        report = self.report(self.director)
        with self.assertRaises(AccessError):
            report.with_user(self.head).read(["month"])
        action = self.env["ir.actions.report"].with_user(self.head)
        with self.assertRaises(AccessError):
            action._render_qweb_html("sales_discipline.month_document", report.ids)

    def test_a_month_without_teams_is_refused(self):
        report = self.report(team_ids=[(5, 0, 0)])
        with self.assertRaisesRegex(UserError, "at least one sales team"):
            report.action_preview()
        for month in ("2020-01-01", "soon"):
            with self.assertRaisesRegex(UserError, "Month: no day"):
                self.report(month=month)

    def test_the_page_of_a_report_finds_it_again(self):
        first, last = self.report(), self.report(month="2027-02-01")
        action = first.action_preview()
        self.assertEqual(action["path"], "month-report")
        self.assertEqual(action["params"], {"report_id": first.id})
        found = first.get_shown(first.id)
        self.assertEqual((found["id"], found["title"]), (first.id, first._get_title()))
        self.assertIn(f"/{first.id}", found["url"])
        # Whoever comes without a number is shown the last one asked for.
        self.assertEqual(first.get_shown()["id"], last.id)

    def test_the_page_finds_no_report_that_is_gone_or_another_s(self):
        report = self.report(self.director)
        model = self.env["sales.discipline.month"]
        self.assertFalse(model.with_user(self.head).get_shown(report.id))
        self.assertFalse(model.with_user(self.head).get_shown())
        with self.assertRaises(AccessError):
            model.with_user(self.anna).get_shown(report.id)
        report.sudo().unlink()
        self.assertFalse(model.with_user(self.director).get_shown(report.id))

    def test_without_closed_days_it_says_what_to_wait_for(self):
        model = self.env["sales.discipline.month"].with_user(self.kira)
        self.env["sales.discipline.day"].search([]).unlink()
        self.assertFalse(model._default())

    def test_the_page_shows_the_figures(self):
        html = self.html()
        self.assertIn("Furniture", html)
        self.assertIn("March 2027", html)
        self.assertIn("<svg", html)
        self.assertIn(f"{self.anna.name}: score from 60.0 to 80.0.", html)
        self.assertIn("No review was due in this month.", html)

    def test_a_russian_reader_reads_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.env["ir.module.module"]._load_module_terms(
            ["sales_discipline"], ["ru_RU"], overwrite=True
        )
        html = self.html(lang="ru_RU")
        self.assertIn("март 2027", html)
        self.assertIn("оценка с 60,0 до 80,0", html)
        self.assertNotIn("Postponed", html)

    def test_the_queries_do_not_grow_with_people_and_days(self):
        def queries():
            report = self.report()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            with self.at(self.NOW, self.TZ):
                report._get_figures()
            return self.cr.sql_log_count - before

        queries()
        few = queries()
        for number in range(6):
            user = self.new_user(f"sd_more_{number}")
            self.team.member_ids += user
            for day in range(5):
                self.closed_day(user, str(MARCH + timedelta(days=day)), score=50)
        queries()  # new people and teams empty the caches of rules
        self.assertLessEqual(queries(), few)


@tagged("standard", "post_install", "-at_install")
class TestMonthReportFromOutside(CompaniesCase, HttpCase):
    """Whoever knows the number of a report gets nothing from its address."""

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_the_address_of_another_s_report_is_refused(self):
        self.closed_day(self.sam, "2027-03-01", score=99)
        with self.at("2027-04-10 12:00", self.TZ):
            model = self.env["sales.discipline.month"].with_user(self.kira)
            report = model.create({"month": "2027-03-01"})
        self.env.flush_all()
        for login in ("sd_anna", "sd_hana"):
            self.authenticate(login, login)
            for kind in ("html", "text", "pdf"):
                with self.subTest(login=login, kind=kind):
                    page = self.url_open(
                        f"/report/{kind}/sales_discipline.month_document/{report.id}"
                    )
                    self.assertNotEqual(page.status_code, 200)
                    self.assertNotIn("Kitchens", page.text)
        self.authenticate("sd_kira", "sd_kira")
        page = self.url_open(
            f"/report/html/sales_discipline.month_document/{report.id}"
        )
        self.assertEqual(page.status_code, 200)
        self.assertIn("Kitchens", page.text)
