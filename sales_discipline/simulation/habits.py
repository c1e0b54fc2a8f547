"""Eight ways to use a CRM, from a planned day to paper notes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Habit:
    """Shares and probabilities are 0 to 1, ranges inclusive, per working day."""

    name: str
    planned: tuple[int, int]
    """Activities that the person wants to have planned for a day."""
    ahead: float
    """Probability that the next day is planned before the cut-off."""
    done: float
    """Share of what is due on a day that is done on it."""
    catch_up: float
    """Share of what is overdue that is done on a day."""
    moved: float
    """Share of what is left in the evening that is moved to the next day."""
    late_plan: float = 0.0
    """Otherwise, probability that it is planned in the evening or the morning."""
    cancelled: float = 0.0
    """Share of what is then left that is cancelled after the end of work."""
    unplanned: tuple[int, int] = (0, 1)
    """Work that nobody planned, recorded when done."""
    junk: float = 0.0
    """Share of the texts, summaries and results, that say nothing."""
    at_once: bool = False
    """All results are typed in one go at the end of the day."""
    gives_away: float = 0.0
    """Probability to hand what is left to a colleague for the night."""
    parks_deals: float = 0.0
    """Probability to lose a deal for the night, its activities with it."""
    learns_for: int = 0
    """Working days until a new person plans and does as much as said here."""


DISCIPLINED = Habit(
    "disciplined",
    planned=(6, 8),
    ahead=1.0,
    done=0.97,
    catch_up=1.0,
    moved=0.9,
)
STEADY = Habit(
    "steady",
    planned=(5, 7),
    ahead=0.93,
    late_plan=0.8,
    done=0.86,
    catch_up=0.75,
    moved=0.5,
    junk=0.05,
)
NEWCOMER = Habit(
    "newcomer",
    planned=(5, 7),
    ahead=0.85,
    late_plan=0.7,
    done=0.9,
    catch_up=0.6,
    moved=0.3,
    junk=0.15,
    learns_for=15,
)
OVERLOADED = Habit(
    "overloaded",
    planned=(9, 12),
    ahead=0.95,
    done=0.62,
    catch_up=0.45,
    moved=0.55,
    unplanned=(1, 3),
)
POSTPONER = Habit(
    "postponer",
    planned=(6, 8),
    ahead=0.95,
    done=0.4,
    catch_up=0.3,
    moved=0.95,
    junk=0.1,
)
CHAOTIC = Habit(
    "chaotic",
    planned=(2, 6),
    ahead=0.4,
    late_plan=0.6,
    done=0.55,
    catch_up=0.35,
    moved=0.2,
    cancelled=0.1,
    unplanned=(2, 5),
    junk=0.3,
)
GAMING = Habit(
    "gaming",
    planned=(6, 8),
    ahead=1.0,
    done=0.6,
    catch_up=0.4,
    moved=0.3,
    cancelled=0.5,
    junk=0.8,
    at_once=True,
    gives_away=0.45,
    parks_deals=0.25,
)
PAPER = Habit(
    "paper",
    planned=(1, 1),
    ahead=0.5,
    done=0.6,
    catch_up=0.15,
    moved=0.1,
    unplanned=(0, 1),
    junk=0.4,
)

HABITS = {
    habit.name: habit
    for habit in (
        DISCIPLINED,
        STEADY,
        NEWCOMER,
        OVERLOADED,
        POSTPONER,
        CHAOTIC,
        GAMING,
        PAPER,
    )
}
