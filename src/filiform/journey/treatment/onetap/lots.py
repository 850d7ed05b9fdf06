"""The lot that is at hand: of the box of one size that is open in this room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from filiform.backoffice.stock.public import Box, LotFile
from filiform.core.needling import Way


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
