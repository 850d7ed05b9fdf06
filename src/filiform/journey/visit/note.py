"""The whole note of a visit as plain JSON: what the signature locks, the PDF prints, the timeline reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from filiform.foundation.images import public as images
from filiform.foundation.record.public import Step, VisitFile, incidents_of_visit, plain, steps_taken


def compose(visit: VisitFile, steps: Iterable[Step]) -> dict[str, Any]:
    """The note: who, when, where, each step's part, pictures, incidents with their steps, what happened when."""
    row = visit.visit
    note: dict[str, Any] = {
        "visit": {
            "id": visit.id,
            "starts_at": row.starts_at,
            "practitioner": visit.practitioner_name,
            "site": row.site.name,
            "room": row.room.name if row.room else None,
            "reason": row.reason,
            "first": visit.first,
            "number": visit.number,
        },
        "patient": {
            "id": visit.patient.id,
            "number": visit.patient.number,
            "name": visit.patient.name,
            "birth_date": visit.patient.details.birth_date,
            "sex": visit.patient.sex,
        },
        "episode": {"problem": row.episode.problem, "goal": row.episode.goal} if row.episode else None,
        "events": [{"kind": event.kind, "at": event.at, "detail": event.detail} for event in visit.events],
        "images": images.images_note(visit),
        "incidents": [_incident(incident) for incident in incidents_of_visit(visit.id)],
    }
    note["steps"] = {step.code: step.note(visit) for step in steps}
    composed: dict[str, Any] = plain(note)
    return composed


def _incident(incident: Any) -> dict[str, Any]:
    return {
        "kind": incident.kind,
        "at": incident.recorded_at,
        "detail": incident.detail,
        "steps": [
            {"step": code, "note": row.note, "at": row.recorded_at} for code, row in steps_taken(incident.id).items()
        ],
    }
