"""How full a day is, shown where an activity is scheduled or moved."""

from odoo import api, fields, models

from ..client_values import as_id
from ..engine import clock, load
from ..engine.people import read_people
from .sales_discipline_board import _plain

# Nobody plans further ahead; dates beyond are slips of the keyboard.
FARTHEST_DAYS = 3660
NO_TYPE_HOURS = 0.5
FIGURES = (
    "date",
    "tz",
    "is_off",
    "off_reason",
    "capacity_hours",
    "plan_owed",
    "need_count",
    "need_hours",
    "cutoff_at",
    "planned_count",
    "planned_hours",
    "plan_ok",
)


class SalesDisciplineDayLoad(models.AbstractModel):
    """Read-only: every figure comes from the engine."""

    _name = "sales.discipline.day.load"
    _description = "Load of a Day"

    @api.model
    @api.readonly
    def get_day_load(self, user_id, date, activity=None):
        """The load of one day of one person as of now, in plain JSON.

        :param user_id: the caller or somebody the caller reviews
        :param date: a local date of that person (ISO text)
        :param dict activity: what is being scheduled, to say what it makes of the
            day: ``hours`` planned (0: those of its type), ``activity_type_id``,
            ``res_model``, ``number`` of them, and ``id`` or ``event_id`` if it is
            there already, so that it is not counted twice; none: the day as it is
        :return: False for anybody else and where nobody controls that person then;
            else the plan's figures of metrics section 4 (hours; instants in UTC),
            ``count`` and ``hours`` on the day, ``with_count`` and ``with_hours`` with
            the activity (null where it does not count), ``lack_count`` and
            ``lack_hours`` of the plan, as it was taken if it ``is_taken`` already,
            whether the day ``is_past``, and the ``next_date`` on which that person
            works after today (False without one)
        """
        user = self._get_seen_users([user_id])
        day = fields.Date.to_date(date)
        if not user or not day:
            return False
        figures = self._evaluate(user, [(user.id, day)]).get((user.id, day))
        if not figures:
            return False
        today = clock.local_date(self.env.cr.now(), figures["tz"])
        day_load = {name: figures[name] for name in FIGURES}
        day_load |= {
            "user_id": user.id,
            "name": user.name,
            "is_own": user == self.env.user,
            "today": today,
            "next_date": self._get_next_date(user, today, figures),
            "is_past": figures["is_over"],
            "is_taken": figures["cutoff_at"] <= self.env.cr.now(),
        }
        return _plain(day_load | self._weigh(figures, activity))

    def _get_next_date(self, user, today, figures):
        """The working day after ``today``; ``figures`` may already be today's."""
        if figures["date"] != today:
            figures = self._evaluate(user, [(user.id, today)]).get((user.id, today))
        return (figures and figures["next_date"]) or False

    @api.model
    def _get_loads(self, pairs):
        """``{(user id, date): (count, hours, capacity)}`` of the days to be seen.

        :param pairs: (user id, date); a constant number of queries
        """
        users = self._get_seen_users({user_id for user_id, _day in pairs})
        seen = [pair for pair in pairs if pair[0] in users._ids]
        return {
            pair: (*load.on_the_day(figures), figures["capacity_hours"])
            for pair, figures in self._evaluate(users, seen).items()
        }

    # ------------------------------------------------------------
    # WHOSE DAY
    # ------------------------------------------------------------

    def _get_seen_users(self, user_ids):
        """The caller, and whom the caller reviews, among ``user_ids``."""
        wanted = {as_id(user_id) for user_id in user_ids} - {0}
        users = self.env["res.users"].sudo().browse(wanted).exists()
        reviewers = self.env["crm.team"].sudo()._discipline_reviewers(users)
        return users.filtered(
            lambda user: user == self.env.user or self.env.uid in reviewers[user.id]
        )

    def _evaluate(self, users, pairs):
        """The engine's figures of the controlled pairs in reach, unscored."""
        people = read_people(self.sudo().env, users)
        now = self.env.cr.now()
        wanted = [
            (user_id, day)
            for user_id, day in dict.fromkeys(pairs)
            if user_id in people
            and people[user_id].is_controlled(day)
            and abs((day - now.date()).days) <= FARTHEST_DAYS
        ]
        days = self.env["sales.discipline.day"].sudo()
        return days._evaluate_pairs(people, wanted, now, data_values={})

    # ------------------------------------------------------------
    # THE ACTIVITY
    # ------------------------------------------------------------

    def _weigh(self, figures, activity):
        """What lies on the day without the activity, and with it."""
        activity = activity if isinstance(activity, dict) else {}
        count, hours = load.on_the_day(figures, self._get_own_ids(activity))
        with_count = with_hours = None
        kind = self._get_type(activity)
        if self._is_counted(activity, kind):
            usual = kind.default_hours if kind else NO_TYPE_HOURS
            added = load.hours_of(_hours(activity), usual, figures["capacity_hours"])
            number = _number(activity)
            with_count = count + number
            with_hours = round(hours + number * added, 9)
        if figures["cutoff_at"] <= self.env.cr.now():
            plan = figures["planned_count"], figures["planned_hours"]
        elif with_count is None:
            plan = count, hours
        else:
            plan = with_count, with_hours
        lack_count, lack_hours = load.lacking(figures, *plan)
        return {
            "count": count,
            "hours": hours,
            "with_count": with_count,
            "with_hours": with_hours,
            "lack_count": lack_count,
            "lack_hours": lack_hours,
        }

    def _get_own_ids(self, activity):
        """The activity itself, or those of its meeting."""
        ids = {as_id(activity.get("id"))}
        event_id = as_id(activity.get("event_id"))
        if event_id:
            activities = self.env["mail.activity"].sudo()
            ids.update(activities.search([("calendar_event_id", "=", event_id)])._ids)
        return ids

    def _get_type(self, activity):
        type_id = as_id(activity.get("activity_type_id"))
        types = self.env["mail.activity.type"].sudo().with_context(active_test=False)
        return types.search([("id", "=", type_id)]) if type_id else types

    def _is_counted(self, activity, kind):
        tracked = self.env["sales.discipline.day"]._tracked_models()
        return activity.get("res_model") in tracked and (not kind or kind.is_tracked)


def _hours(activity):
    hours = activity.get("hours")
    return hours if isinstance(hours, int | float) else 0.0


def _number(activity):
    number = activity.get("number")
    return number if isinstance(number, int) and number > 1 else 1
