"""What a salesperson sees of the own day."""

from odoo import api, models
from odoo.exceptions import UserError

from ..engine import clock, explain
from ..engine.people import read_people, rules_of
from .sales_discipline_board import _plain
from .sales_discipline_verdict import BOARD_FIELDS

SCORES = (
    "score",
    "score_planning",
    "score_execution",
    "score_backlog",
    "score_data",
    "score_results",
)
BAR_FIGURES = (
    "date",
    "tz",
    "is_off",
    "off_reason",
    "capacity_hours",
    "plan_owed",
    "need_count",
    "need_hours",
    "planned_count",
    "planned_hours",
    "plan_ok",
    "due_count",
    "done_count",
    "overdue_count",
    "oldest_overdue",
    "all_done",
    "next_date",
    "next_cutoff_at",
    "next_plan_owed",
    "next_capacity_hours",
    "next_need_count",
    "next_need_hours",
    "next_planned_count",
    "next_planned_hours",
    "next_plan_ok",
)
EXPLAINED_FIGURES = (
    *BAR_FIGURES,
    "rolled_count",
    "caught_up_count",
    "extra_count",
    "dropped_count",
    "released_count",
    "result_required_count",
    "result_bad_count",
    "is_over",
    *SCORES,
)
LINE_KEYS = (
    "activity_id",
    "set",
    "outcome",
    "hours",
    "summary",
    "res_model",
    "res_id",
    "res_name",
    "deadline",
    "done_at",
    "is_overdue",
    "is_rolled",
    "set_by_head",
    "set_by_system",
    "result_flag",
    "is_bad_result",
)
# The parts of a day that are counted in the bar; each can be searched for.
PARTS = (
    "done",
    "pending",
    "postponed",
    "handed_over",
    "cancelled",
    "added",
    "extra",
    "overdue",
    "waiting",
    "next",
)


class SalesDisciplineDayBar(models.AbstractModel):
    """Read-only: everything comes from the engine or from closed days."""

    _name = "sales.discipline.day.bar"
    _description = "Day Bar"

    @api.model
    @api.readonly
    def get_day_bar(self):
        """The caller's own day, as of now, in plain JSON.

        :return: False when nobody controls the caller today; else the figures of
            metrics section 4 (hours; instants in UTC, ``tz`` is the zone they are
            meant in), ``parts`` (how many activities each button stands for),
            ``meetings`` that no activity stands for, the score, what it can still
            become, the last verdict and the ``reward`` in reach or given. In shadow
            mode without score, verdict and reward. An empty score is null.
        """
        figures, rules = self._get_own_day()
        if not figures:
            return False
        shadow = figures["person"].is_shadowed
        bar = {name: figures[name] for name in BAR_FIGURES}
        parts = _parts(figures)
        bar |= {
            "shadow": shadow,
            "exemption": self._get_exemption(figures),
            "parts": {part: len(ids) for part, ids in parts.items()},
            "meetings": self._get_meetings(figures),
            "overdue_gone": sum(_is_gone_overdue(line) for line in figures["lines"]),
            "late_excused": sum(
                _is_excused(line, figures["date"]) for line in figures["lines"]
            ),
        }
        if not shadow:
            bar |= self._get_judgement(figures, rules)
        return _plain(bar)

    @api.model
    def _get_part_ids(self, part):
        """Ids of the activities that a button of the caller's bar stands for."""
        figures, _rules = self._get_own_day()
        return _parts(figures)[part] if figures else []

    # ------------------------------------------------------------
    # WHICH DAY
    # ------------------------------------------------------------

    def _get_own_day(self):
        return self._get_day(self.env.user, False)

    def _get_day(self, user, day):
        """(figures, rules) of ``user``, as closed where closed, else as of now."""
        people = read_people(self.sudo().env, user)
        person = people.get(user.id)
        today = person and clock.local_date(self.env.cr.now(), person.tz)
        if day and day != today:
            closed = self._get_closed_day(user, day)
            if closed:
                return self._read_closed(closed)
            if today and day > today:
                raise UserError(self.env._("That day has not begun yet."))
        day = day or today
        if not person or not person.is_controlled(day):
            return None, None
        days = self.env["sales.discipline.day"].sudo()
        figures = days._evaluate_pairs(people, [(user.id, day)])[user.id, day]
        figures |= {"is_closed": False, "person": person}
        return figures, person.rules_on(day)

    def _get_closed_day(self, user, day):
        days = self.env["sales.discipline.day"].sudo()
        domain = [
            ("user_id", "=", user.id),
            ("date", "=", day),
            ("state", "=", "closed"),
        ]
        return days.search(domain)

    def _read_closed(self, day):
        figures = {
            name: day[name]
            for name in EXPLAINED_FIGURES
            if name in day._fields and name not in SCORES
        }
        # False is the ORM's empty score: not the same as 0.
        scores = {name: None if day[name] is False else day[name] for name in SCORES}
        keys = (*LINE_KEYS, "activity_type_id")
        lines = [
            {key: line[key] for key in keys}
            | {"activity_type_id": line.activity_type_id.id}
            for line in day.line_ids
        ]
        computed = {
            "is_over": True,
            "is_closed": True,
            "is_erased": day.is_erased,
            "next_cutoff_at": None,
            "data_checks": day.data_ids._to_checks(),
        }
        rules = rules_of(day.version_id)
        return {**figures, **scores, **computed, "lines": lines}, rules

    # ------------------------------------------------------------
    # AROUND THE FIGURES
    # ------------------------------------------------------------

    def _get_judgement(self, figures, rules):
        """The score and the last word about it."""
        return {
            "reward": self.env["sales.discipline.reward.reach"]._for_bar(figures),
            "score": figures["score"],
            "reachable": explain.reachable(figures, rules),
            "last_scored": figures["is_off"] and self._get_last_scored(figures["date"]),
            "verdict": self._get_verdict(self.env.user),
        }

    def _get_last_scored(self, today):
        domain = [
            ("user_id", "=", self.env.uid),
            ("state", "=", "closed"),
            ("is_off", "=", False),
            ("date", "<", today),
        ]
        days = self.env["sales.discipline.day"].sudo()
        day = days.search(domain, order="date desc", limit=1)
        if not day or day.score is False:
            return False
        return {"date": day.date, "score": day.score}

    def _get_meetings(self, figures):
        """Own meetings of the two days that nothing stands for: count it."""
        dates = [day for day in (figures["date"], figures["next_date"]) if day]
        return self.env["calendar.event"]._discipline_offers(figures["tz"], dates)

    def _get_exemption(self, figures):
        """The reviewer's words for why today is exempt, and until when."""
        if figures["off_reason"] != "exempt":
            return False
        domain = [
            ("user_id", "=", self.env.uid),
            ("date_from", "<=", figures["date"]),
            ("date_to", ">=", figures["date"]),
        ]
        exemptions = self.env["sales.discipline.exemption"].sudo()
        exemption = exemptions.search(domain, order="date_to desc", limit=1)
        return exemption.reason or False

    def _get_verdict(self, user, day=None):
        """The verdict of ``day``, or the last one there is, that the person may see."""
        domain = [("user_id", "=", user.id), ("is_shadowed", "=", False)]
        if day:
            domain.append(("date", "=", day))
        verdicts = self.env["sales.discipline.verdict"].sudo()
        verdict = verdicts.search_fetch(
            domain, BOARD_FIELDS, order="date desc", limit=1
        )
        return verdict._to_board()[user.id] if verdict else False


def _parts(figures):
    """{part: activity ids} of a day that is not over."""
    parts = {part: [] for part in PARTS}
    for line in figures["lines"]:
        for part in _parts_of(line):
            parts[part].append(line["activity_id"])
    parts["next"] = figures["next_activity_ids"]
    return parts


def _parts_of(line):
    """A line's parts: what became of the plan, what came on top, what is late."""
    outcome, is_planned = line["outcome"], line["set"] == "planned"
    if line["is_overdue"]:
        yield "overdue"
    elif outcome == "pending":
        yield "waiting"
    if is_planned and outcome in PARTS:
        yield outcome
    elif outcome == "pending" and not line["is_overdue"]:
        yield "added"
    elif outcome in ("caught_up", "extra"):
        yield "extra"


def _is_excused(line, today):
    """Late, but handed over late or due on a day off: it is not counted as overdue."""
    is_late = line["outcome"] == "pending" and line["deadline"] < today
    return is_late and not line["is_overdue"]


def _is_gone_overdue(line):
    return line["is_overdue"] and line["outcome"] == "cancelled"
