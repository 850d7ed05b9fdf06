"""Cases as clinicians write them: written from the safety rows alone, with what to expect, before they were run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from filiform.knowledge.screening import screen_case

WRITTEN = json.loads(Path(__file__).with_name("written_cases.json").read_text(encoding="utf-8"))


def words(case: dict[str, Any]) -> str:
    return json.dumps(case["told"], ensure_ascii=False)[:70]


@pytest.mark.parametrize("case", WRITTEN["cases"], ids=words)
def test_a_written_case(case: dict[str, Any]) -> None:
    history = {**WRITTEN["well"], **case["told"], "on": "2026-06-01"}
    for field in case.get("not_told", []):
        del history[field]
    verdict = screen_case(history)
    found = {each["item"]: [each["class"], each["action"]] for each in verdict["findings"]}
    for item, *kind in case["items"]:
        assert item in found
        assert not kind or found[item] == kind
    assert not set(case.get("none_of", [])) & set(found)
    assert case.get("verdict", verdict["verdict"]) == verdict["verdict"]
    if case.get("nothing_else"):
        assert set(found) <= {item for item, *_ in case["items"]}
    if any(kind[1:] for _, *kind in case["items"]):
        assert verdict["verdict"] != "clear"
