"""What the test command makes of failed tests: a real pytest runs in a folder of its own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import pytest

from filiform.project.setup import checks
from filiform.project.setup.environment import Environment

CONFIGURATION = "[pytest]\naddopts = -p no:django -p no:cov -p no:socket\n"
#: Fails at the first try, and passes once it left its mark.
UNSTEADY = """
import pathlib

def test_unsteady():
    mark = pathlib.Path(__file__).with_name("mark")
    there = mark.exists()
    mark.touch()
    assert there
"""
FAILS = "def test_fails():\n    assert False\n"
MANY = "import pytest\n\n@pytest.mark.parametrize('one', range(9))\ndef test_fails(one):\n    assert False\n"


class Folder:
    """As much of an environment as running pytest takes."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.python = Path(sys.executable)


def outcome(folder: Path, monkeypatch: pytest.MonkeyPatch, **files: str) -> int:
    """What `everything` answers for these test files, without linters and browser."""
    (folder / "pytest.ini").write_text(CONFIGURATION)
    for name, text in files.items():
        (folder / f"test_{name}.py").write_text(text)
    monkeypatch.setattr(checks, "LINTERS", ())
    monkeypatch.setattr(checks, "_say_browser", lambda _environment: None)
    for name in ("PYTEST_CURRENT_TEST", "PYTEST_XDIST_WORKER", "PYTEST_ADDOPTS"):
        monkeypatch.delenv(name, raising=False)
    return checks.everything(cast(Environment, Folder(folder)))


def test_what_fails_once_and_passes_alone_is_named_and_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert outcome(tmp_path, monkeypatch, unsteady=UNSTEADY, good="def test_good():\n    pass\n") == 0
    told = capfd.readouterr().out
    assert "tried again alone: test_unsteady.py::test_unsteady" in told
    assert told.rstrip().endswith("=")
    assert "1 passed" in told.splitlines()[-1]


def test_what_fails_alone_as_well_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert outcome(tmp_path, monkeypatch, unsteady=UNSTEADY, bad=FAILS) == 1


def test_many_failures_are_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert outcome(tmp_path, monkeypatch, many=MANY) == 1
    assert "tried again" not in capfd.readouterr().out


def test_a_file_that_cannot_be_read_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert outcome(tmp_path, monkeypatch, broken="import nothing_like_it\n") not in (0, checks.TESTS_FAILED)
