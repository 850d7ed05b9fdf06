"""What is wrong with what the ranking knows beside the maps, for the validator of the knowledge."""

from __future__ import annotations

from collections.abc import Iterator

from filiform.knowledge.ranking.commonness import faults_of as faults_of_shares
from filiform.knowledge.ranking.commonness import rows
from filiform.knowledge.ranking.zones import everyday_names
from filiform.knowledge.ranking.zones import faults_of as faults_of_names


def faults() -> Iterator[str]:
    """Faults of the shares and of the everyday names that ship. Raises DataError when a file is broken."""
    yield from faults_of_shares(rows().values())
    yield from faults_of_names(everyday_names())
