"""The rule book as the policy's pages show it, and decisions on record as the policy that screening takes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TypeVar
from uuid import UUID

from filiform.core.screening import Policy, Range, Rule, Weight
from filiform.core.screening.policy import (
    NO_POLICY,
    RANKS,
    Floor,
    Why,
    allowed_range,
    firm_thresholds,
    given,
    item_floor,
    named_thresholds,
    weight_of,
)
from filiform.knowledge.screening import Threshold, load
from filiform.knowledge.screening.local import book_for

from .models import About, Kind, PolicyDecision


@dataclass(frozen=True)
class Item:
    """An item of the rule book with its rules, what the guidelines make of it here, and how mild it may be made."""

    id: str
    rules: tuple[Rule, ...]
    weight: Weight
    floor: Floor

    @property
    def chapter(self) -> str:
        """The chapter of the rule book."""
        return self.rules[0].chapter

    @property
    def label(self) -> str:
        """What it is called."""
        return self.rules[0].label

    @property
    def fixed(self) -> bool:
        """Whether there is nothing to rule: it stops, and may not be milder."""
        return self.floor.least is Weight.STOP

    @property
    def allowed(self) -> tuple[Weight, ...]:
        """What a practice may choose, mildest first."""
        return tuple(each for each in Weight if RANKS[each] >= RANKS[self.floor.least])


@dataclass(frozen=True)
class Settable:
    """A threshold that a practice may set, within which values, what it decides, and why it may not be looser."""

    threshold: Threshold
    range: Range
    rules: tuple[Rule, ...]
    why: Why | None


@lru_cache(maxsize=64)
def items(jurisdiction: str) -> dict[str, Item]:
    """Every item of the rule book of a place, in the order of the book."""
    policy, grouped = Policy(jurisdiction or None), dict[str, list[Rule]]()
    for rule in book_for(jurisdiction or None).rules:
        grouped.setdefault(rule.item, []).append(rule)
    return {
        item: Item(item, tuple(rules), _strictest(rules, policy), item_floor(rules, policy))
        for item, rules in grouped.items()
    }


def _strictest(rules: Iterable[Rule], policy: Policy) -> Weight:
    return max((weight_of(*given(rule, policy)) for rule in rules), key=RANKS.__getitem__)


@lru_cache(maxsize=64)
def thresholds(jurisdiction: str) -> dict[str, Settable]:
    """Every threshold that a practice may set there."""
    book, policy = book_for(jurisdiction or None), Policy(jurisdiction or None)
    firm, found = firm_thresholds(book, policy), dict[str, Settable]()
    for each in load().thresholds:
        range_ = allowed_range(book, each.id, policy)
        if range_ is not None:
            rules = tuple(rule for rule in book.rules if each.id in named_thresholds(rule))
            found[each.id] = Settable(each, range_, rules, firm.get(each.id))
    return found


@dataclass(frozen=True)
class Recorded:
    """A row as far as it decides what is in force."""

    id: UUID
    about: str
    subject: str
    kind: str
    weight: str
    value: float | None
    since: date
    recorded_at: datetime


def recorded(row: PolicyDecision) -> Recorded:
    """A row without its words."""
    return Recorded(row.id, row.about, row.subject, row.kind, row.weight, row.value, row.since, row.recorded_at)


Row = TypeVar("Row", Recorded, PolicyDecision)


@dataclass(frozen=True)
class Standing:
    """One decision in force: its row, what it is about, what it says, since when."""

    id: UUID
    about: str
    subject: str
    weight: str
    value: float | None
    since: date


@dataclass(frozen=True)
class InForce:
    """The policy of a practice on a day, as values that can be a key; `version` names exactly these decisions."""

    decisions: tuple[Standing, ...] = ()

    @property
    def version(self) -> str:
        """SHA-256 (16 hex digits) over the ids of the decisions in force; "" without any."""
        ids = "\n".join(sorted(str(each.id) for each in self.decisions))
        return hashlib.sha256(ids.encode()).hexdigest()[:16] if ids else ""

    def policy(self, jurisdiction: str) -> Policy:
        """The policy as the core takes it, which follows it as far as it may."""
        rulings = {each.subject: Weight(each.weight) for each in self.decisions if each.about == About.ITEM}
        values = {each.subject: each.value for each in self.decisions if each.value is not None}
        return Policy(jurisdiction or None, rulings or None, values or None)

    def since(self, about: str, subject: str) -> date | None:
        """Since when the practice rules so; None when it does not."""
        return next((each.since for each in self.decisions if (each.about, each.subject) == (about, subject)), None)


NONE = InForce()


def in_force(rows: Iterable[Recorded], on: date, moment: datetime | None = None) -> InForce:
    """What is in force on a day by the rows given, oldest first; only those recorded by `moment`, if it is given."""
    newest = standing(rows, on, moment)
    if not newest:
        return NONE
    ordered = sorted(newest.values(), key=lambda row: (row.about, row.subject))
    return InForce(tuple(Standing(row.id, row.about, row.subject, row.weight, row.value, row.since) for row in ordered))


def standing(rows: Iterable[Row], on: date, moment: datetime | None = None) -> dict[tuple[str, str], Row]:
    """The row that counts for each subject that the practice rules on, on a day."""
    newest: dict[tuple[str, str], Row] = {}
    for row in rows:
        if row.since <= on and (moment is None or row.recorded_at <= moment):
            newest[row.about, row.subject] = row
    return {key: row for key, row in newest.items() if row.kind == Kind.RULED}


def as_file(policy: InForce, jurisdiction: str) -> dict[str, object]:
    """The policy as `filiform screen --policy` reads it: what is followed, without who and why."""
    core = policy.policy(jurisdiction)
    known, settable = items(jurisdiction), thresholds(jurisdiction)
    return {
        "version": policy.version,
        "jurisdiction": jurisdiction,
        "rulings": {name: str(weight) for name, weight in (core.rulings or {}).items() if name in known},
        "thresholds": {name: value for name, value in (core.thresholds or {}).items() if name in settable},
    }


__all__ = ["NONE", "NO_POLICY", "InForce", "Item", "Settable", "Standing", "as_file", "in_force", "items"]
