"""One row per person and date: what was asked, what was done, the score."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..engine import clock, evaluation, scores
from ..engine.people import read_people
from ..fields import EmptyFloat
from ..short_dates import full_day

ONE_DAY = timedelta(days=1)
TRACKED_MODELS = (
    "crm.lead",
    "res.partner",
    "sales.discipline.day",
    "sale.order",
    "account.move",
)

OFF_REASONS = [
    ("no_hours", "No working hours"),
    ("holiday", "Public holiday"),
    ("leave", "Time off"),
    ("exempt", "Exempt"),
]


class SalesDisciplineDay(models.Model):
    _name = "sales.discipline.day"
    _description = "Working Day"
    _order = "date desc, user_id"
    _rec_names_search = ["user_id"]

    user_id = fields.Many2one("res.users", "Salesperson", ondelete="set null")
    # Reads right when the account is gone.
    user_name = fields.Char("Name", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales Team", ondelete="set null", index=True)
    company_id = fields.Many2one("res.company", ondelete="set null")
    version_id = fields.Many2one(
        "sales.discipline.policy.version", "Policy Version", ondelete="restrict"
    )
    date = fields.Date(required=True)
    tz = fields.Char("Time Zone")
    state = fields.Selection(
        [("open", "Open"), ("closed", "Closed")], default="open", required=True
    )
    closed_at = fields.Datetime()
    cutoff_at = fields.Datetime("Plan Cut-off")
    start_at = fields.Datetime("Begins")
    end_at = fields.Datetime("Ends")

    # working time
    is_off = fields.Boolean("Off")
    off_reason = fields.Selection(OFF_REASONS)
    calendar_hours = fields.Float(aggregator="sum")
    capacity_hours = fields.Float("Capacity")

    # plan
    plan_owed = fields.Boolean()
    need_count = fields.Integer("Activities Asked")
    need_hours = fields.Float("Hours Asked")
    planned_count = fields.Integer("Planned")
    planned_hours = fields.Float()
    plan_ok = fields.Boolean("Planned in Full")
    junk_plan_count = fields.Integer("Planned with Random Letters")

    # execution and backlog
    due_count = fields.Integer("Due")
    done_count = fields.Integer("Done on Time")
    overdue_count = fields.Integer("Overdue")
    oldest_overdue = fields.Date()
    rolled_count = fields.Integer("Moved Again and Again")
    all_done = fields.Boolean()
    set_by_head_count = fields.Integer("Set by the Head")
    set_by_head_done_count = fields.Integer("Set by the Head, Done")
    caught_up_count = fields.Integer("Caught Up")
    extra_count = fields.Integer("Extra")
    dropped_count = fields.Integer("Dropped with the Deal")
    released_count = fields.Integer("Released by a Reviewer")
    handed_over_count = fields.Integer("Handed Over")
    cancelled_count = fields.Integer("Cancelled")
    postponed_count = fields.Integer("Postponed")
    pending_count = fields.Integer("Still to Do")
    missed_count = fields.Integer("Missed")

    # results
    result_required_count = fields.Integer("Results Asked")
    result_bad_count = fields.Integer("Results That Say Nothing")

    # the next working day
    next_date = fields.Date("Next Working Day")
    next_plan_owed = fields.Boolean()
    next_capacity_hours = fields.Float("Next Capacity")
    next_need_count = fields.Integer("Next Activities Asked")
    next_need_hours = fields.Float("Next Hours Asked")
    next_planned_count = fields.Integer("Next Planned")
    next_planned_hours = fields.Float()
    next_plan_ok = fields.Boolean("Next Day Planned")

    # scores
    score_planning = EmptyFloat("Planning", aggregator="avg")
    score_execution = EmptyFloat("Execution", aggregator="avg")
    score_backlog = EmptyFloat("Backlog", aggregator="avg")
    score_data = EmptyFloat("Data", aggregator="avg")
    score_results = EmptyFloat("Results", aggregator="avg")
    score = EmptyFloat(aggregator="avg")

    line_ids = fields.One2many("sales.discipline.day.line", "day_id", "Lines")
    correction_ids = fields.One2many(
        "sales.discipline.day.correction", "day_id", "Corrections"
    )

    _user_date_uniq = models.Constraint(
        "UNIQUE (user_id, date)", "There is one day per person and date."
    )
    # Used by the board and the statements: a team over a range of dates.
    _team_date_idx = models.Index("(team_id, date)")
    # Used by closing: the few days that were reopened, among millions.
    _open_idx = models.Index("(date) WHERE state = 'open'")

    @api.depends("user_name", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for day in self:
            name = day.user_id.name or day.user_name or ""
            date = day.date and full_day(self.env, day.date)
            day.display_name = ", ".join(filter(None, (name, date)))

    # ------------------------------------------------------------
    # ENGINE
    # ------------------------------------------------------------

    @api.model
    def _tracked_models(self):
        """Models whose activities count: see the end of metrics section 3."""
        return [name for name in TRACKED_MODELS if name in self.env]

    @api.model
    def _evaluate(self, users, date_from, date_to, now=None, version=None):
        """Judge every controlled day of ``users`` between two local dates inclusive.

        :param users: ``res.users``; whom to check rights against is the caller's duty
        :param now: naive UTC instant at which the days are judged, the transaction's
            by default; values are as of ``min(now, end of the day - 1 µs)``
        :param version: judge by this policy version whatever the date (replay)
        :return: ``{(user id, date): figures}``, the figures of metrics sections 4
            and 5 under their names, ``lines`` as a list of dicts (section 3) and
            what screens need of the next day; nothing is written. People and dates
            that are not controlled have no key. ``None`` is an empty score.
        """
        people = read_people(self.env, users, version)
        pairs = controlled_pairs(people, users.ids, date_from, date_to)
        return self._evaluate_pairs(people, pairs, now)

    @api.model
    def _evaluate_pairs(self, people, pairs, now=None, data_values=None):
        """As ``_evaluate``, for given people and (user id, date) pairs.

        :param data_values: the component *data* by pair; by default it is measured
            where it has a weight, of days that ended less than a day before ``now``:
            records have no history
        """
        now = now or self.env.cr.now()
        checks = {}
        if data_values is None:
            weighted = [
                (user_id, date)
                for user_id, date in pairs
                if people[user_id].rules_on(date).weigh_data
            ]
            checks = self._measure_data(people, weighted, now)
            data_values = data_values_of(checks)
        evaluated = evaluation.evaluate(self.env, people, pairs, now, data_values)
        for pair, figures in evaluated.items():
            figures["data_checks"] = checks.get(pair, [])
        return evaluated

    @api.model
    def _measure_data(  # pylint: disable=too-many-positional-arguments
        self, people, pairs, now, may_switch_off=False, trusting=False
    ):
        """What the data rules find, of days just over or begun.

        :param may_switch_off: whether a rule that broke is switched off
        :param trusting: whether what breaks is raised
        :return: ``{(user id, date): [{rule_id, name, checked, failed}]}``; no key where
            nothing was checked
        """
        recent = [
            (user_id, date)
            for user_id, date in pairs
            if now <= clock.day_start(date + ONE_DAY, people[user_id].tz) + ONE_DAY
        ]
        if not recent:
            return {}
        users = self.env["res.users"].browse({user_id for user_id, _date in recent})
        rules = self.env["sales.discipline.data.rule"]
        found = rules._checks(users, may_switch_off, trusting)
        return {pair: found[pair[0]] for pair in recent if pair[0] in found}

    @api.model
    def _today(self, users, now=None):
        """The local date of each controlled person among ``users``, by user id."""
        now = now or self.env.cr.now()
        return {
            user_id: clock.local_date(now, person.tz)
            for user_id, person in read_people(self.env, users).items()
        }

    # ------------------------------------------------------------
    # REOPENING
    # ------------------------------------------------------------

    def action_reopen(self, reason):
        """Open closed days again, to be judged anew by the next closing.

        Only a reviewer of the person may, and must say why; both stay on the day
        (metrics section 7).

        :raise UserError: no reason, or a day that is not closed
        :raise AccessError: the caller does not review that person
        """
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(self.env._("Say why the day is reopened."))
        self.check_access("read")
        self._check_reviewer()
        if any(day.state != "closed" for day in self):
            raise UserError(self.env._("Only a closed day can be reopened."))
        days = self.sudo()
        self.env["sales.discipline.day.correction"].sudo()._record(
            days, "reopened", reason.strip(), {day.id: day.score for day in days}
        )
        days.write({"state": "open"})
        return True

    def _check_reviewer(self):
        """Refuse whoever is not a reviewer of each of these people."""
        if any(not day.user_id for day in self.sudo()):
            raise AccessError(
                self.env._("The account is gone: this day stays as it is.")
            )
        for user in self.sudo().user_id:
            if not self.env.user._discipline_is_reviewer_of(user):
                raise AccessError(
                    self.env._("Only a reviewer of %s can do this.", user.name)
                )


def data_values_of(checks):
    """{pair: value of the component data} of what ``_measure_data`` found."""
    return {pair: scores.data_value(rows) for pair, rows in checks.items()}


def controlled_pairs(people, user_ids, date_from, date_to):
    """(user id, date) for each controlled person and date, in that order."""
    length = (date_to - date_from).days + 1
    dates = [fields.Date.add(date_from, days=number) for number in range(length)]
    return [
        (user_id, day)
        for user_id in user_ids
        if user_id in people
        for day in dates
        if people[user_id].is_controlled(day)
    ]
