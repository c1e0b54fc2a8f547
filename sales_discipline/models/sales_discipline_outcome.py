"""What a sales department lives by: deals won, amounts invoiced, anything countable."""

import ast
import logging

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..engine import outcomes
from .res_users_reviewer import STAND_INS

_logger = logging.getLogger(__name__)

DEFINITION = (
    "model_id",
    "domain",
    "date_field",
    "user_path",
    "measure",
    "measure_field",
    "plan_domain",
    "plan_date_field",
    "plan_user_path",
    "active",
)


class SalesDisciplineOutcome(models.Model):
    """One thing that is counted, added up or averaged per person and day.

    Records are found by ``domain``, belong to the day that ``date_field`` falls on in
    the person's time zone, and to the person at the end of ``user_path``. Amounts are
    in the currency of the company in which the person is controlled.

    ``plan_date_field`` says by when open records are expected; what is expected in a
    week or month is recorded on its first morning.
    """

    _name = "sales.discipline.outcome"
    _description = "Sales Outcome"
    _inherit = ["sales.discipline.bounds"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        "Technical Name", copy=False, help="By which integrations find this outcome."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        help="Records of this company, and people controlled in it. Empty: of all.",
    )
    # records
    model_id = fields.Many2one(
        "ir.model",
        "Records",
        # Values outlive the app whose records were counted.
        ondelete="set null",
        domain="[('transient', '=', False), ('abstract', '=', False)]",
    )
    model = fields.Char("Model Name", related="model_id.model", store=True)
    domain = fields.Char("Which Count", default="[]")
    date_field = fields.Char("Date", help="On which day a record counts.")
    user_path = fields.Char("Salesperson", help="Whose outcome a record is.")
    # measure
    measure = fields.Selection(
        [("count", "Number"), ("sum", "Sum"), ("avg", "Average")],
        "Value",
        default="count",
        required=True,
    )
    measure_field = fields.Char("Measured Field")
    # expectation
    plan_domain = fields.Char("Which Are Expected", default="[]")
    plan_date_field = fields.Char(
        "Expected On",
        help="By when an open record is expected. Empty: nothing is expected of people "
        "beforehand, but a target can be set.",
    )
    plan_user_path = fields.Char(
        "Expected Of", help="Of whom an open record is expected."
    )
    # UX
    broken_reason = fields.Text("Switched Off Because", readonly=True, copy=False)

    _code_uniq = models.Constraint(
        "UNIQUE (code)", "Another outcome has this technical name."
    )

    # ------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------

    @api.constrains(*DEFINITION)
    def _check_definition(self):
        """Refuse what could not be measured, with the reason."""
        for outcome in self.filtered("active"):
            try:
                for source in outcome._get_sources():
                    outcome._check_source(source)
            except OperationalError:
                raise
            except Exception as error:
                reason = str(error).strip()
                raise ValidationError(
                    self.env._(
                        "The outcome “%(name)s” cannot be measured: %(reason)s",
                        name=outcome.name,
                        reason=reason,
                    )
                ) from error

    def _check_source(self, source):
        if not self.model_id:
            raise ValueError(self.env._("Say which records are counted."))
        if source.measure != "count" and not source.measure_path:
            raise ValueError(
                self.env._(
                    "Choose a number or an amount under Measured Field, or count "
                    "records."
                )
            )
        model = self.env[source.model]
        if model._abstract or model._transient:
            raise ValueError(
                self.env._("Records of “%s” are not kept.", self.model_id.name)
            )
        with self.env.cr.savepoint():
            outcomes.measure(self.env, source, [])

    def _check_author(self):
        """Who defines an outcome must be able to read what it counts.

        Not a constraint: Odoo runs those as superuser.

        :raise AccessError: a model or field that the author may not read
        """
        if self.env.su:
            return
        for outcome in self.filtered("active"):
            for source in outcome._get_sources():
                for _path, path_fields in outcomes.check_types(self.env, source):
                    for field in path_fields:
                        owner = self.env[field.model_name]
                        owner.check_access("read")
                        owner._check_field_access(field, "read")
                self.env[source.model].search(source.domain, limit=1)

    @api.model
    def _parse_domain(self, text):
        """A domain of plain values: what a viewer's context says has no part in it."""
        try:
            domain = ast.literal_eval((text or "[]").strip())
        except (SyntaxError, ValueError) as error:
            raise ValueError(
                self.env._("“%s” is not a condition of plain values.", text)
            ) from error
        if not isinstance(domain, list):
            raise TypeError(
                self.env._("“%s” is not a condition of plain values.", text)
            )
        return domain

    # ------------------------------------------------------------
    # ORM
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        created = super().create(vals_list)
        created._check_author()
        return created

    def write(self, vals):
        if vals.get("active"):
            vals = {**vals, "broken_reason": False}
        result = super().write(vals)
        if not vals.keys().isdisjoint(DEFINITION):
            self._check_author()
        return result

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        for outcome, vals in zip(self, vals_list, strict=True):
            if not (default or {}).get("name"):
                vals["name"] = self.env._("%s (copy)", outcome.name)
        return vals_list

    @api.ondelete(at_uninstall=True)
    def _unlink_except_measured(self):
        # Not at_uninstall=False: that is switched off by a context key which any
        # client can send.
        modules = self.env["ir.module.module"].sudo()
        if modules.search_count([("state", "=", "to remove")], limit=1):
            return
        values = self.env["sales.discipline.day.outcome"].sudo()
        for (outcome,) in values._read_group(
            [("outcome_id", "in", self.ids)], ["outcome_id"]
        ):
            raise UserError(
                self.env._(
                    "“%s” has been measured on closed days: archive it instead.",
                    outcome.name,
                )
            )

    # ------------------------------------------------------------
    # MEASURING
    # ------------------------------------------------------------

    @api.model
    def _get_active(self):
        """All that are measured, in every company, as superuser."""
        return self.sudo().search_fetch([("active", "=", True)])

    def _get_source(self, planned=False):
        """Where to look for what came about or, ``planned``, for what is expected."""
        self.ensure_one()
        return outcomes.Source(
            model=self.model or "",
            domain=self._parse_domain(self.plan_domain if planned else self.domain),
            date_path=self.plan_date_field if planned else self.date_field,
            user_path=self.plan_user_path if planned else self.user_path,
            measure=self.measure,
            measure_path=self.measure_field,
            company_id=self.company_id.id or None,
        )

    def _get_sources(self):
        """That of what comes about and, if any, that of what is expected."""
        self.ensure_one()
        expected = [self._get_source(planned=True)] if self.plan_date_field else []
        return [self._get_source(), *expected]

    def _measure(self, slots, planned=False):
        """The figure of each of ``slots``, or None if that cannot be found out.

        An outcome that has broken is switched off and its administrators told; it
        stops nobody. Reads as superuser: check rights before.
        """
        self.ensure_one()
        try:
            return self._measure_in_savepoint(slots, planned)
        except OperationalError:
            # The database, not the outcome: the job tries again.
            raise
        except Exception as error:  # pylint: disable=broad-except
            _logger.info("The outcome %s is switched off: %s", self.id, error)
            self._switch_off(str(error).strip())
            return None

    @api.model
    def _measure_together(self, wanted, trusting=False):
        """As ``_measure`` for many, in one statement; those that broke are left out.

        :param wanted: {outcome: slots}
        :param trusting: whether what breaks is raised, by a caller that can go back
        :return: {outcome: figures}
        """
        sources = [(outcome._get_source(), slots) for outcome, slots in wanted.items()]
        if trusting:
            measured = outcomes.measure_all(self.env, sources)
            return dict(zip(wanted, measured, strict=True))
        try:
            with self.env.cr.savepoint(flush=False):
                measured = outcomes.measure_all(self.env, sources)
        except OperationalError:
            raise
        except Exception:  # pylint: disable=broad-except
            # One by one it shows which.
            measured = [outcome._measure(slots) for outcome, slots in wanted.items()]
        return {
            outcome: figures
            for outcome, figures in zip(wanted, measured, strict=True)
            if figures is not None
        }

    def _measure_quietly(self, slots):
        """As ``_measure``, for a reader, who switches nothing off: nothing at worst."""
        if not slots:
            return []
        try:
            return self._measure_in_savepoint(slots)
        except OperationalError:
            raise
        except Exception as error:  # pylint: disable=broad-except
            _logger.info("The outcome %s cannot be measured: %s", self.id, error)
            return [outcomes.Figure(self.measure) for _slot in slots]

    def _measure_in_savepoint(self, slots, planned=False):
        with self.env.cr.savepoint(flush=False):
            return outcomes.measure(self.env, self._get_source(planned), slots)

    def _is_money(self):
        """Whether values are amounts of money; those of no outcome are not."""
        if not self or self.measure == "count":
            return False
        try:
            path = outcomes.read_path(self.env, self.model or "", self.measure_field)
        except ValueError:
            return False
        return path[-1].type == "monetary"

    def _switch_off(self, reason):
        self.write({"active": False, "broken_reason": reason})
        admins = self.env["res.users"]._discipline_users_of(*STAND_INS)
        for lang, users in admins.grouped("lang").items():
            outcome = self.with_context(lang=lang)
            self.env["mail.thread"].message_notify(
                model=self._name,
                res_id=self.id,
                partner_ids=users.partner_id.ids,
                subject=outcome.env._("The outcome “%s” is switched off", outcome.name),
                body=outcome.env._(
                    "It can no longer be measured: %s. Days are closed without it. "
                    "Mend it and switch it on again.",
                    reason,
                ),
            )
        self.env.flush_all()
