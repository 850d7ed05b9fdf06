"""A verdict as JSON, with the words of its questions and the citations of its sources."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from filiform.core.screening import Finding, Policy, SourceSays, Verdict, screen
from filiform.core.screening.conditions import AtLeast, Below
from filiform.core.screening.policy import thresholds_in_force
from filiform.core.screening.verdict import Missing
from filiform.knowledge.jurisdictions import citations, place
from filiform.knowledge.screening import anatomy, names
from filiform.knowledge.screening.case import needled_by, read_case, read_day
from filiform.knowledge.screening.dated import THRESHOLDS
from filiform.knowledge.screening.errors import CaseError
from filiform.knowledge.screening.load import Screening, load
from filiform.knowledge.screening.local import requirements
from filiform.knowledge.screening.own import CITATION, book_of, consent_asked
from filiform.knowledge.screening.policy import read_policy, version_of


def screen_case(case: Mapping[str, Any], policy: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Judge a JSON case, by a practice's policy if there is one (the case may hold its own, under `policy`).

    Raises CaseError when either cannot be read, or when the policy says what no practice may.
    """
    known = load()
    history = read_case(case)
    case = names.plain(case)
    if policy is not None and case.get("policy") is not None:
        raise CaseError("policy", "The case has a policy of its own. Leave one of the two out.")
    told = policy if policy is not None else case.get("policy")
    own, profession = _policy(case, told), needled_by(case)
    book = book_of(own, profession, needled_by_whom(case))
    if THRESHOLDS & (own.thresholds or {}).keys():  # what is told may count for longer, or no more
        history = read_case(case, thresholds_in_force(book, own))
    verdict = verdict_json(screen(history, book, read_day(case), own), known, own)
    verdict["hazards"] = anatomy.hazards(history)
    if told is not None:
        verdict["policy_version"] = version_of(told)
        verdict["consent_asked"] = consent_asked(own, profession)
    if own.jurisdiction:
        verdict["requirements"] = requirements(own.jurisdiction, history, profession)
    return verdict


def needled_by_whom(case: Mapping[str, Any]) -> str | None:
    """Give who needles, as a practice's policy names them; None where the case does not say."""
    who = case.get("practitioner")
    named = who.get("id") if isinstance(who, Mapping) else None
    return named if isinstance(named, str) else None


def verdict_json(verdict: Verdict, known: Screening, policy: Policy | None = None) -> dict[str, Any]:
    """Give a verdict as plain JSON values; with the policy that it was made by, thresholds have its values."""
    own = (policy.thresholds if policy else None) or {}
    return {
        "verdict": str(verdict.status),
        "findings": [_finding(each, known, own) for each in verdict.findings],
        "missing": [_missing(each, known) for each in verdict.missing],
        "unrecognised": [{"field": each.field, "text": each.text} for each in verdict.unrecognised],
        "site_status": {site: str(status) for site, status in verdict.site_status.items()},
        "knowledge_version": verdict.version,
    }


def _finding(finding: Finding, known: Screening, own: Mapping[str, float]) -> dict[str, Any]:
    return {
        "item": finding.item,
        "class": str(finding.class_),
        "action": str(finding.action),
        "status": str(finding.status),
        "label": finding.label,
        "guidance": finding.guidance,
        "because": [{"field": each.field, "value": each.value} for each in finding.because],
        "sites": list(finding.sites),
        "sources": [_source(each, known) for each in finding.sources],
        "thresholds": _thresholds(finding, known, own),
        "disagreement": finding.disagreement,
        "clearable": finding.clearable,
        "cleared": finding.cleared,
        "where_to": finding.where_to,
        "law_of": finding.law_of,
        "binding": finding.binding,
        "by_policy": finding.by_policy,
        "ruled": str(finding.ruled) if finding.ruled else None,
        "reviewed": finding.reviewed,
    }


def _thresholds(finding: Finding, known: Screening, own: Mapping[str, float]) -> list[dict[str, Any]]:
    """Give the thresholds that an answer of this finding was held against, each with whether any source gives it."""
    fields = {each.field for each in finding.because}
    named = {bound for field, bound in _bounds().get(finding.rule, ()) if field in fields}
    return [
        {"id": each.id, "value": own.get(each.id, each.value), "unit": each.unit, "placeholder": each.placeholder}
        for each in known.thresholds
        if each.id in named
    ]


@lru_cache(maxsize=1)
def _bounds() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Give for each rule the fields that it holds against a threshold, with its name."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for rule in load().book.rules:
        leaves = [each for each in rule.when.leaves() if isinstance(each, AtLeast | Below)]
        found[rule.id] = tuple((each.field, each.bound) for each in leaves if isinstance(each.bound, str))
    return found


def _source(source: SourceSays, known: Screening) -> dict[str, Any]:
    return {
        "tag": source.tag,
        "citation": known.citations.get(source.tag) or citations().get(source.tag, CITATION),
        "says": source.says,
        "class": source.class_,
        "how": str(source.how),
        "law_of": source.law_of,
    }


def _missing(missing: Missing, known: Screening) -> dict[str, Any]:
    question = known.question(missing.field.partition("@")[0])
    labels = {choice.code: choice.label for choice in question.choices} if question else {}
    return {
        "field": missing.field,
        "question": question.label if question else missing.field,
        "choices": [{"code": code, "label": labels.get(code, code)} for code in missing.codes],
        "items": list(missing.items),
    }


def _policy(case: Mapping[str, Any], told: object) -> Policy:
    given = case.get("jurisdiction")
    if given is not None and not isinstance(given, str):
        raise CaseError("jurisdiction", "jurisdiction must be a country code such as IE.")
    jurisdiction = place(given) if given and given.strip() else None
    return Policy(jurisdiction) if told is None else read_policy(told, jurisdiction)
