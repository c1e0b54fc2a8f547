"""The tables of metrics sections 4 and 5, each row at the instants where it flips."""

from datetime import timedelta

from .figures_table import DONE, FIGURES, LATE
from .turning_points import DAY, SHIFTS, STAGES, TableCase


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
