"""Whether the tests notice when the engine is wrong (make check-faults).

Runs the tests of the engine once as it is, when all must pass, and once with each
deliberate fault, when one must fail. Needs the environment of ``scripts.devenv exec``.
"""

import os
import re
import subprocess
import sys

from fault_plugin import FAULTS, VARIABLE

# The tables first: they say which rule broke.
TABLES = ["tests/test_lines_table.py", "tests/test_figures_table.py"]
OTHERS = ["tests/test_histories.py", "tests/test_engine_properties.py"]
PASSED, FAILED = 0, 1
MINUTES = 15


def run(tests, fault=""):
    """(exit code, names of the failed tests, output) of pytest with the fault."""
    command = [
        *(sys.executable, "-m", "pytest", "-p", "scripts.fault_plugin", "-q", "-rf"),
        *(f"--odoo-database={os.environ['PGDATABASE']}", "--tb=no", *tests),
    ]
    done = subprocess.run(
        command,
        env={**os.environ, VARIABLE: fault},
        capture_output=True,
        text=True,
        timeout=MINUTES * 60,
        check=False,
    )
    names = re.findall(r"^(?:SUB)?FAILED\S* .*?::(\w+::\w+|\w+)", done.stdout, re.M)
    return done.returncode, sorted(set(names)), done.stdout + done.stderr


def main() -> int:
    code, _names, output = run([*TABLES, *OTHERS])
    if code != PASSED:
        print(output, "\nError: the tests must pass before faults are put in.")
        return 1
    print("as it is                          all tests pass", flush=True)
    undetected = []
    for fault in FAULTS:
        code, names, output = run(TABLES, fault)
        if code == PASSED:
            code, names, output = run(OTHERS, fault)
        if code not in (PASSED, FAILED):
            print(output, f"\nError: pytest broke off with the fault: {fault}")
            return 1
        print(f"{fault:33} {', '.join(names) or 'NOT NOTICED'}", flush=True)
        undetected += [fault] * (code == PASSED)
    return 1 if undetected else 0


if __name__ == "__main__":
    sys.exit(main())
