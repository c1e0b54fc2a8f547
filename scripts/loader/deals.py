"""Deals, each created, won or lost at its instant."""

import random
from itertools import groupby

from odoo.addons.sales_discipline.simulation import clock
from odoo.addons.sales_discipline.simulation.player import QUIET

from .csv_files import LoadError
from .values import product_key

PROSPECTING_DAYS = 60  # deals without a date began at some day of so many


class Deals:
    """Creates what is missing, a day at a time, and closes what ended long ago."""

    def __init__(self, context):
        self.context = context
        self.env = context.env(context=context.env.context | QUIET)
        self.ids = context.ids
        self.time = context.time
        self.progress = context.progress

    def load(self):
        self._find_stages()
        deals = self.context.data.deals
        missing = [deals[key] for key in self.ids.missing("deal", deals)]
        self._in_days("Deals", missing, self.opened, self._create)
        ended = self._ended_before_history()
        if self.context.state.is_complete:
            # Nobody plays the deals of a row that was mended after the first load.
            ended = [deal for deal in missing if deal.closed]
        ended = self._still_open(ended)
        self._in_days("Old deals won or lost", ended, self._closed, self._end)

    def opened(self, deal):
        """The local date on which the deal was made."""
        if deal.engaged:
            return self.time.shifted(deal.engaged)
        days_ago = random.Random(deal.key).randint(1, PROSPECTING_DAYS)
        return self.time.days_ago(days_ago)

    def _closed(self, deal):
        return self.time.shifted(deal.closed)

    def _find_stages(self):
        stages = self.env["crm.stage"].search([("team_ids", "=", False)])
        going_on = stages.filtered(lambda stage: not stage.is_won)
        if len(going_on) < 2 or going_on == stages:
            raise LoadError(
                "The pipeline needs two stages and one that means won, for all teams."
            )
        self.stages = {
            "Prospecting": going_on[0].id,
            "Engaging": going_on[1].id,
            "Won": going_on[-1].id,
            "Lost": going_on[1].id,
        }

    def _in_days(self, title, deals, day_of, action):
        """Call ``action`` with the deals of each day, committing now and then."""
        if not deals:
            return
        self.progress.start(title, len(deals))
        done = uncommitted = 0
        for day, group in groupby(sorted(deals, key=day_of), key=day_of):
            batch = list(group)
            action(day, batch)
            done += len(batch)
            uncommitted += len(batch)
            if uncommitted >= 500:
                self.context.commit()
                uncommitted = 0
            self.progress.update(done)
        self.context.commit()
        self.progress.finish(f"{len(deals):,}")

    def _create(self, day, deals):
        with clock.at(self.env, self.time.instant(day, 8)):
            made = self.env["crm.lead"].create([self._values(deal) for deal in deals])
        keys = [deal.key for deal in deals]
        self.ids.add("deal", dict(zip(keys, made, strict=True)))

    def _values(self, deal):
        agent = self.context.data.agents[deal.agent]
        product = deal.product.name
        return {
            "type": "opportunity",
            "name": f"{deal.account}: {product}" if deal.account else product,
            "partner_id": deal.account and self.ids.get("account", deal.account),
            "user_id": self.ids.get("user", deal.agent),
            "team_id": self.ids.get("team", agent.manager),
            "stage_id": self.stages[deal.stage],
            "expected_revenue": deal.value or deal.product.price,
            "tag_ids": [(4, self.ids.get("product", product_key(product)))],
        }

    def _ended_before_history(self):
        return [
            deal
            for deal in self.context.data.deals.values()
            if deal.closed and self._closed(deal) < self.time.first_day_of(deal.agent)
        ]

    def _still_open(self, deals):
        by_id = {self.ids.get("deal", deal.key): deal for deal in deals}
        domain = [("id", "in", list(by_id)), ("won_status", "=", "pending")]
        return [by_id[lead.id] for lead in self.env["crm.lead"].search(domain)]

    def _end(self, day, deals):
        moment = min(self.time.instant(day, 17), self.time.now)
        for is_won in (True, False):
            leads = self.env["crm.lead"].browse(
                self.ids.get("deal", deal.key)
                for deal in deals
                if (deal.stage == "Won") == is_won
            )
            with clock.at(self.env, moment):
                if is_won:
                    leads.action_set_won()
                    leads.write({"date_closed": moment})
                else:
                    leads.action_set_lost(date_closed=moment)
