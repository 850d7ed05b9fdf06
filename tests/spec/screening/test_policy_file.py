"""A practice's policy as a file: followed, refused with the reason, and said in the verdict."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from filiform.core.screening.policy import Fault
from filiform.knowledge.screening import CaseError, load, schema, screen_case
from filiform.knowledge.screening.book import examples
from filiform.knowledge.screening.command import command
from filiform.knowledge.screening.policy import sentence

HEALTHY: dict[str, Any] = {**examples()["healthy"], "on": "2026-06-01"}
ASPIRIN = {**HEALTHY, "medications": ["aspirin 75 mg"]}
ACCEPTED = Draft202012Validator(schema.policy(load()))


@pytest.mark.parametrize(
    ("ruling", "verdict", "action", "ruled"),
    [
        ("note", "caution", "proceed-with-monitoring", "note"),
        ("weigh", "caution", "modify-technique", "weigh"),
        ("clearance", "stop", "medical-clearance", "clearance"),
        ("stop", "stop", "do-not-needle", "stop"),
    ],
)
def test_a_ruling_is_followed_and_named_beside_what_the_guidelines_say(
    ruling: str, verdict: str, action: str, ruled: str
) -> None:
    told = screen_case(ASPIRIN, {"rulings": {"antiplatelet-aspirin": ruling}, "version": "7"})
    (finding,) = told["findings"]
    assert (told["verdict"], finding["action"], finding["ruled"]) == (verdict, action, ruled)
    assert finding["by_policy"] is True
    assert {each["class"] for each in finding["sources"]} == {"precaution", "relative", None}
    assert told["policy_version"] == "7"


def test_a_threshold_is_followed() -> None:
    case = {**HEALTHY, "medications": ["warfarin"], "inr": 2.8, "inr_age_days": 5}
    assert "anticoagulant-inr-high" not in {each["item"] for each in screen_case(case)["findings"]}
    told = screen_case({**case, "policy": {"thresholds": {"inr_high": 2.5}}})
    assert told["verdict"] == "stop"
    assert "anticoagulant-inr-high" in {each["item"] for each in told["findings"]}
    assert told["policy_version"] is None


def test_an_operation_months_ago_counts_by_the_practices_own_weeks() -> None:
    case = {**HEALTHY, "conditions": ["earlier-surgery"]}
    half_a_year = {"thresholds": {"surgery_months": 6}}
    assert [each["field"] for each in screen_case(case)["missing"]] == ["months_since_surgery"]
    assert screen_case({**case, "months_since_surgery": "5 months"})["verdict"] == "clear"
    told = screen_case({**case, "months_since_surgery": "5 months"}, half_a_year)
    assert [(each["item"], each["status"]) for each in told["findings"]] == [("recent-surgery", "caution")]
    assert screen_case({**case, "months_since_surgery": 7}, half_a_year)["verdict"] == "clear"


REFUSED: list[tuple[Any, str, str]] = [
    ([], "policy", "must be an object"),
    ({"rules": {}}, "policy.rules", "holds version"),
    ({"version": 3}, "policy.version", "must be a text"),
    ({"jurisdiction": 3}, "policy.jurisdiction", "country code"),
    ({"rulings": [1]}, "policy.rulings", "must be an object"),
    ({"rulings": {"antiplatelet-aspirin": "ignore"}}, "policy.rulings.antiplatelet-aspirin", "note, weigh"),
    ({"rulings": {"antiplatelet-aspirin": ["stop"]}}, "policy.rulings.antiplatelet-aspirin", "note, weigh"),
    ({"rulings": {"no-such": "stop"}}, "policy.rulings.no-such", "no item of the rule book"),
    ({"rulings": {"rf-cauda-equina": "weigh"}}, "policy.rulings.rf-cauda-equina", "emergency"),
    ({"rulings": {"tumour-at-site": "weigh"}}, "policy.rulings.tumour-at-site", "call it absolute"),
    ({"rulings": {"unable-to-consent": "weigh"}}, "policy.rulings.unable-to-consent", "right of the patient"),
    ({"rulings": {"diabetes": "note"}}, "policy.rulings.diabetes", "weighed at least"),
    (
        {"jurisdiction": "ZA", "rulings": {"bilateral-thorax": "weigh"}},
        "policy.rulings.bilateral-thorax",
        "law here",
    ),
    ({"thresholds": {"inr_high": "high"}}, "policy.thresholds.inr_high", "must be a number"),
    ({"thresholds": {"inr_high": True}}, "policy.thresholds.inr_high", "must be a number"),
    ({"thresholds": {"inr_high": 10**400}}, "policy.thresholds.inr_high", "too long"),
    ({"thresholds": {"inr_high": float("nan")}}, "policy.thresholds.inr_high", "from 1.5 to 4"),
    ({"thresholds": {"inr_high": 30}}, "policy.thresholds.inr_high", "from 1.5 to 4"),
    ({"thresholds": {"trauma_days": 10}}, "policy.thresholds.trauma_days", "only be made stricter, 30 to 365"),
    ({"thresholds": {"adult_age": 12}}, "policy.thresholds.adult_age", "no threshold that a practice may set"),
    ({"thresholds": {"odd": 12}}, "policy.thresholds.odd", "inr_high"),
]


@pytest.mark.parametrize(("policy", "field", "says"), REFUSED, ids=lambda each: str(each)[:40])
def test_what_no_practice_may_say_is_refused_with_the_reason(policy: Any, field: str, says: str) -> None:
    with pytest.raises(CaseError) as refused:
        screen_case({**ASPIRIN, "policy": policy})
    assert refused.value.field == field
    assert says in refused.value.message


def test_a_fault_without_a_range_still_names_its_threshold() -> None:
    assert sentence(Fault("threshold", "odd", "not-a-number")) == "odd"


@pytest.mark.parametrize(
    "policy",
    [
        {},
        {"version": "1", "jurisdiction": "IE", "rulings": {}, "thresholds": {}},
        {"rulings": {"antiplatelet-aspirin": "note", "needle-phobia": "weigh", "rf-dvt": "stop"}},
        {"thresholds": {"inr_high": 2, "fever_c": 37.5, "trauma_days": 60}},
    ],
)
def test_what_the_schema_allows_is_read(policy: dict[str, Any]) -> None:
    ACCEPTED.validate(policy)
    assert "verdict" in screen_case({**ASPIRIN, "policy": policy})


@pytest.mark.parametrize("policy", [each for each, _, _ in REFUSED if "ZA" not in str(each) and "nan" not in str(each)])
def test_the_schema_allows_nothing_that_is_refused(policy: Any) -> None:
    assert not ACCEPTED.is_valid(policy)


def test_the_places_of_policy_and_case_agree() -> None:
    both = {**HEALTHY, "planned_sites": ["left rhomboids", "right rhomboids"]}
    assert screen_case(both, {"jurisdiction": "South Africa"})["verdict"] == "stop"
    assert screen_case({**both, "jurisdiction": "ZA"}, {"jurisdiction": "za"})["verdict"] == "stop"
    with pytest.raises(CaseError, match="of ZA, the case of IE"):
        screen_case({**both, "jurisdiction": "IE"}, {"jurisdiction": "ZA"})


def test_two_policies_are_one_too_many() -> None:
    with pytest.raises(CaseError, match="policy of its own"):
        screen_case({**HEALTHY, "policy": {}}, {"version": "1"})


def ran(tmp_path: Path, policy: str | None, *more: str, case: object = ASPIRIN) -> tuple[int, Any]:
    """Run the command over one case with a policy file."""
    file, out = tmp_path / "policy.json", io.StringIO()
    if policy is not None:
        file.write_text(policy)
    code = command(["-", "--policy", str(file), *more], io.StringIO(json.dumps(case)), out)
    return code, json.loads(out.getvalue())


def test_the_command_takes_a_policy_file(tmp_path: Path) -> None:
    code, told = ran(tmp_path, '{"version": "3", "rulings": {"antiplatelet-aspirin": "stop"}}')
    assert (code, told["verdict"], told["policy_version"]) == (0, "stop", "3")
    code, told = ran(tmp_path, '{"rulings": {"antiplatelet-aspirin": "stop"}}', "--lines")
    assert (code, told["verdict"]) == (0, "stop")


@pytest.mark.parametrize(
    ("policy", "field"),
    [(None, "policy"), ("{", ""), ("3", "policy"), ('{"rulings": {"rf-dvt": "note"}}', "policy.rulings.rf-dvt")],
)
def test_a_policy_that_cannot_be_followed_judges_nothing(tmp_path: Path, policy: str | None, field: str) -> None:
    code, told = ran(tmp_path, policy, "--lines")
    assert code == 2
    assert told["error"]["field"] == field


def test_a_finding_tells_the_thresholds_it_rests_on_and_which_no_source_gives() -> None:
    thin = {**HEALTHY, "planned_sites": ["left rhomboids"], "bmi": 19}
    (found,) = [each for each in screen_case(thin)["findings"] if each["item"] == "thin-thorax"]
    unit = "kg per square metre"
    assert found["thresholds"] == [{"id": "bmi_thin", "value": 20, "unit": unit, "placeholder": True}]
    own = screen_case({**thin, "policy": {"thresholds": {"bmi_thin": 22}}})["findings"]
    assert [each["thresholds"][0]["value"] for each in own if each["item"] == "thin-thorax"] == [22]
    child = screen_case({**HEALTHY, "age": 15, "guardian_consent": "yes", "child_assent": "yes"})["findings"]
    assert [(each["id"], each["placeholder"]) for f in child for each in f["thresholds"]] == [("adult_age", False)]


@pytest.mark.parametrize(("own", "asked"), [({}, []), ({"surgery_months": 6}, ["conditions"])])
def test_months_since_an_operation_are_weighed_by_the_practices_own_threshold(
    own: dict[str, float], asked: list[str]
) -> None:
    """Four months are long enough for the book; a practice that waits six asks whether the bone is firm."""
    plated = {"conditions": ["fractured left femur, plated"], "implants": ["plate left femur"]}
    case = HEALTHY | plated | {"planned_sites": ["left vastus lateralis"], "months_since_surgery": 4}
    found = screen_case(case, {"thresholds": own})
    assert [each["field"] for each in found["missing"]] == asked
