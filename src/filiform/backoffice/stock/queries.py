"""Scoped reads of stock: lots with their state, boxes open in a room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from filiform.core.needling import Lot as CoreLot
from filiform.core.needling import LotStatus
from filiform.foundation.tenancy.models import Room, Site
from filiform.foundation.tenancy.reading import Asked, read_together, reading

from .models import Lot, LotEvent, NeedleProduct, OpenBox
from .words import LotMove

SOON = timedelta(days=60)
_BARRED = {LotMove.RECALLED: LotStatus.RECALLED, LotMove.QUARANTINED: LotStatus.QUARANTINED}


@dataclass(frozen=True)
class LotFile:
    """A lot as it stands: sizes in mm, the last day of use after corrections, its status."""

    id: UUID
    number: str
    product: str
    maker: str
    diameter_mm: Decimal
    length_mm: Decimal
    expires_on: date
    status: LotStatus

    @property
    def core(self) -> CoreLot:
        """The lot as the rule book of needling weighs it."""
        return CoreLot(number=self.number, expires=self.expires_on, status=self.status)

    @property
    def size(self) -> str:
        """Diameter and length as printed on a box."""
        return f"{self.diameter_mm} × {self.length_mm.normalize():f} mm"

    def state_on(self, day: date) -> str:
        """recalled, quarantined, expired, soon or usable."""
        if self.status is not LotStatus.USABLE:
            return str(self.status)
        if self.expires_on < day:
            return "expired"
        return "soon" if self.expires_on < day + SOON else "usable"


@dataclass(frozen=True)
class Box:
    """An open box with its lot; `here` when it is open in the room that was asked for."""

    id: UUID
    lot: LotFile
    site: str
    room: str
    here: bool


def lot_files(rows: QuerySet[Lot] | None = None) -> list[LotFile]:
    """Lots as they stand, those that expire first first."""
    found = (rows if rows is not None else Lot.objects.all()).select_related("product").prefetch_related("events")
    return sorted((_file(row, row.events.all()) for row in found), key=lambda lot: (lot.expires_on, lot.number))


def lot_file(lot: UUID) -> LotFile | None:
    """One lot as it stands; None when this practice has no such lot."""
    read_together(*lot_reads(lot))
    row = _lot.first(lot)
    return _file(row, _events_of_lot(lot)) if row else None


def lot_reads(lot: UUID) -> tuple[Asked[Any], ...]:
    """All that `lot_file` asks of the database, for one trip (`read_together`)."""
    return _lot.of(lot), _events_of_lot.of(lot)


@reading
def _lot(lot: UUID) -> QuerySet[Lot]:
    return Lot.objects.filter(id=lot).select_related("product")


@reading
def _events_of_lot(lot: UUID) -> QuerySet[LotEvent]:
    return LotEvent.objects.filter(lot_id=lot)


def boxes_at(
    site: UUID, room: UUID | None = None, moment: datetime | None = None, apart: timedelta = timedelta()
) -> list[Box]:
    """Boxes open at a site, those in `room` first; expired and recalled ones too, so that they have names.

    Those that are open now, or those that were at `moment` by a clock that may be `apart` from ours. Lots stand as
    they stand now.
    """
    rows, events = _asked(site, moment, apart)
    read_together(rows, events)
    moved: dict[UUID, list[LotEvent]] = {}
    for event in events.reading(*events.given):
        moved.setdefault(event.lot_id, []).append(event)
    boxes = [_box(row, room, moved.get(row.lot_id, ())) for row in rows.reading(*rows.given)]
    return sorted(boxes, key=lambda box: not box.here)


def _asked(site: UUID, moment: datetime | None, apart: timedelta) -> tuple[Asked[OpenBox], Asked[LotEvent]]:
    if moment is None:
        return _boxes_at.of(site), _events_of_boxes_at.of(site)
    by, since = moment + apart, moment
    return _boxes_then.of(site, by, since), _events_of_boxes_then.of(site, by, since)


@reading
def _boxes_at(site: UUID) -> QuerySet[OpenBox]:
    return _in_order(OpenBox.objects.filter(site_id=site, closed=None))


@reading
def _events_of_boxes_at(site: UUID) -> QuerySet[LotEvent]:
    return LotEvent.objects.filter(lot__in=OpenBox.objects.filter(site_id=site, closed=None).values("lot"))


@reading
def _boxes_then(site: UUID, by: datetime, since: datetime) -> QuerySet[OpenBox]:
    return _in_order(_open_then(site, by, since))


@reading
def _events_of_boxes_then(site: UUID, by: datetime, since: datetime) -> QuerySet[LotEvent]:
    return LotEvent.objects.filter(lot__in=_open_then(site, by, since).values("lot"))


def _open_then(site: UUID, by: datetime, since: datetime) -> QuerySet[OpenBox]:
    """Opened by then, and closed since then or not yet."""
    still = Q(closed=None) | Q(closed__recorded_at__gt=since)
    return OpenBox.objects.filter(still, site_id=site, opened_at__lte=by)


def _in_order(rows: QuerySet[OpenBox]) -> QuerySet[OpenBox]:
    return rows.select_related("lot__product", "site", "room").order_by("opened_at", "id")


def open_boxes() -> list[Box]:
    """All open boxes of the practice by site and room."""
    rows = OpenBox.objects.filter(closed=None).select_related("lot__product", "site", "room")
    rows = rows.prefetch_related("lot__events").order_by("site__name", "room__name", "id")
    return [_box(row, None, row.lot.events.all()) for row in rows]


@dataclass(frozen=True)
class Shelved:
    """A lot and its open boxes, by site and room."""

    lot: LotFile
    boxes: tuple[Box, ...]

    def holds(self, words: str) -> bool:
        """Whether each word stands in its number, its product or a place where a box is open."""
        places = (f"{box.site} {box.room}" for box in self.boxes)
        text = " ".join((self.lot.number, self.lot.product, *places)).casefold()
        return all(word in text for word in words.casefold().split())


def shelf() -> list[Shelved]:
    """Each lot once with its open boxes, those that expire first first."""
    boxes: dict[UUID, list[Box]] = {}
    for box in open_boxes():
        boxes.setdefault(box.lot.id, []).append(box)
    return [Shelved(lot, tuple(boxes.get(lot.id, ()))) for lot in lot_files()]


def products() -> list[tuple[str, str]]:
    """Ids and names of products for a choice."""
    rows = NeedleProduct.objects.order_by("maker", "diameter_mm", "length_mm")
    return [(str(row.id), product_label(row)) for row in rows]


def product_label(row: NeedleProduct) -> str:
    """Maker, name and size."""
    name = f" {row.name}" if row.name else ""
    return f"{row.maker}{name} {row.diameter_mm} × {row.length_mm.normalize():f} mm"


def places() -> list[tuple[str, str]]:
    """Rooms and whole sites as choices `site:room`, room empty for the whole site."""
    sites = Site.objects.order_by("name")
    rooms = Room.objects.select_related("site").order_by("site__name", "name")
    return [(f"{room.site_id}:{room.id}", f"{room.site.name}, {room.name}") for room in rooms] + [
        (f"{site.id}:", site.name) for site in sites
    ]


def _file(row: Lot, moved: Iterable[LotEvent]) -> LotFile:
    events = sorted(moved, key=lambda event: (event.recorded_at, event.id))
    corrected = [event.expires_on for event in events if event.kind == LotMove.CORRECTED and event.expires_on]
    moves = [event.kind for event in events if event.kind != LotMove.CORRECTED]
    status = _BARRED.get(LotMove(moves[-1]), LotStatus.USABLE) if moves else LotStatus.USABLE
    return LotFile(
        id=row.id,
        number=row.number,
        product=product_label(row.product),
        maker=row.product.maker,
        diameter_mm=row.product.diameter_mm,
        length_mm=row.product.length_mm,
        expires_on=corrected[-1] if corrected else row.expires_on,
        status=status,
    )


def _box(row: OpenBox, room: UUID | None, moved: Iterable[LotEvent]) -> Box:
    return Box(
        id=row.id,
        lot=_file(row.lot, moved),
        site=row.site.name,
        room=row.room.name if row.room else "",
        here=room is not None and row.room_id == room,
    )
