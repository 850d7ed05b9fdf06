"""Scoped reads of examinations, and what is computed from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from filiform.core.examination import Palpation, PointState, classify
from filiform.core.people import YesNo
from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.reading import Asked, read_together, reading
from filiform.foundation.tenancy.scope import current

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


#: Examiners of one visit whose saves are shown; more than ever look at one patient.
EXAMINERS = 8


@reading
def newest_of(visit: UUID, phase: str) -> QuerySet[Examination]:
    """The newest save of each examiner of a phase of a visit."""
    rows = Examination.objects.filter(visit_id=visit, phase=phase).select_related("author", "visit")
    return rows.order_by("author_id", "-recorded_at", "-id").distinct("author_id")[:EXAMINERS]


@reading
def _newest_before(patient: UUID, moment: datetime, phase: str) -> QuerySet[Examination]:
    """The newest saves of each examiner of earlier visits, the last visit first."""
    rows = Examination.objects.filter(patient_id=patient, phase=phase, visit__starts_at__lt=moment)
    order = ("-visit__starts_at", "visit_id", "author_id", "-recorded_at", "-id")
    return (
        rows.select_related("visit", "author")
        .order_by(*order)
        .distinct("visit__starts_at", "visit_id", "author_id")[:EXAMINERS]
    )


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


def saves(visit: UUID, phase: str) -> tuple[Examination, ...]:
    """What each examiner found at a phase of a visit, the newest save of each; newest first."""
    return _newest_first(newest_of(visit, str(phase)))


def newest(visit: UUID, phase: str) -> Examination | None:
    """The newest save of a phase of a visit, whoever examined."""
    return next(iter(saves(visit, phase)), None)


def own(found: Iterable[Examination]) -> Examination | None:
    """The save of the examiner who is looking, if one of these is theirs."""
    return next((one for one in found if one.author_id == current().actor.user), None)


def last_saves(visit: VisitFile, phase: str) -> tuple[Examination, ...]:
    """What each examiner found at the last visit before this one that has the phase; newest first."""
    rows = list(_newest_before(visit.patient.id, visit.visit.starts_at, str(phase)))
    return _newest_first(row for row in rows if row.visit_id == rows[0].visit_id)


def read_beside(visit: VisitFile) -> None:
    """Ask in one trip for what stands beside the sheet: the last visit's saves, and the first visit's."""
    last = _newest_before.of(visit.patient.id, visit.visit.starts_at, str(Phase.BEFORE))
    read_together(last, _first_asked(visit.patient.id, visit.visit.episode_id))


@reading
def _first_of_patient(patient: UUID) -> QuerySet[Examination]:
    """The newest saves before needling of the visits that marked zones, the first visit first."""
    return _first(Examination.objects.filter(patient_id=patient))


@reading
def _first_of_episode(episode: UUID) -> QuerySet[Examination]:
    """The same for the visits of one episode."""
    return _first(Examination.objects.filter(visit__episode_id=episode))


def _first(rows: QuerySet[Examination]) -> QuerySet[Examination]:
    marked = ZoneMark.objects.filter(examination=OuterRef("id"))
    rows = rows.filter(Exists(marked), phase="before").select_related("visit", "author")
    rows = rows.order_by("visit__starts_at", "visit_id", "author_id", "-recorded_at", "-id")
    return rows.distinct("visit__starts_at", "visit_id", "author_id")[:EXAMINERS]


def _first_asked(patient: UUID, episode: UUID | None) -> Asked[Examination]:
    return _first_of_episode.of(episode) if episode else _first_of_patient.of(patient)


def first_marked(patient: UUID, episode: UUID | None = None) -> tuple[Examination, ...]:
    """What each examiner marked at the first visit with marks, of an episode where there is one; newest first."""
    rows = list(_first_of_episode(episode) if episode else _first_of_patient(patient))
    return _newest_first(row for row in rows if row.visit_id == rows[0].visit_id)


def _newest_first(rows: Iterable[Examination]) -> tuple[Examination, ...]:
    return tuple(sorted(rows, key=lambda row: (row.recorded_at, row.id), reverse=True))


@reading
def newest_of_each(patient: UUID) -> QuerySet[Examination]:
    """The newest save of each examiner of each visit and phase, in one query."""
    return (
        Examination.objects.filter(patient_id=patient)
        .order_by("visit_id", "phase", "author_id", "-recorded_at", "-id")
        .distinct("visit_id", "phase", "author_id")
        .select_related("visit")
    )


def newest_examined(patient: UUID) -> tuple[Examination, ...]:
    """What each examiner found before needling at the newest visit that was examined; newest first."""
    rows = [row for row in newest_of_each(patient) if row.phase == Phase.BEFORE]
    newest = max(rows, key=lambda row: (row.visit.starts_at, row.visit_id), default=None)
    return _newest_first(row for row in rows if newest and row.visit_id == newest.visit_id)


def _scored(patient: UUID) -> list[Examination]:
    """One save of each visit and phase: of several examiners' the newest with pain now, else the newest."""
    found: dict[tuple[UUID, str], Examination] = {}
    for row in newest_of_each(patient):
        key = (row.visit_id, row.phase)
        there = found.get(key)
        if there is None or _speaks_before(row, there):
            found[key] = row
    return list(found.values())


def _speaks_before(row: Examination, there: Examination) -> bool:
    return (row.pain_now is not None, row.recorded_at, row.id) > (
        there.pain_now is not None,
        there.recorded_at,
        there.id,
    )


def scores(patient: UUID) -> tuple[PainRow, ...]:
    """Pain over time, oldest first; before needling comes ahead of after needling of the same visit."""
    rows = sorted(
        _scored(patient),
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
    """What each examiner found before needling, newest examiner first."""
    return tuple(each for one in saves(visit, Phase.BEFORE) for each in findings_of(one))


def latest_zones(patient: UUID) -> tuple[ZoneMark, ...]:
    """The zones marked at the newest save that marked any."""
    found = (
        Examination.objects.filter(Q(patient_id=patient), phase=Phase.BEFORE)
        .filter(zones__isnull=False)
        .order_by("-visit__starts_at", "-recorded_at", "-id")
        .first()
    )
    return tuple(zones_of(found.id)) if found else ()
