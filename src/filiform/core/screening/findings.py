"""Findings: made from a rule that fired, joined where several rules tell of one item, set in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from filiform.core.screening.outcome import Outcome, Reason
from filiform.core.screening.policy import binds, ruled
from filiform.core.screening.rules import REFERRALS, Action, Class, Policy, Rule
from filiform.core.screening.verdict import Finding, Status

RANKS = {each: rank for rank, each in enumerate(Status)}
_STOP = RANKS[Status.STOP]
_CLASSES = {each: rank for rank, each in enumerate(Class)}
_ACTIONS = {each: rank for rank, each in enumerate(Action)}
# Emergencies lead; after them what a changed plan or a letter can mend; then what nothing mends today.
_LEAD = (
    Action.REFER_EMERGENCY,
    Action.REFER_URGENT,
    Action.NO_ELECTRICAL_STIMULATION,
    Action.AVOID_SITE,
    Action.MEDICAL_CLEARANCE,
    Action.DO_NOT_NEEDLE,
    Action.MODIFY_TECHNIQUE,
    Action.PROCEED_WITH_MONITORING,
)
_FIXABLE = {each: rank for rank, each in enumerate(_LEAD)}


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """A rule that fired: its place in the book, its finding for the whole person, whether that tells of a number.

    `rank` is that of the finding's status; `place` is where it stands among findings of one rank.
    """

    order: int
    finding: Finding
    rank: int
    place: tuple[int, int, str]
    yields_to: tuple[str, ...]
    numeric: bool


Told: TypeAlias = tuple[Finding, int, Hit]
"""A finding of this history, the rank of its status, and the hit that leads it."""


def finding(rule: Rule, outcome: Outcome, policy: Policy) -> Finding:
    """Make the finding of a rule that fired, weighed by policy; without sites, not yet held against clearances."""
    class_, action, weight = ruled(rule, policy)
    return Finding(
        item=rule.item,
        rule=rule.id,
        chapter=rule.chapter,
        label=rule.label,
        class_=class_,
        action=action,
        because=tuple(sorted(outcome.because, key=_by_field)),
        sites=(),
        sources=rule.sources,
        disagreement=rule.disagreement,
        guidance=rule.guidance,
        where_to=rule.where_to,
        clearable=class_ is Class.RELATIVE and action is Action.MEDICAL_CLEARANCE,
        law_of=rule.law_of,
        binding=binds(rule, policy),
        ruled=weight,
        reviewed=rule.reviewed,
    )


def hit(order: int, rule: Rule, made: Finding, numeric: bool) -> Hit:
    """Make a hit of the finding of a rule."""
    place = _FIXABLE[made.action], -_CLASSES[made.class_], made.item
    return Hit(order, made, RANKS[made.status], place, rule.yields_to, numeric)


def joined(findings: Iterable[Told]) -> dict[str, Told]:
    """Join the findings of one item: the stricter one leads with its sites, causes of all are kept."""
    fired: dict[str, Told] = {}
    for each in findings:
        item = each[0].item
        old = fired.get(item)
        fired[item] = each if old is None else _stricter(old, each)
    return fired


def ordered(fired: dict[str, Told]) -> list[Told]:
    """Set findings in order, without those for which a better-fitting one, at least as strict, stands."""
    standing = []
    for each in fired.values():
        _, rank, hit = each
        if not hit.yields_to or not any(item in fired and fired[item][1] >= rank for item in hit.yields_to):
            standing.append(each)
    standing.sort(key=_place)
    return standing


def causes(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Give each cause once, in a fixed order."""
    return tuple(sorted(set(reasons), key=_by_field))


def _place(told: Told) -> tuple[int, int, int, str]:
    _, rank, hit = told
    return -rank, *hit.place


def status(highest: int, gaps: bool) -> Status:
    """Give the status of findings whose strictest has this rank (0: there are none), with or without gaps."""
    if highest == _STOP:
        return Status.STOP
    if gaps:
        return Status.ASK
    return Status.CAUTION if highest else Status.CLEAR


def _by_field(reason: Reason) -> tuple[str, str]:
    return reason.field, str(reason.value)


def _weight(told: Told) -> tuple[int, bool, int, int]:
    """Weigh a finding against another of its item; what refers leads, whatever a practice made of the other."""
    finding, rank, _ = told
    return rank, finding.action in REFERRALS, _CLASSES[finding.class_], _ACTIONS[finding.action]


def _stricter(old: Told, new: Told) -> Told:
    lead, rank, hit = new if _weight(new) > _weight(old) else old
    because = causes((*old[0].because, *new[0].because))
    return lead.told(because, lead.sites, lead.cleared), rank, hit
