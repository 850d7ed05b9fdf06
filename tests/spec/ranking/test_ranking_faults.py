"""Faults of the shares and the everyday names behind the ranking are listed one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from filiform.knowledge.ranking import Commonness, faults
from filiform.knowledge.ranking.commonness import faults_of, rows
from filiform.knowledge.ranking.extent import extent
from filiform.knowledge.ranking.extent import faults_of as extent_faults
from filiform.knowledge.ranking.zones import faults_of as name_faults

ROW = rows()["back-piriformis"]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (replace(ROW, structures=("no-muscle",)), "names the unknown structure no-muscle"),
        (replace(ROW, structures=()), "names no structure"),
        (replace(ROW, zones=()), "names no zone"),
        (replace(ROW, zones=("no-zone",)), "names the unknown zone no-zone"),
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


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"no-muscle": ["temple"]}, "no-muscle is no structure"),
        ({"temporalis-anterior": ["temple", "no-zone"]}, "lies under the unknown zone no-zone"),
        ({"temporalis-anterior": ["forehead"]}, "has its landmark at temple"),
    ],
)
def test_each_fault_of_the_extents_is_found(change: dict[str, list[str]], fault: str) -> None:
    (found,) = extent_faults({**extent(), **change})
    assert fault in found


def test_a_muscle_without_an_extent_is_a_fault() -> None:
    left = {muscle: zones for muscle, zones in extent().items() if muscle != "piriformis"}
    assert list(extent_faults(left)) == ["extent: piriformis refers pain and is left out"]


def test_what_ships_has_none() -> None:
    assert list(faults()) == []
