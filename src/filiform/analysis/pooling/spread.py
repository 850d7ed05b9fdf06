"""How far trials differ beyond chance: tau² by three estimators, its interval, Q and I².

DerSimonian and Laird 1986; Paule and Mandel 1982; restricted maximum likelihood and the Q-profile interval as in
Viechtbauer 2005 and 2007. All recalled, and checked against published figures in `tests/spec/evidence`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from filiform.analysis.pooling.effects import PoolingError
from filiform.analysis.pooling.trials import Effect

STEPS = 200
"""Iterations that a search may take; it takes far fewer, and never runs on."""


class Method(StrEnum):
    """How trials are weighed: as copies of one truth (fixed), or with tau² by one of three estimators."""

    FIXED = "fixed"
    DL = "dl"
    PM = "pm"
    REML = "reml"


@dataclass(frozen=True, slots=True)
class Spread:
    """Cochran's Q with its degrees of freedom and p, and I² in per cent."""

    q: float
    df: int
    p: float
    i2: float


def weighted_mean(effects: Sequence[Effect], tau2: float) -> tuple[float, float]:
    """Inverse-variance mean and the sum of the weights."""
    weights = [1 / (effect.variance + tau2) for effect in effects]
    total = math.fsum(weights)
    return math.fsum(w * e.estimate for w, e in zip(weights, effects, strict=True)) / total, total


def generalised_q(effects: Sequence[Effect], tau2: float) -> float:
    """Weighted sum of squares about the weighted mean; falls as tau² grows."""
    mean, _ = weighted_mean(effects, tau2)
    return math.fsum((effect.estimate - mean) ** 2 / (effect.variance + tau2) for effect in effects)


def spread_of(effects: Sequence[Effect]) -> Spread:
    """Q, its p value and I² = (Q - df) / Q, not below zero."""
    from scipy.special import chdtrc

    q, df = generalised_q(effects, 0.0), len(effects) - 1
    return Spread(q, df, float(chdtrc(df, q)), max(0.0, 100 * (q - df) / q) if q > 0 else 0.0)


def tau2_of(effects: Sequence[Effect], method: Method) -> float:
    """The variance between trials, never below zero. Raises PoolingError when no estimate is found."""
    if method is Method.FIXED:
        return 0.0
    return {Method.DL: _dersimonian_laird, Method.PM: _paule_mandel, Method.REML: _reml}[method](effects)


def tau2_interval(effects: Sequence[Effect], level: float = 0.95) -> tuple[float, float]:
    """Q-profile interval of tau²: where the generalised Q meets the quantiles of chi² with k - 1 degrees of freedom."""
    from scipy.special import chdtri

    df, tail = len(effects) - 1, (1 - level) / 2
    return _where_q_is(effects, float(chdtri(df, tail))), _where_q_is(effects, float(chdtri(df, 1 - tail)))


def _dersimonian_laird(effects: Sequence[Effect]) -> float:
    weights = [1 / effect.variance for effect in effects]
    # The sum of weights less its squares over itself, as products: the difference is lost where one weight is huge.
    pairs = math.fsum(w * before for w, before in zip(weights, accumulate(weights, initial=0.0), strict=False))
    scale = 2 * pairs / math.fsum(weights)
    return max(0.0, (generalised_q(effects, 0.0) - (len(effects) - 1)) / scale)


def _paule_mandel(effects: Sequence[Effect]) -> float:
    return _where_q_is(effects, len(effects) - 1)


def _where_q_is(effects: Sequence[Effect], target: float) -> float:
    """The tau² at which the generalised Q has fallen to `target`; 0 where it starts at or below."""
    if generalised_q(effects, 0.0) <= target:
        return 0.0
    return _root(lambda tau2: generalised_q(effects, tau2) - target, effects)


def _reml(effects: Sequence[Effect]) -> float:
    """The highest restricted likelihood: looked for over a grid first, because there may be more than one peak."""
    top = _far(effects)
    grid = [0.0, *(top * 10 ** (power / 4) for power in range(-40, 1))]
    best = max(range(len(grid)), key=lambda number: _restricted_likelihood(effects, grid[number]))

    def slope(tau2: float) -> float:
        return _restricted_slope(effects, tau2)

    # Near 0 the likelihood is so flat that its highest grid point is chance; the slope still tells the way.
    low, high = max(best - 1, 0), min(best + 1, len(grid) - 1)
    while low > 0 and slope(grid[low]) <= 0:
        low -= 1
    while high < len(grid) - 1 and slope(grid[high]) > 0:
        high += 1
    if low == 0 and slope(0.0) <= 0:
        return 0.0
    return _between(slope, grid[low], grid[high])


def _restricted_likelihood(effects: Sequence[Effect], tau2: float) -> float:
    _, total = weighted_mean(effects, tau2)
    logs = math.fsum(math.log(effect.variance + tau2) for effect in effects)
    return -0.5 * (logs + math.log(total) + generalised_q(effects, tau2))


def _restricted_slope(effects: Sequence[Effect], tau2: float) -> float:
    """Twice the derivative of the restricted likelihood by tau²."""
    mean, total = weighted_mean(effects, tau2)
    squares = math.fsum((e.variance + tau2) ** -2 for e in effects)
    fit = math.fsum(((e.estimate - mean) / (e.variance + tau2)) ** 2 for e in effects)
    return fit - total + squares / total


def _far(effects: Sequence[Effect]) -> float:
    """A tau² that is surely beyond every estimate."""
    estimates = [effect.estimate for effect in effects]
    reach = (max(estimates) - min(estimates)) ** 2 + max(effect.variance for effect in effects)
    if not math.isfinite(reach):
        raise PoolingError("The effects are too far apart to compute with. Check their units.")
    return 10 * reach


def _root(falling: Callable[[float], float], effects: Sequence[Effect]) -> float:
    high = _far(effects)
    for _ in range(STEPS):
        if falling(high) <= 0:
            return _between(falling, 0.0, high)
        high *= 10
    raise PoolingError("No tau² was found. Check the effects and their variances.")


def _between(function: Callable[[float], float], low: float, high: float) -> float:
    from scipy.optimize import brentq

    if function(low) * function(high) > 0:
        raise PoolingError("No tau² was found. Check the effects and their variances.")
    return float(brentq(function, low, high, xtol=1e-15 * high, rtol=1e-12, maxiter=STEPS))
