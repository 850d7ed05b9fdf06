"""The validator: sound data have no fault, and each fault is caught."""

from __future__ import annotations

import json
from dataclasses import replace
from types import MappingProxyType

import pytest

from filiform.core.screening import Class, Rule
from filiform.core.screening.conditions import AtLeast, Below, Condition, Has, Here, Is, Near, SitesIn
from filiform.core.screening.logic import ALWAYS, AllOf, AnyOf, IfGiven, Not, Weighed, count_at_least
from filiform.journey.screening.words import WHERE_TO
from filiform.knowledge.screening import Question, Screening, faults, load
from filiform.knowledge.screening.load import Asked, read
from filiform.knowledge.screening.parse import ConditionError, condition
from filiform.knowledge.screening.question import Choice
from filiform.knowledge.screening.reachable import reachable
from filiform.knowledge.screening.sayings import WHERE
from filiform.knowledge.screening.uses import HARMLESS

KNOWN = load()
FIRST = KNOWN.book.rules[0]
RANGED = next(each for each in KNOWN.thresholds if each.range)
WORDED = next(each for each in KNOWN.thresholds if each.id == "steroid_injection_weeks")


def with_rule(**changes: object) -> Screening:
    rule: Rule = replace(FIRST, **changes)  # type: ignore[arg-type]
    return replace(KNOWN, book=replace(KNOWN.book, rules=(*KNOWN.book.rules[1:], rule)))


def known_question(field: str) -> Question:
    return next(each for each in KNOWN.questions if each.field == field)


def with_question(changed: Question) -> Screening:
    return replace(KNOWN, questions=tuple(changed if q.field == changed.field else q for q in KNOWN.questions))


def test_the_data_are_sound() -> None:
    assert faults() == []


def test_a_name_that_nothing_reads_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def slipped(name: str) -> bytes:
        rule, *rest = json.loads(read(name))
        source, *more = rule["sources"]
        return json.dumps([{**rule, "yeilds_to": [], "sources": [{**source, "clas": ""}, *more]}, *rest]).encode()

    monkeypatch.setattr("filiform.knowledge.screening.sayings.read", slipped)
    found = faults()
    assert f"rule {FIRST.id}: nothing reads yeilds_to" in found
    assert f"rule {FIRST.id}: nothing reads clas of a source" in found


def test_every_place_that_a_rule_sends_to_has_words_on_the_page() -> None:
    assert {rule.where_to for rule in KNOWN.book.rules} - {None} == WHERE == set(WHERE_TO)


def test_a_question_without_words_is_a_fault() -> None:
    sex = known_question("sex")
    assert "question sex: has no words to ask it in" in faults(with_question(replace(sex, label="")))
    bare = replace(sex, choices=(Choice("f", ""), *sex.choices[1:]))
    assert "question sex: choice f has no words" in faults(with_question(bare))


BROKEN = [
    (with_rule(sources=()), "has no source"),
    (with_rule(sources=(replace(FIRST.sources[0], tag="NOBODY"),)), "NOBODY is not in sources.json"),
    (with_rule(sources=(replace(FIRST.sources[0], says=" "),)), "says nothing"),
    (with_rule(id="needle-phobia", item="needle-phobia"), "the id is used 2 times"),
    (with_rule(label=" "), "has no label"),
    (with_rule(guidance="Leave out the blood thinner for two days."), "to stop a medicine"),
    (with_rule(where_to="the-moon"), "sends to the-moon, for which there are no words"),
    (with_rule(reviewed="yes"), "reviewed must hold a name and a day"),
    (with_rule(sources=(replace(FIRST.sources[0], class_="utter"),)), "unknown class utter"),
    (
        with_rule(sources=(FIRST.sources[0], replace(FIRST.sources[0], class_="relative"))),
        "class it absolute and relative, and it does not say that they disagree",
    ),
    (with_rule(id="other"), "must begin with its item"),
    (with_rule(when=ALWAYS), "has no condition"),
    (with_rule(yields_to=("nothing",)), "yields to nothing"),
    (
        with_rule(class_=Class.RED_FLAG, yields_to=("needle-phobia",)),
        "is an emergency and yields to needle-phobia, which a practice may weigh",
    ),
    (replace(KNOWN, thresholds=(replace(RANGED, placeholder=False),)), "exactly a placeholder has a range"),
    (replace(KNOWN, thresholds=(replace(RANGED, value=1000.0),)), "is outside its own range"),
    (replace(KNOWN, thresholds=(replace(WORDED, range=RANGED.range),)), "exactly a placeholder has a range"),
    (replace(KNOWN, thresholds=(replace(WORDED, value=8),)), "the lexicon reads 'steroid injection' within 6 weeks"),
    (
        replace(KNOWN, thresholds=(replace(WORDED, asked=Asked("conditions", ("epilepsy",), "six weeks")),)),
        "choice epilepsy of conditions does not say 'six weeks'",
    ),
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


AGE = known_question("age")
NEVER = [
    (AllOf((Is("sex", ("m",)), Is("sex", ("f",)))), "two answers to one question"),
    (Below("age", -1), "below what the question takes"),
    (AtLeast("age", 900), "above what the question takes"),
    (AllOf((Below("age", 30), AtLeast("age", 40))), "no number between"),
    (AllOf((AtLeast("age", 40), Not(AtLeast("age", 40)))), "and not"),
    (count_at_least(3, (Is("needle_phobia", (True,)), Is("sex", ("f",)))), "more than there are"),
    (Weighed(1, ((1.0, Is("sex", ("f",))), (-1.0, Is("sex", ("f",))))), "what weighs against itself"),
    (Is("needle_phobia", ("yes",)), "a word where yes or no is"),
    (AllOf((Has("conditions", ("epilepsy",)), Not(Has("conditions", ("epilepsy",))))), "there and not there"),
    (AllOf((Here("forearm"), Here("thorax"))), "two places at once"),
    (AllOf((SitesIn("planned_sites", "forearm"), Not(SitesIn("planned_sites", "arm")))), "in a part, not in the whole"),
]
EVER = [
    AllOf((AtLeast("age", 40, above=True), Below("age", 40.5), Is("sex", ("x",)))),
    AllOf((Near("conditions", "lymphoedema"), Here("forearm"), Not(Near("conditions", "breast-cancer")))),
    AllOf((Has("conditions", ("lymphoedema",)), Not(Near("conditions", "lymphoedema")))),
    AllOf((SitesIn("planned_sites", "thorax", both=True), Not(SitesIn("planned_sites", "hand")))),
    Weighed(2, ((1.0, Is("sex", ("f",))), (1.0, AtLeast("age", 40)), (-2.0, Has("symptoms", ("fever",))))),
    IfGiven(AnyOf((Below("age", -1), SitesIn("last_sites", "thorax")))),
]


@pytest.mark.parametrize(("never", "_why"), NEVER, ids=[why for _, why in NEVER])
def test_a_rule_that_no_answers_reach_is_caught(never: Condition, _why: str) -> None:
    broken = with_rule(when=never, per_site=True)
    assert [each for each in faults(broken) if f"rule {FIRST.id}: no answers make it fire" in each]
    assert [each for each in faults(with_rule(matters=never)) if "matters to nobody" in each]
    hidden = replace(AGE, asked_when=never)
    assert any("question age: no answers make it shown" in each for each in faults(with_question(hidden)))


@pytest.mark.parametrize("ever", EVER, ids=str)
def test_what_answers_can_reach_is_not_called_unreachable(ever: Condition) -> None:
    assert reachable(ever, KNOWN)


def test_a_choice_that_no_rule_reads_is_caught() -> None:
    listed = known_question("conditions")
    more = replace(listed, choices=(*listed.choices, Choice("cooties", "Cooties")))
    assert "question conditions: no rule reads choice cooties" in faults(with_question(more))
    assert not [field for field, code in HARMLESS if code not in {c.code for c in known_question(field).choices}]


def test_a_site_group_that_nothing_uses_is_caught() -> None:
    odd = replace(KNOWN, book=replace(KNOWN.book, groups={**KNOWN.book.groups, "odd": frozenset({"anconeus"})}))
    assert "site group odd: nothing uses it" in faults(odd)


def test_words_that_mean_a_code_which_no_question_has_are_caught() -> None:
    listed = known_question("conditions")
    fewer = replace(listed, choices=tuple(each for each in listed.choices if each.code != "epilepsy"))
    assert any("means epilepsy, which conditions has no choice for" in each for each in faults(with_question(fewer)))
