"""A ranking as JSON: candidates with reasons, the set that explains most together, or why none are named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from filiform.core.ranking import Candidate, Explained, Member, rank, together
from filiform.core.reasons import Source
from filiform.core.screening.rules import Action
from filiform.knowledge.loader import load
from filiform.knowledge.ranking.commonness import Commonness, commonness
from filiform.knowledge.ranking.source import model
from filiform.knowledge.ranking.zones import UnknownZone, parse_zones
from filiform.knowledge.screening import CaseError, screen_case

EMERGENCY = "An emergency is suspected, so no muscles are ranked. Act on these findings first."
NOTE = "Worth examining, not a diagnosis. A score orders muscles; it is no probability."


class RankError(ValueError):
    """What was asked cannot be read. `field` names what, `near` what may have been meant."""

    def __init__(self, field: str, message: str, near: Iterable[str] = ()) -> None:
        self.field = field
        self.message = message
        self.near = tuple(near)
        super().__init__(f"{field}: {message}")


def rank_zones(zones: str, case: object = None, top: int = 10) -> dict[str, Any]:
    """Rank for zones as somebody writes them; with a JSON case, nothing is ranked past an emergency.

    Raises RankError naming the field: zones, top, or a field of the case.
    """
    if top < 1:
        raise RankError("top", f"top must be 1 or more, not {top}.")
    try:
        marks = parse_zones(zones)
    except UnknownZone as error:
        raise RankError("zones", str(error), error.near) from None
    if not marks:
        raise RankError("zones", "Name at least one zone where it hurts, such as shoulder-front.")
    verdict = None if case is None else _verdict(case)
    urgent = [each for each in verdict["findings"] if each["action"] == Action.REFER_EMERGENCY] if verdict else []
    return {
        "zones": [str(mark) for mark in marks],
        "muscles": [] if urgent else [_candidate(each) for each in rank(marks, model())[:top]],
        "together": [] if urgent else [_member(each) for each in together(marks, model())],
        "refused": _refused(urgent) if urgent else None,
        "screening": verdict["verdict"] if verdict else None,
        "note": NOTE,
        "knowledge_version": load().version,
    }


def _verdict(case: object) -> Mapping[str, Any]:
    if not isinstance(case, Mapping):
        raise RankError("case", "The case must be a JSON object with fields such as age and symptoms.")
    try:
        return screen_case(case)
    except CaseError as error:
        raise RankError(error.field or "case", error.message) from None


def _refused(urgent: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    said = ("item", "label", "action", "where_to", "because", "sources")
    return {"reason": EMERGENCY, "findings": [{name: each[name] for name in said} for each in urgent]}


def _candidate(found: Candidate) -> dict[str, Any]:
    structure = load().structures[found.muscle]
    return {
        "id": found.muscle,
        "label": structure.label,
        "sides": [str(side) for side in found.sides],
        "score": round(found.share, 4),
        "explains": [str(each.mark) for each in found.explains],
        "unexplained": [str(mark) for mark in found.unexplained],
        "near": [str(mark) for mark in found.near],
        "because": _because(found.explains),
        "common": [_common(row) for row in commonness().get(found.muscle, ())],
        "rule_out": list(structure.mimics),
        "hazards": list(structure.hazards),
        "landmark": structure.landmark,
        "landmark_zones": list(structure.local),
        "confidence": structure.confidence,
        "referral_evidence": structure.referral_evidence,
        "sources": [_source(each) for each in structure.sources],
        "reviewed": structure.reviewed,
    }


def _member(found: Member) -> dict[str, Any]:
    return {
        "id": found.muscle,
        "label": load().structures[found.muscle].label,
        "side": str(found.side) if found.side else None,
        "explains": [str(each.mark) for each in found.explains],
        "because": _because(found.explains),
        "instead": [{"id": each, "label": load().structures[each].label} for each in found.instead],
    }


def _because(links: Iterable[Explained]) -> list[dict[str, str]]:
    return [{"zone": str(each.mark), "link": str(each.link)} for each in links]


def _common(row: Commonness) -> dict[str, Any]:
    return {
        "low": row.low,
        "high": row.high,
        "zones": list(row.zones),
        "counted": "active points" if row.active else "all trigger points",
        "n": row.n,
        "population": row.population,
        "sources": [_source(each) for each in row.sources],
    }


def _source(source: Source) -> dict[str, Any]:
    return {"citation": source.citation, "url": source.url, "how": str(source.how), "note": source.note}
