"""The naive model itself, against examples worked out by hand."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from .naive_history import Activity, Event
from .naive_model import Judgement, half_up
from .naive_people import Person, Version
from .naive_time import first_instant

US = timedelta(microseconds=1)
MONDAY, TUESDAY = date(2027, 3, 1), date(2027, 3, 2)
OFFICE = dict.fromkeys(range(5), [(8, 12), (13, 17)])
ME, COLLEAGUE, HEAD = "me", "colleague", "head"


def utc(day, hour, minute=0):
    return datetime(2027, 3, day, hour, minute)


def person(**more):
    versions = [Version(date(2027, 1, 1))]
    return Person(ME, "UTC", OFFICE, versions, frozenset({HEAD}), **more)


def planned(deadline=TUESDAY, at=None, owner=ME, actor=ME, **values):
    values = {"owner": owner, "deadline": deadline, "type": "call"} | values
    values.setdefault("document", ("deal", 1))
    return Activity("a", [Event(at or utc(1, 10), actor, "created", values)])


def then(activity, at, kind, actor=ME, **values):
    activity.events.append(Event(at, actor, kind, values))
    return activity


def judge(*activities, day=TUESDAY, now=None, who=None):
    types = {"call": Fraction(1, 2)}
    now = now or datetime(2027, 3, 10)
    return Judgement(who or person(), day, now, activities, types, ("deal",))


def only_line(*activities, **more):
    lines = judge(*activities, **more).lines()
    assert len(lines) == 1
    return lines[0].set, lines[0].outcome


# -- section 1


@pytest.mark.parametrize(
    ("zone", "day", "hour", "expected"),
    [
        ("UTC", date(2027, 3, 2), 18, datetime(2027, 3, 2, 18)),
        ("Europe/Moscow", date(2027, 3, 2), 0, datetime(2027, 3, 1, 21)),
        ("Asia/Vladivostok", date(2027, 3, 2), 0, datetime(2027, 3, 1, 14)),
        # 2:30 does not exist, the first instant after is 3:00 summer time.
        ("America/New_York", date(2027, 3, 14), 2.5, datetime(2027, 3, 14, 7)),
        # 1:30 comes twice, the first is in summer time.
        ("America/New_York", date(2027, 11, 7), 1.5, datetime(2027, 11, 7, 5, 30)),
        ("Europe/Moscow", date(2014, 10, 26), 1.5, datetime(2014, 10, 25, 21, 30)),
    ],
)
def test_instants_of_local_hours(zone, day, hour, expected):
    assert first_instant(zone, day, Fraction(str(hour))) == expected


def test_days_of_23_and_25_hours():
    for day, hours in [(date(2027, 3, 14), 23), (date(2027, 11, 7), 25)]:
        begin = first_instant("America/New_York", day, 0)
        end = first_instant("America/New_York", day + timedelta(days=1), 0)
        assert end - begin == timedelta(hours=hours)


def test_capacity_is_what_holidays_and_leaves_leave():
    half = person(leaves=[(utc(2, 8), utc(2, 12))])
    assert half.capacity(TUESDAY) == 4
    assert person(holidays=[(utc(2, 0), utc(3, 0))]).capacity(TUESDAY) == 0
    over_lunch = person(leaves=[(utc(2, 11), utc(2, 14))])
    assert over_lunch.capacity(TUESDAY) == 6


def test_leaves_never_move_the_cutoff_but_excuse_from_the_plan():
    ill = person(leaves=[(utc(1, 0), utc(2, 0))])
    assert ill.cutoff(TUESDAY) == utc(1, 18)
    assert not ill.owes_plan(TUESDAY)
    assert person().owes_plan(TUESDAY)
    closed = person(holidays=[(utc(1, 0), utc(2, 0))])
    assert closed.cutoff(TUESDAY) == datetime(2027, 2, 26, 18)


# -- section 2


def test_what_one_transaction_opens_and_ends_was_never_open():
    activity = then(planned(), utc(1, 12), "done")
    then(activity, utc(2, 9), "reopened")
    then(activity, utc(2, 9), "done")
    assert activity.as_of(utc(2, 9)).done_at == utc(1, 12)
    then(activity, utc(2, 10), "reopened")
    then(activity, utc(2, 10), "removed")
    assert activity.as_of(utc(2, 10)).status == "done"


def test_only_what_was_dropped_can_still_be_done():
    dropped = then(planned(), utc(1, 12), "dropped")
    then(dropped, utc(1, 13), "removed")
    assert dropped.as_of(utc(1, 13)).status == "dropped"
    then(dropped, utc(1, 14), "done")
    assert dropped.as_of(utc(1, 14)).done_at == utc(1, 14)
    then(dropped, utc(1, 15), "dropped")
    assert dropped.as_of(utc(1, 15)).status == "done"


# -- section 3


@pytest.mark.parametrize("shift", [-US, 0 * US, US])
def test_planned_is_what_stood_at_the_cutoff(shift):
    made = planned(at=utc(1, 18) + shift)
    expected = "planned" if shift <= 0 * US else "added"
    assert only_line(made) == (expected, "missed")
    moved = then(planned(MONDAY), utc(1, 18) + shift, "changed", deadline=TUESDAY)
    assert only_line(moved) == (expected, "missed")


def test_outcomes_of_a_planned_one():
    at = utc(2, 10)
    assert only_line(then(planned(), at, "done")) == ("planned", "done")
    assert only_line(then(planned(), at, "removed")) == ("planned", "cancelled")
    assert only_line(then(planned(), at, "dropped")) == ("planned", "dropped")
    given = then(planned(), at, "changed", owner=COLLEAGUE)
    assert only_line(given) == ("planned", "handed_over")
    later = then(planned(), at, "changed", deadline=date(2027, 3, 3))
    assert only_line(later) == ("planned", "postponed")
    assert only_line(planned(), now=utc(2, 23)) == ("planned", "pending")
    assert only_line(planned(), now=utc(3, 0)) == ("planned", "missed")


def test_released_is_what_a_reviewer_did_last():
    at, later = utc(2, 10), utc(2, 11)
    assert only_line(then(planned(), at, "removed", HEAD))[1] == "released"
    taken = then(planned(), at, "changed", HEAD, owner=COLLEAGUE)
    assert only_line(taken)[1] == "released"
    then(taken, later, "changed", HEAD, owner=ME)
    then(taken, later + US, "changed", ME, owner=COLLEAGUE)
    assert only_line(taken)[1] == "handed_over"
    moved = then(planned(), at, "changed", HEAD, deadline=date(2027, 3, 5))
    then(moved, later, "changed", ME, deadline=date(2027, 3, 8))
    assert only_line(moved)[1] == "released"


def test_carried_added_extra():
    carried = planned(MONDAY)
    assert only_line(carried) == ("carried", "missed")
    assert only_line(then(carried, utc(2, 9), "done")) == ("carried", "caught_up")
    assert only_line(planned(at=utc(2, 9))) == ("added", "missed")
    logged = then(planned(at=utc(2, 9)), utc(2, 9), "done")
    assert only_line(logged) == ("extra", "extra")
    assert not judge(logged, day=date(2027, 3, 3)).lines()


# -- sections 4 and 5


def test_a_day_worked_out_by_hand():
    plan = [planned() for _ in range(4)]
    for number, activity in enumerate(plan):
        activity.key = number
    then(plan[0], utc(2, 9), "done")
    then(plan[1], utc(2, 9), "changed", HEAD, deadline=date(2027, 3, 9))
    figures = judge(*plan).figures()
    assert figures["need_count"] == 5
    assert figures["need_hours"] == Fraction("2.4")
    assert (figures["planned_count"], figures["planned_hours"]) == (4, 2)
    assert (figures["due_count"], figures["done_count"]) == (3, 1)
    assert figures["overdue_count"] == 2
    assert figures["score_planning"] == 80
    assert figures["score_execution"] == Fraction(100, 3)
    assert figures["score_backlog"] == 60
    # (40 * 80 + 40 * 33.33 + 20 * 60) / 100 = 57.33
    assert figures["score"] == Fraction("57.3")


def test_rolled_counts_moves_beyond_the_limit():
    activity = planned(MONDAY)
    for hour in (9, 10):
        then(activity, utc(1, hour + 2), "changed", deadline=date(2027, 3, hour))
    assert judge(activity).figures()["rolled_count"] == 0
    then(activity, utc(2, 12), "changed", deadline=date(2027, 3, 12))
    assert judge(activity).figures()["rolled_count"] == 1
    assert judge(activity, day=date(2027, 3, 3)).figures()["rolled_count"] == 0


def test_a_gift_after_the_cutoff_is_not_held_against_the_receiver():
    gift = planned(MONDAY, owner=COLLEAGUE, actor=COLLEAGUE)
    then(gift, utc(1, 20), "changed", COLLEAGUE, owner=ME)
    assert judge(gift).figures()["overdue_count"] == 0
    taken = planned(MONDAY, owner=COLLEAGUE, actor=COLLEAGUE)
    then(taken, utc(1, 20), "changed", ME, owner=ME)
    assert judge(taken).figures()["overdue_count"] == 1


def test_nothing_planned_and_nothing_done_scores_nothing():
    figures = judge().figures()
    assert (figures["score_planning"], figures["score_execution"]) == (0, 0)
    assert figures["score"] == 20
    free = replace(person(), exemptions=[(TUESDAY, TUESDAY)])
    assert judge(who=free).figures()["score"] is None


def test_half_up():
    assert half_up(Fraction("66.65")) == Fraction("66.7")
    assert half_up(Fraction("66.649")) == Fraction("66.6")
