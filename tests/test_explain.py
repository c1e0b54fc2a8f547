"""Why a score is what it is: points by line, and what it can still become."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.sales_discipline.engine import explain, scores

from .common import DisciplineCase

RULES = SimpleNamespace(
    max_overdue=5, weights=(40, 40, 20, 0, 0), bad_result_not_done=False
)
ALL_RULES = SimpleNamespace(
    max_overdue=5, weights=(40, 30, 10, 10, 10), bad_result_not_done=False
)
OUTCOMES = {
    "planned": (
        "done",
        "dropped",
        "released",
        "handed_over",
        "cancelled",
        "postponed",
        "pending",
    ),
    "carried": ("caught_up", "dropped", "cancelled", "postponed", "pending"),
    "added": ("pending", "caught_up"),
    "extra": ("extra",),
}


def line(kind, outcome, **values):
    late = kind == "carried" and outcome in ("pending", "cancelled")
    return {
        "set": kind,
        "outcome": outcome,
        "is_overdue": late,
        "is_rolled": False,
        "result_flag": None,
        "is_bad_result": False,
        **values,
    }


def day(*lines, rolled_elsewhere=0, rules=RULES, **changes):
    """Figures of a day with these lines, scored by the engine's own rules."""
    planned = [row for row in lines if row["set"] == "planned"]
    outcomes = [row["outcome"] for row in lines]
    figures = {
        "plan_owed": True,
        "need_count": 5,
        "need_hours": 2.4,
        "planned_count": len(planned),
        "planned_hours": 0.5 * len(planned),
        "due_count": sum(row["outcome"] not in explain.NEUTRAL for row in planned),
        "done_count": outcomes.count("done"),
        "caught_up_count": outcomes.count("caught_up"),
        "extra_count": outcomes.count("extra"),
        "overdue_count": sum(row["is_overdue"] for row in lines),
        "result_required_count": 0,
        "result_bad_count": 0,
        "rolled_count": sum(row["is_rolled"] for row in lines) + rolled_elsewhere,
        "data_checks": [],
        "lines": list(lines),
        **changes,
    }
    if figures["data_checks"]:
        figures["data_value"] = scores.data_value(figures["data_checks"])
    values = scores.components(figures, rules)
    figures |= {f"score_{name}": value for name, value in values.items()}
    figures["score"] = scores.score(values, explain.weights_of(rules))
    return figures


@st.composite
def days(draw):
    kinds = draw(st.lists(st.sampled_from(sorted(OUTCOMES)), max_size=14))
    lines = [
        line(
            kind,
            draw(st.sampled_from(OUTCOMES[kind])),
            is_rolled=kind == "planned" and draw(st.booleans()),
        )
        for kind in kinds
    ]
    return day(*lines, rolled_elsewhere=draw(st.integers(0, 3)))


class TestExplain(DisciplineCase):
    @given(days())
    def test_points_of_lines_and_the_rest_add_up_to_the_points_lost(self, figures):
        by_line, other = explain.lost_by_line(figures, RULES)
        total = sum(sum(points.values()) for points in by_line) + sum(other.values())
        self.assertAlmostEqual(total, 100 - figures["score"], delta=0.0501)

    @given(days())
    def test_only_lines_that_went_wrong_cost_points(self, figures):
        by_line, _other = explain.lost_by_line(figures, RULES)
        for row, points in zip(figures["lines"], by_line, strict=True):
            if row["outcome"] in ("done", "extra", "caught_up", *explain.NEUTRAL):
                self.assertFalse(points["execution"])
                self.assertEqual(bool(points["backlog"]), row["is_rolled"])

    @given(days())
    def test_what_can_still_be_reached_is_no_less_than_the_score(self, figures):
        self.assertGreaterEqual(explain.reachable(figures, RULES), figures["score"])

    def test_a_missed_one_costs_its_part_of_execution(self):
        figures = day(*[line("planned", "done")] * 4, line("planned", "missed"))
        by_line, other = explain.lost_by_line(figures, RULES)
        self.assertAlmostEqual(by_line[4]["execution"], 8)
        self.assertFalse(other)
        self.assertEqual(explain.gain(figures, figures["lines"][4], RULES), 8)

    def test_one_done_without_a_good_result_costs_as_much_where_it_is_asked(self):
        rules = SimpleNamespace(**{**vars(RULES), "bad_result_not_done": True})
        bad = line("planned", "done", result_flag="empty")
        figures = day(*[line("planned", "done")] * 4, bad, done_count=4)
        by_line, other = explain.lost_by_line(figures, rules)
        self.assertAlmostEqual(by_line[4]["execution"], 8)
        self.assertFalse(other)
        by_line, _other = explain.lost_by_line(day(bad), RULES)
        self.assertFalse(by_line[0]["execution"])

    def test_bad_results_share_what_the_results_lost(self):
        bad = line("planned", "done", result_flag="empty", is_bad_result=True)
        lines = [*[line("planned", "done")] * 3, bad, bad]
        counts = {"result_required_count": 5, "result_bad_count": 2}
        figures = day(*lines, rules=ALL_RULES, **counts)
        by_line, other = explain.lost_by_line(figures, ALL_RULES)
        # Nothing was checked: 10 of 90 for results, of which 40 % are bad.
        self.assertEqual(figures["score"], 95.6)
        self.assertAlmostEqual(by_line[3]["results"], 10 / 90 * 40 / 2)
        self.assertFalse(other)
        self.assertEqual(explain.gain(figures, bad, ALL_RULES), 2.2)
        self.assertEqual(explain.reachable(figures, ALL_RULES), 100)

    def test_results_whose_lines_nobody_knows_stand_apart(self):
        counts = {"result_required_count": 1, "result_bad_count": 1}
        figures = day(line("planned", "done"), rules=ALL_RULES, **counts)
        self.assertIn("results", explain.lost_by_line(figures, ALL_RULES)[1])

    def test_each_data_rule_costs_its_share(self):
        checks = [
            {"rule_id": 1, "name": "No next step", "checked": 10, "failed": 5},
            {"rule_id": 2, "name": "No phone", "checked": 4, "failed": 1},
            {"rule_id": 3, "name": "No summary", "checked": 30, "failed": 0},
        ]
        lines = [line("planned", "done")] * 5
        figures = day(*lines, rules=ALL_RULES, data_checks=checks)
        self.assertEqual(figures["score_data"], 75)
        _by_line, other = explain.lost_by_line(figures, ALL_RULES)
        lost = explain.lost_by_check(figures, ALL_RULES)
        self.assertFalse(other)
        self.assertAlmostEqual(sum(lost), 10 / 90 * 25)
        self.assertAlmostEqual(lost[0], 2 * lost[1])
        self.assertEqual(lost[2], 0)
        self.assertEqual(explain.gain_of_check(figures, 0, ALL_RULES), 1.9)
        self.assertEqual(explain.gain_of_check(figures, 2, ALL_RULES), 0)
        self.assertEqual(explain.reachable(figures, ALL_RULES), 100)

    def test_data_of_days_that_kept_the_value_alone_stand_apart(self):
        figures = day(line("planned", "done"), rules=ALL_RULES, data_value=50.0)
        self.assertEqual(explain.lost_by_check(figures, ALL_RULES), [])
        self.assertIn("data", explain.lost_by_line(figures, ALL_RULES)[1])

    def test_backlog_beyond_its_cap_is_shared(self):
        late = [line("carried", "pending")] * 10
        figures = day(*[line("planned", "done")] * 5, *late)
        by_line, _other = explain.lost_by_line(figures, RULES)
        self.assertAlmostEqual(by_line[-1]["backlog"], 2)
        self.assertEqual(explain.gain(figures, late[0], RULES), 0)

    def test_what_no_line_stands_for_is_named(self):
        empty = day()
        self.assertEqual(
            explain.lost_by_line(empty, RULES), ([], {"planning": 40.0, "idle": 40.0})
        )
        moved = day(*[line("planned", "done")] * 5, rolled_elsewhere=1)
        _lines, other = explain.lost_by_line(moved, RULES)
        self.assertEqual(list(other), ["rolled"])
        self.assertAlmostEqual(other["rolled"], 4)

    def test_cancelled_and_moved_once_too_often_cannot_be_made_good(self):
        figures = day(
            *[line("planned", "done")] * 3,
            line("planned", "cancelled"),
            line("planned", "postponed", is_rolled=True),
            line("carried", "cancelled"),
        )
        # 4 of 5 done, two of five backlog points.
        self.assertEqual(explain.reachable(figures, RULES), 84.0)

    def test_a_day_off_has_nothing_to_explain(self):
        figures = day(line("planned", "pending")) | {"score": None}
        by_line, other = explain.lost_by_line(figures, RULES)
        self.assertEqual(by_line, [{"execution": 0.0, "backlog": 0.0, "results": 0.0}])
        self.assertFalse(other)
        self.assertIsNone(explain.reachable(figures, RULES))
        self.assertEqual(explain.gain(figures, figures["lines"][0], RULES), 0.0)
