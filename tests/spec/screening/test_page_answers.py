"""Answering "none of these" to every question that a page shows gives clear: nothing hidden is asked for."""

from __future__ import annotations

from datetime import date

import pytest

from filiform.core.screening import Codes, History, Status, screen
from filiform.core.values import Known
from filiform.knowledge.screening import Question, load, read_case

KNOWN = load()
SAFE: dict[str, bool | float | str] = {"pregnant": "no", "bmi": 25.0, "previous_dry_needling": "never"}
CONTEXTS = [
    {"age": age, "sex": sex, "complaint": complaint, "planned_sites": [site], **visit}
    for age, sex in ((33, "f"), (70, "m"))
    for complaint, site in (
        ("knot in the top of the shoulder", "left upper trapezius"),
        ("headache", "left temporalis anterior"),
        ("neck pain", "left levator scapulae"),
        ("jaw", "left masseter superficial"),
        ("tennis elbow", "right common extensor tendon"),
        ("chest wall", "left pectoralis minor"),
        ("upper back", "left rhomboids"),
        ("belly", "left external oblique"),
        ("low back pain", "left lumbar multifidus"),
        ("buttock pain", "right gluteus medius posterior"),
        ("groin", "left adductor longus brevis"),
        ("calf", "left gastrocnemius medial"),
        ("heel pain", "left plantar fascia"),
        ("something odd", "left soleus distal"),
    )
    for visit in ({"visit_type": "first"}, {"visit_type": "follow-up", "last_sites": [site]})
]


def none_of_these(question: Question, history: History) -> Known[bool | float | str | Codes] | None:
    """The harmless answer to one shown question; None for facts of the visit, which are there already."""
    if question.field in SAFE:
        return Known(SAFE[question.field])
    if question.kind == "yes_no":
        return Known(question.field == "capacity")
    if question.kind == "codes":
        shown = {choice.code for choice in question.shown_choices(KNOWN.setting(history))}
        told = history.get(question.field)
        before = told.value.present if isinstance(told, Known) and isinstance(told.value, Codes) else frozenset()
        absent = frozenset(shown) - before
        return Known(Codes(before, absent, complete=len(shown) == len(question.choices)))
    return None


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda c: f"{c['sex']} {c['complaint']} {c['visit_type']}")
def test_nothing_hidden_is_missing(context: dict[str, object]) -> None:
    history = read_case({**context, "on": "2026-06-01"})
    for question in KNOWN.questions:
        open_ = question.kind == "codes" and question.field != "complaint"
        if (open_ or not history.put(question.field)) and question.shown(KNOWN.setting(history)):
            answer = none_of_these(question, history)
            if answer is not None:
                history = history.with_answer(question.field, answer)
    verdict = screen(history, KNOWN.book, date(2026, 6, 1))
    assert [(each.field, each.codes, each.items) for each in verdict.missing] == []
    assert verdict.findings == ()
    assert verdict.status is Status.CLEAR
