"""The known traps of pooling that this result walks into, named with its own figures.

A trap is a code, what it means and its parameters. Bounds that no source gives are rules of this product and are
listed in `docs/knowledge/pooling.md` beside the sources.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from filiform.analysis.pooling.pool import Pool
from filiform.analysis.pooling.spread import Method
from filiform.analysis.pooling.trials import Means, Measure

FEW, DOMINATING, MIXED, MUCH = 5, 50.0, 5.0, 50.0
"""Trials below which tau² is hardly known; per cent of weight that dominate; ratio of spreads that suggests two
scales; I² above which one truth is not credible."""


@dataclass(frozen=True, slots=True)
class Trap:
    """One trap: its code, and what it means here."""

    code: str
    text: str


def traps_of(pool: Pool) -> tuple[Trap, ...]:
    """Every trap that this result walks into, the gravest first."""
    return tuple(Trap(code, text) for chapter in CHAPTERS for code, text in chapter(pool))


Found = Iterator[tuple[str, str]]


def _material(pool: Pool) -> Found:
    """What is wrong with the trials themselves."""
    means = [trial.reported for trial in pool.study.trials if isinstance(trial.reported, Means)]
    spreads = [arm.sd for each in means for arm in (each.one, each.two)]
    if pool.study.measure is Measure.MD and spreads and max(spreads) > MIXED * min(spreads):
        yield (
            "scales-look-mixed",
            f"The standard deviations run from {min(spreads):g} to {max(spreads):g}. If the trials used different "
            "scales, a mean difference over them means nothing: bring them to one scale or use SMD.",
        )
    scales = sorted({trial.scale for trial in pool.study.trials if trial.scale})
    if len(scales) > 1:
        yield (
            "scales-mixed",
            f"Different instruments are pooled ({', '.join(scales)}). A standardised difference is no change in points "
            "of any of them.",
        )
    if pool.study.measure is Measure.SMD and len({trial.values for trial in pool.study.trials if trial.values}) > 1:
        yield (
            "change-and-final-mixed",
            "Some trials gave final values and others changes. Their standard deviations measure different things, so "
            "their standardised differences do not belong in one pool.",
        )
    names = Counter(effect.name for effect in pool.effects)
    if twice := sorted(name for name, times in names.items() if times > 1):
        yield (
            "trial-more-than-once",
            f"More than one row comes from {', '.join(twice)}. If they share people, these count twice and every "
            "interval is too narrow.",
        )
    yield from _counts(pool)


def _counts(pool: Pool) -> Found:
    if pool.left_out:
        yield (
            "silent-trials",
            f"Left out, because nobody (or everybody) in both arms had the event: {', '.join(pool.left_out)}. "
            "A ratio cannot hear them; a risk difference can.",
        )
    if corrected := [effect.name for effect in pool.effects if effect.corrected]:
        yield (
            "empty-cells",
            f"0.5 was added to every cell of {', '.join(corrected)}, which had an empty one. With rare events the "
            "result hangs on that choice.",
        )


def _number(pool: Pool) -> Found:
    k = len(pool.effects)
    if k == 2:
        yield (
            "two-trials",
            "Two trials: the Hartung-Knapp interval has one degree of freedom (t = 12.7) and is mostly too wide to "
            "say anything, while the Wald interval is mostly too narrow. Report the two trials beside each other.",
        )
    elif k < FEW:
        yield (
            "few-trials",
            f"{k} trials: tau² is hardly known, whatever its figure. {_tau2_range(pool)}",
        )
    if k < 3:
        yield "no-prediction", "A prediction interval needs at least three trials; there is none here."


def _hartung_knapp(pool: Pool) -> Found:
    result = pool.headline.intervals
    if result.hk.width < result.wald.width:
        yield (
            "hartung-knapp-narrower",
            f"The plain Hartung-Knapp interval is narrower than Wald's (q = {result.q:.3f}): the trials agree better "
            "than chance would have it, and that is not evidence. The floor max(1, q) is in the headline; never pick "
            "the narrower one.",
        )


def _tau2(pool: Pool) -> Found:
    random = [each for each in pool.by_method if each.method is not Method.FIXED]
    zero = [str(each.method) for each in random if each.tau2 == 0]
    if zero:
        yield (
            "tau2-zero",
            f"tau² was cut off at 0 ({', '.join(zero)}). That does not show that the trials do not differ. "
            f"{_tau2_range(pool)}",
        )
    known = [each.tau2 for each in random]
    if zero and len(zero) < len(random):
        yield "estimators-differ", f"The estimators do not agree whether tau² is 0: {_listed(pool)}."
    elif not zero and max(known) > 2 * min(known):
        yield "estimators-differ", f"The estimates of tau² differ more than twofold: {_listed(pool)}."


def _tau2_range(pool: Pool) -> str:
    """The Q-profile interval in words; it is empty where the trials agree better than chance would have it."""
    low, high = pool.tau2_interval.low, pool.tau2_interval.high
    if high == 0:
        return "Its Q-profile interval is empty: the trials lie closer together than their own errors would have them."
    return f"Its 95 % interval runs from {low:.3g} to {high:.3g}."


def _listed(pool: Pool) -> str:
    random = (each for each in pool.by_method if each.method is not Method.FIXED)
    return ", ".join(f"{each.method} {each.tau2:.4g}" for each in random)


def _weights(pool: Pool) -> Found:
    top = max(range(len(pool.effects)), key=lambda number: pool.headline.weights[number])
    share = pool.headline.weights[top]
    if share > DOMINATING:
        yield (
            "one-trial-dominates",
            f"{pool.effects[top].name} carries {share:.0f} % of the weight. The pooled figure is nearly that trial.",
        )
    inside = pool.headline.intervals.hk_floored.holds(0)
    turned = [each.name for each in pool.without_one if each.interval.holds(0) is not inside]
    if turned:
        now, then = ("includes", "excludes") if inside else ("excludes", "includes")
        yield (
            "hangs-on-one-trial",
            f"The interval {now} no difference, and {then} it when one trial is left out: {', '.join(turned)}.",
        )


def _conclusions(pool: Pool) -> Found:
    result = pool.headline.intervals
    if not result.wald.holds(0) and result.hk_floored.holds(0):
        yield (
            "intervals-disagree",
            "Wald's interval excludes no difference and the floored Hartung-Knapp interval does not. A conclusion that "
            "needs the narrower one is not a conclusion.",
        )
    if pool.chosen is Method.FIXED and pool.spread.i2 > MUCH:
        yield (
            "fixed-though-different",
            f"One true effect was assumed, and I² is {pool.spread.i2:.0f} %. The interval ignores how much the trials "
            "differ.",
        )
    apart = {str(each.method) for each in pool.by_method if each.intervals.wald.holds(0)}
    if apart and len(apart) < len(pool.by_method):
        rest = sorted({str(each.method) for each in pool.by_method} - apart)
        yield (
            "methods-disagree",
            f"Whether Wald's interval includes no difference depends on the method: it does by "
            f"{', '.join(sorted(apart))}, not by {', '.join(rest)}. The method has to be chosen before the figures are "
            "seen.",
        )
    prediction = pool.headline.prediction
    if prediction and prediction.holds(0) and not result.hk_floored.holds(0):
        yield (
            "next-trial-may-differ",
            "The mean differs from no difference, yet the prediction interval includes it: in the next clinic the "
            "effect may be absent or reversed.",
        )


CHAPTERS: tuple[Callable[[Pool], Found], ...] = (
    _material,
    _number,
    _hartung_knapp,
    _tau2,
    _weights,
    _conclusions,
)
