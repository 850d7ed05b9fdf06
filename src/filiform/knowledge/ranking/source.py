"""The model of ranking over all muscles of the knowledge, made once."""

from __future__ import annotations

from functools import lru_cache

from filiform.core.ranking import Model, Pattern, build
from filiform.knowledge.loader import load
from filiform.knowledge.ranking.commonness import shares
from filiform.knowledge.ranking.extent import extent

TRUST = {"high": 1.0, "medium": 0.8, "low": 0.5}
"""What the confidence in a muscle's map makes of its odds: a pattern that is hardly known counts half."""


def patterns() -> tuple[Pattern, ...]:
    """The pattern of each structure that is known to refer pain somewhere."""
    over = extent()
    return tuple(
        Pattern(
            muscle=each.id,
            primary=frozenset(each.primary),
            secondary=frozenset(each.secondary),
            local=frozenset(each.local),
            over=frozenset(over.get(each.id, ())) - frozenset(each.local),
            commonness=shares(each.id),
            trust=TRUST[each.confidence],
        )
        for each in load().structures.values()
        if each.primary or each.secondary
    )


@lru_cache(maxsize=1)
def model() -> Model:
    """The model, kept. Raises DataError when a data file is broken."""
    return build(patterns(), {zone.id: zone.adjacent for zone in load().zones.values()})
