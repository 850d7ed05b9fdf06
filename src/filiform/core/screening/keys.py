"""Keys: what some conditions can tell apart in a reading, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from filiform.core.screening.codes import Codes
from filiform.core.screening.conditions import AtLeast, Below, Condition, Has, Here, Is, Near, SitesIn
from filiform.core.screening.history import History
from filiform.core.screening.outcome import Truth
from filiform.core.screening.setting import Setting
from filiform.core.screening.tokens import Doubtful, Layout, Mark, Place, Reading, Token, codes_named
from filiform.core.values import UNKNOWN, Known

KNOWN = (Is, Has, Near, AtLeast, Below, Here, SitesIn)
Masks = tuple[tuple[int, int], ...]


class Key:
    """Picks from a reading all that some conditions ask about: two readings with one key are judged alike.

    A site in hand counts only where a condition can see it: in a group that is named, or when a code is there
    whose place is held against it. A finding names its site, so `Block` keeps findings apart by site.
    """

    def __init__(self, conditions: Iterable[Condition], layout: Layout) -> None:
        leaves = [leaf for condition in conditions for leaf in condition.leaves()]
        self._plain = tuple({layout.numbers[n] for leaf in leaves for n in leaf.fields() if _whole(leaf, n, layout)})
        self._masks = masks(leaves, layout)
        self._stretches = _stretches(leaves, layout)
        self._groups = _groups(leaves, layout)
        self._here = frozenset(leaf.group for leaf in leaves if isinstance(leaf, Here))
        self._near = masks([leaf for leaf in leaves if isinstance(leaf, Near)], layout)
        here = {layout.numbers[leaf.field] for leaf in leaves if isinstance(leaf, Has) and leaf.here}
        self._overrides = tuple((number, dict(self._masks).get(number, -1)) for number in sorted(here))
        others = self._plain or self._stretches or self._groups
        self._single = self._masks[0] if len(self._masks) == 1 and not others else None
        self._blind = all(isinstance(leaf, KNOWN) for leaf in leaves)

    def of(self, reading: Reading, here: Place | None) -> Token:
        """Give the key of a reading with a site in hand."""
        tokens = reading.tokens
        if self._single is not None and here is None:
            token = tokens[self._single[0]]
            return _within(token, self._single[1])
        key: list[Token] = [tokens[number] for number in self._plain] if self._plain else []
        for number, mask in self._masks:
            token = tokens[number]
            key.append(token & mask if token.__class__ is int else _within(token, mask))  # type: ignore[operator]
        for number, table in self._stretches:
            token = tokens[number]
            key.append(table[token] if token.__class__ is int else token)  # type: ignore[index]
        for number, groups in self._groups:
            token = tokens[number]
            if groups and token.__class__ is tuple:
                token = tuple(sorted([p.number for p in token if not groups.isdisjoint(p.groups)]))  # type: ignore[attr-defined]
            key.append(token if groups or isinstance(token, Mark) else None)
        if here:
            key.append(here.number if self._seen(tokens, here) else None)
            if reading.overrides:
                key += [_within(reading.overrides.get((n, here.name)), mask) for n, mask in self._overrides]
        return tuple(key)

    def _seen(self, tokens: list[Token], here: Place) -> bool:
        """Say whether a condition can tell this site from any other."""
        if not self._blind or not self._here.isdisjoint(here.groups):
            return True
        for number, mask in self._near:
            token = tokens[number]
            if token.__class__ is not int or token & mask:  # type: ignore[operator]
                return True
        return False


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


def _whole(leaf: Condition, name: str, layout: Layout) -> bool:
    return layout.kinds[name] in ("word", "mixed")


def _stretches(leaves: Iterable[Condition], layout: Layout) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Give for each number field a table from the stretches of all bounds to those of these conditions."""
    own: dict[str, set[float]] = {}
    for leaf in leaves:
        if isinstance(leaf, AtLeast | Below) and layout.kinds[leaf.field] == "number":
            own.setdefault(leaf.field, set()).update(layout.bound(leaf))
    return tuple((layout.numbers[name], _table(layout.bounds[name], bounds)) for name, bounds in own.items())


def _table(every: list[float], own: set[float]) -> tuple[int, ...]:
    table = [0]
    for bound in every:
        table += [table[-1] + 1, table[-1] + 2] if bound in own else [table[-1], table[-1]]
    return tuple(table)


def _groups(leaves: Iterable[Condition], layout: Layout) -> tuple[tuple[int, frozenset[str]], ...]:
    found: dict[int, frozenset[str]] = {}
    for leaf in leaves:
        for name in leaf.fields():
            if layout.kinds[name] == "sites":
                counted = frozenset({leaf.group}) if isinstance(leaf, SitesIn) else frozenset()
                found[layout.numbers[name]] = found.get(layout.numbers[name], frozenset()) | counted
    return tuple(found.items())


def _within(token: Token, mask: int) -> Token:
    if isinstance(token, int):
        return token & mask
    return token.within(mask) if isinstance(token, Doubtful) else token
