from odoo import Command
from odoo.exceptions import AccessError, UserError

from odoo.addons.sales_discipline.engine.people import read_people

from .common_companies import CompaniesCase


class TestReviewers(CompaniesCase):
    def reviewers(self, *users):
        people = self.env["res.users"].union(*users)
        return self.env["crm.team"]._discipline_reviewers(people)

    def membership(self, user):
        return self.env["crm.team.member"]._discipline_memberships(user)[user.id]

    # ------------------------------------------------------------
    # WHO CONTROLS
    # ------------------------------------------------------------

    def test_head_and_director_review_and_nobody_else(self):
        self.assertEqual(
            self.reviewers(self.anna)[self.anna.id], {self.head.id, self.director.id}
        )

    def test_without_a_director_administrators_stand_in(self):
        self.assertLessEqual(
            {self.rolf.id, self.mona.id, self.stan.id},
            self.reviewers(self.rita)[self.rita.id],
        )
        self.assertNotIn(self.director.id, self.reviewers(self.rita)[self.rita.id])

    def test_a_director_who_arrives_takes_over_from_the_administrators(self):
        group = self.env.ref("sales_discipline.group_director")
        self.user_of(self.tin, "sd_tess").group_ids = [Command.link(group.id)]
        tess = self.env["res.users"].search([("login", "=", "sd_tess")])
        self.assertEqual(
            self.reviewers(self.rita)[self.rita.id], {self.rolf.id, tess.id}
        )
        tess.active = False
        self.assertIn(self.mona.id, self.reviewers(self.rita)[self.rita.id])

    def test_nobody_reviews_themselves(self):
        self.team.member_ids |= self.head | self.director
        found = self.reviewers(self.head, self.director)
        self.assertEqual(found[self.head.id], {self.director.id})
        self.assertEqual(found[self.director.id], {self.head.id})

    def test_people_without_a_team_are_reviewed_by_the_director_alone(self):
        lone = self.new_user("sd_lone")
        self.assertEqual(self.reviewers(lone), {lone.id: {self.director.id}})

    def test_of_several_teams_the_first_by_sequence_controls(self):
        self.env["ir.config_parameter"].set_param("sales_team.membership_multi", "1")
        self.kitchens.member_ids |= self.anna
        self.kitchens.sequence, self.team.sequence = 5, 6
        self.assertEqual(self.membership(self.anna).crm_team_id, self.kitchens)
        self.assertIn(self.kira.id, self.reviewers(self.anna)[self.anna.id])
        self.assertNotIn(self.head.id, self.reviewers(self.anna)[self.anna.id])
        self.kitchens.sequence = 6
        self.assertEqual(self.membership(self.anna).crm_team_id, self.team)
        self.team.discipline_policy_id = False
        self.assertEqual(self.membership(self.anna).crm_team_id, self.kitchens)

    def test_the_zone_that_is_shown_is_the_one_that_days_are_judged_in(self):
        member = self.membership(self.anna)
        policy, hours = member.crm_team_id.discipline_policy_id, self.env.company
        shown = []
        for record, name, zone in (
            (member, "discipline_tz", "Asia/Tokyo"),
            (member, "discipline_tz", False),
            (policy, "tz", "America/Bogota"),
            (policy, "tz", False),
            (hours.resource_calendar_id, "tz", "Europe/Moscow"),
        ):
            record[name] = zone
            self.env.flush_all()
            shown.append(member.discipline_zone)
            judged = read_people(self.env, self.anna)[self.anna.id].tz
            self.assertEqual(member.discipline_zone, judged)
        self.assertEqual(shown[0], "Asia/Tokyo")
        self.assertEqual(shown[2], "America/Bogota")
        self.assertEqual(shown[4], "Europe/Moscow")
        self.assertEqual(policy.zone, "Europe/Moscow")

    def test_who_is_not_controlled(self):
        found = self.env["crm.team.member"]._discipline_memberships
        self.assertIn(self.sam.id, found())
        for record, name in (
            (self.sam, "active"),
            (self.membership(self.sam), "active"),
            (self.kitchens, "active"),
            (self.kitchens.discipline_policy_id, "active"),
            (self.kitchens, "discipline_policy_id"),
        ):
            with self.subTest(record=record, name=name):
                before = record[name]
                record[name] = False
                self.assertNotIn(self.sam.id, found())
                record[name] = before
                self.assertIn(self.sam.id, found(self.sam))

    def test_reviewed_people_are_those_of_the_teams_led_or_directed(self):
        for user, expected in (
            (self.anna, self.env["res.users"]),
            (self.head, self.anna | self.oleg),
            (self.kira, self.sam),
            (self.director, self.anna | self.oleg | self.sam),
            (self.rolf, self.rita),
        ):
            with self.subTest(user=user.login):
                users = self.env["res.users"].with_user(user)
                self.assertEqual(users._discipline_reviewed_users(), expected)

    def test_reviewed_people_are_of_the_companies_switched_on(self):
        users = self.env["res.users"].with_user(self.mona)
        for companies, expected in (
            (self.company, self.env["res.users"]),
            (self.tin, self.rita),
            (self.company | self.tin, self.rita),
        ):
            with self.subTest(companies=companies.mapped("name")):
                found = users.with_context(allowed_company_ids=companies.ids)
                self.assertEqual(found._discipline_reviewed_users(), expected)

    def test_is_reviewer_of_asks_for_every_one(self):
        self.assertTrue(self.head._discipline_is_reviewer_of(self.anna | self.oleg))
        self.assertFalse(self.head._discipline_is_reviewer_of(self.anna | self.sam))
        self.assertFalse(self.anna._discipline_is_reviewer_of(self.anna))

    def test_queries_do_not_grow_with_people(self):
        def count(users):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.env["crm.team"]._discipline_reviewers(users)
            members = self.env["crm.team.member"]._discipline_memberships(users)
            self.assertEqual(len(members), len(users))
            return self.cr.sql_log_count - before

        crowd = self.env["res.users"].union(
            *(self.new_user(f"sd_crowd_{number}") for number in range(20))
        )
        self.kitchens.member_ids |= crowd
        count(crowd)
        self.assertEqual(count(crowd[:2]), count(crowd))

    # ------------------------------------------------------------
    # TIME ZONE
    # ------------------------------------------------------------

    def test_reviewers_set_a_person_s_time_zone(self):
        member = self.membership(self.anna)
        for user in (self.head, self.director):
            member.with_user(user).discipline_tz = "Asia/Vladivostok"
            self.assertEqual(member.discipline_tz, "Asia/Vladivostok")
            member.with_user(user).discipline_tz = False
        self.membership(self.rita).with_user(self.mona).discipline_tz = "UTC"

    def test_others_do_not_set_a_person_s_time_zone(self):
        member = self.membership(self.anna)
        for user in (self.anna, self.oleg, self.kira, self.rolf, self.mona, self.stan):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                member.with_user(user).discipline_tz = "UTC"
        self.assertFalse(member.discipline_tz)

    def test_an_administrator_who_sells_does_not_set_their_own_time_zone(self):
        self.roofs.member_ids |= self.mona
        with self.assertRaises(AccessError):
            self.membership(self.mona).with_user(self.mona).discipline_tz = "UTC"
        self.membership(self.mona).with_user(self.rolf).discipline_tz = "UTC"

    def test_a_time_zone_is_not_slipped_in_with_a_new_membership(self):
        members = self.env["crm.team.member"].with_user(self.mona)
        values = {"crm_team_id": self.kitchens.id, "user_id": self.oleg.id}
        with self.assertRaises(AccessError), self.cr.savepoint():
            members.create({**values, "discipline_tz": "UTC"})
        with self.assertRaises(AccessError), self.cr.savepoint():
            members.with_context(default_discipline_tz="UTC").create(values)
        self.assertFalse(members.create(values).discipline_tz)

    def test_a_time_zone_does_not_pass_to_another_person(self):
        member = self.membership(self.anna)
        member.discipline_tz = "UTC"
        self.assertFalse(member.copy({"user_id": self.sam.id}).discipline_tz)
        member.with_user(self.mona).user_id = self.new_user("sd_new")
        self.assertFalse(member.discipline_tz)

    def test_heads_change_nothing_else_of_a_membership(self):
        member = self.membership(self.anna).with_user(self.head)
        for values in (
            {"active": False},
            {"crm_team_id": self.kitchens.id},
            {"discipline_tz": "UTC", "assignment_max": 1},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                member.write(values)

    def test_the_people_screen_lists_the_people_reviewed(self):
        members = self.env["crm.team.member"]
        for user, expected in (
            (self.head, self.anna | self.oleg),
            (self.director, self.anna | self.oleg | self.sam),
            (self.anna, self.env["res.users"]),
        ):
            with self.subTest(user=user.login):
                action = members.with_user(user).action_discipline_people()
                self.assertEqual(members.search(action["domain"]).user_id, expected)
