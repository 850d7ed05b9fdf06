"""A rule book made ready: rules that read the same fields are judged together, once for each distinct answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from filiform.core.screening.conditions import Condition
from filiform.core.screening.findings import Hit, finding, hit
from filiform.core.screening.keys import Key, Masks, gate
from filiform.core.screening.logic import ALWAYS
from filiform.core.screening.outcome import Need, Truth
from filiform.core.screening.policy import binds, thresholds_in_force
from filiform.core.screening.rules import Policy, Rule, RuleBook
from filiform.core.screening.setting import Setting
from filiform.core.screening.tokens import REMEMBERED, Layout, Place, Reading, Token

K = TypeVar("K")
V = TypeVar("V")
PLANS = 32  # rule books with their policies that are kept ready


@dataclass(frozen=True, slots=True)
class Ask:
    """A rule that is unknown: what it needs where it matters (None: always), and what it needs elsewhere."""

    order: int
    item: str
    needs: tuple[Need, ...]
    in_vain: tuple[Need, ...]
    matters: Matters | None


@dataclass(frozen=True, slots=True)
class Part:
    """What some rules come to."""

    hits: tuple[Hit, ...] = ()
    asks: tuple[Ask, ...] = ()


NOTHING = Part()
BY_SITE = Part()  # stands for: the causes name the site, look under the site itself


@dataclass(frozen=True, slots=True)
class Gated:
    """A rule with its place in the book, and the lists that alone make it false when they hold nothing for it."""

    order: int
    rule: Rule
    gate: Masks


class Matters:
    """Whether a missing answer has to be asked for, remembered by what the condition can tell apart."""

    def __init__(self, condition: Condition, plan: Plan) -> None:
        self._condition, self._plan = condition, plan
        self._key = Key((condition,), plan.layout)
        self._known: dict[Token, bool] = {}

    def holds(self, reading: Reading, here: Place | None) -> bool:
        """Say whether it matters or may matter."""
        key = self._key.of(reading), here and self._key.at(reading, (here,))[0]
        found = self._known.get(key)
        if found is None:
            found = self._condition.judge(self._plan.setting(reading, here)).truth is not Truth.NO
            _remember(self._known, key, found)
        return found


class Block:
    """Rules that are judged together. What they come to is remembered by their key.

    Its gate shuts the block without a look at anything else. A block of several rules is made of smaller ones:
    of rules that read the same fields, then of single rules. What is new to a block is often known to its parts.
    """

    def __init__(self, rules: tuple[Gated, ...], plan: Plan) -> None:
        self._plan = plan
        self._key = Key((each.rule.when for each in rules), plan.layout)
        self.gate = _gate_of(rules)
        self._known: dict[Token, Part] = {}
        self._order, self._rule = rules[0].order, rules[0].rule
        smaller = _split(rules)
        self._parts = Blocks([Block(each, plan) for each in smaller]) if smaller else None

    def parts(self, reading: Reading, places: tuple[Place, ...]) -> list[Part]:
        """Judge the rules over a reading for each site; look at the gate first."""
        key = self._key.of(reading)
        seen = self._key.at(reading, places)
        return [self._part((key, each), reading, here) for each, here in zip(seen, places, strict=True)]

    def part(self, reading: Reading, here: Place | None) -> Part:
        """Judge the rules over a reading for one site, or for the whole person; look at the gate first."""
        return self._part(self._key.of(reading), reading, None) if here is None else self.parts(reading, (here,))[0]

    def _part(self, key: Token, reading: Reading, here: Place | None) -> Part:
        found = self._known.get(key)
        by_site = found is BY_SITE
        if by_site:
            found = self._known.get((key, here))
        if found is None:
            found = self._judged(reading, here) if self._parts is None else self._together(self._parts, reading, here)
            if by_site or (here and found.hits and self._key.names_site):
                _remember(self._known, key, BY_SITE)
                key = key, here
            _remember(self._known, key, found)
        return found

    def _together(self, blocks: Blocks, reading: Reading, here: Place | None) -> Part:
        parts = [each.part(reading, here) for each in blocks.opened(reading)]
        hits = tuple(hit for part in parts for hit in part.hits)
        asks = tuple(ask for part in parts for ask in part.asks)
        return Part(hits, asks) if hits or asks else NOTHING

    def _judged(self, reading: Reading, here: Place | None) -> Part:
        plan, rule, order = self._plan, self._rule, self._order
        outcome = rule.when.judge(plan.setting(reading, here))
        if outcome.truth is Truth.NO:
            return NOTHING
        if outcome.truth is Truth.YES:
            made = finding(rule, outcome, plan.policy)
            numeric = any(plan.layout.kinds[each.field] == "number" for each in made.because)
            return Part(hits=(hit(order, rule, made, numeric),))
        vain = tuple(need for need in outcome.needs if reading.history.in_vain(need.field, need.codes))
        if not binds(rule, plan.policy):
            return Part(asks=(Ask(order, rule.item, vain, vain, None),))
        return Part(asks=(Ask(order, rule.item, outcome.needs, vain, plan.matters(rule.matters)),))


class Blocks:
    """Blocks that are asked side by side, with the gates of all of them: most lists of most people open none."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._every = tuple(blocks)
        self._ungated = sum(1 << i for i, block in enumerate(self._every) if not block.gate)
        gates: dict[int, list[tuple[int, int]]] = {}
        for i, block in enumerate(self._every):
            for number, mask in block.gate:
                gates.setdefault(number, []).append((mask, 1 << i))
        self._gates = tuple(gates.items())
        self._known: dict[int, tuple[Block, ...]] = {}

    def opened(self, reading: Reading) -> tuple[Block, ...]:
        """Give the blocks whose gate a reading does not shut; an answer for one site keeps all gates open."""
        if reading.overrides:
            return self._every
        tokens, open_ = reading.tokens, self._ungated
        for number, masks in self._gates:
            token = tokens[number]
            if token == 0:
                continue
            for mask, bit in masks:
                if token.__class__ is not int or token & mask:  # type: ignore[operator]
                    open_ |= bit
        found = self._known.get(open_)
        if found is None:
            found = tuple([block for i, block in enumerate(self._every) if open_ >> i & 1])
            _remember(self._known, open_, found)
        return found


class Plan:
    """A rule book with a policy, ready to be held against any number of histories."""

    def __init__(self, book: RuleBook, policy: Policy) -> None:
        self.book, self.policy = book, policy
        self.thresholds = thresholds_in_force(book, policy)
        conditions = [each for rule in book.rules for each in (rule.when, rule.matters)]
        leaves = (leaf for condition in conditions for leaf in condition.leaves())
        self.layout = Layout(leaves, book.groups, self.thresholds)
        self._matters: dict[Condition, Matters] = {}
        gated = [Gated(i, rule, gate(rule.when, self.layout, book.groups)) for i, rule in enumerate(book.rules)]
        self.whole = self._blocks(each for each in gated if not each.rule.per_site)
        self.per_site = self._blocks(each for each in gated if each.rule.per_site)

    def matters(self, condition: Condition) -> Matters | None:
        """Give what judges whether a rule matters; None for one that always does."""
        if condition == ALWAYS:
            return None
        if condition not in self._matters:
            self._matters[condition] = Matters(condition, self)
        return self._matters[condition]

    def setting(self, reading: Reading, here: Place | None) -> Setting:
        """Give the setting in which a condition is judged."""
        return Setting(reading.history, self.book.groups, self.thresholds, here.site if here else None)

    def _blocks(self, rules: Iterable[Gated]) -> Blocks:
        return Blocks([Block(each, self) for each in _grouped(rules, self._begin)])

    def _begin(self, each: Gated) -> Token:
        """Begin with rules that one gate shuts; by all their fields if they count sites, which hardly ever repeat."""
        fields = each.rule.when.fields()
        sites = not each.rule.per_site and any(self.layout.kinds[name] == "sites" for name in fields)
        return _gate_fields(each), fields if sites else None


def _gate_fields(each: Gated) -> Token:
    return tuple(sorted(number for number, _ in each.gate))


def _grouped(rules: Iterable[Gated], by: Callable[[Gated], Token]) -> list[tuple[Gated, ...]]:
    groups: dict[Token, list[Gated]] = {}
    for each in rules:
        groups.setdefault(by(each), []).append(each)
    return [tuple(each) for each in groups.values()]


def _split(rules: tuple[Gated, ...]) -> list[tuple[Gated, ...]]:
    """Split by the fields that are read, or into single rules; a single rule is not split."""
    if len(rules) == 1:
        return []
    groups = _grouped(rules, lambda each: each.rule.when.fields())
    return groups if len(groups) > 1 else [(each,) for each in rules]


def _gate_of(rules: tuple[Gated, ...]) -> Masks:
    """Give the gate that shuts all of these rules, whose gates are on the same lists: for the codes of each."""
    gates: dict[int, int] = {}
    for each in rules:
        for number, mask in each.gate:
            gates[number] = gates.get(number, 0) | mask
    return tuple(gates.items())


_ready: dict[tuple[int, Token], Plan] = {}


def plan_for(book: RuleBook, policy: Policy) -> Plan:
    """Give the plan of a rule book and a policy, made once while both stay in use."""
    key = id(book), _policy_key(policy)
    found = _ready.get(key)
    if found is None or found.book is not book:
        found = Plan(book, policy)
        _remember(_ready, key, found, PLANS)
    return found


def _policy_key(policy: Policy) -> Token:
    rulings, thresholds = policy.rulings or {}, policy.thresholds or {}
    return policy.jurisdiction, frozenset(rulings.items()), frozenset(thresholds.items())


def _remember(memory: dict[K, V], key: K, value: V, most: int = REMEMBERED) -> None:
    if len(memory) >= most:
        memory.clear()
    memory[key] = value
