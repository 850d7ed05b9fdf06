"""What a practice may rule on needling, as values: places, longest needles, reach, number, both sides of the thorax."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Leave(StrEnum):
    """Under what a practice needles a place: never, only led by ultrasound, only by the practitioners it names."""

    NEVER = "never"
    ULTRASOUND = "ultrasound"
    NAMED = "named"


class Level(StrEnum):
    """How much a finding weighs: `REFUSE` bars the plan, `CAUTION` is weighed, `NOTE` is shown."""

    REFUSE = "refuse"
    CAUTION = "caution"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class PlaceRule:
    """A place (a region, a group of structures that share a danger, or one structure) and under what it is needled.

    `people` are ids of practitioners, for `NAMED` only; `since` is the day from which the practice rules so.
    """

    place: str
    leave: Leave
    people: frozenset[str] = frozenset()
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure in mm that the practice sets for one structure, and the day from which it does."""

    structure: str
    mm: float
    since: date | None = None


@dataclass(frozen=True, slots=True)
class NeedlingPolicy:
    """What a practice rules on needling; as it stands here, it rules nothing.

    `longest` is the longest needle that may be planned in a structure, `reach` the distance that depth, or the whole
    needle where no depth is planned, has to stay short of. `both_sides` weighs both sides of the thorax in one
    session where no law bars them, None as the sources do.
    """

    places: tuple[PlaceRule, ...] = ()
    longest: tuple[Limit, ...] = ()
    reach: tuple[Limit, ...] = ()
    most_needles: int | None = None
    most_since: date | None = None
    both_sides: Level | None = None
    both_sides_since: date | None = None


NO_POLICY = NeedlingPolicy()
"""A practice that rules nothing."""
