"""Asking for what is due: whose turn it is, for which people, on which dates."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ..engine import clock, sampling
from ..engine.control_points import QUICK, control_points, longest_span
from ..engine.people import read_people
from ..engine.periods import period_end, period_start
from ..engine.worktime import Worker, read_work_time
from .sales_discipline_review import DETAILED

ONE_DAY = timedelta(days=1)
# Any constant does; it only has to be the same in every worker.
PROGRAM_LOCK = 7_105_023_121
# How far back the last working day is looked for.
LOOK_BACK = timedelta(days=35)


@dataclass(frozen=True)
class Turn:
    """The people of one programme who have the same reviewer by right.

    ``head_id`` is None where a director reviews: no leader, or the leader in person.
    """

    program: models.Model
    head_id: int | None
    people: tuple

    @property
    def worker(self):
        """Whose working days count; those of the company where nobody is named."""
        user_id = self.head_id or self.program.director_id.id or 0
        return Worker(user_id, self.program.company_id.id, self.program._get_tz())


class SalesDisciplineProgram(models.Model):
    _inherit = "sales.discipline.program"

    # ------------------------------------------------------------
    # THE JOB
    # ------------------------------------------------------------

    @api.model
    def _cron_run(self):
        """Every step is safe to repeat, so each is a transaction of its own."""
        steps = (
            self._settle,
            self._ask_due,
            self._hand_over_absent,
            self._remind,
            self._escalate,
            self._watch_weeks,
        )
        for number, step in enumerate(steps, 1):
            step()
            self.env["ir.cron"]._commit_progress(1, remaining=len(steps) - number)

    @api.model
    def _run(self, now=None):
        """All steps of the job at once, as of ``now`` (naive UTC)."""
        self._settle(now)
        self._ask_due(now)
        self._hand_over_absent(now)
        self._remind(now)
        self._escalate(now)
        self._watch_weeks(now)

    @api.model
    def _try_lock(self):
        return self.env.execute_query(
            SQL("SELECT pg_try_advisory_xact_lock(%s)", PROGRAM_LOCK)
        )[0][0]

    @api.model
    def _settle(self, now=None):
        """Reviews whose day has ended are late."""
        now = now or self.env.cr.now()
        reviews = self.env["sales.discipline.review"].sudo()
        reviews.search([("state", "=", "due"), ("end_at", "<=", now)]).state = "late"

    @api.model
    def _ask_due(self, now=None):
        """Create today's reviews of every programme that has not asked today yet.

        Of days on which no job ran nothing is asked afterwards: nobody can miss what
        was never asked.

        :return: the new reviews
        """
        now = now or self.env.cr.now()
        reviews = self.env["sales.discipline.review"].sudo()
        if not self._try_lock():
            return reviews
        due = self.sudo().search([("active", "=", True)])
        due = due.filtered(lambda program: program._is_to_ask(program._get_today(now)))
        if not due:
            return reviews
        turns = due._turns(read_people(self.env, due._members()))
        values = due._due_values(turns, now)
        reviews = reviews.create(values)
        reviews._replace_previous()
        reviews._ask()
        due._note_asked(now)
        return reviews

    def _is_to_ask(self, today):
        self.ensure_one()
        asked = self.asked_until
        return self.date_start <= today and (not asked or asked < today)

    def _note_asked(self, now):
        """By SQL, past our own write, which lets nobody set it."""
        self.flush_recordset()
        for today, programs in self.grouped(lambda p: p._get_today(now)).items():
            self.env.cr.execute(
                SQL(
                    "UPDATE sales_discipline_program SET asked_until = %s"
                    " WHERE id = ANY(%s)",
                    today,
                    programs.ids,
                )
            )
        self.invalidate_recordset(["asked_until"], flush=False)

    # ------------------------------------------------------------
    # WHOSE TURN
    # ------------------------------------------------------------

    def _members(self):
        return self.team_ids.crm_team_member_ids.user_id

    def _turns(self, people):
        """The controlled people of these programmes by who reviews them by right."""
        programs = {team.id: program for program in self for team in program.team_ids}
        groups = defaultdict(list)
        for person in people.values():
            program = programs.get(person.team_id)
            if program:
                key = (program, program._head_of(person))
                groups[key].append(person)
        return [
            Turn(program, head_id, tuple(sorted(members, key=lambda p: p.user_id)))
            for (program, head_id), members in groups.items()
        ]

    def _head_of(self, person):
        """The reviewer by right, None where it is a director."""
        team = self.env["crm.team"].sudo().browse(person.team_id)
        head = self.reviewer_id or team.user_id
        if not head.active or head.id == person.user_id or head.share:
            return None
        return head.id

    def _choose_reviewer(self, turn, day, hours, directors):
        """Who does it: whoever is there, in the order head, director, others.

        Nobody who is among the people. With nobody there, the first of them.
        """
        ids = [turn.head_id, self.director_id.id]
        ids += sorted(directors[self.company_id.id])
        own = {person.user_id for person in turn.people}
        candidates = [each for each in dict.fromkeys(ids) if each and each not in own]
        present = [each for each in candidates if not hours.is_off(each, day)]
        return (present or candidates or [None])[0]

    # ------------------------------------------------------------
    # WHAT IS DUE
    # ------------------------------------------------------------

    def _due_values(self, turns, now):
        """Values of the reviews due today; a constant number of queries."""
        days = {program: program._get_today(now) for program in self}
        hours = self._read_hours(turns, days)
        directors = self.env["res.users"]._discipline_directors()
        waits = self._read_waits(turns, days)
        values = []
        for turn in turns:
            program, day = turn.program, days[turn.program]
            if hours.calendar_hours(turn.worker.user_id, day) <= 0:
                continue
            present = tuple(
                person
                for person in turn.people
                if person.is_controlled(day) and not hours.is_off(person.user_id, day)
            )
            reviewer_id = program._choose_reviewer(turn, day, hours, directors)
            if not (present and reviewer_id):
                continue
            for kind in program._kinds_on(day, turn.worker, hours):
                common = program._prepare_review(kind, turn, day, hours, reviewer_id)
                lines = program._prepare_people(kind, present, waits)
                values.append({**common, **lines})
        return values

    def _read_hours(self, turns, days):
        """Working time of reviewers, their stand-ins and the people."""
        directors = self.env["res.users"]._discipline_directors()
        workers = {}
        for turn in turns:
            company_id, tz = turn.program.company_id.id, turn.program._get_tz()
            ids = {turn.worker.user_id, turn.program.director_id.id or 0}
            for user_id in ids | directors[company_id]:
                workers.setdefault(user_id, Worker(user_id, company_id, tz))
            for person in turn.people:
                workers[person.user_id] = Worker(
                    person.user_id, person.company_id, person.tz
                )
        first = min(program._window_start(days[program]) for program in self)
        last = max(period_end(period_start(d, "week"), "week") for d in days.values())
        return read_work_time(self.env, list(workers.values()), first, last)

    def _window_start(self, day):
        """From where on working days have to be known to tell the phase of ``day``."""
        if day - self.date_start > longest_span(self.phase_ids._to_engine()):
            return day - LOOK_BACK
        return min(self.date_start, day - LOOK_BACK)

    def _kinds_on(self, day, worker, hours):
        """What is due on ``day``, the quick look last."""
        points = self._points(day, worker, hours)
        kinds = [kind for p in points if p.date == day for kind in p.kinds]
        return [*kinds, QUICK] if self.quick_look else kinds

    def _points(self, day, worker, hours):
        """The control points of the weeks around ``day``, see ``_window_start``."""
        phases = self.phase_ids._to_engine()
        first = self.date_start
        if day - first > longest_span(phases):
            # Long past the roll-out: only what is for good is left.
            phases = [phase for phase in phases[-1:] if not phase.count]
            first = period_start(day, "week")
        workdays = self._workdays(worker.user_id, hours, first, hours.date_to)
        return control_points(phases, workdays, int(self.weekday))

    @api.model
    def _workdays(self, user_id, hours, first, last):
        length = (last - first).days + 1
        days = (first + timedelta(days=number) for number in range(length))
        return [day for day in days if hours.calendar_hours(user_id, day) > 0]

    # ------------------------------------------------------------
    # VALUES
    # ------------------------------------------------------------

    def _prepare_review(self, kind, turn, day, hours, reviewer_id):
        tz = self._get_tz()
        start_at, end_at = clock.day_bounds(day, tz)
        teams = {person.team_id for person in turn.people}
        return {
            "program_id": self.id,
            "company_id": self.company_id.id,
            "team_ids": [(6, 0, sorted(teams))],
            "kind": kind,
            "date": day,
            "date_from": self._date_from(kind, turn.worker, day, hours),
            "user_id": reviewer_id,
            "head_id": turn.head_id,
            "is_stand_in": bool(turn.head_id) and reviewer_id != turn.head_id,
            "tz": tz,
            "start_at": start_at,
            "end_at": end_at,
            "remind_at": clock.local_instant(day, self.reminder_hour, tz),
        }

    def _date_from(self, kind, worker, day, hours):
        """A daily review looks at the last working day too, a weekly at the week."""
        monday = period_start(day, "week")
        if kind in ("overall", "detailed_sample"):
            return monday
        before = self._workdays(worker.user_id, hours, hours.date_from, day - ONE_DAY)
        return before[-1] if before else day

    def _prepare_people(self, kind, present, waits):
        """The lines; of a sample also what its draw can be repeated from."""
        if kind != DETAILED[1]:
            rows = [{"user_id": person.user_id} for person in present]
            return {"line_ids": [(0, 0, row) for row in rows]}
        own = {person.user_id: waits[person.user_id] for person in present}
        seed = sampling.new_seed()
        drawn = sampling.draw(own, self.sample_size, self.max_weeks_unseen, seed)
        return {
            "seed": seed,
            "sample_size": self.sample_size,
            "max_weeks_unseen": self.max_weeks_unseen,
            "waits": {str(user_id): weeks for user_id, weeks in own.items()},
            "line_ids": [
                (
                    0,
                    0,
                    {
                        "user_id": each.user_id,
                        "reason": each.reason,
                        "waited_weeks": own[each.user_id],
                    },
                )
                for each in drawn
            ],
        }

    def _read_waits(self, turns, days):
        """{user id: whole weeks since the person was looked at in detail}.

        Looked at is who got a word in a detailed review. For somebody new the time
        runs from the first day of control or of the programme.
        """
        ids = [person.user_id for turn in turns for person in turn.people]
        self.env["sales.discipline.review.line"].flush_model()
        seen = dict(
            self.env.execute_query(
                SQL(
                    "SELECT user_id, max(date) FROM sales_discipline_review_line"
                    " WHERE user_id = ANY(%s) AND verdict_id IS NOT NULL"
                    "   AND kind IN %s GROUP BY user_id",
                    ids,
                    DETAILED,
                )
            )
        )
        waits = {}
        for turn in turns:
            this_week = period_start(days[turn.program], "week")
            for person in turn.people:
                start = max(person.controlled_from, turn.program.date_start)
                since = period_start(seen.get(person.user_id) or start, "week")
                waits[person.user_id] = max(0, (this_week - since).days // 7)
        return waits

    # ------------------------------------------------------------
    # REVIEWERS WHO ARE NOT THERE
    # ------------------------------------------------------------

    @api.model
    def _hand_over_absent(self, now=None):
        """Reviews of today whose reviewer has turned out to be away go on.

        A leave entered in the morning counts; what has been begun stays.
        """
        now = now or self.env.cr.now()
        reviews = self.env["sales.discipline.review"].sudo()
        waiting = reviews.search(
            [
                ("state", "=", "due"),
                ("opened_at", "=", False),
                ("start_at", "<=", now),
                ("end_at", ">", now),
            ]
        )
        if not waiting:
            return
        programs = waiting.program_id
        people = read_people(self.env, programs._members())
        turns = {(t.program, t.head_id): t for t in programs._turns(people)}
        days = {review.program_id: review.date for review in waiting}
        hours = programs._read_hours(list(turns.values()), days)
        directors = self.env["res.users"]._discipline_directors()
        for review in waiting:
            turn = turns.get((review.program_id, review.head_id.id or None))
            absent = review.user_id.id in hours.capacity and hours.is_off(
                review.user_id.id, review.date
            )
            if not (turn and absent):
                continue
            chosen = review.program_id._choose_reviewer(
                turn, review.date, hours, directors
            )
            if chosen and chosen != review.user_id.id:
                review._hand_over(self.env["res.users"].browse(chosen))
