"""What soreness to expect at a number of hours after needling."""

from __future__ import annotations

from enum import StrEnum

PEAK_BEGINS, PEAK_ENDS, USUALLY_GONE = 24.0, 48.0, 72.0
"""Hours; trial follow-up ran to 72 h (Martin-Pintado-Zugasti 2016, doi 10.3233/BMR-150630, read)."""


class Soreness(StrEnum):
    """Whether soreness fits the usual course; `REVIEW` asks for a call, it does not alarm."""

    RISING = "rising"
    PEAK = "peak"
    EASING = "easing"
    REVIEW = "review"
    UNKNOWN = "unknown"


def soreness_expected(hours: float | None) -> Soreness:
    """The usual course at `hours` after the session. Raises ValueError for hours before it."""
    if hours is None:
        return Soreness.UNKNOWN
    if not hours >= 0:
        raise ValueError("Hours since the session cannot be below zero.")
    if hours < PEAK_BEGINS:
        return Soreness.RISING
    if hours <= PEAK_ENDS:
        return Soreness.PEAK
    return Soreness.EASING if hours <= USUALLY_GONE else Soreness.REVIEW
