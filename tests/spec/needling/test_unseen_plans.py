"""Plans as clinicians type them, written with what to expect before they were judged; what stands here stays so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from filiform.knowledge.needling import check_plan
from filiform.knowledge.screening.errors import CaseError

FILES = [
    json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    for name in ("unseen_plans.json", "unseen_plans_later.json")
]
SOUND = FILES[0]["sound"]
WRITTEN = [(file["sound"], case) for file in FILES for case in file["plans"]]


def plan_of(sound: dict[str, Any], case: dict[str, Any]) -> dict[str, Any]:
    whole = {**sound, **case["change"]}
    return {name: value for name, value in whole.items() if name not in case.get("left_out", [])}


def change(value: dict[str, Any]) -> str:
    return json.dumps(value["change"])[:70] if "change" in value else ""


@pytest.mark.parametrize(("sound", "case"), WRITTEN, ids=change)
def test_an_unseen_plan(sound: dict[str, Any], case: dict[str, Any]) -> None:
    if case.get("error"):
        with pytest.raises(CaseError):
            check_plan(plan_of(sound, case))
        return
    answer = check_plan(plan_of(sound, case))
    told = {(each["code"], each["level"]) for each in answer["findings"]}
    codes = {code for code, _ in told}
    assert case.get("gravest", answer["gravest"]) == answer["gravest"]
    for begun in case.get("codes", []):
        assert any(code.startswith(begun) for code in codes), begun
    for begun in case.get("not_codes", []):
        code, _, level = begun.partition("/")
        assert not any(one.startswith(code) and level in ("", how) for one, how in told), begun
    assert answer["published_distances"] or not case.get("distances")


def test_a_muscle_without_its_part_is_all_its_parts() -> None:
    whole = check_plan({**SOUND, "site": "left soleus"})
    parts = [check_plan({**SOUND, "site": f"left soleus {part}"}) for part in ("distal", "proximal")]
    told = {json.dumps(each, sort_keys=True) for each in whole["findings"]}
    assert told == {json.dumps(each, sort_keys=True) for part in parts for each in part["findings"]}
    assert whole["site"]["label"] == "Soleus"
    assert len(whole["site"]["parts"]) == 2


def test_current_to_a_muscle_without_its_part_is_judged_for_each_part() -> None:
    current = {"pair": "right pectoralis major", "frequency_hz": 2, "active_implant": "no", "pregnant": "no"}
    plan = {**SOUND, "site": "left pectoralis minor", "electrical_stimulation": current}
    assert "electrical-across-chest" in {each["code"] for each in check_plan(plan)["findings"]}


@pytest.mark.parametrize("place", ["ZA", "South Africa", "za"])
def test_a_country_may_be_named(place: str) -> None:
    sides = {"site": "left rhomboid major", "others": ["right rhomboid major"], "length_mm": 19, "depth_mm": 8}
    found = check_plan({**SOUND, **sides, "jurisdiction": place})["findings"]
    assert ("both-sides-of-thorax", "refuse") in {(each["code"], each["level"]) for each in found}
