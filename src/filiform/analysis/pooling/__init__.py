"""Pooling of trials: a meta-analysis recomputed from per-trial figures, with its traps named."""

from filiform.analysis.pooling.effects import PoolingError, effects_of
from filiform.analysis.pooling.intervals import Interval, Intervals, about_mean, for_next_trial
from filiform.analysis.pooling.pool import Pool, Pooled, pool, pooled_by, shown
from filiform.analysis.pooling.spread import Method, Spread, spread_of, tau2_interval, tau2_of
from filiform.analysis.pooling.traps import Trap, traps_of
from filiform.analysis.pooling.trials import Arm, Count, Counts, Effect, Given, Means, Measure, Study, Trial, Variance

__all__ = [
    "Arm",
    "Count",
    "Counts",
    "Effect",
    "Given",
    "Interval",
    "Intervals",
    "Means",
    "Measure",
    "Method",
    "Pool",
    "Pooled",
    "PoolingError",
    "Spread",
    "Study",
    "Trap",
    "Trial",
    "Variance",
    "about_mean",
    "effects_of",
    "for_next_trial",
    "pool",
    "pooled_by",
    "shown",
    "spread_of",
    "tau2_interval",
    "tau2_of",
    "traps_of",
]
