"""Ordinary words are no slips of medicines and illnesses, and short ones are not found inside others."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files

import pytest

from filiform.knowledge.lexicon import recognise

ON = date(2026, 6, 1)
HARMLESS = {"medications:other-medicine", "implants:other-implant", "allergies:other-allergy", "skin_at_site:normal"}
FIELDS = ("medications", "conditions", "allergies", "implants", "symptoms")
ORDINARY = json.loads(files("filiform.knowledge.lexicon").joinpath("ordinary.json").read_bytes())


@pytest.mark.parametrize("field", FIELDS)
def test_no_ordinary_word_is_read_as_anything(field: str) -> None:
    """ "Concerned" is one letter from cancer, "station" from statin, "parents" from paraesthesia."""
    read = {}
    for word in ORDINARY:
        found = recognise(word, field, ON)
        if found.codes - HARMLESS or found.uncertain:
            read[word] = found.codes | found.uncertain
    assert read == {}


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("conditions", "concerned about her posture"),
        ("conditions", "sees a psychologist"),
        ("conditions", "nasal congestion"),
        ("conditions", "works as an actor"),
        ("conditions", "walks 5 km a day"),
        ("conditions", "police station desk"),
        ("conditions", "lives with his parents"),
        ("conditions", "osteopath last year"),
        ("medications", "ramipril 10 mg once a day"),
        ("medications", "vitamin D 20 drops a day"),
        ("medications", "whey protein"),
        ("conditions", "benefit from heat"),
        ("conditions", "identified with her job"),
    ],
)
def test_nothing_is_read_into_ordinary_words(field: str, text: str) -> None:
    found = recognise(text, field, ON)
    assert found.codes - HARMLESS == frozenset()
    assert found.uncertain == frozenset()


@pytest.mark.parametrize("text", ["smokes 20 a day", "20 a day", "a pack a day for years", "forty a day"])
def test_cigarettes_in_numbers(text: str) -> None:
    assert "conditions:heavy-smoking" in recognise(text, "conditions", ON).codes


@pytest.mark.parametrize("text", ["prednisolone 20 a day", "warfarin 5 mg a day", "20 mg twice a day of Xarelto"])
def test_a_dose_is_no_cigarette(text: str) -> None:
    found = recognise(text, "medications", ON)
    assert not {code for code in found.codes if code.startswith("conditions:")}


@pytest.mark.parametrize(
    "text", ["warfarin years ago", "took warfarin in the past", "warfarin previously", "Xarelto 3 years ago"]
)
def test_a_medicine_of_the_past_is_asked(text: str) -> None:
    """Neither taken nor given up: words that tell of once say nothing of today."""
    found = recognise(text, "medications", ON)
    assert "medications:anticoagulant" in found.uncertain
    assert "medications:anticoagulant" not in found.codes | found.negated


@pytest.mark.parametrize(
    "text", ["started warfarin 3 years ago", "warfarin since 3 years ago", "on warfarin for a clot 5 years ago"]
)
def test_a_medicine_that_began_years_ago_is_taken(text: str) -> None:
    assert "medications:anticoagulant" in recognise(text, "medications", ON).codes
