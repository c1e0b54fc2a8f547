"""Beside a person's figures: what they sold, what they were given, and to whom it
is shown."""

from odoo.exceptions import AccessError

from .common_companies import CompaniesCase
from .outcome_case import OutcomeCase
from .reward_case import RewardCase

MARCH = {"date_from": "2027-03-01", "date_to": "2027-03-31"}
WEEK = {"date_from": "2027-03-01", "date_to": "2027-03-07"}


class TestPersonSales(OutcomeCase):
    def sold(self, **asked):
        person = self.env["sales.discipline.person"].with_user(self.head)
        found = person.get_person(self.anna.id, **asked)["outcomes"]
        return {row["name"]: row for row in found}

    def test_deals_of_the_span_as_kept_with_the_closed_days(self):
        with self.at("2027-03-02 12:00", self.TZ):
            self.win(self.new_deal(self.anna, 1000))
            self.win(self.new_deal(self.oleg, 7000))
        with self.at("2027-03-06 12:00", self.TZ):  # a Saturday
            self.win(self.new_deal(self.anna, 500))
        self.close("2027-03-12 03:00")
        found = self.sold(**WEEK)
        won, amount = found[self.won.name], found[self.amount.name]
        self.assertEqual(won["values"], [0, 1, 0, 0, 0, 1, 0])
        self.assertEqual((won["total"], won["currency_id"]), (2, False))
        self.assertEqual(amount["total"], 1500.0)
        self.assertEqual(amount["currency_id"], self.company.currency_id.id)
        self.assertEqual(self.sold(**MARCH)[self.won.name]["total"], 2)
        # Not measured is not nothing.
        self.assertEqual(self.sold(**MARCH)[self.won.name]["values"][2:], [None] * 3)

    def test_what_never_happened_is_not_listed(self):
        self.close()
        self.assertFalse(self.sold(**WEEK))

    def test_an_average_is_that_of_the_records_not_of_the_days(self):
        mean = self.average_size()
        with self.at("2027-03-02 12:00", self.TZ):
            for revenue in (100, 200, 300):
                self.win(self.new_deal(self.anna, revenue))
        with self.at("2027-03-03 12:00", self.TZ):
            self.win(self.new_deal(self.anna, 1000))
        self.close()
        self.assertEqual(self.sold(**WEEK)[mean.name]["total"], 400.0)

    def average_size(self):
        with self.at("2027-03-01 00:00", "UTC"):
            return self.amount.copy({"name": "Size", "code": "size", "measure": "avg"})


class TestPersonRewards(RewardCase):
    def given(self, user):
        person = self.env["sales.discipline.person"].with_user(user)
        return person.get_person(self.anna.id, **MARCH)["rewards"]

    def test_what_was_given_and_to_whom_it_is_shown(self):
        self.proposed()
        for user in (self.anna, self.head, self.director):
            found = self.given(user)
            self.assertEqual((found["rewards"], found["penalties"]), (1, 0))
            self.assertIn("1", found["listed"][0]["gift"])

    def test_a_penalty_is_shown_to_the_person_once_it_is_imposed(self):
        reward = self.imposed()
        self.assertEqual(self.given(self.anna)["penalties"], 1)
        reward.sudo().state = "proposed"
        self.assertEqual(self.given(self.anna)["penalties"], 0)
        self.assertEqual(self.given(self.head)["penalties"], 1)

    def test_not_to_a_director_who_sells_either(self):
        self.team.member_ids += self.director
        self.imposed(self.director).sudo().state = "proposed"
        person = self.env["sales.discipline.person"].with_user(self.director)
        self.assertEqual(person.get_person(**MARCH)["rewards"]["penalties"], 0)


class TestPersonCompanies(CompaniesCase):
    def test_days_of_a_company_that_is_switched_off_are_not_shown(self):
        self.closed_day(self.rita, score=70)
        person = self.env["sales.discipline.person"].with_user(self.mona)
        tin = person.with_context(allowed_company_ids=self.tin.ids)
        self.assertEqual(tin.get_person(self.rita.id, **MARCH)["days"], 1)
        oak = person.with_context(allowed_company_ids=self.company.ids)
        try:
            found = oak.get_person(self.rita.id, **MARCH)
        except AccessError:
            return
        self.assertEqual((found["days"], found["outcomes"]), (0, []))
