"""The shared words of every rule book, as frozen and checked values."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Side(StrEnum):
    """Side of the body, as the patient has it."""

    LEFT = "left"
    RIGHT = "right"
    MIDLINE = "midline"

    __hash__ = str.__hash__  # as that of the equal word, and quicker than an Enum's own


@dataclass(frozen=True, slots=True)
class Known(Generic[T]):
    """An answer that was given."""

    value: T


@dataclass(frozen=True, slots=True)
class Unknown:
    """A question that was put and has no answer, or whose answer is "I do not know"."""


@dataclass(frozen=True, slots=True)
class Declined:
    """A question that the patient chose not to answer."""


UNKNOWN = Unknown()
DECLINED = Declined()

Answer: TypeAlias = Known[T] | Unknown | Declined


@dataclass(frozen=True, slots=True)
class Site:
    """Where a needle is planned or was placed: the id of a structure and its side, None when not said.

    Raises ValueError when the id is not lower-case words joined by hyphens.
    """

    structure: str
    side: Side | None = None

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.structure):
            raise ValueError(f"structure id {self.structure!r} must be lower-case words joined by hyphens")

    def __str__(self) -> str:
        return f"{self.side} {self.structure}" if self.side else self.structure


@dataclass(frozen=True, slots=True)
class Depth:
    """A depth in millimetres, from 0 to 150 (the longest filiform needle in use)."""

    mm: float

    def __post_init__(self) -> None:
        if not math.isfinite(self.mm) or not 0 <= self.mm <= 150:
            raise ValueError(f"depth {self.mm} mm must be between 0 and 150 mm")


@dataclass(frozen=True, slots=True)
class Score:
    """One result of a measure, with the measure's own range. Raises ValueError outside that range."""

    measure: str
    value: float
    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError(f"range {self.low} to {self.high} of {self.measure} is empty")
        if not self.low <= self.value <= self.high:
            raise ValueError(f"{self.measure} {self.value} must be between {self.low} and {self.high}")
