"""The people, customers and goods of the demo data."""

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

DIRECTOR = ("daria", "Daria Volkova")
TEAMS = (
    (
        "Offices and Schools",
        ("boris", "Boris Morozov"),
        (
            ("anna", "Anna Belova", DISCIPLINED),
            ("olga", "Olga Weber", STEADY),
            ("dmitry", "Dmitry Sokolov", CHAOTIC),
            ("pavel", "Pavel Novak", GAMING),
            ("maria", "Maria Costa", PAPER),
        ),
    ),
    (
        "Hotels and Restaurants",
        ("vera", "Vera Schmidt"),
        (
            ("galina", "Galina Orlova", POSTPONER),
            ("igor", "Igor Petrov", OVERLOADED),
            ("roman", "Roman Fischer", NEWCOMER),
        ),
    ),
)
CUSTOMERS = {
    "Offices and Schools": (
        "Bergmann Logistics",
        "Nordic Office",
        "Delta Print",
        "Birch & Co",
        "Clearwater School",
        "Lyceum No. 12",
        "Amber Insurance",
        "Orion Software",
        "Volga Trade House",
        "City Library",
        "Lindgren Architects",
        "Helios Clinic",
    ),
    "Hotels and Restaurants": (
        "Alder Hotel",
        "Harbour Café",
        "Hotel Olkha",
        "Pelmennaya No. 1",
        "Seaside Resort",
        "Grand Station Hotel",
        "Bistro Colette",
        "Northern Lights Spa",
        "Tea House Samovar",
        "Riverside Rooms",
    ),
}
GOODS = {
    "Offices and Schools": (
        ("40 chairs", 7200),
        ("new office", 38500),
        ("reception desk", 4300),
        ("shelves", 2650),
        ("12 school desks", 3100),
        ("meeting room", 9800),
        ("60 desks", 21400),
        ("acoustic panels", 5600),
    ),
    "Hotels and Restaurants": (
        ("12 tables", 5400),
        ("sofas for the lobby", 11800),
        ("terrace", 8700),
        ("30 rooms", 64000),
        ("bar stools", 2900),
        ("breakfast room", 15200),
    ),
}
VERDICTS = {
    "great": (
        "Everything done and tomorrow is ready. Thank you, this is how it works.",
        "Good pace, and the results can be read. Keep it up.",
    ),
    "ok": (
        "In order. Please plan the next day before noon if you can.",
        "Good day. One activity was left, finish it first tomorrow.",
    ),
    "needs_work": (
        "Too little was planned, and half of it was not done. Plan five activities "
        "before 18:00, please.",
        "The overdue ones are growing. Choose three that matter and finish them "
        "tomorrow.",
    ),
}
CONCLUSIONS = (
    "Plans are in order, results could say more. I will bring it up on Monday.",
    "A good week. The overdue ones are fewer than in the last.",
)
