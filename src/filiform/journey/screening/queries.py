"""Scoped reads: the newest case history, what is carried from earlier visits, the verdict as of now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from filiform.backoffice.credentials import public as credentials
from filiform.backoffice.policy import public as policies
from filiform.backoffice.policy.public import InForce
from filiform.core.needling import NeedlingPolicy
from filiform.core.screening import Clearance, Finding, History, Verdict, screen
from filiform.core.screening.history import Value
from filiform.core.screening.limits import BOTH_SIDES, needling_policy
from filiform.core.screening.policy import thresholds_in_force
from filiform.core.values import Answer, Site
from filiform.foundation.decisions.models import Decision
from filiform.foundation.record.models import Fact
from filiform.foundation.record.public import VisitFile, facts
from filiform.foundation.tenancy.queries import practice, practice_row
from filiform.foundation.tenancy.reading import Asked, reading
from filiform.foundation.tenancy.scope import remember
from filiform.knowledge.screening import Screening, load
from filiform.knowledge.screening.local import book_for
from filiform.knowledge.screening.own import book_of

from .answers import Stored, site_of
from .models import CaseHistory
from .translate import LastSession, basis_of, context_of, history_of, needs_weighing

#: Kind of the fact that the treatment leaves: {"sites": [...]} at the time the last needle came out.
NEEDLED = "needled"


@dataclass(frozen=True)
class Screened:
    """A visit's screening as of now: the history, the verdict, decisions in force by item, the practice's policy.

    `before` is the verdict that was last seen, where a change of the policy since then has moved it.
    """

    row: CaseHistory | None
    history: History
    verdict: Verdict
    decisions: dict[str, Decision]
    policy: InForce = policies.NONE
    jurisdiction: str = ""
    before: Verdict | None = None

    @property
    def unweighed(self) -> tuple[Finding, ...]:
        """Findings that still wait for a clinician's decision."""
        return tuple(
            finding
            for finding in self.verdict.findings
            if needs_weighing(finding) and not finding.cleared and finding.item not in self.decisions
        )


def newest(visit: UUID) -> CaseHistory | None:
    """The newest case history of a visit."""
    return _case_history.first(visit)


@reading
def _case_history(visit: UUID) -> QuerySet[CaseHistory]:
    return CaseHistory.objects.filter(visit_id=visit).select_related("author").order_by("-recorded_at", "-id")[:1]


@reading
def _case_history_before(patient: UUID, moment: datetime) -> QuerySet[CaseHistory]:
    rows = CaseHistory.objects.filter(patient_id=patient, visit__starts_at__lt=moment)
    return rows.order_by("-visit__starts_at", "-recorded_at", "-id")[:1]


def earlier(visit: VisitFile) -> CaseHistory | None:
    """The newest case history of the patient from before this visit."""
    return _case_history_before.first(visit.patient.id, visit.visit.starts_at)


def carried(visit: VisitFile, screening: Screening) -> dict[str, Stored]:
    """Earlier answers that may be confirmed by name instead of being asked anew, by field."""
    row = earlier(visit)
    if row is None:
        return {}
    kept: dict[str, Stored] = {}
    for key, answer in row.answers.items():
        question = screening.question(key)
        if (
            question
            and question.carried
            and not question.always_asked
            and not question.per_site
            and answer["state"] == "known"
        ):
            kept[key] = answer
    return kept


def last_session(visit: VisitFile) -> LastSession | None:
    """Where and how long before this visit needles were last used."""
    fact = _needled.first(visit.patient.id, visit.visit.starts_at)
    if fact is None:
        return None
    hours = (visit.visit.starts_at - fact.at).total_seconds() / 3600
    return LastSession(sites=tuple(site_of(text) for text in fact.value["sites"]), hours=round(hours, 1))


@reading
def _needled(patient: UUID, before: datetime) -> QuerySet[Fact]:
    return facts(patient, NEEDLED).filter(at__lt=before)[:1]


@reading
def _decisions(patient: UUID) -> QuerySet[Decision]:
    return Decision.objects.filter(patient_id=patient).select_related("author").order_by("recorded_at", "id")


def reads(visit: VisitFile) -> tuple[Asked[Any], ...]:
    """All that `screened` asks of the database, for one trip (`read_together`)."""
    return (
        _case_history.of(visit.id),
        _decisions.of(visit.patient.id),
        _needled.of(visit.patient.id, visit.visit.starts_at),
        policies.newest.of(),
        credentials.of_practitioner.of(visit.visit.practitioner_id),
        practice_row(),
    )


def policy_of(visit: VisitFile) -> InForce:
    """The practice's policy for a visit: of its day, and for a signed one as it was on record when it was signed."""
    return policies.in_force(visit.day, visit.signature.recorded_at if visit.signature else None)


def thresholds(visit: VisitFile) -> Mapping[str, float]:
    """The thresholds by which a visit is judged, the practice's own among them."""
    place = practice().jurisdiction
    return _thresholds(place, policy_of(visit))


@lru_cache(maxsize=64)
def _thresholds(jurisdiction: str, policy: InForce) -> Mapping[str, float]:
    return thresholds_in_force(book_for(jurisdiction or None), policy.policy(jurisdiction))


def needling(visit: VisitFile) -> NeedlingPolicy:
    """What the practice rules on needles for a visit; a clearance of both sides of the chest counts."""
    found = screened(visit)
    cleared = any(each.item == BOTH_SIDES and each.cleared for each in found.verdict.findings)
    return _needling_policy(found.jurisdiction, found.policy, cleared)


@lru_cache(maxsize=64)
def _needling_policy(jurisdiction: str, policy: InForce, cleared: bool) -> NeedlingPolicy:
    return needling_policy(book_for(jurisdiction or None), policy.policy(jurisdiction), cleared=cleared)


def decisions_in_force(patient: UUID, on: date) -> list[Decision]:
    """The newest decision on each item and basis, unless taken back or past its review day."""
    found: dict[tuple[str, str], Decision] = {}
    for row in _decisions(patient):
        found[(row.item, row.basis)] = row
    return [
        row for row in found.values() if row.choice != "withdraw" and (row.review_on is None or row.review_on >= on)
    ]


def screened(visit: VisitFile, row: CaseHistory | None = None) -> Screened:
    """Screen a visit's newest answers by today's rules; without a case history every answer is missing."""
    row = row or newest(visit.id)
    return remember(("screened", visit.id, row.id if row else None), lambda: _screened(visit, row))


def _screened(visit: VisitFile, row: CaseHistory | None) -> Screened:
    rulings = decisions_in_force(visit.patient.id, visit.day)
    place = practice().jurisdiction
    case = _Case(
        row=row.id if row else None,
        context=tuple(context_of(visit, last_session(visit)).items()),
        on=visit.day,
        jurisdiction=place,
        policy=policy_of(visit),
        profession=credentials.profession_of(visit.visit.practitioner_id, visit.day, place),
        practitioner=str(visit.visit.practitioner_id),
        answers=row.answers if row else {},
        planned=tuple(row.planned_sites) if row else (),
    )
    judged = _judge(case)
    live = {row.item: row for row in rulings if judged.bases.get(row.item) == row.basis}
    clearances = tuple(
        Clearance(row.item, row.recorded_at.date(), row.review_on) for row in live.values() if row.choice == "clearance"
    )
    if clearances:
        case = replace(case, clearances=clearances)
        judged = _judge(case)
    return Screened(
        row=row, history=judged.history, verdict=judged.verdict, decisions=live, policy=case.policy,
        jurisdiction=place, before=_before(visit, row, case, judged.verdict),
    )  # fmt: skip


def _before(visit: VisitFile, row: CaseHistory | None, case: _Case, now: Verdict) -> Verdict | None:
    """The verdict by the policy that was on record when the visit was last screened, if the present one differs."""
    if row is None or visit.signed:
        return None
    seen = max([row.recorded_at, *(each.recorded_at for each in _decisions(visit.patient.id) if _here(each, visit))])
    policy = policies.in_force(visit.day, seen)
    if policy == case.policy:
        return None
    then = _judge(replace(case, policy=policy)).verdict
    return then if outcomes(then) != outcomes(now) or then.missing != now.missing else None


def _here(decision: Decision, visit: VisitFile) -> bool:
    return decision.visit_id == visit.id


def outcomes(verdict: Verdict) -> dict[str, tuple[str, str]]:
    """What each finding of a verdict comes to, by item: its status, and what it asks for."""
    return {
        each.item: (str(each.status), str(each.ruled) if each.noted else str(each.action)) for each in verdict.findings
    }


@dataclass(frozen=True)
class _Case:
    """All that a verdict depends on. A case history is never changed, so that its id stands for its answers."""

    row: UUID | None
    context: tuple[tuple[str, Answer[Value]], ...]
    on: date
    jurisdiction: str
    policy: InForce
    profession: str | None
    practitioner: str
    clearances: tuple[Clearance, ...] = ()
    answers: Mapping[str, Stored] = field(default_factory=dict, compare=False)
    planned: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class _Judged:
    history: History
    verdict: Verdict
    bases: Mapping[str, str]


@lru_cache(maxsize=256)
def _judge(case: _Case) -> _Judged:
    """Judge a case; each page of a visit asks again."""
    screening = load()
    history = history_of(screening, case.answers, case.planned, dict(case.context), case.clearances)
    policy = case.policy.policy(case.jurisdiction)
    verdict = screen(history, book_of(policy, case.profession, case.practitioner), case.on, policy)
    return _Judged(history, verdict, {finding.item: basis_of(finding) for finding in verdict.findings})


def missing(visit: VisitFile, answers: Mapping[str, Stored], planned: list[str]) -> dict[str, tuple[str, ...]]:
    """What `clear` still needs after these answers for these sites: fields, for lists with the codes that matter."""
    place = practice().jurisdiction
    history = history_of(load(), answers, planned, context_of(visit, last_session(visit)))
    profession, policy = credentials.profession_of(visit.visit.practitioner_id, visit.day, place), policy_of(visit)
    ruled = policy.policy(place)
    book = book_of(ruled, profession, str(visit.visit.practitioner_id))
    found = screen(history, book, visit.day, ruled).missing
    return {each.field: each.codes for each in found}


def planned_sites(visit: UUID) -> tuple[Site, ...]:
    """The sites planned at the newest save of a visit's case history."""
    row = newest(visit)
    return tuple(site_of(text) for text in row.planned_sites) if row else ()
