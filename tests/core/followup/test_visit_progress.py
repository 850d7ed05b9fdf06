"""Where a visit stands, with and without needles."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiform.core.followup import Need, State, Step, VisitFacts, visit_progress
from filiform.core.reasons import Reason

OPENED = VisitFacts()
READY = VisitFacts(history_done=True, verdict="caution", consent_valid=True, examination_done=True)
NEEDLED = replace(READY, needles_placed=2, needles_done=True)
FINISHED = replace(NEEDLED, count_closed=True, aftercare_given=True)


def states(facts):
    return {each.step: each.state for each in visit_progress(facts)}


def codes(facts, step):
    return [reason.code for each in visit_progress(facts) if each.step is step for reason in each.reasons]


def now(facts):
    return [each.step for each in visit_progress(facts) if each.state is State.NOW]


def test_the_steps_keep_their_order():
    assert [each.step for each in visit_progress(OPENED)] == list(Step)


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        (OPENED, Step.CASE_HISTORY),
        (replace(OPENED, history_done=True), Step.SCREENING),
        (replace(OPENED, history_done=True, verdict="clear"), Step.CONSENT),
        (replace(OPENED, history_done=True, verdict="clear", consent_valid=True), Step.EXAMINATION),
        (READY, Step.NEEDLES),
        (replace(READY, needles_placed=1, needles_in_place=1), Step.NEEDLES),
        (NEEDLED, Step.COUNT),
        (replace(NEEDLED, count_closed=True), Step.AFTERCARE),
        (FINISHED, Step.SIGN),
    ],
)
def test_now_is_the_first_step_that_can_be_worked_on(facts, step):
    assert now(facts) == [step]


def test_a_signed_visit_is_done_and_has_no_now():
    assert set(states(replace(FINISHED, signed=True)).values()) == {State.DONE}
    assert now(replace(FINISHED, signed=True)) == []


@pytest.mark.parametrize(
    ("change", "step", "state", "code"),
    [
        ({"verdict": "stop"}, Step.SCREENING, State.REFUSED, "screening-stop"),
        ({"verdict": "ask"}, Step.SCREENING, State.NOW, "answers-missing"),
        ({"verdict": None}, Step.SCREENING, State.NOW, "not-screened"),
        ({"unweighed": ("antiplatelet-aspirin",)}, Step.SCREENING, State.NOW, "finding-unweighed"),
        ({"consent_valid": None}, Step.CONSENT, State.NOW, "consent-missing"),
        ({"consent_valid": False}, Step.CONSENT, State.REFUSED, "consent-invalid"),
        (
            {"consent_valid": False, "consent_why": (Reason("withdrawn"),)},
            Step.CONSENT,
            State.REFUSED,
            "withdrawn",
        ),
        ({"plan_refusals": ("lot-expired",)}, Step.NEEDLES, State.REFUSED, "lot-expired"),
        ({"verdict": "stop"}, Step.NEEDLES, State.REFUSED, "screening-stop"),
    ],
)
def test_refusals_say_why(change, step, state, code):
    facts = replace(READY, **change)
    assert states(facts)[step] is state
    assert code in codes(facts, step)


def test_needles_wait_for_screening_and_consent():
    assert now(replace(READY, consent_valid=None)) == [Step.CONSENT]
    assert states(replace(READY, consent_valid=False))[Step.NEEDLES] is State.WAITING


def test_needles_left_in_refuse_the_count_and_the_signature():
    facts = replace(NEEDLED, needles_in_place=1, aftercare_given=True)
    assert states(facts)[Step.COUNT] is State.REFUSED
    assert states(facts)[Step.SIGN] is State.WAITING


def test_open_steps_of_an_incident_refuse_the_count():
    facts = replace(FINISHED, incident_steps_missing=("search-room",))
    assert codes(facts, Step.COUNT) == ["incident-step-missing"]
    assert states(facts)[Step.COUNT] is State.REFUSED
    assert states(facts)[Step.SIGN] is State.WAITING


@pytest.mark.parametrize("need", [Need.DECLINED, Need.STOPPED, Need.OTHER])
@pytest.mark.parametrize("verdict", [None, "clear", "ask", "stop"])
def test_a_visit_without_needles_can_be_signed(need, verdict):
    facts = VisitFacts(history_done=True, verdict=verdict, need=need, instead=True)
    found = states(facts)
    assert (found[Step.NEEDLES], found[Step.COUNT]) == (State.SKIPPED, State.SKIPPED)
    assert codes(facts, Step.NEEDLES) == [str(need)]
    assert now(facts) == [Step.SIGN]
    assert (found[Step.SCREENING] is State.REFUSED) == (verdict == "stop")


def test_a_visit_without_needles_says_what_was_done_instead():
    facts = VisitFacts(history_done=True, need=Need.OTHER)
    assert states(facts)[Step.SIGN] is State.WAITING
    assert codes(facts, Step.SIGN) == ["instead-missing"]


def test_a_needle_that_went_in_all_the_same_brings_its_steps_back():
    facts = VisitFacts(
        history_done=True,
        verdict="stop",
        need=Need.STOPPED,
        examination_done=True,
        plan_refusals=("screening-stop",),
        needles_placed=1,
        needles_done=True,
    )
    assert states(facts)[Step.NEEDLES] is State.DONE
    assert codes(facts, Step.NEEDLES) == ["despite-screening-stop"]
    assert now(facts) == [Step.COUNT]
    closed = replace(facts, count_closed=True, aftercare_given=True)
    assert now(closed) == [Step.SIGN]


FACTS = st.builds(
    VisitFacts,
    verdict=st.sampled_from([None, "clear", "caution", "ask", "stop", "nonsense"]),
    unweighed=st.sampled_from([(), ("x",)]),
    consent_valid=st.sampled_from([None, True, False]),
    consent_why=st.just(()),
    need=st.sampled_from(Need),
    plan_refusals=st.sampled_from([(), ("lot-expired",)]),
    needles_placed=st.integers(0, 2),
    needles_in_place=st.integers(0, 1),
    incident_steps_missing=st.sampled_from([(), ("found",)]),
)


@given(FACTS)
def test_there_is_never_more_than_one_now(facts):
    assert len(now(facts)) <= 1


@given(FACTS)
def test_the_signature_never_comes_before_the_count(facts):
    found = states(facts)
    if found[Step.SIGN] is State.NOW:
        assert found[Step.COUNT] in (State.DONE, State.SKIPPED)
        assert (found[Step.COUNT] is State.SKIPPED) == (facts.needles_placed == 0)


@given(FACTS)
def test_needles_are_never_the_next_step_without_screening_and_consent(facts):
    if now(facts) == [Step.NEEDLES] and facts.needles_placed == 0:
        assert facts.verdict in ("clear", "caution")
        assert facts.consent_valid
        assert not facts.unweighed


def test_needles_that_went_in_are_not_done_before_it_is_said():
    facts = replace(READY, needles_placed=1)
    assert codes(facts, Step.NEEDLES) == ["needling-unfinished"]
    assert codes(READY, Step.NEEDLES) == ["no-needle-recorded"]


def test_a_signature_waits_for_screening_and_consent_only_until_a_needle_went_in():
    def waits(facts):
        (sign,) = [each for each in visit_progress(facts) if each.step is Step.SIGN]
        return {reason.get("step") for reason in sign.reasons}

    asked = {Step.SCREENING, Step.CONSENT}
    unscreened = replace(FINISHED, verdict="ask", consent_valid=None)
    assert asked <= waits(replace(unscreened, needles_placed=0))
    assert waits(unscreened).isdisjoint(asked)
