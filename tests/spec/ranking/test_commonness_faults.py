"""Faults of the rows that say how common a muscle is are listed one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from filiform.knowledge.ranking import Commonness, faults
from filiform.knowledge.ranking.commonness import faults_of, rows

ROW = rows()["back-piriformis"]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (replace(ROW, structures=("no-muscle",)), "names the unknown structure no-muscle"),
        (replace(ROW, structures=()), "names no structure"),
        (replace(ROW, low=0.5, high=0.4), "has no range between 0 and 1"),
        (replace(ROW, high=42.0), "has no range between 0 and 1"),
        (replace(ROW, population=" "), "has no population"),
        (replace(ROW, sources=()), "has no source"),
    ],
)
def test_each_fault_is_found(row: Commonness, fault: str) -> None:
    (found,) = faults_of([row])
    assert found.startswith("back-piriformis: ")
    assert fault in found


def test_what_ships_has_none() -> None:
    assert list(faults()) == []
