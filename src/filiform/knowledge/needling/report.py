"""The answer on a planned insertion as JSON values: findings, and published distances with their population."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from filiform.core.needling import Level, NeedleFinding, check_needle, check_number
from filiform.core.reasons import Source
from filiform.knowledge.loader import load
from filiform.knowledge.needling.barred import site_findings
from filiform.knowledge.needling.case import Case, read_plan
from filiform.knowledge.needling.own import with_policy
from filiform.knowledge.needling.unread import not_read
from filiform.knowledge.needling.words import NOT_SAFE, sentence
from filiform.knowledge.structures import facts

DISTANCES = ("reach-meets-published-distance", "length-meets-published-distance", "published-distance")


def check_plan(plan: object, policy: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Judge a planned insertion in JSON, by a practice's policy if there is one (the plan may hold it as `policy`).

    Raises CaseError naming the field when either cannot be read, or when the policy says what no practice may.
    """
    case = read_plan(plan)
    if isinstance(plan, Mapping):
        case = with_policy(case, plan, policy)
    found = _found(case)
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


def _found(case: Case) -> list[NeedleFinding]:
    """All findings for every part that may be meant, each once, the gravest first."""
    each = dict.fromkeys(finding for part in case.parts for finding in site_findings(part.structure))
    each |= dict.fromkeys(finding for way in case.ways() for finding in check_needle(way, case.context))
    each |= dict.fromkeys(not_read(case.unused, case.unrecognised))
    order = list(Level)
    return sorted(each, key=lambda finding: order.index(finding.level))


def _site(case: Case) -> dict[str, Any]:
    parts = [facts(part) for part in case.parts]
    known = [load().structures.get(part.structure) for part in parts]
    whole = known[0].name if len(parts) > 1 and known[0] else ""
    return {
        "structure": parts[0].structure if len(parts) == 1 else whole,
        "label": whole or (known[0].label if known[0] else parts[0].structure),
        "parts": [each.label for each in known if each] if len(parts) > 1 else [],
        "side": str(parts[0].side) if parts[0].side else None,
        "region": parts[0].region,
        "groups": sorted({str(tag) for part in parts for tag in part.tags}),
        "over_lung": any(part.over_lung for part in parts),
    }


def _finding(each: NeedleFinding) -> dict[str, Any]:
    return {
        "code": each.code,
        "level": str(each.level),
        "field": each.field,
        "text": sentence(each),
        "params": dict(each.params),
        "sources": [_source(source) for source in each.sources],
        "by_policy": each.by_policy,
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
