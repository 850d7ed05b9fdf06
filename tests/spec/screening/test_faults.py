"""The validator: sound data have no fault, and each fault is caught."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from filiform.core.screening import Class, Rule
from filiform.core.screening.conditions import AtLeast, Has, Here, Is
from filiform.core.screening.logic import ALWAYS
from filiform.knowledge.screening import Screening, faults, load
from filiform.knowledge.screening.parse import ConditionError, condition

KNOWN = load()
FIRST = KNOWN.book.rules[0]
RANGED = next(each for each in KNOWN.thresholds if each.range)


def with_rule(**changes: object) -> Screening:
    rule: Rule = replace(FIRST, **changes)  # type: ignore[arg-type]
    return replace(KNOWN, book=replace(KNOWN.book, rules=(*KNOWN.book.rules[1:], rule)))


def test_the_data_are_sound() -> None:
    assert faults() == []


BROKEN = [
    (with_rule(sources=()), "has no source"),
    (with_rule(sources=(replace(FIRST.sources[0], tag="NOBODY"),)), "NOBODY is not in sources.json"),
    (with_rule(sources=(replace(FIRST.sources[0], says=" "),)), "says nothing"),
    (with_rule(id="needle-phobia", item="needle-phobia"), "the id is used 2 times"),
    (with_rule(id="other"), "must begin with its item"),
    (with_rule(when=ALWAYS), "has no condition"),
    (with_rule(yields_to=("nothing",)), "yields to nothing"),
    (
        with_rule(class_=Class.RED_FLAG, yields_to=("needle-phobia",)),
        "is an emergency and yields to needle-phobia, which a practice may weigh",
    ),
    (replace(KNOWN, thresholds=(replace(RANGED, placeholder=False),)), "exactly a placeholder has a range"),
    (replace(KNOWN, thresholds=(replace(RANGED, value=1000.0),)), "is outside its own range"),
    (with_rule(when=Is("shoe_size", (True,))), "reads shoe_size, which no question asks"),
    (with_rule(when=Has("conditions", ("cooties",))), "conditions has no choice cooties"),
    (with_rule(when=Is("sex", ("q",))), "sex has no choice q"),
    (with_rule(when=AtLeast("sex", 3)), "compares sex"),
    (with_rule(when=AtLeast("age", "nowhere")), "settings.json does not"),
    (with_rule(when=Here("thorax")), "can never fire"),
    (with_rule(when=Here("moon"), per_site=True), "site group moon is unknown"),
    (replace(KNOWN, questions=(*KNOWN.questions, KNOWN.questions[0])), "asked 2 times"),
    (replace(KNOWN, questions=(*KNOWN.questions, replace(KNOWN.questions[0], field="odd"))), "no rule reads it"),
    (replace(KNOWN, citations=MappingProxyType({**KNOWN.citations, "SPARE": "x"})), "no rule uses it"),
    (replace(KNOWN, thresholds=(*KNOWN.thresholds, replace(KNOWN.thresholds[0], id="odd"))), "no condition uses it"),
    (
        replace(KNOWN, book=replace(KNOWN.book, groups={**KNOWN.book.groups, "odd": frozenset({"tail"})})),
        "tail is no structure",
    ),
]


@pytest.mark.parametrize(("known", "fault"), BROKEN, ids=lambda x: x if isinstance(x, str) else "")
def test_a_fault_is_caught(known: Screening, fault: str) -> None:
    assert any(fault in each for each in faults(known))


@pytest.mark.parametrize("data", [[], {"hmm": 1}, {"is": []}, {"any": 3}, {"weighed": 1, "of": [1]}])
def test_a_condition_that_cannot_be_read_is_shown(data: object) -> None:
    with pytest.raises(ConditionError, match="condition"):
        condition(data)


def test_every_rule_says_how_it_knows_and_that_it_is_not_reviewed() -> None:
    assert all(rule.sources and rule.reviewed is None for rule in KNOWN.book.rules)


def test_no_rule_tells_a_patient_to_stop_a_medicine() -> None:
    for rule in KNOWN.book.rules:
        text = f"{rule.label} {rule.guidance}".lower()
        assert "stop the" not in text
        assert "stop taking" not in text
