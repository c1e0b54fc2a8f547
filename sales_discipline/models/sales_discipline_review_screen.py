"""What the screen of a review shows of each person: facts beside the check points."""

from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..engine import sampling
from .sales_discipline_board import _plain
from .sales_discipline_review import DETAILED
from .sales_discipline_review_line import CHECKS

_ONE_DAY = timedelta(days=1)
NEXT_STEP_RULE = "sales_discipline.data_rule_next_step"


class SalesDisciplineReview(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.review"

    def get_people(self):
        """The people of this review, in plain JSON; facts as of now, or as finished.

        :return dict: ``kind``, ``is_open``, ``can_edit``, ``can_add``, ``has_facts``,
            ``today``, ``verdict_date`` (the day that a word is about) and ``people``: a
            dict each, with the check points under their names, ``facts`` (see
            ``_read_facts``), ``reason``, ``waited_weeks``, ``verdict`` and ``row``, the
            figures of the board
        :raise AccessError: when the caller may not read the review
        """
        self.ensure_one()
        self.check_access("read")
        review = self.sudo()
        can_edit = review.is_open and review.user_id == self.env.user
        day = review._verdict_date() if can_edit else review.date
        rows = review._board_rows(day) if can_edit else {}
        facts = review._get_facts()
        # By person: each has one line, and so at most one verdict, in a review.
        verdicts = review.line_ids.verdict_id._to_board()
        people = [
            {
                "id": line.id,
                "user_id": line.user_id.id,
                "name": line.user_id.name,
                "reason": line.reason,
                "waited_weeks": line.waited_weeks,
                **{name: line[name] for name in CHECKS},
                "verdict": verdicts.get(line.user_id.id, False),
                "facts": facts.get(line.id, {}),
                "row": rows.get(line.user_id.id, False),
            }
            for line in review.line_ids
        ]
        return {
            "kind": review.kind,
            "is_open": review.is_open,
            "can_edit": can_edit,
            "has_facts": any(facts.values()),
            "can_add": can_edit and review.kind == DETAILED[1],
            "verdict_date": _plain(day),
            "today": _plain(self.env["sales.discipline.board"]._local_now().date()),
            "people": people,
        }

    def _verdict_date(self):
        """As on the page Today: the last closed working day until noon, then today."""
        board = self.env["sales.discipline.board"]
        day = board._default_date(self.line_ids.user_id, board._local_now().date())
        return min(max(day, self.date_from), self.date)

    def _board_rows(self, day):
        rows = self.env["sales.discipline.board"]._get_rows(self.line_ids.user_id, day)
        return {
            row["user_id"]: {name: _plain(value) for name, value in row.items()}
            for row in rows
        }

    # ------------------------------------------------------------
    # FACTS
    # ------------------------------------------------------------

    def _get_facts(self):
        """{line id: facts}: as they were when the review was finished, else as now."""
        if not self.is_open:
            return {line.id: line.facts or {} for line in self.line_ids}
        return self._read_facts()

    def _read_facts(self):
        """What the check points stand beside, from the engine's closed days and today.

        :return: ``{line id: facts}``; counts over the days that the review looks at:
            ``days``, ``plans_ok``, ``plans_owed``, ``done``, ``due``, ``junk``,
            ``score``, ``score_before`` (the same length of time before); as of now:
            ``overdue``, ``next_planned``, ``next_need``, ``next_plan_ok``,
            ``incomplete``, ``no_next_step``; ``last_word`` and ``last_praise``, dates
        """
        users = self.line_ids.user_id
        figures = self._read_days(users, self.date_from, self.date)
        length = self.date - self.date_from
        before = self._read_days(
            users, self.date_from - length - _ONE_DAY, self.date_from - _ONE_DAY
        )
        now = self.env["sales.discipline.board"]._get_figures(users, self.date)
        words = self._read_words(users)
        lacking = self._read_lacking(users)
        return {
            line.id: {
                **_of_days(figures.get(line.user_id.id)),
                "score_before": _score(before.get(line.user_id.id)),
                **_of_now(now.get(line.user_id.id)),
                **words.get(
                    line.user_id.id, {"last_word": False, "last_praise": False}
                ),
                **lacking.get(line.user_id.id, {"incomplete": 0, "no_next_step": 0}),
            }
            for line in self.line_ids
        }

    @api.model
    def _read_days(self, users, date_from, date_to):
        """{user id: sums over the closed working days}."""
        self.env["sales.discipline.day"].flush_model()
        rows = self.env.execute_query_dict(
            SQL(
                """SELECT user_id, count(*) AS days, avg(score)::float8 AS score,
                          count(*) FILTER (WHERE plan_owed) AS plans_owed,
                          count(*) FILTER (WHERE plan_owed AND plan_ok) AS plans_ok,
                          sum(done_count) AS done, sum(due_count) AS due,
                          sum(result_bad_count + junk_plan_count) AS junk
                     FROM sales_discipline_day
                    WHERE user_id = ANY(%s) AND date BETWEEN %s AND %s
                      AND state = 'closed' AND is_off IS NOT TRUE
                    GROUP BY user_id""",
                users.ids,
                date_from,
                date_to,
            )
        )
        return {row.pop("user_id"): row for row in rows}

    @api.model
    def _read_words(self, users):
        """{user id: the dates of the last word and of the last praise}."""
        self.env["sales.discipline.verdict"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT user_id, max(date),
                          max(date) FILTER (WHERE verdict = 'great')
                     FROM sales_discipline_verdict
                    WHERE user_id = ANY(%s) AND NOT COALESCE(is_bulk, false)
                    GROUP BY user_id""",
                users.ids,
            )
        )
        return {
            user_id: {"last_word": _plain(word), "last_praise": _plain(praise) or False}
            for user_id, word, praise in rows
        }

    @api.model
    def _read_lacking(self, users):
        """{user id: how many records are incomplete, and deals without a next step}."""
        rule = self.env.ref(NEXT_STEP_RULE, raise_if_not_found=False)
        measured = self.env["sales.discipline.data.rule"]._measure(users)
        return {
            user_id: {
                "incomplete": sum(f for r, _c, f in rows if r != rule),
                "no_next_step": sum(f for r, _c, f in rows if r == rule),
            }
            for user_id, rows in measured.items()
        }

    # ------------------------------------------------------------
    # SAMPLE
    # ------------------------------------------------------------

    def get_candidates(self):
        """Whom the reviewer may add to a sample: a list of dicts of id and name."""
        review = self._check_mine()
        users = review._addable()
        return [{"id": user.id, "name": user.name} for user in users]

    def add_person(self, user_id):
        """Add somebody to a sample. Nobody can be taken out of one.

        :raise AccessError: when the caller is not the reviewer
        :raise UserError: for a review without a sample, or somebody who is in it or
            whom the caller does not review
        """
        review = self._check_mine()
        user = self.env["res.users"].sudo().browse(user_id)
        if review.kind != DETAILED[1]:
            raise UserError(self.env._("Everybody is in this review already."))
        if user not in review._addable():
            raise UserError(
                self.env._("Add somebody of the teams whom you review here.")
            )
        waits = review.waits or {}
        lines = self.env["sales.discipline.review.line"].sudo()
        lines.create(
            {
                "review_id": review.id,
                "user_id": user.id,
                "reason": "added",
                "waited_weeks": waits.get(str(user.id), 0),
            }
        )
        return True

    def _addable(self):
        reviewed = self.env["res.users"]._discipline_reviewed_users().sudo()
        rows = self.env["crm.team"]._discipline_control_rows(reviewed)
        teams = {row["user_id"]: row["team_id"] for row in rows}
        return (
            reviewed.filtered(lambda user: teams.get(user.id) in self.team_ids.ids)
            - self.line_ids.user_id
        )

    def get_redraw(self):
        """The sample once more from what is stored: proof that nobody chose it.

        :return: ids of the users, in the order of their lots
        :raise AccessError: when the caller may not read the review
        """
        self.ensure_one()
        self.check_access("read")
        review = self.sudo()
        if not review.seed:
            return []
        waits = {int(user_id): weeks for user_id, weeks in review.waits.items()}
        drawn = sampling.draw(
            waits, review.sample_size, review.max_weeks_unseen, review.seed
        )
        return [each.user_id for each in drawn]


def _of_days(sums):
    names = ("days", "plans_owed", "plans_ok", "done", "due", "junk")
    return {
        **{name: int(sums[name] or 0) if sums else 0 for name in names},
        "score": _score(sums),
    }


def _score(sums):
    score = sums and sums["score"]
    return False if score is None else score and round(score, 1)


def _of_now(figures):
    """Of the due date as it stands; somebody who is controlled no longer has none."""
    if not figures:
        return {"overdue": 0, "next_planned": 0, "next_need": 0, "next_plan_ok": True}
    return {
        "overdue": figures["overdue_count"],
        "next_planned": figures["next_planned_count"],
        "next_need": figures["next_need_count"],
        "next_plan_ok": figures["next_plan_ok"] or not figures["next_plan_owed"],
    }
