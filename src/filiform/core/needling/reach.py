"""What the planned needle could reach, beside distances and needles that were published for its site.

Every figure is shown with the people it was measured in. None is ever turned into a safe depth for one person.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from filiform.core.needling.plan import NeedleContext, NeedleFinding, PlannedInsertion
from filiform.core.needling.ruled import Level
from filiform.core.reasons import Params, params
from filiform.core.sites import NamedNeedle, PublishedDistance

SLACK_MM = 1e-9
"""Below what any ruler shows: sizes that differ by less are the same."""


def distance_findings(planned: PlannedInsertion) -> Iterator[NeedleFinding]:
    """Each published distance, with a caution where the planned depth, or the needle's whole length, meets it."""
    for row in planned.site.distances:
        code, level, field, reach = _met(planned, row)
        yield NeedleFinding(code, level, field, _told(row, reach), row.sources)


def _met(planned: PlannedInsertion, row: PublishedDistance) -> tuple[str, Level, str, float | None]:
    depth, length, low = planned.depth_mm, planned.length_mm, row.low_mm
    field, reach = ("length_mm", length) if depth is None else ("depth_mm", depth)
    if low is not None and reach is not None and reach >= low:
        return "reach-meets-published-distance", Level.CAUTION, field, reach
    if low is not None and length is not None and length >= low:
        # Planned short of it; the shaft left outside could still go there.
        return "length-meets-published-distance", Level.CAUTION, "length_mm", length
    return "published-distance", Level.NOTE, field, reach


def _told(row: PublishedDistance, reach: float | None) -> Params:
    return params(
        distance=row.id,
        high_mm=row.high_mm,
        low_mm=row.low_mm,
        population=row.population,
        reach_mm=reach if reach is not None and math.isfinite(reach) else None,
    )


def size_findings(planned: PlannedInsertion, context: NeedleContext) -> Iterator[NeedleFinding]:
    """A needle that is not the one which the law here names for the site, or longer than any that a source names."""
    laws = [named for named in planned.site.needles if _law_here(named, context.jurisdiction)]
    for field, value in (("length_mm", planned.length_mm), ("diameter_mm", planned.diameter_mm)):
        if value is None:
            continue
        for named in laws:
            low, high = getattr(named, field)
            if not low - SLACK_MM <= value <= high + SLACK_MM:
                told = params(needle=named.id, value=value if math.isfinite(value) else None, low=low, high=high)
                yield NeedleFinding("size-against-law", Level.REFUSE, field, told, named.sources)
    longest = max((named.length_mm[1] for named in planned.site.needles), default=None)
    length = planned.length_mm
    if not laws and longest is not None and length is not None and math.inf > length > longest + SLACK_MM:
        sources = tuple(dict.fromkeys(source for named in planned.site.needles for source in named.sources))
        told = params(structure=planned.site.structure, value=length, high=longest)
        yield NeedleFinding("longer-than-named", Level.CAUTION, "length_mm", told, sources)


def _law_here(named: NamedNeedle, jurisdiction: str | None) -> bool:
    return jurisdiction is not None and named.law_of == jurisdiction
