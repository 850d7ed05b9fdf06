"""Open an incident and record the steps taken on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from filiform.foundation.accounts.roles import Role
from filiform.foundation.record.models import Incident, IncidentStep
from filiform.foundation.tenancy.action import action

STAFF = (Role.OWNER, Role.PRACTITIONER, Role.RECEPTIONIST)


@action(*STAFF)
def open_incident(
    *, kind: str, detail: dict[str, Any], patient: UUID | None = None, visit: UUID | None = None
) -> Incident:
    """Open an incident of a kind that the knowledge names ("needle-count-mismatch", "needled-on-refusal" ...)."""
    return Incident.objects.create(kind=kind, detail=detail, patient_id=patient, visit_id=visit)


@action(*STAFF)
def record_step(*, incident: Incident, step: str, note: str = "") -> IncidentStep:
    """Record that a step was taken; a step recorded twice stays as it was first."""
    found, _created = IncidentStep.objects.get_or_create(incident=incident, step=step, defaults={"note": note})
    return found
