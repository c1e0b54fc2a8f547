"""What people with habits do, day by day: a list of events, from a seed alone."""

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .cast import Event
from .clock import dates, instant

MORNING, LUNCH, AFTERNOON, HOME_TIME = 9 * 60, 13 * 60, 14 * 60, 17.5 * 60
HEAD_SETS = 0.08  # probability that the head sets a person a task on a day
FURTHER = 0.15  # share of plans that are for a later day than the next one


@dataclass
class Task:
    """What the person has open; it changes as the day goes on."""

    key: str
    born: datetime
    deadline: date
    target: str
    is_away: bool = False


def timeline(people, targets, workdays, last_day, seed, now=None):
    """Events of all ``people`` until ``last_day``, in the order of their instants.

    :param workdays: dates on which people work, beyond ``last_day`` by some days
    :param now: naive UTC; what would happen later is left out, except that deals to
        be closed on ``last_day`` are closed before it
    """
    own = defaultdict(list)
    for target in targets:
        own[target.owner].append(target)
    events = []
    for person in people:
        desk = Desk(person, own[person.key], workdays, seed, now)
        events += desk.events(last_day)
    if now:
        events = [event for event in events if event.at <= now]
    # Stable: what one person does at one instant stays in its order.
    return sorted(events, key=lambda event: event.at)


class Desk:
    """One person at work. Depends on nobody else, so that adding people changes
    nothing for the others."""

    def __init__(self, person, targets, workdays, seed, now=None):
        self.person = person
        self.habit = person.habit
        self.writing = person.writing
        self.targets = {target.key: target for target in targets}
        self.workdays = sorted(workdays)
        self.now = now
        self.random = random.Random(f"{seed}:{person.key}")
        self.open = {}
        self.parked = []
        self.touched = dict.fromkeys(self.targets, date.min)
        self.made = []
        self.count = 0

    # Days

    def events(self, last_day):
        working = set(self.workdays) - self.person.absent
        for day in dates(self.person.first_day, last_day):
            if day in working:
                self._work(day)
            self._close_deals(day)
            if day in working:
                self._evening(day, self._following(day))
        return self.made

    def _work(self, day):
        self._undo_tricks(day)
        self._get_task_from_head(day)
        if self._due_on(day) < 2 and self._chance(self.habit.late_plan):
            self._plan(day, day, MORNING + 10, MORNING + 40)
        self._finish(day)
        self._unplanned(day)
        if self._chance(self.habit.ahead):
            self._plan(day, self._following(day), 15.5 * 60, 17.8 * 60)

    def _evening(self, day, following):
        left = [task for task in self.open.values() if task.deadline <= day]
        left = self._move(day, following, left)
        left = self._cancel(day, left)
        if left and self._chance(self.habit.gives_away):
            self._give_away(day, left)
        elif left and self._chance(self.habit.parks_deals):
            self._park(day, left)
        if self._due_on(following) < 2 and self._chance(self.habit.late_plan / 2):
            self._plan(day, following, 19 * 60, 22 * 60)

    # Planning

    def _plan(self, day, deadline, earliest, latest):
        """One sitting: as many activities as are lacking, all at one instant."""
        moment = self._instant(day, earliest, latest)
        wanted = round(self.random.randint(*self.habit.planned) * self._skill(day))
        for _number in range(max(1, wanted) - self._due_on(deadline)):
            when = deadline
            if self._chance(FURTHER):
                when = self._following(deadline, self.random.randint(1, 4))
            self._create(moment, day, when)

    def _create(self, moment, day, deadline, kind="plan", **values):
        target = self._choose_target(day, deadline)
        if not target:
            return None
        activity_type, summary, hours = self.random.choice(self.writing.plans)
        if self._chance(self.habit.junk / 2):
            summary = self.random.choice(self.writing.junk_plans)
        self.count += 1
        key = f"{self.person.key}/{self.count}"
        made = {
            "actor": self.person.key,
            "type": activity_type,
            "summary": summary,
            "hours": hours,
        }
        self.made.append(
            Event(
                at=moment,
                kind=kind,
                task=key,
                target=target,
                owner=self.person.key,
                deadline=deadline,
                **(made | values),
            )
        )
        if kind == "plan":
            self.open[key] = Task(key, moment, deadline, target)
        return key

    def _choose_target(self, day, deadline):
        """What was not touched for longest, among what stays open until then."""
        fit = [
            key
            for key, target in self.targets.items()
            if target.opened <= day and (not target.closed or target.closed > deadline)
        ]
        if not fit:
            return None
        oldest = sorted(fit, key=lambda key: self.touched[key])[:8]
        chosen = self.random.choice(oldest)
        self.touched[chosen] = day
        return chosen

    def _get_task_from_head(self, day):
        if not self.person.head or not self._chance(HEAD_SETS):
            return
        hour = self.random.choice((10, 12, 15))
        moment = self._instant(day, hour * 60, hour * 60 + 20)
        deadline = self.random.choice((day, self._following(day)))
        summary = self.random.choice(self.writing.urgent)
        self._create(moment, day, deadline, actor=self.person.head, summary=summary)

    # Doing

    def _finish(self, day):
        evening = self._instant(day, HOME_TIME, HOME_TIME + 5)
        text = self.random.choice(self.writing.junk_results)
        for task in [t for t in self.open.values() if t.deadline <= day]:
            share = self.habit.catch_up
            if task.deadline == day:
                share = self.habit.done * self._skill(day)
            if not self._chance(share):
                continue
            if self.habit.at_once and self._chance(self.habit.junk):
                self._do(task, evening, text)
            else:
                self._do(task, self._working_instant(day), self._result())

    def _do(self, task, moment, text):
        # What was set in the afternoon is not done in the morning.
        moment = moment if moment > task.born else self._after(task.born)
        self._add(moment, "finish", task.key, text=text)
        del self.open[task.key]

    def _unplanned(self, day):
        for _number in range(self.random.randint(*self.habit.unplanned)):
            moment = self._working_instant(day)
            if self._chance(0.5):
                self._create(moment, day, day, "log", text=self._result())
            elif key := self._create(moment, day, day):
                self._do(self.open[key], moment, self._result())

    def _close_deals(self, day):
        for target in self.targets.values():
            if target.closed != day:
                continue
            moment = self._instant(day, HOME_TIME + 6, HOME_TIME + 12)
            if self.now and moment > self.now:
                moment = self.now
            kind = "won" if target.is_won else "lost"
            self.made.append(Event(moment, self.person.key, kind, target=target.key))
            if kind == "lost":
                for task in [t for t in self.open.values() if t.target == target.key]:
                    del self.open[task.key]

    # Evening

    def _move(self, day, following, left):
        moment = self._instant(day, HOME_TIME + 15, HOME_TIME + 29)
        moved = [task for task in left if self._chance(self.habit.moved)]
        for task in moved:
            self._add(moment, "move", task.key, deadline=following)
            task.deadline = following
        return [task for task in left if task not in moved]

    def _cancel(self, day, left):
        moment = self._instant(day, 22 * 60, 23 * 60)
        gone = [task for task in left if self._chance(self.habit.cancelled)]
        for task in gone:
            self._add(moment, "cancel", task.key)
            del self.open[task.key]
        return [task for task in left if task not in gone]

    def _give_away(self, day, left):
        """Ten minutes before the day ends; taken back in the morning."""
        moment = self._instant(day, 23 * 60 + 48, 23 * 60 + 52)
        for task in left:
            self._add(moment, "give", task.key, owner=self.person.colleague)
            task.is_away = True

    def _park(self, day, left):
        """Lost for the night: what is open on a lost deal is nobody's fault."""
        target = self.targets[left[0].target]
        if not target.is_deal or target.closed:
            return
        moment = self._instant(day, 20 * 60, 21 * 60)
        self.parked.append(target.key)
        self.made.append(Event(moment, self.person.key, "lost", target=target.key))

    def _undo_tricks(self, day):
        moment = self._instant(day, MORNING - 20, MORNING - 5)
        for task in self.open.values():
            if task.is_away:
                self._add(moment, "give", task.key, owner=self.person.key)
                task.is_away = False
        for key in self.parked:
            self.made.append(Event(moment, self.person.key, "reopen", target=key))
        self.parked.clear()

    # Small things

    def _add(self, moment, kind, task, **values):
        self.made.append(Event(moment, self.person.key, kind, task=task, **values))

    def _chance(self, probability):
        return self.random.random() < probability

    def _due_on(self, day):
        return sum(task.deadline == day for task in self.open.values())

    def _following(self, day, steps=1):
        """The working day that comes ``steps`` working days after ``day``."""
        later = [workday for workday in self.workdays if workday > day]
        return later[min(steps, len(later)) - 1]

    def _skill(self, day):
        """Grows from a third to 1 while a new person learns, and varies a little."""
        share = 1.0
        if self.habit.learns_for:
            past = sum(self.person.first_day <= d < day for d in self.workdays)
            share = min(1.0, (1 + 2 * past / self.habit.learns_for) / 3)
        return share * min(1.0, self.random.gauss(1.0, 0.05))

    def _result(self):
        if self._chance(self.habit.junk):
            return self.random.choice(self.writing.junk_results)
        return self.writing.honest_result(self.random)

    def _instant(self, day, earliest, latest):
        """Somewhere between two minutes of the person's day, to the microsecond."""
        minutes = self.random.uniform(earliest, latest)
        return instant(day, minutes, self.person.tz)

    def _working_instant(self, day):
        before_lunch = self._chance(0.45)
        if before_lunch:
            return self._instant(day, MORNING + 45, LUNCH)
        return self._instant(day, AFTERNOON, HOME_TIME)

    def _after(self, moment):
        return moment + timedelta(minutes=self.random.uniform(5, 40))
