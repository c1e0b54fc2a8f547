"""Rules and what they found, in the plain words of the reader's language."""

from odoo import api, fields, models
from odoo.tools.misc import formatLang

from ..short_dates import full_date, short_day

HOURS = ("planned_hours", "need_hours")


class SalesDisciplineRewardWords(models.AbstractModel):
    """Composes texts; each sentence stands alone, for every language's own grammar.

    ``values`` are those of a rule or of the copy that its rewards keep
    (``sales.discipline.reward``, ``definition``).
    """

    _name = "sales.discipline.reward.words"
    _description = "Words of Rewards"

    # ------------------------------------------------------------
    # RULE
    # ------------------------------------------------------------

    @api.model
    def _sentence(self, rule):
        """The whole rule, as one can read it to a salesperson."""
        if not rule.condition_ids:
            return self.env._("Nothing is asked yet: add a condition.")
        parts = [
            self._what_and_when(rule._get_definition(), rule.currency_id),
            self._who_decides(rule),
            self._limits(rule),
            self._whom(rule),
            self._when_valid(rule),
        ]
        return " ".join(filter(None, parts))

    def _what_and_when(self, values, currency):
        facts = {
            "gift": self._gift(values, currency),
            "conditions": "; ".join(map(self._condition, values["conditions"])),
        }
        if len(values["conditions"]) == 1:
            return {
                "day": self.env._(
                    "%(gift)s, if this is so on a day: %(conditions)s.", **facts
                ),
                "week": self.env._(
                    "%(gift)s, if this is so in a week: %(conditions)s.", **facts
                ),
                "month": self.env._(
                    "%(gift)s, if this is so in a month: %(conditions)s.", **facts
                ),
            }[values["period"]]
        return {
            "day": self.env._(
                "%(gift)s, if all of this is so on a day: %(conditions)s.", **facts
            ),
            "week": self.env._(
                "%(gift)s, if all of this is so in a week: %(conditions)s.", **facts
            ),
            "month": self.env._(
                "%(gift)s, if all of this is so in a month: %(conditions)s.", **facts
            ),
        }[values["period"]]

    def _who_decides(self, rule):
        if rule.is_penalty:
            return self.env._(
                "A head of sales decides; the person can contest it for %s working "
                "days.",
                rule.contest_days,
            )
        if rule.needs_approval:
            return self.env._("A head of sales decides.")
        return self.env._("It is granted at once.")

    def _limits(self, rule):
        texts = []
        if rule.limit_person:
            text = (
                self.env._("At most %s a week for one person.", rule.limit_person)
                if rule.limit_person_period == "week"
                else self.env._("At most %s a month for one person.", rule.limit_person)
            )
            texts.append(text)
        if rule.limit_team:
            texts.append(
                self.env._("At most %s of a team on one day.", rule.limit_team)
            )
        return " ".join(texts)

    def _whom(self, rule):
        names = ", ".join(rule.sudo().team_ids.mapped("name"))
        return names and self.env._("Only for: %s.", names)

    def _when_valid(self, rule):
        since = rule.date_from and full_date(self.env, rule.date_from)
        until = rule.date_to and full_date(self.env, rule.date_to)
        if since and until:
            return self.env._(
                "Valid from %(since)s to %(until)s.", since=since, until=until
            )
        if since:
            return self.env._("Valid from %s.", since)
        return until and self.env._("Valid until %s.", until)

    # ------------------------------------------------------------
    # WHAT IS GIVEN
    # ------------------------------------------------------------

    @api.model
    def _gift(self, values, currency):
        """What a rule gives, in words: "Leave 1 h early"."""
        kind = values["kind"]
        if kind == "leave":
            return self.env._("Leave %s h early", self._number(values["hours"]))
        if kind == "amount":
            return self.env._(
                "Proposal for payroll: %s", self._money(values["amount"], currency)
            )
        if kind == "share":
            return self.env._(
                "Proposal for payroll: %(percent)s %% of “%(outcome)s”",
                percent=self._number(values["percent"]),
                outcome=self._outcome_name(values["outcome_id"]),
            )
        if kind == "points":
            return self.env._("Penalty points: %s", values["points"])
        if kind == "warning":
            return self.env._("Warning")
        if kind == "reduction":
            return self.env._(
                "Bonus reduced by %s", self._money(values["amount"], currency)
            )
        if kind == "badge":
            return self.env._("Badge “%s”", values["title"] or "")
        return self.env._("Note “%s”", values["title"] or "")

    # ------------------------------------------------------------
    # CONDITIONS
    # ------------------------------------------------------------

    @api.model
    def _condition(self, values):
        """A condition in words: "score: at least 85, on average"."""
        text = self._comparison(values)
        how = self._how(values)
        if not how:
            return text
        return self.env._("%(condition)s, %(how)s", condition=text, how=how)

    def _comparison(self, values):
        if not values["outcome_id"] and values["operator"] in ("yes", "no"):
            return self._truth(values["figure"], values["operator"] == "yes")
        facts = {"what": self._what(values), "value": self._wanted(values)}
        operator = values["operator"]
        if operator != "ge" and not values["value"] and not values["other"]:
            return self.env._("%(what)s: none", **facts)
        if operator == "ge":
            return self.env._("%(what)s: at least %(value)s", **facts)
        if operator == "le":
            return self.env._("%(what)s: at most %(value)s", **facts)
        return self.env._("%(what)s: exactly %(value)s", **facts)

    def _truth(self, figure, is_true):
        return {
            ("plan_ok", True): self.env._("the day was planned in time"),
            ("plan_ok", False): self.env._("the day was not planned in time"),
            ("all_done", True): self.env._("everything due done, nothing overdue"),
            ("all_done", False): self.env._(
                "not everything due was done, or something is overdue"
            ),
            ("next_plan_ok", True): self.env._("the next working day is planned"),
            ("next_plan_ok", False): self.env._("the next working day is not planned"),
        }.get((figure, is_true), "")

    def _what(self, values):
        if not values["outcome_id"]:
            return self._label("figure", values["figure"])
        name = self._outcome_name(values["outcome_id"])
        if values["outcome_value"] == "achieved":
            return name
        return self.env._(
            "%(outcome)s, %(value)s",
            outcome=name,
            value=self._label("outcome_value", values["outcome_value"]),
        )

    def _wanted(self, values):
        if values["other"]:
            return self.env._("as much as “%s”", self._label("figure", values["other"]))
        return self._number(values["value"])

    def _how(self, values):
        aggregate, count = values["aggregate"], values["day_count"]
        if aggregate == "streak":
            return self.env._("on %s working days running", count)
        if values["period"] == "day" or values["outcome_value"] != "achieved":
            return ""
        if aggregate == "days":
            return self.env._("on at least %s days", count)
        return self._label("aggregate", aggregate)

    # ------------------------------------------------------------
    # WHAT WAS FOUND
    # ------------------------------------------------------------

    @api.model
    def _finding(self, values, finding, day):
        """What a condition came to: "All done on time: 9 of 9".

        :param day: the figures kept of the day judged, empty for weeks and months
        """
        text = self._finding_text(values, finding, day)
        return text[:1].upper() + text[1:]

    def _finding_text(self, values, finding, day):
        if day and values["aggregate"] != "streak":
            text = self._finding_of_day(values, day)
            if text:
                return text
        facts = {"condition": self._condition(values)}
        if values["aggregate"] in ("days", "streak"):
            shown = [row for row in finding["days"] if row[3]]
            # A day may have a comma of its own: "Fri, Nov 13".
            facts["found"] = "; ".join(self._day_value(values, row) for row in shown)
        elif finding["value"] is None:
            facts["found"] = self.env._("no value")
        else:
            facts["found"] = self._value(values, finding["value"])
        if not facts["found"]:
            return facts["condition"]
        return self.env._("%(condition)s (%(found)s)", **facts)

    def _finding_of_day(self, values, day):
        if values["figure"] == "all_done" and values["operator"] == "yes":
            return self.env._(
                "Done on time: %(done)s of %(due)s; overdue: %(late)s",
                done=day["done_count"],
                due=day["due_count"],
                late=day["overdue_count"],
            )
        if values["figure"] == "next_plan_ok":
            return self.env._(
                "Next day planned: %(count)s activities and %(hours)s h "
                "(%(need)s and %(need_hours)s h asked)",
                count=day["next_planned_count"],
                hours=self._number(day["next_planned_hours"]),
                need=day["next_need_count"],
                need_hours=self._number(day["next_need_hours"]),
            )
        if values["figure"] == "done_count" and values["other"] == "need_count":
            return self.env._(
                "Done: %(done)s (%(need)s asked)",
                done=day["done_count"],
                need=day["need_count"],
            )
        if values["figure"] == "plan_ok":
            return self.env._(
                "The day was planned: %(count)s activities and %(hours)s h "
                "(%(need)s and %(need_hours)s h asked)",
                count=day["planned_count"],
                hours=self._number(day["planned_hours"]),
                need=day["need_count"],
                need_hours=self._number(day["need_hours"]),
            )
        return ""

    def _day_value(self, values, row):
        date, value = fields.Date.to_date(row[0]), row[1]
        name = short_day(self.env, date)
        if values["operator"] in ("yes", "no"):
            return name
        return f"{name}: {self._number(value) if value is not None else '–'}"

    def _value(self, values, value):
        if values["operator"] in ("yes", "no"):
            return self.env._("yes") if value else self.env._("no")
        return self._number(value)

    # ------------------------------------------------------------
    # TOOLS
    # ------------------------------------------------------------

    def _label(self, name, value):
        field = self.env["sales.discipline.reward.condition"]._fields[name]
        return dict(field._description_selection(self.env)).get(value, "")

    def _outcome_name(self, outcome_id):
        outcomes = self.env["sales.discipline.outcome"].sudo()
        return outcomes.browse(outcome_id or []).exists().name or ""

    def _number(self, value):
        """At most one decimal, and none where there is nothing behind the point."""
        digits = 0 if abs(value - round(value)) < 0.05 else 1
        return formatLang(self.env, value, digits=digits)

    def _money(self, amount, currency):
        return formatLang(self.env, amount, currency_obj=currency)
