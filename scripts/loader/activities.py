"""Activities around the deals of the last weeks, by people with habits."""

import random
from itertools import groupby

from odoo.addons.sales_discipline.simulation.cast import Person, Target
from odoo.addons.sales_discipline.simulation.player import Player
from odoo.addons.sales_discipline.simulation.timeline import timeline

from .csv_files import LoadError
from .masters import habits_of

ACCOUNTS_EACH = 15  # to call, for people who have no deal


class Activities:
    """Plays what is not played yet, a day at a time, each day committed."""

    def __init__(self, context, deals):
        self.context = context
        self.data = context.data
        self.ids = context.ids
        self.time = context.time
        self.deals = deals

    def load(self):
        state, progress = self.context.state, self.context.progress
        if state.is_complete:
            return
        if state.has_changed and state.played:
            raise LoadError(
                "The files have changed since this load was interrupted; "
                "load them into a new database."
            )
        events = self._events()
        player = self._player(events)
        progress.start("Activities", len(events))
        done = 0
        for day, group in groupby(events, key=lambda event: event.at.date()):
            batch = list(group)
            done += len(batch)
            if state.played and day <= state.played:
                continue
            self._play(player, batch)
            state.played = day
            state.save()
            self.context.commit()
            progress.update(done)
        progress.finish(f"{len(events):,} events")

    def _play(self, player, events):
        player.play(events)
        activities = self.context.env["mail.activity"]
        self.ids.add(
            "activity",
            {
                event.task: activities.browse(player.activities[event.task])
                for event in events
                if event.kind in ("plan", "log")
            },
        )

    def _events(self):
        return timeline(
            self._people(),
            self._targets(),
            self.time.workdays(),
            self.time.today,
            self.context.seed,
            self.time.now,
        )

    def _player(self, events):
        keys = {event.task for event in events if event.task}
        users = {*self.data.agents, *(a.manager for a in self.data.agents.values())}
        known = {key: self.ids.get("activity", key) for key in keys}
        return Player(
            self.context.env,
            {name: self.ids.get("user", name) for name in users},
            self._records(events),
            {key: found for key, found in known.items() if found},
        )

    def _people(self):
        """In the order of their names; a colleague is the next one in the team."""
        habits = habits_of(self.data)
        teams = {}
        for agent in sorted(self.data.agents.values(), key=lambda agent: agent.name):
            teams.setdefault(agent.manager, []).append(agent.name)
        return [
            Person(
                key=name,
                habit=habits[name],
                tz=self.time.tz,
                head=manager,
                colleague=names[place - 1],
                first_day=self.time.first_day_of(name),
            )
            for manager, names in teams.items()
            for place, name in enumerate(names)
        ]

    def _targets(self):
        targets = [
            Target(
                key=f"deal {deal.key}",
                owner=deal.agent,
                opened=self.deals.opened(deal),
                closed=deal.closed and self.time.shifted(deal.closed),
                is_won=deal.stage == "Won",
            )
            for deal in self.data.deals.values()
            if not deal.closed
            or self.time.shifted(deal.closed) >= self.time.first_day_of(deal.agent)
        ]
        return targets + self._accounts_to_call({target.owner for target in targets})

    def _accounts_to_call(self, busy):
        accounts = sorted(self.data.accounts)
        return [
            Target(
                key=f"account {account} of {name}",
                owner=name,
                opened=self.time.before,
                is_deal=False,
            )
            for name in sorted(set(self.data.agents) - busy)
            for account in random.Random(name).sample(
                accounts, min(ACCOUNTS_EACH, len(accounts))
            )
        ]

    def _records(self, events):
        leads, partners = self.context.env["crm.lead"], self.context.env["res.partner"]
        records = {}
        for key in {event.target for event in events if event.target}:
            kind, name = key.split(" ", 1)
            if kind == "deal":
                records[key] = leads.browse(self.ids.get("deal", name))
            else:
                account = name.rsplit(" of ", 1)[0]
                records[key] = partners.browse(self.ids.get("account", account))
        return records
