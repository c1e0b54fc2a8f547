"""Files out of Debian packages, without installing them.

A private apt configuration is made from the system's own package sources by
replacing the suite. Signatures are checked as always; nothing of the system
changes, and no privilege is needed.
"""

import os
import re
import shutil
from pathlib import Path

from .console import SetupError
from .process import run
from .settings import HOME

_SOURCES = Path("/etc/apt")
_NO_SOURCES = (
    "No Debian package source was found in /etc/apt, so Odoo 19 cannot be "
    "downloaded: give one you have with ODOO=/path/to/odoo."
)


def download(suite, packages, target):
    """Unpack ``packages`` of ``suite`` into the folder ``target``."""
    work = HOME / "apt" / suite
    environment = {**os.environ, "APT_CONFIG": str(_configure(suite, work))}
    failure = (
        "Odoo 19 could not be downloaded from Debian: check the network and run "
        "the same command again, or give an Odoo 19 you have with ODOO=/path."
    )
    run(["apt-get", "update"], failure, log=f"apt-{suite}-update", env=environment)
    debs = work / "debs"
    shutil.rmtree(debs, ignore_errors=True)
    debs.mkdir()
    run(
        ["apt-get", "download", *packages],
        failure,
        log=f"apt-{suite}-download",
        env=environment,
        cwd=debs,
    )
    for deb in sorted(debs.iterdir()):
        run(["dpkg", "-x", deb, target], f"{deb.name} is damaged.", log="dpkg")
    versions = {
        deb.name.split("_")[0]: deb.name.split("_")[1] for deb in debs.iterdir()
    }
    shutil.rmtree(debs)
    return versions


def _configure(suite, work):
    if not shutil.which("apt-get") or not shutil.which("dpkg"):
        raise SetupError(_NO_SOURCES)
    parts = work / "sources"
    shutil.rmtree(parts, ignore_errors=True)
    for folder in (parts, work / "lists" / "partial", work / "archives" / "partial"):
        folder.mkdir(parents=True, exist_ok=True)
    _write_sources(suite, parts)
    configuration = work / "apt.conf"
    configuration.write_text(
        'Dir::Etc::SourceList "/dev/null";\n'
        f'Dir::Etc::SourceParts "{parts}";\n'
        f'Dir::State::Lists "{work / "lists"}";\n'
        f'Dir::Cache "{work}";\n'
        # Root may read folders that apt's own user may not.
        'APT::Sandbox::User "root";\n'
        # An index that is out of date is an error, not a warning.
        'APT::Update::Error-Mode "any";\n'
        'Acquire::Retries "2";\n'
        'Acquire::Languages "none";\n'
    )
    return configuration


def _write_sources(suite, parts):
    base = _system_suite()
    stanzas, lines = [], []
    for path in sorted(_SOURCES.glob("sources.list.d/*.sources")):
        for stanza in re.split(r"\n\s*\n", path.read_text()):
            changed = _change_stanza(stanza, base, suite)
            if changed:
                stanzas.append(changed)
    one_line = [_SOURCES / "sources.list", *_SOURCES.glob("sources.list.d/*.list")]
    for path in sorted(one_line):
        if path.is_file():
            lines += [
                _change_line(x, base, suite) for x in path.read_text().split("\n")
            ]
    lines = [line for line in lines if line]
    if stanzas:
        (parts / "debian.sources").write_text("\n\n".join(stanzas) + "\n")
    elif lines:
        (parts / "debian.list").write_text("\n".join(lines) + "\n")
    else:
        raise SetupError(_NO_SOURCES)


def _system_suite():
    text = Path("/etc/os-release").read_text()
    found = re.search(r"^VERSION_CODENAME=\"?(\w+)", text, re.MULTILINE)
    return found.group(1) if found else "stable"


def _is_base(words, base):
    return any(word in (base, "stable", "testing", "sid", "unstable") for word in words)


def _change_stanza(stanza, base, suite):
    """The deb822 stanza with another suite, or None if it is not Debian's own."""
    found = re.search(r"^Suites:(.*)$", stanza, re.MULTILINE)
    if not found or not _is_base(found.group(1).split(), base):
        return None
    if re.search(r"^Enabled:\s*no", stanza, re.MULTILINE | re.IGNORECASE):
        return None
    if not re.search(r"^Components:.*\bmain\b", stanza, re.MULTILINE):
        return None
    stanza = re.sub(r"^#.*\n?", "", stanza, flags=re.MULTILINE).strip()
    stanza = re.sub(r"^Suites:.*$", f"Suites: {suite}", stanza, flags=re.MULTILINE)
    return re.sub(r"^Components:.*$", "Components: main", stanza, flags=re.MULTILINE)


def _change_line(line, base, suite):
    found = re.match(r"(deb\s+(?:\[[^]]*\]\s+)?\S+)\s+(\S+)\s+(.*)", line.strip())
    if not found or found.group(2) not in (base, "stable", "sid"):
        return None
    return f"{found.group(1)} {suite} main" if "main" in found.group(3) else None
