"""The model behind the ranking: what each muscle would make a patient mark, computed once for all drawings.

Each zone of a muscle is marked with a chance that depends on its kind and on how the muscle is felt, away from it or
over it; neighbours are marked with a share of it, because repeat drawings of one patient agree only in part; any zone
may be marked without a cause. Chances of one zone combine as independent causes (noisy-or). An unmarked zone counts
against a muscle, but weakly.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from filiform.core.ranking.values import Felt, Pattern, Weights

Chances = Mapping[str, float]
Neighbours = Mapping[str, Iterable[str]]


class Counts(NamedTuple):
    """What something counts for a muscle, as a logarithm: when felt away from it, over it, or with the mean of both."""

    away: float
    here: float
    mean: float


@dataclass(frozen=True, slots=True)
class Model:
    """Patterns by muscle, in order of their ids, with what the ranking adds up.

    `chances`: for each muscle the zones that it may make a patient mark, with the mean chance of both ways of
    feeling. `prior`: logarithm of the odds before a drawing is seen. `common`: for the muscles that were studied, what
    being a usual source counts for each zone. `absent`: what all its zones unmarked would count against it. `gains`:
    for each zone the muscles that may cause a mark there, with what the mark counts for them.
    """

    patterns: Mapping[str, Pattern]
    weights: Weights
    chances: Mapping[str, Chances]
    prior: Mapping[str, float]
    common: Mapping[str, Chances]
    absent: Mapping[str, Counts]
    gains: Mapping[str, tuple[tuple[str, Counts], ...]]


def build(
    patterns: Iterable[Pattern], neighbours: Mapping[str, Iterable[str]], weights: Weights | None = None
) -> Model:
    """Compute the model. `neighbours` gives for each zone those beside it; a zone it lacks has none.

    Raises ValueError when two patterns are of one muscle.
    """
    using = weights or Weights()
    ordered: dict[str, Pattern] = {}
    for each in sorted(patterns, key=lambda pattern: pattern.muscle):
        if each.muscle in ordered:
            raise ValueError(f"two patterns are of {each.muscle}")
        ordered[each.muscle] = each
    felt = {muscle: _felt(pattern, neighbours, using) for muscle, pattern in ordered.items()}
    gains: dict[str, list[tuple[str, Counts]]] = {}
    for muscle, zones in felt.items():
        for zone, ways in zones.items():
            gains.setdefault(zone, []).append((muscle, Counts(*(gain(chance, using) for chance in ways))))
    absent = {
        muscle: Counts(
            *(math.fsum(unmarked(chance, using) for chance in way) for way in zip(*zones.values(), strict=True))
        )
        for muscle, zones in felt.items()
    }
    common = {
        muscle: MappingProxyType({zone: math.log1p(using.common * share) for zone, share in each.commonness.items()})
        for muscle, each in ordered.items()
        if each.commonness
    }
    return Model(
        patterns=MappingProxyType(ordered),
        weights=using,
        chances=MappingProxyType(
            {
                muscle: MappingProxyType({zone: mean for zone, (_, _, mean) in zones.items()})
                for muscle, zones in felt.items()
            }
        ),
        prior=MappingProxyType({muscle: math.log(each.trust) for muscle, each in ordered.items()}),
        common=MappingProxyType(common),
        absent=MappingProxyType(absent),
        gains=MappingProxyType({zone: tuple(found) for zone, found in gains.items()}),
    )


def unmarked(chance: float, weights: Weights) -> float:
    """What an unmarked zone counts against a muscle that marks it with this chance; 0 or below."""
    return weights.absence * math.log1p(-chance)


def gain(chance: float, weights: Weights) -> float:
    """What a mark counts for a muscle alone: above a stray mark, and no longer counted as unmarked."""
    return marked(1 - chance, weights) - unmarked(chance, weights)


def marked(spared: float, weights: Weights) -> float:
    """How much likelier a mark is than a stray one, as a logarithm; `spared`: chance that no muscle causes it."""
    return math.log((1 - (1 - weights.stray) * spared) / weights.stray)


def _felt(pattern: Pattern, neighbours: Neighbours, weights: Weights) -> Mapping[str, tuple[float, float, float]]:
    """For each zone the chance of a mark when the muscle is felt away, when it is felt over it, and their mean."""
    away = _chances(pattern, neighbours, weights.away, weights.near)
    here = _chances(pattern, neighbours, weights.here, weights.near)
    return {zone: (chance, here[zone], (chance + here[zone]) / 2) for zone, chance in away.items()}


def _chances(pattern: Pattern, neighbours: Neighbours, felt: Felt, near: float) -> Chances:
    """For each zone the chance that the muscle makes a patient mark it who feels it in this way."""
    kinds = (
        (pattern.secondary, felt.secondary),
        (pattern.over, felt.over),
        (pattern.local, felt.local),
        (pattern.primary, felt.primary),
    )
    own: dict[str, float] = {}
    for zones, chance in kinds:
        own |= {zone: max(chance, own.get(zone, 0.0)) for zone in zones}
    spared: dict[str, float] = {}
    for zone in sorted(own):
        spared[zone] = spared.get(zone, 1.0) * (1 - own[zone])
        for beside in sorted(neighbours.get(zone, ())):
            spared[beside] = spared.get(beside, 1.0) * (1 - near * own[zone])
    return {zone: 1 - left for zone, left in sorted(spared.items())}
