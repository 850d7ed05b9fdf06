"""Other names that people give to fields: `driving_after` is `drives_after`; a field that is not known stays listed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_OTHER_NAMES = {
    **dict.fromkeys(
        ("driving_after", "drive_after", "drives_after_session", "must_drive", "must_drive_after", "driving"),
        "drives_after",
    ),
    **dict.fromkeys(
        (
            *("competition_in_hours", "competition_soon", "competition", "hours_to_competition"),
            *("hours_until_competition", "upcoming_competition", "event_in_hours"),
        ),
        "competition_hours",
    ),
    **dict.fromkeys(("platelet_count", "platelets_10e9"), "platelets"),
    "country": "jurisdiction",
    **dict.fromkeys(("insurance", "practitioner_insurer", "insured_by"), "insurer"),
    **dict.fromkeys(("needs_interpreter", "language_barrier"), "interpreter_needed"),
    **dict.fromkeys(("interpreter", "interpreter_available"), "interpreter_present"),
    **dict.fromkeys(("slr", "straight_leg_raise_positive"), "straight_leg_raise"),
    **dict.fromkeys(("needle_length", "length_mm"), "needle_length_mm"),
    **dict.fromkeys(("temperature", "temp_c"), "temperature_c"),
    **dict.fromkeys(("electroacupuncture", "electrostimulation"), "electrical_stimulation"),
    "skin": "skin_at_site",
    **dict.fromkeys(("meds", "medication", "medicines"), "medications"),
    **dict.fromkeys(("condition", "past_medical_history", "pmh", "diagnoses", "comorbidities"), "conditions"),
    "allergy": "allergies",
    "implant": "implants",
    **dict.fromkeys(("symptom", "red_flags"), "symptoms"),
    **dict.fromkeys(("planned_site", "sites", "site", "target_muscles"), "planned_sites"),
    "gender": "sex",
    **dict.fromkeys(("presenting_complaint", "chief_complaint"), "complaint"),
    "pregnancy": "pregnant",
}


def plain(case: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give a case with the fields under their own names; where both names stand, the other one stays listed."""
    if not any(isinstance(field, str) and field.lower() in _OTHER_NAMES for field in case):
        return case
    named: dict[str, Any] = {}
    for field, raw in case.items():
        own = _OTHER_NAMES.get(field.lower()) if isinstance(field, str) else None
        named[own if own and own not in case and own not in named else field] = raw
    return named
