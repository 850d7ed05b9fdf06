"""One version everywhere, and a change log that knows it."""

from __future__ import annotations

import re
import tomllib

import filiform

from .tree import ROOT


def test_package_project_and_change_log_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    newest = re.search(r"^## (\d+\.\d+\.\d+)\b", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert newest is not None
    assert filiform.__version__ == project["version"] == newest[1]


def test_the_licence_is_the_one_that_is_named() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    text = (ROOT / "LICENSE").read_text()
    assert project["license"] == "Apache-2.0"
    assert text.lstrip().startswith("Apache License\n")
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_python_is_the_same_for_people_and_for_the_lock() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())
    oldest = config["project"]["requires-python"].removeprefix(">=")
    assert config["tool"]["mypy"]["python_version"] == oldest
    assert config["tool"]["ruff"]["target-version"] == "py" + oldest.replace(".", "")
    assert f"--python-version {oldest}" in (ROOT / "requirements" / "lock").read_text()
    assert f"Python {oldest}" in (ROOT / "README.md").read_text()
