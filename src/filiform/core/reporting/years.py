"""How long a practitioner has needled, as far as credentials on record tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NeedlingSince:
    """The first day on which needling was allowed by a credential on record, and the full years since then."""

    day: date
    years: int


def needling_since(first_days: Iterable[date], on: date) -> NeedlingSince | None:
    """The earliest first day of any needling credential that had begun by `on`; None where none is known.

    It is a lower bound: who needled before the first credential on record has needled for longer.
    """
    begun = [day for day in first_days if day <= on]
    if not begun:
        return None
    first = min(begun)
    before_anniversary = (on.month, on.day) < (first.month, first.day)
    return NeedlingSince(first, on.year - first.year - int(before_anniversary))
