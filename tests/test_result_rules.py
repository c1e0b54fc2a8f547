"""The rules of results are kept between transactions, no longer than they hold."""

from datetime import timedelta

from odoo.fields import Command

from .common import utc
from .test_results import ResultCase

JUNK = "ok"


class TestResultRules(ResultCase):
    def setUp(self):
        super().setUp()
        # Whatever the test changes next is changed after they were read and kept.
        self.assertEqual(self.flag(JUNK), "stock_phrase")

    def new_team(self, policy, **values):
        members = [Command.create({"user_id": self.anna.id})]
        return self.env["crm.team"].create(
            {
                "name": "Chairs",
                "company_id": self.company.id,
                "discipline_policy_id": policy.id,
                "crm_team_member_ids": members,
                **values,
            }
        )

    def new_policy(self, mode="off", date_start="2027-01-01"):
        version = {"date_start": date_start, "result_mode": mode}
        return self.env["sales.discipline.policy"].create(
            {
                "name": "Other rules",
                "company_id": self.company.id,
                "version_ids": [Command.create(version)],
            }
        )

    def several_teams(self):
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("sales_team.membership_multi", True)

    # ------------------------------------------------------------
    # What changes
    # ------------------------------------------------------------

    def test_another_number_of_the_version_counts_at_once(self):
        self.version.stock_phrases = False
        self.assertEqual(self.flag(JUNK), "too_short")
        self.version.min_result_length = 0
        self.version.allowed_phrases = JUNK
        self.assertFalse(self.flag(JUNK))

    def test_another_policy_of_the_team_counts_at_once(self):
        self.team.discipline_policy_id = self.new_policy()
        self.assertFalse(self.flag(JUNK))
        self.team.discipline_policy_id = self.policy
        self.assertEqual(self.flag(JUNK), "stock_phrase")

    def test_whoever_leaves_or_joins_is_judged_otherwise_at_once(self):
        member = self.team.crm_team_member_ids.filtered(
            lambda member: member.user_id == self.anna
        )
        member.active = False
        self.assertFalse(self.flag(JUNK))
        member.active = True
        self.assertEqual(self.flag(JUNK), "stock_phrase")
        member.unlink()
        self.assertFalse(self.flag(JUNK))

    def test_an_archived_team_or_policy_judges_nobody_at_once(self):
        self.team.active = False
        self.assertFalse(self.flag(JUNK))
        self.team.active = True
        self.assertEqual(self.flag(JUNK), "stock_phrase")
        self.team.discipline_policy_id = False
        self.policy.active = False
        self.assertFalse(self.flag(JUNK))

    def test_a_deleted_team_judges_nobody_at_once(self):
        self.deal.team_id = False
        self.team.unlink()
        self.assertFalse(self.flag(JUNK))

    def test_a_second_team_counts_once_it_comes_first(self):
        self.several_teams()
        self.team.sequence = 1
        second = self.new_team(self.new_policy(), sequence=2)
        self.assertEqual(self.flag(JUNK), "stock_phrase")
        second.sequence = 0
        self.assertFalse(self.flag(JUNK))

    def test_shadow_mode_is_seen_at_once(self):
        def is_shadowed():
            with self.at(next(self.moments)):
                activities = self.env["mail.activity"]
                return activities._discipline_result_rules(self.anna)[self.anna.id][
                    "is_shadowed"
                ]

        self.assertFalse(is_shadowed())
        self.policy.shadow_mode = True
        self.assertTrue(is_shadowed())

    # ------------------------------------------------------------
    # The day on which numbers change
    # ------------------------------------------------------------

    def flag_at(self, instant):
        with self.at(instant - timedelta(minutes=1)):
            activity = self.plan(self.anna, "2027-03-02")
        return self.finish(activity, JUNK, at=instant).result_flag

    def test_a_new_version_counts_from_local_midnight(self):
        self.version.copy({"date_start": "2027-03-02", "result_mode": "off"})
        midnight = utc("2027-03-02 00:00", self.TZ)
        last = midnight - timedelta(microseconds=1)
        self.assertEqual(self.flag_at(last), "stock_phrase")
        self.assertFalse(self.flag_at(midnight))

    def test_midnight_is_that_of_the_person(self):
        self.version.copy({"date_start": "2027-03-02", "result_mode": "off"})
        member = self.team.crm_team_member_ids.filtered(
            lambda member: member.user_id == self.anna
        )
        member.discipline_tz = "Pacific/Kiritimati"
        midnight = utc("2027-03-02 00:00", "Pacific/Kiritimati")
        last = midnight - timedelta(microseconds=1)
        self.assertEqual(self.flag_at(last), "stock_phrase")
        self.assertFalse(self.flag_at(midnight))

    def test_nothing_is_asked_before_the_first_version(self):
        self.several_teams()
        policy = self.new_policy("flag", "2027-03-02")
        self.new_team(policy, sequence=-1)
        midnight = utc("2027-03-02 00:00", self.TZ)
        self.assertFalse(self.flag_at(midnight - timedelta(microseconds=1)))
        self.assertEqual(self.flag_at(midnight), "stock_phrase")

    # ------------------------------------------------------------
    # What is kept
    # ------------------------------------------------------------

    def test_many_people_are_read_as_fast_as_one(self):
        people = self.anna
        for number in range(5):
            people |= self.new_user(f"sd_more_{number}")
        self.team.member_ids = people

        def cost(users):
            with self.at(next(self.moments)):
                self.env.flush_all()
                before = self.cr.sql_log_count
                rules = self.env["mail.activity"]._discipline_result_rules(users)
                self.assertEqual(len(rules), len(users))
                return self.cr.sql_log_count - before

        cost(self.anna)
        self.assertEqual(cost(people), 0)
        self.team.name = "Armchairs"  # decides nothing
        self.assertEqual(cost(people), 0)

    def test_what_was_said_by_others_is_no_repetition(self):
        said = "They take forty desks, contract on Friday"
        for _time in range(4):
            self.finish(self.planned(self.oleg), said, by=self.oleg)
        self.assertFalse(self.flag(said))
