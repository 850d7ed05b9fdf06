"""Scoped reads of the record that leave patients closed; `files` opens them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from filiform.foundation.tenancy.reading import reading

from .models import Amendment, Episode, Fact, Incident, IncidentStep


def facts(patient: UUID, kind: str) -> QuerySet[Fact]:
    """Facts of one kind about a patient, newest first."""
    return Fact.objects.filter(patient_id=patient, kind=kind).order_by("-at", "-id")


@reading
def incidents_of_visit(visit: UUID) -> QuerySet[Incident]:
    """Incidents of a visit, oldest first."""
    return Incident.objects.filter(visit_id=visit).order_by("recorded_at")


@reading
def _steps_taken(incident: UUID) -> QuerySet[IncidentStep]:
    return IncidentStep.objects.filter(incident_id=incident)


def steps_taken(incident: UUID) -> dict[str, IncidentStep]:
    """The steps recorded on an incident, by their code."""
    return {row.step: row for row in _steps_taken(incident)}


def amendments(visit: UUID) -> QuerySet[Amendment]:
    """Amendments beside a signed note, oldest first."""
    return Amendment.objects.filter(visit_id=visit).select_related("author").order_by("recorded_at")


def episodes(patient: UUID) -> QuerySet[Episode]:
    """The patient's episodes that were not discharged, newest first."""
    return Episode.objects.filter(patient_id=patient).exclude(events__kind="discharged").order_by("-recorded_at")
