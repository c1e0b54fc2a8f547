"""Demo data: two teams, six weeks of their history, and a day in progress.

Everything is relative to the moment of installation. Who installs it on a day off gets
people whose week has that day in it, so that there is a day to look at.
"""

import random
from contextlib import contextmanager
from datetime import timedelta

from odoo.fields import Command

from . import clock, names, past
from .cast import Person, Target
from .decisions import Decisions, switch_rules_on
from .english import ENGLISH
from .player import QUIET, Player
from .reviews import Reviews
from .russian import RUSSIAN
from .timeline import timeline

SEED = 20
WEEKS = 6
DEALS_EACH = 18
NEW_SINCE = 17  # days ago
# Elsewhere people write English.
VOCABULARIES = {"ru_RU": RUSSIAN}
# Forty chairs for 7,200 are no price in these.
DEAR = {"RUB": 100}


def language(env):
    """The administrator's, which is the one that the database was created in.

    Odoo installs modules as nobody in particular, without a language.
    """
    admin = env.ref("base.user_admin", False)
    return (admin and admin.lang) or env.ref("base.main_company").partner_id.lang


class Demo:
    """Builds the demo data; ``install`` is the order of its steps."""

    def __init__(self, env):
        lang = language(env)
        self.vocabulary = VOCABULARIES.get(lang, ENGLISH)
        self.scene = self.vocabulary.scene
        # Where people write English they have the language that Odoo gives them.
        self.lang = {"lang": lang} if lang in VOCABULARIES else {}
        context = QUIET | {"no_reset_password": True} | self.lang
        self.env = env(context=env.context | context)
        self.now = env.cr.now()
        self.company = env.ref("base.main_company")
        calendar = self.company.resource_calendar_id
        self.tz = calendar.tz or "UTC"
        self.today = clock.local_date(self.now, self.tz)
        self.first_day = self.today - timedelta(weeks=WEEKS, days=self.today.weekday())
        self.random = random.Random(SEED)
        self.weekdays = self._weekdays(calendar)
        self.users = {}
        self.deals = {}

    def install(self):
        with self._in_language():
            self._build()

    def _build(self):
        past.set_installation_back(self.env, self._at(self.first_day, 0))
        with clock.at(self.env, self._at(self.first_day, 8) - timedelta(days=3)):
            self._date_policy()
            self._create_people()
            self._create_calendar()
        self._regulate()
        targets = self._create_deals()
        self._excuse()
        self._play(targets)
        switch_rules_on(self.env)
        past.close_days(self.env)
        self._review()
        Decisions(self.env, self.vocabulary.heads, self.now, self.today, self.tz).take()

    @contextmanager
    def _in_language(self):
        """Names that are stored, as those of rules and reviews, are in the language.

        Odoo would translate them after the demo data, and compute what is stored as
        whoever began the transaction: without a language.
        """
        transaction = self.env.transaction
        before = transaction.default_env
        if self.lang:
            module = self.env.ref("base.module_sales_discipline")
            module._update_translations(list(self.lang.values()))
            transaction.default_env = before(context=before.context | self.lang)
        try:
            yield
            transaction.flush()
        finally:
            transaction.default_env = before

    # Time

    def _at(self, day, hour):
        return clock.instant(day, hour * 60, self.tz)

    def _weekdays(self, calendar):
        """The usual week; where today is free, a week of five days that ends today."""
        usual = {int(each.dayofweek) for each in calendar.attendance_ids}
        if self.today.weekday() in usual:
            return usual
        return {(self.today.weekday() - n) % 7 for n in range(5)}

    def _workdays(self):
        until = self.today + timedelta(days=14)
        return [
            day
            for day in clock.dates(self.first_day, until)
            if day.weekday() in self.weekdays
        ]

    # People

    def _regulate(self):
        """The regulation is published, and read by all but one of each team."""
        version = self.env.ref(
            "sales_discipline.sales_discipline_regulation_version_default"
        )
        with clock.at(self.env, self._at(self.first_day, 9)):
            version.date_start = self.first_day
            version.action_publish()
            for _team, _head, members in names.TEAMS:
                for login, _habit in members[:-1]:
                    version.with_user(self.users[login]).action_acknowledge()

    def _date_policy(self):
        """The policy that comes with the addon begins with the history."""
        policy = self.env.ref("sales_discipline.sales_discipline_policy_default")
        self.env["sales.discipline.policy.version"].create(
            {"policy_id": policy.id, "date_start": self.first_day}
        )
        # Odoo gives the working hours the zone of whoever logs in first as admin.
        policy.tz = self.tz
        self.policy = policy

    def _create_people(self):
        self._create_user(names.DIRECTOR, "group_director")
        self.teams = {}
        for sequence, (key, head, people) in enumerate(names.TEAMS):
            leader = self._create_user(head, "group_head")
            team = self.env["crm.team"].create(
                {
                    "name": self.scene.teams[key],
                    "sequence": sequence + 1,
                    "company_id": self.company.id,
                    "user_id": leader.id,
                    "discipline_policy_id": self.policy.id,
                }
            )
            self.teams[key] = team
            for login, habit in people:
                user = self._create_user(login)
                if not habit.learns_for:
                    self._join(team, user)
            self._name(f"demo_team_{leader.login}", team)

    def _create_user(self, login, group=None):
        """A user whose password is the login. Reviewers may work on every deal, to
        set tasks in it."""
        groups = ["sales_team.group_sale_salesman"]
        if group:
            groups = [
                "sales_team.group_sale_salesman_all_leads",
                f"sales_discipline.{group}",
            ]
        user = self.env["res.users"].create(
            {
                "name": self.scene.people[login],
                **self.lang,
                "login": login,
                "password": login,
                "email": f"{login}@example.com",
                "tz": self.tz,
                "notification_type": "inbox",
                "company_id": self.company.id,
                "company_ids": [Command.set(self.company.ids)],
                "group_ids": [
                    Command.link(self.env.ref(xmlid).id)
                    for xmlid in ["base.group_user", *groups]
                ],
            }
        )
        self.users[login] = user
        self._name(f"demo_user_{login}", user)
        return user

    def _join(self, team, user):
        self.env["crm.team.member"].create({"crm_team_id": team.id, "user_id": user.id})

    def _name(self, name, record):
        xmlid = f"sales_discipline.{name}"
        self.env["ir.model.data"]._update_xmlids(
            [{"xml_id": xmlid, "record": record, "noupdate": True}]
        )

    def _create_calendar(self):
        """Own working hours for everybody, if today is free in the company's."""
        usual = self.company.resource_calendar_id
        if self.weekdays == {int(each.dayofweek) for each in usual.attendance_ids}:
            return
        hours = [(8, 12, "morning"), (13, 17, "afternoon")]
        parts = self.scene.calendar_parts
        calendar = self.env["resource.calendar"].create(
            {
                "name": self.scene.calendar,
                "tz": self.tz,
                "company_id": self.company.id,
                "attendance_ids": [Command.clear()]
                + [
                    Command.create(
                        {
                            "name": f"{parts[part]} {weekday}",
                            "dayofweek": str(weekday),
                            "hour_from": start,
                            "hour_to": end,
                            "day_period": part,
                        }
                    )
                    for weekday in sorted(self.weekdays)
                    for start, end, part in hours
                ],
            }
        )
        self.env["resource.resource"].create(
            [
                {
                    "name": user.name,
                    "user_id": user.id,
                    "company_id": self.company.id,
                    "calendar_id": calendar.id,
                    "tz": self.tz,
                }
                for user in self.users.values()
            ]
        )

    def _people(self):
        """Everybody as the timeline needs them; colleagues stand in a ring."""
        for _team, head, members in names.TEAMS:
            logins = [login for login, _habit in members]
            for place, (login, habit) in enumerate(members):
                yield Person(
                    key=login,
                    habit=habit,
                    tz=self.tz,
                    head=head,
                    colleague=logins[place - 1],
                    first_day=self._joined() if habit.learns_for else self.first_day,
                    absent=frozenset(self._absences().get(login, ())),
                    writing=self.vocabulary.writing,
                )

    def _joined(self):
        return next(
            day
            for day in self._workdays()
            if day >= self.today - timedelta(days=NEW_SINCE)
        )

    def _absences(self):
        past_days = [day for day in self._workdays() if day < self.today]
        return {"olga": past_days[-8:-6], "maria": [self.today]}

    # Deals

    def _create_deals(self):
        """Deals of each person, some from before; a part is won or lost on the way."""
        targets = []
        for team, _head, members in names.TEAMS:
            customers = self._create_customers(team)
            for login, habit in members:
                for number in range(DEALS_EACH):
                    target = self._make_target(f"{login}-{number}", login, habit)
                    targets.append(target)
                    self._create_deal(target, team, customers)
        return targets

    def _create_customers(self, team):
        return self.env["res.partner"].create(
            [
                # Of every fifth nobody wrote down how to reach them.
                {
                    "name": name,
                    "is_company": True,
                    "phone": self.scene.phone.format(number=number)
                    if number % 5
                    else False,
                }
                for number, name in enumerate(self.scene.customers[team])
            ]
        )

    def _make_target(self, key, login, habit):
        days = (self.today - self.first_day).days
        opened = self.first_day + timedelta(days=self.random.randint(-20, days - 7))
        closed = None
        if self.random.random() < 0.45:
            closed = opened + timedelta(days=self.random.randint(14, 40))
            closed = max(closed, self.first_day + timedelta(days=3))
        if closed and closed > self.today:
            closed = None
        # Work that was promised, done and written down wins more.
        chance = 0.15 + 0.7 * habit.done * (1 - habit.junk)
        is_won = self.random.random() < chance
        return Target(key, login, opened, closed, is_won)

    def _create_deal(self, target, team, customers):
        customer = self.random.choice(customers)
        goods, amount = self.random.choice(self.scene.goods[team])
        with clock.at(self.env, self._at(target.opened, 8)):
            self.deals[target.key] = self.env["crm.lead"].create(
                {
                    "type": "opportunity",
                    "name": f"{customer.name}: {goods}",
                    "partner_id": customer.id,
                    "user_id": self.users[target.owner].id,
                    "team_id": self.teams[team].id,
                    "expected_revenue": amount * self._price_level(),
                }
            )

    def _price_level(self):
        """Amounts are those of euros or dollars, wherever people write English."""
        return DEAR.get(self.company.currency_id.name, 1) if self.lang else 1

    # History

    def _excuse(self):
        """A new colleague's first days, two days of illness, a fair today."""
        joined = self._joined()
        self._add_newcomer(joined)
        days = [day for day in self._workdays() if day >= joined]
        absences = self._absences()
        reasons = self.scene.absences
        ill = absences["olga"]
        self._exempt("vera", "roman", days[0], days[2], reasons["joined"])
        self._exempt("boris", "olga", ill[0], ill[1], reasons["ill"])
        self._exempt("boris", "maria", self.today, self.today, reasons["fair"])

    def _add_newcomer(self, joined):
        for team, _head, members in names.TEAMS:
            for login, habit in members:
                if habit.learns_for:
                    with clock.at(self.env, self._at(joined, 7)):
                        self._join(self.teams[team], self.users[login])

    def _exempt(self, head, login, first, last, reason):
        moment = min(self._at(first, 8), self.now)
        with clock.at(self.env, moment):
            self.env["sales.discipline.exemption"].with_user(self.users[head]).create(
                {
                    "user_id": self.users[login].id,
                    "date_from": first,
                    "date_to": last,
                    "reason": reason,
                }
            )

    def _play(self, targets):
        events = timeline(
            list(self._people()), targets, self._workdays(), self.today, SEED, self.now
        )
        users = {login: user.id for login, user in self.users.items()}
        Player(self.env, users, self.deals).play(events)

    def _review(self):
        """Three weeks of a programme of control; the last day is left to judge."""
        Reviews(
            self.env,
            self.vocabulary,
            self.users,
            self.teams,
            self.today,
            self.now,
            self._at,
        ).play()
