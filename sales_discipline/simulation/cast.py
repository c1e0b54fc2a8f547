"""Who takes part, what they work on, and what happens: plain values."""

from dataclasses import dataclass
from datetime import date, datetime

from .english import WRITING
from .habits import Habit
from .vocabulary import Writing


@dataclass(frozen=True)
class Person:
    """A salesperson; ``key`` names them, ``head`` and ``colleague`` name others.

    The head writes tasks for them in the language of their own ``writing``.
    """

    key: str
    habit: Habit
    tz: str
    head: str
    colleague: str
    first_day: date
    absent: frozenset = frozenset()
    writing: Writing = WRITING


@dataclass(frozen=True)
class Target:
    """What activities are about: a deal, or an account where nothing is sold yet.

    ``closed`` is the local date on which a deal is won or lost, if it is.
    """

    key: str
    owner: str
    opened: date
    closed: date | None = None
    is_won: bool = False
    is_deal: bool = True


@dataclass(frozen=True)
class Event:
    """One thing that ``actor`` does at ``at`` (naive UTC) to a task or a deal.

    ========  ==========================================================
    plan      a new task with deadline, type, summary, hours and owner
    log       the same, finished at the same instant with ``text``
    finish    a task done, with the result ``text``
    move      another deadline
    give      another owner
    cancel    the task is removed
    won lost  the deal is closed
    reopen    a lost deal is restored
    ========  ==========================================================
    """

    at: datetime
    actor: str
    kind: str
    task: str = ""
    target: str = ""
    owner: str = ""
    deadline: date | None = None
    type: str = ""
    summary: str = ""
    hours: float = 0.0
    text: str = ""
