"""What a note lacks: each field with each answer, and what law holds open."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiform.core.reporting import FIELDS, Answer, Ask, InsertionNote, NoteFacts, check_note, open_by_law

MET, MISSING, UNKNOWN, NONE = Answer.MET, Answer.MISSING, Answer.UNKNOWN, Answer.NOT_APPLICABLE
WHOLE = InsertionNote(
    1, side=True, technique=True, depth=True, response=True, dwell=True, size=True, lot=True, reaction=True,
    tolerance=True,
)  # fmt: skip
ALL = NoteFacts(
    insertions=(WHOLE,), without=False,
    **{one.name: True for one in fields(NoteFacts) if one.name not in ("insertions", "without")},
)  # fmt: skip
NO_NEEDLES = replace(ALL, insertions=(), without=True)
OF_NEEDLES = {
    "side": "side", "depth": "depth", "response": "response", "technique": "technique", "retention": "dwell",
    "needle-size": "size", "needle-lot": "lot", "reaction": "reaction", "tolerance": "tolerance",
}  # fmt: skip
OF_THE_VISIT = {
    "style": "style", "reasoning": "reasoning", "plan": "planned", "session-number": "session_number",
    "interval": "interval", "duration": "duration", "other-therapies": "other_therapies", "setting": "setting",
    "information": "information", "profession": "profession", "training-hours": "training_hours",
    "practice-years": "practice_years", "outcome": "outcome", "plan-of-care": "plan_of_care",
    "re-evaluation": "examined",
}  # fmt: skip


def answer(field, facts):
    (found,) = check_note(facts, [Ask("it", (field,))])
    return found.answer


def test_every_field_is_met_by_a_whole_note():
    assert {field for field in FIELDS if answer(field, ALL) is not MET} == {"current"}
    assert answer("current", ALL) is NONE


@pytest.mark.parametrize(("field", "fact"), OF_NEEDLES.items())
def test_what_one_insertion_lacks_is_missing_and_names_its_needle(field, fact):
    lacking = replace(ALL, insertions=(WHOLE, replace(WHOLE, number=3, **{fact: False})))
    (found,) = check_note(lacking, [Ask("it", (field,))])
    assert (found.answer, found.lacking[0].needles) == (MISSING, (3,))
    assert answer(field, NO_NEEDLES) is NONE
    assert answer(field, replace(ALL, insertions=(), without=False)) is MISSING
    assert answer(field, NoteFacts()) is UNKNOWN
    assert answer(field, NoteFacts(insertions=())) is UNKNOWN


@pytest.mark.parametrize(("field", "fact"), OF_THE_VISIT.items())
def test_what_the_visit_lacks(field, fact):
    assert answer(field, replace(ALL, **{fact: False})) is MISSING
    assert answer(field, replace(ALL, **{fact: None})) is UNKNOWN


@pytest.mark.parametrize("field", ["information", "outcome", "plan-of-care"])
def test_what_is_asked_of_needling_is_not_asked_without_it(field):
    assert answer(field, NO_NEEDLES) is NONE


@pytest.mark.parametrize("field", ["interval", "re-evaluation"])
def test_what_is_asked_of_a_second_visit_is_not_asked_of_the_first(field):
    assert answer(field, replace(ALL, later=False, interval=None, examined=False)) is NONE
    assert answer(field, replace(ALL, later=None)) is UNKNOWN


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (ALL, MET),
        (NO_NEEDLES, MET),
        (replace(NO_NEEDLES, without=False), MISSING),
        (NoteFacts(insertions=()), UNKNOWN),
        (NoteFacts(), UNKNOWN),
    ],
)
def test_the_procedure_is_the_needles_or_why_there_were_none(facts, found):
    assert answer("procedure", facts) is found


def test_a_needle_that_goes_in_and_out_has_no_dwell_to_note():
    out = replace(WHOLE, dwell=False, in_and_out=True)
    assert answer("retention", replace(ALL, insertions=(out,))) is MET


def test_a_current_needs_its_settings():
    needled = replace(ALL, insertions=(WHOLE, replace(WHOLE, number=2, electrical=True)))
    assert answer("current", needled) is MET
    (found,) = check_note(replace(needled, current_noted=False), [Ask("it", ("current",))])
    assert (found.answer, found.lacking[0].needles) == (MISSING, (2,))
    assert answer("current", replace(needled, current_noted=None)) is UNKNOWN
    assert answer("current", NO_NEEDLES) is NONE


def test_an_item_has_the_worst_answer_of_its_fields():
    asks = [Ask("both", ("depth", "style")), Ask("style", ("style",)), Ask("nothing", ())]
    facts = replace(ALL, style=None, insertions=(replace(WHOLE, depth=False),))
    assert [one.answer for one in check_note(facts, asks)] == [MISSING, UNKNOWN, NONE]
    assert [lack.field for lack in check_note(facts, asks)[0].lacking] == ["depth", "style"]


def test_law_holds_open_what_is_missing_or_not_known_and_nothing_else_does():
    asks = [Ask("a", ("tolerance",), law=True), Ask("b", ("outcome",), law=True), Ask("c", ("depth",))]
    bare = replace(ALL, insertions=(replace(WHOLE, tolerance=False, depth=False),), outcome=None)
    assert [one.ask.id for one in open_by_law(check_note(bare, asks))] == ["a", "b"]
    assert open_by_law(check_note(ALL, asks)) == ()
    assert open_by_law(check_note(NO_NEEDLES, asks)) == ()


def test_a_field_that_nobody_knows_is_an_error():
    with pytest.raises(KeyError):
        check_note(ALL, [Ask("it", ("colour of the towel",))])


THREE = st.sampled_from([True, False, None])
NEEDLES = st.builds(InsertionNote, st.integers(1, 9), *[st.booleans()] * (len(fields(InsertionNote)) - 1))
FACTS = st.builds(
    NoteFacts, st.none() | st.lists(NEEDLES, max_size=4).map(tuple), *[THREE] * (len(fields(NoteFacts)) - 1)
)
EVERY = [Ask(field, (field,), law=True) for field in FIELDS]


@given(FACTS, st.sampled_from([one.name for one in fields(NoteFacts)]))
def test_forgetting_a_fact_never_meets_an_item(facts, name):
    before = check_note(facts, EVERY)
    after = check_note(replace(facts, **{name: None}), EVERY)
    for was, now in zip(before, after, strict=True):
        assert now.answer is not MET or was.answer is MET
