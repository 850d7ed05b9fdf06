"""What people write, and what it must come to."""

from __future__ import annotations

from datetime import date

import pytest

from filiform.knowledge.lexicon import recognise
from filiform.knowledge.lexicon.phrases import distance

ON = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("text", "field", "code"),
    [
        ("warfarin 3 mg", "medications", "medications:anticoagulant"),
        ("Eliquis", "medications", "medications:anticoagulant"),
        ("warfrin", "medications", "medications:anticoagulant"),
        ("baby aspirin", "medications", "medications:antiplatelet"),
        ("Clopidogrell 75", "medications", "medications:antiplatelet"),
        ("blood thinners", "medications", "medications:anticoagulant"),
        ("prednisolone 5mg for years", "medications", "medications:long-term-steroid"),
        ("Humira every two weeks", "medications", "medications:biologic"),
        ("HIV", "conditions", "conditions:hiv"),
        ("on chemo", "conditions", "conditions:chemotherapy"),
        ("haemofilia A", "conditions", "conditions:bleeding-disorder"),
        ("von Willebrand's disease", "conditions", "conditions:bleeding-disorder"),
        ("breast cancer 2012", "conditions", "conditions:cancer-history"),
        ("?DVT", "conditions", "conditions:dvt-current"),
        ("lymphoedema right arm", "conditions", "conditions:lymphoedema:right-upper-limb"),
        ("left hip replacement 2015", "implants", "implants:joint-replacement:left-hip"),
        ("pacemaker since 2020", "conditions", "implants:active-electrical"),
        ("rash from earrings", "allergies", "allergies:metal"),
        ("wiping feels numb", "symptoms", "symptoms:saddle-numbness"),
        ("cannot tell when bladder is full", "symptoms", "symptoms:bladder-sensation-lost"),
        ("psoriasis plaque", "skin_at_site", "skin_at_site:psoriasis"),
        ("posterior shoulder ache", "complaint", "complaint:shoulder"),
    ],
)
def test_recognised(text: str, field: str, code: str) -> None:
    found = recognise(text, field, ON)
    assert code in found.codes
    assert found.unrecognised == ()


@pytest.mark.parametrize(
    ("text", "field", "code"),
    [
        ("no asthma", "conditions", "conditions:asthma"),
        ("denies epilepsy, haemophilia", "conditions", "conditions:bleeding-disorder"),
        ("warfarin stopped 2019", "medications", "medications:anticoagulant"),
        ("never had a DVT", "conditions", "conditions:dvt-current"),
        ("botox to the jaw 6 months ago", "conditions", "conditions:botox-recent:jaw"),
    ],
)
def test_denied(text: str, field: str, code: str) -> None:
    found = recognise(text, field, ON)
    assert code in found.negated
    assert code not in found.codes


@pytest.mark.parametrize(
    ("text", "field", "code"),
    [
        ("stopped warfarin", "medications", "medications:anticoagulant"),
        ("stopped apixaban yesterday", "medications", "medications:anticoagulant"),
        ("possible epilepsy", "conditions", "conditions:epilepsy"),
        ("blood thinner", "medications", "medications:vitamin-k-antagonist"),
        ("botox to the jaw", "conditions", "conditions:botox-recent:jaw"),
        ("unexplained weight loss", "conditions", "symptoms:weight-loss"),
    ],
)
def test_neither_yes_nor_no(text: str, field: str, code: str) -> None:
    found = recognise(text, field, ON)
    assert code in found.uncertain
    assert code not in found.codes | found.negated


def test_negation_ends_at_the_comma() -> None:
    found = recognise("no asthma, takes warfarin", "conditions", ON)
    assert "medications:anticoagulant" in found.codes
    assert "conditions:asthma" in found.negated


def test_what_is_not_known_is_listed() -> None:
    found = recognise("zorblax and paracetamol; mumbletine 5 mg", "medications", ON)
    assert found.unrecognised == ("zorblax", "mumbletine 5 mg")


@pytest.mark.parametrize("text", ["none", "nil", "No known allergies", "NKDA", "nothing"])
def test_nothing_is_an_answer(text: str) -> None:
    assert recognise(text, "allergies", ON).nothing


def test_the_family_is_not_the_patient() -> None:
    assert "conditions:bleeding-disorder" not in recognise("mother has haemophilia", "conditions", ON).codes


@pytest.mark.parametrize(
    ("a", "b", "slips"), [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "xbz", 2)]
)
def test_distance(a: str, b: str, slips: int) -> None:
    assert distance(a, b) == slips


@pytest.mark.parametrize(
    "text", ["no red flags", "bladder and bowel normal", "no bladder or bowel symptoms", "feels well"]
)
def test_a_denial_is_no_symptom_and_no_riddle(text: str) -> None:
    found = recognise(text, "symptoms", ON)
    assert (found.codes, found.unrecognised) == (frozenset(), ())


def test_a_denial_that_tells_more_is_listed() -> None:
    assert recognise("no better with zorblax", "medications", ON).unrecognised == ("no better with zorblax",)


def test_not_normal_is_not_normal() -> None:
    assert "symptoms:bladder-bowel-saddle" in recognise("bladder not normal", "symptoms", ON).codes


@pytest.mark.parametrize(
    "text", ["neck pain with funny eyes", "ache in shoulder with strange weakness", "weakness improving"]
)
def test_a_harmless_find_hides_no_word_that_dangers_are_told_in(text: str) -> None:
    assert recognise(text, "symptoms", ON).unrecognised == (text,)


def test_a_named_month_is_a_date() -> None:
    assert "conditions:botox-recent:jaw" in recognise("botox to the jaw in May 2026", "conditions", ON).codes
    assert "conditions:botox-recent:jaw" in recognise("botox to the jaw in May 2025", "conditions", ON).negated
