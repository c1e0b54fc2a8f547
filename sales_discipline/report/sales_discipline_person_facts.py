"""What stands beside a person's figures: sales, words, rewards and penalties."""

from collections import Counter, defaultdict

from odoo import fields, models
from odoo.tools import SQL

from ..engine.outcomes import Figure, Slot, convert_totals
from .sales_discipline_person import DAY_COLUMNS, _value

# As many as one reads; the lists behind them have all.
SHOWN_VERDICTS = 20
SHOWN_REWARDS = 20
# What somebody is told of a penalty begins when it is imposed.
NOT_IMPOSED = ("proposed", "refused", "expired")


class SalesDisciplinePerson(models.AbstractModel):
    # Two subjects, two files. pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.person"

    # ------------------------------------------------------------
    # SALES
    # ------------------------------------------------------------

    def _get_outcomes(self, asked):
        """Whatever of the outcomes is not nothing, as kept with the closed days.

        Days off count: a deal may be won on a Saturday. Amounts are in the currency
        of the current company, at the rates of their days.

        :return: list of ``name``, ``currency_id``, ``values`` per step and ``total``
        """
        parts = self._read_outcomes(asked)
        outcomes = self.env["sales.discipline.outcome"].search(
            [("id", "in", list({outcome_id for outcome_id, _number in parts}))]
        )
        numbers = [*range(1, len(asked["steps"]) + 1), "all"]
        wanted = [
            (outcome, parts[outcome.id, number])
            for outcome in outcomes
            for number in numbers
        ]
        totals = self._convert(wanted)
        found = []
        for start, outcome in zip(
            range(0, len(totals), len(numbers)), outcomes, strict=True
        ):
            *values, total = totals[start : start + len(numbers)]
            if total.value:
                found.append(
                    {
                        "id": outcome.id,
                        "name": outcome.name,
                        "currency_id": total.currency_id or False,
                        "values": [
                            figure and _value(figure.value) for figure in values
                        ],
                        "total": _value(total.value),
                    }
                )
        return found

    def _convert(self, wanted):
        """A figure each of (outcome, parts); None where nothing was measured."""
        currency_id = self.env.company.currency_id.id
        figures = convert_totals(
            self.env,
            [
                (
                    any(figure.currency_id for _slot, figure in parts) and currency_id,
                    outcome.measure,
                    parts,
                )
                for outcome, parts in wanted
            ],
        )
        return [
            figure if parts else None
            for figure, (_outcome, parts) in zip(figures, wanted, strict=True)
        ]

    def _read_outcomes(self, asked):
        """{(outcome id, number of the step or "all"): [(slot, figure)]}."""
        self.env["sales.discipline.day.outcome"].flush_model()
        currency_id = self.env.company.currency_id.id
        rows = self.env.execute_query(
            SQL(
                _OUTCOMES,
                days=self._select_days(asked, [], DAY_COLUMNS),
                firsts=[first for first, _last in asked["steps"]],
                lasts=[last for _first, last in asked["steps"]],
                currency_id=currency_id,
            )
        )
        found = defaultdict(list)
        for outcome_id, measure, number, company_id, kept_id, day, *figures in rows:
            count, amount = figures
            date = day or asked["last"]
            slot = Slot(asked["user"].id, date, date, "UTC", company_id)
            part = slot, Figure(measure, count, float(amount), kept_id)
            found[outcome_id, number].append(part)
            found[outcome_id, "all"].append(part)
        return found

    # ------------------------------------------------------------
    # WORDS
    # ------------------------------------------------------------

    def _get_verdicts(self, asked):
        """How often what was said, and the last words with their answers.

        Rights are those of the verdicts. Those given for all at once say nothing of
        the person: they are counted, and not listed.

        :return: ``counts`` by verdict, ``bulk`` (of them for all at once), ``listed``
        """
        verdicts = self.env["sales.discipline.verdict"].search(
            [
                ("user_id", "=", asked["user"].id),
                ("date", ">=", asked["first"]),
                ("date", "<=", asked["last"]),
            ]
        )
        listed = verdicts.filtered(lambda verdict: not verdict.is_bulk)[:SHOWN_VERDICTS]
        answers = listed.sudo()._get_answers()
        known = listed._authors_and_answers()
        return {
            "counts": Counter(verdicts.mapped("verdict")),
            "bulk": len(verdicts.filtered("is_bulk")),
            "listed": [
                {
                    "id": verdict.id,
                    "date": fields.Date.to_string(verdict.date),
                    "verdict": verdict.verdict,
                    "message": verdict.message or "",
                    "author": known[verdict.id][0],
                    "answer": answers.get(verdict.id) or "",
                }
                for verdict in listed
            ],
        }

    # ------------------------------------------------------------
    # REWARDS AND PENALTIES
    # ------------------------------------------------------------

    def _get_rewards(self, asked):
        """The last ones; rights are those of the rewards, of oneself a salesperson's.

        :return: ``rewards`` and ``penalties`` (how many), ``listed``
        """
        domain = [
            ("user_id", "=", asked["user"].id),
            ("date_end", ">=", asked["first"]),
            ("date_start", "<=", asked["last"]),
        ]
        if asked["is_own"]:
            domain += [
                ("policy_id.shadow_mode", "!=", True),
                "|",
                ("is_penalty", "=", False),
                ("state", "not in", NOT_IMPOSED),
            ]
        rewards = self.env["sales.discipline.reward"].search(domain)
        penalties = rewards.filtered("is_penalty")
        return {
            "rewards": len(rewards - penalties),
            "penalties": len(penalties),
            "listed": [
                {
                    "id": reward.id,
                    "when": reward.period_text,
                    "gift": reward.gift,
                    "icon": reward.icon,
                    "status": reward.state_text,
                    "is_penalty": reward.is_penalty,
                }
                for reward in rewards[:SHOWN_REWARDS]
            ],
        }


# Days in the wanted currency are added up by the database; of a foreign one each day
# is needed by itself, for the rate of its date.
_OUTCOMES = """
    SELECT outcome.id, outcome.measure, step.number::int, day.company_id,
           kept.currency_id,
           CASE WHEN kept.currency_id <> %(currency_id)s THEN day.date END AS rate_date,
           sum(kept.record_count)::int,
           coalesce(sum(kept.value * CASE WHEN outcome.measure = 'avg'
                                          THEN kept.record_count ELSE 1 END), 0)
      FROM (%(days)s) day
      JOIN unnest(%(firsts)s::date[], %(lasts)s::date[])
           WITH ORDINALITY AS step(first, last, number)
        ON day.date BETWEEN step.first AND step.last
      JOIN sales_discipline_day_outcome kept ON kept.day_id = day.id
      JOIN sales_discipline_outcome outcome ON outcome.id = kept.outcome_id
     WHERE outcome.active
  GROUP BY outcome.id, step.number, day.company_id, kept.currency_id, rate_date
"""
