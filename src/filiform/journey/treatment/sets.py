"""Sets of needles that whoever needles may use: the practice's, and one's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from filiform.core.needling import Way
from filiform.core.values import Side, Site
from filiform.foundation.tenancy.reading import Asked, read_together, reading
from filiform.foundation.tenancy.refusal import Missing, Reason
from filiform.foundation.tenancy.scope import current
from filiform.journey.treatment.models import NeedleSet, NeedleSetEvent, NeedleSetLine
from filiform.journey.treatment.words import SetMove


@dataclass(frozen=True)
class SetFile:
    """A set as it stands: its newest move counts. `mine` for whoever looks."""

    id: UUID
    name: str
    author: UUID | None
    author_name: str
    shared: bool
    mine: bool


@reading
def _sets() -> QuerySet[NeedleSet]:
    """All sets of the practice by name."""
    return NeedleSet.objects.select_related("author").order_by("name", "id")


@reading
def _moves() -> QuerySet[NeedleSetEvent]:
    """What was decided about them, oldest first."""
    return NeedleSetEvent.objects.order_by("recorded_at", "id")


@reading
def lines_of(needle_set: UUID) -> QuerySet[NeedleSetLine]:
    """The needles of a set, in order."""
    return NeedleSetLine.objects.filter(needle_set_id=needle_set).order_by("position")


def reads() -> tuple[Asked[Any], ...]:
    """All that `sets` asks of the database, for one trip (`read_together`)."""
    return (_sets.of(), _moves.of())


def sets() -> list[SetFile]:
    """The sets that stand and that whoever looks may use, by name: the practice's, and one's own."""
    read_together(*reads())
    newest = {row.needle_set_id: row.kind for row in _moves()}
    user = current().actor.user
    found = [_file(row, newest.get(row.id, ""), user) for row in _sets() if newest.get(row.id) != SetMove.RETIRED]
    return [one for one in found if one.shared or one.mine]


def set_file(needle_set: UUID) -> SetFile:
    """One of `sets`. Raises Missing."""
    found = next((one for one in sets() if one.id == needle_set), None)
    if found is None:
        raise Missing(Reason("no-set", _("There is no such set, or it was retired.")))
    return found


def _file(row: NeedleSet, newest: str, user: UUID | None) -> SetFile:
    return SetFile(
        id=row.id,
        name=row.name,
        author=row.author_id,
        author_name=row.author.name if row.author else "",
        shared=newest == SetMove.SHARED,
        mine=user is not None and row.author_id == user,
    )


def way_of(line: NeedleSetLine) -> Way:
    """Technique, guidance and size of a line."""
    return Way(line.technique, line.guidance, line.diameter_mm, line.length_mm)


def site_of(line: NeedleSetLine) -> Site:
    """Where a line is."""
    return Site(line.structure, Side(line.side) if line.side else None)
