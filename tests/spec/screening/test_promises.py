"""Promises of screening over generated histories: unknown never clears, adding never softens, order never matters."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filiform.core.screening import Codes, History, Status, screen
from filiform.core.screening.history import Value
from filiform.core.values import DECLINED, UNKNOWN, Answer, Known, Side, Site
from filiform.knowledge.screening import CaseError, Question, load, screen_case

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
    codes = st.frozensets(st.sampled_from([choice.code for choice in question.choices] or ["x"]), max_size=4)
    return st.builds(Codes, codes, st.just(frozenset()), codes, st.booleans())


def answers(question: Question) -> st.SearchStrategy[Answer[Value]]:
    return st.one_of(values(question).map(Known), st.just(UNKNOWN), st.just(DECLINED))


QUESTIONS = [question for question in KNOWN.questions if question.kind != "text"]
HISTORIES = st.fixed_dictionaries({}, optional={q.field: answers(q) for q in QUESTIONS}).map(History)
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


@QUIET
@given(HISTORIES, st.data())
def test_one_more_contraindication_never_softens(history: History, data: st.DataObject) -> None:
    question = data.draw(
        st.sampled_from([q for q in QUESTIONS if q.field in ("conditions", "symptoms", "medications")])
    )
    answer = history.get(question.field)
    code = data.draw(st.sampled_from([choice.code for choice in question.choices]))
    before = answer.value if isinstance(answer, Known) and isinstance(answer.value, Codes) else None
    if before is None or code in before.uncertain or code in before.present:
        return
    more = Codes(before.present | {code}, before.absent - {code}, before.uncertain, before.complete)
    old, new = status(history), status(history.with_answer(question.field, Known(more)))
    # A gap that is filled by a finding may turn ask into caution or stop; it never comes to clear.
    assert new is not Status.CLEAR or old is Status.CLEAR
    if old is not Status.ASK:
        assert RANK.index(new) >= RANK.index(old)


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
FIELDS = [q.field for q in KNOWN.questions]
EXTRA = ["lymphoedema", "bladder_bowel_saddle", "injections", "on", "jurisdiction", "clearances", "free_text", "odd"]


def judged(case: dict[str, Any]) -> tuple[str | None, CaseError | None]:
    """The verdict of a case, or the error that names its field; anything else is a crash."""
    try:
        return screen_case(case)["verdict"], None
    except CaseError as error:
        return None, error


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(st.sampled_from(FIELDS + EXTRA), JSON, max_size=8))
def test_no_case_crashes(case: dict[str, Any]) -> None:
    verdict, error = judged(case)
    if error:
        assert error.message
        assert not error.field or error.field in case
    else:
        assert verdict in ("clear", "caution", "ask", "stop")
