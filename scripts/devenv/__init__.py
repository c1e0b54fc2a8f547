"""Everything between a bare machine and a running Odoo 19 with this addon.

Only Python's standard library is used here: this package is what installs the
rest. ``make`` is the way in; ``python3 -m scripts.devenv --help`` names the
commands behind it.
"""

import sys

OLDEST_PYTHON = (3, 11)

if sys.version_info < OLDEST_PYTHON:
    sys.exit(
        "Error: Python 3.11 or newer is needed, and this is "
        + sys.version.split()[0]
        + ": name another one, as in make run PYTHON=python3.11."
    )
