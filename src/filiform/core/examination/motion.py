"""Whether a change of motion can be told from the measurement error that sources print."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """`UNCERTAIN` lies between the smallest and largest published error; `UNKNOWN` has none to go by."""

    WITHIN_ERROR = "within-error"
    UNCERTAIN = "uncertain"
    BEYOND_ERROR = "beyond-error"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class MotionError:
    """The range of published errors of a joint's motion in degrees. Raises ValueError when it is no range."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.low) and math.isfinite(self.high) and 0 <= self.low <= self.high):
            raise ValueError(f"error of {self.low} to {self.high} degrees is no range")


def motion_change(before: float | None, after: float | None, error: MotionError | None) -> Change:
    """Weigh `after` minus `before`, both in degrees, against the published error; None is not measured."""
    if before is None or after is None or error is None:
        return Change.UNKNOWN
    size = abs(after - before)
    if size < error.low or size == 0:
        return Change.WITHIN_ERROR
    return Change.BEYOND_ERROR if size > error.high else Change.UNCERTAIN
