"""How far a "no" reaches: a denial of something else never hides what was told beside it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from filiform.knowledge.lexicon import recognise
from filiform.knowledge.screening import screen_case

ON = date(2026, 6, 1)

TOLD = [
    ("conditions", "diabetic, no complications", "conditions:diabetes"),
    ("conditions", "diabetic no complications", "conditions:diabetes"),
    ("conditions", "asthma, no admissions", "conditions:asthma"),
    ("conditions", "on warfarin, no bleeding", "medications:anticoagulant"),
    ("conditions", "pacemaker, no problems", "implants:active-electrical"),
    ("implants", "no problems with pacemaker", "implants:active-electrical"),
    ("medications", "warfarin - no dose change", "medications:anticoagulant"),
    ("medications", "no issues on warfarin", "medications:anticoagulant"),
    ("medications", "warfarin not stopped", "medications:anticoagulant"),
    ("conditions", "epilepsy, no seizure for 6 years on lamotrigine", "conditions:epilepsy"),
    ("conditions", "never without his inhaler, COPD", "conditions:copd"),
    ("conditions", "nil except diabetes", "conditions:diabetes"),
    ("conditions", "no conditions other than epilepsy", "conditions:epilepsy"),
    ("conditions", "none apart from warfarin", "medications:anticoagulant"),
    ("conditions", "nil of note, warfarin", "medications:anticoagulant"),
    ("conditions", "fit and well without complaints, takes warfarin", "medications:anticoagulant"),
    ("conditions", "denies diabetes, epilepsy, on warfarin", "medications:anticoagulant"),
    ("conditions", "no asthma, type 2 diabetes", "conditions:diabetes"),
    ("symptoms", "calf swelling, no pain", "symptoms:calf-swelling"),
    ("symptoms", "chest pain not on exertion", "symptoms:chest-pain"),
    ("symptoms", "swelling not going down in calf", "symptoms:calf-swelling"),
    ("symptoms", "no feeling in the saddle area", "symptoms:saddle-numbness"),
    ("symptoms", "no sensation between the legs", "symptoms:saddle-numbness"),
    ("symptoms", "no strength in the left arm", "symptoms:limb-weakness-new"),
    ("medications", "warfarin. Stopped smoking 2019", "medications:anticoagulant"),
    ("implants", "pacemaker replaced in 2020", "implants:active-electrical"),
    ("conditions", "DVT not ruled out", "conditions:dvt-current"),
    ("conditions", "lupus, ANA negative", "conditions:immune-lowered"),
    ("conditions", "epilepsy, biopsy of the kidney negative", "conditions:epilepsy"),
    ("conditions", "diabetes in the family and I have it too", "conditions:diabetes"),
]
DENIED = [
    ("conditions", "DVT was ruled out by ultrasound", "conditions:dvt-current"),
    ("conditions", "DVT, excluded on scan", "conditions:dvt-current"),
    ("conditions", "tested for haemophilia, negative", "conditions:bleeding-disorder"),
    ("conditions", "asthma: no", "conditions:asthma"),
    ("conditions", "hiv negative", "conditions:hiv"),
    ("conditions", "no asthma, diabetes or epilepsy", "conditions:epilepsy"),
    ("conditions", "no history of epilepsy, diabetes, or heart disease", "conditions:diabetes"),
    ("conditions", "not diabetic but on warfarin", "conditions:diabetes"),
    ("medications", "never been on warfarin", "medications:anticoagulant"),
    ("medications", "not currently taking warfarin", "medications:anticoagulant"),
    ("symptoms", "denies fever, weight loss", "symptoms:weight-loss"),
    ("symptoms", "calf swelling, no pain", "symptoms:calf-pain"),
    ("symptoms", "chest pain not on exertion", "symptoms:exertional-pain"),
    ("symptoms", "buttock pain, stops at the ankle, no numbness, no weakness", "symptoms:leg-weakness"),
    ("symptoms", "no numbness in the saddle area", "symptoms:saddle-numbness"),
    ("medications", "warfarin, stopped 2019", "medications:anticoagulant"),
    ("medications", "warfarin; stopped 2019", "medications:anticoagulant"),
    ("implants", "pacemaker removed 2020, not replaced", "implants:active-electrical"),
    ("conditions", "kein Diabetes", "conditions:diabetes"),
]
#: Whose it is cannot be told from the words: it is asked.
PERHAPS = [
    ("conditions", "sister and I both have EDS", "conditions:ehlers-danlos"),
    ("conditions", "mother and patient have haemophilia", "conditions:bleeding-disorder"),
    ("conditions", "wife reports he has epilepsy", "conditions:epilepsy"),
    ("conditions", "lives with her husband, has diabetes", "conditions:diabetes"),
    ("conditions", "no problems with asthma", "conditions:asthma"),
    ("medications", "to start Eliquis next week", "medications:anticoagulant"),
    ("implants", "pacemaker removed and exchanged in 2020", "implants:active-electrical"),
]
OTHERS = [
    ("mother had breast cancer and diabetes", "conditions:diabetes"),
    ("family history of cancer, diabetes", "conditions:diabetes"),
]


@pytest.mark.parametrize(("field", "text", "code"), TOLD)
def test_it_is_told(field: str, text: str, code: str) -> None:
    assert code in recognise(text, field, ON).codes


@pytest.mark.parametrize(("field", "text", "code"), DENIED)
def test_it_is_denied(field: str, text: str, code: str) -> None:
    found = recognise(text, field, ON)
    assert code in found.negated - found.codes


@pytest.mark.parametrize(("field", "text", "code"), PERHAPS)
def test_it_is_asked(field: str, text: str, code: str) -> None:
    found = recognise(text, field, ON)
    assert code in found.uncertain - found.codes - found.negated


@pytest.mark.parametrize(("text", "code"), OTHERS)
def test_it_is_another_persons(text: str, code: str) -> None:
    found = recognise(text, "conditions", ON)
    assert code not in found.codes | found.negated


def test_a_warfarin_without_bleeding_is_still_warfarin() -> None:
    well = {
        **{"age": 33, "sex": "m", "complaint": "shoulder ache", "planned_sites": ["left infraspinatus"], "bmi": 24},
        **{
            "consent": {"status": "given-written"},
            "electrical_stimulation": False,
            "skin_at_site": "normal",
            "previous_dry_needling": "fine",
        },
        **{each: [] for each in ("medications", "conditions", "allergies", "implants", "symptoms")},
        **dict.fromkeys(("needle_phobia", "fainted_with_needle"), "no"),
    }
    assert screen_case(well)["verdict"] == "clear"
    for told in ("on warfarin, no bleeding", "nil except diabetes", "epilepsy, no seizures", "pacemaker, no problems"):
        assert screen_case({**well, "conditions": [told]})["verdict"] != "clear", told


PHRASES = [
    case
    for name in ("world_phrases", "unseen_phrases", "tuned_phrases")
    for case in json.loads(Path(__file__).with_name(f"{name}.json").read_text(encoding="utf-8"))
    if case.get("present") and not case["text"].lower().startswith(("no ", "not ", "denies", "nil"))
][::3]


@pytest.mark.parametrize(
    "added",
    [
        *("{}, no problems", "{}; nil else", "{} but well", "{}, no family history", "{}, mother has it too"),
        *("{}, husband drives", "{}, not bothered by it", "nil of note except {}", "denies chest pain; {}"),
        *("otherwise well, {}", "mother deceased, patient has {}"),
    ],
)
def test_harmless_words_beside_a_phrase_never_turn_it_into_no(added: str) -> None:
    lost = []
    for case in PHRASES:
        alone, beside = (recognise(text, case["field"], ON) for text in (case["text"], added.format(case["text"])))
        told = {_bare(code) for code in beside.codes | beside.uncertain}
        missing = {_bare(code) for code in case["present"] if code in alone.codes} - told
        if missing & {_bare(code) for code in beside.negated} or (missing and not beside.unrecognised):
            lost.append((case["text"], sorted(missing)))
    assert lost == []


def _bare(code: str) -> str:
    return ":".join(code.split(":")[:2])
