"""What the figures and scores are, row by row, in three runs of the clock."""

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
