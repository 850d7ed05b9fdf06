"""Whether a needle may be planned: the rule book's answer, and sites that the plan did not have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from filiform.backoffice.credentials import public as credentials
from filiform.core.needling import (
    Level,
    Lot,
    NeedleContext,
    NeedleFinding,
    PlannedInsertion,
    check_needle,
    gate_plan,
)
from filiform.core.needling.gate import UNKNOWN_IS_NOT_SAFE
from filiform.core.reasons import Refusal, params, product_rule
from filiform.core.screening import Status
from filiform.core.values import Site
from filiform.foundation.record.public import VisitFile
from filiform.knowledge import load
from filiform.knowledge.structures import facts

from .before import Before

GONE = product_rule("After the patient has left, needles belong to the next visit.")


@dataclass(frozen=True)
class Plan:
    """One needle as planned; sizes in mm, None where nothing was said."""

    site: Site
    technique: str
    guidance: str
    lot: Lot | None
    diameter_mm: float | None
    length_mm: float | None
    depth_mm: float | None
    #: When it went in, where a device told that and is believed; None for now.
    at: datetime | None = None
    #: How many needles the session comes to with it.
    needles: int = 1


@dataclass(frozen=True)
class Judged:
    """`refusals` bar the plan; `shown` are what to weigh and know beside it, cautions first."""

    refusals: tuple[Refusal, ...]
    shown: tuple[NeedleFinding, ...]


def judge(visit: VisitFile, before: Before, plan: Plan, others: Sequence[Site]) -> Judged:
    """Judge one needle against everything before it. `others` are the sites needled in this visit so far."""
    found = (
        *check_needle(_planned(plan), context_of(visit, before, plan.site, others, plan.needles)),
        *credentials.technique_findings(before.credential, plan.technique),
    )
    refusals = (*_gate(before, found), *_site(before, plan.site), *_left(visit, plan.at))
    return Judged(refusals, tuple(one for one in found if one.level is not Level.REFUSE))


def outlook(visit: VisitFile, before: Before) -> tuple[Refusal, ...]:
    """Why no needle at all may be planned as things stand, before one is described; empty when one may."""
    found: tuple[NeedleFinding, ...] = ()
    if before.planned:
        site = before.planned[0]
        checked = check_needle(PlannedInsertion(site=facts(site)), context_of(visit, before, site, ()))
        found = tuple(one for one in checked if one.field == "practitioner")
    return (*_gate(before, found), *_left(visit))


def cautions(visit: VisitFile, before: Before) -> tuple[NeedleFinding, ...]:
    """What to weigh about the planned sites together, before a needle is described."""
    found: dict[str, NeedleFinding] = {}
    for site in before.planned:
        for one in check_needle(PlannedInsertion(site=facts(site)), context_of(visit, before, site, ())):
            if one.level is Level.CAUTION and one.code in ("both-sides-of-thorax", "thorax-side-unknown"):
                found.setdefault(one.code, one)
    return tuple(found.values())


def _gate(before: Before, found: Sequence[NeedleFinding]) -> tuple[Refusal, ...]:
    refusals = gate_plan(
        verdict_status=str(before.verdict.status) if before.verdict else None,
        unweighed_findings=before.unweighed,
        consent_state=before.consent,
        needle_findings=found,
        stopping_findings=before.stopping,
        missing_fields=before.missing,
    )
    return tuple(dict.fromkeys(refusals))


def _site(before: Before, site: Site) -> tuple[Refusal, ...]:
    if before.verdict is None:
        return ()  # that nothing was screened is refused already
    status = before.site_status(site)
    if status is None:
        return (Refusal("site-not-screened", params(site=str(site)), (UNKNOWN_IS_NOT_SAFE,)),)
    if status is Status.STOP:
        return (Refusal("site-barred", params(site=str(site)), (UNKNOWN_IS_NOT_SAFE,)),)
    return ()


def _left(visit: VisitFile, at: datetime | None = None) -> tuple[Refusal, ...]:
    """What went in before the patient left belongs to this visit, however late it is heard of."""
    left = visit.happened("left")
    return (Refusal("patient-left", (), (GONE,)),) if left and (at is None or at >= left.at) else ()


def _planned(plan: Plan) -> PlannedInsertion:
    known = load().techniques.get(plan.technique)
    return PlannedInsertion(
        site=facts(plan.site),
        length_mm=plan.length_mm,
        diameter_mm=plan.diameter_mm,
        depth_mm=plan.depth_mm,
        lot=plan.lot,
        technique=plan.technique,
        guidance=plan.guidance,
        electrical=bool(known and known.electrical),
    )


def context_of(visit: VisitFile, before: Before, site: Site, others: Sequence[Site], needles: int = 1) -> NeedleContext:
    """The day, the credential, the other sites and needles of this session, law and policy, for the rule book."""
    beside = {other for other in (*before.planned, *others) if other != site}
    return NeedleContext(
        on=visit.day,
        credential=credentials.to_core(before.credential),
        others=tuple(facts(other) for other in sorted(beside, key=str)),
        jurisdiction=before.jurisdiction.partition("-")[0],
        policy=before.policy,
        practitioner=before.practitioner,
        needles=needles,
    )
