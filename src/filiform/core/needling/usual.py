"""What a practitioner usually does in one structure, read from what was recorded there before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")

#: So many times the same make a habit; two may be chance.
HABIT = 3


class Whose(StrEnum):
    """Whose habit it is."""

    OWN = "own"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Way:
    """How a needle is used: technique, guidance, size in mm (None where it was not known).

    Nothing that only the patient can show is part of a way: no depth, no twitch, no sensation.
    """

    technique: str
    guidance: str
    diameter_mm: Decimal | None
    length_mm: Decimal | None


@dataclass(frozen=True, slots=True)
class Used:
    """One needle as it was used before; `dwell` is the planned one in seconds, None when none was planned."""

    way: Way
    dwell: int | None = None


@dataclass(frozen=True, slots=True)
class Usual:
    """The usual way in one structure, the dwell that usually goes with it, and whose habit it is."""

    way: Way
    dwell: int | None
    whose: Whose


def usual(own: Sequence[Used], practice: Sequence[Used]) -> Usual | None:
    """The practitioner's own habit, else the practice's, else None. Both newest first, of one structure."""
    for used, whose in ((own, Whose.OWN), (practice, Whose.PRACTICE)):
        way = habit([one.way for one in used])
        if way is not None:
            return Usual(way, habit([one.dwell for one in used if one.way == way]), whose)
    return None


def habit(newest_first: Sequence[T]) -> T | None:
    """What was done three times running, else what was done most often if three times; None when nothing was.

    So a new habit takes over once it was done three times in a row. Of two done equally often the newer counts.
    """
    newest = newest_first[:HABIT]
    if len(newest) == HABIT and len(set(newest)) == 1:
        return newest[0]
    often = Counter(newest_first).most_common(1)  # of equals the first met, which is the newest
    return often[0][0] if often and often[0][1] >= HABIT else None
