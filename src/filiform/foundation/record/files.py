"""A patient's record and a visit as opened for reading: opening leaves an entry in the audit log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from filiform.foundation.accounts.roles import Role
from filiform.foundation.audit import log as audit
from filiform.foundation.tenancy.clock import today
from filiform.foundation.tenancy.reading import Asked, read_together, reading
from filiform.foundation.tenancy.refusal import Missing, Reason
from filiform.foundation.tenancy.scope import current

from .models import Patient, PatientDetails, Signature, Visit, VisitEvent
from .search.phones import dialled


@dataclass(frozen=True)
class PatientFile:
    """A patient's record, opened."""

    id: UUID
    number: int
    details: PatientDetails

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.details.given_name} {self.details.family_name}".strip()

    @property
    def dials(self) -> str:
        """The phone number as a telephone dials it; "" when none is on record."""
        return dialled(self.details.phone)

    @property
    def sex(self) -> str:
        """f, m, x or unknown."""
        return self.details.sex

    def age_on(self, day: date) -> int:
        """Whole years on `day`."""
        born = self.details.birth_date
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    @property
    def age(self) -> int:
        """Whole years today."""
        return self.age_on(today())


@dataclass(frozen=True)
class VisitFile:
    """A visit, opened. `events` and `signature` are as of now; `number` counts the visits that were attended."""

    id: UUID
    visit: Visit
    patient: PatientFile
    practitioner_name: str
    number: int

    @property
    def events(self) -> tuple[VisitEvent, ...]:
        """What has happened to it so far, oldest first."""
        return tuple(events_of(self.id))

    @property
    def signature(self) -> Signature | None:
        """The signature that locks the note, or None."""
        return signature_of.first(self.id)

    @property
    def reads(self) -> tuple[Asked[Any], ...]:
        """What `events` and `signature` ask of the database, for one trip (`read_together`)."""
        return (events_of.of(self.id), signature_of.of(self.id))

    @property
    def signed(self) -> bool:
        """Whether the note is locked."""
        return self.signature is not None

    @property
    def cancelled(self) -> VisitEvent | None:
        """The event that took the visit off the list, or None."""
        return self.happened("cancelled")

    @property
    def writable(self) -> bool:
        """Whether the one who looks may record here: a practitioner, while it is neither signed nor cancelled."""
        return current().actor.has(Role.PRACTITIONER) and not self.signed and self.cancelled is None

    @property
    def first(self) -> bool:
        """Whether this is the patient's first visit to the practice."""
        return self.number == 1

    def happened(self, kind: str) -> VisitEvent | None:
        """The newest event of this kind, or None."""
        return next((event for event in reversed(self.events) if event.kind == kind), None)

    @property
    def day(self) -> date:
        """The day of the visit in the practice's time zone."""
        from django.utils import timezone

        return timezone.localtime(self.visit.starts_at).date()


@reading
def events_of(visit: UUID) -> QuerySet[VisitEvent]:
    """What happened to a visit, oldest first."""
    return VisitEvent.objects.filter(visit_id=visit).order_by("at", "id")


@reading
def signature_of(visit: UUID) -> QuerySet[Signature]:
    """The signature of a visit, if any."""
    return Signature.objects.filter(visit_id=visit)


@reading
def _visit(visit: UUID) -> QuerySet[Visit]:
    """A visit with its people, and how many earlier visits the patient came to."""
    earlier = VisitEvent.objects.filter(
        kind="arrived", visit__patient_id=OuterRef("patient_id"), visit__starts_at__lt=OuterRef("starts_at")
    )
    attended = earlier.order_by().values("practice_id").annotate(number=Count("visit_id", distinct=True))
    return (
        Visit.objects.filter(id=visit)
        .select_related("practitioner", "patient")
        .annotate(attended=Coalesce(Subquery(attended.values("number")), 0))
    )


@reading
def _details_at(visit: UUID) -> QuerySet[PatientDetails]:
    """The newest details of a visit's patient."""
    return _newest(PatientDetails.objects.filter(patient_id__in=Visit.objects.filter(id=visit).values("patient_id")))


@reading
def _details(patient: UUID) -> QuerySet[PatientDetails]:
    return _newest(PatientDetails.objects.filter(patient_id=patient))


def _newest(rows: QuerySet[PatientDetails]) -> QuerySet[PatientDetails]:
    return rows.order_by("-recorded_at", "-id")[:1]


def details_of(patient: UUID) -> PatientDetails | None:
    """The newest details of a patient."""
    return _details.first(patient)


def open_patient(patient: UUID, *, why: str) -> PatientFile:
    """Open a patient's record for reading; `why` is a code ("visit", "search", "timeline"). Raises Missing."""
    return _opened(Patient.objects.filter(id=patient).first(), details_of(patient), why)


def open_patients(patients: Iterable[UUID], *, why: str) -> dict[UUID, PatientFile]:
    """Open several records in as many trips as one takes; each look is entered by itself. Raises Missing for any."""
    wanted = list(dict.fromkeys(patients))
    rows, details = Patient.objects.in_bulk(wanted), newest_details(wanted)
    return {one: _opened(rows.get(one), details.get(one), why) for one in wanted}


def newest_details(patients: Iterable[UUID]) -> dict[UUID, PatientDetails]:
    """The newest details of several patients at once; nothing is entered in the audit log."""
    rows = PatientDetails.objects.filter(patient_id__in=set(patients)).order_by("patient_id", "-recorded_at", "-id")
    return {row.patient_id: row for row in rows.distinct("patient_id")}


def open_visit(visit: UUID, *, why: str, by_itself: bool = False) -> VisitFile:
    """Open one visit with its patient; `why` as for `open_patient`. Raises Missing.

    `by_itself`: an open page asks, not a person; it is entered once for each person in a quarter of an hour.
    """
    read_together(_visit.of(visit), _details_at.of(visit), events_of.of(visit), signature_of.of(visit))
    row = _visit.first(visit)
    if row is None:
        raise Missing(Reason("no-visit", _("There is no such visit in this practice.")))
    return VisitFile(
        id=row.id,
        visit=row,
        patient=_opened(row.patient, _details_at.first(visit), why, by_itself=by_itself),
        practitioner_name=row.practitioner.name,
        number=row.attended + 1,  # type: ignore[attr-defined]
    )


def _opened(row: Patient | None, details: PatientDetails | None, why: str, by_itself: bool = False) -> PatientFile:
    if row is None or details is None:
        raise Missing(Reason("no-patient", _("There is no such patient in this practice.")))
    enter = audit.note_once if by_itself else audit.note
    enter("read", "record.patient", object_id=row.id, patient=row.id, why=why)
    return PatientFile(id=row.id, number=row.number, details=details)


def moment_text(moment: datetime) -> str:
    """An instant as ISO 8601 text with offset, for notes and snapshots."""
    return moment.isoformat(timespec="seconds")


def plain(value: Any) -> Any:
    """`value` as plain JSON: dates and instants as ISO text, ids as text."""
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return value
