"""Teams, people, accounts and products."""

import re
import unicodedata

from odoo.fields import Command

from odoo.addons.sales_discipline.simulation import clock
from odoo.addons.sales_discipline.simulation.habits import HABITS

POLICY_NAME = "Loaded Teams"


def habits_of(data):
    """A habit for each agent, all of them in every team that is large enough."""
    names = list(HABITS)
    ordered = sorted(
        data.agents.values(), key=lambda agent: (agent.manager, agent.name)
    )
    return {
        agent.name: HABITS[names[place % len(names)]]
        for place, agent in enumerate(ordered)
    }


class Masters:
    """Creates what is missing; nothing that is there already is changed."""

    def __init__(self, context):
        self.env = context.env
        self.ids = context.ids
        self.data = context.data
        self.time = context.time

    def load(self):
        with clock.at(self.env, self.time.instant(self.time.before, 8)):
            self._policy()
            self._people()
            self._teams()
            self._accounts()
            self._products()
        self._members()

    def _policy(self):
        """A policy of their own: it begins before any other one that has judged."""
        if self.ids.get("policy", "policy"):
            return
        policy = self.env["sales.discipline.policy"].create({"name": POLICY_NAME})
        self.env["sales.discipline.policy.version"].create(
            {"policy_id": policy.id, "date_start": self.time.first_day}
        )
        self.ids.add("policy", {"policy": policy})

    def _people(self):
        managers = {agent.manager for agent in self.data.agents.values()}
        for name in self.ids.missing("user", sorted({*managers, *self.data.agents})):
            self.ids.add("user", {name: self._create_user(name, name in managers)})

    def _create_user(self, name, is_manager):
        """The password is the login. Heads may work on every deal, to set tasks."""
        login = self._free_login(name)
        group = "sales_team.group_sale_salesman"
        group = f"{group}_all_leads" if is_manager else group
        return self.env["res.users"].create(
            {
                "name": name,
                "login": login,
                "password": login,
                "email": f"{login}@example.com",
                "tz": self.time.tz,
                "group_ids": [
                    Command.link(self.env.ref(xmlid).id)
                    for xmlid in ("base.group_user", group)
                ],
            }
        )

    def _free_login(self, name):
        ascii_name = unicodedata.normalize("NFKD", name.lower())
        ascii_name = ascii_name.encode("ascii", "ignore").decode()
        base = re.sub(r"[^a-z0-9-]+", ".", ascii_name).strip(".") or "agent"
        users = self.env["res.users"].with_context(active_test=False)
        taken = set(users.search([("login", "=like", f"{base}%")]).mapped("login"))
        login, number = base, 2
        while login in taken:
            login, number = f"{base}.{number}", number + 1
        return login

    def _teams(self):
        """One per manager, without a policy until the history is complete: the
        scheduled job must not close days whose activities are still to come."""
        offices = {a.manager: a.office for a in self.data.agents.values()}
        for manager in self.ids.missing("team", sorted(offices)):
            team = self.env["crm.team"].create(
                {
                    "name": f"{offices[manager]}: {manager}".removeprefix(": "),
                    "user_id": self.ids.get("user", manager),
                    "company_id": self.env.company.id,
                    "discipline_policy_id": False,
                }
            )
            self.ids.add("team", {manager: team})

    def _members(self):
        for name in self.ids.missing("member", sorted(self.data.agents)):
            agent = self.data.agents[name]
            with self._joining(name):
                member = self.env["crm.team.member"].create(
                    {
                        "crm_team_id": self.ids.get("team", agent.manager),
                        "user_id": self.ids.get("user", name),
                    }
                )
                self.ids.add("member", {name: member})

    def control(self):
        """Give the teams their policy: from now on their days are judged."""
        teams = self.env["crm.team"].browse(
            [self.ids.get("team", a.manager) for a in self.data.agents.values()]
        )
        without = teams.filtered(lambda team: not team.discipline_policy_id)
        without.discipline_policy_id = self.ids.get("policy", "policy")
        # Which begins today; but here the history before it is known as well.
        for name, agent in self.data.agents.items():
            if self.ids.get("team", agent.manager) in without.ids:
                member = self.ids.get("member", name)
                with self._joining(name):
                    self.env["crm.team.member"].browse(member)._discipline_begin()

    def _joining(self, name):
        """The clock at the beginning of the agent's first day."""
        first = self.time.first_day_of(name)
        return clock.at(self.env, self.time.instant(first, 0))

    def _accounts(self):
        names = self.ids.missing("account", sorted(self.data.accounts))
        accounts = [self.data.accounts[name] for name in names]
        countries = {c.name: c.id for c in self._countries(accounts)}
        partners = self.env["res.partner"].create(
            [
                {
                    "name": account.name,
                    "is_company": True,
                    "country_id": countries.get(account.country),
                    "comment": _facts(account),
                }
                for account in accounts
            ]
        )
        self.ids.add("account", dict(zip(names, partners, strict=True)))
        for account, partner in zip(accounts, partners, strict=True):
            if account.parent:
                partner.parent_id = self.ids.get("account", account.parent)

    def _countries(self, accounts):
        names = {account.country for account in accounts}
        countries = self.env["res.country"].with_context(lang="en_US")
        return countries.search([("name", "in", list(names))])

    def _products(self):
        """Tags of deals: products themselves belong to another app."""
        tags = self.env["crm.tag"]
        for key in self.ids.missing("product", sorted(self.data.products)):
            name = self.data.products[key].name
            tag = tags.search([("name", "=", name)], limit=1)
            self.ids.add("product", {key: tag or tags.create({"name": name})})


def _facts(account):
    """What Odoo has no field for, as a note."""
    facts = {
        "Sector": account.sector,
        "Founded": account.founded,
        "Revenue": account.revenue and f"{account.revenue:,.2f} million",
        "Employees": account.employees and f"{account.employees:,.0f}",
    }
    return ". ".join(f"{name}: {fact}" for name, fact in facts.items() if fact)
