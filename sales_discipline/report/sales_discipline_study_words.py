"""What the figures of a study say, and what they do not."""

from markupsafe import Markup

from odoo import models

from ..engine import correlation


class SalesDisciplineStudy(models.AbstractModel):
    """Whole sentences, so that every language can order them as it needs.

    They say that two things move together, never that one makes the other.
    """

    _inherit = "sales.discipline.study"

    def _get_words(self, asked, found):
        """Sentences of the page, in the language of the environment."""
        return {
            **self._get_axes(asked),
            "finding": self._get_finding(asked, found),
            "strength": self._get_strength(found) if found["is_enough"] else "",
            "notes": self._get_notes(asked, found),
            "caution": self._get_caution() if found["is_enough"] else "",
        }

    # ------------------------------------------------------------
    # AXES
    # ------------------------------------------------------------

    def _get_axes(self, asked):
        name = asked["outcome"].name or ""
        if asked["question"] == "within":
            return {
                "x": self.env._("Usage score, above or below the person's own average"),
                "y": self.env._(
                    "%(outcome)s %(when)s, above or below the own average",
                    outcome=name,
                    when=self._get_when(asked),
                ),
            }
        if asked["period"] == "month":
            y = self.env._(
                "%(outcome)s %(when)s, average per month",
                outcome=name,
                when=self._get_when(asked),
            )
        else:
            y = self.env._(
                "%(outcome)s %(when)s, average per week",
                outcome=name,
                when=self._get_when(asked),
            )
        return {"x": self.env._("Usage score, average"), "y": y}

    def _get_when(self, asked):
        if asked["period"] == "month":
            later, same = self.env._("one month later"), self.env._("in the same month")
        else:
            later, same = self.env._("one week later"), self.env._("in the same week")
        return later if asked["lag"] else same

    # ------------------------------------------------------------
    # FINDING
    # ------------------------------------------------------------

    def _get_finding(self, asked, found):
        if not found["is_enough"]:
            return self._get_lack(found)
        if found["pearson"].value is None:
            return self.env._(
                "The score or the outcome is the same everywhere, so there is nothing "
                "that could move together."
            )
        facts = {"outcome": asked["outcome"].name, "when": self._get_when(asked)}
        if correlation.strength(found["pearson"].value) == "none":
            return self.env._(
                "The usage score and “%(outcome)s” %(when)s do not move together.",
                **facts,
            )
        if not found["pearson"].is_sure:
            return self.env._(
                "Whether a higher usage score goes with more or with less of "
                "“%(outcome)s” %(when)s cannot be told from these points.",
                **facts,
            )
        is_more = found["pearson"].value > 0
        if asked["question"] == "within":
            return self._get_finding_within(facts, is_more)
        return self._get_finding_between(facts, is_more)

    def _get_finding_between(self, facts, is_more):
        if is_more:
            return self.env._(
                "On the whole, people with a higher usage score had more of "
                "“%(outcome)s” %(when)s.",
                **facts,
            )
        return self.env._(
            "On the whole, people with a higher usage score had less of "
            "“%(outcome)s” %(when)s.",
            **facts,
        )

    def _get_finding_within(self, facts, is_more):
        if is_more:
            return self.env._(
                "When the same person scored above their own average, they had more of "
                "“%(outcome)s” %(when)s, on the whole.",
                **facts,
            )
        return self.env._(
            "When the same person scored above their own average, they had less of "
            "“%(outcome)s” %(when)s, on the whole.",
            **facts,
        )

    def _get_lack(self, found):
        if found["people"] < correlation.MIN_PEOPLE:
            return self.env._(
                "Too few people: any figure would mislead, so none is shown."
            )
        return self.env._(
            "Too few periods: any figure would mislead, so none is shown."
        )

    def _get_strength(self, found):
        """How strong the link is, and whether it could be chance."""
        pearson = found["pearson"]
        if pearson.value is None:
            return ""
        is_sure = pearson.is_sure
        words = {
            "weak": self.env._("weak"),
            "moderate": self.env._("moderate"),
            "strong": self.env._("strong"),
        }
        word = words.get(correlation.strength(pearson.value))
        if not word and is_sure:
            return self.env._(
                "There is no link to speak of; the interval does not include zero."
            )
        if not word:
            return self.env._(
                "There is no link to speak of; the interval includes zero."
            )
        word = Markup("<b>%s</b>") % word
        if is_sure:
            return self.env._(
                "The link is %(strength)s; the interval does not include zero.",
                strength=word,
            )
        return self.env._(
            "The link is %(strength)s, and the interval includes zero: it may be "
            "chance.",
            strength=word,
        )

    # ------------------------------------------------------------
    # NOTES
    # ------------------------------------------------------------

    def _get_notes(self, asked, found):
        if not found["is_enough"]:
            return []
        pearson, spearman = found["pearson"].value, found["spearman"].value
        notes = [self._get_dot(asked)]
        if pearson is not None and abs(pearson - spearman) >= correlation.FAR_APART:
            notes.append(
                self.env._(
                    "Correlation and rank correlation differ: a few points far from "
                    "the others weigh heavily. Look at them before you rely on it."
                )
            )
        if asked["question"] == "between":
            notes.append(
                self.env._(
                    "“Within one person” removes what is constant about each person."
                )
            )
        return notes

    def _get_caution(self):
        return self.env._(
            "This shows whether the two move together, not that one makes the other. "
            "Experience, region and the quality of leads are not taken out."
        )

    def _get_dot(self, asked):
        if asked["question"] == "between":
            return self.env._(
                "One dot is one person, averaged over the period. The band is the 95 % "
                "interval of the trend."
            )
        if asked["period"] == "month":
            return self.env._(
                "One dot is one month of one person, measured from that person's own "
                "average. The band is the 95 % interval of the trend."
            )
        return self.env._(
            "One dot is one week of one person, measured from that person's own "
            "average. The band is the 95 % interval of the trend."
        )

    def _get_letter(self, words, result):
        """The finding as a message: nothing in it is about a single person."""
        figures = self.env._(
            "Correlation %(value)s (95 %% interval %(low)s to %(high)s), %(people)s "
            "people.",
            **self._get_formatted(result),
        )
        sentence = Markup(" ").join([words["finding"], words["strength"]])
        return Markup("<p>%s</p><p>%s %s</p>") % (sentence, figures, words["caution"])

    def _get_formatted(self, result):
        lang = self.env["res.lang"]._lang_get(self.env.context.get("lang") or "en_US")
        pearson = {
            name: "–" if value is None else lang.format("%.2f", value)
            for name, value in result["pearson"].items()
        }
        return {**pearson, "people": result["have"]["people"]}
