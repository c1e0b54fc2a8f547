"""Points from figures (metrics section 5)."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.sales_discipline.engine import scores

from .common import DisciplineCase

WEIGHTS = {"planning": 40, "execution": 40, "backlog": 20, "data": 0, "results": 0}
RULES = SimpleNamespace(max_overdue=5)
values = st.one_of(st.none(), st.floats(0, 100))


def figures(**given_figures):
    return {
        "plan_owed": True,
        "planned_count": 5,
        "planned_hours": 2.5,
        "need_count": 5,
        "need_hours": 2.4,
        "due_count": 5,
        "done_count": 5,
        "caught_up_count": 0,
        "extra_count": 0,
        "overdue_count": 0,
        "rolled_count": 0,
        "result_required_count": 0,
        "result_bad_count": 0,
        **given_figures,
    }


class TestScores(DisciplineCase):
    def component(self, name, **given_figures):
        return scores.components(figures(**given_figures), RULES)[name]

    def test_needs_shrink_with_capacity_and_round_up(self):
        self.assertEqual(scores.need_count(5, 8, 8), 5)
        self.assertEqual(scores.need_count(5, 4, 8), 3)
        self.assertEqual(scores.need_count(5, 0.1, 8), 1)
        self.assertEqual(scores.need_count(5, 0, 8), 0)
        self.assertEqual(scores.need_count(3, 7.6 / 3, 7.6), 1)
        self.assertAlmostEqual(scores.need_hours(30, 8), 2.4)

    def test_a_need_met_to_the_last_hair_of_a_float_is_met(self):
        met = figures(planned_hours=0.1 + 0.2, need_hours=0.3)
        self.assertTrue(scores.plan_ok(met))
        self.assertFalse(scores.plan_ok(figures(planned_hours=2.39)))
        self.assertFalse(scores.plan_ok(figures(planned_count=4)))

    def test_planning_takes_the_smaller_share(self):
        self.assertEqual(self.component("planning", planned_count=4), 80)
        self.assertEqual(self.component("planning", planned_hours=0.6), 25)
        self.assertEqual(self.component("planning", planned_count=50), 100)

    def test_planning_leaves_out_a_need_of_zero(self):
        self.assertEqual(self.component("planning", need_hours=0, planned_hours=0), 100)
        self.assertEqual(self.component("planning", need_count=0, need_hours=0), 100)

    def test_planning_is_left_out_when_no_plan_is_owed(self):
        self.assertIsNone(self.component("planning", plan_owed=False))

    def test_execution_is_the_share_of_due_lines_done(self):
        self.assertEqual(self.component("execution", done_count=3), 60)

    def test_execution_is_zero_when_a_plan_was_owed_and_nothing_recorded(self):
        idle = {"planned_count": 0, "due_count": 0, "done_count": 0}
        self.assertEqual(self.component("execution", **idle), 0)
        self.assertIsNone(self.component("execution", **idle, plan_owed=False))
        self.assertIsNone(self.component("execution", **idle, extra_count=1))
        self.assertIsNone(self.component("execution", **idle, caught_up_count=1))

    def test_execution_is_left_out_when_all_due_lines_are_neutral(self):
        self.assertIsNone(
            self.component("execution", planned_count=2, due_count=0, done_count=0)
        )

    def test_backlog_falls_to_zero_at_the_policys_limit(self):
        for overdue, rolled, value in ((0, 0, 100), (1, 1, 60), (5, 0, 0), (9, 9, 0)):
            with self.subTest(overdue=overdue, rolled=rolled):
                self.assertAlmostEqual(
                    self.component(
                        "backlog", overdue_count=overdue, rolled_count=rolled
                    ),
                    value,
                )

    def test_backlog_with_a_limit_of_zero_is_all_or_nothing(self):
        strict = SimpleNamespace(max_overdue=0)
        for overdue, value in ((0, 100), (1, 0)):
            with self.subTest(overdue=overdue):
                found = scores.components(figures(overdue_count=overdue), strict)
                self.assertEqual(found["backlog"], value)

    def test_an_idle_working_day_scores_only_its_empty_backlog(self):
        idle = figures(planned_count=0, planned_hours=0, due_count=0, done_count=0)
        found = scores.components(idle, RULES)
        self.assertEqual(scores.score(found, WEIGHTS), 20)

    def test_the_score_rounds_half_up_once(self):
        found = dict.fromkeys(scores.COMPONENTS)
        for value, expected in (
            (72.25, 72.3),
            (72.35, 72.4),
            (0.05, 0.1),
            (99.949, 99.9),
        ):
            with self.subTest(value=value):
                self.assertEqual(
                    scores.score({**found, "backlog": value}, WEIGHTS), expected
                )

    def test_no_component_gives_no_score(self):
        found = dict.fromkeys(scores.COMPONENTS)
        self.assertIsNone(scores.score(found, WEIGHTS))
        self.assertIsNone(scores.score({**found, "data": 50}, WEIGHTS))

    @given(st.fixed_dictionaries(dict.fromkeys(scores.COMPONENTS, values)))
    def test_points_lost_add_up_to_what_is_missing_from_100(self, found):
        weights = {**WEIGHTS, "data": 7}
        score = scores.score(found, weights)
        lost = scores.points_lost(found, weights)
        if score is None:
            self.assertEqual(lost, {})
        else:
            self.assertAlmostEqual(100 - sum(lost.values()), score, delta=0.0501)
