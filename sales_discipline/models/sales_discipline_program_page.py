"""The page of a programme: its control points, where the teams stand, what comes."""

from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models

from ..engine.control_points import QUICK, control_points, longest_span
from ..engine.people import read_people
from ..engine.periods import period_end, period_start
from ..engine.worktime import Worker, read_work_time

ONE_WEEK = timedelta(days=7)
AHEAD = 3 * ONE_WEEK
SHOWN = 6  # past control points of the phase that is for good
WEEKS = 8  # of each team
# The worst of several reviewers' states is that of the point.
BAD = ("missed", "late", "due", "done")


class SalesDisciplineProgram(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.program"

    overview = fields.Json(
        compute="_compute_overview",
        help="What the page shows, of the reviews that the reader may see.",
    )

    @api.depends_context("uid", "lang")
    def _compute_overview(self):
        for program in self:
            program.overview = program._origin and program._origin._get_overview()

    def _get_overview(self):
        """Plain JSON: ``phases``, ``quick``, ``next``, ``teams``, see below.

        ``is_hidden``: the reader keeps the programme, but may not see what was done.
        """
        self.ensure_one()
        today = self._get_today()
        reviews = self.env["sales.discipline.review"].search(
            [("program_id", "=", self.id)], order="date, id"
        )
        points = self.sudo()._all_points(today + AHEAD)
        # The record of the reviewers is for themselves and the directors.
        asked = self.sudo().review_ids
        return {
            "is_hidden": bool(asked) and not reviews,
            "phases": self._get_phases(points, reviews, today),
            "quick": self._get_quick(reviews.filtered(lambda r: r.kind == QUICK)),
            "next": self._get_next(points, reviews, today),
            "teams": self._get_teams(today),
        }

    def _all_points(self, last):
        """The control points from the start to ``last`` and into the last phase.

        By the working days of the reviewer, or of the company where each team has its
        own.
        """
        phases = self.phase_ids._to_engine()
        last = max(last, self.date_start + longest_span(phases))
        last = period_end(period_start(last, "week"), "week")
        heads = self.reviewer_id or self.team_ids.user_id
        head_id = heads.id if len(heads) == 1 else 0
        worker = Worker(head_id, self.company_id.id, self._get_tz())
        hours = read_work_time(self.env, [worker], self.date_start, last)
        workdays = self._workdays(head_id, hours, self.date_start, last)
        return control_points(phases, workdays, int(self.weekday))

    # ------------------------------------------------------------
    # PARTS OF THE PAGE
    # ------------------------------------------------------------

    def _get_phases(self, points, reviews, today):
        """Each phase with its dates, whether it runs, and its control points.

        A point has ``date``, ``label``, ``kind`` and ``state`` (planned, or as the
        review; the worst of several) and ``ids`` of the reviews.
        """
        by_phase = defaultdict(list)
        for point in points:
            by_phase[point.phase].append(point.date)
        asked = reviews.filtered(lambda review: review.kind != QUICK)
        found, since = [], None
        for place, phase in enumerate(
            self.phase_ids.sorted(lambda each: (each.sequence, each.id))
        ):
            dates = by_phase[place]
            first, last = (dates[0], dates[-1]) if dates else (None, None)
            until = last if phase.count else None
            own = asked.filtered(
                lambda r, a=since, b=until, dates=dates: (
                    bool(dates)
                    and (a is None or r.date > a)
                    and (b is None or r.date <= b)
                )
            )
            since = last
            found.append(
                {
                    "time": phase._describe_time(),
                    "what": phase._describe_kind(),
                    "first": first and first.isoformat(),
                    "last": phase.count and last and last.isoformat(),
                    "stage": _stage(dates, bool(phase.count), today),
                    "points": self._get_points(points, place, own, today),
                }
            )
        return found

    def _get_points(self, points, place, asked, today):
        labels = dict(
            self.env["sales.discipline.review"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        past = [
            {
                "date": day.isoformat(),
                "kind": kind,
                "label": labels[kind],
                "state": min(own.mapped("state"), key=BAD.index),
                "ids": own.ids,
            }
            for (day, kind), own in asked.grouped(lambda r: (r.date, r.kind)).items()
        ]
        known = max(asked.mapped("date"), default=today - timedelta(days=1))
        coming = [
            {
                "date": point.date.isoformat(),
                "kind": kind,
                "label": labels[kind],
                "state": "planned",
                "ids": [],
            }
            for point in points
            if point.phase == place and point.date > known and point.date >= today
            for kind in point.kinds
        ]
        if not self.phase_ids.sorted(lambda p: (p.sequence, p.id))[place].count:
            past, coming = past[-SHOWN:], coming[:4]
        return past + coming

    @api.model
    def _get_quick(self, reviews):
        """The last quick looks, a point each, and how many there were of each state."""
        states = reviews.mapped("state")
        shown = list(reviews.grouped("date").items())[-2 * 5 :]
        return {
            "points": [
                {
                    "date": day.isoformat(),
                    "state": min(own.mapped("state"), key=BAD.index),
                    "ids": own.ids,
                }
                for day, own in shown
            ],
            "counts": {name: states.count(name) for name in BAD},
        }

    def _get_next(self, points, reviews, today):
        """What waits, and the next two dates on which something comes due."""
        waiting = reviews.filtered("is_open")
        rows = [
            {
                "id": review.id,
                "date": review.date.isoformat(),
                "state": review.state,
                "label": review.display_name,
                "who": review.user_id.name,
            }
            for review in waiting
        ]
        labels = dict(
            self.env["sales.discipline.review"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        asked = self.asked_until or today - timedelta(days=1)
        coming = [point for point in points if point.date > asked][:2]
        rows += [
            {
                "id": False,
                "date": point.date.isoformat(),
                "state": "planned",
                "label": labels[kind],
                "who": self.reviewer_id.name or "",
            }
            for point in coming
            for kind in point.kinds
        ]
        return rows

    def _get_teams(self, today):
        """Each team's mean score week by week, and whether its use falls.

        A head who reads the programme sees those of the teams that they review.
        """
        since = period_start(today, "week") - WEEKS * ONE_WEEK
        teams = self.team_ids
        weeks = self._teams_reviewed().sudo()._discipline_weeks(since)
        alarms = self.env["sales.discipline.program.notice"].search(
            [
                ("program_id", "=", self.id),
                ("kind", "=", "alarm"),
                ("date", ">=", period_start(today, "week") - ONE_WEEK),
            ]
        )
        people = read_people(self.env, self.sudo()._members())
        counts = defaultdict(int)
        for person in people.values():
            counts[person.team_id] += 1
        return [
            {
                "id": team.id,
                "name": team.name,
                "people": counts[team.id],
                "head": team.sudo().user_id.name or "",
                "weeks": [
                    {
                        "date": week.monday.isoformat(),
                        "score": None if week.score is None else round(week.score, 1),
                    }
                    for week in weeks.get(team.id, ())
                ],
                "falls": team in alarms.team_id,
            }
            for team in teams
        ]

    def _teams_reviewed(self):
        """Those of the teams that the reader leads; all of them for a director."""
        directors = self.env["res.users"]._discipline_directors()
        if self.env.uid in directors[self.company_id.id]:
            return self.team_ids
        return self.team_ids.filtered(lambda team: team.user_id == self.env.user)

    # ------------------------------------------------------------
    # OPENING IT
    # ------------------------------------------------------------

    @api.model
    def action_open_page(self):
        """The programme of the caller's teams; a list where there are several."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_discipline.sales_discipline_program_action"
        )
        programs = self.search([], limit=2)
        if len(programs) == 1:
            form = [view for view in action["views"] if view[1] == "form"]
            action |= {"res_id": programs.id, "views": form}
        return action


def _stage(dates, ends, today):
    """Whether a phase is over, runs, or is still to come."""
    if not dates or today < dates[0]:
        return "future"
    return "past" if ends and today > dates[-1] else "current"
