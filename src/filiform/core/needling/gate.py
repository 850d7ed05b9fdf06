"""Whether needling may be planned at all: the one place where every promise about planning meets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from filiform.core.consent.state import ConsentState
from filiform.core.needling.plan import NeedleFinding
from filiform.core.needling.ruled import Level
from filiform.core.reasons import Refusal, Source, params, product_rule

UNKNOWN_IS_NOT_SAFE = product_rule("A missing answer is never taken for a safe one.")
NO_CONSENT_NO_NEEDLE = product_rule("Without a valid consent no needle is planned.")

_PASSING = frozenset({"clear", "caution"})


@dataclass(frozen=True, slots=True)
class Weighable:
    """A screening finding by its item id, with its sources."""

    item: str
    sources: tuple[Source, ...] = ()


def gate_plan(
    *,
    verdict_status: str | None,
    unweighed_findings: Sequence[Weighable] | None,
    consent_state: ConsentState | None,
    needle_findings: Sequence[NeedleFinding] | None,
    stopping_findings: Sequence[Weighable] = (),
    missing_fields: Sequence[str] = (),
) -> tuple[Refusal, ...]:
    """Every reason why needling may not be planned; an empty tuple means that it may.

    `verdict_status` is "clear", "caution", "ask" or "stop"; anything else, and None, refuses.
    `unweighed_findings` are the findings that still wait for a clinician's decision, `stopping_findings`
    those that stop, `missing_fields` the questions without an answer: the last two only add detail.
    `needle_findings` are those of `check_needle` over all planned insertions; None refuses.
    """
    return (
        *_screening(verdict_status, stopping_findings, missing_fields),
        *_weighing(unweighed_findings),
        *_consent(consent_state),
        *_needles(needle_findings),
    )


def _screening(status: str | None, stopping: Sequence[Weighable], missing: Sequence[str]) -> tuple[Refusal, ...]:
    if status == "stop":
        found = tuple(Refusal("screening-stop", params(item=each.item), each.sources) for each in stopping)
        return found or (Refusal("screening-stop", (), (UNKNOWN_IS_NOT_SAFE,)),)
    if status == "ask":
        asked = tuple(Refusal("answer-missing", params(field=field), (UNKNOWN_IS_NOT_SAFE,)) for field in missing)
        return asked or (Refusal("answer-missing", (), (UNKNOWN_IS_NOT_SAFE,)),)
    if status not in _PASSING:
        return (Refusal("not-screened", (), (UNKNOWN_IS_NOT_SAFE,)),)
    return ()


def _weighing(unweighed: Sequence[Weighable] | None) -> tuple[Refusal, ...]:
    if unweighed is None:
        return (Refusal("findings-unknown", (), (UNKNOWN_IS_NOT_SAFE,)),)
    return tuple(Refusal("finding-unweighed", params(item=each.item), each.sources) for each in unweighed)


def _consent(state: ConsentState | None) -> tuple[Refusal, ...]:
    if state is None:
        return (Refusal("consent-unknown", (), (NO_CONSENT_NO_NEEDLE,)),)
    if state.valid:
        return ()
    return tuple(Refusal(f"consent-{reason.code}", reason.params, (NO_CONSENT_NO_NEEDLE,)) for reason in state.why) or (
        Refusal("consent-invalid", (), (NO_CONSENT_NO_NEEDLE,)),
    )


def _needles(findings: Sequence[NeedleFinding] | None) -> tuple[Refusal, ...]:
    if findings is None:
        return (Refusal("needles-unchecked", (), (UNKNOWN_IS_NOT_SAFE,)),)
    return tuple(
        Refusal(finding.code, finding.params, finding.sources) for finding in findings if finding.level is Level.REFUSE
    )
