"""Rooms with needles in place: how many, since when, when the first has to come out; no name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from filiform.foundation.tenancy.clock import now
from filiform.foundation.tenancy.reading import Asked, reading

from .models import Insertion, NeedleEvent

#: Needles left in longer than this are an incident, not a bar on every page.
SHOWN_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class Held:
    """One entry in place, by ids that name nobody: its own, the one its device made, the needle's; `due` is planned."""

    insertion: UUID
    device: UUID
    needle: UUID
    since: datetime | None
    due: datetime | None


@dataclass(frozen=True)
class RoomWithNeedles:
    """A visit with needles in place: where, how many, since when, when the first planned dwell is over."""

    visit: UUID
    site: str
    room: str
    held: tuple[Held, ...]
    #: Who treats there: the visit's practitioner, and whoever placed one of them.
    hands: frozenset[UUID] = frozenset()

    @property
    def place(self) -> str:
        """Site and room as one name."""
        return ", ".join(part for part in (self.site, self.room) if part)

    @property
    def needles(self) -> int:
        """How many needles; one may serve several entries."""
        return len({one.needle for one in self.held})

    @property
    def since(self) -> datetime | None:
        """When the first of them went in, as far as that is known."""
        return min((one.since for one in self.held if one.since), default=None)

    @property
    def first(self) -> Held | None:
        """The one whose planned dwell is over first; None where none was planned."""
        return min((one for one in self.held if one.due), key=lambda one: one.due or now(), default=None)

    @property
    def planned(self) -> int | None:
        """Seconds from the first needle in to the first planned dwell that is over."""
        return int((self.due - self.since).total_seconds()) if self.due and self.since else None

    @property
    def due(self) -> datetime | None:
        """When the first planned dwell is over."""
        return self.first.due if self.first else None


def rooms_with_needles() -> list[RoomWithNeedles]:
    """Visits of the last day with needles in place, longest in first; reads no name."""
    found: dict[UUID, list[NeedleEvent]] = {}
    for event in _in_place_since(_lately()):
        found.setdefault(event.visit_id, []).append(event)
    return [_room(events) for events in found.values()]


def reads_of_rooms() -> tuple[Asked[Any], ...]:
    """What `rooms_with_needles` asks of the database, for one trip with other questions."""
    return (_in_place_since.of(_lately()),)


def _lately() -> datetime:
    """To the full minute, so that whoever asks ahead asks the same."""
    return now().replace(second=0, microsecond=0) - SHOWN_FOR


@reading
def _in_place_since(moment: datetime) -> QuerySet[NeedleEvent]:
    """Needles that went in after a moment and were neither taken out nor taken back, with their rooms."""
    taken_back = NeedleEvent.objects.filter(voids=OuterRef("client_id"))
    out = NeedleEvent.objects.filter(
        ~Exists(taken_back), kind="removed", insertion=OuterRef("insertion"), needle=OuterRef("needle")
    )
    return (
        NeedleEvent.objects.filter(~Exists(taken_back), ~Exists(out), kind="placed", recorded_at__gte=moment)
        .select_related("insertion", "visit__site", "visit__room")
        .order_by("recorded_at")
    )


def _room(events: list[NeedleEvent]) -> RoomWithNeedles:
    visit = events[0].visit
    return RoomWithNeedles(
        visit=visit.id,
        site=visit.site.name,
        room=visit.room.name if visit.room else "",
        hands=frozenset({visit.practitioner_id, *(event.author_id for event in events if event.author_id)}),
        held=tuple(_held(event, event.insertion) for event in events if event.insertion),
    )


def _held(event: NeedleEvent, row: Insertion) -> Held:
    due = event.at + timedelta(seconds=row.planned_dwell) if event.at and row.planned_dwell else None
    return Held(row.id, row.client_id, row.needle, event.at, due)
