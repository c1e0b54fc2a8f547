from datetime import datetime, timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..engine import attention
from ..engine.people import read_people
from .sales_discipline_day_closing import GRACE

NOON = 12
WEEK = 7


class SalesDisciplineBoard(models.AbstractModel):
    """What the head of sales sees of a day: one row a person, from one call.

    The number of queries depends on neither people nor their activities.
    """

    _name = "sales.discipline.board"
    _description = "Review Board"

    @api.model
    @api.readonly
    def get_board(self, date=False):
        """The people whom the caller reviews, on one day, in plain JSON.

        :param date: local date, ISO text; by default the last closed working day
            until noon of the caller's time zone, then today
        :return dict: ``date``, ``today``, ``is_over``, ``next_date``, ``teams`` and
            ``people``: rows in the order of the screen with all figures of metrics
            section 4 (hours; instants in UTC; an empty score is null), ``group``,
            ``reasons``, ``sparkline``, ``verdict`` and ``last_verdict``, and what
            ``_add_facts`` adds. People who were not controlled on that day have no
            row. ``changes`` counts exemptions, flags and the like of the week that
            ends with the day, ``leads`` says whether the caller leads a team at all,
            ``can_set_up`` whether they may name leaders and members, ``has_bulk``
            whether "All in order" is offered, and ``unclosed`` is the working day
            that the default leaves out because it is not closed yet.
        :raise UserError: for a day that has not begun anywhere in the teams
        """
        users = self.env.user._discipline_reviewed_users().sudo()
        today = self._local_now().date()
        day = self._read_date(date) or self._default_date(users, today)
        if day > max([today, *self.env["sales.discipline.day"]._today(users).values()]):
            raise UserError(self.env._("That day has not begun yet."))
        rows = self._get_rows(users, day)
        following = [row["next_date"] for row in rows if row["next_date"]]
        return {
            "date": _plain(day),
            "today": _plain(today),
            "is_over": bool(rows) and all(row["is_over"] for row in rows),
            "next_date": _plain(min(following)) if following else False,
            "unclosed": not date and _plain(self._unclosed_after(users, day, today)),
            "has_people": bool(users),
            "has_bulk": self._has_bulk(users, day),
            "leads": bool(users) or self._leads(),
            "can_set_up": self.env.user.has_group("sales_team.group_sale_manager"),
            "changes": _plain(self._count_changes(rows)),
            "teams": self._get_teams(rows),
            "people": [{k: _plain(v) for k, v in row.items()} for row in rows],
        }

    # ------------------------------------------------------------
    # WHICH DAY
    # ------------------------------------------------------------

    def _read_date(self, date):
        """The date of an ISO text, or nothing of nothing.

        :raise UserError: for anything else
        """
        try:
            return fields.Date.to_date(date)
        except (TypeError, ValueError) as error:
            raise UserError(self.env._("“%s” is no date.", date)) from error

    def _local_now(self):
        now = pytz.utc.localize(self.env.cr.now().replace(tzinfo=None))
        return now.astimezone(pytz.timezone(str(self.env.tz)))

    def _default_date(self, users, today):
        """Mornings are for yesterday: what is planned is judged when it is done."""
        if self._local_now().hour >= NOON or not users:
            return today
        last = self.env["sales.discipline.day"].sudo()
        last = last.search(
            [
                ("user_id", "in", users.ids),
                ("date", "<", today),
                ("state", "=", "closed"),
                ("is_off", "=", False),
            ],
            order="date desc",
            limit=1,
        )
        return last.date or today

    def _unclosed_after(self, users, day, today):
        """The first working day between ``day`` and ``today`` still to be closed."""
        days = self.env["sales.discipline.day"].sudo()
        yesterday = today - timedelta(days=1)
        closed = [("user_id", "in", users.ids), ("state", "=", "closed")]
        if day >= yesterday or days.search_count(
            [*closed, ("date", "=", yesterday)], limit=1
        ):
            return False
        # From its end on, not only from when it is closed.
        due = days._due_pairs(read_people(self.env, users), self.env.cr.now() + GRACE)
        for date in sorted({date for _user_id, date in due if date > day}):
            figures = self._get_figures(users, date).values()
            if not all(row["is_off"] for row in figures):
                return date
        return False

    # ------------------------------------------------------------
    # ROWS
    # ------------------------------------------------------------

    def _get_rows(self, users, day):
        """The rows of ``users`` on ``day``, in Python values, in order."""
        figures = self._get_figures(users, day)
        self._add_facts(figures)
        controlled = users.filtered(lambda user: user.id in figures)
        scores = self._past_scores(controlled, day)
        verdicts = self._verdicts(controlled, day)
        teams = (
            self.env["crm.team"]
            .sudo()
            .browse(
                {values["team_id"] for values in figures.values() if values["team_id"]}
            )
        )
        names = {team.id: team.name for team in teams}
        shadowed = self._shadowed_teams(figures)
        limits = self._move_limits(figures.values())
        languages = self._other_languages(controlled)
        rows = [
            {
                **figures[user.id],
                "name": user.name,
                "team": names.get(figures[user.id]["team_id"], ""),
                "language": languages.get(user.id, False),
                "is_shadowed": figures[user.id]["team_id"] in shadowed,
                "moves": limits.get(figures[user.id]["version_id"], 0) + 1,
                **verdicts[user.id],
                **self._judge(figures[user.id], scores[user.id], verdicts[user.id]),
            }
            for user in controlled
        ]
        return sorted(rows, key=attention.urgency)

    def _judge(self, figures, past, verdicts):
        """Group, reasons and sparkline; ``past`` are (date, score), newest first."""
        shown = past[: attention.WINDOW]
        if figures["score"] is not None:
            shown = [(figures["date"], figures["score"]), *past]
        shown = shown[: attention.WINDOW]
        since = shown[-1][0] if len(shown) == attention.WINDOW else None
        reasons = attention.reasons(
            figures,
            [score for _date, score in past[: attention.WINDOW]],
            verdicts["last_word"],
            since,
        )
        return {
            "reasons": reasons,
            "group": attention.group(figures, reasons, verdicts["verdict"]),
            "sparkline": [
                {"date": date, "score": score} for date, score in reversed(shown)
            ],
        }

    def _verdicts(self, users, day):
        """{user id: the verdict of the day, the last one, the last word's date}."""
        model = self.env["sales.discipline.verdict"].sudo()
        model.flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT ON (user_id, is_bulk) user_id, is_bulk, date, id
                     FROM sales_discipline_verdict
                    WHERE user_id = ANY(%s) AND date <= %s
                    ORDER BY user_id, is_bulk, date DESC""",
                users.ids,
                day,
            )
        )
        last, words = {}, {}
        for user_id, is_bulk, date, verdict_id in rows:
            last[user_id] = max(
                last.get(user_id, (date, verdict_id)), (date, verdict_id)
            )
            if not is_bulk:
                words[user_id] = date
        shown = model.browse(verdict_id for _date, verdict_id in last.values())
        plain = shown._to_board()
        answers = shown._get_answers()
        for verdict in plain.values():
            verdict["answer"] = answers.get(verdict["id"], "")
        return {
            user.id: {
                "verdict": plain[user.id] if _on(last, user.id, day) else False,
                "last_verdict": plain.get(user.id, False),
                "last_word": words.get(user.id),
            }
            for user in users
        }

    # ------------------------------------------------------------
    # AROUND THE ROWS
    # ------------------------------------------------------------

    def _has_bulk(self, users, day):
        """Whether "All in order" is offered; a review that wants a look at each
        person extends this."""
        return True

    def _leads(self):
        """Whether the caller leads a team, controlled or not."""
        teams = self.env["crm.team"].sudo()
        return bool(teams.search_count([("user_id", "=", self.env.uid)], limit=1))

    def _count_changes(self, rows):
        """How many exemptions, flags and the like a week had, and its bounds in UTC."""
        if not rows:
            return False
        since = min(row["start_at"] for row in rows) - timedelta(days=WEEK - 1)
        until = max(row["end_at"] for row in rows)
        changes = self.env["sales.discipline.change"].sudo()
        count = changes.search_count(
            [
                ("user_id", "in", [row["user_id"] for row in rows]),
                ("at", ">=", since),
                ("at", "<", until),
            ]
        )
        return {"count": count, "since": since, "until": until}

    def _get_teams(self, rows):
        """The teams of the rows, by name, for the filter."""
        names = {row["team_id"]: row["team"] for row in rows if row["team_id"]}
        teams = self.env["crm.team"].sudo().browse(names)
        return [
            {
                "id": team.id,
                "name": names[team.id],
                "is_shadowed": team.discipline_policy_id.shadow_mode,
            }
            for team in teams.sorted(lambda team: names[team.id])
        ]

    def _shadowed_teams(self, figures):
        """Ids of the teams whose people do not see their days and verdicts yet."""
        ids = {values["team_id"] for values in figures.values() if values["team_id"]}
        teams = self.env["crm.team"].sudo().browse(ids)
        return set(teams.filtered("discipline_policy_id.shadow_mode").ids)

    def _other_languages(self, users):
        """{user id: the language drafts are in}, of those who read not the caller's."""
        own = self.env.lang or "en_US"
        languages = self.env["res.lang"]
        return {
            user.id: languages._get_data(code=user.lang).name
            for user in users.sudo()
            if user.lang and user.lang != own
        }

    def _move_limits(self, figures):
        """{version id: how often an activity may move before it counts}."""
        versions = self.env["sales.discipline.policy.version"].sudo()
        versions = versions.browse(
            {values["version_id"] for values in figures if values["version_id"]}
        )
        return {version.id: version.max_postponements for version in versions}


def _on(last, user_id, day):
    return user_id in last and last[user_id][0] == day


def _plain(value):
    """Dates and instants as the client reads them, nothing as false."""
    if isinstance(value, datetime):
        return fields.Datetime.to_string(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
