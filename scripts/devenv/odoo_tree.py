"""An Odoo 19: the user's own, or Debian's package unpacked into the project."""

import base64
import hashlib
import json
import os
import re
import shutil
import tarfile
from dataclasses import dataclass
from pathlib import Path

from . import debian
from .console import SetupError, step
from .process import is_done, mark_done, replacing, run
from .settings import HOME, ODOO_TREE, ROOT, digest

SERIES = 19

# Only in Debian's unstable suite.
ODOO_PACKAGES = (
    "odoo-19",
    # The package links to files of these:
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-inconsolata",
    "fonts-ocr-b",
)
# Version 7 in unstable has other file names, which leaves every icon blank.
STABLE_PACKAGES = ("fonts-font-awesome",)
STABLE_SUITE = "bookworm"

# Debian leaves this file out of Odoo; without it every page logs an error.
SEGMENTATION = "@mediapipe/selfie_segmentation@0.1.1675465747"
SEGMENTATION_SHA512 = (
    "IxYxNhwE5VwOm52L1yoFWYLP7q9Pd+NJjzOC5tlepfvEGaY3o9hslhUrx9BgseqdfZtKSDtd/4NfCSMj"
    "NzQalA=="
)
SEGMENTATION_TARGET = "addons/mail/static/lib/selfie_segmentation"


@dataclass(frozen=True)
class Odoo:
    """Where ``import odoo`` works, and which exact Odoo that is."""

    python_path: Path
    identity: str

    @property
    def addons_paths(self):
        """Folders of addons; Odoo itself adds the one inside its package."""
        beside = self.python_path / "addons"
        paths = [ROOT]
        if (beside / "crm").is_dir() and not (
            self.python_path / "odoo" / "addons" / "crm"
        ).exists():
            paths.append(beside)
        return paths


def ensure_odoo(given):
    """``given`` is the user's ODOO=, or None for Debian's package."""
    if given:
        return _given_odoo(given)
    key = digest(ODOO_PACKAGES, STABLE_PACKAGES, STABLE_SUITE, SEGMENTATION_SHA512)
    python_path = ODOO_TREE / "usr/lib/python3/dist-packages"
    record = ODOO_TREE / "versions.json"
    if not (is_done("odoo", key) and record.is_file()):
        with step("Downloading Odoo 19 (about 130 MB)"), replacing(ODOO_TREE) as tree:
            _download(tree)
        mark_done("odoo", key)
    _check_series(python_path)
    return Odoo(python_path, json.loads(record.read_text())["odoo-19"])


def _download(tree):
    versions = debian.download("sid", ODOO_PACKAGES, tree)
    versions |= debian.download(STABLE_SUITE, STABLE_PACKAGES, tree)
    odoo = tree / "usr/lib/python3/dist-packages/odoo"
    _add_segmentation(odoo)
    _check_links(odoo)
    (tree / "versions.json").write_text(json.dumps(versions, indent=1))


def _add_segmentation(odoo):
    folder = HOME / "npm"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    run(
        ["npm", "pack", "--silent", SEGMENTATION],
        f"{SEGMENTATION} could not be downloaded with npm: check the network and "
        "run the same command again.",
        log="npm-pack",
        cwd=folder,
    )
    archive = next(folder.glob("*.tgz"))
    found = hashlib.sha512(archive.read_bytes()).digest()
    if base64.b64encode(found).decode() != SEGMENTATION_SHA512:
        raise SetupError(
            f"{SEGMENTATION} is not the file that was expected: your npm registry "
            "or the network changes it; use another one and run again."
        )
    name = "selfie_segmentation.js"
    target = odoo / SEGMENTATION_TARGET / name
    target.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as files:
        target.write_bytes(files.extractfile(f"package/{name}").read())
    shutil.rmtree(folder)


def _check_links(odoo):
    """Every link in the addons that we serve must lead to a file."""
    wanted = ("web", "mail", "crm")
    broken = [
        path
        for addon in wanted
        for path in (odoo / "addons" / addon).rglob("*")
        if path.is_symlink() and not path.exists()
    ]
    if broken:
        raise SetupError(
            f"Debian's Odoo package links to a file that is not there ({broken[0].name}"
            "): give an Odoo 19 you have with ODOO=/path, and report this."
        )


def _given_odoo(given):
    python_path = given
    if given.is_file():
        python_path = given.parent
    if (python_path / "__init__.py").exists() and python_path.name == "odoo":
        python_path = python_path.parent
    if not (python_path / "odoo" / "release.py").is_file():
        raise SetupError(
            f"ODOO={given} holds no Odoo: give the folder that contains odoo-bin, or "
            "the folder that contains the Python package odoo."
        )
    version = _check_series(python_path)
    return Odoo(python_path, f"{version} in {python_path}")


def _check_series(python_path):
    text = (python_path / "odoo" / "release.py").read_text()
    found = re.search(r"^version_info\s*=\s*\((.*?)\)", text, re.MULTILINE)
    version = found.group(1).replace(" ", "") if found else "unknown"
    series = version.split(",")[0].strip("'\"")
    if series != str(SERIES):
        raise SetupError(
            f"The Odoo in {python_path} is of series {series}, and this addon is for "
            f"Odoo {SERIES}: give an Odoo {SERIES} with ODOO=/path, or leave ODOO out."
        )
    return version


def odoo_environment(odoo, configuration, base):
    """The environment in which ``python -m odoo`` is this Odoo with our addon."""
    environment = dict(base)
    environment.pop("PGDATABASE", None)  # Odoo would take it for --database
    environment["PYTHONPATH"] = f"{odoo.python_path}{os.pathsep}{ROOT}"
    environment["ODOO_RC"] = str(configuration)
    return environment
