"""A pooled result as plain JSON values and as a text table; ratios are shown as ratios, not as logarithms."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from filiform.analysis.pooling.intervals import Interval
from filiform.analysis.pooling.pool import Pool, Pooled, shown
from filiform.analysis.pooling.spread import Method
from filiform.analysis.pooling.traps import Trap

LABELS = {
    Method.FIXED: "fixed effect",
    Method.DL: "DerSimonian-Laird",
    Method.PM: "Paule-Mandel",
    Method.REML: "REML",
}
MEANS = {
    "MD": "mean difference",
    "SMD": "standardised mean difference (Hedges g)",
    "RR": "risk ratio",
    "OR": "odds ratio",
    "RD": "risk difference",
    "effect": "effect as given",
}
NOT_CERTAINTY = (
    "These figures say nothing of bias, blinding or whom the trials were done on. Certainty is a judgement "
    "over all of that (GRADE), not an interval."
)


def pool_json(pool: Pool, traps: Sequence[Trap], ignored: Sequence[str] = ()) -> dict[str, Any]:
    """Everything as JSON values. `se`, `tau2` and `q` of ratios stay on the scale of logarithms."""
    headline = pool.headline
    return {
        "title": pool.study.title,
        "measure": str(pool.study.measure),
        "pooled_as_logarithm": pool.study.measure.ratio,
        "variance": {"name": str(pool.variance), "formula": pool.variance.formula} if pool.variance else None,
        "k": len(pool.effects),
        "headline": {
            "method": str(pool.chosen),
            "interval": "hartung_knapp_floored",
            "estimate": _figure(pool, headline.estimate),
            "low": _figure(pool, headline.intervals.hk_floored.low),
            "high": _figure(pool, headline.intervals.hk_floored.high),
        },
        "methods": {str(each.method): _method(pool, each) for each in pool.by_method},
        "heterogeneity": {
            "q": pool.spread.q,
            "df": pool.spread.df,
            "p": pool.spread.p,
            "i2_percent": pool.spread.i2,
            "tau2_interval": [pool.tau2_interval.low, pool.tau2_interval.high] if pool.tau2_interval.high else None,
            "tau2_interval_method": "Q-profile",
        },
        "trials": [
            {
                "trial": effect.name,
                "estimate": _figure(pool, effect.estimate),
                "se": math.sqrt(effect.variance),
                "interval": _pair(pool, _wald(effect.estimate, effect.variance)),
                "weight_percent": weight,
                "corrected": effect.corrected,
            }
            for effect, weight in zip(pool.effects, headline.weights, strict=True)
        ],
        "left_out": list(pool.left_out),
        "without_one": [
            {
                "trial": each.name,
                "estimate": _figure(pool, each.estimate),
                "interval": _pair(pool, each.interval),
            }
            for each in pool.without_one
        ],
        "traps": [{"code": trap.code, "text": trap.text} for trap in traps],
        "ignored_columns": list(ignored),
        "note": NOT_CERTAINTY,
    }


def _method(pool: Pool, each: Pooled) -> dict[str, Any]:
    prediction = None
    if each.prediction and each.prediction_k1:
        prediction = {"t_k_minus_2": _pair(pool, each.prediction), "t_k_minus_1": _pair(pool, each.prediction_k1)}
    return {
        "estimate": _figure(pool, each.estimate),
        "se": each.intervals.se,
        "p": each.p,
        "tau2": each.tau2,
        "q": each.intervals.q,
        "wald": _pair(pool, each.intervals.wald),
        "hartung_knapp": _pair(pool, each.intervals.hk),
        "hartung_knapp_floored": _pair(pool, each.intervals.hk_floored),
        "prediction": prediction,
        "weights_percent": list(each.weights),
    }


def _figure(pool: Pool, value: float) -> float | None:
    found = shown(pool.study.measure, value)
    return found if math.isfinite(found) else None


def _pair(pool: Pool, interval: Interval) -> list[float | None]:
    return [_figure(pool, interval.low), _figure(pool, interval.high)]


def _wald(estimate: float, variance: float) -> Interval:
    reach = 1.959963984540054 * math.sqrt(variance)
    return Interval(estimate - reach, estimate + reach)


def pool_text(pool: Pool, traps: Sequence[Trap], ignored: Sequence[str] = ()) -> str:
    """The result as a table to read in a terminal."""
    return "\n".join(_lines(pool, traps, ignored)) + "\n"


def _lines(pool: Pool, traps: Sequence[Trap], ignored: Sequence[str]) -> Iterator[str]:
    how = f"; variance {pool.variance}: {pool.variance.formula}" if pool.variance else ""
    if pool.study.title:
        yield pool.study.title
    yield f"{len(pool.effects)} trials, {MEANS[pool.study.measure]}{how}"
    yield ""
    yield from _table(
        ("trial", "estimate", "95 % interval", f"weight, {LABELS[pool.chosen]}"),
        [
            (
                effect.name,
                _say(pool, effect.estimate),
                _both(pool, _wald(effect.estimate, effect.variance)),
                f"{weight:.1f} %",
            )
            for effect, weight in zip(pool.effects, pool.headline.weights, strict=True)
        ],
    )
    yield ""
    yield from _table(
        ("pooled by", "estimate", "Wald", "Hartung-Knapp", "floored, max(1, q)", "tau²"),
        [
            (
                LABELS[each.method],
                _say(pool, each.estimate),
                _both(pool, each.intervals.wald),
                _both(pool, each.intervals.hk),
                _both(pool, each.intervals.hk_floored),
                f"{each.tau2:.4g}",
            )
            for each in pool.by_method
        ],
    )
    yield ""
    yield from _summary(pool)
    yield ""
    for trap in traps:
        yield f"! {trap.code}: {trap.text}"
    if ignored:
        yield f"Columns that were not used: {', '.join(ignored)}."
    yield NOT_CERTAINTY


def _summary(pool: Pool) -> Iterator[str]:
    spread = pool.spread
    yield (
        f"Headline: {_say(pool, pool.headline.estimate)} ({_both(pool, pool.headline.intervals.hk_floored)}), "
        f"{LABELS[pool.chosen]}, Hartung-Knapp with the floor, t({len(pool.effects) - 1})"
    )
    low, high = pool.tau2_interval.low, pool.tau2_interval.high
    between = f"from {low:.3g} to {high:.3g} (Q-profile)" if high else "without a Q-profile interval"
    yield (
        f"Differences between trials: Q {spread.q:.2f} on {spread.df} df, p {spread.p:.3g}; I² {spread.i2:.0f} %; "
        f"tau² {between}"
    )
    result = pool.headline
    if result.prediction and result.prediction_k1:
        free = len(pool.effects)
        yield (
            f"The next trial: {_both(pool, result.prediction)} with t({free - 2}) (k - 2, Higgins and Riley); "
            f"{_both(pool, result.prediction_k1)} with t({free - 1}) (k - 1)"
        )


def _say(pool: Pool, value: float) -> str:
    found = shown(pool.study.measure, value)
    return f"{found:.2f}" if 0.1 <= abs(found) < 1e6 or found == 0 else f"{found:.3g}"


def _both(pool: Pool, interval: Interval) -> str:
    return f"{_say(pool, interval.low)} to {_say(pool, interval.high)}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    for row in (head, *rows):
        first = row[0].ljust(widths[0])
        yield "  ".join([first, *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))])
