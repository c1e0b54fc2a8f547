"""A pytest plugin that puts one deliberate fault into the engine while it is imported.

No file is changed: what the environment variable names is replaced in the source on
its way to the interpreter, so a crash leaves nothing behind.
"""

import os
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader

VARIABLE = "SALES_DISCIPLINE_FAULT"


@dataclass(frozen=True)
class Fault:
    """``right`` in a file of the engine becomes ``wrong``."""

    file: str
    right: str
    wrong: str


FAULTS = {
    "< for <= at C": Fault(
        "lines.py",
        "(base.created_at <= {instant}",
        """(base.created_at {'<' if short == 'c' else '<='} {instant}""",
    ),
    "< for <= at S": Fault(
        "as_of.py",
        "AND journal.at > {instant}",
        "AND journal.at {'>=' if alias == 'at_s' else '>'} {instant}",
    ),
    "< for <= at N": Fault(
        "lines.py",
        "coalesce(base.done_at_n <= base.judged_at, FALSE) AS is_done",
        "coalesce(base.done_at_n < base.judged_at, FALSE) AS is_done",
    ),
    "owner as of now instead of C": Fault(
        "as_of.py",
        "CASE WHEN {alias}_id IS NULL THEN known.{name}",
        "CASE WHEN {alias}_id IS NULL OR {alias + name == 'past.at_cuser_id'}"
        " THEN known.{name}",
    ),
    "deadline as of now instead of C": Fault(
        "as_of.py",
        "CASE WHEN {alias}_id IS NULL THEN known.{name}",
        "CASE WHEN {alias}_id IS NULL OR {alias + name == 'past.at_cdeadline'}"
        " THEN known.{name}",
    ),
    "finished late is looked for too late": Fault(
        "as_of.py", 'LATE_AFTER = "34 hours"', 'LATE_AFTER = "340 hours"'
    ),
    "finished later, due on the day": Fault(
        "as_of.py",
        "AND activity.date_deadline >= story.date",
        "AND activity.date_deadline > story.date",
    ),
    "changed later, due on the next day": Fault(
        "as_of.py",
        "journal.old_deadline <= greatest(day.date, day.next_date)",
        "journal.old_deadline < greatest(day.date, day.next_date)",
    ),
    "what was gained since has no history": Fault(
        "as_of.py",
        "AND journal.old_user_id IS DISTINCT FROM journal.new_user_id",
        "AND FALSE",
    ),
    "found by its row and by its history": Fault(
        "as_of.py", "AND NOT coalesce({_FOUND_AS_OWN}, FALSE)", ""
    ),
}


def spoiled(source: str, fault: Fault) -> str:
    """The source with the fault in it; ValueError when its place is not there."""
    if source.count(fault.right) != 1:
        raise ValueError(f"{fault.file} no longer has exactly one: {fault.right}")
    return source.replace(fault.right, fault.wrong)


def _install(fault):
    original = SourceFileLoader.get_code

    def get_code(loader, fullname):
        if not fullname.endswith("sales_discipline.engine." + fault.file[:-3]):
            return original(loader, fullname)
        source = loader.get_data(loader.path).decode()
        return compile(spoiled(source, fault), loader.path, "exec")

    SourceFileLoader.get_code = get_code


if os.environ.get(VARIABLE):
    _install(FAULTS[os.environ[VARIABLE]])
