"""What people brought about, kept with their closed days."""

from odoo import Command
from odoo.tests import new_test_user

from .outcome_case import OutcomeCase


class TestDealsWonAndLost(OutcomeCase):
    def test_a_won_deal_counts_on_its_day_for_its_owner(self):
        with self.at("2027-03-01 10:00", self.TZ):
            deal = self.new_deal(self.anna, 1500)
        with self.at("2027-03-02 12:00", self.TZ):
            self.win(deal)
        self.close()
        self.assertEqual(self.value(self.anna, 2, self.won), 1)
        self.assertEqual(self.value(self.anna, 2, self.amount), 1500)
        self.assertEqual(self.value(self.anna, 1, self.new), 1)
        for day, person in ((1, self.anna), (3, self.anna), (2, self.oleg)):
            self.assertEqual(self.value(person, day, self.won), 0)

    def test_reassigning_after_the_win_leaves_it_with_the_winner(self):
        with self.at("2027-03-02 12:00", self.TZ):
            deal = self.new_deal(self.anna)
            self.win(deal)
        with self.at("2027-03-02 13:00", self.TZ):
            deal.user_id = self.oleg
        self.close()
        self.assertEqual(self.value(self.anna, 2, self.won), 1)
        self.assertEqual(self.value(self.oleg, 2, self.won), 0)

    def test_a_deal_won_at_half_past_eleven_at_night_counts_on_that_local_day(self):
        with self.at("2027-03-02 23:30", self.TZ):
            self.win(self.new_deal(self.anna))
        with self.at("2027-03-04 00:10", self.TZ):
            self.win(self.new_deal(self.anna))
        self.close()
        won = [self.value(self.anna, day, self.won) for day in (2, 3, 4)]
        self.assertEqual(won, [1, 0, 1])

    def test_each_person_s_own_time_zone_counts(self):
        member = self.team.crm_team_member_ids.filtered(
            lambda member: member.user_id == self.oleg
        )
        member.discipline_tz = "Asia/Vladivostok"
        with self.at("2027-03-02 20:00", self.TZ):
            self.win(self.new_deal(self.anna))
            self.win(self.new_deal(self.oleg))
        self.close()
        self.assertEqual(self.value(self.anna, 2, self.won), 1)
        self.assertEqual(self.value(self.oleg, 2, self.won), 0)
        self.assertEqual(self.value(self.oleg, 3, self.won), 1)

    def test_a_win_taken_back_before_closing_does_not_count(self):
        with self.at("2027-03-02 12:00", self.TZ):
            deal = self.new_deal(self.anna)
            self.win(deal)
        with self.at("2027-03-02 13:00", self.TZ):
            deal.stage_id = self.open_stage
            self.assertFalse(deal.discipline_closed_at)
            self.assertFalse(deal.discipline_closed_user_id)
        self.close()
        self.assertEqual(self.value(self.anna, 2, self.won), 0)

    def test_a_deal_won_again_counts_on_the_day_of_the_last_win(self):
        with self.at("2027-03-02 12:00", self.TZ):
            deal = self.new_deal(self.anna)
            self.win(deal)
        with self.at("2027-03-03 12:00", self.TZ):
            deal.stage_id = self.open_stage
        with self.at("2027-03-04 12:00", self.TZ):
            self.win(deal)
        self.close()
        won = [self.value(self.anna, day, self.won) for day in (2, 3, 4)]
        self.assertEqual(won, [0, 0, 1])

    def test_moving_between_won_stages_keeps_the_day_of_the_win(self):
        other = self.won_stage.copy({"name": "Paid"})
        with self.at("2027-03-02 12:00", self.TZ):
            deal = self.new_deal(self.anna)
            self.win(deal)
        with self.at("2027-03-03 12:00", self.TZ):
            deal.write({"stage_id": other.id, "user_id": self.oleg.id})
        self.close()
        self.assertEqual(self.value(self.anna, 2, self.won), 1)
        self.assertEqual(self.value(self.oleg, 3, self.won), 0)

    def test_lost_deals_count_until_they_are_restored(self):
        with self.at("2027-03-02 12:00", self.TZ):
            deals = self.new_deal(self.anna) | self.new_deal(self.anna)
            deals.with_user(self.anna).action_set_lost()
        with self.at("2027-03-02 15:00", self.TZ):
            deals[0].with_user(self.anna).action_unarchive()
        self.close()
        self.assertEqual(self.value(self.anna, 2, self.lost), 1)
        self.assertEqual(self.value(self.anna, 2, self.won), 0)

    def test_a_deal_created_in_a_won_stage_is_won_at_once(self):
        with self.at("2027-03-02 12:00", self.TZ):
            self.new_deal(self.anna, stage_id=self.won_stage.id)
        self.close()
        self.assertEqual(self.value(self.anna, 2, self.won), 1)

    def test_a_stage_that_becomes_a_won_stage_wins_its_deals(self):
        with self.at("2027-03-02 12:00", self.TZ):
            self.new_deal(self.anna)
        with self.at("2027-03-03 12:00", self.TZ):
            self.open_stage.is_won = True
        self.close()
        self.assertEqual(self.value(self.anna, 3, self.won), 1)

    def test_nobody_can_set_when_and_whose_a_win_was(self):
        forged = {
            "discipline_closed_at": "2027-03-05 10:00:00",
            "discipline_closed_user_id": self.oleg.id,
        }
        admin = new_test_user(
            self.env,
            "sd_admin",
            groups="base.group_system,sales_team.group_sale_manager",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        defaults = {f"default_{name}": value for name, value in forged.items()}
        for user in (self.anna, self.head, admin, self.env.ref("base.user_root")):
            with self.subTest(user.login), self.at("2027-03-02 12:00", self.TZ):
                values = {"name": "Desk", "user_id": user.id, **forged}
                model = self.env["crm.lead"].with_user(user).with_context(**defaults)
                deal = model.create(values).sudo()
                self.assertFalse(deal.discipline_closed_at)
                self.win(deal)
                deal.write(forged)
                self.assertEqual(deal.discipline_closed_user_id, user)
                self.assertEqual(deal.discipline_closed_at, self.env.cr.now())
                self.assertFalse(deal.copy().discipline_closed_user_id)

    def test_judging_a_day_again_measures_it_again(self):
        with self.at("2027-03-02 12:00", self.TZ):
            self.win(self.new_deal(self.anna, 700))
        self.close()
        self.env["sales.discipline.day.outcome"].search([]).sudo().unlink()
        with self.at("2027-03-06 10:00", self.TZ):
            self.env["sales.discipline.exemption"].with_user(self.head).create(
                {
                    "user_id": self.anna.id,
                    "date_from": "2027-03-02",
                    "date_to": "2027-03-02",
                    "reason": "Ill",
                }
            )
        self.assertEqual(self.value(self.anna, 2, self.amount), 700)
        self.assertIsNone(self.value(self.oleg, 2, self.amount))

    def test_what_an_archived_outcome_was_once_measured_at_stays(self):
        with self.at("2027-03-02 12:00", self.TZ):
            self.win(self.new_deal(self.anna))
        self.close("2027-03-03 03:00")
        self.won.active = False
        with self.at("2027-03-03 10:00", self.TZ):
            day = self.days.search([("user_id", "=", self.anna.id)], limit=1)
            day.with_user(self.head).action_reopen("The phone system was down")
        self.close()
        self.assertEqual(self.value(self.anna, 2, self.won), 1)
        self.assertIsNone(self.value(self.anna, 3, self.won))


class TestCompaniesAndCurrencies(OutcomeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.euro = cls.env.ref("base.EUR")
        cls.dollar = cls.env.ref("base.USD")
        (cls.euro | cls.dollar).active = True
        cls.company.currency_id = cls.euro
        cls.tin = cls.env["res.company"].create(
            {"name": "Tin & Zinc", "currency_id": cls.dollar.id}
        )
        cls.env["res.currency.rate"].search([]).unlink()
        cls.env["res.currency.rate"].create(
            [
                {
                    "currency_id": currency.id,
                    "name": day,
                    "rate": rate,
                    "company_id": company.id,
                }
                for company, currency, day, rate in (
                    (cls.company, cls.dollar, "2027-02-01", 2.0),
                    (cls.company, cls.dollar, "2027-03-03", 4.0),
                    (cls.tin, cls.dollar, "2027-02-01", 77.0),
                )
            ]
        )
        cls.anna.company_ids = [Command.link(cls.tin.id)]

    def win_in_tin(self, instant, revenue):
        with self.at(instant, self.TZ):
            team = {"company_id": self.tin.id, "team_id": False}
            deal = self.new_deal(self.anna, revenue, **team)
            deal.stage_id = self.won_stage

    def test_amounts_are_in_the_company_s_currency_at_the_rate_of_the_day(self):
        self.win_in_tin("2027-03-02 12:00", 100)
        self.win_in_tin("2027-03-03 12:00", 100)
        with self.at("2027-03-02 12:00", self.TZ):
            self.win(self.new_deal(self.anna, 10))
        self.close()
        second = self.kept(self.anna, 2, self.amount)
        self.assertEqual(second.currency_id, self.euro)
        self.assertEqual(second.value, 60)
        self.assertEqual(self.value(self.anna, 3, self.amount), 25)
        self.assertFalse(self.kept(self.anna, 2, self.won).currency_id)

    def test_the_rate_is_the_one_that_odoo_itself_would_take(self):
        for day in (1, 2, 3, 4):
            self.win_in_tin(f"2027-03-0{day} 12:00", 99.99)
        self.close()
        for day in (1, 2, 3, 4):
            odoo = self.dollar._convert(
                99.99, self.euro, self.company, f"2027-03-0{day}"
            )
            self.assertAlmostEqual(self.value(self.anna, day, self.amount), odoo)

    def test_a_deal_of_no_company_is_in_the_currency_of_the_person_s_day(self):
        with self.at("2027-03-02 12:00", self.TZ):
            self.win(self.new_deal(self.anna, 10, company_id=False, team_id=False))
        self.close()
        self.assertEqual(self.value(self.anna, 2, self.amount), 10)

    def test_an_outcome_of_one_company_counts_its_records_only(self):
        self.win_in_tin("2027-03-02 12:00", 100)
        with self.at("2027-03-02 12:00", self.TZ):
            self.win(self.new_deal(self.anna, 10))
        self.amount.company_id = self.company
        self.won.company_id = self.tin
        self.close()
        self.assertEqual(self.value(self.anna, 2, self.amount), 10)
        self.assertIsNone(self.value(self.anna, 2, self.won))

    def test_the_average_of_nothing_is_empty(self):
        self.amount.measure = "avg"
        with self.at("2027-03-02 12:00", self.TZ):
            self.win(self.new_deal(self.anna, 10))
            self.win(self.new_deal(self.anna, 20))
        self.close()
        self.assertEqual(self.value(self.anna, 2, self.amount), 15)
        self.assertEqual(self.kept(self.anna, 2, self.amount).record_count, 2)
        self.assertIs(self.value(self.anna, 3, self.amount), False)


class TestValueAccess(OutcomeCase):
    def seen_by(self, user):
        values = self.env["sales.discipline.day.outcome"].with_user(user)
        return values.search([]).sudo().day_id.user_id

    def test_values_are_read_by_the_person_and_the_reviewers(self):
        self.close()
        stranger = self.new_user("sd_kira", "sales_discipline.group_head")
        self.assertEqual(self.seen_by(self.anna), self.anna)
        self.assertEqual(self.seen_by(self.head), self.anna | self.oleg)
        self.assertEqual(self.seen_by(self.director), self.anna | self.oleg)
        self.assertFalse(self.seen_by(stranger))

    def test_in_shadow_mode_the_person_does_not_see_them(self):
        self.close()
        self.policy.shadow_mode = True
        self.assertFalse(self.seen_by(self.anna))
        self.assertEqual(self.seen_by(self.head), self.anna | self.oleg)

    def test_nobody_writes_them(self):
        values = self.env["sales.discipline.day.outcome"]
        for user in (self.anna, self.head, self.director):
            for operation in ("create", "write", "unlink"):
                self.assertFalse(values.with_user(user).has_access(operation))
