"""What a second source beside it counts for a muscle: the marks that it leaves open may come from another one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from heapq import nlargest

from filiform.core.ranking.model import Model
from filiform.core.ranking.values import Mark
from filiform.core.values import Side

Source = tuple[str, tuple[Side, ...]]
"""A muscle, on some sides."""

Cover = list[tuple[int, float, float]]
"""For each mark that a source reaches: its place, the chance that it is spared, and that it is marked even so."""

PARTNERS = 8
"""Second sources that are tried: those that explain most alone, and their equals; more change little."""


def with_second(
    scores: Mapping[Source, float],
    means: Mapping[Source, float],
    reached: Mapping[Source, Sequence[int]],
    drawing: Sequence[Mark],
    model: Model,
) -> dict[Source, float]:
    """Each score with the sets of two added in which the source is one; logarithms, up to what all have in common.

    Any muscle is held to be the second alike, and two sources to be `weights.second` times as likely as one. Of a
    single source `scores` counts both ways of feeling apart; sets are made of `means`, which count their mean chances.
    `reached` gives the places in the drawing of the marks that each source may explain.
    """
    if not scores or not model.weights.second:
        return dict(scores)
    keep = 1 - model.weights.stray
    explain = {source: round(score, 9) for source, score in means.items()}
    least = nlargest(PARTNERS, explain.values())[-1]
    best = sorted(source for source, score in explain.items() if score >= least)
    top = max(means.values())
    covers = {source: _cover(source, reached[source], drawing, keep, model) for source in scores}
    partners = [
        (source[0], math.exp(means[source] - top), {place: (spared, hit) for place, spared, hit in covers[source]})
        for source in best
    ]
    alone = math.log(len(model.patterns) / model.weights.second) - top
    stray = model.weights.stray
    found = {}
    for source, cover in covers.items():
        pairs = 0.0
        for muscle, weight, other in partners:
            if muscle != source[0]:
                for place, spared, hit in cover:
                    if place in other:
                        beside, beside_hit = other[place]
                        weight *= stray * (1 - keep * spared * beside) / (hit * beside_hit)
                pairs += weight
        single = scores[source] + alone
        found[source] = either(single, means[source] + math.log(pairs)) if pairs else single
    return found


def either(one: float, other: float) -> float:
    """The logarithm of the sum of two weights that are given as logarithms, however far apart they are."""
    return max(one, other) + math.log1p(math.exp(-abs(one - other)))


def _cover(source: Source, places: Sequence[int], drawing: Sequence[Mark], keep: float, model: Model) -> Cover:
    chances = model.chances[source[0]]
    spared = [(place, 1 - chances[drawing[place].zone]) for place in places]
    return [(place, each, 1 - keep * each) for place, each in spared]
