"""Single answers as people write them: numbers with their units, yes and no, pregnancy, consent, earlier needling."""

from __future__ import annotations

from typing import Any

import pytest

from filiform.core.values import UNKNOWN, Known
from filiform.knowledge.screening import CaseError, load, read_case, screen_case
from filiform.knowledge.screening.plain import yes_no
from filiform.knowledge.screening.quantity import number

NUMBERS = [
    ("bmi", "about 18", 18),
    ("bmi", "<20", 19.999),
    ("bmi", "under 20", 19.999),
    ("calf_difference_cm", ">3", 3.001),
    ("calf_difference_cm", "35 mm", 3.5),
    ("calf_difference_cm", "3+", 3.001),
    ("headache_onset_seconds", "within a minute", 59.999),
    ("temperature_c", "38,4", 38.4),
    ("temperature_c", "100.4 F", 38.0),
    ("months_since_surgery", "2 years ago", 24),
    ("months_since_surgery", "last year", 12),
    ("symptom_days", "3 weeks", 21),
    ("symptom_days", "two weeks", 14),
    ("headache_onset_seconds", "5 minutes", 300),
    ("headache_onset_seconds", "peaked in under a minute", 59.999),
    ("hours_since_session", "2 days", 48),
    ("competition_hours", "tomorrow", 24),
    ("age", "6 months", 0.5),
    ("age", "thirty-three", 33),
    ("temperature_c", "101.3", 38.5),
    ("age", "in her 40s", 40),
    ("gestation_weeks", "12+6", 12),
    ("gestation_weeks", "3 months", 12),
    ("needle_length_mm", "2 inch", 50.8),
    ("inr", "4.2 on Monday", 4.2),
    ("inr", "2-3", None),
    ("symptom_days", "since Monday", None),
]
YES_NO = [
    ("bruising", "bruises easily without knocking, not investigated", True),
    ("bruising", "no, only when she bumps into things", False),
    ("fainted_with_needle", "has never fainted", False),
    ("fainted_with_needle", "passed out giving blood, not since", True),
    ("fainted_with_needle", "No - though passed out once at the dentist", None),
    ("needle_phobia", "a bit nervous, copes fine", False),
    ("needle_phobia", "not fine with needles", None),
    ("needle_phobia", "panic: none", False),
    ("needle_phobia", "a little nervous but fine", False),
    ("needle_phobia", "terrified but copes", None),
    ("needle_phobia", "yes but fine today", None),
    ("deep_vein_tenderness", "non-tender", False),
    ("deep_vein_tenderness", "not excluded", None),
    ("bruising", "only after knocks", False),
    ("bruising", "spontaneous", True),
    ("bruising", "no unexplained bruises", False),
    ("electrical_stimulation", "none planned", False),
    ("straight_leg_raise", "full, 90 degrees", None),
    ("capacity", "severe dementia", None),
    ("capacity", "lacks capacity", False),
    ("capacity", "has no capacity", False),
    ("capacity", "understands nothing", None),
    ("capacity", "normal", True),
    ("capacity", "no concerns", True),
    ("capacity", "not in doubt", True),
    ("substitute_decision_maker", "nobody appointed", False),
    ("substitute_decision_maker", "husband unavailable today", None),
    ("substitute_decision_maker", "LPA pending", None),
    ("substitute_decision_maker", "son (POA) agrees", True),
    ("guardian_consent", "mother will sign later", None),
    ("guardian_consent", "declined", False),
    ("guardian_consent", "father present, mother refuses", None),
    ("guardian_consent", "both parents signed", True),
    ("child_assent", "yes, reluctantly", None),
    ("child_assent", "crying, does not want it", False),
    ("child_assent", "happy to go ahead", True),
    ("other_diagnosis_as_likely", "not excluded", None),
]
CHOICES: list[tuple[str, Any, str | None]] = [
    ("pregnant", "cannot be pregnant", "no"),
    ("pregnant", "pregnant, no bleeding, 20 weeks", "yes"),
    ("pregnant", "yes, 9 weeks, not yet scanned", "yes"),
    ("pregnant", "no, period a bit late", "unsure"),
    ("pregnant", "not ruled out", None),
    ("pregnant", "postpartum 6 weeks", None),
    ("consent", {"status": "does not want needles today"}, "refused"),
    ("consent", {"status": "not withdrawn, written"}, "given-written"),
    ("consent", {"status": "parent agrees, child says no"}, "guardian-given-child-refused"),
    ("consent", {"status": "pending"}, None),
    ("consent", {"status": None}, None),
    ("previous_dry_needling", "yes fainted but otherwise fine", "bad-reaction"),
    ("previous_dry_needling", "bruised for 2 weeks", "bad-reaction"),
    ("previous_dry_needling", "yes - no infection or fainting", "fine"),
    ("previous_dry_needling", "never had a bad reaction", "fine"),
    ("scar", "3 week old scar", "recent"),
    ("scar", "caesarean 2010", "healed"),
]


@pytest.mark.parametrize(("field", "text", "expected"), NUMBERS)
def test_a_number_is_read_in_its_own_unit(field: str, text: str, expected: float | None) -> None:
    question = load().question(field)
    assert question
    found = number(question, text)
    assert (found is None) if expected is None else found == pytest.approx(expected)


@pytest.mark.parametrize(
    ("told", "fires"), [("instant", True), ("in seconds", True), ("gradual", False), ("odd", False)]
)
def test_the_onset_of_a_headache_may_be_told_in_words(told: str, fires: bool) -> None:
    verdict = screen_case({"headache_onset_seconds": told, "complaint": "headache"})
    assert ("rf-thunderclap" in {each["item"] for each in verdict["findings"]}) is fires
    assert (told == "odd") is ("headache_onset_seconds" in {each["field"] for each in verdict["unrecognised"]})


def test_six_weeks_since_an_operation_are_not_six_months() -> None:
    verdicts = {words: _items({"months_since_surgery": words}) for words in ("6 weeks", "6 months")}
    assert "recent-surgery" in verdicts["6 weeks"]
    assert "recent-surgery" not in verdicts["6 months"]


def test_five_minutes_are_not_five_seconds() -> None:
    assert "rf-thunderclap" not in _items({"headache_onset_seconds": "5 minutes", "complaint": "headache"})
    assert "rf-thunderclap" in _items({"headache_onset_seconds": "5 seconds", "complaint": "headache"})


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("no feeling when wiping", True),
        ("not normal", True),
        ("bladder fine but numb saddle", True),
        ("numb, bladder normal", True),
        ("never empties fully", True),
        ("not able to pee since morning", True),
        ("no bowel control since yesterday", True),
        ("no urge to pee", True),
        ("no numbness but straining to pee", True),
        ("unchanged, longstanding stress incontinence", True),
        ("absent anal tone", True),
        ("yes", True),
        ("something odd", True),
        ("no loss of control", False),
        ("normal bladder and bowel", False),
        ("bladder ok, bowels ok, no saddle numbness", False),
        ("no bladder or bowel trouble, no numbness", False),
        ("nothing new", False),
        ("all clear", False),
        ("denies", False),
        ("none", False),
        ("", False),
    ],
)
def test_bladder_bowel_and_saddle_in_one_answer(text: str, fires: bool) -> None:
    case = {"complaint": "low back pain", "planned_sites": ["lumbar multifidus"], "bladder_bowel_saddle": text}
    assert ("rf-cauda-equina" in _items(case)) is fires


@pytest.mark.parametrize(
    ("text", "fires"),
    [("not in the arm, left leg", True), ("right leg, mild", False), ("left arm", False), ("no", False)],
)
def test_the_place_of_a_swelling_is_read_beside_a_denial(text: str, fires: bool) -> None:
    assert ("lymphoedema-limb" in _items({"planned_sites": ["left soleus"], "lymphoedema": text})) is fires


@pytest.mark.parametrize(
    "text", ["not sure", "never asked", "no information", "not recorded", "doesn't know", "no idea", "unclear", "-"]
)
def test_no_answer_is_no_answer_whatever_it_begins_with(text: str) -> None:
    assert read_case({"needle_phobia": text}).get("needle_phobia") == UNKNOWN


@pytest.mark.parametrize("raw", [float("inf"), float("nan"), 10**400, True, [], {}])
def test_what_is_no_number_is_refused_by_name(raw: object) -> None:
    question = load().question("inr")
    assert question
    with pytest.raises(CaseError) as error:
        number(question, raw)
    assert error.value.field == "inr"


@pytest.mark.parametrize(("field", "text", "expected"), YES_NO)
def test_yes_and_no(field: str, text: str, expected: bool | None) -> None:
    assert yes_no(field, text) is expected


@pytest.mark.parametrize(("field", "raw", "expected"), CHOICES)
def test_an_answer_with_words_of_its_own(field: str, raw: object, expected: str | None) -> None:
    answer = read_case({"on": "2026-06-01", field: raw}).get(field)
    assert answer == (UNKNOWN if expected is None else Known(expected))


def _items(case: dict[str, Any]) -> set[str]:
    return {finding["item"] for finding in screen_case(case)["findings"]}


@pytest.mark.parametrize(
    ("case", "item", "fires"),
    [
        ({"symptoms": ["on warfarin"]}, "anticoagulant-therapy", True),
        ({"complaint": "neck pain, on Xarelto"}, "anticoagulant-therapy", True),
        ({"complaint": "low back pain with numbness between the legs"}, "rf-cauda-equina", True),
        ({"conditions": ["nickel allergy"]}, "metal-allergy", True),
        ({"conditions": ["terrified of needles"]}, "needle-phobia", True),
        ({"conditions": ["no needle phobia"]}, "needle-phobia", False),
        ({"conditions": ["needle phobia"], "needle_phobia": "no"}, "needle-phobia", False),
        ({"conditions": ["passed out giving blood"]}, "vasovagal-history", True),
        ({"conditions": ["never faints with needles"]}, "vasovagal-history", False),
        ({"complaint": "pelvic pain, 20/40 pregnant", "age": 30}, "pregnancy-second-third-trimester", True),
    ],
    ids=str,
)
def test_what_is_told_under_another_heading_is_heard(case: dict[str, Any], item: str, fires: bool) -> None:
    assert (item in _items(case)) is fires
