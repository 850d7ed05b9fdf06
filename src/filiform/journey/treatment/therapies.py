"""Scoped reads of what is done beside needles: other therapies, and electrical currents through them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from filiform.foundation.tenancy.reading import reading

from .models import Modality, Stimulation
from .queries import in_order


@reading
def modalities(visit: UUID) -> QuerySet[Modality]:
    """Other therapies of a visit that were not taken back, oldest first."""
    return in_order(Modality.objects.filter(visit_id=visit, voids=None, voided=None))


@dataclass(frozen=True)
class Current:
    """Electrical stimulation through two needles; `back` is the row that takes it back, None while it stands."""

    row: Stimulation
    back: Stimulation | None = None


@reading
def stimulation_rows(visit: UUID) -> QuerySet[Stimulation]:
    """Electrical stimulation of a visit and what takes it back, oldest first."""
    return in_order(Stimulation.objects.filter(visit_id=visit).select_related("author"))


def currents(visit: UUID) -> tuple[Current, ...]:
    """Electrical stimulation of a visit, that taken back too, oldest first."""
    rows = list(stimulation_rows(visit))
    back = {row.voids_id: row for row in rows if row.voids_id}
    return tuple(Current(row, back.get(row.id)) for row in rows if not row.voids_id)
