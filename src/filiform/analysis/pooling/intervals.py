"""Intervals about a pooled effect: Wald, Hartung-Knapp with and without a floor, and for the next trial.

Hartung and Knapp 2001; the floor max(1, q) of Knapp and Hartung 2003; prediction with t(k - 2) of Higgins, Thompson
and Spiegelhalter 2009 and Riley 2011. Recalled; the figures are checked in `tests/spec/evidence`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from filiform.analysis.pooling.spread import generalised_q, weighted_mean
from filiform.analysis.pooling.trials import Effect

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval on the scale of pooling."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """High minus low."""
        return self.high - self.low

    def holds(self, value: float) -> bool:
        """Whether `value` lies inside, the ends included."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Intervals:
    """What may be said about the mean. `q` is the factor by which Hartung-Knapp scales the variance.

    `hk_floored` takes max(1, q), so that it is never narrower than `wald`.
    """

    se: float
    q: float
    wald: Interval
    hk: Interval
    hk_floored: Interval


def about_mean(effects: Sequence[Effect], tau2: float) -> Intervals:
    """The three 95 % intervals about the mean with this tau²; at least two trials."""
    mean, total = weighted_mean(effects, tau2)
    df = len(effects) - 1
    se = math.sqrt(1 / total)
    q = generalised_q(effects, tau2) / df
    return Intervals(
        se=se,
        q=q,
        wald=_around(mean, se, None),
        hk=_around(mean, se * math.sqrt(q), df),
        hk_floored=_around(mean, se * math.sqrt(max(1.0, q)), df),
    )


def for_next_trial(mean: float, se: float, tau2: float, df: int | None) -> Interval:
    """Where the true effect of the next trial is expected; `df` degrees of freedom of t, None for the normal."""
    return _around(mean, math.sqrt(tau2 + se * se), df)


def two_sided_p(mean: float, se: float) -> float:
    """The p value of the Wald test of no effect."""
    from scipy.special import ndtr

    return float(2 * ndtr(-abs(mean) / se))


def _around(mean: float, se: float, df: int | None) -> Interval:
    from scipy.special import ndtri, stdtrit

    tail = (1 + LEVEL) / 2
    reach = se * float(ndtri(tail) if df is None else stdtrit(df, tail))
    return Interval(mean - reach, mean + reach)
