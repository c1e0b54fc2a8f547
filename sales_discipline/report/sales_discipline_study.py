"""Does discipline pay? The usage score of people beside what they brought about."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..engine import correlation, study
from ..engine.outcomes import Figure, Slot, convert_totals
from ..engine.periods import PERIODS

QUESTIONS = ("between", "within")
MONTHS = (3, 6, 12, 24)
DEFAULT_MONTHS = 6
DAY_COLUMNS = ("id", "user_id", "company_id", "date", "score")


class SalesDisciplineStudy(models.AbstractModel):
    """Of the closed days that the caller may read, in a constant number of queries.

    Scores are those of the days, outcomes the values kept with them; nothing is
    measured again.
    """

    _name = "sales.discipline.study"
    _description = "Does Discipline Pay?"

    @api.model
    @api.readonly
    def get_study(
        self,
        question="between",
        outcome_id=False,
        period=False,
        lag=0,
        months=DEFAULT_MONTHS,
        team_id=False,
    ):
        """How the usage score and an outcome move together, in plain JSON.

        :param question: "between" people (a point is a person, averaged) or "within"
            one person over time (a point is a period, measured from the person's own
            mean)
        :param outcome_id: by default the amount won
        :param period: "week" or "month"; only whole, closed ones count. By default
            months, and weeks where there are enough of them but not yet of months
        :param lag: 0: the outcome of the same period; 1: of the next one
        :param months: how many months before this one are looked at
        :param team_id: days in this team only; by default every one readable
        :return dict: what was asked, ``options`` to ask with, ``is_enough``,
            ``have`` and ``need`` (people and person-periods), ``points``, the
            correlations with their intervals, ``trend``, ``words``. Amounts are in
            ``currency_id``, that of the current company. Below the needed numbers
            there is no figure, and no point but the caller's own.
        """
        if not period:
            rest = (question, outcome_id, lag, months, team_id)
            return self._get_by_months_or_weeks(*rest)
        asked = self._check_asked(question, outcome_id, period, lag, months, team_id)
        pairs = self._get_pairs(asked)
        points = study.within(pairs) if question == "within" else study.between(pairs)
        found = self._correlate(question, points, pairs)
        if not found["is_enough"]:
            points = [point for point in points if point.user_id == self.env.uid]
        return {
            **asked["plain"],
            "options": self._get_options(asked),
            "currency_id": asked["currency"].id or False,
            "points": self._get_points(points),
            "may_share": found["is_enough"] and bool(self._get_audience(points)),
            **found["plain"],
            "words": self._get_words(asked, found),
        }

    def _get_by_months_or_weeks(self, question, outcome_id, lag, months, team_id):
        for period in ("month", "week"):
            found = self.get_study(question, outcome_id, period, lag, months, team_id)
            if found["is_enough"]:
                return found
        return self.get_study(question, outcome_id, "month", lag, months, team_id)

    @api.model
    def share(self, **asked):
        """Tell the finding to the salespeople it is about whom the caller reviews.

        Takes what :meth:`get_study` takes. They get the sentence and the figures of
        all together, nobody's own, each in their language.

        :return int: how many people were told
        :raise UserError: not enough data, or nobody to tell
        """
        result = self.get_study(**asked)
        people = self.env["res.users"].browse(
            {point["user_id"] for point in result["points"]}
        )
        audience = self._filter_audience(people)
        if not result["is_enough"]:
            raise UserError(self.env._("There is not enough data to show."))
        if not audience:
            raise UserError(self.env._("None of these people is yours to tell."))
        for lang, users in audience.grouped("lang").items():
            told = self.with_context(lang=lang)
            words = told.get_study(**asked)["words"]
            self.env["mail.thread"].message_notify(
                partner_ids=users.partner_id.ids,
                subject=told.env._("Does discipline pay?"),
                body=told._get_letter(words, result),
            )
        return len(audience)

    # ------------------------------------------------------------
    # WHAT IS ASKED
    # ------------------------------------------------------------

    def _check_asked(self, question, outcome_id, period, lag, months, team_id):
        self.env["sales.discipline.day"].check_access("read")
        if (
            question not in QUESTIONS
            or period not in PERIODS
            or lag not in (0, 1)
            or months not in MONTHS
        ):
            raise ValidationError(self.env._("This cannot be asked."))
        outcomes = self.env["sales.discipline.outcome"].search([("active", "=", True)])
        wanted = outcomes.filtered(lambda outcome: outcome.id == outcome_id)
        usual = outcomes.filtered(lambda outcome: outcome.code == "amount_won")
        outcome = wanted or usual or outcomes[:1]
        currency = self.env["res.currency"]
        if outcome.sudo()._is_money():
            currency = self.env.company.currency_id
        return {
            "question": question,
            "period": period,
            "lag": lag,
            "outcome": outcome,
            "outcomes": outcomes,
            "currency": currency,
            "since": study.months_back(self.env.cr.now().date(), months),
            "team_id": int(team_id or 0),
            "plain": {
                "question": question,
                "outcome_id": outcome.id or False,
                "period": period,
                "lag": lag,
                "months": months,
                "team_id": int(team_id or 0) or False,
            },
        }

    def _get_domain(self, asked):
        domain = self._get_span(asked)
        if asked["team_id"]:
            domain &= Domain("team_id", "=", asked["team_id"])
        return domain

    def _get_span(self, asked):
        span = Domain([("state", "=", "closed"), ("date", ">=", asked["since"])])
        return span & self.env["sales.discipline.day"]._get_narrowing()

    def _get_options(self, asked):
        days = self.env["sales.discipline.day"]
        groups = days._read_group(self._get_span(asked), ["team_id"])
        teams = [team.sudo() for (team,) in groups if team]
        return {
            "outcomes": [
                {"id": outcome.id, "name": outcome.name}
                for outcome in asked["outcomes"]
            ],
            "teams": [
                {"id": team.id, "name": team.name}
                for team in sorted(teams, key=lambda team: team.name)
            ],
            "months": [
                {
                    "months": months,
                    "since": fields.Date.to_string(
                        study.months_back(self.env.cr.now().date(), months)
                    ),
                }
                for months in MONTHS
            ],
        }

    # ------------------------------------------------------------
    # POINTS
    # ------------------------------------------------------------

    def _get_pairs(self, asked):
        """A point per person and period; the caller's rights decide on the days."""
        if not asked["outcome"]:
            return []
        rows = self._read_periods(asked)
        measure, currency_id = asked["outcome"].measure, asked["currency"].id
        totals = convert_totals(
            self.env, [(currency_id, measure, row.parts) for row in rows]
        )
        for row, total in zip(rows, totals, strict=True):
            row.value = total.value
        return study.pair(rows, asked["period"], asked["lag"])

    def _read_periods(self, asked):
        days, kept = self.env["sales.discipline.day"], "sales.discipline.day.outcome"
        days.flush_model()
        self.env[kept].flush_model()
        readable = days._search(self._get_domain(asked))
        rows = self.env.execute_query(
            SQL(
                _PERIODS,
                period=asked["period"],
                currency_id=asked["currency"].id or None,
                outcome_id=asked["outcome"].id,
                days=readable.select(
                    *(SQL.identifier(readable.table, name) for name in DAY_COLUMNS)
                ),
            )
        )
        measure, found = asked["outcome"].measure, {}
        for user_id, start, *numbers, company_id, currency_id, day in rows:
            n_days, scored, total, measured, count, amount = numbers
            row = found.setdefault((user_id, start), study.PersonPeriod(user_id, start))
            row.days += n_days
            row.scored_days += scored
            row.score_total += total
            row.measured_days += measured
            if measured:
                slot = Slot(user_id, day or start, day or start, "UTC", company_id)
                figure = Figure(measure, count, float(amount), currency_id)
                row.parts.append((slot, figure))
        return list(found.values())

    def _get_points(self, points):
        users = self.env["res.users"].sudo()
        users = users.browse({point.user_id for point in points})
        names = {user.id: user.name for user in users}
        return [
            {
                "user_id": point.user_id,
                "name": names[point.user_id],
                "start": fields.Date.to_string(point.start) if point.start else False,
                "x": point.x,
                "y": point.y,
                "score": point.score,
                "value": point.value,
                "periods": point.periods,
            }
            for point in points
        ]

    # ------------------------------------------------------------
    # FIGURES
    # ------------------------------------------------------------

    def _correlate(self, question, points, pairs):
        """The statistics, or how much is lacking."""
        people = len({point.user_id for point in points})
        periods = len(points if question == "within" else pairs)
        is_enough = (
            people >= correlation.MIN_PEOPLE and periods >= correlation.MIN_POINTS
        )
        xs, ys = [point.x for point in points], [point.y for point in points]
        estimated = people if question == "within" else 1
        pearson = spearman = correlation.Correlation()
        trend = None
        if is_enough:
            pearson = correlation.pearson(xs, ys, estimated)
            spearman = correlation.spearman(xs, ys, estimated)
            trend = correlation.trend(xs, ys, estimated)
        return {
            "is_enough": is_enough,
            "pearson": pearson,
            "spearman": spearman,
            "people": people,
            "periods": periods,
            "plain": {
                "is_enough": is_enough,
                "have": {"people": people, "periods": periods},
                "need": {
                    "people": correlation.MIN_PEOPLE,
                    "periods": correlation.MIN_POINTS,
                },
                "pearson": _plain(pearson),
                "spearman": _plain(spearman),
                "trend": trend.band() if trend else [],
            },
        }

    # ------------------------------------------------------------
    # WHOM TO TELL
    # ------------------------------------------------------------

    def _get_audience(self, points):
        people = self.env["res.users"].browse({point.user_id for point in points})
        return self._filter_audience(people)

    def _filter_audience(self, users):
        """Those whom the caller reviews and whose days are not kept from them."""
        users &= self.env["res.users"].browse(
            self.env["res.users"]._discipline_reviewed_users().ids
        )
        members = self.env["crm.team.member"].sudo()._discipline_memberships(users)
        shadowed = {
            user_id
            for user_id, member in members.items()
            if member.crm_team_id.discipline_policy_id.shadow_mode
        }
        return users.sudo().filtered(lambda user: user.id not in shadowed)


def _plain(found):
    return {"value": found.value, "low": found.low, "high": found.high}


# Days in the wanted currency are added up by the database; of a foreign one each day
# is needed by itself, for the rate of its date.
_PERIODS = """
    SELECT day.user_id, date_trunc(%(period)s, day.date)::date,
           count(*), count(day.score), coalesce(sum(day.score), 0),
           count(kept.id), coalesce(sum(kept.record_count), 0),
           coalesce(sum(kept.value * CASE WHEN outcome.measure = 'avg'
                                          THEN kept.record_count ELSE 1 END), 0),
           day.company_id, kept.currency_id,
           CASE WHEN kept.currency_id <> %(currency_id)s THEN day.date END
      FROM (%(days)s) day
      JOIN sales_discipline_outcome outcome ON outcome.id = %(outcome_id)s
 LEFT JOIN sales_discipline_day_outcome kept
        ON kept.day_id = day.id AND kept.outcome_id = outcome.id
     WHERE day.user_id IS NOT NULL
  GROUP BY day.user_id, 2, day.company_id, kept.currency_id, 11
"""
