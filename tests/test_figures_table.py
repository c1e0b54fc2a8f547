"""The tables of metrics sections 4 and 5, each row at the instants where it flips."""

from datetime import timedelta

from .turning_points import DAY, SHIFTS, STAGES, TableCase

CREATED = ("eve", "me", "create")
LATE = ("eve", "me", "create", -1)
DONE = [CREATED, ("noon", "me", "finish")]
TOMORROW = [("eve", "me", "create", 1)]

# What happens; when it is judged; a figure, and its value with all that is marked
# happening a microsecond earlier, at the instant, and a microsecond later.
FIGURES = {
    # -- planned_count, planned_hours, plan_ok
    "planned counts what is made by C": (
        [[("C?", "me", "create", 0, "me", "0.75")]],
        "late",
        {"planned_count": (1, 1, 0), "planned_hours": (0.75, 0.75, 0)},
    ),
    "the plan is met by the number of activities": (
        [*[[CREATED]] * 4, [("C?", "me", "create")]],
        "late",
        {"plan_ok": (True, True, False), "score_planning": (100, 100, 80)},
    ),
    "the plan is met by the hours": (
        [
            *[[("eve", "me", "create", 0, "me", "0.4")]] * 5,
            [("C?", "me", "create", 0, "me", "0.4")],
        ],
        "late",
        {"plan_ok": (True, True, False), "planned_hours": (2.4, 2.4, 2.0)},
    ),
    "enough activities of too few hours are no plan": (
        [
            *[[("eve", "me", "create", 0, "me", "0.4")]] * 5,
            [("C?", "me", "create", 0, "me", "0.25")],
        ],
        "late",
        {"plan_ok": (False, False, False), "planned_count": (6, 6, 5)},
    ),
    # -- due_count, done_count
    "a dropped line is not due": (
        [
            [CREATED],
            [("eve", "me", "create", 0, "me", "own deal"), ("E?", "me", "lose")],
        ],
        "late",
        {"due_count": (1, 2, 2), "planned_count": (2, 2, 2)},
    ),
    "a released line is not due": (
        [[CREATED], [CREATED, ("E?", "head", "move", 1)]],
        "late",
        {"due_count": (1, 2, 2), "planned_count": (2, 2, 2)},
    ),
    "a line handed over is due, and not done": (
        [DONE, [CREATED, ("E?", "me", "give", "colleague")]],
        "late",
        {"due_count": (2, 2, 2), "done_count": (1, 1, 1)},
    ),
    "done by E": (
        [[CREATED, ("E?", "me", "finish")]],
        "late",
        {"done_count": (1, 0, 0), "score_execution": (100, 0, 0)},
    ),
    "what is caught up is not done": (
        [[LATE, ("noon", "me", "finish")]],
        "late",
        {"done_count": (0, 0, 0), "caught_up_count": (1, 1, 1)},
    ),
    # -- overdue_count
    "due on the day itself it is overdue once the day is over": (
        [[CREATED]],
        "E?",
        {"overdue_count": (0, 1, 1)},
    ),
    "due before the day it is overdue while the day runs": (
        [[LATE]],
        "now?",
        {"overdue_count": (1, 1, 1)},
    ),
    "not overdue when done by N": (
        [[LATE, ("E?", "me", "finish")]],
        "late",
        {"overdue_count": (0, 1, 1)},
    ),
    "not overdue when its deal is lost by N": (
        [[("eve", "me", "create", -1, "me", "own deal"), ("E?", "me", "lose")]],
        "late",
        {"overdue_count": (0, 1, 1)},
    ),
    "not overdue when moved past the day by N": (
        [[LATE, ("E?", "me", "move", 1)]],
        "late",
        {"overdue_count": (0, 1, 1)},
    ),
    "cancelled out of the backlog on the day it stays overdue": (
        [[LATE, ("S?", "me", "remove")]],
        "late",
        {"overdue_count": (0, 0, 1), "cancelled_count": (0, 0, 1)},
    ),
    "cancelled out of the backlog by a reviewer it does not": (
        [[LATE, ("E?", "head", "remove")]],
        "late",
        {"overdue_count": (0, 1, 1), "released_count": (1, 0, 0)},
    ),
    "overdue when I make it after C": (
        [[("C?", "me", "create", -1)]],
        "late",
        {"overdue_count": (1, 1, 1)},
    ),
    "not overdue when a colleague makes it for me after C": (
        [[("C?", "colleague", "create", -1)]],
        "late",
        {"overdue_count": (1, 1, 0)},
    ),
    "overdue when the head makes it for me after C": (
        [[("C?", "head", "create", -1)]],
        "late",
        {"overdue_count": (1, 1, 1)},
    ),
    "not overdue when a colleague gives it to me after C": (
        [
            [
                ("eve", "colleague", "create", -1, "colleague"),
                ("C?", "colleague", "give", "me"),
            ]
        ],
        "late",
        {"overdue_count": (1, 1, 0)},
    ),
    "overdue when the director gives it to me after C": (
        [
            [
                ("eve", "colleague", "create", -1, "colleague"),
                ("C?", "director", "give", "me"),
            ]
        ],
        "late",
        {"overdue_count": (1, 1, 1)},
    ),
    "overdue when I take it over after C": (
        [[("eve", "colleague", "create", -1, "colleague"), ("C?", "me", "give", "me")]],
        "late",
        {"overdue_count": (1, 1, 1)},
    ),
    "not overdue when a colleague's gift to me is cancelled": (
        [[("C?", "colleague", "create", -1), ("noon", "me", "remove")]],
        "late",
        {"overdue_count": (1, 1, 0)},
    ),
    # -- rolled_count, with two moves allowed
    "rolled when moved for the third time from S on": (
        [
            [
                ("dawn", "me", "create"),
                ("eve", "me", "move", 1),
                ("C", "me", "move", 2),
                ("S?", "me", "move", 3),
            ]
        ],
        "late",
        {"rolled_count": (0, 1, 1), "score_backlog": (100, 80, 80)},
    ),
    "rolled when moved for the third time before E": (
        [
            [
                ("dawn", "me", "create"),
                ("eve", "me", "move", 1),
                ("C", "me", "move", 2),
                ("E?", "me", "move", 3),
            ]
        ],
        "late",
        {"rolled_count": (1, 0, 0)},
    ),
    "rolled by me though a colleague has it by then": (
        [
            [
                ("dawn", "me", "create"),
                ("eve", "me", "move", 1),
                ("C", "me", "move", 2),
                ("now", "me", "move", 3),
                ("E?", "me", "give", "colleague"),
            ]
        ],
        "late",
        {"rolled_count": (1, 1, 1)},
    ),
    "not rolled by the moves of others": (
        [
            [
                ("dawn", "me", "create"),
                ("eve", "head", "move", 1),
                ("C", "colleague", "move", 2),
                ("S?", "me", "move", 3),
            ]
        ],
        "late",
        {"rolled_count": (0, 0, 0)},
    ),
    "not rolled by the second move": (
        [
            [
                ("dawn", "me", "create"),
                ("C", "me", "move", 2),
                ("S?", "me", "move", 3),
            ]
        ],
        "late",
        {"rolled_count": (0, 0, 0)},
    ),
    "not rolled by a move to an earlier day": (
        [
            [
                ("dawn", "me", "create"),
                ("eve", "me", "move", 1),
                ("C", "me", "move", 3),
                ("S?", "me", "move", 2),
            ]
        ],
        "late",
        {"rolled_count": (0, 0, 0)},
    ),
    # -- all_done
    "all done when every due line is done by E": (
        [DONE, [CREATED, ("E?", "me", "finish")]],
        "late",
        {"all_done": (True, False, False)},
    ),
    "not all done while something else of mine is due": (
        [DONE, [("E?", "me", "create")]],
        "late",
        {"all_done": (False, True, True)},
    ),
    "all done whatever a colleague makes for me after C": (
        [DONE, [("C?", "colleague", "create")]],
        "late",
        {"all_done": (False, False, True)},
    ),
    "not all done with something overdue": (
        [DONE, [LATE, ("E?", "me", "finish")]],
        "late",
        {"all_done": (True, False, False)},
    ),
    "not all done with a planned line postponed": (
        [DONE, [CREATED, ("E?", "me", "move", 1)]],
        "late",
        {"all_done": (False, False, False)},
    ),
    "not all done when nothing was due": (
        [[LATE, ("noon", "me", "finish")]],
        "late",
        {"all_done": (False, False, False), "due_count": (0, 0, 0)},
    ),
    "all done while the day still runs": (
        [[CREATED, ("now?", "me", "finish")]],
        "now",
        {"all_done": (True, True, False)},
    ),
    # -- next_plan_ok
    "the next plan is judged at its own cut-off": (
        [*[TOMORROW] * 4, [("next?", "me", "create", 1)]],
        "late",
        {"next_plan_ok": (True, True, False), "next_planned_count": (5, 5, 4)},
    ),
    "the next plan is judged now, before its cut-off": (
        [*[TOMORROW] * 4, [("soon?", "me", "create", 1)]],
        "soon",
        {"next_plan_ok": (True, True, False)},
    ),
    "what is moved away by its cut-off is not in the next plan": (
        [*[TOMORROW] * 4, [*TOMORROW, ("next?", "me", "move", 4)]],
        "late",
        {"next_plan_ok": (False, False, True)},
    ),
    "what is done by its cut-off is not in the next plan": (
        [*[TOMORROW] * 4, [*TOMORROW, ("next?", "me", "finish")]],
        "late",
        {"next_plan_ok": (False, False, True)},
    ),
    # -- set_by_head_count, set_by_head_done_count
    "set by the head when made for me": (
        [[("E?", "head", "create")]],
        "late",
        {"set_by_head_count": (1, 0, 0)},
    ),
    "set by the director, and done by E": (
        [[("eve", "director", "create"), ("E?", "me", "finish")]],
        "late",
        {"set_by_head_count": (1, 1, 1), "set_by_head_done_count": (1, 0, 0)},
    ),
    "set by the head, and caught up by E": (
        [[("eve", "head", "create", -1), ("E?", "me", "finish")]],
        "late",
        {"set_by_head_count": (1, 1, 1), "set_by_head_done_count": (1, 0, 0)},
    ),
    "set by the head for later, and done on the day": (
        [[("eve", "head", "create", 2), ("S?", "me", "finish")]],
        "late",
        {"set_by_head_count": (0, 1, 1), "set_by_head_done_count": (0, 1, 1)},
    ),
    "not set by me or a colleague": (
        [[("C?", "me", "create")], [("C?", "colleague", "create")]],
        "late",
        {"set_by_head_count": (0, 0, 0)},
    ),
    "not set by the head for me when a colleague had it first": (
        [[("dawn", "head", "create", 0, "colleague"), ("C?", "head", "give", "me")]],
        "late",
        {"set_by_head_count": (0, 0, 0)},
    ),
    "set by the head for me when given in the same transaction": (
        [[("C?", "head", "create", 0, "colleague"), ("C?", "head", "give", "me")]],
        "late",
        {"set_by_head_count": (1, 1, 1)},
    ),
    # -- scores
    "execution is 0 when nothing was planned and nothing done from S on": (
        [[("eve", "me", "create", 2), ("S?", "me", "finish")]],
        "late",
        {"score_execution": (0, None, None), "score_planning": (0, 0, 0)},
    ),
    "execution is 0 when nothing was planned and nothing done by E": (
        [[("eve", "me", "create", 2), ("E?", "me", "finish")]],
        "late",
        {"score_execution": (None, 0, 0)},
    ),
    "execution is left out when all due lines are neutral": (
        [[("eve", "me", "create", 0, "me", "own deal"), ("E?", "me", "lose")]],
        "late",
        {"score_execution": (None, 0, 0)},
    ),
    "the backlog is 0 from the policy's limit on": (
        [*[[LATE]] * 4, [LATE, ("E?", "me", "finish")]],
        "late",
        {"score_backlog": (20, 0, 0), "overdue_count": (4, 5, 5)},
    ),
}


class TestFiguresTable(TableCase):
    def check(self, stage):
        for row, (scripts, now, expected) in FIGURES.items():
            got = {name: [] for name in expected}
            for shift in SHIFTS:
                with self.undone():
                    self.play(*[(script, shift) for script in scripts])
                    found = self.judge(now, shift)
                    for name, values in got.items():
                        values.append(found[name])
            with self.subTest(stage=stage.name, row=row):
                for name, values in expected.items():
                    for value, right in zip(got[name], values, strict=True):
                        self.assertAlmostEqual(value, right, 9, f"{name}: {got[name]}")

    def test_figures_and_scores(self):
        # The four zones and both clock changes; the other edges are those of lines.
        for stage in STAGES[:6]:
            with self.set_stage(stage):
                self.check(stage)

    def check_needs(self, owed, count, hours, **more):
        found = self.judge()
        expected = {
            "plan_owed": owed,
            "need_count": count,
            "need_hours": hours,
            "plan_ok": not owed,
            **more,
        }
        got = {name: found[name] for name in expected}
        self.assertEqual(got, expected, self.stage.name)
        return found

    def test_needs_of_a_whole_day(self):
        for stage in STAGES:
            with self.set_stage(stage):
                self.check_needs(True, 5, 2.4, capacity_hours=8, score=20)

    def test_needs_shrink_with_the_capacity_and_round_up(self):
        for stage in STAGES:
            with self.set_stage(stage):
                noon = self.instant(stage.day, 12, self.anna)
                self.add_leave(self.anna, noon, stage.end)
                self.check_needs(True, 3, 1.2, capacity_hours=4)

    def test_nothing_is_needed_on_a_day_off(self):
        for stage in STAGES:
            with self.set_stage(stage):
                self.add_leave(self.anna, stage.start, stage.end)
                self.play(([LATE], timedelta(0)), (DONE, timedelta(0)))
                found = self.check_needs(False, 0, 0, capacity_hours=0, is_off=True)
                # Figures are there all the same, scores are not.
                self.assertEqual(found["planned_count"], 1)
                self.assertEqual(found["overdue_count"], 1)
                for name in (
                    "score",
                    "score_planning",
                    "score_execution",
                    "score_backlog",
                ):
                    self.assertIsNone(found[name])

    def test_nothing_is_needed_after_a_day_off_with_the_cutoff(self):
        for stage in STAGES:
            with self.set_stage(stage):
                self.exempt(self.anna, stage.day - DAY, stage.day - DAY)
                self.check_needs(False, 0, 0, capacity_hours=8, is_off=False)

    def test_a_day_off_before_the_date_of_the_cutoff_changes_nothing(self):
        for stage in STAGES:
            with self.set_stage(stage):
                self.exempt(self.anna, stage.day - 2 * DAY, stage.day - 2 * DAY)
                self.check_needs(True, 5, 2.4)

    def test_nothing_is_needed_when_control_began_after_the_date_of_the_cutoff(self):
        for stage in STAGES:
            for since, owed in ((0, False), (1, True)):
                with self.set_stage(stage, since):
                    count, hours = (5, 2.4) if owed else (0, 0)
                    self.check_needs(owed, count, hours)

    def test_nothing_is_needed_when_the_policy_asks_for_nothing(self):
        for stage in STAGES:
            with self.set_stage(stage, min_planned_count=0, min_planned_load=0):
                found = self.judge()
                self.assertEqual((found["need_count"], found["need_hours"]), (0, 0))
                self.assertTrue(found["plan_ok"])

    def test_what_fell_due_while_away_is_not_overdue_until_the_first_day_is_over(self):
        for stage in STAGES:
            with self.set_stage(stage):
                self.exempt(self.anna, stage.day - DAY, stage.day - DAY)
                last_work = -2 if stage.every_day else -4
                for deadline, expected in ((-1, [0, 1, 1]), (last_work, [1, 1, 1])):
                    with self.undone():
                        script = [("eve", "me", "create", deadline)]
                        self.play((script, timedelta(0)))
                        counts = [self.judge("E?", s)["overdue_count"] for s in SHIFTS]
                        self.assertEqual(counts, expected, stage.name)
