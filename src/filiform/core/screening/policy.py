"""What a practice's recorded policy may change of a rule book: always to the stricter side, never past a floor.

`ruled` and `thresholds_in_force` hold a policy to its floors whatever it says, so that one recorded under an earlier
rule book cannot loosen this one. `faults` says beforehand what a policy would not be followed in, and why.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from filiform.core.screening.conditions import AtLeast, Below
from filiform.core.screening.rules import (
    REFERRALS,
    Action,
    Class,
    How,
    Policy,
    Range,
    Rule,
    RuleBook,
    Stricter,
    Weight,
)

RANKS = {each: rank for rank, each in enumerate(Weight)}
_STOPS = frozenset({Action.DO_NOT_NEEDLE, Action.AVOID_SITE})
_EMERGENCIES = frozenset({Class.RED_FLAG, Class.SERIOUS_ADVERSE_EVENT})
_MILD = frozenset({Action.MODIFY_TECHNIQUE, Action.PROCEED_WITH_MONITORING})
NO_POLICY = Policy()


class Why(StrEnum):
    """Why a rule may be made no milder than its floor."""

    EMERGENCY = "emergency"
    LAW = "law"
    RIGHT = "right"
    SHARED = "shared"
    CONTRAINDICATION = "contraindication"
    OPEN = "open"


#: Reasons for which a rule stays as strict as it is, the strongest first.
_FIRM = (Why.EMERGENCY, Why.LAW, Why.RIGHT, Why.SHARED)


@dataclass(frozen=True, slots=True)
class Floor:
    """The mildest weight that a practice may give, and why it is not milder."""

    least: Weight
    why: Why


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing of a policy that is not followed.

    `about` is item or threshold, `code` one of: unknown-item, unknown-threshold, not-settable, not-a-number,
    out-of-range, too-mild. `floor` and `range` are what would be followed; `why` says why it is not milder.
    """

    about: str
    subject: str
    code: str
    floor: Weight | None = None
    range: Range | None = None
    why: Why | None = None


def binds(rule: Rule, policy: Policy) -> bool:
    """Say whether a rule binds a practice: law does so only in its own jurisdiction and the parts of that."""
    return rule.law_of is None or f"{policy.jurisdiction}-".startswith(f"{rule.law_of}-")


def given(rule: Rule, policy: Policy) -> tuple[Class, Action]:
    """Give class and action of a rule as they stand in the practice's jurisdiction, before its own policy."""
    if rule.elsewhere and not binds(rule, policy):
        return rule.elsewhere
    return rule.class_, rule.action


def weight_of(class_: Class, action: Action) -> Weight:
    """Give what a class with an action comes to. Nothing is merely noted unless a practice says so."""
    if class_ in _EMERGENCIES or class_ is Class.ABSOLUTE or action in _STOPS or action in REFERRALS:
        return Weight.STOP
    if class_ is Class.RELATIVE and action is Action.MEDICAL_CLEARANCE:
        return Weight.CLEARANCE
    return Weight.WEIGH


def floor_of(rule: Rule, policy: Policy) -> Floor:
    """Give how mild a practice may make a rule.

    An emergency, law where it binds, and a stop that all sources share stay what they are; a right of the patient
    too. Another stop, a clearance and every relative contraindication are weighed at least, each time.
    """
    class_, action = given(rule, policy)
    own = weight_of(class_, action)
    if is_emergency(rule):
        return Floor(Weight.STOP, Why.EMERGENCY)
    if rule.law_of is not None and binds(rule, policy):
        return Floor(own, Why.LAW)
    if rule.right:
        return Floor(own, Why.RIGHT)
    if own is Weight.STOP and _shared(rule):
        return Floor(own, Why.SHARED)
    if own is not Weight.WEIGH or class_ is Class.RELATIVE:
        return Floor(Weight.WEIGH, Why.CONTRAINDICATION)
    return Floor(Weight.NOTE, Why.OPEN)


def is_emergency(rule: Rule) -> bool:
    """Say whether a rule refers or tells of a red flag or a serious event: no policy touches it."""
    return rule.class_ in _EMERGENCIES or rule.action in REFERRALS


def _shared(rule: Rule) -> bool:
    """Say whether every source that classes it calls it absolute, and none speaks against."""
    classes = {source.class_ for source in rule.sources if source.class_}
    sourced = any(source.how is not How.PRODUCT for source in rule.sources)
    absolute = rule.class_ is Class.ABSOLUTE or bool(classes)
    return absolute and sourced and not rule.disagreement and classes <= {str(Class.ABSOLUTE)}


def ruled(rule: Rule, policy: Policy) -> tuple[Class, Action, Weight | None]:
    """Give class and action of a rule under a policy, and the weight that the policy gave (None: it gave none)."""
    class_, action = given(rule, policy)
    if rule.own is not None:
        return class_, action, rule.own
    wanted = (policy.rulings or {}).get(rule.item)
    if wanted is None or is_emergency(rule):
        return class_, action, None
    floor = floor_of(rule, policy)
    weight = max(wanted, floor.least, key=RANKS.__getitem__)
    if weight is weight_of(class_, action):
        # Held at its own weight by a floor: then it is not the practice that speaks.
        return class_, action, weight if weight is wanted else None
    return *_as(weight, rule, class_, action), weight


def _as(weight: Weight, rule: Rule, class_: Class, action: Action) -> tuple[Class, Action]:
    milder = Class.RELATIVE if class_ is Class.ABSOLUTE else class_
    if weight is Weight.STOP:
        return class_, Action.AVOID_SITE if rule.per_site else Action.DO_NOT_NEEDLE
    if weight is Weight.CLEARANCE:
        return Class.RELATIVE, Action.MEDICAL_CLEARANCE
    if weight is Weight.NOTE:
        return milder, Action.PROCEED_WITH_MONITORING
    return milder, action if action in _MILD else Action.MODIFY_TECHNIQUE


def named_thresholds(rule: Rule) -> frozenset[str]:
    """Give the thresholds that a rule compares with, to fire or to ask."""
    leaves = (leaf for condition in (rule.when, rule.matters) for leaf in condition.leaves())
    return frozenset(leaf.bound for leaf in leaves if isinstance(leaf, AtLeast | Below) and isinstance(leaf.bound, str))


def firm_thresholds(book: RuleBook, policy: Policy) -> dict[str, Why]:
    """Give the thresholds behind what may never be loosened, each with the strictest reason."""
    firm: dict[str, Why] = {}
    for rule in book.rules:
        why = floor_of(rule, policy).why
        for name in named_thresholds(rule) if why in _FIRM else ():
            firm[name] = min(why, firm.get(name, why), key=_FIRM.index)
    return firm


def allowed_range(book: RuleBook, name: str, policy: Policy = NO_POLICY) -> Range | None:
    """Give the values that a practice may set a threshold to; None for one that it may not set."""
    range_, value = book.ranges.get(name), book.thresholds.get(name)
    if range_ is None or value is None or name not in firm_thresholds(book, policy):
        return range_ if value is not None else None
    if range_.stricter is Stricter.HIGHER:
        return Range(max(range_.low, value), range_.high, range_.stricter)
    return Range(range_.low, min(range_.high, value), range_.stricter)


def thresholds_in_force(book: RuleBook, policy: Policy) -> dict[str, float]:
    """Give every threshold with the practice's values, each held within what it may be set to."""
    found = dict(book.thresholds)
    for name, value in (policy.thresholds or {}).items():
        range_ = allowed_range(book, name, policy)
        if range_ is not None and math.isfinite(value):
            found[name] = min(max(value, range_.low), range_.high)
    return found


def faults(book: RuleBook, policy: Policy) -> tuple[Fault, ...]:
    """Give all that a policy would not be followed in, items first; empty when it stands as it is."""
    return (*_item_faults(book, policy), *_threshold_faults(book, policy))


def _item_faults(book: RuleBook, policy: Policy) -> Iterator[Fault]:
    for item, weight in sorted((policy.rulings or {}).items()):
        rules = [rule for rule in book.rules if rule.item == item]
        if not rules:
            yield Fault("item", item, "unknown-item")
        elif RANKS[weight] < RANKS[(floor := item_floor(rules, policy)).least]:
            yield Fault("item", item, "too-mild", floor=floor.least, why=floor.why)


def item_floor(rules: list[Rule], policy: Policy) -> Floor:
    """Give the floor of an item: that of the strictest of its rules."""
    return max((floor_of(rule, policy) for rule in rules), key=lambda floor: RANKS[floor.least])


def _threshold_faults(book: RuleBook, policy: Policy) -> Iterator[Fault]:
    for name, value in sorted((policy.thresholds or {}).items()):
        range_ = allowed_range(book, name, policy)
        if name not in book.thresholds:
            yield Fault("threshold", name, "unknown-threshold")
        elif range_ is None:
            yield Fault("threshold", name, "not-settable")
        elif not math.isfinite(value):
            yield Fault("threshold", name, "not-a-number", range=range_)
        elif not range_.low <= value <= range_.high:
            whole = book.ranges[name]
            why = firm_thresholds(book, policy)[name] if whole.low <= value <= whole.high else None
            yield Fault("threshold", name, "too-mild" if why else "out-of-range", range=range_, why=why)
