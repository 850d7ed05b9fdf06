"""Pain over visits against the published important difference of its measure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from filiform.core.reasons import Source


class Direction(StrEnum):
    """Where a score went; `UNKNOWN` when two scores, or a threshold, are missing."""

    BETTER = "better"
    WORSE = "worse"
    UNCHANGED = "unchanged"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PainScore:
    """One result of a measure on a day; `value` None when it was asked and not answered."""

    on: date
    value: float | None
    id: str = ""


@dataclass(frozen=True, slots=True)
class ImportantDifference:
    """A change that a source calls important, in points of the measure, for its population.

    `low` and `high` bound the scale. `higher_is_worse` is True for pain.
    """

    value: float
    population: str
    sources: tuple[Source, ...]
    low: float = 0.0
    high: float = 10.0
    higher_is_worse: bool = True


@dataclass(frozen=True, slots=True)
class Trend:
    """`change` is latest minus baseline in points; None when either is missing."""

    direction: Direction
    baseline: float | None = None
    latest: float | None = None
    change: float | None = None
    threshold: float | None = None
    scores: int = 0
    sources: tuple[Source, ...] = ()


def pain_trend(scores: Iterable[PainScore], rule: ImportantDifference | None) -> Trend:
    """Compare the newest score with the first; on one day the id that sorts last is the newest.

    A change as large as the threshold counts. Raises ValueError for a score outside the scale of `rule`.
    """
    known = sorted(
        ((each.on, each.id, each.value) for each in scores if each.value is not None),
        key=lambda row: (row[0], row[1], row[2]),
    )
    values = [value for _, _, value in known]
    if rule is None:
        return Trend(Direction.UNKNOWN, scores=len(values))
    for value in values:
        if not math.isfinite(value) or not rule.low <= value <= rule.high:
            raise ValueError(f"A score must lie between {rule.low:g} and {rule.high:g}; it is {value:g}.")
    if len(values) < 2:
        return Trend(
            Direction.UNKNOWN,
            baseline=values[0] if values else None,
            threshold=rule.value,
            scores=len(values),
            sources=rule.sources,
        )
    change = values[-1] - values[0]
    return Trend(_direction(change, rule), values[0], values[-1], change, rule.value, len(values), rule.sources)


def _direction(change: float, rule: ImportantDifference) -> Direction:
    # A hair of tolerance: 0.1 steps do not add up exactly in binary.
    if abs(change) < rule.value - 1e-9:
        return Direction.UNCHANGED
    return Direction.WORSE if (change > 0) is rule.higher_is_worse else Direction.BETTER
