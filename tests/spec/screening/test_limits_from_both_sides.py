"""Numbers of the safety list from both sides, written from the list and not from the rules."""

from __future__ import annotations

from typing import Any

import pytest

from filiform.knowledge.screening import screen_case

WELL: dict[str, Any] = {
    **{"on": "2026-06-01", "age": 45, "sex": "m", "medications": [], "conditions": [], "allergies": [], "implants": []},
    **{"symptoms": [], "skin_at_site": "normal", "needle_phobia": "no", "fainted_with_needle": "no", "bmi": 25},
    **{"previous_dry_needling": "never", "electrical_stimulation": False},
}
KNEE = {"complaint": "knee pain", "planned_sites": ["left vastus medialis"]}
CALF = {"complaint": "calf pain", "planned_sites": ["left soleus"]}
HEAD = {"complaint": "headache", "planned_sites": ["suboccipitals"]}
BACK = {"complaint": "low back pain", "planned_sites": ["left lumbar multifidus"]}
CHEST = {"complaint": "shoulder blade", "planned_sites": ["left rhomboids"]}
AFTER = {**CALF, "visit_type": "follow-up", "last_sites": ["left soleus"]}
WOMAN = {**KNEE, "sex": "f", "age": 30}
LIMITS = [
    ({**KNEE, "symptoms": ["pulsating mass in abdomen"]}, "age", 60, 61, "rf-aortic"),
    (HEAD, "headache_onset_seconds", 60, 59, "rf-thunderclap"),
    (CALF, "calf_difference_cm", 3, 3.1, "rf-dvt"),
    (CALF, "bedridden_days", 3, 4, "rf-dvt"),
    (CALF, "months_since_surgery", 3, 2.9, "rf-dvt"),
    ({**HEAD, "symptoms": ["new headache", "scalp tenderness"]}, "age", 49, 50, "rf-gca"),
    ({**HEAD, "symptoms": ["new headache"]}, "age", 49, 50, "rf-headache-secondary"),
    ({**BACK, "symptoms": ["midline tenderness"]}, "age", 70, 71, "rf-fracture"),
    ({**BACK, "symptoms": ["midline tenderness"]}, "recent_trauma_days", 30, 29, "rf-fracture"),
    (KNEE, "temperature_c", 37.9, 38.0, "systemic-infection"),
    ({**KNEE, "medications": ["warfarin"], "inr_age_days": 3}, "inr", 3.0, 3.1, "anticoagulant-inr-high"),
    ({**KNEE, "medications": ["warfarin"], "inr": 2.5}, "inr_age_days", 84, 85, "anticoagulant-inr-high"),
    (KNEE, "platelets", 50, 49, "thrombocytopenia"),
    (CHEST, "bmi", 20, 19.9, "thin-thorax"),
    ({**WOMAN, "pregnant": "yes"}, "gestation_weeks", 13, 12, "pregnancy-first-trimester"),
    ({**WOMAN, "pregnant": "yes"}, "gestation_weeks", 12, 13, "pregnancy-second-third-trimester"),
    ({**KNEE, "guardian_consent": "yes", "child_assent": "yes"}, "age", 18, 17, "minor-child"),
    ({**AFTER, "symptoms": ["sore"]}, "hours_since_session", 72, 73, "ae-soreness"),
    (KNEE, "competition_hours", 73, 72, "competition-soon"),
]


def found(case: dict[str, Any]) -> set[str]:
    return {each["item"] for each in screen_case({**WELL, **case})["findings"]}


@pytest.mark.parametrize(("case", "field", "without", "with_", "item"), LIMITS)
def test_a_limit(case: dict[str, Any], field: str, without: float, with_: float, item: str) -> None:
    assert item not in found({**case, field: without})
    assert item in found({**case, field: with_})


@pytest.mark.parametrize(
    ("case", "item"),
    [
        ({**WOMAN, "pregnant": "unsure", "electrical_stimulation": True}, "pregnancy-electrical"),
        ({**KNEE, "age": 50, "conditions": ["smoker"], "symptoms": ["pulsating mass in abdomen"]}, "rf-aortic"),
        (
            {
                **{"visit_type": "follow-up", "last_sites": ["cervical multifidus"], "hours_since_session": 1},
                **{
                    "complaint": "neck",
                    "planned_sites": ["cervical multifidus"],
                    "symptoms": ["new numbness of both arms"],
                },
            },
            "rf-postneedle-neuro",
        ),
    ],
)
def test_one_of_several_signs_is_enough(case: dict[str, Any], item: str) -> None:
    assert item in found(case)
