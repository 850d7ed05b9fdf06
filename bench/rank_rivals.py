"""The simpler models that the ranking is measured against, from bare overlap to cosine."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

from filiform.core.ranking import Pattern

Drawing = frozenset[str]
Scores = Mapping[str, float]
Scorer = Callable[[Drawing], Scores]
Neighbours = Mapping[str, Iterable[str]]


def jaccard(patterns: tuple[Pattern, ...]) -> Scorer:
    """Zones in common over zones in either, primary and spillover alike."""
    zones = {each.muscle: each.primary | each.secondary for each in patterns}
    return lambda drawing: {muscle: len(drawing & own) / len(drawing | own) for muscle, own in zones.items()}


def overlap(patterns: tuple[Pattern, ...], neighbours: Neighbours) -> Scorer:
    """Untuned overlap: 1 for a primary zone, a half for spillover, a quarter beside a primary one; by marks."""
    beside = {each.muscle: {near for zone in each.primary for near in neighbours[zone]} for each in patterns}

    def credit(each: Pattern, zone: str) -> float:
        if zone in each.primary:
            return 1.0
        return 0.5 if zone in each.secondary else 0.25 * (zone in beside[each.muscle])

    return lambda drawing: {
        each.muscle: sum(credit(each, zone) for zone in drawing) / len(drawing) for each in patterns
    }


def cosine(patterns: tuple[Pattern, ...], neighbours: Neighbours) -> Scorer:
    """Angle between drawing and pattern, local zones and neighbours in it, rarely reached zones weighing more."""
    count = {zone: sum(each.link(zone) is not None for each in patterns) for zone in neighbours}
    rare = {zone: math.log(1 + len(patterns) / (1 + found)) for zone, found in count.items()}
    vectors: dict[str, dict[str, float]] = {}
    for each in patterns:
        own = dict.fromkeys(each.secondary, 0.5) | dict.fromkeys(each.local, 0.5) | dict.fromkeys(each.primary, 1.0)
        spread = dict(own)
        for zone, weight in own.items():
            for near in neighbours[zone]:
                spread[near] = max(spread.get(near, 0.0), 0.25 * weight)
        vector = {zone: weight * rare[zone] for zone, weight in spread.items()}
        length = math.sqrt(sum(weight * weight for weight in vector.values()))
        vectors[each.muscle] = {zone: weight / length for zone, weight in vector.items()}
    return lambda drawing: {
        muscle: sum(vector.get(zone, 0.0) * rare[zone] for zone in drawing) for muscle, vector in vectors.items()
    }
