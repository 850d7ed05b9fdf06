"""Scoped reads for the timeline and the lists of visits."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filiform.foundation.audit.models import AuditEntry
from filiform.foundation.decisions.models import Decision
from filiform.foundation.images import public as images
from filiform.foundation.record.models import Episode, Signature, Visit
from filiform.foundation.tenancy.scope import current
from filiform.knowledge.screening import load

from .today import states_of, why_cancelled


@dataclass(frozen=True)
class VisitLine:
    """One visit on the timeline."""

    visit: Visit
    state: str
    summary: str
    amended: bool
    #: Why it was cancelled, in words; "" when it was not, or nobody said.
    cancelled: str = ""
    #: Small pictures of guidance, for clinicians.
    pictures: tuple[images.Picture, ...] = ()


@dataclass(frozen=True)
class Look:
    """Looks at the record by one person for one reason on one day, newest first."""

    at: datetime
    who: str
    why: str
    times: int


def visits_of(patient: UUID, *, clinical: bool, limit: int) -> list[VisitLine]:
    """The patient's newest visits, newest first; with a summary of the signed note for clinicians."""
    visits = list(
        Visit.objects.filter(patient_id=patient)
        .select_related("practitioner", "site", "room", "episode")
        .prefetch_related("amendments")
        .order_by("-starts_at")[:limit]
    )
    states = states_of(visits)
    signed = {}
    if clinical:
        rows = Signature.objects.filter(visit_id__in=[visit.id for visit in visits])
        signed = {row.visit_id: summary_of(json.loads(row.snapshot)) for row in rows}
    pictures = images.pictures_by_visit(patient) if clinical else {}
    why = why_cancelled(visit for visit, state in states.items() if state == "cancelled")
    return [
        VisitLine(
            visit,
            states[visit.id],
            signed.get(visit.id, ""),
            bool(visit.amendments.all()),
            why.get(visit.id, ""),
            tuple(pictures.get(visit.id, ())),
        )
        for visit in visits
    ]


def summary_of(note: dict[str, Any]) -> str:
    """One line of what was done, from a signed note: sites with their needles, or why there were none."""
    part = note.get("steps", {}).get("needles", {})
    sites: dict[str, int] = {}
    for entry in part.get("insertions", ()):
        where = ", ".join(part for part in (entry["structure_name"], entry.get("side")) if part)
        sites[where] = sites.get(where, 0) + 1
    if sites:
        return "; ".join(f"{name} × {count}" if count > 1 else name for name, count in sites.items())
    instead = (part.get("without_needles") or {}).get("instead", "")
    return _("No needles: %(instead)s") % {"instead": instead} if instead else ""


def episodes_of(patient: UUID) -> list[Episode]:
    """The patient's episodes, newest first."""
    return list(Episode.objects.filter(patient_id=patient).order_by("-recorded_at"))


def findings_of(patient: UUID) -> list[dict[str, Any]]:
    """The findings of each visit's last verdict, newest first, each item once with its first and last day."""
    found: dict[str, dict[str, Any]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_FINDINGS, [current().practice, patient])
        for item, label, status, at in cursor.fetchall():
            entry = found.setdefault(item, {"first": at})
            entry |= {"label": label, "state": status, "last": at}
    return sorted(found.values(), key=lambda entry: entry["last"], reverse=True)


# A verdict is a page of JSON with all its sources; of a hundred only the findings' names leave the database.
_FINDINGS = """
WITH newest AS (
  SELECT DISTINCT ON (visit_id) recorded_at, verdict FROM decisions_keptverdict
  WHERE practice_id = %s AND patient_id = %s AND book = 'screening' ORDER BY visit_id, recorded_at DESC, id DESC
)
SELECT finding->>'item', finding->>'label', finding->>'status', recorded_at
FROM newest CROSS JOIN jsonb_array_elements(verdict->'findings') WITH ORDINALITY AS each(finding, place)
ORDER BY recorded_at, place
"""


@dataclass(frozen=True)
class Decided:
    """One decision on a finding."""

    label: str
    choice: str
    reason: str
    author: Any
    recorded_at: datetime


def decisions_of(patient: UUID) -> list[Decided]:
    """Every decision on a finding, newest first."""
    labels = {rule.item: rule.label for rule in load().book.rules}
    rows = Decision.objects.filter(patient_id=patient).select_related("author").order_by("-recorded_at", "-id")
    return [
        Decided(labels.get(row.item, row.item), row.get_choice_display(), row.reason, row.author, row.recorded_at)
        for row in rows
    ]


#: Codes of why a record was opened, in words.
WHY = {
    "visit": gettext_lazy("for a visit"),
    "timeline": gettext_lazy("timeline"),
    "chart": gettext_lazy("pain chart"),
    "plan": gettext_lazy("planned a visit"),
    "arrive": gettext_lazy("noted the arrival"),
    "note": gettext_lazy("read the note"),
    "sheet": gettext_lazy("printed the sheet"),
    "edit": gettext_lazy("editing the details"),
    "history": gettext_lazy("history of the record"),
    "leave": gettext_lazy("count and leaving"),
    "cancel": gettext_lazy("cancelling a visit"),
    "details": gettext_lazy("details"),
    "link": gettext_lazy("duplicates"),
    "consent": gettext_lazy("answers on consent"),
    "consent-copy": gettext_lazy("copy of a consent"),
    "incident": gettext_lazy("an incident"),
    "recall": gettext_lazy("recall of a lot"),
    "amend": gettext_lazy("amending a note"),
    "search": gettext_lazy("a search"),
    "image": gettext_lazy("a picture"),
    "images": gettext_lazy("pictures of a visit"),
    "picture": gettext_lazy("a picture, large"),
    "small": gettext_lazy("a picture, small"),
    "whole": gettext_lazy("a picture, as a DICOM file"),
}


def readers_of(patient: UUID, limit: int = 200) -> list[Look]:
    """Who looked at the record of late, and why; a day's looks of one person for one reason are one line."""
    entries = list(AuditEntry.objects.filter(patient_id=patient, act="read").order_by("-seq")[:limit])
    users = get_user_model().objects.in_bulk({UUID(entry.actor) for entry in entries if entry.actor})
    names = {str(key): user.name for key, user in users.items()}
    found: dict[tuple[object, ...], Look] = {}
    for entry in entries:
        who = names.get(entry.actor, "Filiform")
        key = (timezone.localtime(entry.at).date(), who, entry.why)
        there = found.get(key)
        times = there.times + 1 if there else 1
        found[key] = Look(there.at if there else entry.at, who, str(WHY.get(entry.why, entry.why)), times)
    return list(found.values())
