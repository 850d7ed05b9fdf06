"""What is wrong with what the ranking knows beside the maps, for the validator of the knowledge."""

from __future__ import annotations

from collections.abc import Iterator

from filiform.knowledge.ranking.commonness import faults_of as faults_of_shares
from filiform.knowledge.ranking.commonness import rows
from filiform.knowledge.ranking.extent import extent, extent_sources
from filiform.knowledge.ranking.extent import faults_of as faults_of_extent
from filiform.knowledge.ranking.zones import everyday_names
from filiform.knowledge.ranking.zones import faults_of as faults_of_names


def faults() -> Iterator[str]:
    """Faults of the shares, the zones over the muscles and the everyday names that ship.

    Raises DataError when a file is broken.
    """
    yield from faults_of_shares(rows().values())
    yield from faults_of_extent(extent())
    if not extent_sources():
        yield "extent: has no source; name one and how it was consulted"
    yield from faults_of_names(everyday_names())
