"""Results of activities: flagged when written, refused where the policy says so."""

from functools import lru_cache
from hashlib import blake2b

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..engine.result_check import (
    EMPTY,
    TOO_SHORT,
    check_result,
    normalise,
    plain_words,
)

RESULT_FLAGS = [
    ("empty", "Missing"),
    ("too_short", "Too Short"),
    ("no_words", "No Words"),
    ("mash", "Random Letters"),
    ("stock_phrase", "Says Nothing"),
    ("repeated", "Repeated"),
]
REPEAT_DAYS = 30
# Under this name the transaction keeps what each of its users is to be told of.
FLAGGED = "sales_discipline.flagged"


class MailActivity(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "mail.activity"

    result_flag = fields.Selection(
        RESULT_FLAGS,
        readonly=True,
        copy=False,
        help="Why the result says nothing. Empty: it says something, or nobody asked.",
    )
    result_contest = fields.Text(
        readonly=True, copy=False, help="Why the salesperson finds the flag wrong."
    )
    result_cleared_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="set null"
    )
    result_upheld_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="set null"
    )
    # What the result says, without case and punctuation: finds repetitions.
    result_key = fields.Char(readonly=True, copy=False)

    # Used by the board: the few flags that wait for a decision, among millions.
    _contested_idx = models.Index(
        "(user_id) WHERE result_contest IS NOT NULL"
        " AND result_cleared_by_id IS NULL AND result_upheld_by_id IS NULL"
    )
    # Used by the list of changes: what was flagged lately.
    _flagged_idx = models.Index("(user_id, done_at) WHERE result_flag IS NOT NULL")

    # UX
    asks_result = fields.Boolean(compute="_compute_asks_result")
    refuses_no_result = fields.Boolean(
        compute="_compute_asks_result", export_string_translation=False
    )

    def _compute_asks_result(self):
        modes = self._discipline_result_modes()
        for activity in self:
            mode = modes.get(activity.id, "off")
            activity.asks_result = mode != "off"
            activity.refuses_no_result = mode == "block"

    def _discipline_asking(self):
        """Those that want a result of somebody whose policy looks at it."""
        modes = self._discipline_result_modes()
        return self.filtered(lambda activity: modes.get(activity.id, "off") != "off")

    def _discipline_result_modes(self):
        """{id of those that want a result: what the policy does to an empty one}."""
        wanted = self._discipline_wants_result()
        rules = self._discipline_result_rules(wanted.user_id)
        return {
            activity.id: rules[activity.user_id.id]["mode"]
            for activity in wanted
            if activity.user_id.id in rules
        }

    def _to_store_defaults(self, target):
        return [*super()._to_store_defaults(target), "asks_result", "refuses_no_result"]

    # ------------------------------------------------------------
    # FINISHING
    # ------------------------------------------------------------

    def action_discipline_done(self):
        """Finish, and ask for the results that are wanted: for buttons of lists."""
        asking = self.filtered("active")._discipline_asking().filtered(_has_no_result)
        (self - asking).action_done()
        if not asking:
            return True
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Mark Done"),
            "res_model": "sales.discipline.done",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_activity_ids": asking.ids},
        }

    def _discipline_name(self):
        return self.summary or self.activity_type_id.name

    # ------------------------------------------------------------
    # FLAGGING
    # ------------------------------------------------------------

    def _discipline_wants_result(self):
        """Those whose type requires a result, on documents that count."""
        tracked = self.env["sales.discipline.day"]._tracked_models()
        return self.sudo().filtered(
            lambda activity: (
                activity.activity_type_id.result_required
                and activity.activity_type_id.is_tracked
                and activity.res_model in tracked
            )
        )

    def _discipline_flag_results(self):
        """Set the flag of what is finished, and take it from what is open again.

        A text that was cleared or upheld is judged anew when it changes.
        """
        done = self.sudo().filtered(lambda activity: not activity.active)
        # Another type does not take away what was asked when it was finished.
        wanted = done._discipline_wants_result() | done.filtered("result_flag")
        keys = {activity: result_key(activity.feedback) for activity in wanted}
        rules = self._discipline_result_rules(wanted.user_id, keys.values())
        found = self.browse()
        for activity in self.sudo():
            rule = rules.get(activity.user_id.id) if activity in wanted else None
            flag, key = False, False
            if rule and rule["mode"] != "off":
                key = keys[activity]
                flag = rule["check"](activity.feedback, activity.id, key)
            if (flag, key) != (activity.result_flag, activity.result_key):
                if flag and activity.user_id == self.env.user:
                    found += self.browse(activity.id)
                activity._discipline_stamp(
                    {
                        "result_flag": flag,
                        "result_key": key,
                        "result_contest": False,
                        "result_cleared_by_id": False,
                        "result_upheld_by_id": False,
                    }
                )
        rule = rules.get(self.env.uid)
        if found and not rule["is_shadowed"]:
            found._discipline_tell_flags()

    def _discipline_tell_flags(self):
        """Have the person told, on whichever screen it was finished.

        Not in the answer of the call: the buttons that finish are Odoo's own. At the
        end of the transaction: what is finished and its text may be written apart.
        """
        told = self.env.cr.precommit.data.setdefault(FLAGGED, {})
        if self.env.uid not in told:
            told[self.env.uid] = set()
            self.env.cr.precommit.add(self.browse()._discipline_send_flags)
        told[self.env.uid].update(self.ids)

    def _discipline_send_flags(self):
        told = self.env.cr.precommit.data.get(FLAGGED, {})
        ids = told.pop(self.env.uid, ())
        flagged = self.sudo().browse(sorted(ids)).exists().filtered("result_flag")
        if not flagged:
            return
        flags = dict(self._fields["result_flag"]._description_selection(self.env))
        why = ", ".join(dict.fromkeys(flags[a.result_flag] for a in flagged))
        if len(flagged) == 1:
            text = self.env._(
                "“%(activity)s” is done. Its result was flagged: %(why)s. “Why?” lets"
                " you write it better, or say why it is enough.",
                activity=flagged._discipline_name(),
                why=why,
            )
        else:
            text = self.env._(
                "%(count)s are done. Their results were flagged: %(why)s. “Why?” lets"
                " you write them better, or say why they are enough.",
                count=len(flagged),
                why=why,
            )
        self.env.user._bus_send(
            "simple_notification", {"type": "warning", "message": text}
        )

    @api.model
    def _discipline_result_rules(self, users, keys=()):
        """{user id: mode and check} of those who are controlled; one query at most.

        What a transaction has read once is good for all that it finishes.

        :param keys: ``result_key`` of the texts that are to be checked: what said the
            same lately is read, and nothing else of the hundreds of a month
        """
        known = self._discipline_memo()["result_rules"]
        keys = set(filter(None, keys))
        missing = [
            user_id
            for user_id in users.ids
            if user_id not in known
            or (known[user_id] and not keys <= known[user_id]["keys"])
        ]
        if missing:
            self._discipline_flush_rules()
            since = fields.Datetime.subtract(self.env.cr.now(), days=REPEAT_DAYS)
            query = SQL(_RULES, list(keys), self.env.cr.now(), since, missing)
            found = dict.fromkeys(missing)
            for user_id, *numbers in self.env.execute_query(query):
                found[user_id] = _rule(*numbers, keys, known.get(user_id))
            known.update(found)
        return {user_id: known[user_id] for user_id in users.ids if known[user_id]}

    def _discipline_flush_rules(self):
        self.flush_model()
        for name in ("crm.team", "crm.team.member", "sales.discipline.policy.version"):
            self.env[name].flush_model()

    # ------------------------------------------------------------
    # REFUSING
    # ------------------------------------------------------------

    def _discipline_check_block(self, feedback=None):
        """Refuse to finish without a result where the policy blocks that.

        :param feedback: the text that comes with finishing; None: what is there
        :raises UserError: a sentence that says what is expected
        """
        wanted = self._discipline_wants_result()
        # Of the text that is written next, so that it is asked for once.
        keys = [result_key(feedback)] if feedback else ()
        rules = self._discipline_result_rules(wanted.user_id, keys)
        if self.env.su:
            return
        for activity in wanted:
            rule = rules.get(activity.user_id.id)
            if not rule or rule["mode"] != "block":
                continue
            text = activity.feedback if feedback is None else feedback
            if rule["check"](text, activity.id) in (EMPTY, TOO_SHORT):
                raise UserError(activity._discipline_block_message(rule))

    def _discipline_block_message(self, rule):
        return self.env._(
            "“%(activity)s” is not marked as done: write what came of it or what "
            "comes next, in %(count)s letters or more.",
            activity=self._discipline_name(),
            count=max(1, rule["min_length"]),
        )

    # ------------------------------------------------------------
    # CONTESTING AND DECIDING
    # ------------------------------------------------------------

    def action_contest_result(self, reason):
        """Say why the flag of one's own result is wrong; the head decides.

        :raises AccessError: on another person's activity
        :raises UserError: where there is no flag to contest
        """
        self.ensure_one()
        activity = self.sudo()
        if activity.user_id != self.env.user:
            raise AccessError(self.env._("You can contest the flag of your own only."))
        if not activity.result_flag or activity.result_upheld_by_id:
            raise UserError(self.env._("There is no flag to contest."))
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(self.env._("Say what your result tells."))
        activity._discipline_stamp({"result_contest": reason.strip()})

    def action_clear_result_flag(self):
        """The flag was wrong: the result counts as good, on closed days as well."""
        self._discipline_decide_flag("result_cleared_by_id", "result_upheld_by_id")

    def action_uphold_result_flag(self):
        """The flag was right."""
        self._discipline_decide_flag("result_upheld_by_id", "result_cleared_by_id")

    def _discipline_decide_flag(self, decided, other):
        activities = self.sudo().exists()
        for activity in activities:
            owner = activity.user_id
            if not owner or not self.env.user._discipline_is_reviewer_of(owner):
                raise AccessError(
                    self.env._("Only a reviewer of the person decides on a flag.")
                )
            if not activity.result_flag or not activity.done_at:
                raise UserError(self.env._("There is no flag to decide on."))
        activities._discipline_stamp({decided: self.env.uid, other: False})
        days = self.env["sales.discipline.day"]
        for activity in activities:
            days._recompute_flagged(activity)
        activities.filtered("result_contest")._discipline_tell_decision()


def _has_no_result(activity):
    return not normalise(activity.feedback)


def result_key(text):
    """A short name of what a result says, the same for the same words."""
    words = plain_words(normalise(text))
    return words and blake2b(words.encode(), digest_size=8).hexdigest()


def _rule(  # pylint: disable=too-many-positional-arguments
    mode, min_length, stock, allowed, repeats, is_shadowed, recent, keys, before
):
    """The rule of a person, for ``keys`` and those of the rule read ``before``.

    :param recent: [activity id, key] of the last 30 days
    """
    options = {
        "min_length": min_length,
        "stock_phrases": _lines(stock),
        "allowed_phrases": _lines(allowed),
        "allowed_repeats": repeats,
    }
    said = {activity_id: key for activity_id, key in recent or ()}
    if before:
        said |= before["said"]
        keys = keys | before["keys"]

    def check(text, activity_id, key=None):
        same = sum(k == key for a, k in said.items() if key and a != activity_id)
        if key:
            said[activity_id] = key  # what else is finished now may repeat it
        # One more than is allowed says as much as hundreds.
        recent = [text] * min(same, repeats + 1)
        return check_result(text, recent=recent, **options) or False

    return {
        "mode": mode,
        "min_length": min_length,
        "is_shadowed": is_shadowed,
        "check": check,
        "keys": keys,
        "said": said,
    }


@lru_cache(maxsize=64)
def _lines(text):
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


# The rules in force today and what was said lately, by person.
_RULES = """
    SELECT DISTINCT ON (member.user_id) member.user_id,
           version.result_mode, version.min_result_length, version.stock_phrases,
           version.allowed_phrases, version.allowed_repeats, policy.shadow_mode,
           (SELECT json_agg(json_build_array(activity.id, activity.result_key))
              FROM mail_activity activity
             WHERE activity.user_id = member.user_id
               AND activity.done_at >= moment.since
               AND activity.result_key = ANY(moment.keys))
      FROM (SELECT %s::varchar[] AS keys, %s::timestamp AS now,
                   %s::timestamp AS since) moment
     CROSS JOIN crm_team_member member
      JOIN crm_team team ON team.id = member.crm_team_id AND team.active
      JOIN sales_discipline_policy policy
        ON policy.id = team.discipline_policy_id AND policy.active
      JOIN LATERAL (
           SELECT dated.* FROM sales_discipline_policy_version dated
            WHERE dated.policy_id = policy.id
              AND dated.date_start <= (moment.now AT TIME ZONE 'UTC' AT TIME ZONE
                  coalesce(member.discipline_tz, policy.tz, (
                  -- Inside, as planning many joins takes longer than running them.
                  SELECT calendar.tz
                    FROM res_users person
                    JOIN res_company company
                      ON company.id = coalesce(
                         team.company_id, policy.company_id, person.company_id)
                    JOIN resource_calendar calendar
                      ON calendar.id = company.resource_calendar_id
                   WHERE person.id = member.user_id
                  ), 'UTC'))::date
            ORDER BY dated.date_start DESC LIMIT 1
           ) version ON TRUE
     WHERE member.active AND member.user_id = ANY(%s)
     ORDER BY member.user_id, team.sequence, team.id, member.id
"""
