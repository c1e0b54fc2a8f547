"""Why a score is what it is, down to the single activity."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..client_values import as_id
from ..engine import clock, explain
from ..engine.people import read_people
from .sales_discipline_board import _plain
from .sales_discipline_day import ONE_DAY
from .sales_discipline_day_bar import EXPLAINED_FIGURES, LINE_KEYS

DONE = ("done", "caught_up", "extra")
# Scored days in the small chart, and how far back from a day they are looked for.
HISTORY_DAYS = 20
NEIGHBOURHOOD = timedelta(days=60)


class SalesDisciplineDayBar(models.AbstractModel):
    _inherit = "sales.discipline.day.bar"

    @api.model
    @api.readonly
    def get_lines(self, user_id=False, date=False):
        """Why a person's score of a day is what it is, in plain JSON.

        :param user_id: whose day; the caller's own by default
        :param date: a local date of that person (ISO text), today by default
        :return: False when nobody controlled that person then; else figures,
            ``components`` (value, weight, points lost), ``lines`` with the points
            each cost and brings ``back`` if still done today, ``checks`` (what the
            data rules found, with points), ``other`` (points on neither), ``best``
            (what would raise the score most), the verdict of that day, ``history``
            (the last scored days) and the days before and after (``older``, ``newer``)
        :raise AccessError: the caller neither is nor reviews that person, or the
            policy keeps days from the person (shadow mode)
        :raise UserError: the day has not begun
        """
        user = self._get_readable_user(user_id)
        figures, rules = self._get_day(user, fields.Date.to_date(date))
        if not figures:
            return False
        if user == self.env.user and self._was_shadowed(rules):
            raise self._shadow_error()
        return _plain(
            {
                **{name: figures[name] for name in EXPLAINED_FIGURES},
                "user_id": user.id,
                "name": user.name,
                "is_own": user == self.env.user,
                "is_closed": figures["is_closed"],
                "max_overdue": rules.max_overdue,
                "max_postponements": rules.max_postponements,
                "reachable": None
                if figures["is_over"]
                else explain.reachable(figures, rules),
                "components": _components(figures, rules),
                "verdict": self._get_verdict(user, figures["date"]),
                **self._get_explained_lines(user, figures, rules),
                **self._get_history(user, figures["date"]),
            }
        )

    # ------------------------------------------------------------
    # WHOSE DAY
    # ------------------------------------------------------------

    def _get_readable_user(self, user_id):
        """Oneself, or somebody the caller reviews."""
        if not user_id or user_id == self.env.uid:
            if self._is_shadowed(self.env.user):
                raise self._shadow_error()
            return self.env.user
        user = self.env["res.users"].sudo().browse(as_id(user_id)).exists()
        if len(user) != 1 or not self.env.user._discipline_is_reviewer_of(user):
            raise AccessError(
                self.env._("Only the head of the team or a director sees this day.")
            )
        return user

    def _shadow_error(self):
        return AccessError(
            self.env._(
                "Your days are not shown yet: while the rules are tried out, only heads"
                " see scores."
            )
        )

    def _was_shadowed(self, rules):
        """Whether the policy that judged the day is for the eyes of heads alone."""
        versions = self.env["sales.discipline.policy.version"].sudo()
        return versions.browse(rules.version_id).policy_id.shadow_mode

    def _is_shadowed(self, user):
        members = self.env["crm.team.member"].sudo()._discipline_memberships(user)
        member = members.get(user.id)
        return bool(member and member.crm_team_id.discipline_policy_id.shadow_mode)

    # ------------------------------------------------------------
    # LINES
    # ------------------------------------------------------------

    def _get_explained_lines(self, user, figures, rules):
        if figures.get("is_erased"):
            empty = {"lines": [], "checks": [], "other": {}, "best": False}
            return {"is_erased": True, **empty}
        points, other = explain.lost_by_line(figures, rules)
        types = self._get_type_names(figures["lines"])
        readable = self._get_readable_documents(figures["lines"])
        results = self._get_flagged_results(figures["lines"])
        lines = []
        for line, lost in zip(figures["lines"], points, strict=True):
            row = {key: line[key] for key in LINE_KEYS}
            row["summary"] = row["summary"] or types.get(line["activity_type_id"], "")
            row["is_linked"] = (line["res_model"], line["res_id"]) in readable
            row["flagged"] = results.get(line["activity_id"], False)
            back = self._get_back(figures, line, rules) if any(lost.values()) else 0.0
            lines.append(row | {"lost": lost, "back": back})
        return {
            "is_erased": False,
            "lines": lines,
            "checks": self._get_explained_checks(user, figures, rules),
            "other": other,
            "best": self._get_best(figures, lines, rules, other),
        }

    def _get_back(self, figures, line, rules):
        """The points that still come back if a line is done before the day ends."""
        if figures["is_over"] or line["outcome"] not in explain.RECOVERABLE:
            return 0.0
        return max(0.0, _gain(figures, line, rules))

    def _get_explained_checks(self, user, figures, rules):
        """Each data rule with its points, and how much still fails it now."""
        checks = figures["data_checks"]
        still = {check["rule_id"]: check["failed"] for check in checks}
        if figures["is_over"] and any(check["failed"] for check in checks):
            still = self._get_failing_now(user)
        lost = explain.lost_by_check(figures, rules)
        return [
            check | {"lost": points, "still": still.get(check["rule_id"], 0)}
            for check, points in zip(checks, lost, strict=True)
        ]

    def _get_failing_now(self, user):
        found = self.env["sales.discipline.data.rule"]._checks(user).get(user.id, [])
        return {check["rule_id"]: check["failed"] for check in found}

    def _get_best(self, figures, lines, rules, other):
        """What would raise the score most: a line, records, or the plan of the day."""
        gains = [
            (_gain(figures, line, rules), _kind(line), number)
            for number, line in sorted(enumerate(lines), key=_is_postponed)
            if any(line["lost"].values())
            and (figures["is_over"] or not _gone(line) or line["is_bad_result"])
        ]
        gains += [
            (explain.gain_of_check(figures, number, rules), "data", number)
            for number, check in enumerate(figures["data_checks"])
            if check["failed"]
        ]
        if figures["is_over"]:
            gains.append((other.get("planning", 0.0), "planning", 0))
        # Of equals the first: nobody is sent to the end of a list, nor back to what
        # they have put off.
        points, kind, number = max(
            gains, key=lambda found: found[0], default=(0.0, "", 0)
        )
        if points <= 0:
            return False
        return {"kind": kind, "number": number, "points": points}

    # ------------------------------------------------------------
    # OTHER DAYS
    # ------------------------------------------------------------

    def _get_history(self, user, day):
        """The last scored days around ``day``, and where to go from it."""
        person = read_people(self.sudo().env, user).get(user.id)
        today = person and clock.local_date(self.env.cr.now(), person.tz)
        closed = self._get_closed_scores(user, day)
        scored = sorted(date for date in closed if closed[date] is not None)
        steps = [*scored, *self._get_open_dates(person, today, closed)]
        before = sum(date <= day for date in scored)
        is_recent = len(scored) - before < HISTORY_DAYS
        end = len(scored) if is_recent else max(1, before)
        return {
            "today": today or False,
            "history": [
                {"date": date, "score": closed[date]}
                for date in scored[max(0, end - HISTORY_DAYS) : end]
            ],
            "older": max((date for date in steps if date < day), default=False),
            "newer": min((date for date in steps if date > day), default=False),
        }

    def _get_open_dates(self, person, today, closed):
        """Today, and the days before that nobody has closed yet."""
        if not today:
            return []
        first = max([*closed, today - timedelta(days=2)]) + ONE_DAY
        dates = [
            first + timedelta(days=number) for number in range((today - first).days + 1)
        ]
        return [date for date in dates if person.is_controlled(date)]

    def _get_closed_scores(self, user, day):
        """{date: score or None} of closed days that the caller may see."""
        domain = [
            ("user_id", "=", user.id),
            ("state", "=", "closed"),
            ("date", ">=", day - NEIGHBOURHOOD),
        ]
        if user == self.env.user:
            domain.append(("version_id.policy_id.shadow_mode", "=", False))
        days = (
            self.env["sales.discipline.day"]
            .sudo()
            .search_fetch(domain, ["date", "score"])
        )
        return {day.date: None if day.score is False else day.score for day in days}

    def _get_flagged_results(self, lines):
        """{activity id: text, flag and what was said of it}, where it is still there.

        Whoever may read the lines may read these: the person and their reviewers.
        """
        flagged = [line["activity_id"] for line in lines if line["result_flag"]]
        activities = self.env["mail.activity"].sudo().browse(flagged).exists()
        return {
            activity.id: {
                "text": activity.feedback or "",
                "contest": activity.result_contest or "",
                "is_upheld": bool(activity.result_upheld_by_id),
            }
            for activity in activities
            if activity.result_flag
        }

    def _get_type_names(self, lines):
        types = self.env["mail.activity.type"].sudo()
        types = types.browse(
            {line["activity_type_id"] for line in lines} - {None, False}
        )
        return {kind.id: kind.name for kind in types.exists()}

    def _get_readable_documents(self, lines):
        """{(model, id)} that still exist and that the caller may open."""
        ids = {}
        for line in lines:
            if line["res_model"] in self.env and line["res_id"]:
                ids.setdefault(line["res_model"], set()).add(line["res_id"])
        return {
            (model, record_id)
            for model, record_ids in ids.items()
            for record_id in self._filter_readable(model, record_ids)
        }

    def _filter_readable(self, model, record_ids):
        records = self.env[model].with_context(active_test=False)
        if not records.has_access("read"):
            return []
        return records.search([("id", "in", list(record_ids))]).ids


def _components(figures, rules):
    """The components with a weight, in order, each with what it took from 100."""
    values, lost = explain.component_values(figures), explain.lost(figures, rules)
    return [
        {"name": name, "value": values[name], "weight": weight, "lost": lost.get(name)}
        for name, weight in explain.weights_of(rules).items()
        if weight
    ]


def _gain(figures, line, rules):
    """As the engine's; what was moved once too often stays so today, even if done."""
    is_rolled = line["is_rolled"] and figures["is_over"]
    return explain.gain(figures, line | {"is_rolled": is_rolled}, rules)


def _kind(line):
    """Whether a line would have to be done, or its result to be written better."""
    return "result" if line["outcome"] in DONE else "line"


def _is_postponed(numbered):
    return numbered[1]["outcome"] == "postponed"


def _gone(line):
    """Out of the person's hands; what they postponed they can still do today."""
    return line["outcome"] not in ("pending", "missed", "postponed")
