"""Which zones each muscle lies under, as anatomy has it; wider than the landmark area where it is examined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from filiform.core.reasons import Source
from filiform.knowledge.loader import load
from filiform.knowledge.reading import read_json, source

FILE = "ranking/extent.json"


def extent() -> Mapping[str, list[str]]:
    """For each muscle the zones over it. Raises DataError when the file is broken."""
    found: Mapping[str, list[str]] = read_json(FILE)["zones"]
    return found


def extent_sources() -> tuple[Source, ...]:
    """Where the zones over the muscles come from. Raises DataError when a source is unknown."""
    return tuple(source(each) for each in read_json(FILE)["sources"])


def faults_of(given: Mapping[str, list[str]]) -> Iterator[str]:
    """What is wrong with the zones over the muscles: unknown names, a muscle left out, a landmark elsewhere."""
    known = load()
    for structure, zones in given.items():
        if structure not in known.structures:
            yield f"extent: {structure} is no structure"
            continue
        for zone in zones:
            if zone not in known.zones:
                yield f"extent: {structure} lies under the unknown zone {zone}"
        for zone in set(known.structures[structure].local) - set(zones):
            yield f"extent: {structure} has its landmark at {zone}, which is not among the zones over it"
    for each in known.structures.values():
        if (each.primary or each.secondary) and each.id not in given:
            yield f"extent: {each.id} refers pain and is left out"
