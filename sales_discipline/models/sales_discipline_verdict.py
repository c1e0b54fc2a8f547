from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

# The screen offers to undo "All in order" for ten seconds; the rest is for slow lines.
UNDO_SECONDS = 30

# What the board and the day bar show of a verdict.
BOARD_FIELDS = (
    "user_id",
    "date",
    "verdict",
    "message",
    "is_bulk",
    "is_shadowed",
    "author_id",
    "write_date",
)


class SalesDisciplineVerdict(models.Model):
    """A reviewer's word about a person and a date.

    Nobody has the right to create, write or delete: a verdict comes into being
    through the methods below, which check who may judge whom.
    """

    _name = "sales.discipline.verdict"
    _description = "Verdict"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"
    # Whoever reads a verdict, the person and the reviewers, may write beside it.
    _mail_post_access = "read"

    user_id = fields.Many2one(
        "res.users", "Salesperson", required=True, readonly=True, ondelete="cascade"
    )
    date = fields.Date(required=True, readonly=True, index=True)
    author_id = fields.Many2one("res.users", "By", required=True, readonly=True)
    verdict = fields.Selection(
        [("great", "Great"), ("ok", "In order"), ("needs_work", "Needs work")],
        required=True,
        readonly=True,
        tracking=True,
    )
    message = fields.Text(readonly=True, tracking=True)
    is_drafted = fields.Boolean(
        "As Drafted", readonly=True, help="The text was sent as the system drafted it."
    )
    is_bulk = fields.Boolean(
        "All in Order", readonly=True, help="Given by the button for all; nothing sent."
    )
    is_shadowed = fields.Boolean(
        "For Heads Only",
        readonly=True,
        help="Given while the team was in shadow mode: the person is not told and does "
        "not see it.",
    )
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True, index=True)
    company_id = fields.Many2one("res.company", readonly=True)

    _user_date_uniq = models.Constraint(
        "UNIQUE(user_id, date)", "A person has one verdict a day: change the first."
    )

    @api.depends("user_id", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        formatting = self.env["sales.discipline.verdict.draft"]
        for verdict in self:
            date = verdict.date and formatting._format_day(verdict.date)
            verdict.display_name = f"{verdict.user_id.name or ''}, {date or ''}"

    # ------------------------------------------------------------
    # PUBLIC
    # ------------------------------------------------------------

    @api.model
    def draft(self, user_id, date, verdict):
        """The text proposed for a verdict: facts of the day, no judgement.

        :param int user_id: the salesperson, in whose language the text is
        :param date: the local date of the salesperson (ISO text or date)
        :param str verdict: great, ok or needs_work
        :raise AccessError: when the caller does not review that person
        :raise UserError: for a date to come or one without control
        """
        user, day = self._checked(user_id, date, verdict)
        return self._draft(user, day, verdict, self._figures(user, day))

    @api.model
    def send(self, user_id, date, verdict, message=False):
        """Give or change the verdict and let the person know at once.

        In shadow mode it is kept for heads, until it is sent again after that.

        Takes what :meth:`draft` takes, and the text. Without a text only the
        verdict itself is sent; *needs work* must say what is to be done.

        :return dict: the verdict as the board shows it
        """
        user, day = self._checked(user_id, date, verdict)
        if message and not isinstance(message, str):
            raise UserError(self.env._("A verdict is written in words."))
        message = (message or "").strip()
        if verdict == "needs_work" and not message:
            raise UserError(
                self.env._("Write what needs work: a bare verdict helps nobody.")
            )
        figures = self._figures(user, day)
        values = self._prepare_values(user, day, verdict, figures)
        values["message"] = message
        draft = self._draft(user, day, verdict, figures)
        values["is_drafted"] = bool(message) and _skeleton(message) == _skeleton(draft)
        record = self._upsert(values)
        if not record.is_shadowed:
            record._announce()
        return record._to_board()[user.id]

    @api.model
    def mark_in_order(self, user_ids, date):
        """Review at once everybody among ``user_ids`` who needs no word.

        Sends nothing. Who needs a word by now, is off or has a verdict is left out.

        :return list: ids of the new verdicts, for :meth:`undo_in_order`
        """
        day = self.env["sales.discipline.board"]._read_date(date)
        users = self.env["res.users"].sudo().browse(self._read_ids(user_ids))
        today = self.env["sales.discipline.day"]._today(users)
        # Further west the day has not begun: they are left out as well.
        users = users.filtered(lambda user: day <= today.get(user.id, day))
        users = self._checked_users(users.ids, day)
        board = self.env["sales.discipline.board"]
        if not board._has_bulk(users, day):
            raise UserError(self.env._("This review wants a look at each person."))
        rows = [r for r in board._get_rows(users, day) if r["group"] == "in_order"]
        people = {user.id: user for user in users}
        verdicts = self._quiet().create(
            [
                self._prepare_values(people[row["user_id"]], day, "ok", row)
                | {"is_bulk": True}
                for row in rows
            ]
        )
        return verdicts.ids

    @api.model
    def undo_in_order(self, verdict_ids):
        """Take back what :meth:`mark_in_order` has just given.

        :raise UserError: when it was given too long ago, or changed since
        """
        verdict_ids = self._read_ids(verdict_ids)
        since = self.env.cr.now() - timedelta(seconds=UNDO_SECONDS)
        verdicts = self.sudo().search(
            [
                ("id", "in", verdict_ids),
                ("author_id", "=", self.env.uid),
                ("is_bulk", "=", True),
                ("create_date", ">=", since),
            ]
        )
        if len(verdicts) < len(verdict_ids):
            raise UserError(
                self.env._("Too late to undo. Each verdict can still be changed.")
            )
        verdicts.unlink()
        return True

    # ------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------

    def _read_ids(self, ids):
        """The different ids of a list, as a client sends it.

        :raise UserError: for anything else
        """
        if not isinstance(ids, list | tuple) or not all(
            type(one) is int and one > 0 for one in ids
        ):
            raise UserError(self.env._("A list of records is expected."))
        return list(dict.fromkeys(ids))

    def _checked(self, user_id, date, verdict):
        day = self.env["sales.discipline.board"]._read_date(date)
        user = self._checked_users(self._read_ids([user_id]), day)
        if not isinstance(verdict, str) or (
            verdict not in dict(self._fields["verdict"].selection)
        ):
            raise UserError(self.env._("A verdict is great, in order or needs work."))
        return user, day

    def _checked_users(self, user_ids, day):
        users = self.env["res.users"].sudo().browse(user_ids)
        if users - self.env.user._discipline_reviewed_users().sudo():
            raise AccessError(
                self.env._("Only the head of the team or a director gives verdicts.")
            )
        today = self.env["sales.discipline.day"]._today(users)
        if not day or any(day > today.get(user.id, day) for user in users):
            raise UserError(self.env._("That day has not begun yet."))
        return users

    def _figures(self, user, day):
        rows = self.env["sales.discipline.board"]._get_figures(user, day)
        if user.id not in rows:
            raise UserError(
                self.env._("%(name)s was not controlled then.", name=user.name)
            )
        shadowed = self.env["sales.discipline.board"]._shadowed_teams(rows)
        return {**rows[user.id], "is_shadowed": rows[user.id]["team_id"] in shadowed}

    # ------------------------------------------------------------
    # STORING
    # ------------------------------------------------------------

    def _draft(self, user, day, verdict, figures):
        reader = self.with_context(lang=user.lang or self.env.lang)
        drafter = reader.env["sales.discipline.verdict.draft"].sudo()
        return drafter._compose(user, day, verdict, figures)

    def _prepare_values(self, user, day, verdict, figures):
        """All fields, so that no ``default_*`` of the caller's context counts."""
        return {
            "user_id": user.id,
            "date": day,
            "author_id": self.env.uid,
            "verdict": verdict,
            "message": False,
            "is_drafted": False,
            "is_bulk": False,
            "is_shadowed": figures["is_shadowed"],
            "team_id": figures["team_id"],
            "company_id": figures["company_id"],
        }

    def _quiet(self):
        """Superuser without followers and log notes: :meth:`_announce` tells."""
        return self.sudo().with_context(
            mail_create_nosubscribe=True, mail_create_nolog=True
        )

    def _upsert(self, values):
        quiet = self._quiet()
        record = quiet.search(
            [("user_id", "=", values["user_id"]), ("date", "=", values["date"])]
        )
        if not record:
            return quiet.create(values)
        # Whoever has been told once is told of a change as well.
        values["is_shadowed"] &= record.is_shadowed
        record.write(values)
        return record

    def _to_board(self):
        """{user id: the verdict as plain JSON}; instants in UTC."""
        known = self._authors_and_answers()
        return {
            verdict.user_id.id: {
                "id": verdict.id,
                "date": fields.Date.to_string(verdict.date),
                "verdict": verdict.verdict,
                "message": verdict.message or "",
                "is_bulk": verdict.is_bulk,
                "is_shadowed": verdict.is_shadowed,
                "author_id": verdict.author_id.id,
                "author": known[verdict.id][0],
                "at": fields.Datetime.to_string(verdict.write_date),
                "is_answered": known[verdict.id][1],
            }
            for verdict in self
        }

    def _authors_and_answers(self):
        """{verdict id: (name of the author, whether the person wrote back since)}.

        One query, without reading the users and partners whole.
        """
        self.flush_recordset(["author_id", "user_id"])
        self.env["res.partner"].flush_model(["name"])
        messages = self.env["mail.message"]
        messages.flush_model(["model", "res_id", "message_type", "author_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT verdict.id, partner.name, EXISTS (
                           SELECT 1
                             FROM mail_message message
                            WHERE message.model = %s
                              AND message.res_id = verdict.id
                              AND message.message_type = 'comment'
                              AND message.author_id = person.partner_id
                              AND message.create_date >= verdict.write_date
                       )
                  FROM sales_discipline_verdict verdict
                  JOIN res_users person ON person.id = verdict.user_id
                  JOIN res_users author ON author.id = verdict.author_id
                  JOIN res_partner partner ON partner.id = author.partner_id
                 WHERE verdict.id = ANY(%s)
                """,
                self._name,
                self.ids,
            )
        )
        return {verdict_id: (name, answered) for verdict_id, name, answered in rows}


def _skeleton(text):
    """The words without their figures: those may change while the head reads."""
    return " ".join("".join("#" if c.isdigit() else c for c in text).split())
