"""What policies ask of results, kept in Odoo's cache: every finishing needs it."""

from collections import namedtuple
from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL, ormcache

from ..engine.clock import local_date
from .crm_team import CONTROLLING_MEMBERSHIPS, FIRST_OF_PERSON

# Before UTC and after it, there is no zone beyond these.
WEST, EAST = timedelta(hours=12), timedelta(hours=14)

Asked = namedtuple(
    "Asked",
    "date_start mode min_length stock_phrases allowed_phrases allowed_repeats"
    " is_shadowed",
)


class SalesDisciplinePolicy(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.policy"

    @api.model
    def _get_asked_results(self, user_ids) -> dict[int, Asked]:
        """What is asked today of the results of those who are controlled.

        "Today" is the person's local date. No query but on the days around the start
        of a version, when the date depends on the zone.
        """
        policies, versions = self._read_asked_results()
        found, doubtful = {}, []
        for user_id in user_ids:
            dated = versions.get(policies.get(user_id), ())
            first, last = (_in_force(dated, date) for date in self._dates_now())
            if first is not last:
                doubtful.append(user_id)
            elif first:
                found[user_id] = first
        if doubtful:
            found |= self._get_asked_by_zone(doubtful, versions)
        return found

    def _dates_now(self):
        """The earliest and the latest date that it is anywhere on Earth."""
        now = self.env.cr.now()
        return (now - WEST).date(), (now + EAST).date()

    def _get_asked_by_zone(self, user_ids, versions):
        users = self.env["res.users"].browse(user_ids)
        found = {}
        for row in self.env["crm.team"]._discipline_control_rows(users):
            today = local_date(self.env.cr.now(), row["tz"])
            asked = _in_force(versions.get(row["policy_id"], ()), today)
            if asked:
                found[row["user_id"]] = asked
        return found

    @api.model
    @ormcache()
    def _read_asked_results(self):
        """({user id: policy id}, {policy id: what each version asks, latest first}).

        Of everybody who is controlled. ``sales.discipline.rule.source`` says whatever
        changes it.
        """
        for name in ("crm.team", "crm.team.member", *_VERSIONED):
            self.env[name].flush_model()
        policies, versions = {}, {}
        for (
            policy_id,
            user_ids,
            *asked,
            stock,
            allowed,
            repeats,
            shadow,
        ) in self.env.execute_query(
            SQL(_ASKED, CONTROLLING_MEMBERSHIPS, FIRST_OF_PERSON)
        ):
            policies |= dict.fromkeys(user_ids, policy_id)
            phrases = _lines(stock), _lines(allowed)
            one = Asked(*asked, *phrases, repeats, shadow)
            versions[policy_id] = (*versions.get(policy_id, ()), one)
        return policies, versions


def _in_force(dated, date):
    """The latest of ``dated``, which come latest first, that has begun."""
    return next((asked for asked in dated if asked.date_start <= date), None)


def _lines(text):
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


_VERSIONED = ("sales.discipline.policy", "sales.discipline.policy.version")
# One statement, as whoever finishes first after a change waits for it.
_ASKED = """
      WITH controlled AS (
           SELECT DISTINCT ON (m.user_id) m.user_id, p.id AS policy_id
             FROM %s
            WHERE m.active
            ORDER BY %s)
    SELECT policy.id,
           ARRAY(SELECT user_id FROM controlled
                  WHERE controlled.policy_id = policy.id),
           version.date_start, version.result_mode, version.min_result_length,
           version.stock_phrases, version.allowed_phrases, version.allowed_repeats,
           policy.shadow_mode
      FROM sales_discipline_policy policy
      JOIN sales_discipline_policy_version version ON version.policy_id = policy.id
     ORDER BY version.date_start DESC
"""
