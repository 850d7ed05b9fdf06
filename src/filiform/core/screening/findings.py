"""Findings: made from a rule that fired, joined where several rules tell of one item, set in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias

from filiform.core.screening.outcome import Outcome, Reason
from filiform.core.screening.rules import REFERRALS, Action, Class, Policy, Rule
from filiform.core.screening.verdict import Finding, Status
from filiform.core.values import Site

Ranked: TypeAlias = tuple[Finding, int]
"""A finding with the rank of its status."""
RANKS = {each: rank for rank, each in enumerate(Status)}
_STOP = RANKS[Status.STOP]
_CLASSES = {each: rank for rank, each in enumerate(Class)}
_ACTIONS = {each: rank for rank, each in enumerate(Action)}
# Emergencies lead; after them what a changed plan or a letter can mend; then what nothing mends today.
_FIXABLE = {
    Action.REFER_EMERGENCY: 0,
    Action.REFER_URGENT: 1,
    Action.NO_ELECTRICAL_STIMULATION: 2,
    Action.AVOID_SITE: 3,
    Action.MEDICAL_CLEARANCE: 4,
    Action.DO_NOT_NEEDLE: 5,
    Action.MODIFY_TECHNIQUE: 6,
    Action.PROCEED_WITH_MONITORING: 7,
}


def binds(rule: Rule, policy: Policy) -> bool:
    """Say whether a rule binds a practice: law does so only in its own jurisdiction and the parts of that."""
    return rule.law_of is None or f"{policy.jurisdiction}-".startswith(f"{rule.law_of}-")


def finding(rule: Rule, outcome: Outcome, here: Site | None, policy: Policy) -> Finding:
    """Make the finding of a rule that fired, weighed by policy and not yet held against clearances."""
    class_, action = rule.class_, rule.action
    binding = binds(rule, policy)
    if not binding and rule.elsewhere:
        class_, action = rule.elsewhere
    ruling = (policy.rulings or {}).get(rule.item)
    # A practice may weigh guidelines otherwise; it cannot talk an emergency down, nor binding law.
    by_policy = ruling is not None and not _fixed(rule, binding)
    if by_policy and ruling:
        class_, action = ruling
    return Finding(
        item=rule.item,
        rule=rule.id,
        chapter=rule.chapter,
        label=rule.label,
        class_=class_,
        action=action,
        because=tuple(sorted(outcome.because, key=_by_field)),
        sites=(str(here),) if here else (),
        sources=rule.sources,
        disagreement=rule.disagreement,
        guidance=rule.guidance,
        where_to=rule.where_to,
        clearable=class_ is Class.RELATIVE and action is Action.MEDICAL_CLEARANCE,
        law_of=rule.law_of,
        binding=binding,
        by_policy=by_policy,
        reviewed=rule.reviewed,
    )


def joined(findings: Iterable[Ranked]) -> dict[str, Ranked]:
    """Join the findings of one item: the stricter one leads, causes and sites of all are kept."""
    fired: dict[str, Ranked] = {}
    for each, rank in findings:
        old = fired.get(each.item)
        fired[each.item] = (each, rank) if old is None else (_stricter(old[0], each), max(old[1], rank))
    return fired


def ordered(fired: Mapping[str, Ranked], rules: Mapping[str, Rule]) -> tuple[Ranked, ...]:
    """Set findings in order, without those for which a better-fitting one, at least as strict, stands."""
    standing = []
    for each, rank in fired.values():
        others = rules[each.rule].yields_to
        if not others or not any(item in fired and fired[item][1] >= rank for item in others):
            standing.append((each, rank))
    if len(standing) > 1:
        standing.sort(key=_place)
    return tuple(standing)


def _place(ranked: Ranked) -> tuple[int, int, int, str]:
    each, rank = ranked
    return -rank, _FIXABLE[each.action], -_CLASSES[each.class_], each.item


def status(ranks: Iterable[int], missing: bool, unrecognised: bool) -> Status:
    """Give the status of findings of these ranks, with or without gaps."""
    highest = max(ranks, default=0)
    if highest == _STOP:
        return Status.STOP
    if missing or unrecognised:
        return Status.ASK
    return Status.CAUTION if highest else Status.CLEAR


def _fixed(rule: Rule, binding: bool) -> bool:
    emergency = rule.class_ in (Class.RED_FLAG, Class.SERIOUS_ADVERSE_EVENT) or rule.action in REFERRALS
    return emergency or (rule.law_of is not None and binding)


def _by_field(reason: Reason) -> tuple[str, str]:
    return reason.field, str(reason.value)


def _weight(finding: Finding) -> tuple[int, int, int]:
    return RANKS[finding.status], _CLASSES[finding.class_], _ACTIONS[finding.action]


def _stricter(old: Finding, new: Finding) -> Finding:
    lead = new if _weight(new) > _weight(old) else old
    because: tuple[Reason, ...] = tuple(sorted({*old.because, *new.because}, key=_by_field))
    sites = lead.sites if old.rule != new.rule else tuple(dict.fromkeys((*old.sites, *new.sites)))
    return replace(lead, because=because, sites=sites)
