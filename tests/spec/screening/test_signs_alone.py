"""A strong sign told alone is weighed wherever the pain is, a weak one is not, and nobody is asked more."""

from __future__ import annotations

from typing import Any

import pytest

from filiform.knowledge.screening import screen_case

WELL: dict[str, Any] = {
    **{"on": "2026-06-01", "age": 45, "sex": "m", "medications": [], "conditions": [], "allergies": [], "implants": []},
    **{"symptoms": [], "skin_at_site": "normal", "needle_phobia": "no", "fainted_with_needle": "no", "bmi": 25},
    **{"previous_dry_needling": "never", "electrical_stimulation": False},
}
PLACES = [
    {"complaint": "low back pain", "planned_sites": ["left gluteus medius"]},
    {"complaint": "neck pain", "planned_sites": ["left upper trapezius"]},
    {"complaint": "tennis elbow", "planned_sites": ["left extensor digitorum"]},
    {"complaint": "calf", "planned_sites": ["left soleus"]},
]
STRONG = [
    ("lips look blue", "acute-medical-emergency"),
    ("belly rigid", "acute-medical-emergency"),
    ("confused since this morning", "acute-medical-emergency"),
    ("speech slurred", "acute-medical-emergency"),
    ("collapsed yesterday", "acute-medical-emergency"),
    ("coughing up blood", "rf-pe-pneumothorax"),
    ("knee hot and swollen", "rf-septic-joint"),
    ("electric shocks down the spine", "rf-progressive-deficit"),
    ("double vision", "rf-cervical-artery"),
    ("papilloedema", "rf-headache-secondary"),
    ("stiff neck with fever", "rf-headache-secondary"),
    ("blood in urine", "rf-visceral"),
    ("chest pain now and then", "rf-cardiac"),
    ("a bit short of breath", "rf-pe-pneumothorax"),
    ("sudden weakness of the right arm", "rf-progressive-deficit"),
]
WEAK = ["weight loss", "constant night pain", "nausea", "vision change", "dizziness", "tired", "calf a bit tender"]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: str(place["complaint"]))
@pytest.mark.parametrize(("sign", "item"), STRONG)
def test_a_strong_sign_alone_is_weighed(sign: str, item: str, place: dict[str, Any]) -> None:
    verdict = screen_case({**WELL, **place, "symptoms": [sign]})
    assert item in {each["item"] for each in verdict["findings"]}
    assert verdict["verdict"] != "clear"


@pytest.mark.parametrize("sign", WEAK)
def test_a_weak_sign_alone_does_not_refer(sign: str) -> None:
    verdict = screen_case({**WELL, **PLACES[2], "symptoms": [sign]})
    assert not [each for each in verdict["findings"] if each["action"].startswith("refer")]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: str(place["complaint"]))
def test_strong_signs_ask_nothing_of_those_who_have_none(place: dict[str, Any]) -> None:
    verdict = screen_case({**WELL, **place})
    assert (verdict["verdict"], verdict["missing"]) == ("clear", [])
