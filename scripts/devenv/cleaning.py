"""``make clean``."""

import shutil

from .console import SetupError, say
from .postgres import is_alone, socket_folder, stop_cluster
from .settings import HOME


def clean(_settings):
    """Remove all that the set-up made, unless someone is using it."""
    if not HOME.exists():
        return 0
    with (HOME / "postgres.users").open("w") as users:
        if not is_alone(users):
            raise SetupError(
                "Another command is using .odoo: stop it first (make run, make test)."
            )
        stop_cluster()
        shutil.rmtree(socket_folder(), ignore_errors=True)
        shutil.rmtree(HOME)
    say("Removed .odoo.")
    return 0
