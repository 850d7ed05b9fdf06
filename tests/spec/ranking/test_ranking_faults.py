"""Faults of the shares and the everyday names behind the ranking are listed one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from filiform.knowledge.ranking import Commonness, faults
from filiform.knowledge.ranking.commonness import faults_of, rows
from filiform.knowledge.ranking.zones import faults_of as name_faults

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


@pytest.mark.parametrize(
    ("names", "fault"),
    [({"no-zone": ["somewhere"]}, "no-zone is no zone"), ({"temple": ["the pain"]}, "no word that tells it")],
)
def test_each_fault_of_the_everyday_names_is_found(names: dict[str, list[str]], fault: str) -> None:
    (found,) = name_faults(names)
    assert fault in found


def test_what_ships_has_none() -> None:
    assert list(faults()) == []
