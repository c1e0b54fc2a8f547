"""Leaving early: from when, in whose calendar, and who is told."""

from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import clean_context

from ..engine.worktime import read_work_ends
from ..short_dates import near_day, short_time


class SalesDisciplineReward(models.Model):
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "sales.discipline.reward"

    can_leave_today = fields.Boolean(
        "Can Be Taken Today", compute="_compute_can_leave_today"
    )

    # ------------------------------------------------------------
    # WHEN
    # ------------------------------------------------------------

    @api.depends("kind", "state", "user_id")
    def _compute_can_leave_today(self):
        """Whether today, the person's date, has working time left and no leave yet."""
        self.can_leave_today = False
        leaves = self.sudo().filtered(
            lambda reward: reward.kind == "leave" and reward.state == "proposed"
        )
        days = {reward: reward._local_today() for reward in leaves}
        ends = read_work_ends(
            leaves.env, [(reward._worker(), day) for reward, day in days.items()]
        )
        taken = {
            (leave.user_id, leave.leave_date)
            for leave in leaves._leaves_on(list(set(days.values())))
        }
        now = self.env.cr.now()
        for reward, day in days.items():
            end = ends[reward.user_id.id, day]
            reward.can_leave_today = bool(
                end and end > now and (reward.user_id, day) not in taken
            )

    def _plan_leave(self, day, now):
        """The hours of the leave on the local date ``day``.

        From the end of the person's working time less the hours given, or from
        ``now`` if that is later.

        :raise UserError: no day of theirs, or nothing is left of it
        """
        self._check_leave_day(day)
        end = read_work_ends(self.env, [(self._worker(), day)])[self.user_id.id, day]
        if not end:
            raise UserError(
                self.env._(
                    "%(name)s has no working time on %(date)s: choose another day.",
                    name=self.user_id.name,
                    date=near_day(self.env, day),
                )
            )
        start = max(end - timedelta(hours=self.hours), now.replace(microsecond=0))
        if start >= end:
            raise UserError(
                self.env._(
                    "The working time of %(name)s on %(date)s is over: choose another "
                    "day.",
                    name=self.user_id.name,
                    date=near_day(self.env, day),
                )
            )
        return {"leave_date": day, "leave_from": start, "leave_to": end}

    def _check_leave_day(self, day):
        if day < self._local_today() or day > self.valid_until:
            raise UserError(
                self.env._(
                    "Choose a day from today to %s.",
                    near_day(self.env, self.valid_until),
                )
            )
        if self._leaves_on([day]):
            raise UserError(
                self.env._(
                    "%(name)s leaves early on %(date)s already.",
                    name=self.user_id.name,
                    date=near_day(self.env, day),
                )
            )

    def _another_leave_day(self):
        """The next working day on which the person does not leave early already.

        Today, where there is none while the reward is valid: :meth:`_plan_leave`
        says why that does not do.
        """
        today = self._local_today()
        length = max((self.valid_until - today).days, 0) if self.valid_until else 0
        days = [today + timedelta(days=n) for n in range(1, length + 1)]
        ends = read_work_ends(self.env, [(self._worker(), day) for day in days])
        taken = set(self._leaves_on(days).mapped("leave_date"))
        free = (day for day in days if ends[self.user_id.id, day] and day not in taken)
        return next(free, today)

    def _leaves_on(self, days):
        """The early leaves of these people on these dates, passed ones included."""
        return self.sudo().search(
            [
                ("user_id", "in", self.user_id.ids),
                ("leave_date", "in", days),
                ("state", "in", ("granted", "used")),
            ]
        )

    def _clock_text(self, instant):
        """The hour on the clocks of the person's zone, as in the day bar."""
        return short_time(self.env, instant, self.tz or "UTC")

    def _count_meetings(self, start, stop):
        """How many meetings the person has between two instants (naive UTC)."""
        return (
            self.env["calendar.event"]
            .sudo()
            .search_count(
                [
                    ("partner_ids", "in", self.user_id.partner_id.ids),
                    ("start", "<", stop),
                    ("stop", ">", start),
                    ("allday", "=", False),
                    ("id", "!=", self.event_id.id),
                ]
            )
        )

    # ------------------------------------------------------------
    # CALENDAR
    # ------------------------------------------------------------

    def _create_event(self):
        """An entry in the person's calendar: no document, invitation or activity."""
        person = self.user_id
        reader = self.with_context(lang=person.lang or self.env.lang)
        # Nothing of the screen it is granted on may become part of the entry.
        quiet = clean_context(self.env.context) | {
            "active_id": False,
            "active_model": False,
            "dont_notify": True,
            "mail_create_nolog": True,
            "mail_create_nosubscribe": True,
            "no_mail_to_attendees": True,
            "skip_contact_description": True,
        }
        events = self.env["calendar.event"].with_env(self.env(su=True, context=quiet))
        meetings = self._count_meetings(self.leave_from, self.leave_to)
        self.event_id = events.create(
            {
                "name": reader.env._("Leave early: %s", reader.rule_id.name),
                "start": self.leave_from,
                "stop": self.leave_to,
                "user_id": person.id,
                "partner_ids": [(6, 0, person.partner_id.ids)],
                "activity_ids": False,
                "res_id": False,
                "res_model_id": False,
                "alarm_ids": False,
                "description": False,
            }
        )
        if meetings:
            self._log_step(
                self.env._("Meetings in that time, which stay: %s.", meetings)
            )

    def _remove_event(self):
        self.event_id.sudo().with_context(dont_notify=True).unlink()

    # ------------------------------------------------------------
    # WHO IS TOLD
    # ------------------------------------------------------------

    def _announce(self):
        """Colleagues are meant to see it, unless the policy says no."""
        if self.team_id and self.policy_id.announce_rewards:
            leader = self.team_id.user_id
            reader = self.with_context(lang=leader.lang or self.env.lang)
            reader.team_id._discipline_announce(
                reader.env._(
                    "%(name)s leaves at %(time)s on %(date)s: “%(rule)s”. Well done!",
                    name=reader.user_id.name,
                    time=short_time(reader.env, self.leave_from, self.tz or "UTC"),
                    date=near_day(reader.env, self.leave_date),
                    rule=reader.rule_id.name,
                )
            )

    def _tell_met(self, heads, people=None):
        """Tell people what they have met, and heads what there is to decide.

        :param heads: the rewards by the head who decides, ``_heads``
        :param people: the controlled people by id, where they are known
        """
        proposed = self.filtered(lambda reward: reward.state == "proposed")
        notices = [
            reward._person_notice()
            for reward in proposed
            if not reward.is_penalty and reward._is_told(people)
        ]
        self._notify_at_once([*notices, *proposed._head_notices(heads)])

    def _tell_person(self):
        """The news in the person's language, in Odoo's inbox; nothing in shadow."""
        if self._is_told():
            _send(self._person_notice())

    def _tell_heads(self):
        for notice in self._head_notices(self._heads()):
            _send(notice)

    def _is_told(self, people=None):
        if people is None:
            shadowed = self._is_shadowed()
        else:
            shadowed = people[self.user_id.id].is_shadowed
        return self.user_id.active and not shadowed

    def _person_notice(self):
        user = self.user_id
        reader = self.with_context(lang=user.lang or self.env.lang)
        return {
            "record": reader,
            "user": user,
            "subject": reader.rule_id.name,
            "body": reader._news(),
        }

    def _news(self):
        """What has become of it, as a sentence to the person."""
        gift = self._gift_text()
        word = self.word and self.env._("“%(word)s”", word=self.word) or ""
        if self.state == "proposed":
            return self.env._(
                "%s: all conditions are met. Your head of sales decides.", gift
            )
        if self.state == "granted" and self.kind == "leave":
            text = self.env._(
                "You may leave at %(time)s on %(date)s; it is in your calendar.",
                time=short_time(self.env, self.leave_from, self.tz or "UTC"),
                date=near_day(self.env, self.leave_date),
            )
        elif self.state == "granted" and self.is_penalty:
            text = self.env._(
                "%(gift)s. You can contest it until %(date)s in My Rewards.",
                gift=gift,
                date=near_day(self.env, self.contest_until),
            )
        else:
            text = self.env._(
                "%(gift)s: %(state)s.", gift=gift, state=self._state_label().lower()
            )
        return f"{text} {word}".strip()

    def _heads(self, people=None):
        """Who decides: {user id of a head: rewards}.

        The leader of the team, where a reviewer, else every reviewer.

        :param people: the controlled people by id, where they are known
        """
        if people is None:
            reviewers = self.env["crm.team"]._discipline_reviewers(self.user_id)
        by_head = defaultdict(self.browse)
        for reward in self:
            user_id = reward.user_id.id
            if people is None:
                heads, leader_id = reviewers[user_id], reward.team_id.user_id.id
            else:
                person = people[user_id]
                heads, leader_id = person.reviewer_ids, person.leader_id
            for head_id in {leader_id} if leader_id in heads else heads:
                by_head[head_id] |= reward
        return by_head

    def _head_notices(self, heads):
        """One message to each head, whatever the number of proposals."""
        users = self.env["res.users"].browse(heads)
        return [
            (self & heads[user.id])._head_notice(user)
            for user in users
            if self & heads[user.id]
        ]

    def _head_notice(self, user):
        reader = self.with_context(lang=user.lang or self.env.lang)
        lines = [
            reader.env._(
                "%(name)s, %(period)s: %(gift)s",
                name=reward.user_id.name,
                period=reward._period_text(),
                gift=reward._gift_text(),
            )
            for reward in reader
        ]
        return {
            "record": reader[:1],
            "user": user,
            "subject": reader.env._("To decide: %s", len(reader)),
            "body": "\n".join(lines),
        }


def _send(notice):
    notice["record"].message_notify(
        partner_ids=notice["user"].partner_id.ids,
        subject=notice["subject"],
        body=notice["body"],
    )
