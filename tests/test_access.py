from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tools import mute_logger

from .common_companies import CompaniesCase

DISCIPLINE_MODELS = (
    "sales.discipline.policy",
    "sales.discipline.policy.version",
    "sales.discipline.exemption",
    "sales.discipline.day",
    "sales.discipline.day.line",
    "sales.discipline.day.correction",
)


class TestDayAccess(CompaniesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = cls.anna, cls.oleg, cls.sam, cls.rita
        cls.days = cls.env["sales.discipline.day"].union(
            *(cls.closed_day(user) for user in people)
        )
        cls.lines = cls.env["sales.discipline.day.line"].create(
            [
                {"day_id": day.id, "set": "planned", "outcome": "done"}
                for day in cls.days
            ]
        )
        cls.corrections = cls.env["sales.discipline.day.correction"]._record(
            cls.days, "recomputed", "because", {day.id: 50.0 for day in cls.days}
        )
        cls.env.flush_all()

    def assert_sees(self, user, people):
        """``user`` finds exactly the days, lines and corrections of ``people``."""
        for records in (self.days, self.lines, self.corrections):
            with self.subTest(user=user.login, model=records._name):
                found = self.seen_by(user, records)
                days = found if found._name == self.days._name else found.day_id
                self.assertEqual(days.user_id, people)

    def test_each_role_sees_its_own_people_s_days(self):
        self.assert_sees(self.anna, self.anna)
        self.assert_sees(self.head, self.anna | self.oleg)
        self.assert_sees(self.kira, self.sam)
        self.assert_sees(self.director, self.anna | self.oleg | self.sam)
        self.assert_sees(self.rolf, self.rita)

    def test_administrators_see_days_only_where_there_is_no_director(self):
        self.assert_sees(self.mona, self.rita)
        self.assert_sees(self.stan, self.rita)
        tess = self.user_of(self.tin, "sd_tess", "sales_discipline.group_director")
        self.assert_sees(self.mona, self.env["res.users"])
        self.assert_sees(tess, self.rita)

    def test_a_company_that_is_switched_off_is_not_seen(self):
        self.assertFalse(self.seen_by(self.mona, self.days, self.company))

    def test_somebody_outside_sales_sees_nothing(self):
        clerk = self.user_of(self.company, "sd_clerk", "base.group_user")
        with self.assertRaises(AccessError):
            self.days.with_user(clerk).read(["score"])

    def test_in_shadow_mode_only_reviewers_see_days(self):
        self.policy.shadow_mode = True
        self.assert_sees(self.anna, self.env["res.users"])
        self.assert_sees(self.head, self.anna | self.oleg)
        self.assert_sees(self.director, self.anna | self.oleg | self.sam)

    def test_a_colleague_s_day_cannot_be_read_by_id(self):
        day = self.days.filtered(lambda day: day.user_id == self.oleg)
        with self.assertRaises(AccessError):
            day.with_user(self.anna).read(["score"])
        with self.assertRaises(AccessError):
            day.line_ids.with_user(self.anna).read(["summary"])

    def test_nobody_writes_what_the_engine_has_judged(self):
        for user in (self.anna, self.head, self.director, self.mona, self.stan):
            for records in (self.days, self.lines, self.corrections):
                for operation in ("create", "write", "unlink"):
                    with self.subTest(
                        user=user.login, model=records._name, operation=operation
                    ):
                        self.assertFalse(
                            records.with_user(user).browse().has_access(operation)
                        )

    def test_a_salesperson_writes_no_discipline_record(self):
        for name in DISCIPLINE_MODELS:
            for operation in ("create", "write", "unlink"):
                with self.subTest(model=name, operation=operation):
                    model = self.env[name].with_user(self.anna)
                    self.assertFalse(model.has_access(operation))


class TestVerdictAccess(CompaniesCase):
    def test_verdicts_are_seen_by_the_person_and_the_reviewers(self):
        verdicts = self.env["sales.discipline.verdict"].create(
            [
                {
                    "user_id": user.id,
                    "team_id": team.id,
                    "company_id": team.company_id.id,
                    "author_id": team.user_id.id,
                    "date": "2027-03-01",
                    "verdict": "ok",
                }
                for user, team in (
                    (self.anna, self.team),
                    (self.oleg, self.team),
                    (self.sam, self.kitchens),
                    (self.rita, self.roofs),
                )
            ]
        )
        for user, people in (
            (self.anna, self.anna),
            (self.head, self.anna | self.oleg),
            (self.kira, self.sam),
            (self.director, self.anna | self.oleg | self.sam),
            (self.mona, self.rita),
            (self.stan, self.rita),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(self.seen_by(user, verdicts).user_id, people)
                for operation in ("create", "write", "unlink"):
                    self.assertFalse(verdicts.with_user(user).has_access(operation))


class TestPolicyAccess(CompaniesCase):
    def test_everybody_reads_the_rules_of_their_company(self):
        other = self.env["sales.discipline.policy"].create(
            {"name": "Roof rules", "company_id": self.tin.id}
        )
        policies = other | self.policy
        self.assertEqual(self.seen_by(self.anna, policies), self.policy)
        self.assertEqual(self.seen_by(self.rita, policies), other)
        self.assertEqual(self.seen_by(self.mona, policies), policies)
        versions = self.version
        self.assertEqual(self.seen_by(self.anna, versions), versions)
        self.assertFalse(self.seen_by(self.rita, versions))

    def test_only_administrators_write_policies(self):
        for user, may in (
            (self.anna, False),
            (self.head, False),
            (self.director, False),
            (self.mona, True),
            (self.stan, True),
        ):
            for records in (self.policy, self.version):
                with self.subTest(user=user.login, model=records._name):
                    for operation in ("create", "write", "unlink"):
                        self.assertEqual(
                            records.with_user(user).has_access(operation), may
                        )


class TestLeadAccess(CompaniesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deals = cls.env["crm.lead"].union(
            *(
                cls.env["crm.lead"].create(
                    {
                        "name": f"Deal of {user.login}",
                        "user_id": user.id,
                        "team_id": team.id if team else False,
                        "company_id": user.company_id.id,
                    }
                )
                for user, team in (
                    (cls.anna, cls.team),
                    (cls.oleg, None),
                    (cls.sam, cls.kitchens),
                    (cls.rita, cls.roofs),
                )
            )
        )

    def owners_seen(self, user):
        return self.seen_by(user, self.deals).user_id

    def test_a_head_reads_the_deals_of_the_team_and_of_its_members(self):
        self.assertEqual(self.owners_seen(self.head), self.anna | self.oleg)
        self.assertEqual(self.owners_seen(self.kira), self.sam)
        self.assertEqual(self.owners_seen(self.anna), self.anna)

    def test_a_director_reads_the_deals_of_the_allowed_companies(self):
        self.assertEqual(
            self.owners_seen(self.director), self.anna | self.oleg | self.sam
        )

    def test_a_former_member_s_deals_are_not_read_any_more(self):
        self.team.member_ids -= self.oleg
        self.assertEqual(self.owners_seen(self.head), self.anna)
        found = self.deals.with_user(self.head).with_context(active_test=False)
        self.assertEqual(
            found.search([("id", "in", self.deals.ids)]).user_id, self.anna
        )

    def test_reading_is_all_they_may(self):
        deal = self.deals.filtered(lambda deal: deal.user_id == self.anna)
        for user in (self.head, self.director):
            for operation, may in (("read", True), ("write", False), ("unlink", False)):
                with self.subTest(user=user.login, operation=operation):
                    self.assertEqual(deal.with_user(user).has_access(operation), may)


class TestExemptionAccess(CompaniesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.exemptions = cls.env["sales.discipline.exemption"]

    def values(self, user, **values):
        return {
            "user_id": user.id,
            "date_from": "2027-03-01",
            "date_to": "2027-03-02",
            "reason": "Ill",
            **values,
        }

    def exempt(self, by, user, **values):
        companies = by.company_ids.ids
        model = self.exemptions.with_user(by)
        model = model.with_context(allowed_company_ids=companies)
        return model.create(self.values(user, **values))

    def test_reviewers_exempt_their_people(self):
        for by, user in (
            (self.head, self.anna),
            (self.director, self.anna),
            (self.director, self.head),
            (self.kira, self.sam),
            (self.mona, self.rita),
            (self.stan, self.rita),
        ):
            with self.subTest(by=by.login, user=user.login):
                exemption = self.exempt(by, user)
                self.assertEqual(exemption.granted_by_id, by)
                exemption.write({"date_to": "2027-03-03"})
                exemption.unlink()

    def test_nobody_else_exempts_and_nobody_themselves(self):
        self.team.member_ids |= self.head | self.director
        for by, user in (
            (self.anna, self.anna),
            (self.anna, self.oleg),
            (self.head, self.head),
            (self.head, self.sam),
            (self.director, self.director),
            (self.mona, self.anna),
            (self.mona, self.mona),
            (self.rolf, self.anna),
        ):
            with (
                self.subTest(by=by.login, user=user.login),
                self.assertRaises(AccessError),
            ):
                self.exempt(by, user)

    def test_an_exemption_is_not_changed_or_passed_on_by_others(self):
        exemption = self.exempt(self.head, self.anna)
        for by, values in (
            (self.anna, {"date_to": "2027-03-31"}),
            (self.kira, {"date_to": "2027-03-31"}),
            (self.head, {"user_id": self.sam.id}),
            (self.head, {"user_id": self.head.id}),
        ):
            with (
                self.subTest(by=by.login),
                self.assertRaises(AccessError),
                self.cr.savepoint(),
            ):
                exemption.with_user(by).write(values)
        with self.assertRaises(AccessError):
            exemption.with_user(self.anna).unlink()

    def test_who_granted_it_is_stamped_and_cannot_be_claimed(self):
        claimed = {"granted_by_id": self.director.id}
        exemption = self.exempt(self.head, self.anna, **claimed)
        self.assertEqual(exemption.granted_by_id, self.head)
        exemption.write(claimed)
        self.assertEqual(exemption.granted_by_id, self.head)
        forged = exemption.with_context(default_granted_by_id=self.director.id)
        self.assertEqual(forged.copy().granted_by_id, self.head)

    def test_everybody_sees_their_own_and_their_people_s(self):
        exemptions = self.exemptions.create(
            [self.values(user) for user in (self.anna, self.oleg, self.sam, self.rita)]
        )
        for user, people in (
            (self.anna, self.anna),
            (self.head, self.anna | self.oleg),
            (self.director, self.anna | self.oleg | self.sam),
            (self.mona, self.rita),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(self.seen_by(user, exemptions).user_id, people)

    @mute_logger("odoo.sql_db")
    def test_dates_and_reason_are_checked(self):
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.exempt(self.head, self.anna, date_to="2027-02-28")
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self.exempt(self.head, self.anna, reason="  ")

    def test_closed_days_are_judged_again_for_the_old_and_the_new_dates(self):
        days = type(self.env["sales.discipline.day"])
        with patch.object(days, "_recompute_closed", autospec=True) as recompute:
            exemption = self.exempt(self.head, self.anna)
            exemption.date_to = "2027-03-05"
            exemption.unlink()
        spans = [
            (users, str(date_from), str(date_to))
            for _days, users, date_from, date_to, _reason in (
                call.args for call in recompute.call_args_list
            )
        ]
        old = (self.anna, "2027-03-01", "2027-03-02")
        new = (self.anna, "2027-03-01", "2027-03-05")
        self.assertCountEqual(spans, [old, old, new, new])

    def test_an_exemption_turns_closed_days_off_and_its_removal_on_again(self):
        with self.at("2027-03-02 09:00"):
            self.env["sales.discipline.day"]._close_due_days()
            day = self.env["sales.discipline.day"].search(
                [("user_id", "=", self.anna.id), ("date", "=", "2027-03-01")]
            )
            self.assertFalse(day.is_off)
            exemption = self.exempt(self.head, self.anna)
            self.assertEqual((day.is_off, day.off_reason), (True, "exempt"))
            self.assertIn(self.head, day.correction_ids.actor_id)
            exemption.unlink()
            self.assertFalse(day.is_off)
