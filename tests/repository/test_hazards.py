"""Each hazard in the log has its controls in the code, its tests in the tests, and a number that the table gives."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache

import pytest

import filiform

from .tree import ROOT

FOLDER = ROOT / "docs" / "safety"
#: The log in its order.
PARTS = ("hazard-log.md", "hazard-log-2.md", "hazard-log-3.md")
FIELDS = ("Causes", "Harm", "Before", "Controls", "Tests", "After", "Residual")
RISK = re.compile(r"^(?P<severity>[a-z]+) × (?P<likelihood>[a-z ]+) = (?P<risk>[1-5])$")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
#: Above this a hazard bars the release.
MOST = 3


@dataclass(frozen=True)
class Hazard:
    """One entry of the log."""

    number: int
    title: str
    fields: dict[str, str]

    def __str__(self) -> str:
        return f"H{self.number:02d}"


def read() -> list[Hazard]:
    """All entries of the log, in its order."""
    text = "\n".join((FOLDER / name).read_text() for name in PARTS)
    found = []
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        head, _line, body = part.partition("\n")
        number, _blank, title = head.partition(" ")
        entries = re.split(r"^- \*\*(\w+):\*\* ", body, flags=re.MULTILINE)[1:]
        fields = {name: " ".join(said.split()) for name, said in zip(entries[::2], entries[1::2], strict=True)}
        found.append(Hazard(int(number.removeprefix("H")), title, fields))
    return found


HAZARDS = read()


@cache
def _tests_in(file: str) -> frozenset[str]:
    path = ROOT / file
    if not path.exists():
        return frozenset()
    nodes = ast.walk(ast.parse(path.read_text()))
    return frozenset(node.name for node in nodes if isinstance(node, ast.FunctionDef))


def _table() -> dict[tuple[str, str], int]:
    """Severity and likelihood to risk, as the page explains it."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (FOLDER / "README.md").read_text().splitlines()
        if line.startswith("|")
    ]
    head = next(row for row in rows if row[0] == "likelihood")
    return {
        (severity, row[0]): int(row[place])
        for row in rows
        if len(row) == len(head) and row[-1].isdigit()
        for place, severity in enumerate(head[1:], 1)
    }


def test_numbers_run_on_and_are_never_given_again() -> None:
    assert [hazard.number for hazard in HAZARDS] == list(range(1, len(HAZARDS) + 1))
    assert len(HAZARDS) >= 35
    assert len({hazard.title for hazard in HAZARDS}) == len(HAZARDS)


@pytest.mark.parametrize("hazard", HAZARDS, ids=str)
def test_each_hazard_says_everything(hazard: Hazard) -> None:
    assert tuple(hazard.fields) == FIELDS
    assert [name for name, said in hazard.fields.items() if len(said) < 10] == []


@pytest.mark.parametrize("hazard", HAZARDS, ids=str)
def test_each_named_test_exists(hazard: Hazard) -> None:
    named = TEST.findall(hazard.fields["Tests"])
    assert len(named) >= 2
    assert len(named) == hazard.fields["Tests"].count("`") // 2, "something here is no test id"
    assert [f"{file}::{test}" for file, test in named if test not in _tests_in(file)] == []


@pytest.mark.parametrize("hazard", HAZARDS, ids=str)
def test_each_named_control_exists(hazard: Hazard) -> None:
    files = re.findall(r"`((?:src|docs)/[^`]+)`", hazard.fields["Controls"])
    assert [file for file in files if not (ROOT / file).exists()] == []


@pytest.mark.parametrize("hazard", HAZARDS, ids=str)
def test_each_risk_is_what_the_table_gives(hazard: Hazard) -> None:
    table = _table()
    risks, severities = [], []
    for name in ("Before", "After"):
        said = RISK.match(hazard.fields[name])
        assert said, hazard.fields[name]
        assert table[said["severity"], said["likelihood"]] == int(said["risk"]), name
        risks.append(int(said["risk"]))
        severities.append(said["severity"])
    assert severities[0] == severities[1], "controls make harm rarer, not milder"
    assert risks[1] <= min(risks[0], MOST)


def test_the_table_is_whole() -> None:
    assert len(_table()) == 25


def test_the_log_is_of_this_version() -> None:
    assert f"Version {filiform.__version__}," in (FOLDER / "hazard-log.md").read_text()
