"""Scoped reads: the newest case history, what is carried from earlier visits, the verdict as of now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from filiform.core.screening import Clearance, Finding, History, Verdict, screen
from filiform.core.values import Site
from filiform.foundation.decisions.models import Decision
from filiform.foundation.record.public import VisitFile, facts
from filiform.foundation.tenancy.queries import practice
from filiform.foundation.tenancy.scope import remember
from filiform.knowledge.screening import Screening, load

from .answers import Stored, site_of
from .models import CaseHistory
from .translate import LastSession, basis_of, context_of, history_of, needs_weighing, policy_of

#: Kind of the fact that the treatment leaves: {"sites": [...]} at the time the last needle came out.
NEEDLED = "needled"


@dataclass(frozen=True)
class Screened:
    """A visit's screening as of now: the history, the verdict, and decisions in force by item."""

    row: CaseHistory | None
    history: History
    verdict: Verdict
    decisions: dict[str, Decision]

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
    rows = CaseHistory.objects.filter(visit_id=visit).select_related("author")
    return remember(("case-history", visit), lambda: rows.order_by("-recorded_at", "-id").first())


def earlier(visit: VisitFile) -> CaseHistory | None:
    """The newest case history of the patient from before this visit."""
    return (
        CaseHistory.objects.filter(patient_id=visit.patient.id, visit__starts_at__lt=visit.visit.starts_at)
        .order_by("-visit__starts_at", "-recorded_at", "-id")
        .first()
    )


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
    return remember(("last-session", visit.id), lambda: _last_session(visit))


def _last_session(visit: VisitFile) -> LastSession | None:
    fact = facts(visit.patient.id, NEEDLED).filter(at__lt=visit.visit.starts_at).first()
    if fact is None:
        return None
    hours = (visit.visit.starts_at - fact.at).total_seconds() / 3600
    return LastSession(sites=tuple(site_of(text) for text in fact.value["sites"]), hours=round(hours, 1))


def decisions_in_force(patient: UUID, on: date) -> list[Decision]:
    """The newest decision on each item and basis, unless taken back or past its review day."""
    found: dict[tuple[str, str], Decision] = {}
    for row in Decision.objects.filter(patient_id=patient).select_related("author").order_by("recorded_at", "id"):
        found[(row.item, row.basis)] = row
    return [
        row for row in found.values() if row.choice != "withdraw" and (row.review_on is None or row.review_on >= on)
    ]


def screened(visit: VisitFile, row: CaseHistory | None = None) -> Screened:
    """Screen a visit's newest answers by today's rules; without a case history every answer is missing."""
    row = row or newest(visit.id)
    return remember(("screened", visit.id, row.id if row else None), lambda: _screened(visit, row))


def _screened(visit: VisitFile, row: CaseHistory | None) -> Screened:
    screening = load()
    rulings = decisions_in_force(visit.patient.id, visit.day)
    context = context_of(visit, last_session(visit))
    answers, planned = (row.answers, row.planned_sites) if row else ({}, [])
    policy = policy_of(practice().jurisdiction)
    bare = history_of(screening, answers, planned, context)
    first = screen(bare, screening.book, visit.day, policy)
    bases = {finding.item: basis_of(finding) for finding in first.findings}
    live = {row.item: row for row in rulings if bases.get(row.item) == row.basis}
    clearances = tuple(
        Clearance(row.item, row.recorded_at.date(), row.review_on) for row in live.values() if row.choice == "clearance"
    )
    history = history_of(screening, answers, planned, context, clearances) if clearances else bare
    verdict = screen(history, screening.book, visit.day, policy) if clearances else first
    return Screened(row=row, history=history, verdict=verdict, decisions=live)


def planned_sites(visit: UUID) -> tuple[Site, ...]:
    """The sites planned at the newest save of a visit's case history."""
    row = newest(visit)
    return tuple(site_of(text) for text in row.planned_sites) if row else ()
