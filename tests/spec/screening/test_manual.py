"""The manual: every case of the rule book comes out as printed, every rule fires, the page is fresh."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from filiform.core.screening import screen
from filiform.knowledge.jurisdictions import packs
from filiform.knowledge.screening import load, read_case, screen_case
from filiform.knowledge.screening.book import DAY, PAGE, examples, judged, page

FIVE = json.loads(Path(__file__).with_name("five_cases.json").read_text())
CASES = examples()["cases"]


@pytest.mark.parametrize("case", FIVE, ids=lambda case: case["id"])
def test_the_five_cases_are_found_exactly(case: dict[str, Any]) -> None:
    verdict = screen_case(case["history"])
    found = {(f["item"], f["class"], f["action"]) for f in verdict["findings"]}
    assert found == {(e["item"], e["class"], e["action"]) for e in case["expected"]}


def test_the_healthy_climber_needs_one_more_answer_and_is_then_clear() -> None:
    climber = next(case["history"] for case in FIVE if case["id"] == "case-24")
    assert screen_case(climber)["verdict"] == "ask"
    assert screen_case({**climber, "symptoms": []})["verdict"] == "clear"


@pytest.mark.parametrize("case", CASES, ids=lambda case: json.dumps(case["given"])[:60])
def test_a_case_of_the_manual(case: dict[str, Any]) -> None:
    verdict = judged(case["given"])
    assert {
        "verdict": verdict["verdict"],
        "findings": sorted(f["item"] for f in verdict["findings"]),
        "missing": sorted(each["field"] for each in verdict["missing"]),
        "unrecognised": [each["text"] for each in verdict["unrecognised"]],
    } == {key: case[key] for key in ("verdict", "findings", "missing", "unrecognised")}


def test_every_rule_fires_in_the_manual() -> None:
    known = load()
    fired = set()
    for case in CASES:
        history = read_case({**examples()["healthy"], **case["given"], "on": DAY})
        verdict = screen(history, known.book, date.fromisoformat(DAY))
        fired |= {finding.rule for finding in verdict.findings}
    assert fired == {rule.id for rule in known.book.rules}


def test_the_printed_rule_book_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m filiform.knowledge.screening.book"


def test_the_rule_book_is_whole() -> None:
    """Every rule with what makes it fire, every source with its citation, every statement of every place."""
    text, known = page(), load()
    for rule in known.book.rules:
        (row,) = [line for line in text.splitlines() if line.startswith(f"| `{rule.id}` |")]
        for leaf in rule.when.leaves():
            assert all(f"`{field}`" in row or field == "planned_sites" for field in leaf.fields()), row
        for source in rule.sources:
            assert f"| {source.tag} | {known.citations[source.tag]} |" in text
    for pack in packs().values():
        for each in pack.statements:
            assert f"| {pack.name} `{pack.id}` | {each.topic} |" in text
            assert f"| {each.source} | " in text


def test_clear_needs_few_questions() -> None:
    text = page()
    counts = [int(part.split(" ")[0]) for part in text.split("facts of the visit and ")[1:]]
    assert len(counts) == 4
    assert max(counts) <= 20
