"""The tables of metrics section 3, each row at the instants where it flips."""

from .turning_points import SHIFTS, STAGES, TableCase

CREATED = ("eve", "me", "create")
LATE = ("eve", "me", "create", -1)

# What happens; the line a microsecond before the marked instant, at it, and after it,
# judged when the day is over. None: the activity gives no line.
SETS = {
    # -- planned: open at C, t0 <= C, owner and deadline as of C
    "planned when made by C": (
        [("C?", "me", "create")],
        ("planned missed", "planned missed", "added missed"),
    ),
    "planned when given to me by C": (
        [("eve", "colleague", "create", 0, "colleague"), ("C?", "head", "give", "me")],
        ("planned missed", "planned missed", "added missed"),
    ),
    "planned when moved to the day by C": (
        [("eve", "me", "create", 1), ("C?", "me", "move", 0)],
        ("planned missed", "planned missed", "added missed"),
    ),
    "not planned when moved away by C": (
        [CREATED, ("C?", "me", "move", 3)],
        (None, None, "planned postponed"),
    ),
    "not planned when given away by C": (
        [CREATED, ("C?", "me", "give", "colleague")],
        (None, None, "planned handed_over"),
    ),
    "not planned when done by C": (
        [CREATED, ("C?", "me", "finish")],
        (None, None, "planned done"),
    ),
    "not planned when removed by C": (
        [CREATED, ("C?", "me", "remove")],
        (None, None, "planned cancelled"),
    ),
    "not planned when its deal is lost by C": (
        [("eve", "me", "create", 0, "me", "own deal"), ("C?", "me", "lose")],
        (None, None, "planned dropped"),
    ),
    "planned when reopened by C": (
        [("dawn", "me", "create"), ("eve", "me", "finish"), ("C?", "me", "reopen")],
        ("planned missed", "planned missed", "added missed"),
    ),
    "planned when its deal is restored by C": (
        [
            ("eve", "me", "create", 0, "me", "own deal"),
            ("eve", "me", "lose"),
            ("C?", "me", "restore"),
        ],
        ("planned missed", "planned missed", "added missed"),
    ),
    "planned when its type is tracked by C": (
        [("eve", "me", "create", 0, "me", "untracked"), ("C?", "me", "track")],
        ("planned missed", "planned missed", "added missed"),
    ),
    # -- carried: t0 < S, open at S, owner and deadline as of S
    "carried when made before S": (
        [("S?", "me", "create", -1)],
        ("carried missed", "added missed", "added missed"),
    ),
    "carried when given to me by S": (
        [("eve", "colleague", "create", -1, "colleague"), ("S?", "me", "give", "me")],
        ("carried missed", "carried missed", "added missed"),
    ),
    "carried when moved before the day by S": (
        [("eve", "me", "create", 1), ("S?", "me", "move", -1)],
        ("carried missed", "carried missed", "added missed"),
    ),
    "not carried when moved to the day by S": (
        [LATE, ("S?", "me", "move", 0)],
        ("added missed", "added missed", "carried missed"),
    ),
    "not carried when done by S, extra when done at S": (
        [LATE, ("S?", "me", "finish")],
        (None, "extra extra", "carried caught_up"),
    ),
    "not carried when removed by S": (
        [LATE, ("S?", "me", "remove")],
        (None, None, "carried cancelled"),
    ),
    "not carried when given away by S": (
        [LATE, ("S?", "me", "give", "colleague")],
        (None, None, "carried handed_over"),
    ),
    "not carried when its deal is lost by S": (
        [("eve", "me", "create", -1, "me", "own deal"), ("S?", "me", "lose")],
        (None, None, "carried dropped"),
    ),
    # -- added: t0 <= N, open at N, owner and deadline as of N
    "added when made by N": (
        [("E?", "me", "create")],
        ("added missed", None, None),
    ),
    "added when given to me by N": (
        [("eve", "colleague", "create", 0, "colleague"), ("E?", "me", "give", "me")],
        ("added missed", None, None),
    ),
    "added when moved to the day by N": (
        [("eve", "me", "create", 1), ("E?", "me", "move", 0)],
        ("added missed", None, None),
    ),
    "added when reopened by N, extra before": (
        [("now", "me", "create"), ("noon", "me", "finish"), ("E?", "me", "reopen")],
        ("added missed", "extra extra", "extra extra"),
    ),
    "not added when removed by N": (
        [("now", "me", "create"), ("E?", "me", "remove")],
        (None, "added missed", "added missed"),
    ),
    # -- extra: done in [S, N], owned by me when done
    "extra when done from S on": (
        [("eve", "me", "create", 2), ("S?", "me", "finish")],
        (None, "extra extra", "extra extra"),
    ),
    "extra when done by N": (
        [("eve", "me", "create", 2), ("E?", "me", "finish")],
        ("extra extra", None, None),
    ),
    "extra when mine at the instant it is done": (
        [
            ("eve", "me", "create", 2),
            ("noon", "me", "finish"),
            ("noon?", "me", "give", "colleague"),
        ],
        (None, None, "extra extra"),
    ),
    "extra when logged after the fact": (
        [("E?", "me", "create", 2), ("E?", "me", "finish")],
        ("extra extra", None, None),
    ),
}
OUTCOMES = {
    "done": (
        [CREATED, ("E?", "me", "finish")],
        ("planned done", "planned missed", "planned missed"),
    ),
    "done by whoever owns it": (
        [CREATED, ("noon", "me", "give", "colleague"), ("E?", "colleague", "finish")],
        ("planned done", "planned handed_over", "planned handed_over"),
    ),
    "caught_up": (
        [LATE, ("E?", "colleague", "finish")],
        ("carried caught_up", "carried missed", "carried missed"),
    ),
    "dropped": (
        [("eve", "me", "create", 0, "me", "own deal"), ("E?", "me", "lose")],
        ("planned dropped", "planned missed", "planned missed"),
    ),
    "dropped until restored": (
        [
            ("eve", "me", "create", 0, "me", "own deal"),
            ("noon", "me", "lose"),
            ("E?", "me", "restore"),
        ],
        ("planned missed", "planned dropped", "planned dropped"),
    ),
    "dropped and then done": (
        [
            ("eve", "me", "create", 0, "me", "own deal"),
            ("noon", "me", "lose"),
            ("E?", "me", "finish"),
        ],
        ("planned done", "planned dropped", "planned dropped"),
    ),
    "released by a reviewer's removal": (
        [CREATED, ("E?", "head", "remove")],
        ("planned released", "planned missed", "planned missed"),
    ),
    "released by a reviewer's taking it": (
        [CREATED, ("E?", "director", "give", "colleague")],
        ("planned released", "planned missed", "planned missed"),
    ),
    "released by a reviewer's moving it": (
        [CREATED, ("E?", "head", "move", 1)],
        ("planned released", "planned missed", "planned missed"),
    ),
    "released only by what holds: given back and given away by me": (
        [
            CREATED,
            ("now", "head", "give", "colleague"),
            ("noon", "head", "give", "me"),
            ("E?", "me", "give", "colleague"),
        ],
        ("planned handed_over", "planned missed", "planned missed"),
    ),
    "released only by what holds: moved back and moved on by me": (
        [
            CREATED,
            ("now", "head", "move", 1),
            ("noon", "head", "move", 0),
            ("E?", "me", "move", 2),
        ],
        ("planned postponed", "planned missed", "planned missed"),
    ),
    "released however far I move it afterwards": (
        [CREATED, ("noon", "head", "move", 1), ("E?", "me", "move", 5)],
        ("planned released", "planned released", "planned released"),
    ),
    "handed_over": (
        [CREATED, ("E?", "me", "give", "colleague")],
        ("planned handed_over", "planned missed", "planned missed"),
    ),
    "handed_over to the head": (
        [CREATED, ("E?", "colleague", "give", "head")],
        ("planned handed_over", "planned missed", "planned missed"),
    ),
    "handed_over when not mine at its end": (
        [CREATED, ("noon", "me", "give", "colleague"), ("E?", "colleague", "remove")],
        ("planned handed_over", "planned handed_over", "planned handed_over"),
    ),
    "cancelled": (
        [CREATED, ("E?", "me", "remove")],
        ("planned cancelled", "planned missed", "planned missed"),
    ),
    "cancelled though moved on": (
        [CREATED, ("noon", "me", "move", 2), ("E?", "me", "remove")],
        ("planned cancelled", "planned postponed", "planned postponed"),
    ),
    "postponed": (
        [CREATED, ("E?", "me", "move", 1)],
        ("planned postponed", "planned missed", "planned missed"),
    ),
    "not postponed when moved to the day before": (
        [CREATED, ("E?", "me", "move", -1)],
        ("planned missed", "planned missed", "planned missed"),
    ),
    "postponed, carried": (
        [LATE, ("E?", "me", "move", 1)],
        ("carried postponed", "carried missed", "carried missed"),
    ),
}
# The same judged while the day runs: changes of the very instant count.
RUNNING = {
    "added when made by now": (
        [("now?", "me", "create")],
        ("added pending", "added pending", None),
    ),
    "extra when done by now": (
        [("eve", "me", "create", 2), ("now?", "me", "finish")],
        ("extra extra", "extra extra", None),
    ),
    "done by now": (
        [CREATED, ("now?", "me", "finish")],
        ("planned done", "planned done", "planned pending"),
    ),
    "caught_up by now": (
        [LATE, ("now?", "me", "finish")],
        ("carried caught_up", "carried caught_up", "carried pending"),
    ),
    "dropped by now": (
        [("eve", "me", "create", 0, "me", "own deal"), ("now?", "me", "lose")],
        ("planned dropped", "planned dropped", "planned pending"),
    ),
    "released by now": (
        [CREATED, ("now?", "head", "move", 1)],
        ("planned released", "planned released", "planned pending"),
    ),
    "handed_over by now": (
        [CREATED, ("now?", "me", "give", "colleague")],
        ("planned handed_over", "planned handed_over", "planned pending"),
    ),
    "cancelled by now": (
        [CREATED, ("now?", "me", "remove")],
        ("planned cancelled", "planned cancelled", "planned pending"),
    ),
    "postponed by now": (
        [CREATED, ("now?", "me", "move", 1)],
        ("planned postponed", "planned postponed", "planned pending"),
    ),
}


class TestLinesTable(TableCase):
    def check(self, table, now):
        """Play every row three times on every stage, and look at the lines."""
        for stage in STAGES:
            with self.set_stage(stage):
                plays = [(row, script, shift) for row, script, shift in _plays(table)]
                activities = self.play(*[(script, shift) for _, script, shift in plays])
                found = self.judge(now)
                self.assertEqual(found["start_at"], stage.start)
                self.assertEqual(found["cutoff_at"], stage.cutoff)
                self.assertEqual(found["end_at"], stage.end)
                lines = {
                    line["activity_id"]: f"{line['set']} {line['outcome']}"
                    for line in found["lines"]
                }
                got = {}
                for (row, _, _), activity in zip(plays, activities, strict=True):
                    got.setdefault(row, []).append(lines.get(activity.key))
                for row, (_script, expected) in table.items():
                    with self.subTest(stage=stage.name, row=row):
                        self.assertEqual(tuple(got[row]), expected)

    def test_sets_when_the_day_is_over(self):
        self.check(SETS, "late")

    def test_outcomes_when_the_day_is_over(self):
        self.check(OUTCOMES, "late")

    def test_sets_and_outcomes_while_the_day_runs(self):
        self.check(RUNNING, "now")

    def test_pending_until_the_day_is_over_and_missed_from_then_on(self):
        for stage in STAGES:
            with self.set_stage(stage):
                self.play(([CREATED], SHIFTS[1]))
                outcomes = [self.judge("E?", s)["lines"][0]["outcome"] for s in SHIFTS]
                self.assertEqual(outcomes, ["pending", "missed", "missed"])

    def test_one_line_for_each_activity_with_the_values_of_its_set(self):
        """Planned as of C, carried as of S, the others as of N."""
        for stage in STAGES:
            with self.set_stage(stage):
                planned, carried, added = self.play(
                    (
                        [CREATED, ("C?", "me", "move", 1), ("noon", "me", "move", 2)],
                        SHIFTS[2],
                    ),
                    ([LATE, ("S?", "me", "move", 4)], SHIFTS[2]),
                    (
                        [("now", "me", "create", 1), ("noon", "me", "move", -1)],
                        SHIFTS[1],
                    ),
                )
                found = {line["activity_id"]: line for line in self.judge()["lines"]}
                days = [found[x.key]["deadline"] for x in (planned, carried, added)]
                offsets = [(each - stage.day).days for each in days]
                self.assertEqual(offsets, [0, -1, -1])


def _plays(table):
    return [
        (row, script, shift) for row, (script, _) in table.items() for shift in SHIFTS
    ]
