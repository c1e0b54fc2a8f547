"""Finding what was met: live, by a job, and when days are closed."""

import logging

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine import clock, rewards
from ..engine.people import read_people
from ..engine.periods import period_end, period_start
from .sales_discipline_reward_figures import span_of
from .sales_discipline_reward_recording import Recorder

_logger = logging.getLogger(__name__)

BATCH_SIZE = 500


class SalesDisciplineReward(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.reward"

    # ------------------------------------------------------------
    # LIVE
    # ------------------------------------------------------------

    @api.model
    def record_met(self):
        """Record what the caller has just met today, and tell both sides.

        The day bar asks for it, and only when its own figures show something new:
        finishing an activity waits for nothing.

        :return: whether anything new was recorded
        """
        return bool(self.sudo()._judge_live(self.env.user))

    @api.model
    def _judge_live(self, users=None, now=None):
        """Record every live rule that people meet on the day they have now.

        Whatever runs twice or at once: one result per rule, person and period.

        :param users: ``res.users``, everybody who is controlled by default
        :param now: naive UTC instant, the transaction's by default
        :return: the new rewards
        """
        now = now or self.env.cr.now()
        rules = self.env["sales.discipline.reward.rule"]._get_active(
            ("is_live", "=", True)
        )
        people = read_people(self.sudo().env, users) if rules else {}
        wanted = self._live_spans(rules, people, now)
        if not wanted:
            return self.browse()
        spans = [
            (user_id, *span_of(rule._get_conditions(), first, last))
            for rule, user_id, first, last in wanted
        ]
        days = self._days_so_far(people, spans, now)
        working = {
            user_id
            for user_id, found in days.items()
            for day in found
            if not day["is_over"] and not day["is_off"]
        }
        wanted = [each for each in wanted if each[1] in working]
        return self._record(self._judge(wanted, "day", days, now), now)

    def _live_spans(self, rules, people, now):
        """(rule, user id, first, last) of each day that is still to be judged."""
        found = []
        for user_id, person in people.items():
            today = clock.local_date(now, person.tz)
            found += [
                (rule, user_id, today, today)
                for rule in rules
                if rule._concerns(person, today, today)
            ]
        return self._without_recorded(found)

    def _without_recorded(self, wanted):
        if not wanted:
            return []
        self.flush_model()
        recorded = set(
            self.env.execute_query(
                SQL(
                    "SELECT rule_id, user_id, date_start FROM sales_discipline_reward"
                    " WHERE user_id = ANY(%s) AND date_start = ANY(%s)",
                    list({each[1] for each in wanted}),
                    list({each[2] for each in wanted}),
                )
            )
        )
        return [each for each in wanted if (each[0].id, *each[1:3]) not in recorded]

    def _judge(  # pylint: disable=too-many-positional-arguments
        self, wanted, period, days, now, stored=None
    ):
        """Values of the rewards that are met, among (rule, user id, first, last).

        :param stored: figures of days that have just been stored, with their lines
        """
        rules = self.env["sales.discipline.reward.rule"].union(
            *(each[0] for each in wanted)
        )
        conditions = {rule: rule._get_conditions() for rule in rules}
        outcome_ids = {one.outcome_id for each in conditions.values() for one in each}
        outcome_ids |= set(rules.filtered(lambda r: r.kind == "share").outcome_id.ids)
        spans = list(dict.fromkeys(each[1:] for each in wanted))
        outcomes = self._outcomes_of(sorted(outcome_ids - {None}), spans, period, days)
        recorder = Recorder(self.env, rules, now)
        met = []
        for rule, user_id, first, last in wanted:
            found = outcomes[user_id, first]
            judgement = rewards.judge(
                conditions[rule], days[user_id], found, first, last
            )
            if judgement.met:
                inside = [d for d in days[user_id] if first <= d["date"] <= last]
                met.append(recorder.values(rule, inside, found, judgement, first, last))
        self._copy_lines(met, stored or {})
        # A share of nothing is nothing to decide on.
        return [each for each in met if each["kind"] != "share" or each["amount"] > 0]

    # ------------------------------------------------------------
    # CLOSED DAYS
    # ------------------------------------------------------------

    @api.model
    def _judge_closed(self, evaluated, people=None):
        """Judge the periods that these closed days complete, and look again at what
        was met before.

        :param evaluated: figures by (user id, date) of days closed or judged again
        :param people: the controlled people by id, where they are known
        """
        if not evaluated:
            return
        rules = self.env["sales.discipline.reward.rule"]._get_active()
        complete, recorded = self._complete_spans(evaluated)
        if recorded:
            self._link_days(evaluated)
        for period, spans in complete.items():
            own = rules.filtered(lambda rule, period=period: rule.period == period)
            found = recorded.filtered(lambda one, period=period: one.period == period)
            if spans and (own or found):
                self._judge_spans(own, found, spans, evaluated, people)
        # Closing empties the cache without writing it.
        self.env.flush_all()

    def _judge_spans(self, rules, recorded, spans, evaluated, people):
        """Judge spans of one period.

        :param recorded: the rewards of these spans that are there
        """
        now = self.env.cr.now()
        period = (rules or recorded)[0].period
        given = recorded._still_given()
        conditions = [
            condition
            for each in (*rules, *given)
            for condition in each._get_conditions()
        ]
        days = self._closed_days(
            [
                (user_id, *span_of(conditions, first, last))
                for user_id, first, last in spans
            ],
            evaluated,
        )
        self._check_again(given, days, period, now)
        last_days = {
            (day["user_id"], day["date"]): day
            for found in days.values()
            for day in found
        }
        wanted = [
            (rule, *span)
            for span in spans
            for rule in rules
            if _suits(rule, last_days[span[0], span[2]], *span[1:])
            # What nobody could decide on any more, as with loaded history, is noise.
            and fields.Date.add(span[2], days=rule.valid_days + 1) >= now.date()
        ]
        keys = {(one.rule_id.id, one.user_id.id, one.date_start) for one in recorded}
        wanted = [each for each in wanted if (each[0].id, *each[1:3]) not in keys]
        if wanted:
            met = self._judge(wanted, period, days, now, evaluated)
            self._record(met, now, people)

    def _complete_spans(self, keys):
        """Those whose every date is closed, and the rewards of these.

        :return: {period: [(user id, first, last)]} and rewards, whatever has become
            of them
        """
        self.flush_model()
        spans = list(
            dict.fromkeys(
                (period, user_id, first, period_end(first, period))
                for period in rewards.PERIODS
                for user_id, date in keys
                for first in [period_start(date, period)]
            )
        )
        complete = {period: [] for period in rewards.PERIODS}
        recorded = []
        found = self.env.execute_query(
            SQL(
                """
                SELECT span.period, span.user_id, span.first, span.last,
                       ARRAY(SELECT reward.id FROM sales_discipline_reward reward
                              WHERE reward.user_id = span.user_id
                                AND reward.date_end = span.last
                                AND reward.date_start = span.first
                                AND reward.period = span.period)
                  FROM unnest(%s::varchar[], %s::int[], %s::date[], %s::date[])
                       AS span(period, user_id, first, last)
                 WHERE (SELECT count(*) FROM sales_discipline_day day
                         WHERE day.user_id = span.user_id AND day.state = 'closed'
                           AND day.date BETWEEN span.first AND span.last)
                       = span.last - span.first + 1
                """,
                *(list(column) for column in zip(*spans, strict=True)),
            )
        )
        for period, *span, reward_ids in found:
            complete[period].append(tuple(span))
            recorded += reward_ids
        return complete, self.browse(recorded)

    def _link_days(self, keys):
        """Let rewards lead to the closed day that they end with."""
        self.flush_model()
        users, dates = (list(column) for column in zip(*keys, strict=True))
        self.env.cr.execute(
            SQL(
                """
                UPDATE sales_discipline_reward reward SET day_id = day.id
                  FROM unnest(%s::int[], %s::date[]) AS key(user_id, date)
                  JOIN sales_discipline_day day
                    ON day.user_id = key.user_id AND day.date = key.date
                 WHERE reward.user_id = key.user_id AND reward.date_end = key.date
                   AND reward.day_id IS DISTINCT FROM day.id
                """,
                users,
                dates,
            )
        )
        self.invalidate_model(["day_id"], flush=False)

    # ------------------------------------------------------------
    # THE JOB
    # ------------------------------------------------------------

    @api.model
    def _cron_judge(self):
        """Every few minutes: what the day bar did not see, and what time brings."""
        self._recheck_due()
        self._pass_time()
        rules = self.env["sales.discipline.reward.rule"]
        members = self.env["crm.team.member"].sudo()
        ids = sorted(
            members._discipline_memberships(None)
            if rules._get_active(("is_live", "=", True))
            else ()
        )
        remaining = len(ids)
        while remaining:
            batch, ids = ids[:BATCH_SIZE], ids[BATCH_SIZE:]
            self._judge_live_safely(self.env["res.users"].browse(batch))
            remaining = len(ids)
            self.env["ir.cron"]._commit_progress(len(batch), remaining=remaining)

    def _judge_live_safely(self, users):
        """Whoever recorded the same at the same time has done our work."""
        try:
            with self.env.cr.savepoint():
                self._judge_live(users)
        except SerializationFailure:
            _logger.info("Somebody else records rewards: the next run looks again")


def _suits(rule, day, first, last):
    """Whether a closed person-period is one that the rule judges."""
    if rule.company_id and rule.company_id.id != day["company_id"]:
        return False
    if rule.team_ids and day["team_id"] not in rule.team_ids.ids:
        return False
    if rule.date_from and rule.date_from > first:
        return False
    return not (rule.date_to and rule.date_to < last)
