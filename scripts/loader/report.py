"""The table at the end: people and how their weeks were judged."""

from .masters import habits_of

COLUMNS = ("score", "score_planning", "score_execution", "score_backlog")
HEADER = (
    f"{'Salesperson':<22}{'Team':<26}{'Habit':<13}{'Days':>5}"
    f"{'Score':>8}{'Plan':>7}{'Done':>7}{'Backlog':>9}"
)


def print_table(context):
    """Means over all closed working days, best first."""
    data, ids = context.data, context.ids
    users = {ids.get("user", name): name for name in data.agents}
    groups = context.env["sales.discipline.day"]._read_group(
        [
            ("user_id", "in", list(users)),
            ("state", "=", "closed"),
            ("score", "!=", False),
        ],
        ["user_id"],
        ["__count", *(f"{column}:avg" for column in COLUMNS)],
    )
    habits = habits_of(data)
    print(HEADER)
    for user, count, *means in sorted(groups, key=lambda group: -(group[2] or 0)):
        name = users[user.id]
        score, planning, execution, backlog = (mean or 0.0 for mean in means)
        print(
            f"{name[:21]:<22}{data.agents[name].manager[:25]:<26}"
            f"{habits[name].name:<13}{count:>5}"
            f"{score:>8.1f}{planning:>7.1f}{execution:>7.1f}{backlog:>9.1f}"
        )
