"""A verdict tells what lies in the way at each planned site, and no verdict moves by it."""

from __future__ import annotations

from typing import Any

import pytest

from filiform.knowledge.loader import load
from filiform.knowledge.screening import screen_case
from filiform.knowledge.screening.book import examples

WELL: dict[str, Any] = {**examples()["healthy"], "on": "2026-06-01"}


def told(*sites: str, **given: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = screen_case({**WELL, "planned_sites": list(sites), **given})["hazards"]
    return found


@pytest.mark.parametrize("book", ["muscle", "tendon", "ligament", "fascia"])
def test_every_structure_tells_its_hazards_with_their_sources(book: str) -> None:
    ids = [each.id for each in load().structures.values() if each.kind == book]
    assert len(ids) >= 7
    for start in range(0, len(ids), 40):
        for each in told(*ids[start : start + 40]):
            assert each["hazards"]
            assert each["sources"]
            assert {source["how"] for source in each["sources"]} <= {"read", "recall", "product"}


def test_a_length_is_held_against_published_distances_with_their_population() -> None:
    short, long, unsaid = (
        {row["id"]: row for row in told("left rhomboid major", **given)[0]["distances"]}
        for given in ({"needle_length_mm": 13}, {"needle_length_mm": 25}, {})
    )
    assert [each["dist-rhomboid"]["met"] for each in (short, long, unsaid)] == [False, True, None]
    assert long["dist-rhomboid"]["population"].startswith("59 healthy people")
    assert long["dist-interscapular"]["met"] is None, "the source gives no number to hold a length against"
    assert not [key for row in long.values() for key in row if "safe" in key]


def test_sites_of_a_group_are_told_one_by_one_and_twice_planned_once() -> None:
    found = told("left hamstrings", "left biceps femoris", "umbilicus")
    names = [each["site"] for each in found]
    assert len(names) == len(set(names)) == 3
    assert [each["hazards"] for each in found if each["site"] == "umbilicus"] == [["peritoneum and bowel"]]


def test_no_sites_no_hazards_and_no_verdict_moves_by_them() -> None:
    case = {key: value for key, value in WELL.items() if key != "planned_sites"}
    assert screen_case(case)["hazards"] == []
    verdicts = {screen_case({**WELL, "needle_length_mm": length})["verdict"] for length in (13, 100)}
    assert verdicts == {screen_case(WELL)["verdict"]} == {"clear"}
