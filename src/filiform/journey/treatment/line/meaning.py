"""What a typed line means at this visit: each entry with its lot, its needles, and what is still to be said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from filiform.backoffice.stock.public import Box, LotFile, lot_files
from filiform.core.needling import NeedleLimits
from filiform.core.needling.shorthand import NOTHING, Entry, Fault, Heard, Taken, carry_on, fill, read_line, wanting
from filiform.core.reasons import Reason, params
from filiform.core.values import Site
from filiform.journey.treatment.actions.placing import Placing
from filiform.journey.treatment.device import clock_time
from filiform.journey.treatment.line.habits import Habits
from filiform.journey.treatment.onetap.lots import Shelf
from filiform.knowledge.needling.shorthand import vocabulary

MOST = NeedleLimits().most_needles


@dataclass(frozen=True)
class Meant:
    """One entry: as it was heard, with what it takes over, its lot, its needles, and what is wanting.

    `taken` is the part that is neither typed nor carried on but usual there.

    `entry` is None where a fault keeps it from being taken; without wants, `placings` are what will be recorded.
    """

    heard: Heard
    entry: Entry | None = None
    lot: LotFile | None = None
    lot_text: str = ""
    wants: tuple[Reason, ...] = ()
    placings: tuple[Placing, ...] = ()
    taken: Taken = NOTHING

    @property
    def complete(self) -> bool:
        """Whether it can be recorded, as far as it goes by itself."""
        return self.entry is not None and not self.wants


@dataclass(frozen=True)
class Meaning:
    """A line as a whole."""

    entries: tuple[Meant, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every entry can be recorded."""
        return not self.faults and all(one.complete for one in self.entries)

    @property
    def placings(self) -> tuple[Placing, ...]:
        """Every needle of the line, in its order."""
        return tuple(placing for one in self.entries for placing in one.placings)

    @property
    def needles(self) -> int:
        """How many needles it opens; one that goes in again is not another."""
        found = 0
        for one in self.entries:
            again = one.entry is not None and one.entry.same_needle
            found += 0 if again and found else 1 if again and one.placings else len(one.placings)
        return found

    @property
    def sites(self) -> tuple[Site, ...]:
        """Every site of the line, once."""
        return tuple(dict.fromkeys(placing.site for placing in self.placings))

    @property
    def usual(self) -> dict[UUID, tuple[str, ...]]:
        """By the id of each insertion the fields that are usual and were not typed."""
        return {each.client_id: one.taken.fields for one in self.entries for each in one.placings if one.taken.fields}

    @property
    def takes(self) -> dict[int, Taken]:
        """What is usual and was not typed, by the number of the entry among those that were understood."""
        understood = [one for one in self.entries if one.entry is not None]
        return {number: one.taken for number, one in enumerate(understood) if one.taken.fields}


def read(text: str, *, shelf: Shelf, on: date, event: UUID, habits: Habits, at: datetime | None = None) -> Meaning:
    """What a line means. `event` gives each insertion an id of its own, the same one each time it is sent.

    A lot that is not named is that of the box that is open here, or was when the line was sent from the device.
    What is neither typed nor carried on comes from `habits`; what comes from there is never carried on.
    """
    line = read_line(text, vocabulary())
    carried = carry_on(line.entries, vocabulary())
    entries = iter([fill(*both, vocabulary()) for both in zip(carried, habits(carried), strict=True)])
    found: list[Meant] = []
    before: Meant | None = None
    for heard in line.heard:
        one = _meant(heard, next(entries), before, shelf, on) if heard.entry else Meant(heard)
        found.append(one)
        before = one if one.entry else before
    if sum(one.entry.insertions for one in found if one.entry) > MOST:
        return Meaning(tuple(found), (*line.whole, Fault("needles-too-many", "", 0, params=params(high=MOST))))
    return Meaning(_with_needles(found, event, at), line.whole)


def _meant(heard: Heard, filled: tuple[Entry, Taken], before: Meant | None, shelf: Shelf, on: date) -> Meant:
    entry, used = filled
    wants = [Reason(code) for code in wanting(entry, before.entry if before else None)]
    if entry.same_needle and before is not None and before.entry is not None:
        said = heard.entry
        if said is not None and (said.lot is not None or said.length_mm is not None):
            wants.append(Reason("needle-has-its-size"))
        entry = replace(entry, diameter_mm=before.entry.diameter_mm, length_mm=before.entry.length_mm)
        lot, lot_text = before.lot, before.lot_text
    else:
        lot, lot_text, asked = _lot(entry, shelf, on)
        wants += asked
    length = lot.length_mm if lot else entry.length_mm
    if entry.depth_mm is not None and length is not None and entry.depth_mm > length:
        wants.append(Reason("depth-beyond-length", params(depth=str(entry.depth_mm), length=f"{length.normalize():f}")))
    return Meant(heard, entry, lot, lot_text, tuple(wants), taken=used)


def _lot(entry: Entry, shelf: Shelf, on: date) -> tuple[LotFile | None, str, tuple[Reason, ...]]:
    """The lot that was named, else the one of the box of that size that is open in this room, else what to ask."""
    if entry.lot is not None:
        return _named(entry, shelf.boxes)
    here = {box.lot.id: box.lot for box in shelf.boxes if box.here and _fits(box.lot, entry)}
    # A lot that may not be used is taken only where no other is open, so that it can be said what is wrong with it.
    good = [lot for lot in here.values() if lot.state_on(on) in ("usable", "soon")] or list(here.values())
    if len(good) == 1:
        return good[0], "", ()
    size = "" if entry.length_mm is None else f"{entry.diameter_mm} × {entry.length_mm:f} mm"
    if good:
        numbers = "; ".join(f"{lot.number}, {lot.size}" for lot in good)
        return None, "", (_about_boxes("lot-which" if size else "size-which", shelf, lots=numbers),)
    return None, "", (_about_boxes("lot-none" if size else "box-none", shelf, size=size),)


def _about_boxes(code: str, shelf: Shelf, **said: str) -> Reason:
    """What to ask about the boxes that are open, or that were at a time that is named."""
    if shelf.at is None:
        return Reason(code, params(**said))
    return Reason(f"{code}-then", params(**said, at=clock_time(shelf.at)))


def _named(entry: Entry, boxes: Sequence[Box]) -> tuple[LotFile | None, str, tuple[Reason, ...]]:
    wanted = str(entry.lot).casefold()
    known = [box.lot for box in boxes if box.lot.number.casefold() == wanted]
    known = known or [lot for lot in lot_files() if lot.number.casefold() == wanted]
    fits = list({lot.id: lot for lot in known if _fits(lot, entry)}.values())
    if len(fits) == 1:
        return fits[0], "", ()
    if fits:
        return None, "", (Reason("lot-twice", params(lots="; ".join(lot.size for lot in fits))),)
    if known:
        return None, "", (Reason("lot-size", params(lot=known[0].number, size=known[0].size)),)
    # Stock has never heard of it: the rule book refuses it, unless it has already happened.
    return None, str(entry.lot), () if entry.length_mm is not None else (Reason("size-of-lot", params(lot=entry.lot)),)


def _fits(lot: LotFile, entry: Entry) -> bool:
    return entry.length_mm is None or (lot.diameter_mm, lot.length_mm) == (entry.diameter_mm, entry.length_mm)


def _with_needles(found: Sequence[Meant], event: UUID, at: datetime | None) -> tuple[Meant, ...]:
    """The same with an insertion for each side and time of each entry that can be recorded."""
    made: list[Meant] = []
    number = 0
    for one in found:
        placings: list[Placing] = []
        if one.entry is not None and one.complete:
            for side in one.entry.sides:
                for _time in range(one.entry.times):
                    placings.append(_placing(one, one.entry, side, insertion_id(event, number), at))
                    number += 1
        made.append(replace(one, placings=tuple(placings)))
    return tuple(made)


def insertion_id(event: UUID, number: int) -> UUID:
    """The id of the insertion with this number (from 0) of the line that was sent as `event`."""
    return uuid5(event, str(number))


def _placing(meant: Meant, entry: Entry, side: Any, client_id: UUID, at: datetime | None) -> Placing:
    stays = bool(entry.left_in)
    sized = meant.lot is None
    return Placing(
        client_id=client_id,
        site=Site(entry.structure, side),
        technique=str(entry.technique),
        guidance=str(entry.guidance),
        lot=meant.lot.id if meant.lot else None,
        lot_text=meant.lot_text,
        diameter_mm=entry.diameter_mm if sized else None,
        length_mm=entry.length_mm if sized else None,
        depth_mm=entry.depth_mm,
        point=entry.point or "",
        planned_dwell=entry.dwell_seconds if stays else None,
        at=at,
        out_too=not stays,
        said=_said(entry),
    )


def _said(entry: Entry) -> dict[str, Any]:
    """What was noted; a dwell of a needle that is out already was said and not clocked, so it stays words."""
    found: dict[str, Any] = {} if entry.twitches is None else {"twitches": entry.twitches}
    words = [entry.note or ""]
    if entry.dwell_seconds and not entry.left_in:
        minutes, seconds = divmod(entry.dwell_seconds, 60)
        words.append(_("In for %(time)s min, not clocked.") % {"time": f"{minutes}:{seconds:02d}"})
    note = " ".join(part for part in words if part)
    return found | ({"note": note} if note else {})
