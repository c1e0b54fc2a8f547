"""Samples: 26 weeks, 12 people, 1,000 seeds; people who come, go and are away."""

import random
import unittest
from collections import Counter

from odoo.addons.sales_discipline.engine import sampling

WEEKS = 26
PEOPLE = range(1, 13)
SIZE = 3
LONGEST = 4


class Team:
    """Who is there in which week; the same for one number, different for each."""

    def __init__(self, number):
        self.random = random.Random(number)
        self.joined, self.left, self.away = {}, {}, {}
        for person in PEOPLE:
            # The second half of a team often comes and goes.
            late = person > 9 and self.random.random() < 0.7
            self.joined[person] = self.random.randint(1, 12) if late else 0
            leaves = person in (7, 8) and self.random.random() < 0.5
            self.left[person] = self.random.randint(10, 25) if leaves else WEEKS
            self.away[person] = set()
            for _holiday in range(self.random.randint(0, 2)):
                first = self.random.randint(1, WEEKS)
                length = self.random.randint(1, 5)
                self.away[person] |= set(range(first, first + length))

    def is_there(self, person, week):
        employed = self.joined[person] <= week < self.left[person]
        return employed and week not in self.away[person]


def play(number):
    """(week, waits, sample) of each week, drawn as the programme draws."""
    team, seen = Team(number), {}
    for week in range(WEEKS):
        waits = {
            person: week - seen.get(person, team.joined[person])
            for person in PEOPLE
            if team.is_there(person, week)
        }
        seed = f"{number}-{week}"
        drawn = sampling.draw(waits, SIZE, LONGEST, seed)
        yield week, waits, seed, drawn
        for each in drawn:
            seen[each.user_id] = week


class TestSampling(unittest.TestCase):
    def test_every_promise_holds_for_a_thousand_seeds(self):
        counts = Counter()
        for number in range(1000):
            for week, waits, seed, drawn in play(number):
                self.check(waits, seed, drawn)
                counts.update(each.user_id for each in drawn if week)
        # Over many half-years everybody comes about equally often.
        steady = [counts[person] for person in range(1, 7)]
        self.assertLess(max(steady) / min(steady), 1.05)

    def check(self, waits, seed, drawn):
        ids = [each.user_id for each in drawn]
        # Only people who are there, each once, and as many as asked for.
        self.assertEqual(len(ids), len(set(ids)))
        self.assertLessEqual(set(ids), set(waits))
        self.assertGreaterEqual(len(ids), min(SIZE, len(waits)))
        # Whoever has waited long enough is in, and that is said; so nobody who is
        # there waits longer, and whoever was away is seen in the week of the return.
        overdue = {person for person, weeks in waits.items() if weeks >= LONGEST}
        self.assertLessEqual(overdue, set(ids))
        said = {each.user_id for each in drawn if each.reason == sampling.WAITED}
        self.assertEqual(said, overdue)
        # The sample grows by those alone.
        self.assertLessEqual(len(set(ids) - overdue), SIZE)
        # It can be drawn again from what is stored.
        self.assertEqual(sampling.draw(waits, SIZE, LONGEST, seed), drawn)

    def test_nobody_who_stays_waits_longer_than_promised(self):
        for number in range(1000):
            seen = dict.fromkeys(PEOPLE, 0)
            for week in range(WEEKS):
                waits = {person: week - seen[person] for person in PEOPLE}
                self.assertLessEqual(max(waits.values()), LONGEST)
                for each in sampling.draw(waits, SIZE, LONGEST, f"{number}:{week}"):
                    seen[each.user_id] = week

    def test_the_order_of_the_people_changes_nothing(self):
        waits = {person: person % 3 for person in PEOPLE}
        turned = dict(reversed(waits.items()))
        self.assertEqual(
            sampling.draw(waits, SIZE, LONGEST, "x"),
            sampling.draw(turned, SIZE, LONGEST, "x"),
        )

    def test_last_weeks_sample_tells_nothing_about_the_next(self):
        """Who was seen last week is drawn as often as anybody else."""
        again = 0
        for number in range(2000):
            waits = {person: 1 for person in PEOPLE}
            waits.update({1: 0, 2: 0, 3: 0})
            drawn = {
                each.user_id
                for each in sampling.draw(waits, SIZE, LONGEST, f"s{number}")
            }
            again += len(drawn & {1, 2, 3})
        # A quarter of 3 x 2,000 lots.
        self.assertAlmostEqual(again / 6000, 0.25, delta=0.02)

    def test_seeds_are_new_and_cannot_be_guessed(self):
        seeds = {sampling.new_seed() for _time in range(1000)}
        self.assertEqual(len(seeds), 1000)
        self.assertEqual({len(seed) for seed in seeds}, {32})

    def test_a_draw_of_today_is_the_same_in_years(self):
        """Pinned: another algorithm would make every stored seed worthless."""
        drawn = sampling.draw(dict.fromkeys(range(1, 13), 0), 3, 4, "oak")
        self.assertEqual([each.user_id for each in drawn], [5, 3, 2])
