"""The lot that is at hand: of the box of one size that is open in this room, or was when a needle went in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from filiform.backoffice.stock.public import Box, LotFile, boxes_at
from filiform.core.needling import Way
from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.clock import now
from filiform.journey.treatment.device import believed

#: What took longer than this to arrive waited for a connection, and its time is told with what is said of it.
LATE = timedelta(minutes=1)
#: The clocks of device and server may differ by so much: a box opened just now was open.
APART = timedelta(seconds=5)


@dataclass(frozen=True)
class Shelf:
    """Boxes that a needle may have come from; `at` is when they were open where that is a while ago, else None."""

    boxes: tuple[Box, ...]
    at: datetime | None = None


def shelf(visit: VisitFile, at: datetime | None = None) -> Shelf:
    """Boxes open where the visit is, at the device's time `at` as far as it is believed; now without one."""
    place = (visit.visit.site_id, visit.visit.room_id)
    if at is None or believed(visit, at) != at:
        return Shelf(tuple(boxes_at(*place)))
    return Shelf(tuple(boxes_at(*place, at, APART)), at if _late(at) else None)


def to_choose(visit: VisitFile, at: datetime | None = None) -> list[Box]:
    """Boxes for somebody to choose from: those open now; of what comes late those open then, and nobody takes one that
    was opened since for the one that is "here"."""
    there = boxes_at(visit.visit.site_id, visit.visit.room_id)
    then = shelf(visit, at) if at is not None and _late(at) else None
    if then is None or then.at is None:
        return there
    known = {box.id for box in then.boxes}
    return [*then.boxes, *(replace(box, here=False) for box in there if box.id not in known)]


def _late(at: datetime) -> bool:
    return now() - at > LATE


def lot_at_hand(boxes: Sequence[Box], way: Way, on: date) -> LotFile | None:
    """The one lot of the way's size in this room; None where there is none, or where somebody has to choose.

    A lot that may not be used is named only where no other is open, so that the page can say what is wrong with it.
    """
    here = {box.lot.id: box.lot for box in boxes if box.here and _fits(box.lot, way)}
    good = [lot for lot in here.values() if lot.state_on(on) in ("usable", "soon")]
    found = good or list(here.values())
    return found[0] if len(found) == 1 else None


def _fits(lot: LotFile, way: Way) -> bool:
    return (lot.diameter_mm, lot.length_mm) == (way.diameter_mm, way.length_mm)
