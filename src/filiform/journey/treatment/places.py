"""Where a patient was needled: insertions by structure and side, over visits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from filiform.core.values import Site
from filiform.foundation.tenancy.reading import reading

from .models import NeedleEvent
from .translate import site_of

#: Insertions that are looked at, the newest ones: more than years of weekly visits hold.
MOST = 2000


@dataclass(frozen=True)
class NeedledPlace:
    """A structure on a side, how many insertions it had and at how many visits."""

    site: Site
    insertions: int
    visits: int


@reading
def _placed(patient: UUID) -> QuerySet[NeedleEvent]:
    """Needles of a patient that went in and were not taken back, newest first."""
    taken_back = NeedleEvent.objects.filter(voids=OuterRef("client_id"))
    rows = NeedleEvent.objects.filter(~Exists(taken_back), kind="placed", patient_id=patient)
    return rows.select_related("insertion").order_by("-recorded_at")[:MOST]


def needled_places(patient: UUID) -> tuple[NeedledPlace, ...]:
    """Every place that was needled, those with most insertions first."""
    insertions: Counter[Site] = Counter()
    visits: dict[Site, set[UUID]] = {}
    for event in _placed(patient):
        if event.insertion is None:
            continue
        site = site_of(event.insertion)
        insertions[site] += 1
        visits.setdefault(site, set()).add(event.visit_id)
    order = sorted(insertions, key=lambda site: (-insertions[site], str(site)))
    return tuple(NeedledPlace(site, insertions[site], len(visits[site])) for site in order)
