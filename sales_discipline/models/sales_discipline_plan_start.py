"""Stages do the planning: plans that start when a deal enters a stage."""

import logging
from collections import defaultdict
from contextlib import contextmanager

from markupsafe import Markup
from psycopg2 import OperationalError

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools.misc import clean_context

from ..engine.clock import local_date
from ..engine.people import read_people
from ..short_dates import near_day

_logger = logging.getLogger(__name__)

# More would make nobody wiser.
MAX_LISTED = 10


class SalesDisciplinePlanStart(models.Model):
    """That a stage has started its plans for a deal, which it does once.

    Written by ``_start`` alone, in the transaction in which the deal entered the
    stage: of two workers at once, the second finds the row.
    """

    _name = "sales.discipline.plan.start"
    _description = "Start of a Stage's Plans"
    _order = "id desc"
    _rec_name = "lead_id"
    _log_access = False

    lead_id = fields.Many2one("crm.lead", required=True, ondelete="cascade")
    stage_id = fields.Many2one(
        "crm.stage", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one("res.users", "Owner", index=True, ondelete="set null")
    started_at = fields.Datetime("Started", required=True)

    _once = models.Constraint(
        "UNIQUE (lead_id, stage_id)", "A stage starts its plans once for a deal."
    )

    # ------------------------------------------------------------
    # STARTING
    # ------------------------------------------------------------

    @api.model
    def _start(self, leads):
        """Start the plans of the stages that ``leads`` (superuser's) are in now.

        A constant number of queries, apart from one message to each person whom
        somebody else's act gave activities. A plan that breaks is named in the chatter
        of its deals; whatever else happened goes on.
        """
        planned = leads.filtered(lambda lead: self._plans_of(lead))
        if not planned:
            return
        # What is wrong with the deals themselves is not for us to catch.
        self.env.flush_all()
        claimed = self._claim(planned)
        # The system's doing, so the system is the creator, whoever moved the deal:
        # what a head has set is something else. No caller's defaults get in.
        context = clean_context(self.env.context)
        context["mail_activity_quick_update"] = True
        system = self.env(user=SUPERUSER_ID, context=context)
        system[self._name]._schedule(system["crm.lead"].browse(claimed), self.env.uid)

    def _plans_of(self, lead):
        company = lead.company_id or lead.user_id.company_id
        return lead.stage_id._discipline_plans(company)

    def _claim(self, leads):
        """The ids of those whose stage has not started its plans before.

        A deal that is being merged has done what the deals it takes in have done.
        """
        tails = self._merged_into(leads)
        rows = self.search_fetch([("lead_id", "in", list(tails))], ["stage_id"])
        done = {(tails[row.lead_id.id], row.stage_id.id) for row in rows}
        now = self.env.cr.now()
        values = [
            (lead.id, lead.stage_id.id, lead.user_id.id, now)
            for lead in leads
            if (lead.id, lead.stage_id.id) not in done
        ]
        if not values:
            return []
        inserted = self.env.cr.execute_values(
            """
            INSERT INTO sales_discipline_plan_start
                        (lead_id, stage_id, user_id, started_at)
                 VALUES %s
            ON CONFLICT (lead_id, stage_id) DO NOTHING
              RETURNING lead_id
            """,
            values,
            page_size=len(values),
            fetch=True,
        )
        return [lead_id for (lead_id,) in inserted]

    def _merged_into(self, leads):
        """{id of a deal merged away in this transaction: which of ``leads`` took it}"""
        merged = self.env["mail.activity"]._discipline_memo()["merged"]
        heads = {tail: self.env["crm.lead"]._discipline_head(tail) for tail in merged}
        return {tail: head for tail, head in heads.items() if head in leads._ids}

    @api.model
    def _move(self, heads):
        """What merged deals have started counts for the deals that took them in.

        :param heads: ``{id of the deal that goes: id of the one that stays}``
        """
        self.flush_model()
        self.env.cr.execute(
            """
            INSERT INTO sales_discipline_plan_start
                        (lead_id, stage_id, user_id, started_at)
                 SELECT head.id, start.stage_id, start.user_id, start.started_at
                   FROM sales_discipline_plan_start start
                   JOIN unnest(%s::int[], %s::int[]) AS gone(id, head_id)
                     ON gone.id = start.lead_id
                   JOIN crm_lead head ON head.id = gone.head_id
            ON CONFLICT (lead_id, stage_id) DO NOTHING
            """,
            [list(heads), list(heads.values())],
        )

    # ------------------------------------------------------------
    # SCHEDULING
    # ------------------------------------------------------------

    def _schedule(self, leads, actor_id):
        today = self._today(leads.user_id)
        by_plan = defaultdict(self.env["crm.lead"].browse)
        for lead in leads:
            for plan in self._plans_of(lead):
                by_plan[plan] |= lead
        made = self.env["mail.activity"]
        for plan, group in by_plan.items():
            with self._forgiving(lambda error, p=plan, g=group: p._complain(g, error)):
                made |= self._start_plan(plan, group, today)
        given = made.filtered(lambda activity: activity.user_id.id != actor_id)
        for user, activities in given.grouped("user_id").items():
            with self._forgiving(lambda error: None):
                self._announce(user, activities)

    @contextmanager
    def _forgiving(self, on_error):
        """Undo the body, and it alone, where it fails.

        Not by a flushing savepoint: that would also end what Odoo collects until the
        transaction ends, such as the tracking of several changes in one message.
        """
        self.env.flush_all()
        try:
            with self.env.cr.savepoint(flush=False):
                yield
                self.env.flush_all()
        except OperationalError:
            raise  # the database is busy, not the plan wrong
        except Exception as error:  # whatever plans of theirs may do
            _logger.info("A plan cannot be started: %s", error, exc_info=True)
            self.env.transaction.clear()
            on_error(error)

    def _today(self, users):
        """{user id: the date of this instant where the person works}"""
        people, now = read_people(self.env, users), self.env.cr.now()
        zones = {
            user.id: people[user.id].tz
            if user.id in people
            else user.tz or user.company_id.resource_calendar_id.tz or "UTC"
            for user in users
        }
        return {user_id: local_date(now, tz) for user_id, tz in zones.items()}

    def _start_plan(self, plan, leads, today):
        activities = self.env["mail.activity"]
        values = [
            self._activity_values(template, lead, today[lead.user_id.id])
            for lead in leads
            for template in plan.template_ids
        ]
        with activities._discipline_by_system():
            made = activities.create(values)
        bodies = {
            lead_id: self._note(plan, group)
            for lead_id, group in made.grouped("res_id").items()
        }
        leads._message_log_batch(bodies=bodies)
        return made

    def _activity_values(self, template, lead, today):
        return {
            "activity_type_id": template.activity_type_id.id,
            "automated": True,
            # A step "before" the plan's date would be overdue from the start.
            "date_deadline": max(today, template._get_date_deadline(today)),
            "note": template.note,
            "res_id": lead.id,
            "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
            "summary": template.summary,
            "user_id": self._responsible(template, lead).id,
        }

    def _responsible(self, template, lead):
        """Whom the plan names, if they can work on the deal; else its owner."""
        owner = lead.user_id
        named = template._determine_responsible(owner, lead)["responsible"]
        if not named or not named.active:
            return owner
        can_work = not lead.company_id or lead.company_id in named.company_ids
        return named if can_work else owner

    # ------------------------------------------------------------
    # WORDS
    # ------------------------------------------------------------

    def _note(self, plan, activities):
        title = self.env._("The stage has started the plan “%s”.", plan.name)
        return Markup("<p>%s</p>%s") % (title, self._list(activities))

    def _list(self, activities, with_deal=False):
        shown = activities[:MAX_LISTED]
        lines = [
            self.env._(
                "%(activity)s, due on %(date)s",
                activity=activity.display_name,
                date=near_day(self.env, activity.date_deadline),
            )
            for activity in shown
        ]
        if with_deal:
            lines = [
                f"{activity.res_name}: {line}"
                for activity, line in zip(shown, lines, strict=True)
            ]
        if hidden := len(activities) - len(shown):
            lines.append(self.env._("and %s more", hidden))
        items = Markup().join(Markup("<li>%s</li>") % line for line in lines)
        return Markup("<ul>%s</ul>") % items

    def _announce(self, user, activities):
        """One message to whoever got activities by somebody else's act."""
        reader = self.with_context(lang=user.lang or self.env.lang)
        deals = set(activities.mapped("res_id"))
        subject = reader.env._("New activities on %s deals", len(deals))
        thread = reader.env["mail.thread"]
        if len(deals) == 1:
            thread = reader.env["crm.lead"].browse(deals)
            subject = reader.env._("New activities: %s", thread.name)
        thread.message_notify(
            partner_ids=user.partner_id.ids,
            subject=subject,
            body=reader._list(activities.with_env(reader.env), with_deal=True),
        )
