"""Who decides what, and what follows from it."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..engine import clock
from ..engine.periods import period_end, period_start
from ..engine.worktime import Worker, read_work_time
from ..short_dates import near_day
from .sales_discipline_reward import COUNTING


class SalesDisciplineReward(models.Model):
    """From proposed to granted to used or expired, or refused; contested to upheld or
    withdrawn.

    A grant can be taken back, too: it is then withdrawn. Every step is noted in the
    chatter with who, when and why.
    """

    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.reward"

    # ------------------------------------------------------------
    # REVIEWERS
    # ------------------------------------------------------------

    def action_grant(self, date=False, word=False):
        """Give what was proposed; of a penalty: impose it.

        :param date: the local date (ISO text) on which a leave is taken, by default
            today
        :param word: what the head says to it, optional
        :raise AccessError: the caller does not review that person
        :raise UserError: not proposed any more, a limit is reached, the person leaves
            early that day already, or has no working time left then
        """
        day = fields.Date.to_date(date or False)
        for reward in self._for_reviewer("proposed"):
            reward._check_not_shadowed()
            reward._check_valid()
            reward._grant(self.env.cr.now(), day, _text(word))
        return True

    def action_refuse(self, word):
        """Turn a proposal down, and say why.

        :raise AccessError: the caller does not review that person
        :raise UserError: not proposed any more, or no reason
        """
        for reward in self._for_reviewer("proposed"):
            reward._decide("refused", self._reason(word))
            if not reward.is_penalty:
                reward._tell_person()
        return True

    def action_take_back(self, word):
        """Withdraw what was granted; a leave's calendar entry goes.

        :raise AccessError: the caller does not review that person
        :raise UserError: not granted (what is used stays used), or no reason
        """
        for reward in self._for_reviewer("granted"):
            reward._decide("withdrawn", self._reason(word))
            reward._remove_event()
            reward._tell_person()
        return True

    def action_uphold(self, word):
        """Say after a contest that the penalty stands.

        :raise AccessError: the caller does not review that person
        :raise UserError: not contested, or no reason
        """
        for reward in self._for_reviewer("contested"):
            reward._decide("upheld", self._reason(word))
            reward._tell_person()
        return True

    def action_withdraw(self, word):
        """Say after a contest that the penalty does not stand.

        :raise AccessError: the caller does not review that person
        :raise UserError: not contested, or no reason
        """
        for reward in self._for_reviewer("contested"):
            reward._decide("withdrawn", self._reason(word))
            reward._tell_person()
        return True

    def action_keep(self):
        """Let stand what was undone afterwards: it leaves the list.

        :raise AccessError: the caller does not review that person
        """
        for reward in self._for_reviewer():
            if reward.undone_at and not reward.undone_settled_by_id:
                reward.undone_settled_by_id = self.env.user
                reward._log_step(self.env._("Kept, though it was undone afterwards."))
        return True

    # ------------------------------------------------------------
    # PERSON
    # ------------------------------------------------------------

    def action_contest(self, reason):
        """Contest one's own penalty, within the days that the rule gives.

        :raise AccessError: it is not the caller's
        :raise UserError: nothing to contest, too late, or no reason
        """
        reason = self._reason(reason)
        self.check_access("read")
        for reward in self.sudo():
            if reward.user_id != self.env.user:
                raise AccessError(
                    self.env._("Only the person concerned can contest a penalty.")
                )
            if not reward._can_be_contested():
                raise UserError(
                    self.env._(
                        "This cannot be contested: it is no penalty in force, or the "
                        "time to contest it has passed."
                    )
                )
            reward.write(
                {
                    "state": "contested",
                    "contested_at": self.env.cr.now(),
                    "contest_reason": reason,
                }
            )
            reward._log_step(self.env._("Contested: %s", reason))
            reward._tell_heads()
        return True

    def _can_be_contested(self):
        return bool(
            self.is_penalty
            and self.state == "granted"
            and self.contest_until
            and self._local_today() <= self.contest_until
        )

    # ------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------

    def _for_reviewer(self, state=None):
        """These as superuser, for a reviewer of all these people, in ``state``."""
        self.check_access("read")
        rewards = self.sudo()
        if not self.env.user._discipline_is_reviewer_of(rewards.user_id):
            raise AccessError(
                self.env._(
                    "Only the head of the team or a director decides, and nobody on "
                    "their own."
                )
            )
        if state and any(reward.state != state for reward in rewards):
            raise UserError(self._wrong_state(state))
        return rewards

    def _wrong_state(self, state):
        return {
            "proposed": self.env._("This was decided already."),
            "granted": self.env._("Only what is granted, and not used yet, can be."),
            "contested": self.env._("This is not contested."),
        }[state]

    def _reason(self, text):
        text = _text(text)
        if not text:
            raise UserError(self.env._("Say why."))
        return text

    def _check_not_shadowed(self):
        if self._is_shadowed():
            raise UserError(
                self.env._(
                    "“%s” is in shadow mode: people see nothing, so nothing is given "
                    "yet.",
                    self.policy_id.name,
                )
            )

    def _check_valid(self):
        if self.valid_until and self.valid_until < self._local_today():
            raise UserError(
                self.env._(
                    "It could be granted until %s.",
                    near_day(self.env, self.valid_until),
                )
            )

    def _check_limits(self, day):
        """Refuse what goes beyond the rule's limits on the local date ``day``."""
        rule = self.rule_id
        used = self._used_by_person(day)
        if rule.limit_person and used >= rule.limit_person:
            raise UserError(
                self.env._(
                    "The limit is reached: %(name)s has had “%(rule)s” %(count)s "
                    "times in this period.",
                    name=self.user_id.name,
                    rule=rule.name,
                    count=used,
                )
            )
        others = self._others_of_team(day)
        if rule.limit_team and others >= rule.limit_team:
            raise UserError(
                self.env._(
                    "The limit is reached: %(count)s people of the team have "
                    "“%(rule)s” on %(date)s.",
                    count=others,
                    rule=rule.name,
                    date=near_day(self.env, day),
                )
            )

    def _used_by_person(self, day):
        """How many of this rule the person has in the week or month of ``day``."""
        period = self.rule_id.limit_person_period
        first = period_start(day, period)
        return self._search_granted(
            [("user_id", "=", self.user_id.id)], first, period_end(first, period)
        )

    def _others_of_team(self, day):
        """How many others of the team have it on ``day``."""
        domain = [("team_id", "=", self.team_id.id), ("user_id", "!=", self.user_id.id)]
        return self._search_granted(domain, day, day)

    def _search_granted(self, domain, first, last):
        """How many of this rule count between two dates: leaves on the day they are
        taken, the rest on the last of their period."""
        field = "leave_date" if self.kind == "leave" else "date_end"
        return self.sudo().search_count(
            [
                *domain,
                ("rule_id", "=", self.rule_id.id),
                ("id", "!=", self.id),
                ("state", "in", COUNTING),
                (field, ">=", first),
                (field, "<=", last),
            ]
        )

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _grant(self, now, day, word):
        """Give it; checks of who and when are the caller's, those of how often not."""
        self.rule_id._count_grant()
        values = {}
        if self.kind == "leave":
            day = day or self._local_today()
            values = self._plan_leave(day, now)
        self._check_limits(day if self.kind == "leave" else self.date_end)
        if self.is_penalty:
            values["contest_until"] = self._last_day_to_contest()
        self._decide("granted", word, values)
        if self.kind == "leave":
            self._create_event()
            self._announce()
        self._tell_person()

    def _grant_at_once(self, now):
        """Grant what needs nobody's approval, unless something stands against it.

        Then it stays a proposal, for a head to see to.
        """
        if self._is_shadowed():
            return
        try:
            with self.env.cr.savepoint():
                self._grant(now, None, "")
        except UserError as error:
            self._log_step(self.env._("Not granted at once: %s", error))

    def _decide(self, state, word, values=None):
        before = self._state_label()
        self.write(
            {
                "state": state,
                "decided_by_id": self.env.uid,
                "decided_at": self.env.cr.now(),
                "word": word,
                **(values or {}),
            }
        )
        facts = {"before": before, "after": self._state_label(), "word": word}
        self._log_step(
            self.env._("%(before)s → %(after)s: %(word)s", **facts)
            if word
            else self.env._("%(before)s → %(after)s", **facts)
        )

    def _log_step(self, text):
        """A note in the chatter: who and when come with it."""
        self._message_log(body=text)

    def _state_label(self):
        if self.is_penalty and self.state == "granted":
            return self.env._("Imposed")
        labels = dict(self._fields["state"]._description_selection(self.env))
        return labels[self.state]

    def _local_today(self):
        return clock.local_date(self.env.cr.now(), self.tz or "UTC")

    def _worker(self):
        return Worker(self.user_id.id, self.company_id.id, self.tz or "UTC")

    def _last_day_to_contest(self):
        """The last of so many working days of the person after today."""
        days = self.definition["contest_days"]
        today = self._local_today()
        last = fields.Date.add(today, days=7 * (days + 4))
        time = read_work_time(self.env, [self._worker()], today, last)
        found = [
            day
            for n in range(1, (last - today).days + 1)
            for day in [fields.Date.add(today, days=n)]
            if not time.is_off(self.user_id.id, day)
        ]
        if not days:
            return today
        return found[days - 1] if len(found) >= days else last

    # ------------------------------------------------------------
    # WHAT TIME BRINGS
    # ------------------------------------------------------------

    @api.model
    def _pass_time(self, now=None):
        """Leaves that have passed are used; what nobody decided in time expires.

        A leave whose calendar entry the person removed was not taken: it expires.
        """
        now = now or self.env.cr.now()
        passed = self.sudo().search(
            [("state", "=", "granted"), ("leave_to", "<=", now)]
        )
        taken = passed.filtered("event_id")
        taken._move_on("used", self.env._("Used."))
        (passed - taken)._move_on("expired", self.env._("Expired, not used."))
        proposed = self.sudo().search(
            [
                ("state", "=", "proposed"),
                # One zone is ahead of another; the person's own date decides.
                ("valid_until", "<=", now.date()),
            ]
        )
        proposed.filtered(
            lambda reward: (
                reward.valid_until < clock.local_date(now, reward.tz or "UTC")
            )
        )._move_on("expired", self.env._("Expired: nobody decided in time."))

    def _move_on(self, state, text):
        if self:
            self.write({"state": state})
            self._message_log_batch(bodies=dict.fromkeys(self.ids, text))


def _text(value):
    return value.strip() if isinstance(value, str) else ""
