"""Results of activities: flagged when written, refused where the policy says so."""

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..engine.result_check import EMPTY, TOO_SHORT, normalise
from .mail_activity_result_rule import result_key

RESULT_FLAGS = [
    ("empty", "Missing"),
    ("too_short", "Too Short"),
    ("no_words", "No Words"),
    ("mash", "Random Letters"),
    ("stock_phrase", "Says Nothing"),
    ("repeated", "Repeated"),
]
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
    # What became of a flag is read together and apart: it concerns few activities.
    result_contest = fields.Text(
        readonly=True,
        copy=False,
        prefetch="result_flag",
        help="Why the salesperson finds the flag wrong.",
    )
    result_cleared_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        ondelete="set null",
        prefetch="result_flag",
    )
    result_upheld_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        ondelete="set null",
        prefetch="result_flag",
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
    # Used when finishing: whether the person said the same lately.
    _said_idx = models.Index("(user_id, result_key) WHERE result_key IS NOT NULL")

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
        """Set the flag of what is finished, and take it from what is open again."""
        for activity, stamps in self._discipline_judge_results():
            activity._discipline_stamp(stamps)

    def _discipline_judge_results(self, text=None):
        """[(activity, stamps)] of those whose text is judged otherwise than before.

        A text that was cleared or upheld is judged anew when it changes. The person
        is told of flags.

        :param text: the result that all of them are about to get; None: what is there
        """
        activities = self.sudo()
        done = activities.filtered(lambda activity: not activity.active)
        # Another type does not take away what was asked when it was finished.
        wanted = done._discipline_wants_result() | done.filtered("result_flag")
        texts = {a.id: a.feedback if text is None else text for a in wanted}
        keys = {id_: result_key(words) for id_, words in texts.items()}
        rules = self._discipline_result_rules(wanted.user_id, keys.values())
        judged, flagged = [], self.browse()
        for activity in activities:
            rule = activity.id in texts and rules.get(activity.user_id.id)
            flag, key = False, False
            if rule and rule["mode"] != "off":
                key = keys[activity.id]
                flag = rule["check"](texts[activity.id], activity.id, key)
            if (flag, key) != (activity.result_flag, activity.result_key):
                judged.append((activity, _stamps(activity, flag, key)))
                if flag and activity.user_id == self.env.user:
                    flagged += self.browse(activity.id)
        if flagged and not rules[self.env.uid]["is_shadowed"]:
            flagged._discipline_tell_flags()
        return judged

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


def _stamps(activity, flag, key):
    """What a judged result is stamped with; what was said of another text goes."""
    if not activity.result_flag:
        # Nobody can have said anything of a flag.
        return {"result_flag": flag, "result_key": key} if flag else {"result_key": key}
    return {
        "result_flag": flag,
        "result_key": key,
        "result_contest": False,
        "result_cleared_by_id": False,
        "result_upheld_by_id": False,
    }


def _has_no_result(activity):
    return not normalise(activity.feedback)
