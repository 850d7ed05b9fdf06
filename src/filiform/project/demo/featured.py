"""The stories that show something: precautions, stops, incidents, unsigned notes. They are always told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from . import staff


@dataclass(frozen=True)
class Scripted:
    """One story as written; days counted from today. `does` maps the place of a visit to what happens there."""

    given: str
    family: str
    sex: str
    years: int
    problem: str
    side: str
    practitioner: str
    days: tuple[int, ...]
    goes: str = "better"
    answers: Mapping[str, Any] = field(default_factory=dict)
    anew: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    does: Mapping[int, frozenset[str]] = field(default_factory=dict)
    states: Mapping[int, str] = field(default_factory=dict)
    precaution: str = ""
    spoken_for: str = ""
    interpreter: str = ""


def _does(**by_visit: str) -> dict[int, frozenset[str]]:
    """`v1="mismatch amended"` says what happens at the second visit."""
    return {int(name[1:]): frozenset(words.split()) for name, words in by_visit.items()}


SCRIPTED: tuple[Scripted, ...] = (
    Scripted(
        "Nuala", "Fitzgibbon", "f", 57, "neck", "left", staff.OWNER, (-24, -16, -8, 0),
        precaution="aspirin", does=_does(v1="amended"),
    ),
    Scripted(
        "Tiago", "Figueiredo", "m", 41, "low-back", "right", staff.PHYSIO, (-33, -26, -19, -12, 0),
        does=_does(v1="mismatch", v2="guided-deep"),
    ),
    Scripted(
        "Jadwiga", "Śliwińska", "f", 49, "elbow", "right", staff.OSTEO, (-23, -16, -9, 0),
        does=_does(v0="guided", v1="guided-film", v2="expired-lot"),
    ),
    Scripted(
        "Declan", "Mac Giolla Phádraig", "m", 34, "shoulder", "left", staff.OWNER, (-15, -8, -1),
        does=_does(v2="faint"), states={2: "unsigned"},
    ),
    Scripted(
        "Amara", "Eze", "f", 31, "low-back", "left", staff.CHIRO, (-14, -5),
        answers={"pregnant": "yes", "gestation_weeks": 9}, anew={1: {"gestation_weeks": 10}}, goes="slowly",
    ),
    Scripted(
        "Brónagh", "Mulcahy", "f", 28, "neck", "right", staff.CHIRO, (-62, -55, -47),
        precaution="phobia", goes="slowly",
    ),
    Scripted(
        "Henrik", "Ødegård", "m", 52, "elbow", "left", staff.OWNER, (-88, -81, -73),
        answers={"skin_at_site@ecrb": ("psoriasis",)},
    ),
    Scripted(
        "Farah", "Qureshi", "f", 45, "knee", "left", staff.PHYSIO, (-17, -9, -1), states={2: "unsigned"},
    ),
    Scripted(
        "Eoghan", "Ó Súilleabháin", "m", 71, "low-back", "left", staff.PHYSIO, (-120, -113, -104, -95),
        precaution="anticoagulant", goes="slowly",
    ),
    Scripted(
        "Liam", "Castellanos", "m", 16, "knee", "right", staff.OWNER, (-52, -44, -37),
        answers={"guardian_consent": True, "child_assent": True}, spoken_for="Paula Castellanos",
    ),
    Scripted(
        "Thanh Trúc", "Huỳnh", "f", 63, "heel", "right", staff.PHYSIO, (-79, -72, -64, 0),
        answers={"interpreter_needed": True, "interpreter_present": True}, interpreter="Bảo Châu Huỳnh",
        
    ),
    Scripted(
        "Catríona", "Bhatt", "f", 33, "neck", "left", staff.OWNER, (-20, -11, 0),
        precaution="pregnant", anew={1: {"gestation_weeks": 23}, 2: {"gestation_weeks": 25}},
    ),
    Scripted(
        "Gunnar", "Þórisson", "m", 66, "achilles", "right", staff.OSTEO, (-140, -132, -125, -117, -110, -96),
        precaution="diabetes", goes="same",
        does=_does(v0="guided", v2="guided-film", v4="guided-deep", v5="discharged"),
    ),
    Scripted(
        "Ewa", "Gołębiowska", "f", 38, "jaw", "left", staff.OSTEO, (-41, -34), does=_does(v0="declines"), goes="slowly",
    ),
    Scripted(
        "Vincent", "Adeyemi", "m", 74, "shoulder", "right", staff.OWNER, (-97, -90, -82),
        answers={"implants": ("active-electrical",)},
    ),
    Scripted(
        "Rónán", "Whelan", "m", 47, "low-back", "midline", staff.PHYSIO, (-30,),
        anew={0: {"symptoms": ("saddle-numbness", "urine-trouble")}}, does=_does(v0="sent-on"),
    ),
    Scripted(
        "Margaux", "Désiré", "f", 59, "achilles", "left", staff.CHIRO, (-70, -63),
        anew={1: {"symptoms": ("calf-swelling", "calf-pain", "pitting-oedema-leg"), "calf_difference_cm": 4,
                  "deep_vein_tenderness": True}},
        does=_does(v1="sent-on"),
    ),
    Scripted(
        "Ondřej", "Křížek", "m", 29, "hamstring", "right", staff.PHYSIO, (-45, -38, -33), does=_does(v1="feverish"),
        anew={1: {"symptoms": ("fever",), "temperature_c": 38.4}},
    ),
)  # fmt: skip
#: How many of them a small demo tells.
FEW = 6
