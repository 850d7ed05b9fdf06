"""The rule book as the policy's pages show it, and decisions on record as the policy that screening takes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TypeVar
from uuid import UUID

from filiform.core.needling import Leave, Limit, NeedlingPolicy, PlaceRule
from filiform.core.screening import Policy, Range, Rule, Weight
from filiform.core.screening.limits import BOTH_SIDES, MOST_NEEDLES
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
from filiform.knowledge.screening import Threshold, load, places, practice
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
    people: tuple[UUID, ...] = ()


def recorded(row: PolicyDecision) -> Recorded:
    """A row without its words."""
    said = (row.id, row.about, row.subject, row.kind, row.weight, row.value, row.since, row.recorded_at)
    return Recorded(*said, tuple(row.people))


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
    people: tuple[UUID, ...] = ()


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
        rulings = {each.subject: Weight(each.weight) for each in self._of(About.ITEM)}
        values = {each.subject: each.value for each in self._of(About.THRESHOLD) if each.value is not None}
        spoken = next((each.weight == "verbal" for each in self._of(About.CONSENT)), None)
        return Policy(jurisdiction or None, rulings or None, values or None, spoken, self._needling())

    def _needling(self) -> NeedlingPolicy:
        """What is ruled on needles; a place that the knowledge no longer has is passed over, as its page tells."""
        ruled = [each for each in self._of(About.PLACE) if each.subject in places.members()]
        return NeedlingPolicy(
            places=tuple(
                PlaceRule(each.subject, Leave(each.weight), frozenset(map(str, each.people)), each.since)
                for each in ruled
            ),
            longest=self._limits(About.LONGEST),
            reach=self._limits(About.REACH),
            most_since=self.since(About.THRESHOLD, MOST_NEEDLES),
            both_sides_since=self.since(About.ITEM, BOTH_SIDES),
        )

    def _limits(self, about: About) -> tuple[Limit, ...]:
        return tuple(Limit(each.subject, each.value or 0.0, each.since) for each in self._of(about))

    def _of(self, about: About) -> Iterator[Standing]:
        return (each for each in self.decisions if each.about == about)

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
    return InForce(
        tuple(Standing(row.id, row.about, row.subject, row.weight, row.value, row.since, row.people) for row in ordered)
    )


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
    found: dict[str, object] = {
        "version": policy.version,
        "jurisdiction": jurisdiction,
        "rulings": {name: str(weight) for name, weight in (core.rulings or {}).items() if name in known},
        "thresholds": {name: value for name, value in (core.thresholds or {}).items() if name in settable},
    }
    if core.spoken_consent is not None:
        found["consent"] = "verbal" if core.spoken_consent else "written"
    if any((core.needling.places, core.needling.longest, core.needling.reach)):
        found["needling"] = {
            practice.PLACES: {
                each.place: sorted(each.people) if each.leave is Leave.NAMED else str(each.leave)
                for each in core.needling.places
            },
            practice.LONGEST: {each.structure: each.mm for each in core.needling.longest},
            practice.REACH: {each.structure: each.mm for each in core.needling.reach},
        }
    return found


__all__ = ["NONE", "NO_POLICY", "InForce", "Item", "Settable", "Standing", "as_file", "in_force", "items"]
