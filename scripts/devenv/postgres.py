"""The private PostgreSQL cluster, or the user's own server.

The private one listens on a Unix socket in a folder that only its owner may
enter, and nowhere else. Every command that uses it holds a shared lock on
``postgres.users``; the last one to leave stops the server.
"""

import fcntl
import hashlib
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from .console import SetupError, step
from .packages import postgres_folders
from .process import run
from .settings import CLUSTER, HOME, LOGS

ROLE = "odoo"
_SOCKET_NAME = "/.s.PGSQL.5432"
_LONGEST_SOCKET = 107  # what the kernel allows
_OPTIONS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    # Data of a development machine: speed before safety in a power cut.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    # Containers give too little shared memory for parallel workers.
    "max_parallel_workers_per_gather": "0",
}


@contextmanager
def using_postgres(private):
    """Make a server available and yield the environment that leads to it."""
    if not private:
        yield dict(os.environ)
        return
    HOME.mkdir(exist_ok=True)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
    environment |= {"PGHOST": str(socket_folder()), "PGPORT": "5432", "PGUSER": ROLE}
    with (HOME / "postgres.users").open("w") as users:
        with _starting_or_stopping():
            fcntl.flock(users, fcntl.LOCK_SH)
            _ensure_started()
        try:
            yield environment
        finally:
            with _starting_or_stopping():
                if is_alone(users):
                    stop_cluster()


@contextmanager
def _starting_or_stopping():
    with (HOME / "postgres.start").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def is_alone(users):
    """Whether no other command uses the server; the last one to leave stops it."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_running():
    pid_file = CLUSTER / "postmaster.pid"
    return pid_file.exists() and _pg_ctl("status") == 0


def stop_cluster():
    if is_running():
        _pg_ctl("stop", "-m", "fast", "-w")


def check_given_server():
    """One sentence where the user's own server cannot be used."""
    probe = subprocess.run(
        # A missing password is an error, and no question that waits for an answer.
        ["psql", "--no-password", "-XAtc", "SELECT current_user", "postgres"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PGCONNECT_TIMEOUT": "10"},
    )
    if probe.returncode:
        reason = (probe.stderr.strip().splitlines() or ["no answer"])[0]
        raise SetupError(
            f"PostgreSQL named by the PG* variables cannot be used ({reason}): "
            "mend them, or unset them to use a private one."
        )
    if probe.stdout.strip() == "postgres":
        raise SetupError(
            "Odoo refuses the PostgreSQL role 'postgres': create another role that "
            "may create databases, and name it with PGUSER."
        )


def socket_folder():
    folder = CLUSTER.with_name("socket")
    name = str(folder)
    # PostgreSQL cuts lists of folders at commas, and pg_ctl hands the name to a shell.
    plain = re.fullmatch(r"[\w ./()+@=-]+", name)
    if plain and len(name + _SOCKET_NAME) <= _LONGEST_SOCKET:
        return folder
    short = hashlib.sha256(name.encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"sales-discipline-{os.getuid()}-{short}"


def _ensure_started():
    if not (CLUSTER / "PG_VERSION").exists():
        with step("Creating a private PostgreSQL cluster"):
            _create()
    if is_running():
        return
    _make_owned(socket_folder())
    options = " ".join(f"-c {name}={value}" for name, value in _OPTIONS.items())
    options += f" -c unix_socket_directories='{socket_folder()}'"
    log = CLUSTER / "server.log"
    if _pg_ctl("start", "-w", "-l", log, "-o", options):
        raise SetupError(
            f"The private PostgreSQL did not start: see {log}, or remove {CLUSTER} "
            "to begin with an empty one."
        )


def _create():
    partial = CLUSTER.with_name("postgres.partial")
    shutil.rmtree(partial, ignore_errors=True)
    shutil.rmtree(CLUSTER, ignore_errors=True)
    _make_owned(partial)
    command = [_binaries() / "initdb", "--pgdata", partial, "--username", ROLE]
    # "trust" is safe here: only the owner may enter the socket's folder.
    command += ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    failure = "PostgreSQL could not create its private cluster."
    run(_as_owner(command), failure, log="initdb", cwd="/")
    os.replace(partial, CLUSTER)


def _binaries():
    """Programs of the version that made the cluster, or else the newest."""
    folders = postgres_folders()
    version_file = CLUSTER / "PG_VERSION"
    if not version_file.exists():
        return folders[0]
    version = version_file.read_text().strip()
    for folder in folders:
        if folder.parent.name == version or _version_of(folder) == version:
            return folder
    raise SetupError(
        f"The private cluster was made by PostgreSQL {version}, which is not "
        "installed any more: install it, or run make clean to begin anew."
    )


def _version_of(folder):
    words = subprocess.run(
        [str(folder / "postgres"), "--version"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    return words[2].split(".")[0] if len(words) > 2 else ""


def _pg_ctl(*words):
    """Run pg_ctl as the owner; its own output is of no use to the reader."""
    LOGS.mkdir(parents=True, exist_ok=True)
    command = [_binaries() / "pg_ctl", "--pgdata", CLUSTER, *words]
    with (LOGS / "pg_ctl.log").open("ab") as output:
        return subprocess.run(
            [str(word) for word in _as_owner(command)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            # So that Ctrl-C in a terminal does not reach the server.
            start_new_session=True,
            check=False,
        ).returncode


# PostgreSQL refuses to run as root, so root lends the cluster to another user.


def _owner():
    if os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SetupError("There is no user postgres to run PostgreSQL as: create one.")


def _make_owned(folder):
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    owner = _owner()
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    elif folder.stat().st_uid != os.getuid():
        raise SetupError(f"{folder} belongs to another user: remove it or clone anew.")


def _as_owner(command):
    owner = _owner()
    if not owner:
        return command
    prefix = ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}"]
    prefix.append("--clear-groups")
    # A checkout may be in a folder closed to other users, such as root's home;
    # then the server is let through, with the least that this machine permits.
    for capability in (None, "dac_read_search", "dac_override"):
        words = list(prefix)
        if capability:
            words += [f"--inh-caps=+{capability}", f"--ambient-caps=+{capability}"]
        if _may_reach(words):
            return [*words, *command]
    raise SetupError(
        f"PostgreSQL, which must not run as root, cannot reach {HOME} as the user "
        f"{owner.pw_name}: move the checkout to a folder that others may enter."
    )


def _may_reach(prefix):
    # Not -x: the kernel answers that one without capabilities.
    probe = [*prefix, "test", "-d", f"{HOME}/."]
    return subprocess.run(probe, check=False, capture_output=True).returncode == 0
