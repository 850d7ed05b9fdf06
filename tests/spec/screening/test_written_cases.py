"""Cases as clinicians write them: written from the safety rows alone, with what to expect, before they were run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from filiform.knowledge.screening import screen_case

# All were written before they were run; what stands in them has to stay so.
FILES = [
    json.loads(each.read_text(encoding="utf-8")) for each in sorted(Path(__file__).parent.glob("written_cases*.json"))
]
WRITTEN = [(file["well"], case) for file in FILES for case in file["cases"]]


def words(value: Any) -> str:
    return json.dumps(value["told"], ensure_ascii=False)[:70] if "told" in value else ""


@pytest.mark.parametrize(("well", "case"), WRITTEN, ids=words)
def test_a_written_case(well: dict[str, Any], case: dict[str, Any]) -> None:
    history = {"on": "2026-06-01", **({} if case.get("alone") else well), **case["told"]}
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
    if "missing" in case:
        assert sorted(each["field"] for each in verdict["missing"]) == case["missing"]
    if "asks" in case:
        assert case["asks"] in {each["field"] for each in verdict["missing"]}
    if case.get("never") == "refer":
        assert not any(each["action"].startswith("refer") for each in verdict["findings"])
    elif "never" in case:
        assert verdict["verdict"] != case["never"]
    if case.get("not_clear") or any(kind[1:] for _, *kind in case["items"]):
        assert verdict["verdict"] != "clear"
