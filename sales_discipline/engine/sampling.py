"""Whom a detailed review looks at (product.md, *Programme of control*).

Plain functions, no database. A draw depends on nothing but its arguments, so it can be
repeated years later from what is stored with it, by any version of Python.
"""

import secrets
from dataclasses import dataclass
from hashlib import sha256

RANDOM, WAITED = "random", "waited"


@dataclass(frozen=True)
class Drawn:
    """One person of a sample and why: ``random``, or ``waited`` long enough."""

    user_id: int
    reason: str


def new_seed() -> str:
    """128 bits that nobody can know before, as text."""
    return secrets.token_hex(16)


def draw(
    waits: dict[int, int], size: int, max_weeks: int, seed: str
) -> tuple[Drawn, ...]:
    """Draw at least ``size`` people, in the order of their names on the lots.

    Everybody has one lot, whoever was seen last week too: that control goes on is the
    point. Whoever has waited ``max_weeks`` is in any case: the sample grows by those.

    :param waits: whole weeks since each person was last looked at, or could first have
        been; only people who are there
    :param size: how many people are wanted
    :param max_weeks: the weeks after which nobody may be left out again
    :param seed: what :func:`new_seed` gave for this draw

    >>> [d.user_id for d in draw({1: 0, 2: 0, 3: 0, 4: 0}, 2, 4, "a")]
    [1, 3]
    """
    lots = sorted(waits, key=lambda user_id: _lot(seed, user_id))
    drawn = set(lots[:size])
    overdue = {user_id for user_id in waits if waits[user_id] >= max_weeks}
    return tuple(
        Drawn(user_id, WAITED if user_id in overdue else RANDOM)
        for user_id in lots
        if user_id in drawn | overdue
    )


def _lot(seed: str, user_id: int) -> bytes:
    return sha256(f"{seed}:{user_id}".encode()).digest()
