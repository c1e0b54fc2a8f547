"""What simulated people are called and write, whatever the language.

These are data, like the names of customers, and no interface: they are chosen once,
when people are made, and no translation changes them later.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Writing:
    """What salespeople write: summaries of plans, results, and texts that say nothing.

    Hours are 0 where people leave the duration to the type's default.
    """

    plans: tuple[tuple[str, str, float], ...]
    """Type, summary, hours."""
    results: tuple[str, ...]
    next_steps: tuple[str, ...]
    """What comes next. Nobody who is honest writes the same words week after week."""
    junk_results: tuple[str, ...]
    junk_plans: tuple[str, ...]
    urgent: tuple[str, ...]
    """What heads ask for."""

    def honest_result(self, random):
        """What came of an activity and what comes next."""
        step = random.choice(self.next_steps).format(number=random.randint(4, 28))
        return f"{random.choice(self.results)}; {step}"


@dataclass(frozen=True)
class Scene:
    """The company of the demo data: its people and customers, by their keys."""

    people: dict[str, str]
    teams: dict[str, str]
    customers: dict[str, tuple[str, ...]]
    phone: str
    goods: dict[str, tuple[tuple[str, int], ...]]
    """What a team sells, and the expected revenue."""
    program: str
    absences: dict[str, str]
    calendar: str
    """Name of the working hours, if the company's do not have today in them."""
    calendar_parts: dict[str, str]


@dataclass(frozen=True)
class Heads:
    """What heads write to people, and one who contests it."""

    verdicts: dict[str, tuple[str, ...]]
    conclusions: tuple[str, ...]
    grants: tuple[str, ...]
    refusals: tuple[str, ...]
    enough: str
    penalty: str
    contest: str


@dataclass(frozen=True)
class Vocabulary:
    """All of it in one language."""

    writing: Writing
    scene: Scene
    heads: Heads
