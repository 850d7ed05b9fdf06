"""Every row of the researched safety facts is a rule, or stands here with the reason why not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from filiform.knowledge.screening import load, screen_case
from filiform.knowledge.screening.book import examples

ROWS: dict[str, list[str]] = json.loads((Path(__file__).parent / "safety_rows.json").read_text())
ITEMS = {rule.item for rule in load().book.rules}
NOT_RULES = {
    "never-stop-anticoagulant": "a guard on texts: test_no_text_tells_anybody_to_stop_a_medicine",
}
ADDED = {
    "steroid-injection-recent": "an injection near the site: drug, place, date",
    "injection-recent": "an injection of something else near the site",
}
BASE: dict[str, Any] = {**examples()["healthy"], "on": "2026-06-01"}
#: Signs that must not refer by themselves, and the same with what makes a cluster of them.
CLUSTERS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        "rf-spinal-malignancy",
        {"age": 61},
        {"conditions": ["breast cancer 2010"], "symptoms": ["weight loss", "constant night pain"]},
    ),
    (
        "rf-fracture",
        {"age": 72},
        {"conditions": ["osteoporosis"], "recent_trauma_days": 2, "symptoms": ["midline tenderness", "fall"]},
    ),
    (
        "rf-dvt",
        {"symptoms": ["tender calf"]},
        {"calf_difference_cm": 4, "bedridden_days": 5, "symptoms": ["calf swelling"]},
    ),
    (
        "rf-cervical-artery",
        {"symptoms": ["dizziness"]},
        {"symptoms": ["dizziness", "double vision"], "recent_trauma_days": 5, "complaint": "neck pain"},
    ),
    ("rf-gca", {"symptoms": ["new headache"]}, {"symptoms": ["new headache", "jaw claudication", "scalp tenderness"]}),
    ("rf-visceral", {"symptoms": ["flank pain"]}, {"symptoms": ["flank pain", "fever", "burning urine"]}),
    (
        "rf-compartment",
        {"symptoms": ["pins and needles leg"]},
        {"symptoms": ["tense swelling", "pain out of proportion", "pain on passive stretch"]},
    ),
    (
        "rf-spinal-infection",
        {"conditions": ["rheumatoid arthritis"]},
        {"symptoms": ["fever", "severe rest pain"], "conditions": ["iv drug use"]},
    ),
]
STOP_WORDS = re.compile(r"\b(stop|pause|cease|discontinue|skip|omit|come off|leave off|withhold|hold)\b", re.IGNORECASE)


def judged(**given: Any) -> dict[str, Any]:
    return screen_case({**BASE, **given})


def items(verdict: dict[str, Any]) -> set[str]:
    return {finding["item"] for finding in verdict["findings"]}


@pytest.mark.parametrize(("part", "row"), [(part, row) for part, rows in ROWS.items() for row in rows])
def test_a_row_is_a_rule_or_has_a_reason(part: str, row: str) -> None:
    assert (row in ITEMS) != (row in NOT_RULES), f"{part}: {row}"


def test_a_rule_is_a_row_or_was_asked_for() -> None:
    assert ITEMS - {row for rows in ROWS.values() for row in rows} == set(ADDED)
    assert set(NOT_RULES) <= {row for rows in ROWS.values() for row in rows}


def test_no_text_tells_anybody_to_stop_a_medicine() -> None:
    texts = [text for rule in load().book.rules for text in (rule.label, rule.guidance)]
    texts += [text for question in load().questions for text in (question.label, question.help)]
    allowed = re.compile(r"(never|not) (tell|ask|advise|stop)", re.IGNORECASE)
    medicine = re.compile(r"medicine|anticoag|thinner|tablet|warfarin|aspirin|drug|statin|steroid", re.IGNORECASE)
    guilty = [text for text in texts if STOP_WORDS.search(text) and medicine.search(text) and not allowed.search(text)]
    assert guilty == []


@pytest.mark.parametrize(("item", "alone", "together"), CLUSTERS, ids=[item for item, _, _ in CLUSTERS])
def test_one_weak_sign_does_not_refer_and_a_cluster_does(
    item: str, alone: dict[str, Any], together: dict[str, Any]
) -> None:
    place = {"complaint": "low back pain", "age": 60, "planned_sites": ["left lumbar multifidus"]}
    assert item not in items(judged(**{**place, **alone}))
    cluster = judged(**{**place, **together})
    assert item in items(cluster)
    assert cluster["verdict"] == "stop"


@pytest.mark.parametrize("days", [None, 0, 13, 14, 60, 4000, "unknown"])
@pytest.mark.parametrize("sign", ["numb when wiping", "cannot pass urine", "both legs weak", "leaking urine"])
def test_cauda_equina_of_any_or_unknown_duration_stops(sign: str, days: object) -> None:
    given: dict[str, Any] = {"complaint": "low back pain", "symptoms": [sign], "symptom_days": days}
    if days is None:
        del given["symptom_days"]
    verdict = judged(**given)
    assert verdict["verdict"] == "stop"
    assert "rf-cauda-equina" in items(verdict)


@pytest.mark.parametrize(
    ("injection", "expected"),
    [
        ({"drug": "cortisone", "place": "left hip", "weeks": 3}, "steroid-injection-recent"),
        ({"drug": "cortisone", "place": "left hip", "date": "2026-05-20"}, "steroid-injection-recent"),
        ({"drug": "PRP", "place": "left buttock", "weeks": 2}, "injection-recent"),
        ({"drug": "Durolane", "place": "left hip", "days": 10}, "injection-recent"),
        ({"drug": "zorblax", "place": "left hip", "days": 10}, "injection-recent"),
        ({"drug": "botox", "place": "left buttock", "weeks": 2}, "botox-filler-recent"),
        ({"drug": "cortisone", "place": "right shoulder", "weeks": 3}, None),
        ({"drug": "cortisone", "place": "left hip", "date": "2024-05-20"}, None),
        ({"drug": "flu vaccine", "place": "left arm", "weeks": 1}, None),
    ],
)
def test_an_injection_near_the_site(injection: dict[str, Any], expected: str | None) -> None:
    verdict = judged(planned_sites=["left gluteus medius"], complaint="buttock", injections=[injection])
    found = items(verdict) & {"steroid-injection-recent", "injection-recent", "botox-filler-recent"}
    assert found == ({expected} if expected else set())


@pytest.mark.parametrize(
    "given", [True, None, "unknown", [{"drug": "cortisone", "place": "left hip", "date": "spring"}]]
)
def test_an_injection_without_drug_or_date_is_asked_about(given: object) -> None:
    verdict = judged(planned_sites=["left gluteus medius"], complaint="buttock", injections=given)
    assert "conditions" in {missing["field"] for missing in verdict["missing"]}


def test_law_binds_at_home_and_is_a_caution_elsewhere() -> None:
    both = {"planned_sites": ["left upper trapezius", "right upper trapezius"]}
    assert judged(**both, jurisdiction="ZA")["verdict"] == "stop"
    assert judged(**both, jurisdiction="IE")["verdict"] == "caution"
    assert judged(**both)["verdict"] == "caution"


@pytest.mark.parametrize(
    ("sites", "symptom", "expected"),
    [
        (["left rhomboids"], "dry cough", "ae-pneumothorax"),
        (["left rhomboids"], "short of breath", "ae-pneumothorax"),
        (["left cervical multifidus"], "weakness left arm since session", "ae-cns"),
        (["left soleus"], "still sore after a week", "ae-soreness"),
        (["left soleus"], "needle site red and hot", "ae-infection-local"),
    ],
)
def test_a_symptom_after_a_session_means_what_those_sites_make_it_mean(
    sites: list[str], symptom: str, expected: str
) -> None:
    verdict = judged(visit_type="follow-up", last_sites=sites, hours_since_session=30, symptoms=[symptom])
    assert expected in items(verdict)
