"""From what a trial reported to one effect and its variance."""

from __future__ import annotations

import math

from filiform.analysis.pooling.trials import (
    FITTING,
    Arm,
    Count,
    Counts,
    Effect,
    Given,
    Means,
    Measure,
    Study,
    Trial,
    Variance,
)

FAR, SMALL = 1e12, 1e-24
"""Effects beyond FAR and variances below SMALL are taken for slips: they would swamp every other trial."""


class PoolingError(ValueError):
    """Trials cannot be pooled; `row` is the number of the trial (from 1, 0 for all), `field` its column."""

    def __init__(self, message: str, row: int = 0, field: str = "") -> None:
        self.message, self.row, self.field = message, row, field
        super().__init__(message)


def effects_of(study: Study) -> tuple[Effect, ...]:
    """The effect of each trial that says something; trials without any event in both arms say nothing of a ratio.

    Raises PoolingError where a variance cannot be had.
    """
    variance = study.variance or next(iter(FITTING.get(study.measure, ())), None)
    found = (_effect(trial, study.measure, variance, row) for row, trial in enumerate(study.trials, start=1))
    return tuple(effect for effect in found if effect is not None)


def _effect(trial: Trial, measure: Measure, variance: Variance | None, row: int) -> Effect | None:
    match trial.reported:
        case Given(estimate, se):
            return _sound(Effect(trial.name, estimate, se * se), row)
        case Means(one, two):
            difference = _smd if measure is Measure.SMD else _mean_difference
            return _sound(Effect(trial.name, *difference(one, two, variance)), row)
        case Counts(one, two):
            return _of_counts(trial.name, one, two, measure, row)


def _sound(effect: Effect, row: int) -> Effect:
    if not (abs(effect.estimate) <= FAR and SMALL <= effect.variance <= 1 / SMALL):
        raise PoolingError("This trial's effect or variance is too small or too large to compute with.", row)
    return effect


def _pooled_variance(one: Arm, two: Arm) -> float:
    return ((one.n - 1) * one.sd**2 + (two.n - 1) * two.sd**2) / (one.n + two.n - 2)


def _mean_difference(one: Arm, two: Arm, variance: Variance | None) -> tuple[float, float]:
    spread = one.sd**2 / one.n + two.sd**2 / two.n
    if variance is Variance.POOLED:
        spread = _pooled_variance(one, two) * (1 / one.n + 1 / two.n)
    return one.mean - two.mean, spread


def _smd(one: Arm, two: Arm, variance: Variance | None) -> tuple[float, float]:
    """Hedges' g. RevMan takes the approximate correction for small samples, metafor the exact one."""
    people, free = one.n + two.n, one.n + two.n - 2
    pooled = math.sqrt(_pooled_variance(one, two))
    if pooled == 0:
        return math.nan, math.nan
    cohen = (one.mean - two.mean) / pooled
    if variance is Variance.METAFOR:
        exact = math.exp(math.lgamma(free / 2) - math.log(math.sqrt(free / 2)) - math.lgamma((free - 1) / 2))
        g = cohen * exact
        return g, 1 / one.n + 1 / two.n + g * g / (2 * people)
    g = cohen * (1 - 3 / (4 * free - 1))
    return g, people / (one.n * two.n) + g * g / (2 * (people - 3.94))


def _of_counts(name: str, one: Count, two: Count, measure: Measure, row: int) -> Effect | None:
    a, b, c, d = one.events, one.n - one.events, two.events, two.n - two.events
    silent = (a == 0 and c == 0) or (b == 0 and d == 0)
    if measure.ratio and silent:
        return None
    empty = 0 in (a, b, c, d)
    half = 0.5 if empty else 0.0
    a, b, c, d = a + half, b + half, c + half, d + half  # type: ignore[assignment]
    first, second = a / (a + b), c / (c + d)
    if measure is Measure.OR:
        return _sound(Effect(name, math.log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d, empty), row)
    if measure is Measure.RR:
        spread = 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)
        return _sound(Effect(name, math.log(first / second), spread, empty), row)
    spread = first * (1 - first) / (a + b) + second * (1 - second) / (c + d)
    return _sound(Effect(name, first - second, spread, empty), row)
