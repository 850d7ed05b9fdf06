"""Phrases of five voices and of letters: what they told stays read, what was harmless stays known."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from filiform.knowledge.lexicon import recognise
from filiform.knowledge.lexicon.faults import faults
from filiform.knowledge.lexicon.recognise import FIELDS, chapters

HERE = Path(__file__).parent
ON = date(2026, 6, 1)
HARMLESS = {"medications:other-medicine", "implants:other-implant", "allergies:other-allergy", "skin_at_site:normal"}


def _bare(codes: frozenset[str]) -> set[str]:
    return {":".join(code.split(":")[:2]) for code in codes}


def _unlike(case: dict[str, Any]) -> list[str]:
    """Give what of a phrase is not read as meant."""
    found = recognise(case["text"], case["field"], ON)
    told = found.codes | _bare(found.codes)
    wrong = [code for code in case.get("present", ()) if code not in told]
    wrong += [code for code in case.get("asked", ()) if code not in told | found.uncertain | _bare(found.uncertain)]
    wrong += [code for code in case.get("absent", ()) if code not in found.negated - found.codes]
    wrong += [code for code in case.get("not_present", ()) if code in told]
    wrong += ["known"] if case.get("known") and found.unrecognised else []
    wrong += ["nothing"] if case.get("nothing") and (found.codes - HARMLESS or found.unrecognised) else []
    wrong += ["listed"] if case.get("listed") and not found.unrecognised else []
    return wrong


@pytest.mark.parametrize("name", ["voices", "letters"])
def test_phrases_stay_read(name: str) -> None:
    """Those that were not read when first met are read today; docs/knowledge/lexicon.md says how many they were."""
    cases = json.loads((HERE / f"{name}_phrases.json").read_text())
    assert {case["text"]: wrong for case in cases if (wrong := _unlike(case))} == {}


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("conditions", "has cancer, nurse checks weekly", "conditions:cancer-active"),
        ("conditions", "cancer of the bowel and a nurse visits", "conditions:cancer-active"),
        ("medications", "ibuprofen and E45 cream", "medications:nsaid"),
        ("medications", "prednisolone and eye drops", "medications:long-term-steroid"),
        ("medications", "Ozempic for diabetes and weight", "medications:diabetes-medicine"),
        ("allergies", "iodine and contrast dye", "allergies:iodine"),
        ("symptoms", "numb bottom and foot", "symptoms:saddle-numbness"),
        ("conditions", "ITP stable", "conditions:thrombocytopenia"),
        ("conditions", "haemophilia A", "conditions:bleeding-disorder"),
    ],
)
def test_a_harmless_neighbour_hides_nothing(field: str, text: str, code: str) -> None:
    assert code in _bare(recognise(text, field, ON).codes)


@pytest.mark.parametrize(
    ("field", "text", "not_read"),
    [
        ("conditions", "PE lessons at school", "conditions:past-dvt"),
        ("conditions", "PE teacher", "conditions:past-dvt"),
        ("conditions", "ICD-10 M54.5", "implants:active-electrical"),
        ("implants", "ICD-10 M54.5", "implants:active-electrical"),
        ("conditions", "heat pad helps", "conditions:peripheral-vascular-disease"),
        ("conditions", "sleeps badly", "conditions:immune-lowered"),
        ("conditions", "pain in the iliac crest", "conditions:immune-lowered"),
        ("conditions", "PSA normal", "conditions:immune-lowered"),
        ("conditions", "metatarsalgia", "conditions:cancer-active"),
        ("conditions", "myelopathy", "conditions:leukaemia"),
        ("conditions", "diabetic nephropathy", "conditions:neuropathy"),
        ("conditions", "prostatitis", "conditions:cancer-active"),
        ("conditions", "antalgic gait", "medications:nsaid"),
        ("conditions", "new knee injury", "implants:joint-replacement"),
        ("conditions", "stage 4 endometriosis", "conditions:cancer-active"),
        ("conditions", "terminal ileum", "conditions:cancer-active"),
        ("conditions", "first rib mobilised", "conditions:chest-surgery"),
        ("conditions", "minimal change since last visit", "conditions:immune-lowered"),
        ("conditions", "paced activity", "implants:active-electrical"),
        ("symptoms", "numb behind the knee", "symptoms:saddle-numbness"),
        ("symptoms", "pain in my ass", "medications:antiplatelet"),
        ("medications", "I am thinner now", "medications:anticoagulant"),
        ("medications", "warn me", "medications:anticoagulant"),
        ("medications", "dexamethasone eye drops", "medications:long-term-steroid"),
        ("medications", "ciprofloxacin ear drops", "medications:fluoroquinolone"),
        ("medications", "ketorolac eye drops", "medications:nsaid"),
        ("medications", "fluorouracil cream", "medications:chemotherapy"),
        ("medications", "tacrolimus ointment", "medications:transplant-medicine"),
        ("medications", "heparin gel for a bruise", "medications:anticoagulant"),
        ("medications", "letrozole for IVF", "conditions:cancer-active"),
        ("medications", "Ozempic for weight loss", "medications:diabetes-medicine"),
        ("medications", "hepatitis B vaccine", "conditions:hepatitis-b"),
        ("allergies", "dog, a golden retriever", "allergies:metal"),
        ("conditions", "Mr Jones has mild OA", "conditions:heart-valve-disease"),
        ("conditions", "ms pain", "conditions:neuropathy"),
    ],
)
def test_what_only_looks_alike_is_not_read(field: str, text: str, not_read: str) -> None:
    found = recognise(text, field, ON)
    assert not_read not in _bare(found.codes | found.uncertain)


def test_the_lexicon_is_sound() -> None:
    assert list(faults()) == []


def test_a_wrong_code_and_a_short_stem_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from filiform.knowledge.lexicon import faults as module

    broken = [{"class": "x", "codes": ["anticoagulent"], "words": ["wa*"], "wordz": []}]
    monkeypatch.setattr(module, "chapters", lambda field: [(field, broken)])
    told = " ".join(what for _, what in faults())
    assert "anticoagulent" in told
    assert "wa*" in told
    assert "wordz" in told


def test_every_class_says_what_it_is() -> None:
    """The chapters beside the first files are written by class; each names its own."""
    for field in FIELDS:
        for name, entries in chapters(field):
            if "/" in name:
                assert all(entry.get("class") for entry in entries), name
