"""What is kept about a person: given to them, and forgotten when they have left."""

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.models import MAGIC_COLUMNS
from odoo.tools import SQL

PREFIX = "sales.discipline."
PERSON = "user_id"
ADMINISTRATOR = "base.group_system"
# Of the journal, which nobody but administrators reads: what the person did.
JOURNAL_FIELDS = (
    "at",
    "kind",
    "activity_id",
    "summary",
    "res_name",
    "old_deadline",
    "new_deadline",
    "old_planned_hours",
    "new_planned_hours",
    "old_result",
    "new_result",
    "old_result_flag",
    "new_result_flag",
    "old_done_at",
    "new_done_at",
)
ACTIVITY_FIELDS = (
    "summary",
    "res_name",
    "date_deadline",
    "first_deadline",
    "planned_hours",
    "postpone_count",
    "done_at",
    "feedback",
    "result_flag",
    "result_contest",
)
UNSHOWN = ("binary", "many2many", "one2many", "json", "reference")


class SalesDisciplinePrivacy(models.AbstractModel):
    """Every table of the addon that names a person is found, not listed: one that is
    new is exported and forgotten as soon as it is there."""

    _name = "sales.discipline.privacy"
    _description = "Personal Data"

    @api.model
    def _person_models(self):
        """{model name: path to the person} of the tables that are about one."""
        found = {}
        for name, model in self.env.registry.items():
            if not name.startswith(PREFIX) or model._abstract or model._transient:
                continue
            fields = model._fields
            if not model._auto:
                continue
            if PERSON in fields and fields[PERSON].store:
                found[name] = PERSON
            elif "day_id" in fields and fields["day_id"].store:
                found[name] = f"day_id.{PERSON}"
        return found

    # ------------------------------------------------------------
    # EXPORT
    # ------------------------------------------------------------

    @api.model
    def _check_may_export(self, user):
        """:raises AccessError: unless it is the caller, or an administrator calls"""
        if user != self.env.user and not self.env.user.has_group(ADMINISTRATOR):
            raise AccessError(
                self.env._(
                    "Only the person and a settings administrator get what is kept "
                    "about a person."
                )
            )

    @api.model
    def _collect(self, user):
        """What is kept about ``user``: a list of (title, column titles, rows).

        People get what they may read, as days are not theirs to see in shadow mode;
        an administrator gets everything.
        """
        self._check_may_export(user)
        own = user == self.env.user
        env = self.env(su=not own)
        if own:
            companies = {"allowed_company_ids": self.env.user.company_ids.ids}
            env = env(context={**env.context, **companies})
        tables = [
            self._collect_model(env[name], [(path, "=", user.id)])
            for name, path in sorted(self._person_models().items())
            if own is False or env[name].has_access("read")
        ]
        journal = self.env["sales.discipline.journal"].sudo()
        activities = self.env["mail.activity"].sudo().with_context(active_test=False)
        domain = [(PERSON, "=", user.id), ("res_model", "!=", False)]
        mine = [("old_user_id", "=", user.id)]
        tables += [
            self._collect_model(activities, domain, ACTIVITY_FIELDS),
            self._collect_model(journal, mine, JOURNAL_FIELDS),
        ]
        return [table for table in tables if table[2]]

    def _collect_model(self, model, domain, names=None):
        about = self._describe_fields(model)
        names = [
            name
            for name in names or model._fields
            if name in about and model._fields[name].store and _is_shown(model, name)
        ]
        rows = [
            [_cell(record[name], about[name]) for name in names]
            for record in model.search(domain).read(names)
        ]
        title = self.env["ir.model"]._get(model._name).sudo().name
        return title, [about[name]["string"] for name in names], rows

    def _describe_fields(self, model):
        """What each field is to a reader; copies of a flag have its words."""
        wanted = ["string", "type", "selection"]
        about = model.fields_get(attributes=wanted)
        flags = self.env["mail.activity"].fields_get(["result_flag"], wanted)
        words = {**flags["result_flag"]}
        words.pop("string")
        for name in about:
            if name.endswith("result_flag"):
                about[name] = {**about[name], **words}
        return about

    # ------------------------------------------------------------
    # ERASURE
    # ------------------------------------------------------------

    @api.model
    def _forget(self, users):
        """Forget people who have left; the figures of their days stay with the team.

        Texts and names go, and whatever names nobody but them. In the journal, which
        colleagues' figures stand on, the texts are emptied and nothing else.

        :raises UserError: where an account is still in use
        """
        working = users.filtered("active")
        if working:
            raise UserError(
                self.env._(
                    "%s still works here: archive the account first.",
                    ", ".join(working.mapped("name")),
                )
            )
        self.env.flush_all()
        days = self.env["sales.discipline.day"].sudo()
        days = days.search([(PERSON, "in", users.ids)])
        for name, path in self._person_models().items():
            if path == PERSON:
                self._forget_rows(name, users)
        self._empty_days(days)
        self._empty_texts(users)
        self.env.invalidate_all(flush=False)

    def _forget_rows(self, name, users):
        """As if the account had been deleted: rows go, or name nobody any more."""
        model = self.env[name].sudo()
        ids = model.with_context(active_test=False).search([(PERSON, "in", users.ids)])
        table = SQL.identifier(model._table)
        if model._fields[PERSON].ondelete == "cascade":
            self._delete_messages(ids)
            query = SQL("DELETE FROM %s WHERE id = ANY(%s)", table, ids.ids)
        else:
            query = SQL(
                "UPDATE %s SET user_id = NULL WHERE id = ANY(%s)", table, ids.ids
            )
        self.env.cr.execute(query)

    def _empty_days(self, days):
        """Days without a person: only figures, never judged again."""
        self.env.cr.execute(
            SQL(
                "UPDATE sales_discipline_day SET user_name = NULL, is_erased = TRUE"
                " WHERE id = ANY(%s)",
                days.ids,
            )
        )
        for table in ("sales_discipline_day_line", "sales_discipline_day_correction"):
            self.env.cr.execute(
                SQL(
                    "DELETE FROM %s WHERE day_id = ANY(%s)",
                    SQL.identifier(table),
                    days.ids,
                )
            )
        self._delete_messages(days)

    def _delete_messages(self, records):
        messages = self.env["mail.message"].sudo()
        domain = [("model", "=", records._name), ("res_id", "in", records.ids)]
        messages.search(domain).unlink()

    def _empty_texts(self, users):
        self.env.cr.execute(
            SQL(
                """UPDATE sales_discipline_journal
                      SET old_result = NULL, new_result = NULL, summary = NULL,
                          res_name = NULL
                    WHERE old_user_id = ANY(%s) OR new_user_id = ANY(%s)""",
                users.ids,
                users.ids,
            )
        )
        self.env.cr.execute(
            SQL(
                "UPDATE mail_activity SET result_contest = NULL"
                " WHERE user_id = ANY(%s) AND result_contest IS NOT NULL",
                users.ids,
            )
        )


def _is_shown(model, name):
    hidden = (*MAGIC_COLUMNS, PERSON, "user_name")
    return name not in hidden and model._fields[name].type not in UNSHOWN


def _cell(value, about):
    """A value as a reader understands it; an empty one is an empty cell."""
    if about["type"] == "boolean":
        return bool(value)
    if about["type"] == "many2one":
        return value[1] if value else ""
    if about["type"] == "selection":
        return dict(about["selection"]).get(value, value or "")
    return "" if value is False or value is None else value
