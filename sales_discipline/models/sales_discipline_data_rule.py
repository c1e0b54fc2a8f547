"""What a complete record is (metrics section 5, component *data*)."""

import logging
from ast import literal_eval
from collections import defaultdict

from markupsafe import Markup
from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..client_values import as_id, as_ids
from ..engine.outcomes import path_to_sql

_logger = logging.getLogger(__name__)


class SalesDisciplineDataRule(models.Model):
    """Of the records checked, those of the second domain fail, and say why.

    All are counted for many people in one statement. A rule that broke, because a
    field went away, is switched off by the closing of days and never stops it.
    """

    _name = "sales.discipline.data.rule"
    _description = "Sales Discipline Data Rule"
    _inherit = ["sales.discipline.bounds", "mail.thread"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one("res.company", index=True)
    team_ids = fields.Many2many(
        "crm.team", string="Teams", help="Empty: the people of all controlled teams."
    )
    model_id = fields.Many2one(
        "ir.model",
        "Records",
        required=True,
        ondelete="cascade",
        domain=[("transient", "=", False), ("abstract", "=", False)],
    )
    # Stored, as most readers need nothing else of the model.
    model = fields.Char(related="model_id.model", string="Model Name", store=True)
    domain = fields.Char("Checked", default="[]", required=True)
    fail_domain = fields.Char("Failing", default="[]", required=True)
    user_path = fields.Char(
        "Responsible User",
        default="user_id",
        required=True,
        help="The field that names the person, with dots where it is on another "
        "record: user_id, or order_id.user_id.",
    )
    hint = fields.Char("How to Mend", translate=True)

    # ------------------------------------------------------------
    # CHECKING RULES
    # ------------------------------------------------------------

    @api.constrains("model_id", "domain", "fail_domain", "user_path")
    def _check_definition(self):
        """Try the rule: what cannot be counted is refused with the reason."""
        for rule in self:
            if rule._parse(rule.fail_domain, self.env._("Failing")).is_true():
                raise ValidationError(
                    self.env._(
                        "The rule “%s” says of every record that it fails: say under "
                        "Failing which ones do.",
                        rule.name,
                    )
                )
            try:
                with self.env.cr.savepoint():
                    rule._count_users(self.env.user)
            except ValidationError:
                raise
            except Exception as error:
                raise ValidationError(
                    self.env._(
                        "The rule “%(rule)s” cannot be evaluated: %(reason)s",
                        rule=rule.name,
                        reason=error,
                    )
                ) from error

    def _parse(self, text, label):
        try:
            return Domain(literal_eval(text.strip() or "[]"))
        except (ValueError, SyntaxError, TypeError) as error:
            raise ValidationError(
                self.env._("%(label)s is no domain: %(text)s", label=label, text=text)
            ) from error

    def _check_path(self, model):
        """The path leads over stored many2one fields to a user."""
        for name in self.user_path.split("."):
            field = model._fields.get(name)
            if field is None or field.type != "many2one" or not field.store:
                raise ValidationError(
                    self.env._(
                        "“%(path)s” leads to no user: %(model)s has no stored link to "
                        "one record called “%(name)s”.",
                        path=self.user_path,
                        model=model._description,
                        name=name,
                    )
                )
            model = self.env[field.comodel_name]
        if model._name != "res.users":
            raise ValidationError(self.env._("“%s” leads to no user.", self.user_path))

    # ------------------------------------------------------------
    # COUNTING
    # ------------------------------------------------------------

    def _domains(self):
        """(records checked, those of them that fail)."""
        self.ensure_one()
        model = self.env[self.model]
        checked = self._parse(self.domain, self.env._("Checked"))
        failing = self._parse(self.fail_domain, self.env._("Failing"))
        if self.company_id and "company_id" in model._fields:
            checked &= Domain("company_id", "in", [self.company_id.id, False])
        return checked, checked & failing

    def _count_users(self, users):
        """{user id: (checked, failed)} of those who have anything to check."""
        self.ensure_one()
        return self._count_together({self: users})[self]

    @api.model
    def _count_together(self, concerned):
        """As ``_count_users`` by rule, in one statement for all of ``concerned``.

        :param concerned: {rule: users whom it is about}
        """
        counted = {rule: {} for rule in concerned}
        arms = [arm for rule, users in concerned.items() for arm in rule._arms(users)]
        if not arms:
            return counted
        rows = self.env.execute_query(
            SQL(
                "SELECT rule_id, user_id, sum(checked)::int, sum(failed)::int"
                " FROM (%s) found GROUP BY rule_id, user_id",
                SQL(" UNION ALL ").join(arms),
            )
        )
        for rule_id, user_id, checked, failed in rows:
            counted[self.browse(rule_id)][user_id] = checked, failed
        return counted

    def _arms(self, users):
        """Two queries: how many records of each user are checked, and how many fail."""
        rule = self.sudo()
        if rule.model not in self.env:
            raise ValidationError(self.env._("There is no model %s.", rule.model))
        zone = (rule.company_id or self.env.company).resource_calendar_id.tz or "UTC"
        model = rule.env[rule.model].with_context(tz=zone, active_test=True)
        rule._check_path(model)
        mine = Domain(rule.user_path, "in", users.ids)
        counts = SQL("count(*) AS checked, 0 AS failed"), SQL("0, count(*)")
        arms = []
        for domain, count in zip(rule._domains(), counts, strict=True):
            query = model._search(mine & domain)
            _field, user = path_to_sql(model, query, rule.user_path)
            query.groupby = user
            arms.append(
                query.select(
                    SQL("%s AS rule_id", self.id), SQL("%s AS user_id", user), count
                )
            )
        return arms

    @api.model
    def _measure(self, users, may_switch_off=False, trusting=False):
        """{user id: [(rule, checked, failed)]} by all active rules, in their order.

        :param may_switch_off: whether a rule that broke is switched off; else it is
            passed over, as whoever looks at a screen may not write
        :param trusting: whether what breaks is raised, by a caller that can go back
        """
        rules = self.sudo().search_fetch([("active", "=", True)])
        concerned = {rule: rule._concerned(users) for rule in rules}
        concerned = {rule: people for rule, people in concerned.items() if people}
        measured = defaultdict(list)
        if trusting:
            counted = self._count_together(concerned)
        else:
            counted = self._count_safely(concerned, may_switch_off)
        for rule, counts in counted.items():
            for user_id, (checked, failed) in counts.items():
                measured[user_id].append((rule, checked, failed))
        return measured

    @api.model
    def _count_safely(self, concerned, may_switch_off):
        """All together; if one of them breaks, one by one, and without that one."""
        try:
            with self.env.cr.savepoint():
                return self._count_together(concerned)
        except OperationalError:
            raise  # the database is busy, not a rule wrong
        except Exception as error:  # whatever a rule of theirs may do
            if len(concerned) > 1:
                counted = {}
                for rule, users in concerned.items():
                    counted |= self._count_safely({rule: users}, may_switch_off)
                return counted
            for rule in concerned:
                _logger.info("The data rule %s cannot be evaluated: %s", rule.id, error)
                if may_switch_off:
                    rule._switch_off(error)
            return {}

    def _concerned(self, users):
        """Those of ``users`` whom the rule is about."""
        if not self.team_ids:
            return users
        members = self.team_ids.crm_team_member_ids.user_id
        return users & members

    def _switch_off(self, error):
        """Tell the administrators, once: it is off from now on."""
        self.active = False
        admins = self.env.ref("base.group_system").all_user_ids
        self.message_post(
            body=self.env._(
                "This rule was switched off because it can no longer be evaluated: %s",
                error,
            ),
            partner_ids=admins.partner_id.ids,
            subtype_xmlid="mail.mt_comment",
        )
        # Closing empties the cache without writing it.
        self.env.flush_all()

    @api.model
    def _checks(self, users, may_switch_off=False, trusting=False):
        """As ``_measure``, as dicts that need no records."""
        return {
            user_id: [
                {
                    "rule_id": rule.id,
                    "name": rule.name,
                    "checked": checked,
                    "failed": failed,
                }
                for rule, checked, failed in rows
            ]
            for user_id, rows in self._measure(users, may_switch_off, trusting).items()
        }

    # ------------------------------------------------------------
    # FOR SCREENS
    # ------------------------------------------------------------

    @api.model
    @api.readonly
    def get_failures(self, user_ids=False):
        """What is incomplete, by person, in plain JSON.

        :param user_ids: people whom the caller reviews; the caller by default
        :return: ``{user id as text: [{id, name, hint, count}]}``, people with nothing
            to mend left out
        :raise AccessError: for people whom the caller does not review
        """
        users = self._readable_users(user_ids)
        return {
            str(user_id): [
                {"id": rule.id, "name": rule.name, "hint": rule.hint, "count": failed}
                for rule, _checked, failed in rows
                if failed
            ]
            for user_id, rows in self._measure(users).items()
            if any(failed for _rule, _checked, failed in rows)
        }

    @api.model
    @api.readonly
    def get_failing_action(self, rule_id, user_id=False):
        """The window with exactly the failing records of a person.

        :raise AccessError: for a person whom the caller does not review
        :raise UserError: where the rule is gone
        """
        users = self._readable_users([user_id] if user_id else False)
        rule = self.sudo().browse(as_id(rule_id)).exists()
        if not rule or not rule.active:
            raise UserError(self.env._("This rule is no longer in use."))
        _checked, failing = rule._domains()
        domain = failing & Domain(rule.user_path, "in", users.ids)
        return {
            "type": "ir.actions.act_window",
            "name": rule.name,
            "res_model": rule.model,
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "mobile_view_mode": "kanban",
            "domain": list(domain),
            "help": Markup("<p>%s</p>") % (rule.hint or ""),
        }

    def _readable_users(self, user_ids):
        if not user_ids:
            return self.env.user
        users = self.env["res.users"].sudo().browse(as_ids(user_ids)).exists()
        others = users - self.env.user
        if others and not self.env.user._discipline_is_reviewer_of(others):
            raise AccessError(
                self.env._("Only a person's reviewers see what they have to mend.")
            )
        return users
