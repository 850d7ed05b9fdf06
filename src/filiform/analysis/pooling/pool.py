"""One pooled result out of trials, by each method, with what has to be known about it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from filiform.analysis.pooling.effects import PoolingError, effects_of
from filiform.analysis.pooling.intervals import Interval, Intervals, about_mean, for_next_trial, two_sided_p
from filiform.analysis.pooling.spread import Method, Spread, spread_of, tau2_interval, tau2_of, weighted_mean
from filiform.analysis.pooling.trials import FITTING, Effect, Means, Measure, Study, Variance

MOST, MOST_LEFT_OUT = 500, 100
"""Trials in one pool, and trials up to which each is left out in turn: its time grows with the square."""


@dataclass(frozen=True, slots=True)
class Pooled:
    """A pooled effect by one method, on the scale of pooling (logarithms for ratios).

    `weights` are per cent, in the order of the effects. `prediction` is with t(k - 2), `prediction_k1` with
    t(k - 1); both None below three trials and for the fixed effect, which knows no next trial.
    """

    method: Method
    estimate: float
    intervals: Intervals
    p: float
    tau2: float
    weights: tuple[float, ...]
    prediction: Interval | None
    prediction_k1: Interval | None


@dataclass(frozen=True, slots=True)
class WithoutOne:
    """The pooled effect when one trial is left out, with the floored Hartung-Knapp interval."""

    name: str
    estimate: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Pool:
    """Everything that was computed. `chosen` is the method of the headline; `left_out` names silent trials.

    `without_one` is empty below three trials and above a hundred. `tau2_interval` is the Q-profile interval.
    """

    study: Study
    variance: Variance | None
    effects: tuple[Effect, ...]
    left_out: tuple[str, ...]
    spread: Spread
    tau2_interval: Interval
    by_method: tuple[Pooled, ...]
    chosen: Method
    without_one: tuple[WithoutOne, ...]

    def of(self, method: Method) -> Pooled:
        """The result by one method."""
        return next(each for each in self.by_method if each.method is method)

    @property
    def headline(self) -> Pooled:
        """The result by the chosen method."""
        return self.of(self.chosen)


def pool(study: Study, chosen: Method = Method.REML) -> Pool:
    """Pool the trials by every method. Raises PoolingError when they cannot be pooled."""
    effects = effects_of(study)
    _enough(study, effects)
    return Pool(
        study=study,
        variance=_variance(study),
        effects=effects,
        left_out=_left_out(study, effects),
        spread=spread_of(effects),
        tau2_interval=Interval(*tau2_interval(effects)),
        by_method=tuple(pooled_by(method, effects) for method in Method),
        chosen=chosen,
        without_one=_without_one(effects, chosen),
    )


def pooled_by(method: Method, effects: Sequence[Effect]) -> Pooled:
    """The pooled effect by one method; at least two effects."""
    tau2 = tau2_of(effects, method)
    mean, total = weighted_mean(effects, tau2)
    intervals = about_mean(effects, tau2)
    next_trial = len(effects) >= 3 and method is not Method.FIXED
    return Pooled(
        method=method,
        estimate=mean,
        intervals=intervals,
        p=two_sided_p(mean, intervals.se),
        tau2=tau2,
        weights=tuple(100 / ((effect.variance + tau2) * total) for effect in effects),
        prediction=for_next_trial(mean, intervals.se, tau2, len(effects) - 2) if next_trial else None,
        prediction_k1=for_next_trial(mean, intervals.se, tau2, len(effects) - 1) if next_trial else None,
    )


def shown(measure: Measure, value: float) -> float:
    """A figure on the scale on which it is read: ratios are taken back from their logarithms."""
    if not measure.ratio:
        return value
    try:
        return math.exp(value)
    except OverflowError:
        return math.inf


def _enough(study: Study, effects: Sequence[Effect]) -> None:
    if len(study.trials) > MOST:
        raise PoolingError(f"{len(study.trials)} trials are more than {MOST}. Pool fewer.")
    if len(effects) < 2:
        told = "Pooling needs at least two trials"
        told += " with an event in one of their arms." if study.trials and len(study.trials) > len(effects) else "."
        raise PoolingError(f"{told} One trial speaks for itself: read it as it is.", field="trials")
    scales = sorted({trial.scale for trial in study.trials if trial.scale})
    if study.measure is Measure.MD and len(scales) > 1:
        raise PoolingError(
            f"Mean differences on different scales cannot be pooled ({', '.join(scales)}). "
            "Bring them to one scale, or use the measure SMD.",
            field="scale",
        )


def _variance(study: Study) -> Variance | None:
    """The formula in use; None where every trial came with its own standard error."""
    if not any(isinstance(trial.reported, Means) for trial in study.trials):
        return None
    return study.variance or next(iter(FITTING.get(study.measure, ())), None)


def _left_out(study: Study, effects: Sequence[Effect]) -> tuple[str, ...]:
    names = [effect.name for effect in effects]
    left = []
    for trial in study.trials:
        if trial.name in names:
            names.remove(trial.name)
        else:
            left.append(trial.name)
    return tuple(left)


def _without_one(effects: Sequence[Effect], method: Method) -> tuple[WithoutOne, ...]:
    if not 3 <= len(effects) <= MOST_LEFT_OUT:
        return ()
    found = []
    for number, effect in enumerate(effects):
        rest = pooled_by(method, [*effects[:number], *effects[number + 1 :]])
        found.append(WithoutOne(effect.name, rest.estimate, rest.intervals.hk_floored))
    return tuple(found)
