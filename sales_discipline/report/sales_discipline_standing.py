"""How the team stands, as far as its policy publishes that to the salespeople."""

from datetime import timedelta

from odoo import api, fields, models

from ..engine.clock import local_date
from ..engine.periods import period_end, period_start

# A mean of fewer people tells everybody the others' scores; of fewer days, chance.
MIN_PEOPLE = 3
MIN_DAYS = 5


class SalesDisciplineStanding(models.AbstractModel):
    """Of colleagues nobody learns more than the policy of their own team publishes."""

    _name = "sales.discipline.standing"
    _description = "Team Standing"

    @api.model
    @api.readonly
    def get_standing(self, last_month=False):
        """The mean scores of the caller's team over closed, scored days.

        :param last_month: of the month before this one, not of this one so far; months
            are those of the policy's time zone
        :return: False where the caller is not controlled, the policy publishes nothing
            or is in shadow mode; else a dict: ``publishes``, ``team``, ``start`` and
            ``end`` (dates), ``own`` and ``average`` (0 to 100, one decimal, or null),
            ``own_days`` and ``people_count``, ``need`` (people for an average, days
            for a place). With a published ranking also ``ranking``: place, name,
            score, days and whether it is the caller; people with the same score share
            a place. ``without_place`` counts those with too few days.
        """
        user = self.env.user
        member = self.env["crm.team.member"]._discipline_memberships(user).get(user.id)
        policy = member and member.crm_team_id.discipline_policy_id
        if not policy or policy.shadow_mode or policy.publishes == "nothing":
            return False
        start, end = self._get_month(policy, member.crm_team_id, last_month)
        # Rights: only the caller's own team, and only what is built from here on.
        means = self._get_means(member.crm_team_id, start, end)
        own = means.get(user.id)
        standing = {
            "publishes": policy.publishes,
            "team": member.crm_team_id.name,
            "start": fields.Date.to_string(start),
            "end": fields.Date.to_string(end),
            "own": round(own[0], 1) if own else None,
            "own_days": own[1] if own else 0,
            "average": self._get_average(means),
            "people_count": len(means),
            "need": {"people": MIN_PEOPLE, "days": MIN_DAYS},
        }
        if policy.publishes == "ranking":
            standing |= self._get_ranking(member.crm_team_id, means)
        return standing

    def _get_month(self, policy, team, last_month):
        today = local_date(self.env.cr.now(), policy._get_tz(team.company_id))
        start = period_start(today, "month")
        if last_month:
            start = period_start(start - timedelta(days=1), "month")
        return start, period_end(start, "month")

    def _get_means(self, team, start, end):
        """{user id: (mean score, scored days)} of the days closed in ``team``."""
        groups = (
            self.env["sales.discipline.day.report"]
            .sudo()
            ._read_group(
                [
                    ("team_id", "=", team.id),
                    ("date", ">=", start),
                    ("date", "<=", end),
                    ("score", "!=", False),
                ],
                ["user_id"],
                ["score:avg", "__count"],
            )
        )
        return {user.id: (mean, days) for user, mean, days in groups if user}

    def _get_average(self, means):
        """Of all days of the team, as in the analysis; None for too few people."""
        if len(means) < MIN_PEOPLE:
            return None
        days = sum(count for _mean, count in means.values())
        return round(sum(mean * count for mean, count in means.values()) / days, 1)

    def _get_ranking(self, team, means):
        """Whoever is in the team now; people who left have no place in it."""
        members = team.sudo().crm_team_member_ids.user_id
        rows = sorted(
            (
                {
                    "name": user.name,
                    "score": round(means[user.id][0], 1),
                    "days": means[user.id][1],
                    "is_me": user == self.env.user,
                }
                for user in members
                if means.get(user.id, (0, 0))[1] >= MIN_DAYS
            ),
            key=lambda row: (-row["score"], row["name"]),
        )
        scores = [row["score"] for row in rows]
        for row in rows:
            row["place"] = scores.index(row["score"]) + 1
        return {"ranking": rows, "without_place": len(members) - len(rows)}
