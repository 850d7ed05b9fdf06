"""The shared words of every rule book, as frozen and checked values."""

from __future__ import annotations

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
