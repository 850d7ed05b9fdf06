"""A patient's record and a visit as opened for reading: opening leaves an entry in the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from filiform.foundation.audit import log as audit
from filiform.foundation.tenancy.clock import today
from filiform.foundation.tenancy.refusal import Missing, Reason

from .models import Patient, PatientDetails, Signature, Visit, VisitEvent


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
    """A visit, opened, with what has happened to it so far."""

    id: UUID
    visit: Visit
    patient: PatientFile
    practitioner_name: str
    events: tuple[VisitEvent, ...]
    signature: Signature | None
    number: int

    @property
    def signed(self) -> bool:
        """Whether the note is locked."""
        return self.signature is not None

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


def details_of(patient: UUID) -> PatientDetails | None:
    """The newest details of a patient."""
    return PatientDetails.objects.filter(patient_id=patient).order_by("-recorded_at", "-id").first()


def open_patient(patient: UUID, *, why: str) -> PatientFile:
    """Open a patient's record for reading; `why` is a code ("visit", "search", "timeline"). Raises Missing."""
    row = Patient.objects.filter(id=patient).first()
    details = details_of(patient) if row else None
    if row is None or details is None:
        raise Missing(Reason("no-patient", _("There is no such patient in this practice.")))
    audit.note("read", "record.patient", object_id=row.id, patient=row.id, why=why)
    return PatientFile(id=row.id, number=row.number, details=details)


def open_visit(visit: UUID, *, why: str) -> VisitFile:
    """Open one visit with its patient; `why` as for `open_patient`. Raises Missing."""
    row = Visit.objects.filter(id=visit).select_related("practitioner", "site", "room", "episode").first()
    if row is None:
        raise Missing(Reason("no-visit", _("There is no such visit in this practice.")))
    patient = open_patient(row.patient_id, why=why)
    earlier = Visit.objects.filter(patient_id=row.patient_id, starts_at__lt=row.starts_at)
    attended = VisitEvent.objects.filter(visit__in=earlier, kind="arrived").values("visit_id").distinct().count()
    return VisitFile(
        id=row.id,
        visit=row,
        patient=patient,
        practitioner_name=row.practitioner.name,
        events=tuple(VisitEvent.objects.filter(visit_id=row.id).order_by("at", "id")),
        signature=Signature.objects.filter(visit_id=row.id).first(),
        number=attended + 1,
    )


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
