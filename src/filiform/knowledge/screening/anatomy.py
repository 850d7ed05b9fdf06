"""What lies in the way at each planned site, told beside a verdict: it is known of the place, not of the patient."""

from __future__ import annotations

from typing import Any

from filiform.core.needling import Level, NeedleFinding, PlannedInsertion
from filiform.core.needling.reach import distance_findings
from filiform.core.reasons import Source
from filiform.core.screening import History
from filiform.core.sites import SiteFacts
from filiform.core.values import Known
from filiform.knowledge.loader import load
from filiform.knowledge.structures import facts


def hazards(history: History) -> list[dict[str, Any]]:
    """Give each planned site once, with its hazards, published distances and their sources.

    A distance is `met` where the needle (`needle_length_mm`) is as long or longer, None where no length was told.
    It is never a safe depth for this patient, and no verdict moves by it: `filiform needle-check` judges a plan.
    """
    answer = history.get("needle_length_mm")
    length = float(answer.value) if isinstance(answer, Known) and isinstance(answer.value, int | float) else None
    return [_site(facts(site), str(site), length) for site in dict.fromkeys(history.sites() or ())]


def _site(site: SiteFacts, name: str, length: float | None) -> dict[str, Any]:
    return {
        "site": name,
        "region": site.region,
        "groups": sorted(map(str, site.tags)),
        "over_lung": site.over_lung,
        "hazards": [each.text for each in site.hazards],
        "ultrasound_advised": site.guidance_advised,
        "distances": [_distance(each, length) for each in distance_findings(PlannedInsertion(site, length))],
        "sources": [_source(each) for each in dict.fromkeys(s for hazard in site.hazards for s in hazard.sources)],
    }


def _distance(found: NeedleFinding, length: float | None) -> dict[str, Any]:
    row = load().distances[str(found.get("distance"))]
    return {
        "id": row.id,
        "figure": row.figure,
        "low_mm": row.low_mm,
        "population": row.population,
        "met": None if length is None or row.low_mm is None else found.level is not Level.NOTE,
        "sources": [_source(each) for each in row.sources],
    }


def _source(source: Source) -> dict[str, Any]:
    return {"citation": source.citation, "how": str(source.how)}
