"""Precautions that patients of the demo bring, as answers to the questions of the case history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Precaution:
    """Answers that make it; `share` of a thousand patients who bring it, within the ages and sex it fits."""

    code: str
    share: int
    answers: Mapping[str, Any]
    from_age: int = 18
    to_age: int = 99
    sex: str = ""
    why: str = ""


def _some(field: str, *codes: str) -> dict[str, Any]:
    return {field: codes}


PRECAUTIONS: tuple[Precaution, ...] = (
    Precaution(
        "aspirin", 70, _some("medications", "antiplatelet"), from_age=50,
        why="Low dose for years, bruises no more than before. Thinner needle, firm pressure afterwards.",
    ),
    Precaution(
        "painkiller", 60, _some("medications", "nsaid"),
        why="Ibuprofen now and then, none today. Pressure on each site.",
    ),
    Precaution(
        "anticoagulant", 25, _some("medications", "anticoagulant"), from_age=60,
        why="Stable dose, no bleeding. Surface muscles that can be pressed on, two minutes of pressure each.",
    ),
    Precaution(
        "diabetes", 50, {"conditions": ("diabetes",), "medications": ("diabetes-medicine",)}, from_age=40,
        why="Sugar well kept, feeling in the feet tested and normal. Skin cleaned and looked at afterwards.",
    ),
    Precaution("statin", 70, _some("medications", "statin"), from_age=50),
    Precaution("asthma", 60, {"conditions": ("asthma",), "medications": ("inhaler",)}),
    Precaution("smoker", 60, _some("conditions", "smoker")),
    Precaution("osteoporosis", 40, _some("conditions", "osteoporosis"), from_age=62, sex="f"),
    Precaution(
        "fainted", 35, {"fainted_with_needle": True},
        why="Fainted once at a blood test. Lies down, one needle at first, water beside the couch.",
    ),
    Precaution(
        "phobia", 20, {"needle_phobia": True},
        why="Not weighed: another therapy was chosen.",
    ),
    Precaution("latex", 15, _some("allergies", "latex"), why="Nitrile gloves laid out."),
    Precaution(
        "epilepsy", 10, _some("conditions", "epilepsy"),
        why="No seizure for six years, sleeps and eats well. Not left alone with needles in.",
    ),
    Precaution(
        "rheumatoid", 10, {"conditions": ("rheumatoid-arthritis",), "medications": ("dmard",)}, from_age=35,
        why="No flare, blood counts of last month normal as told. Clean technique, fewer needles.",
    ),
    Precaution(
        "pregnant", 25, {"pregnant": "yes", "gestation_weeks": 22}, from_age=23, to_age=40, sex="f",
        why="Second trimester without trouble. Lies on the side, fewer needles, none near the low back.",
    ),
    Precaution("cancer-past", 25, _some("conditions", "cancer-history"), from_age=45),
    Precaution(
        "very-anxious", 15, _some("symptoms", "very-anxious"),
        why="Wants to try one needle. May stop at any moment, and knows the word for it.",
    ),
)  # fmt: skip
BY_CODE = {one.code: one for one in PRECAUTIONS}
