"""pytest with pytest-odoo: in a database of the developer, or a fresh one."""

import subprocess

from .settings import HOME, ROOT


def run_pytest(stack, database, select, *words, environment=()):
    """The exit code of pytest over ``tests/`` in ``database``."""
    command = [str(stack.python), "-m", "pytest", f"--odoo-database={database}"]
    command += [f"--odoo-extra=screenshots={HOME / 'screenshots'}", *words]
    if select:
        command += ["-k", select]
    environment = {**stack.environment, **dict(environment)}
    return subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode
