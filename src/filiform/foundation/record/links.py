"""Which entries are linked as one person; the newest row of a pair counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from .files import details_of
from .models import Patient, PatientLink


def standing_links(ids: Iterable[UUID]) -> list[PatientLink]:
    """Links in force that touch any of these patients."""
    wanted = list(ids)
    newest = (
        PatientLink.objects.filter(Q(kept_id__in=wanted) | Q(duplicate_id__in=wanted))
        .order_by("kept_id", "duplicate_id", "-recorded_at", "-id")
        .distinct("kept_id", "duplicate_id")
    )
    return [row for row in newest if row.linked]


def kept_for(ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """For each of these that is a duplicate: the entry that is kept."""
    return {row.duplicate_id: row.kept_id for row in standing_links(ids)}


def linked_to(ids: Iterable[UUID]) -> dict[UUID, list[tuple[UUID, int]]]:
    """For each of these patients the entries linked to it, as (id, number)."""
    links = standing_links(ids)
    touched = {row.kept_id for row in links} | {row.duplicate_id for row in links}
    numbers = dict(Patient.objects.filter(id__in=touched).values_list("id", "number")) if touched else {}
    found: dict[UUID, list[tuple[UUID, int]]] = {}
    for row in links:
        found.setdefault(row.kept_id, []).append((row.duplicate_id, numbers[row.duplicate_id]))
        found.setdefault(row.duplicate_id, []).append((row.kept_id, numbers[row.kept_id]))
    return found


@dataclass(frozen=True)
class Pair:
    """A link in force as one of its two entries shows it: the other entry, and which of them is kept."""

    kept: UUID
    duplicate: UUID
    other: UUID
    other_name: str
    other_number: int
    this_is_kept: bool
    reason: str
    at: datetime


def pairs_of(patient: UUID) -> list[Pair]:
    """The links of one patient."""
    links = standing_links([patient])
    others = {row.duplicate_id if row.kept_id == patient else row.kept_id: row for row in links}
    numbers = dict(Patient.objects.filter(id__in=others).values_list("id", "number"))
    found = []
    for other, row in others.items():
        details = details_of(other)
        name = f"{details.given_name} {details.family_name}".strip() if details else ""
        found.append(
            Pair(
                row.kept_id,
                row.duplicate_id,
                other,
                name,
                numbers[other],
                row.kept_id == patient,
                row.reason,
                row.recorded_at,
            )
        )
    return sorted(found, key=lambda pair: pair.other_number)
