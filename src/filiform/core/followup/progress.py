"""Where one visit stands: eight steps, each done, now, waiting, refused or skipped, with reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from filiform.core.reasons import Reason, params


class Step(StrEnum):
    """The steps of a visit in their order."""

    CASE_HISTORY = "case-history"
    SCREENING = "screening"
    CONSENT = "consent"
    EXAMINATION = "examination"
    NEEDLES = "needles"
    COUNT = "count"
    AFTERCARE = "aftercare"
    SIGN = "sign"


class State(StrEnum):
    """`NOW` is the first step that can be worked on; `SKIPPED` is one this visit does not have."""

    DONE = "done"
    NOW = "now"
    WAITING = "waiting"
    REFUSED = "refused"
    SKIPPED = "skipped"


class Need(StrEnum):
    """What the visit is about: needles, or why there are none."""

    PLANNED = "needles-planned"
    DECLINED = "needles-declined"
    STOPPED = "needles-stopped"
    OTHER = "other-therapy"


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """What is on record for a visit; the defaults are those of a visit just opened.

    `verdict` is the status of the screening of today's answers ("clear", "caution", "ask", "stop"), None when
    it was not made or the answers changed since. `consent_valid` is None when consent was not asked.
    `instead` means that what was done in place of needles, or why nothing was, is written down.
    """

    history_done: bool = False
    verdict: str | None = None
    unweighed: tuple[str, ...] = ()
    consent_valid: bool | None = None
    consent_why: tuple[Reason, ...] = ()
    examination_done: bool = False
    need: Need = Need.PLANNED
    instead: bool = False
    plan_refusals: tuple[str, ...] = ()
    needles_placed: int = 0
    needles_in_place: int = 0
    needles_done: bool = False
    count_closed: bool = False
    incident_steps_missing: tuple[str, ...] = ()
    aftercare_given: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True)
class StepState:
    """One step with its state and the codes that say why."""

    step: Step
    state: State
    reasons: tuple[Reason, ...] = ()


_Judged = tuple[State, tuple[Reason, ...]]
_DONE: _Judged = (State.DONE, ())


def _open(*codes: str) -> _Judged:
    return State.WAITING, tuple(Reason(code) for code in codes)


def _without_needles(facts: VisitFacts) -> bool:
    """A visit without needles; a needle that went in all the same brings its steps back."""
    return facts.need is not Need.PLANNED and facts.needles_placed == 0


def _case_history(facts: VisitFacts) -> _Judged:
    return _DONE if facts.history_done else _open("history-missing")


def _screening(facts: VisitFacts) -> _Judged:
    if facts.verdict == "stop":
        return State.REFUSED, (Reason("screening-stop"),)
    if facts.verdict == "ask":
        return _open("answers-missing")
    if facts.verdict not in ("clear", "caution"):
        return _open("not-screened")
    if facts.unweighed:
        return State.WAITING, tuple(Reason("finding-unweighed", params(item=each)) for each in facts.unweighed)
    return _DONE


def _consent(facts: VisitFacts) -> _Judged:
    if facts.consent_valid:
        return _DONE
    if facts.consent_valid is None:
        return _open("consent-missing")
    return State.REFUSED, facts.consent_why or (Reason("consent-invalid"),)


def _examination(facts: VisitFacts) -> _Judged:
    return _DONE if facts.examination_done else _open("examination-missing")


def _needles(facts: VisitFacts) -> _Judged:
    if facts.needles_done and facts.needles_placed:
        # What happened is recorded whatever the plan said; the refusals stay visible beside it.
        return State.DONE, tuple(Reason(f"despite-{code}") for code in facts.plan_refusals)
    if facts.needles_placed:
        return _open("needling-unfinished")
    if facts.verdict == "stop" and not facts.plan_refusals:
        return State.REFUSED, (Reason("screening-stop"),)
    if facts.plan_refusals:
        return State.REFUSED, tuple(Reason(code) for code in facts.plan_refusals)
    return _open("no-needle-recorded")


def _count(facts: VisitFacts) -> _Judged:
    if facts.needles_in_place:
        return State.REFUSED, (Reason("needles-in-place", params(in_place=facts.needles_in_place)),)
    if facts.incident_steps_missing:
        return State.REFUSED, tuple(
            Reason("incident-step-missing", params(step=step)) for step in facts.incident_steps_missing
        )
    return _DONE if facts.count_closed else _open("count-open")


def _aftercare(facts: VisitFacts) -> _Judged:
    return _DONE if facts.aftercare_given else _open("aftercare-missing")


_JUDGES: dict[Step, Callable[[VisitFacts], _Judged]] = {
    Step.CASE_HISTORY: _case_history,
    Step.SCREENING: _screening,
    Step.CONSENT: _consent,
    Step.EXAMINATION: _examination,
    Step.NEEDLES: _needles,
    Step.COUNT: _count,
    Step.AFTERCARE: _aftercare,
}

_NEEDLING_ONLY = frozenset({Step.NEEDLES, Step.COUNT})
_MAY_STAY_OPEN_WITHOUT_NEEDLES = frozenset({Step.SCREENING, Step.CONSENT, Step.EXAMINATION, Step.AFTERCARE})


def visit_progress(facts: VisitFacts) -> tuple[StepState, ...]:
    """The eight steps in order.

    A visit without needles skips needles and count, and does not wait for screening, consent, examination or
    aftercare: it can be signed once the case history and what was done instead are on record.
    """
    states = [_judge(step, judge, facts) for step, judge in _JUDGES.items()]
    states.append(_sign(states, facts))
    for index, each in enumerate(states):
        if each.state is State.WAITING and not _blocked(each, states, facts):
            states[index] = StepState(each.step, State.NOW, each.reasons)
            break
    return tuple(states)


def _judge(step: Step, judge: Callable[[VisitFacts], _Judged], facts: VisitFacts) -> StepState:
    state, reasons = judge(facts)
    if _without_needles(facts) and state is not State.DONE:
        if step in _NEEDLING_ONLY:
            return StepState(step, State.SKIPPED, (Reason(str(facts.need)),))
        if step in _MAY_STAY_OPEN_WITHOUT_NEEDLES and state is State.WAITING:
            return StepState(step, State.SKIPPED, reasons)
    return StepState(step, state, reasons)


def _sign(states: list[StepState], facts: VisitFacts) -> StepState:
    if facts.signed:
        return StepState(Step.SIGN, State.DONE)
    blockers = tuple(
        Reason("step-open", params(step=each.step))
        for each in states
        if each.state is not State.DONE and each.step in _needed_to_sign(facts)
    )
    if _without_needles(facts) and not facts.instead:
        blockers += (Reason("instead-missing"),)
    return StepState(Step.SIGN, State.WAITING, blockers)


def _needed_to_sign(facts: VisitFacts) -> frozenset[Step]:
    """Steps that a signature waits for.

    Once a needle went in, a screening or consent that was missing cannot be mended afterwards: the note is
    signed as it was and shows it. Everything that can still be done is asked for.
    """
    if _without_needles(facts):
        return frozenset({Step.CASE_HISTORY})
    every = frozenset(_JUDGES)
    return every - {Step.SCREENING, Step.CONSENT} if facts.needles_placed else every


def _blocked(each: StepState, states: list[StepState], facts: VisitFacts) -> bool:
    """Whether a waiting step has to wait for another one."""
    if each.step is Step.SIGN:
        return bool(each.reasons)
    if each.step in (Step.SCREENING, Step.CONSENT) and facts.needles_placed:
        # Too late to be the next thing to do; they stay visible as they were.
        return True
    if each.step is Step.NEEDLES and not facts.needles_placed:
        before = {state.step: state.state for state in states}
        return any(before[step] is not State.DONE for step in (Step.SCREENING, Step.CONSENT))
    return each.step in (Step.COUNT, Step.AFTERCARE) and facts.needles_placed == 0
