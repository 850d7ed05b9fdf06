"""What the rule books are told about a site."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

from filiform.core.sites import Hazard, NamedNeedle, PublishedDistance, SiteFacts
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
        needles=_needles().get(structure.id, ()),
    )


@lru_cache(maxsize=1)
def _distances() -> Mapping[str, tuple[PublishedDistance, ...]]:
    found: dict[str, tuple[PublishedDistance, ...]] = {}
    for row in load().distances.values():
        known = PublishedDistance(row.id, row.low_mm, row.high_mm, row.population, row.sources)
        for structure in row.structures:
            found[structure] = (*found.get(structure, ()), known)
    return found


@lru_cache(maxsize=1)
def _needles() -> Mapping[str, tuple[NamedNeedle, ...]]:
    """Needles that name at least a greatest length; the least is 0 where none is named, and so for diameters."""
    found: dict[str, tuple[NamedNeedle, ...]] = {}
    for row in load().needle_sizes.values():
        if row.length_mm is None:
            continue
        law = next((source.law_of for source in row.sources if source.law_of), None) if row.binding else None
        thin, thick = row.diameter_mm or (None, math.inf)
        named = NamedNeedle(row.id, (row.length_mm[0] or 0.0, row.length_mm[1]), (thin or 0.0, thick), law, row.sources)
        for structure in row.structures:
            found[structure] = (*found.get(structure, ()), named)
    return found
