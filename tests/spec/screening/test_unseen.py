"""Phrases and sites as clinicians write them: recall on unseen ones, nothing lost, nothing invented."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from filiform.knowledge.lexicon import recognise
from filiform.knowledge.loader import load
from filiform.knowledge.screening import CaseError, screen_case
from filiform.knowledge.screening.sites import REGIONS, read

HERE = Path(__file__).parent
ON = date(2026, 6, 1)
#: Never used to change the lexicon. The figure stands in docs/knowledge/lexicon.md.
UNSEEN = json.loads((HERE / "unseen_phrases_later.json").read_text())
#: Measured once before the lexicon was changed, and spent since.
SPENT = [
    case
    for name in ("unseen_phrases", "tuned_phrases", "world_phrases", "strangers_phrases")
    for case in json.loads((HERE / f"{name}.json").read_text())
]
#: Nothing here matters to a rule: reading a danger into it would make a system that always asks.
INNOCENT = json.loads((HERE / "innocent_phrases.json").read_text())
HARMLESS = {"medications:other-medicine", "implants:other-implant", "allergies:other-allergy", "skin_at_site:normal"}
SITES = json.loads((HERE / "unseen_sites.json").read_text())
Facts = tuple[int, int]


def facts(case: dict[str, Any]) -> Facts:
    """How many facts of a phrase were read as meant, of how many; where it is may be read as well."""
    found = recognise(case["text"], case["field"], ON)
    checks = [any(f"{each}:".startswith(f"{code}:") for each in found.codes) for code in case.get("present", [])]
    checks += [code in found.negated - found.codes for code in case.get("absent", [])]
    checks += [code not in found.codes for code in case.get("not_present", [])]
    checks += [found.nothing] if case.get("nothing") else []
    return sum(checks), len(checks)


def recall(cases: list[dict[str, Any]]) -> float:
    counted = [facts(case) for case in cases]
    return sum(right for right, _ in counted) / sum(whole for _, whole in counted)


def test_recall_on_unseen_phrases_is_what_the_page_says() -> None:
    page = (HERE.parents[2] / "docs" / "knowledge" / "lexicon.md").read_text()
    assert f"**{recall(UNSEEN):.1%}**" in page


@pytest.mark.parametrize("case", SPENT, ids=[case["text"] for case in SPENT])
def test_a_phrase_once_read_stays_read(case: dict[str, Any]) -> None:
    right, whole = facts(case)
    assert right == whole


@pytest.mark.parametrize("case", UNSEEN + SPENT, ids=[case["text"] for case in UNSEEN + SPENT])
def test_a_phrase_that_is_not_read_is_asked_about_and_never_turned_into_no(case: dict[str, Any]) -> None:
    found = recognise(case["text"], case["field"], ON)
    for code in case.get("present", []):
        bare = ":".join(code.split(":")[:2])
        told = {":".join(each.split(":")[:2]) for each in found.codes | found.uncertain}
        assert bare in told or found.unrecognised
        assert bare not in found.negated
    for code in case.get("not_present", []):
        assert code not in found.codes


@pytest.mark.parametrize(("field", "text"), INNOCENT, ids=[text for _, text in INNOCENT])
def test_nothing_is_read_into_an_innocent_phrase(field: str, text: str) -> None:
    found = recognise(text, field, ON)
    assert (found.codes - HARMLESS, found.uncertain) == (frozenset(), frozenset())


def test_sites_in_words_that_were_not_seen() -> None:
    right = 0
    for text, expected in SITES:
        try:
            found = [str(site) for site in read("planned_sites", [text])]
        except CaseError:
            continue  # refused, with near names: never a guess
        assert expected is None or set(expected) <= set(found), text
        right += 1
    page = (HERE.parents[2] / "docs" / "knowledge" / "lexicon.md").read_text()
    assert f"**{right} of {len(SITES)}**" in page


@pytest.mark.parametrize("region", sorted(REGIONS))
def test_a_region_is_every_structure_in_it(region: str) -> None:
    found = read("planned_sites", [f"left {region}"])
    assert found
    assert {site.structure for site in found} & set(load().structures)


def test_both_sides_of_a_region_are_judged() -> None:
    sides = {site.side for site in read("planned_sites", ["hip left and right", "both knee"])}
    assert {str(side) for side in sides} == {"left", "right"}


def test_a_spinal_level_narrows_a_site_and_hides_no_rule() -> None:
    level, whole = (screen_case({"planned_sites": [name]}) for name in ("multifidus L4 left", "left multifidus"))
    assert level["findings"] == whole["findings"]
    with pytest.raises(CaseError):
        screen_case({"planned_sites": ["L4"]})
