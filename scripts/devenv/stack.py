"""Everything that has to be there before Odoo can start, in order."""

import fcntl
import os
from contextlib import contextmanager

from .console import SetupError
from .database import Stack, check_name, drop_leftovers
from .node_packages import ensure_browser_tools
from .odoo_tree import ensure_odoo, odoo_environment
from .packages import BROWSER, CLIENT, SERVER, ensure_packages
from .postgres import check_given_server, using_postgres
from .python_env import ensure_odoo_python
from .settings import DATA_DIR, HOME, ROOT, digest

_CONFIGURATION = """\
; Written by scripts/devenv; changes here are lost.
[options]
addons_path = {addons_path}
data_dir = {data_dir}
http_interface = 127.0.0.1
list_db = False
max_cron_threads = 0
"""


@contextmanager
def open_stack(settings, *, browser=False):
    """Set up what is missing, start PostgreSQL if needed, and yield a Stack."""
    check_name(settings.database)
    _check_folders(ROOT, settings.odoo)
    HOME.mkdir(exist_ok=True)
    with (HOME / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ensure_packages(_packages(settings, browser))
        if not settings.private_postgres:
            check_given_server()
        odoo = ensure_odoo(settings.odoo)
        python = ensure_odoo_python()
        if browser:
            ensure_browser_tools()
        configuration = _write_configuration(settings, odoo)
    with using_postgres(settings.private_postgres) as environment:
        environment = odoo_environment(odoo, configuration, environment)
        stack = Stack(python, odoo, environment)
        if settings.private_postgres:
            # On a server of the user's they may belong to another machine.
            drop_leftovers(stack)
        yield stack


def _check_folders(*folders):
    for folder in folders:
        if "," in str(folder):
            raise SetupError(
                f"Odoo cannot work in {folder}, as it cuts lists of folders at commas: "
                "rename the folder that has a comma in its name."
            )


def _packages(settings, browser):
    wanted = SERVER if settings.private_postgres else CLIENT
    return (*wanted, *BROWSER) if browser else wanted


def _write_configuration(settings, odoo):
    """One file for each Odoo, as commands with different ones may run at once."""
    suffix = f"-{digest(str(odoo.python_path))}" if settings.odoo else ""
    path = HOME / f"odoo{suffix}.conf"
    text = _CONFIGURATION.format(
        addons_path=",".join(str(folder) for folder in odoo.addons_paths),
        data_dir=DATA_DIR,
    )
    if not path.exists() or path.read_text() != text:
        partial = path.with_name(path.name + ".partial")
        partial.write_text(text)
        os.replace(partial, path)
    return path
