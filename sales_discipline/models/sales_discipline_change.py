"""Whatever could make figures unfair, in one list for the reviewers."""

from odoo import fields, models
from odoo.tools import SQL

from ..fields import EmptyFloat

# An id says where a row comes from: that of its record, times this, plus its kind.
SOURCES = (
    "sales.discipline.exemption",
    "mail.activity",
    "sales.discipline.day.correction",
    "resource.calendar.leaves",
    "mail.tracking.value",
)
STEP = 8


class SalesDisciplineChange(models.Model):
    """Exemptions, flags, reopened days, leaves that people entered themselves and
    changes of their time zone (product.md, *Fairness*).

    Read only, from the records themselves. Nothing is kept twice.
    """

    _name = "sales.discipline.change"
    _description = "Exemption, Flag or Change"
    _auto = False
    _order = "at desc, id desc"
    _rec_name = "text"
    _depends = {
        "sales.discipline.exemption": ["user_id", "date_from", "date_to", "reason"],
        "mail.activity": [
            "user_id",
            "done_at",
            "result_flag",
            "feedback",
            "summary",
            "res_name",
        ],
        "sales.discipline.day.correction": ["day_id", "kind", "at", "reason"],
        "resource.calendar.leaves": ["resource_id", "date_from", "date_to", "name"],
        "mail.tracking.value": ["field_id", "mail_message_id", "new_value_char"],
    }

    kind = fields.Selection(
        [
            ("exemption", "Exemption"),
            ("flag", "Flag"),
            ("reopened", "Day Reopened"),
            ("recomputed", "Day Judged Again"),
            ("leave", "Own Leave Entered"),
            ("tz", "Time Zone Changed"),
        ],
        readonly=True,
    )
    at = fields.Datetime("When", readonly=True)
    user_id = fields.Many2one("res.users", "Salesperson", readonly=True)
    actor_id = fields.Many2one("res.users", "By", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    date_from = fields.Date("From", readonly=True)
    date_to = fields.Date("To", readonly=True)
    text = fields.Char("Details", readonly=True)
    decision = fields.Selection(
        [("contested", "Contested"), ("upheld", "Upheld"), ("cleared", "Cleared")],
        readonly=True,
    )
    score_before = EmptyFloat("Score Before", readonly=True, aggregator=None)

    @property
    def _table_query(self):
        kinds = zip(
            (_EXEMPTIONS, _FLAGS, _CORRECTIONS, _LEAVES, _ZONES),
            range(len(SOURCES)),
            strict=True,
        )
        return SQL(" UNION ALL ").join(
            SQL("SELECT source.id * %s + %s AS id, %s", STEP, number, query)
            for query, number in kinds
        )

    def action_open(self):
        """The record that a change is about, with the rights of the caller."""
        self.ensure_one()
        self.check_access("read")
        model, record_id = SOURCES[self.id % STEP], self.id // STEP
        if model == "sales.discipline.day.correction":
            correction = self.env[model].browse(record_id)
            model, record_id = correction.day_id._name, correction.day_id.id
        if model not in _OPENED:
            return False
        return {
            "type": "ir.actions.act_window",
            "res_model": model,
            "res_id": record_id,
            "views": [(False, "form")],
        }


_OPENED = ("sales.discipline.exemption", "mail.activity", "sales.discipline.day")

_EXEMPTIONS = SQL("""
           'exemption' AS kind, source.write_date AS at, source.user_id,
           source.granted_by_id AS actor_id, source.company_id,
           source.date_from, source.date_to, source.reason AS text,
           NULL AS decision, NULL::float8 AS score_before
      FROM sales_discipline_exemption source
""")

_FLAGS = SQL("""
           'flag', source.done_at, source.user_id,
           coalesce(source.result_cleared_by_id, source.result_upheld_by_id),
           person.company_id, NULL::date, NULL::date,
           concat_ws(' · ', nullif(trim(source.feedback), ''),
                     nullif(source.summary, ''), nullif(source.res_name, '')),
           CASE WHEN source.result_cleared_by_id IS NOT NULL THEN 'cleared'
                WHEN source.result_upheld_by_id IS NOT NULL THEN 'upheld'
                WHEN source.result_contest IS NOT NULL THEN 'contested' END,
           NULL::float8
      FROM mail_activity source
      JOIN res_users person ON person.id = source.user_id
     WHERE source.result_flag IS NOT NULL
""")

_CORRECTIONS = SQL("""
           source.kind, source.at, day.user_id, source.actor_id, day.company_id,
           day.date, day.date, source.reason, NULL,
           nullif(source.score_before, '')::float8
      FROM sales_discipline_day_correction source
      JOIN sales_discipline_day day ON day.id = source.day_id
""")

# Whatever an approver enters or approves has another author.
_LEAVES = SQL("""
           'leave', source.create_date, resource.user_id, source.create_uid,
           resource.company_id, source.date_from::date, source.date_to::date,
           source.name, NULL, NULL::float8
      FROM resource_calendar_leaves source
      JOIN resource_resource resource ON resource.id = source.resource_id
     WHERE source.create_uid = resource.user_id
       AND coalesce(source.time_type, 'leave') = 'leave'
""")

_ZONES = SQL("""
           'tz', message.date, member.user_id, message.create_uid,
           coalesce(team.company_id, person.company_id), NULL::date, NULL::date,
           concat(coalesce(nullif(source.old_value_char, ''), '–'), ' → ',
                  coalesce(nullif(source.new_value_char, ''), '–')),
           NULL, NULL::float8
      FROM mail_tracking_value source
      JOIN ir_model_fields field ON field.id = source.field_id
       AND field.model = 'crm.team.member' AND field.name = 'discipline_tz'
      JOIN mail_message message ON message.id = source.mail_message_id
      JOIN crm_team_member member ON member.id = message.res_id
      JOIN crm_team team ON team.id = member.crm_team_id
      JOIN res_users person ON person.id = member.user_id
""")
