"""The model of ranking over all muscles of the knowledge, made once."""

from __future__ import annotations

from functools import lru_cache

from filiform.core.ranking import Model, Pattern, build
from filiform.knowledge.loader import load
from filiform.knowledge.ranking.commonness import share


def patterns() -> tuple[Pattern, ...]:
    """The pattern of each structure that is known to refer pain somewhere."""
    return tuple(
        Pattern(
            muscle=each.id,
            primary=frozenset(each.primary),
            secondary=frozenset(each.secondary),
            local=frozenset(each.local),
            commonness=share(each.id),
        )
        for each in load().structures.values()
        if each.primary or each.secondary
    )


@lru_cache(maxsize=1)
def model() -> Model:
    """The model, kept. Raises DataError when a data file is broken."""
    return build(patterns(), {zone.id: zone.adjacent for zone in load().zones.values()})
