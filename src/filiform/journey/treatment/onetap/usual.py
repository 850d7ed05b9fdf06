"""What is usual in a structure for whoever needles now, read from the insertions on record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from filiform.core.needling import Used, Usual, Way, usual
from filiform.foundation.tenancy.reading import Asked, read_together, reading
from filiform.foundation.tenancy.scope import current
from filiform.journey.treatment.models import Insertion, NeedleEvent

#: So many of the newest insertions in a structure tell what is usual there.
LOOKED_BACK = 9


def way_of(row: Insertion) -> Way:
    """Technique, guidance and size of an insertion."""
    return Way(row.technique, row.guidance, row.diameter_mm, row.length_mm)


def reads(structures: Iterable[str]) -> tuple[Asked[Any], ...]:
    """All that `used_in` asks of the database, for one trip (`read_together`)."""
    user = current().actor.user
    own = [_own.of(user, one) for one in structures] if user else []
    return (*own, *(_practice.of(one) for one in structures))


def usual_in(structures: Iterable[str]) -> dict[str, Usual | None]:
    """The usual way in each of these structures, None where nothing is usual yet."""
    return {one: usual(own, practice) for one, (own, practice) in used_in(structures).items()}


def used_in(structures: Iterable[str]) -> dict[str, tuple[list[Used], list[Used]]]:
    """The newest needles in each of these structures, of whoever needles now and of the practice, newest first."""
    asked = tuple(dict.fromkeys(structures))
    read_together(*reads(asked))
    user = current().actor.user
    return {one: (_used(_own(user, one)) if user else [], _used(_practice(one))) for one in asked}


@reading
def _own(author: UUID, structure: str) -> QuerySet[Insertion]:
    """The newest insertions that one person recorded in a structure."""
    return _newest(Insertion.objects.filter(author_id=author, structure=structure))


@reading
def _practice(structure: str) -> QuerySet[Insertion]:
    """The newest insertions in a structure, whoever recorded them."""
    return _newest(Insertion.objects.filter(structure=structure))


def _newest(rows: QuerySet[Insertion]) -> QuerySet[Insertion]:
    """Without what was taken back, and without what no rule let pass: neither makes a habit."""
    taken_back = NeedleEvent.objects.filter(voids=OuterRef("client_id"))
    stands = NeedleEvent.objects.filter(~Exists(taken_back), insertion=OuterRef("id"), kind="placed")
    return rows.filter(Exists(stands), against=[]).order_by("-recorded_at", "-id")[:LOOKED_BACK]


def _used(rows: Iterable[Insertion]) -> list[Used]:
    return [Used(way_of(row), row.planned_dwell) for row in rows]
