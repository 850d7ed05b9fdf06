"""What a line leaves to the hand: what is usual there now, or what the page showed as usual when it was sent."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from filiform.backoffice.stock.public import Box
from filiform.core.needling import NeedleLimits, Whose
from filiform.core.needling.shorthand import LONGEST, NOTHING, Entry, Taken, left_open, taken
from filiform.journey.treatment.onetap.usual import used_in
from filiform.journey.treatment.words import Guidance
from filiform.knowledge import load
from filiform.knowledge.needling.shorthand import vocabulary

#: What to take for each entry of a line, in its order.
Habits = Callable[[Sequence[Entry]], Sequence[Taken]]
#: Characters of what a page showed; thirty entries need less.
MOST = 8000
SIZE = re.compile(r"(0\.[0-9]{1,2})x([0-9]{1,3}(?:\.[0-9])?)")
LIMITS = NeedleLimits()


def usual_now(boxes: Sequence[Box]) -> Habits:
    """What is usual for whoever types now; a usual size only where a box of it is open in this room.

    Else the box that is open says the size, as it does where nothing is usual.
    """
    here = {(box.lot.diameter_mm, box.lot.length_mm) for box in boxes if box.here}

    def found(entries: Sequence[Entry]) -> Sequence[Taken]:
        used = used_in(entry.structure for entry in entries if left_open(entry))
        return [_at_hand(_taken(entry, used), here) for entry in entries]

    return found


def as_shown(text: str, line: str) -> Habits:
    """What the page showed as usual (`text`, made by `shown_as`) for this very line; nothing where it was another."""
    shown = _read(text, plain(line))

    def found(entries: Sequence[Entry]) -> Sequence[Taken]:
        return [shown.get(number, NOTHING) for number, _entry in enumerate(entries)]

    return found


def shown_as(line: str, takes: Mapping[int, Taken]) -> str:
    """What is taken for each entry by number, as text that the form sends along; "" where nothing is."""
    entries = {str(number): _plain(each) for number, each in takes.items() if each.fields}
    return json.dumps({"of": plain(line), "entries": entries}) if entries else ""


def plain(line: str) -> str:
    """A line as the page and the form both have it."""
    return line[:LONGEST].replace("\r\n", "\n").strip()


def _taken(entry: Entry, used: Mapping[str, Any]) -> Taken:
    own, practice = used.get(entry.structure, ((), ()))
    return taken(entry, own, practice, vocabulary())


def _at_hand(one: Taken, here: set[tuple[Decimal, Decimal]]) -> Taken:
    if one.size is None or one.size in here:
        return one
    return Taken(one.technique, one.guidance, None, one.dwell, one.whose)


def _plain(one: Taken) -> dict[str, Any]:
    size = f"{one.size[0]}x{one.size[1].normalize():f}" if one.size else None
    said = {"technique": one.technique, "guidance": one.guidance, "size": size, "dwell": one.dwell, "whose": one.whose}
    return {name: value for name, value in said.items() if value is not None}


def _read(text: str, line: str) -> dict[int, Taken]:
    """What a form says that its page showed; nothing of a text that no page of ours can have made."""
    try:
        found = json.loads(text[:MOST]) if text else {}
        if found.get("of") != line:
            return {}
        return {int(number): _one(said) for number, said in found["entries"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _one(said: Mapping[str, Any]) -> Taken:
    """Raises ValueError or TypeError for what cannot be."""
    technique, guidance, dwell = said.get("technique"), said.get("guidance"), said.get("dwell")
    if technique is not None and technique not in load().techniques:
        raise ValueError(technique)
    if guidance is not None and guidance not in Guidance.values:
        raise ValueError(guidance)
    if dwell is not None and (type(dwell) is not int or not 1 <= dwell <= LIMITS.most_minutes * 60):
        raise ValueError(dwell)
    whose = Whose(said["whose"]) if "whose" in said else None
    return Taken(technique, guidance, _size(said.get("size")), dwell, whose)


def _size(text: Any) -> tuple[Decimal, Decimal] | None:
    if text is None:
        return None
    found = SIZE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    thin, long = Decimal(found[1]), Decimal(found[2])
    if not LIMITS.diameter_low_mm <= thin <= LIMITS.diameter_high_mm:
        raise ValueError(text)
    if not LIMITS.length_low_mm <= long <= LIMITS.length_high_mm:
        raise ValueError(text)
    return thin, long
