"""How common a muscle is as a source of pain in a region, where a source says so, with its population."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from filiform.core.reasons import Source
from filiform.knowledge.loader import load
from filiform.knowledge.reading import DataFile, Item, collect, sources

FILE = "ranking/commonness.json"


@dataclass(frozen=True, slots=True)
class Commonness:
    """In how many patients of a named population a trigger point was found in a muscle.

    `zones` are where these patients had pain; elsewhere the share says nothing. `low` and `high` bound the share, 0 to
    1 (equal for one figure). `active` says whether only points whose pain the patient recognised were counted. `n`
    counts patients, None where a review gives a range over studies.
    """

    id: str
    structures: tuple[str, ...]
    zones: tuple[str, ...]
    low: float
    high: float
    active: bool
    n: int | None
    population: str
    sources: tuple[Source, ...]
    reviewed: str | None

    @property
    def middle(self) -> float:
        """The middle of the range."""
        return (self.low + self.high) / 2


@lru_cache(maxsize=1)
def rows() -> Mapping[str, Commonness]:
    """All rows by id. Raises DataError when the file is broken."""
    return collect((FILE,), _row)


@lru_cache(maxsize=1)
def commonness() -> Mapping[str, tuple[Commonness, ...]]:
    """For each muscle of which a source says how common it is, what the sources say."""
    found: dict[str, tuple[Commonness, ...]] = {}
    for row in rows().values():
        for structure in row.structures:
            found[structure] = (*found.get(structure, ()), row)
    return MappingProxyType(found)


def shares(structure: str) -> Mapping[str, float]:
    """For each zone where a source looked, the mean share (0 to 1) over these sources; empty where none did."""
    found: dict[str, list[float]] = {}
    for row in commonness().get(structure, ()):
        for zone in row.zones:
            found.setdefault(zone, []).append(row.middle)
    return MappingProxyType({zone: sum(said) / len(said) for zone, said in found.items()})


def faults_of(found: Iterable[Commonness]) -> Iterator[str]:
    """What is wrong with some rows."""
    known = load().structures
    for row in found:
        if not row.structures:
            yield f"{row.id}: names no structure"
        for structure in row.structures:
            if structure not in known:
                yield f"{row.id}: names the unknown structure {structure}"
        if not row.zones:
            yield f"{row.id}: names no zone; say where the patients had pain"
        for zone in row.zones:
            if zone not in load().zones:
                yield f"{row.id}: names the unknown zone {zone}"
        if not 0 <= row.low <= row.high <= 1:
            yield f"{row.id}: has no range between 0 and 1"
        if not row.population.strip():
            yield f"{row.id}: has no population; a share without one says nothing"
        if not row.sources:
            yield f"{row.id}: has no source; name one and how it was consulted"


def _row(item: Item, file: DataFile) -> Commonness:
    return Commonness(
        id=item["id"],
        structures=tuple(item["structures"]),
        zones=tuple(item["zones"]),
        low=item["low"],
        high=item["high"],
        active=item["active"],
        n=item["n"],
        population=item["population"],
        sources=sources(item, file),
        reviewed=item.get("reviewed", file.head["reviewed"]),
    )
