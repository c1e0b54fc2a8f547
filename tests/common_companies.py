"""A cast of two companies and three teams, for rights."""

from odoo import Command
from odoo.tests import new_test_user

from .common import TeamCase


class CompaniesCase(TeamCase):
    """The team of ``TeamCase`` with neighbours.

    | company    | director | team      | head    | salespeople      |
    |------------|----------|-----------|---------|------------------|
    | Oak & Pine | sd_dora  | Furniture | sd_hana | sd_anna, sd_oleg |
    | Oak & Pine | sd_dora  | Kitchens  | sd_kira | sd_sam           |
    | Tin & Zinc | none     | Roofs     | sd_rolf | sd_rita          |

    sd_mona is a sales administrator and sd_stan a settings administrator, both of
    both companies.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tin = cls.env["res.company"].create({"name": "Tin & Zinc"})
        cls.kira = cls.new_user("sd_kira")
        cls.sam = cls.new_user("sd_sam")
        cls.rolf = cls.user_of(cls.tin, "sd_rolf")
        cls.rita = cls.user_of(cls.tin, "sd_rita")
        both = cls.company | cls.tin
        cls.mona = cls.user_of(both, "sd_mona", "sales_team.group_sale_manager")
        cls.stan = cls.user_of(both, "sd_stan", "base.group_system")
        cls.kitchens = cls.make_team("Kitchens", cls.company, cls.kira, cls.sam)
        cls.roofs = cls.make_team("Roofs", cls.tin, cls.rolf, cls.rita)
        cls.env.flush_all()

    @classmethod
    def user_of(cls, companies, login, group="sales_team.group_sale_salesman"):
        return new_test_user(
            cls.env,
            login,
            groups=f"base.group_user,{group}",
            company_id=companies[0].id,
            company_ids=[Command.set(companies.ids)],
        )

    @classmethod
    def make_team(cls, name, company, leader, members, **values):
        return cls.env["crm.team"].create(
            {
                "name": name,
                "company_id": company.id,
                "user_id": leader.id,
                "member_ids": [Command.set(members.ids)],
                **values,
            }
        )

    @classmethod
    def closed_day(cls, user, date="2027-03-01", **values):
        """A closed day of ``user`` as the engine would store it, without figures."""
        member = cls.env["crm.team.member"]._discipline_memberships(user)[user.id]
        team = member.crm_team_id
        version = team.discipline_policy_id.version_ids[:1]
        return cls.env["sales.discipline.day"].create(
            {
                "user_id": user.id,
                "team_id": team.id,
                "company_id": team.company_id.id,
                "version_id": version.id,
                "date": date,
                "tz": cls.TZ,
                "state": "closed",
                **values,
            }
        )

    def seen_by(self, user, records, companies=None):
        """Those of ``records`` that ``user`` finds, all companies switched on."""
        companies = companies or user.company_ids
        model = (
            self.env[records._name]
            .with_user(user)
            .with_context(allowed_company_ids=companies.ids)
        )
        return model.search([("id", "in", records.ids)]).sudo()
