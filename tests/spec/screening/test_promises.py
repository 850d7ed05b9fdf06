"""Promises of screening over generated histories: unknown never clears, adding never softens, order never matters."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filiform.core.screening import Codes, History, Rule, Status, screen
from filiform.core.screening.history import Value
from filiform.core.screening.outcome import Truth
from filiform.core.screening.setting import Setting
from filiform.core.values import DECLINED, UNKNOWN, Answer, Known, Side, Site
from filiform.knowledge.screening import CaseError, Question, load, screen_case

from .histories import aimed

KNOWN = load()
ON = date(2026, 6, 1)
RANK = [Status.CLEAR, Status.CAUTION, Status.ASK, Status.STOP]
STRUCTURES = sorted(set().union(*KNOWN.book.groups.values()))
SITES = st.builds(Site, st.sampled_from(STRUCTURES), st.sampled_from([None, *Side]))
QUIET = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


def values(question: Question) -> st.SearchStrategy[Value]:
    """Answers that a question may have."""
    if question.kind == "yes_no":
        return st.booleans()
    if question.kind == "number":
        return st.floats(question.low or 0, question.high or 0)
    if question.kind == "choice":
        return st.sampled_from([choice.code for choice in question.choices])
    if question.kind == "sites":
        return st.lists(SITES, max_size=3, unique=True).map(tuple)
    some = st.frozensets(codes(question), max_size=4)
    return st.builds(Codes, some, st.just(frozenset()), some, st.booleans())


def codes(question: Question) -> st.SearchStrategy[str]:
    return st.sampled_from([choice.code for choice in question.choices] or ["x"])


def answers(question: Question) -> st.SearchStrategy[Answer[Value]]:
    return st.one_of(values(question).map(Known), st.just(UNKNOWN), st.just(DECLINED))


QUESTIONS = [question for question in KNOWN.questions if question.kind != "text"]
LISTS = [q for q in QUESTIONS if q.field in ("conditions", "symptoms", "medications", "implants", "skin_at_site")]
CODES = [(question.field, choice.code) for question in LISTS for choice in question.choices]
WILD = st.fixed_dictionaries({}, optional={q.field: answers(q) for q in QUESTIONS}).map(History)
# Nothing wrong at all: from here a change shows.
HEALTHY: dict[str, Answer[Value]] = {
    "age": Known(40.0),
    "sex": Known("f"),
    "complaint": Known(Codes.of("shoulder")),
    "planned_sites": Known((Site("infraspinatus", Side.LEFT),)),
    "pregnant": Known("no"),
    "bmi": Known(25.0),
    "needle_phobia": Known(False),
    "fainted_with_needle": Known(False),
    "previous_dry_needling": Known("never"),
    "electrical_stimulation": Known(False),
    **{f: Known(Codes()) for f in ("medications", "conditions", "allergies", "implants", "symptoms", "skin_at_site")},
}


@st.composite
def nearly_healthy(draw: st.DrawFn) -> History:
    """One to three sites, a few things wrong, and now and then one answer otherwise than a healthy person's."""
    told = dict(HEALTHY)
    told["planned_sites"] = Known(tuple(draw(st.lists(SITES, min_size=1, max_size=3, unique=True))))
    for question in draw(st.lists(st.sampled_from(LISTS), max_size=2)):
        told[question.field] = Known(Codes.of(*draw(st.sets(codes(question), max_size=2))))
    for question in draw(st.lists(st.sampled_from(QUESTIONS), max_size=1)):
        told[question.field] = draw(answers(question))
    return History(told)


# Of wild ones most ask or stop, whatever else is told; near health a change shows in the status.
HISTORIES = st.one_of(nearly_healthy(), WILD)


def status(history: History) -> Status:
    return screen(history, KNOWN.book, ON).status


def test_the_healthy_history_is_clear() -> None:
    assert status(History(HEALTHY)) is Status.CLEAR


@QUIET
@given(HISTORIES, st.data())
def test_an_answer_taken_back_never_clears(history: History, data: st.DataObject) -> None:
    if history.answers and status(history) is not Status.CLEAR:
        field = data.draw(st.sampled_from(sorted(history.answers)))
        assert status(history.with_answer(field, UNKNOWN)) is not Status.CLEAR
        assert status(history.with_answer(field, DECLINED)) is not Status.CLEAR


@QUIET
@given(st.data())
def test_an_answer_taken_back_near_health_never_clears(data: st.DataObject) -> None:
    question = data.draw(st.sampled_from(QUESTIONS))
    changed = History(HEALTHY).with_answer(question.field, data.draw(answers(question)))
    if status(changed) is not Status.CLEAR:
        assert status(changed.with_answer(question.field, UNKNOWN)) is not Status.CLEAR


def never_softer(history: History, field: str, code: str) -> None:
    """Hold a history against the same with one more code; a list that is not known has no more or less."""
    answer = history.get(field)
    before = answer.value if isinstance(answer, Known) and isinstance(answer.value, Codes) else None
    if before is None or code in before.uncertain or code in before.present:
        return
    more = Codes(before.present | {code}, before.absent - {code}, before.uncertain, before.complete)
    old, new = status(history), status(history.with_answer(field, Known(more)))
    # A gap that is filled by a finding may turn ask into caution or stop; it never comes to clear.
    assert new is not Status.CLEAR or old is Status.CLEAR, (history, field, code)
    if old is not Status.ASK:
        assert RANK.index(new) >= RANK.index(old), (history, field, code)


@QUIET
@given(HISTORIES, st.sampled_from(CODES))
def test_one_more_contraindication_never_softens(history: History, more: tuple[str, str]) -> None:
    never_softer(history, *more)


def test_one_more_contraindication_never_softens_what_two_others_came_to() -> None:
    rng = random.Random(20261122)
    for _ in range(4000):
        first, second, third = rng.sample(CODES, 3)
        history = History({**HEALTHY, "planned_sites": Known((Site(rng.choice(STRUCTURES), Side.LEFT),))})
        for field, code in (first, second):
            answer = history.get(field)
            assert isinstance(answer, Known)
            history = history.with_answer(field, Known(Codes(answer.value.present | {code})))
        never_softer(history, *third)


@QUIET
@given(HISTORIES, st.randoms(use_true_random=False))
def test_order_never_matters(history: History, shuffle: Any) -> None:
    fields = list(history.answers)
    shuffle.shuffle(fields)
    mixed = {field: history.get(field) for field in fields}
    for field in ("planned_sites", "last_sites"):
        sites = list(history.sites(field) or ())
        if sites:
            shuffle.shuffle(sites)
            mixed[field] = Known(tuple(sites))
    one = screen(history, KNOWN.book, ON)
    other = screen(History(mixed), KNOWN.book, ON)
    assert (one.status, one.findings, one.site_status) == (other.status, other.findings, other.site_status)
    assert set(one.missing) == set(other.missing)


@pytest.mark.parametrize("rule", KNOWN.book.rules, ids=lambda rule: rule.id)
def test_every_rule_fires_in_generated_histories(rule: Rule) -> None:
    def fires(history: History) -> bool:
        sites: tuple[Site | None, ...] = (rule.per_site and history.sites()) or (None,)
        settings = (Setting(history, KNOWN.book.groups, KNOWN.book.thresholds, here) for here in sites)
        return any(rule.when.judge(each).truth is Truth.YES for each in settings)

    assert any(fires(history) for history in aimed(rule, 20261122, 400))


@QUIET
@given(HISTORIES)
def test_site_status_never_beats_the_whole(history: History) -> None:
    verdict = screen(history, KNOWN.book, ON)
    for each in verdict.site_status.values():
        assert RANK.index(each) <= RANK.index(verdict.status)


WORDS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["warfarin", "no asthma", "stopped 2019", "?DVT", "none", "left hip", "unknown", "HIV", "numb when wiping"]
    ),
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-5, 500), st.floats(allow_nan=True), WORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(WORDS, inner, max_size=3)),
    max_leaves=6,
)
ASKED = [question.field for question in KNOWN.questions]
EXTRA = ["lymphoedema", "bladder_bowel_saddle", "injections", "on", "jurisdiction", "clearances", "free_text", "odd"]


def said(question: Question) -> st.SearchStrategy[Any]:
    """Answers as a case may have them, most of them readable."""
    if question.kind == "number":
        return st.floats(question.low or 0, question.high or 0)
    if question.kind == "sites":
        return st.lists(st.sampled_from(STRUCTURES), max_size=3)
    if question.kind == "yes_no":
        return st.booleans()
    return codes(question) if question.kind == "choice" else st.lists(codes(question), max_size=4)


READABLE = st.fixed_dictionaries({}, optional={q.field: said(q) for q in QUESTIONS})


def judged(case: dict[str, Any]) -> tuple[str | None, CaseError | None]:
    """The verdict of a case, or the error that names its field; anything else is a crash."""
    try:
        return screen_case(case)["verdict"], None
    except CaseError as error:
        return None, error


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.just({}), READABLE), st.dictionaries(st.sampled_from(ASKED + EXTRA), JSON, max_size=8))
def test_no_case_crashes(readable: dict[str, Any], odd: dict[str, Any]) -> None:
    case = readable | odd
    verdict, error = judged(case)
    if error:
        assert error.message
        assert not error.field or error.field in case
    else:
        assert verdict in ("clear", "caution", "ask", "stop")
