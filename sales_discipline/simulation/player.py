"""Plays a timeline through the ORM, as the people do it, at the instants given."""

from itertools import groupby

from . import clock

# Nobody is told about what happened weeks ago, and deals get no followers from it.
QUIET = {
    "mail_activity_quick_update": True,
    # The past had its own plans: stages start none for it.
    "mail_activity_automation_skip": True,
    "mail_create_nosubscribe": True,
    "mail_create_nolog": True,
    "mail_post_autofollow": False,
    "mail_notrack": True,
    "tracking_disable": True,
}
TYPES = {
    "call": "mail.mail_activity_data_call",
    "email": "mail.mail_activity_data_email",
    "meeting": "mail.mail_activity_data_meeting",
    "todo": "mail.mail_activity_data_todo",
}


class Player:
    """Performs events; knows which records the keys of a timeline stand for.

    :param env: an environment of the superuser
    :param users: ``{person key: user id}``
    :param records: ``{target key: record}`` of deals and contacts
    :param activities: ``{task key: activity id}`` from an earlier run
    """

    def __init__(self, env, users, records, activities=None):
        self.env = env
        self.users = users
        self.records = records
        self.activities = dict(activities or {})
        self.types = {key: env.ref(name).id for key, name in TYPES.items()}
        self.models = {
            record._name: env["ir.model"]._get_id(record._name)
            for record in records.values()
        }

    def play(self, events):
        """Perform ``events``, which are in the order of their instants.

        What one person does at one instant in one way is one call, as from a list
        with several lines selected.
        """
        # Neighbours only: Odoo's own groupby would change the order of events.
        # pylint: disable-next=bad-builtin-groupby
        for (moment, actor, kind), group in groupby(
            events, key=lambda event: (event.at, event.actor, event.kind)
        ):
            env = self.env(
                user=self.users[actor], context=self.env.context | QUIET, su=False
            )
            with clock.at(self.env, moment):
                getattr(self, f"_play_{kind}")(env, moment, list(group))

    # Activities

    def _play_plan(self, env, _moment, events):
        made = env["mail.activity"].create([self._values(event) for event in events])
        for event, activity in zip(events, made, strict=True):
            self.activities[event.task] = activity.id

    def _values(self, event):
        record = self.records[event.target]
        values = {
            "res_model_id": self.models[record._name],
            "res_id": record.id,
            "activity_type_id": self.types[event.type],
            "summary": event.summary,
            "date_deadline": event.deadline,
            "user_id": self.users[event.owner],
            "automated": False,
        }
        if event.hours:
            values["planned_hours"] = event.hours
        return values

    def _play_log(self, env, moment, events):
        self._play_plan(env, moment, events)
        self._play_finish(env, moment, events)

    def _play_finish(self, env, moment, events):
        by_text = {}
        for event in events:
            by_text.setdefault(event.text, []).append(self.activities[event.task])
        for text, ids in by_text.items():
            activities = env["mail.activity"].browse(ids)
            messages, _next = activities._action_done(feedback=text)
            # Odoo dates messages by the server's clock, not by the transaction's.
            messages.sudo().date = moment

    def _play_move(self, env, _moment, events):
        for event in events:
            self._activity(env, event).date_deadline = event.deadline

    def _play_give(self, env, _moment, events):
        for event in events:
            self._activity(env, event).user_id = self.users[event.owner]

    def _play_cancel(self, env, _moment, events):
        ids = [self.activities[event.task] for event in events]
        env["mail.activity"].browse(ids).unlink()

    def _activity(self, env, event):
        return env["mail.activity"].browse(self.activities[event.task])

    # Deals

    def _play_won(self, env, moment, events):
        deals = self._deals(env, events)
        deals.action_set_won()
        deals.write({"date_closed": moment, "date_last_stage_update": moment})

    def _play_lost(self, env, moment, events):
        self._deals(env, events).action_set_lost(date_closed=moment)

    def _play_reopen(self, env, _moment, events):
        self._deals(env, events).action_unarchive()

    def _deals(self, env, events):
        return env["crm.lead"].browse(
            [self.records[event.target].id for event in events]
        )
