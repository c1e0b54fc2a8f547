"""A running programme of control in the demo data, with what its heads made of it.

Three weeks ago it began: a week of everyone in detail, then samples. One head reviews
almost every day, the other often forgets; both have today's reviews before them.
"""

import random
from datetime import timedelta

from . import clock

SEED = 21
WEEKS = 3
# How often a head lets a review pass; a weekly one may still be done late.
FORGETS = {"boris": 0.1, "vera": 0.4}
CHECKS = ("tasks_ok", "fields_ok", "results_ok", "next_steps_ok", "talked_over")


class Reviews:
    """Plays the programme day by day, the job at night and the heads in the morning."""

    def __init__(self, env, vocabulary, users, teams, today, now, at):
        self.env = env
        self.name = vocabulary.scene.program
        self.words = vocabulary.heads
        self.users = users
        self.teams = teams
        self.today = today
        self.now = now
        self.at = at
        self.random = random.Random(SEED)
        self.reviews = env["sales.discipline.review"]
        self.first_day = today - timedelta(weeks=WEEKS, days=today.weekday())

    def play(self):
        with clock.at(self.env, self.at(self.first_day, 0)):
            self.env["sales.discipline.program"].create(self._prepare_program())
        for day in clock.dates(self.first_day, self.today):
            self._run(day, 0.2)
            if day < self.today:
                for login in FORGETS:
                    self._morning(day, login)
                self._run(day, 16.5)

    def _prepare_program(self):
        teams = self.env["crm.team"].concat(*self.teams.values())
        return {
            "name": self.name,
            "company_id": teams.company_id.id,
            "date_start": self.first_day,
            "team_ids": [(6, 0, teams.ids)],
            "sample_size": 2,
        }

    def _run(self, day, hour):
        with clock.at(self.env, min(self.at(day, hour), self.now)):
            self.env["sales.discipline.program"]._run()

    # What a head does

    def _morning(self, day, login):
        head = self.users[login]
        waiting = self.reviews.search(
            [("user_id", "=", head.id), ("is_open", "=", True)], order="kind desc"
        )
        for review in waiting:
            if self.random.random() < FORGETS[login]:
                continue
            start = self.at(day, 9)
            with clock.at(self.env, start):
                review.with_user(head).note_opened()
            minutes = self.random.randint(2, 6) + 2 * (review.kind != "quick")
            with clock.at(self.env, start + timedelta(minutes=minutes)):
                self._review(review, head)

    def _review(self, review, head):
        own = review.with_user(head)
        if review.kind == "quick":
            self._quick_look(review, head)
            return
        if review.kind != "overall":
            for line in own.line_ids:
                self._look_at(line)
                self._say(line.user_id, self._day_of(line.user_id, review), head)
        if review.is_open:
            note = review.kind == "overall" and self.random.choice(
                self.words.conclusions
            )
            own.action_finish(note)

    def _quick_look(self, review, head):
        """A word to those who need one, the button for the rest."""
        users = review.line_ids.user_id
        board = self.env["sales.discipline.board"].with_user(head)
        rows = board._get_rows(users, review.date_from)
        for row in rows:
            if row["group"] == "need_word":
                user = users.browse(row["user_id"])
                self._say(user, review.date_from, head)
        verdicts = self.env["sales.discipline.verdict"].with_user(head)
        verdicts.mark_in_order(users.ids, review.date_from)

    def _look_at(self, line):
        for name in CHECKS:
            if self.random.random() < 0.7:
                line.set_check(name, True)

    def _day_of(self, user, review):
        """The day before, where the person was there and controlled."""
        day = self._closed_day(user, review.date_from)
        return review.date if not day or day.is_off else day.date

    def _closed_day(self, user, date):
        domain = [("user_id", "=", user.id), ("date", "=", date)]
        return self.env["sales.discipline.day"].search(domain)

    def _say(self, user, date, head):
        """About a day of the past: its score is known by now."""
        score = self._closed_day(user, date).score or 0
        verdict = "great" if score >= 90 else "ok"
        verdict = verdict if score >= 70 else "needs_work"
        text = self.random.choice(self.words.verdicts[verdict])
        verdicts = self.env["sales.discipline.verdict"].with_user(head)
        verdicts.send(user.id, date, verdict, text)
