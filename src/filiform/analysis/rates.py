"""Intervals about counts: proportions of units, and rates of events, which are never mixed.

Wilson 1927; Clopper and Pearson 1934; the exact Poisson limits of Garwood 1936; all recalled, and checked in
`tests/spec/evidence` against the intervals that were published.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Limits:
    """A rate between 0 and 1 (or above 1 for events) with its two-sided 95 % limits."""

    rate: float
    low: float
    high: float


def wilson(n: int, of: int) -> Limits:
    """Wilson's score interval of `n` units in `of`. Raises ValueError for counts that cannot be."""
    from scipy.special import ndtri

    _check(n, of, proportion=True)
    z, p = float(ndtri((1 + LEVEL) / 2)), n / of
    centre = (p + z * z / (2 * of)) / (1 + z * z / of)
    reach = z / (1 + z * z / of) * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return Limits(p, 0.0 if n == 0 else max(0.0, centre - reach), 1.0 if n == of else min(1.0, centre + reach))


def clopper_pearson(n: int, of: int) -> Limits:
    """The exact interval of `n` units in `of`. Raises ValueError for counts that cannot be."""
    from scipy.special import betaincinv

    _check(n, of, proportion=True)
    tail = (1 - LEVEL) / 2
    low = 0.0 if n == 0 else float(betaincinv(n, of - n + 1, tail))
    high = 1.0 if n == of else float(betaincinv(n + 1, of - n, 1 - tail))
    return Limits(n / of, low, high)


def poisson(n: int, of: int) -> Limits:
    """The exact interval of `n` events over `of` units. Raises ValueError for counts that cannot be."""
    from scipy.special import gammaincinv

    _check(n, of, proportion=False)
    tail = (1 - LEVEL) / 2
    low = 0.0 if n == 0 else float(gammaincinv(n, tail)) / of
    return Limits(n / of, low, float(gammaincinv(n + 1, 1 - tail)) / of)


def none_seen(of: int) -> float:
    """The one-sided 95 % limit when no event was seen in `of` units; about three in `of`."""
    _check(0, of, proportion=False)
    return float(1 - (1 - LEVEL) ** (1 / of))


def _check(n: int, of: int, *, proportion: bool) -> None:
    if of < 1 or n < 0 or (proportion and n > of):
        raise ValueError(f"{n} of {of} cannot be; give counts from 0 up, and no more units than there are.")
