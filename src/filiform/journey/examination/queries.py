"""Scoped reads of examinations, and what is computed from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from filiform.core.examination import Palpation, PointState, classify
from filiform.core.people import YesNo
from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.reading import read_together, reading

from .codes import Phase
from .models import Activity, Examination, MotionReading, MuscleFinding, NeuroFinding, ZoneMark


@dataclass(frozen=True)
class PainRow:
    """Pain at one visit and phase (NPRS, 0 to 10), with the painkiller that was noted beside it."""

    visit: UUID
    at: datetime
    phase: str
    now: int | None
    worst: int | None
    average: int | None
    painkiller: str
    painkiller_what: str
    painkiller_hours: int | None

    @property
    def on(self) -> date:
        """The day in the practice's time zone."""
        return timezone.localtime(self.at).date()

    @property
    def painkiller_note(self) -> str:
        """The painkiller in one line, "" when none was noted."""
        if self.painkiller != "yes":
            return ""
        hours = f", {self.painkiller_hours} h" if self.painkiller_hours is not None else ""
        return f"{self.painkiller_what}{hours}"


@dataclass(frozen=True)
class Finding:
    """One muscle's findings with what they amount to."""

    row: MuscleFinding
    state: PointState


@reading
def newest_of(visit: UUID, phase: str) -> QuerySet[Examination]:
    """The newest save of a phase of a visit, if any."""
    rows = Examination.objects.filter(visit_id=visit, phase=phase).select_related("author", "visit")
    return rows.order_by("-recorded_at", "-id")[:1]


@reading
def _newest_before(patient: UUID, moment: datetime, phase: str) -> QuerySet[Examination]:
    rows = Examination.objects.filter(patient_id=patient, phase=phase, visit__starts_at__lt=moment)
    return rows.select_related("visit", "author").order_by("-visit__starts_at", "-recorded_at", "-id")[:1]


@reading
def zones_of(examination: UUID) -> QuerySet[ZoneMark]:
    """Zones marked at one save, in the order they were entered."""
    return ZoneMark.objects.filter(examination_id=examination).order_by("id")


@reading
def activities_of(examination: UUID) -> QuerySet[Activity]:
    """Activities scored at one save, in the order they were entered."""
    return Activity.objects.filter(examination_id=examination).order_by("id")


@reading
def motions_of(examination: UUID) -> QuerySet[MotionReading]:
    """Motions measured at one save, in the order they were entered."""
    return MotionReading.objects.filter(examination_id=examination).order_by("id")


@reading
def muscles_of(examination: UUID) -> QuerySet[MuscleFinding]:
    """Muscles palpated at one save, in the order they were entered."""
    return MuscleFinding.objects.filter(examination_id=examination).order_by("id")


@reading
def nerves_of(examination: UUID) -> QuerySet[NeuroFinding]:
    """Tests of nerves at one save, in the order they were entered."""
    return NeuroFinding.objects.filter(examination_id=examination).order_by("id")


PARTS = (zones_of, activities_of, motions_of, muscles_of, nerves_of)


def read_parts(*examinations: Examination | None) -> None:
    """Ask for all parts of these saves in one trip; their readings above then have them."""
    read_together(*(part.of(one.id) for one in examinations if one for part in PARTS))


def newest(visit: UUID, phase: str) -> Examination | None:
    """The newest save of a phase of a visit."""
    return newest_of.first(visit, str(phase))


def last_time(visit: VisitFile, phase: str) -> Examination | None:
    """The newest save of a phase at the last visit before this one that has it."""
    return _newest_before.first(visit.patient.id, visit.visit.starts_at, str(phase))


@reading
def newest_of_each(patient: UUID) -> QuerySet[Examination]:
    """The newest save of each visit and phase, in one query."""
    return (
        Examination.objects.filter(patient_id=patient)
        .order_by("visit_id", "phase", "-recorded_at", "-id")
        .distinct("visit_id", "phase")
        .select_related("visit")
    )


def scores(patient: UUID) -> tuple[PainRow, ...]:
    """Pain over time, oldest first; before needling comes ahead of after needling of the same visit."""
    rows = sorted(
        newest_of_each(patient),
        key=lambda row: (row.visit.starts_at, row.visit_id, row.phase == Phase.AFTER),
    )
    return tuple(
        PainRow(
            visit=row.visit_id,
            at=row.recorded_at,
            phase=row.phase,
            now=row.pain_now,
            worst=row.pain_worst,
            average=row.pain_average,
            painkiller=row.painkiller,
            painkiller_what=row.painkiller_what,
            painkiller_hours=row.painkiller_hours,
        )
        for row in rows
    )


def state_of(row: MuscleFinding) -> PointState:
    """Active, latent, shown, not shown or unknown; computed, never stored."""
    return classify(
        Palpation(
            taut_band=YesNo(row.taut_band),
            tender_spot=YesNo(row.tender_spot),
            referred_pain=YesNo(row.referred_pain),
            recognised=YesNo(row.recognised),
        )
    )


def findings_of(examination: Examination | None) -> tuple[Finding, ...]:
    """Findings of one save, in the order they were entered."""
    if examination is None:
        return ()
    return tuple(Finding(row, state_of(row)) for row in muscles_of(examination.id))


def findings(visit: UUID) -> tuple[Finding, ...]:
    """Findings of the newest save before needling."""
    return findings_of(newest(visit, Phase.BEFORE))


def latest_zones(patient: UUID) -> tuple[ZoneMark, ...]:
    """The zones marked at the newest save that marked any."""
    found = (
        Examination.objects.filter(Q(patient_id=patient), phase=Phase.BEFORE)
        .filter(zones__isnull=False)
        .order_by("-visit__starts_at", "-recorded_at", "-id")
        .first()
    )
    return tuple(zones_of(found.id)) if found else ()
