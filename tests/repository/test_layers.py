"""The building stands: no storey leans on one above it."""

from __future__ import annotations

import configparser
import shutil
import subprocess
import sys
from pathlib import Path

from .tree import ROOT, SOURCE


def _program() -> str:
    beside = Path(sys.executable).with_name("lint-imports")
    found = str(beside) if beside.exists() else shutil.which("lint-imports")
    assert found, "import-linter is not installed: ./test installs it"
    return found


def test_the_contracts_are_kept() -> None:
    done = subprocess.run(
        [_program(), "--config", "importlinter.ini", "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout[done.stdout.find("Broken contracts") :] + done.stderr


def test_each_folder_is_a_storey() -> None:
    """A new folder takes its place in the picture, or the picture is wrong."""
    config = configparser.ConfigParser()
    config.read(ROOT / "importlinter.ini")
    drawn = {line.strip("() ") for line in config["importlinter:contract:building"]["layers"].split()}
    there = {path.parent.name for path in (SOURCE / "filiform").glob("*/__init__.py")}
    assert there <= drawn
    text = (ROOT / "docs" / "architecture.md").read_text()
    assert [name for name in drawn if f"`{name}`" not in text] == []
