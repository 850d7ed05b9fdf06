"""What the rule books are told about a site."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from filiform.core.sites import Hazard, PublishedDistance, SiteFacts
from filiform.core.values import Site
from filiform.knowledge.loader import load


def facts(site: Site) -> SiteFacts:
    """The facts about a site: region, tags, hazards and published distances, each with its sources.

    Raises KeyError when neither a structure nor a named area has this id; `parse` tells what may be meant.
    """
    area = load().areas.get(site.structure)
    if area:
        return SiteFacts(
            structure=area.id,
            side=site.side,
            region=area.region,
            tags=area.tags,
            hazards=tuple(Hazard(text, area.sources) for text in area.hazards),
        )
    structure = load().structures[site.structure]
    return SiteFacts(
        structure=structure.id,
        side=site.side,
        region=structure.region,
        tags=structure.tags,
        hazards=tuple(Hazard(text, structure.sources) for text in structure.hazards),
        distances=_distances().get(structure.id, ()),
        guidance_advised=structure.guidance == "ultrasound",
    )


@lru_cache(maxsize=1)
def _distances() -> Mapping[str, tuple[PublishedDistance, ...]]:
    found: dict[str, tuple[PublishedDistance, ...]] = {}
    for row in load().distances.values():
        known = PublishedDistance(row.id, row.low_mm, row.high_mm, row.population, row.sources)
        for structure in row.structures:
            found[structure] = (*found.get(structure, ()), known)
    return found
