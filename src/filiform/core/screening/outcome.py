"""The result of one condition: yes, no or unknown, with the answers that made it so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Truth(Enum):
    """The three values."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reason:
    """An answer that caused a result: the field and what it holds (a code, a number, a word)."""

    field: str
    value: bool | float | str


@dataclass(frozen=True, slots=True)
class Need:
    """An answer that is missing: the field and, for a list, the codes in it that matter."""

    field: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Truth with its causes; `needs` is filled only when the truth is unknown."""

    truth: Truth
    because: tuple[Reason, ...] = ()
    needs: tuple[Need, ...] = ()


PLAIN_NO = Outcome(Truth.NO)


def no_or_yes(yes: bool, *because: Reason) -> Outcome:
    """Make a known outcome."""
    return Outcome(Truth.YES if yes else Truth.NO, because)


def unknown(field: str, *codes: str) -> Outcome:
    """Make an unknown outcome that names the missing answer."""
    return Outcome(Truth.UNKNOWN, needs=(Need(field, codes),))
