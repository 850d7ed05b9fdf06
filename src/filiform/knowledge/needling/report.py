"""The answer on a planned insertion as JSON values: findings, and published distances with their population."""

from __future__ import annotations

from typing import Any

from filiform.core.needling import Level, NeedleFinding, check_needle, check_number
from filiform.core.reasons import Source
from filiform.knowledge.loader import load
from filiform.knowledge.needling.case import Case, read_plan
from filiform.knowledge.needling.words import NOT_SAFE, sentence

DISTANCES = ("reach-meets-published-distance", "length-meets-published-distance", "published-distance")


def check_plan(plan: object) -> dict[str, Any]:
    """Judge a planned insertion in JSON. Raises CaseError naming the field when it cannot be read."""
    case = read_plan(plan)
    found = list(check_needle(case.planned, case.context))
    many = check_number(case.needles, case.context.limits) if case.needles is not None else None
    if many:
        found.insert(0, many)
    return {
        "gravest": str(found[0].level) if found else None,
        "site": _site(case),
        "on": case.context.on.isoformat(),
        "findings": [_finding(each) for each in found],
        "published_distances": [_distance(each) for each in found if each.code in DISTANCES],
        "note": NOT_SAFE,
        "unrecognised": [{"field": field, "text": text} for field, text in case.unrecognised],
        "unused_fields": list(case.unused),
        "knowledge_version": load().version,
    }


def _site(case: Case) -> dict[str, Any]:
    facts = case.planned.site
    known = load().structures.get(facts.structure)
    return {
        "structure": facts.structure,
        "label": known.label if known else facts.structure,
        "side": str(facts.side) if facts.side else None,
        "region": facts.region,
        "groups": sorted(map(str, facts.tags)),
        "over_lung": facts.over_lung,
    }


def _finding(each: NeedleFinding) -> dict[str, Any]:
    return {
        "code": each.code,
        "level": str(each.level),
        "field": each.field,
        "text": sentence(each),
        "params": dict(each.params),
        "sources": [_source(source) for source in each.sources],
    }


def _distance(each: NeedleFinding) -> dict[str, Any]:
    row = load().distances[str(each.get("distance"))]
    return {
        "id": row.id,
        "site": row.site,
        "figure": row.figure,
        "low_mm": row.low_mm,
        "high_mm": row.high_mm,
        "population": row.population,
        "rule": row.rule,
        "planned_reach_mm": each.get("reach_mm"),
        "met": each.level is not Level.NOTE,
        "sources": [_source(source) for source in row.sources],
        "reviewed": row.reviewed,
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "tag": source.tag,
        "citation": source.citation,
        "says": source.says,
        "how": str(source.how),
        "law_of": source.law_of,
        "url": source.url,
    }
