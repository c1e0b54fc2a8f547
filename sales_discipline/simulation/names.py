"""Who is in the demo data, with the habits of each: keys, which are logins as well.

What they are called in a language is in its vocabulary.
"""

from .habits import (
    CHAOTIC,
    DISCIPLINED,
    GAMING,
    NEWCOMER,
    OVERLOADED,
    PAPER,
    POSTPONER,
    STEADY,
)

DIRECTOR = "daria"
TEAMS = (
    (
        "offices",
        "boris",
        (
            ("anna", DISCIPLINED),
            ("olga", STEADY),
            ("dmitry", CHAOTIC),
            ("pavel", GAMING),
            ("maria", PAPER),
        ),
    ),
    (
        "hotels",
        "vera",
        (
            ("galina", POSTPONER),
            ("igor", OVERLOADED),
            ("roman", NEWCOMER),
        ),
    ),
)
