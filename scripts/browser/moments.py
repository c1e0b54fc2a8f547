"""Moments of a demo database that do not last: made for a picture, and undone after.

Each is a context manager that gets the clients of the people it needs; only
``finished_day`` stays, and is therefore the last to be taken. ``under_way`` lasts for
all pictures.
"""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from browser.odoo_client import OdooError

FEEDBACK = (
    "They agree to the offer; the contract goes out on Monday",
    "Spoke to the buyer: wants forty desks, budget is there",
    "Met the director, showed both models, they choose the oak one",
    "Sent the price list, they answer by Friday",
)
NEXT_STEPS = (
    "Call about the contract",
    "Send the measured plan",
    "Ask who else decides",
    "Agree on the delivery date",
    "Go through the offer together",
)
DONE_BY_NOON = 2


@contextmanager
def as_it_is(_admin, _person, _head):
    """The demo data as loaded."""
    yield


@contextmanager
def under_way(person):
    """The person has something left to do today, however late in the day it is."""
    today = str(date.today())
    due = [["user_id", "=", person.uid], ["date_deadline", "=", today]]
    left = person.call("mail.activity", "search_count", due)
    done = person.call(
        "mail.activity",
        "search_read",
        [*due, ["active", "=", False]],
        ["feedback"],
        order="done_at, id",
    )
    again = [] if left > 1 else done[DONE_BY_NOON:]
    person.call(
        "mail.activity", "write", [one["id"] for one in again], {"active": True}
    )
    try:
        yield
    finally:
        for one in again:
            person.call(
                "mail.activity",
                "action_feedback",
                [one["id"]],
                feedback=one["feedback"] or False,
            )


def is_plan_taken(person):
    """Whether it is too late to plan the next working day."""
    bar = person.call("sales.discipline.day.bar", "get_day_bar")
    now = datetime.now(UTC).replace(tzinfo=None)
    return datetime.fromisoformat(bar["next_cutoff_at"]) <= now


@contextmanager
def shadow_mode(admin, _person, _head):
    """Every policy on trial: people see their plan, heads alone see scores."""
    policies = admin.call("sales.discipline.policy", "search", [])
    admin.call("sales.discipline.policy", "write", policies, {"shadow_mode": True})
    try:
        yield
    finally:
        admin.call("sales.discipline.policy", "write", policies, {"shadow_mode": False})


@contextmanager
def day_off(admin, _person, _head):
    """Today is a public holiday, wherever today's work is done."""
    today = datetime.combine(date.today(), datetime.min.time())
    leave = admin.call(
        "resource.calendar.leaves",
        "create",
        {
            "name": "Company day",
            "calendar_id": False,
            "date_from": str(today - timedelta(hours=3)),
            "date_to": str(today + timedelta(hours=21)),
        },
    )
    try:
        yield
    finally:
        admin.call("resource.calendar.leaves", "unlink", [leave])


@contextmanager
def finished_day(_admin, person, head):
    """The person has done what was due, planned tomorrow, and may leave early."""
    _finish(person)
    _plan_tomorrow(person)
    rewards = person.call("sales.discipline.reward", "record_met")
    found = head.call(
        "sales.discipline.reward",
        "search",
        [
            ["user_id", "=", person.uid],
            ["state", "=", "proposed"],
            ["kind", "=", "leave"],
            ["date_end", "=", str(date.today())],
        ],
    )
    if rewards and not found:
        raise OdooError(f"No reward of {person.login} can be granted today.")
    if found:
        head.call("sales.discipline.reward", "action_grant", found)
    yield


def _finish(person):
    due = person.call(
        "mail.activity",
        "search",
        [["user_id", "=", person.uid], ["date_deadline", "<=", str(date.today())]],
    )
    for number, activity in enumerate(due):
        feedback = FEEDBACK[number % len(FEEDBACK)]
        person.call("mail.activity", "action_feedback", [activity], feedback=feedback)


def _plan_tomorrow(person):
    """Calls on own deals until the plan of the next working day is there."""
    deals = person.call(
        "crm.lead", "search", [["user_id", "=", person.uid]], limit=len(NEXT_STEPS)
    )
    for deal, summary in zip(deals, NEXT_STEPS, strict=False):
        bar = person.call("sales.discipline.day.bar", "get_day_bar")
        if bar["next_plan_ok"]:
            return
        wizard = person.call(
            "mail.activity.schedule",
            "create",
            {
                "res_model": "crm.lead",
                "res_ids": str([deal]),
                "summary": summary,
                "date_deadline": bar["next_date"],
                "activity_user_id": person.uid,
                "planned_hours": 1.5,
            },
        )
        person.call("mail.activity.schedule", "action_schedule_activities", [wizard])
