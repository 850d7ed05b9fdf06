"""The day's list: who comes when, and for clinicians what they want to know before the door opens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from filiform.foundation.audit import log as audit
from filiform.foundation.decisions.models import KeptVerdict
from filiform.foundation.record.models import Fact, PatientDetails, Signature, Visit, VisitEvent
from filiform.foundation.record.public import facts, newest_details
from filiform.foundation.tenancy.reading import Asked, read_together, reading
from filiform.journey.examination import public as examination
from filiform.journey.treatment import public as treatment

from . import pain
from .cancelling import why_in_words

#: Unsigned visits on one page.
UNSIGNED_SHOWN = 100


@dataclass(frozen=True)
class LastScreening:
    """What stood against needling when the patient was last screened: a verdict of its day, not of today."""

    labels: tuple[str, ...]
    on: date
    #: Whether it is the screening of this very visit.
    here: bool


@dataclass(frozen=True)
class Course:
    """How a patient has been: what only those see who may open the record."""

    last_needles: Any
    soreness: Any
    trend: str
    screened: LastScreening | None


@dataclass(frozen=True)
class Line:
    """One visit of the day; `course` is None where it was not asked for."""

    visit: Visit
    name: str
    born: date
    state: str
    first: bool
    unsigned_before: int
    course: Course | None = None
    #: Why it was cancelled, in words; "" when it was not, or nobody said.
    cancelled: str = ""


def lines(day: date, practitioner: UUID | None = None, *, course: bool) -> list[Line]:
    """The visits of `day` in order of time, of one practitioner or all; looking at them is audited.

    `course`: also how each patient has been. The desk does not open the record, so nothing of it is read for the desk.
    """
    start = timezone.make_aware(datetime.combine(day, time.min))
    visits = (
        Visit.objects.filter(starts_at__gte=start, starts_at__lt=start + timedelta(days=1))
        .select_related("practitioner", "room", "site")
        .order_by("starts_at", "id")
    )
    if practitioner is not None:
        visits = visits.filter(practitioner_id=practitioner)
    listed = list(visits)
    details = newest_details(visit.patient_id for visit in listed)
    states = states_of(listed)
    unsigned = unsigned_by_patient(visit.patient_id for visit in listed)
    why = why_cancelled(visit for visit, state in states.items() if state == "cancelled")
    before = (_visit_before.of(visit.patient_id, visit.starts_at) for visit in listed)
    read_together(
        *treatment.reads_of_rooms(), *before, *(one for visit in listed if course for one in _reads_of_course(visit))
    )
    courses = _courses(listed) if course else {}
    for visit in listed:
        audit.note("listed", "record.visit", object_id=visit.id, patient=visit.patient_id, why="today")
    return [
        Line(
            visit=visit,
            name=f"{details[visit.patient_id].given_name} {details[visit.patient_id].family_name}",
            born=details[visit.patient_id].birth_date,
            state=states[visit.id],
            first=not _visit_before(visit.patient_id, visit.starts_at),
            unsigned_before=len(unsigned.get(visit.patient_id, set()) - {visit.id}),
            course=courses.get(visit.id),
            cancelled=why.get(visit.id, ""),
        )
        for visit in listed
    ]


def _reads_of_course(visit: Visit) -> tuple[Asked[Any], ...]:
    """What the course of a patient asks of the database at first; all lines go in one trip."""
    return (
        _soreness.of(visit.patient_id),
        _last_verdict.of(visit.patient_id),
        *examination.reads_of_scores(visit.patient_id),
        *treatment.reads_of_last_needles(visit.patient_id, visit.starts_at),
    )


@reading
def _soreness(patient: UUID) -> QuerySet[Fact]:
    return facts(patient, "soreness")[:1]


@reading
def _last_verdict(patient: UUID) -> QuerySet[KeptVerdict]:
    rows = KeptVerdict.objects.filter(patient_id=patient, book="screening").defer("inputs")
    return rows.order_by("-recorded_at", "-id")[:1]


@reading
def _visit_before(patient: UUID, moment: datetime) -> QuerySet[Visit]:
    """Whether there was a visit before; one that was cancelled did not take place."""
    return Visit.objects.filter(patient_id=patient, starts_at__lt=moment).exclude(events__kind="cancelled")[:1]


def _courses(listed: list[Visit]) -> dict[UUID, Course]:
    """The course of each patient before these visits; what the last needles were is a second trip for all."""
    read_together(*(one for v in listed for one in treatment.reads_of_last_entries(v.patient_id, v.starts_at)))
    return {visit.id: _course(visit) for visit in listed}


def _course(visit: Visit) -> Course:
    soreness = _soreness.first(visit.patient_id)
    return Course(
        last_needles=treatment.last_needles(visit.patient_id, visit.starts_at),
        soreness=soreness.value if soreness else None,
        trend=pain.sentence(pain.trend(examination.scores(visit.patient_id))),
        screened=last_screening(visit),
    )


def states_of(visits: list[Visit]) -> dict[UUID, str]:
    """planned, arrived, left, cancelled or signed, for each visit."""
    found = {visit.id: "planned" for visit in visits}
    for event in VisitEvent.objects.filter(visit_id__in=found).order_by("at", "id"):
        if event.kind in ("arrived", "left", "cancelled"):
            found[event.visit_id] = event.kind
    for visit_id in Signature.objects.filter(visit_id__in=found).values_list("visit_id", flat=True):
        found[visit_id] = "signed"
    return found


def why_cancelled(visits: Iterable[UUID]) -> dict[UUID, str]:
    """In words why each of these visits was cancelled."""
    events = VisitEvent.objects.filter(visit_id__in=set(visits), kind="cancelled")
    return {event.visit_id: why_in_words(event.detail) for event in events}


def unsigned(practitioner: UUID | None = None, *, limit: int = UNSIGNED_SHOWN) -> list[Visit]:
    """Visits that the patient attended and nobody signed yet, oldest first; `limit` at most."""
    visits = Visit.objects.filter(signature=None, events__kind="arrived").exclude(events__kind="cancelled")
    if practitioner is not None:
        visits = visits.filter(practitioner_id=practitioner)
    return list(visits.select_related("practitioner").distinct().order_by("starts_at")[:limit])


def unsigned_lines(practitioner: UUID | None = None) -> tuple[list[tuple[Visit, PatientDetails]], bool]:
    """Unsigned visits with the details of their patients, and whether there are more; looking at them is audited."""
    found = unsigned(practitioner, limit=UNSIGNED_SHOWN + 1)
    visits = found[:UNSIGNED_SHOWN]
    details = newest_details(visit.patient_id for visit in visits)
    for visit in visits:
        audit.note("listed", "record.visit", object_id=visit.id, patient=visit.patient_id, why="unsigned")
    return [(visit, details[visit.patient_id]) for visit in visits], len(found) > len(visits)


def unsigned_by_patient(patients: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Attended visits without a signature, by patient."""
    rows = Visit.objects.filter(patient_id__in=set(patients), signature=None, events__kind="arrived")
    rows = rows.exclude(events__kind="cancelled")
    found: dict[UUID, set[UUID]] = {}
    for patient, visit in rows.values_list("patient_id", "id").distinct():
        found.setdefault(patient, set()).add(visit)
    return found


def last_screening(visit: Visit) -> LastScreening | None:
    """The findings of the patient's last verdict as it was given, with its day; None when none told of anything."""
    row = _last_verdict.first(visit.patient_id)
    labels = tuple(finding["label"] for finding in row.verdict["findings"]) if row else ()
    if row is None or not labels:
        return None
    return LastScreening(labels, timezone.localtime(row.recorded_at).date(), row.visit_id == visit.id)
