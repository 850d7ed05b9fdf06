"""Keys: what some conditions can tell apart in a reading, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import itemgetter

from filiform.core.screening.codes import Codes
from filiform.core.screening.conditions import AtLeast, Below, Condition, Has, Here, Is, Near, SitesIn
from filiform.core.screening.history import History
from filiform.core.screening.outcome import Truth
from filiform.core.screening.setting import Setting
from filiform.core.screening.tokens import Doubtful, Layout, Place, Reading, Token, codes_named
from filiform.core.values import UNKNOWN, Known

KNOWN = (Is, Has, Near, AtLeast, Below, Here, SitesIn)
Masks = tuple[tuple[int, int], ...]


class Key:
    """Picks from a reading all that some conditions ask about: two readings with one key are judged alike.

    `of` tells whole readings apart, `at` the sites in hand: by the groups that conditions name, by the site itself
    where a code is there whose place is held against it. Of sites told apart by group alone a finding may still
    name the one in hand (`names_site`).
    """

    def __init__(self, conditions: Iterable[Condition], layout: Layout) -> None:
        leaves = [leaf for condition in conditions for leaf in condition.leaves()]
        plain = {layout.numbers[name] for leaf in leaves for name in leaf.fields() if _whole(name, layout)}
        self._plain = _picker(sorted(plain))
        self._masks = masks(leaves, layout)
        self._stretches = _stretches(leaves, layout)
        self._groups = _groups(leaves, layout)
        self._here = sum({layout.groups[leaf.group] for leaf in leaves if isinstance(leaf, Here)})
        self._near = masks([leaf for leaf in leaves if isinstance(leaf, Near)], layout)
        here = {layout.numbers[leaf.field] for leaf in leaves if isinstance(leaf, Has) and leaf.here}
        self._overrides = tuple((number, dict(self._masks).get(number, -1)) for number in sorted(here))
        self._blind = all(isinstance(leaf, KNOWN) for leaf in leaves)
        self.names_site = bool(self._here)

    def of(self, reading: Reading) -> Token:
        """Give the key of a reading, whatever site is in hand."""
        tokens = reading.tokens
        key = [self._plain(tokens)]
        for number, mask in self._masks:
            token = tokens[number]
            key.append(token & mask if token.__class__ is int else _within(token, mask))  # type: ignore[operator]
        for number, table in self._stretches:
            token = tokens[number]
            key.append(table[token] if token.__class__ is int else token)  # type: ignore[index]
        for number, groups in self._groups:
            token = tokens[number]
            if token.__class__ is tuple:
                token = tuple(sorted([p.number for p in token if p.groups & groups])) if groups else None  # type: ignore[attr-defined]
            key.append(token)
        return tuple(key)

    def at(self, reading: Reading, places: Iterable[Place]) -> list[Token]:
        """Give what the conditions can tell of each site in hand, for this reading."""
        if not self._blind or any(_placed(reading.tokens[n], mask) for n, mask in self._near):
            seen: list[Token] = list(places)
        else:
            seen = [place.groups & self._here for place in places]
        if reading.overrides:
            return [(each, *self._own(reading, place)) for each, place in zip(seen, places, strict=True)]
        return seen

    def _own(self, reading: Reading, here: Place) -> Iterator[Token]:
        """Give the answers that were given for this site alone."""
        return (_within(reading.overrides.get((number, here.name)), mask) for number, mask in self._overrides)


def masks(leaves: Iterable[Condition], layout: Layout) -> Masks:
    """Give the bits of the codes that conditions name, by the number of their field."""
    found: dict[int, int] = {}
    for leaf in leaves:
        if isinstance(leaf, Has | Near) and layout.kinds[leaf.field] == "codes":
            number = layout.numbers[leaf.field]
            for code in codes_named(leaf):
                found[number] = found.get(number, 0) | layout.bits[leaf.field][code]
    return tuple(found.items())


def gate(condition: Condition, layout: Layout, groups: Mapping[str, frozenset[str]]) -> Masks:
    """Give the lists that make the condition false when they hold none of these codes, whatever else is told.

    First a list that does so alone, else all lists together, else nothing. It is found out by judging the
    condition with empty lists and every other answer open: what is false then stays false when more is known.
    """
    leaves = tuple(condition.leaves())
    if not all(isinstance(leaf, KNOWN) for leaf in leaves):
        return ()
    lists = sorted(
        {leaf.field for leaf in leaves if isinstance(leaf, Has | Near) and layout.kinds[leaf.field] == "codes"}
    )
    open_ = dict.fromkeys(condition.fields(), UNKNOWN)
    for closed in (*([name] for name in lists), lists):
        history = History({**open_, **dict.fromkeys(closed, Known(Codes()))})
        if lists and condition.judge(Setting(history, groups, layout.thresholds)).truth is Truth.NO:
            numbers = {layout.numbers[name] for name in closed}
            return tuple(each for each in masks(leaves, layout) if each[0] in numbers)
    return ()


def _whole(name: str, layout: Layout) -> bool:
    return layout.kinds[name] == "whole"


def _picker(numbers: list[int]) -> Callable[[list[Token]], Token]:
    """Make what picks these tokens; one look suffices for several, but `itemgetter` wants at least one."""
    return itemgetter(*numbers) if numbers else lambda _: None


def _stretches(leaves: Iterable[Condition], layout: Layout) -> tuple[tuple[int, tuple[Token, ...]], ...]:
    """Give for each number field a table from the stretches of all bounds to those of these conditions."""
    own: dict[str, set[float]] = {}
    for leaf in leaves:
        if isinstance(leaf, AtLeast | Below) and layout.kinds[leaf.field] == "number":
            own.setdefault(leaf.field, set()).update(layout.bound(leaf))
    return tuple((layout.numbers[name], _table(layout.bounds[name], bounds)) for name, bounds in own.items())


def _table(every: list[float], own: set[float]) -> tuple[Token, ...]:
    """Name each stretch of all bounds: by the own bound that it is, as `(bound,)` by the last own one below it."""
    table: list[Token] = [None]
    for bound in every:
        table += [bound, (bound,)] if bound in own else [table[-1], table[-1]]
    return tuple(table)


def _groups(leaves: Iterable[Condition], layout: Layout) -> Masks:
    """Give for each field of sites the bits of the groups that are counted in it."""
    found: dict[int, int] = {}
    for leaf in leaves:
        for name in leaf.fields():
            if layout.kinds[name] == "sites":
                counted = layout.groups[leaf.group] if isinstance(leaf, SitesIn) else 0
                found[layout.numbers[name]] = found.get(layout.numbers[name], 0) | counted
    return tuple(found.items())


def _within(token: Token, mask: int) -> Token:
    if isinstance(token, int):
        return token & mask
    return token.within(mask) if isinstance(token, Doubtful) else token


def _placed(token: Token, mask: int) -> bool:
    """Say whether a code of the mask is there with its place."""
    return token.__class__ is Doubtful and any(bit & mask for bit, _ in token.placed)  # type: ignore[attr-defined]
