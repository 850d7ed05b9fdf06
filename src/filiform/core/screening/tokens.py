"""Answers as small tokens: two answers with one token cannot be told apart by any condition of a rule book."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from itertools import count
from operator import attrgetter
from typing import TypeAlias

from filiform.core.screening.codes import Codes
from filiform.core.screening.conditions import AtLeast, Below, Condition, Has, Here, Near, SitesIn
from filiform.core.screening.history import History, Value
from filiform.core.values import Known, Side, Site

_name = attrgetter("name")
REMEMBERED = 50_000  # entries of one memory before it is emptied
Token: TypeAlias = Hashable


class Mark(Enum):
    """An answer that holds no value to compare."""

    ABSENT = auto()  # the question was not put
    OPEN = auto()  # it was put and has no answer
    WRONG = auto()  # a value of another kind than the conditions ask about
    NAN = auto()

    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A site with its number, its words and, as bits, those groups it is in that conditions name."""

    site: Site
    number: int
    name: str
    groups: int


@dataclass(frozen=True, slots=True, eq=False)
class Doubtful:
    """A list answer with gaps, doubts or places, as bits of the codes that conditions name."""

    present: int
    unsure: int
    unsure_here_or_there: int
    absent: int
    complete: bool
    placed: tuple[tuple[int, str], ...]

    def within(self, mask: int) -> Token:
        """Give what is left of it for a condition that names only the codes of the mask."""
        placed = tuple(code for bit, code in self.placed if bit & mask)
        masks = self.present & mask, self.unsure & mask, self.unsure_here_or_there & mask, self.absent & mask
        return masks, self.complete, placed


@dataclass(slots=True)
class Reading:
    """A history as tokens by field number; `planned` is None when the sites are not known. Not to be changed."""

    history: History
    tokens: list[Token]
    overrides: Mapping[tuple[int, str], Token]
    planned: tuple[Place, ...] | None


class Layout:
    """Which fields the conditions read, and how finely each has to be told apart."""

    def __init__(
        self, leaves: Iterable[Condition], groups: Mapping[str, frozenset[str]], thresholds: Mapping[str, float]
    ) -> None:
        leaves = tuple(leaves)
        self.thresholds = thresholds
        self.numbers: dict[str, int] = {name: i for i, name in enumerate(sorted(_fields(leaves)))}
        self.fields = tuple(self.numbers)
        self.bits: dict[str, dict[str, int]] = {}
        named = sorted({leaf.group for leaf in leaves if isinstance(leaf, Here | SitesIn)})
        self.groups = {name: 1 << i for i, name in enumerate(named)}
        self._members = {name: groups[name] for name in named}
        kinds: dict[str, set[str]] = {name: set() for name in self.numbers}
        bounds: dict[str, set[float]] = {}
        for leaf in leaves:
            for name in leaf.fields():
                kinds[name].add(_kind(leaf, name))
            if isinstance(leaf, Has | Near):
                bits = self.bits.setdefault(leaf.field, {})
                for code in codes_named(leaf):
                    bits.setdefault(code, 1 << len(bits))
            elif isinstance(leaf, AtLeast | Below):
                bounds.setdefault(leaf.field, set()).update(self.bound(leaf))
        self.kinds = {name: kind.pop() if len(kind) == 1 else "whole" for name, kind in kinds.items()}
        self.bounds = {name: sorted(found) for name, found in bounds.items()}
        self._readers = {name: (number, self._reader(name)) for name, number in self.numbers.items()}
        self._empty: list[Token] = [Mark.ABSENT] * len(self.numbers)
        self._places: dict[tuple[str, Side | None], Place] = {}
        self._next = count()

    def bound(self, leaf: AtLeast | Below) -> tuple[float, ...]:
        """Give the number that a condition compares with; none for a threshold that nobody set."""
        found = self.thresholds.get(leaf.bound) if isinstance(leaf.bound, str) else leaf.bound
        return () if found is None else (found,)

    def read(self, history: History) -> Reading:
        """Give the tokens of a history."""
        if len(self._places) >= REMEMBERED:
            self._places.clear()
        tokens = self._empty.copy()
        overrides: dict[tuple[int, str], Token] = {}
        readers = self._readers
        for name, answer in history.answers.items():
            reader = readers.get(name)
            if reader is not None:
                number, read = reader
                tokens[number] = read(answer.value) if answer.__class__ is Known else Mark.OPEN  # type: ignore[union-attr]
            else:
                field, _, site = name.partition("@")
                if field in self._readers:
                    number, read = self._readers[field]
                    overrides[number, site] = read(answer.value) if isinstance(answer, Known) else Mark.OPEN
        return Reading(history, tokens, overrides, self._planned(history, tokens))

    def _planned(self, history: History, tokens: list[Token]) -> tuple[Place, ...] | None:
        if self.kinds.get("planned_sites") == "sites":
            places = tokens[self.numbers["planned_sites"]]
            return tuple(sorted(set(places), key=_name)) if isinstance(places, tuple) else None
        sites = history.sites()
        return None if sites is None else tuple(sorted(set(map(self.place, sites)), key=_name))

    def place(self, site: Site) -> Place:
        """Give a site its number; numbers are never used twice, so that nothing remembered can be mistaken."""
        key = site.structure, site.side
        found = self._places.get(key)
        if found is None:
            groups = sum(self.groups[name] for name, members in self._members.items() if site.structure in members)
            found = self._places.setdefault(key, Place(site, next(self._next), str(site), groups))
        return found

    def _reader(self, name: str) -> Callable[[Value], Token]:
        kind = self.kinds[name]
        if kind == "codes":
            bits = self.bits[name]
            return lambda value: _codes(bits, value)
        if kind == "number":
            bounds = self.bounds[name]
            return lambda value: _number(bounds, value)
        if kind == "sites":
            return lambda value: tuple(map(self.place, value)) if isinstance(value, tuple) else Mark.WRONG
        return _whole


def codes_named(leaf: Has | Near) -> tuple[str, ...]:
    """Give the codes that a condition on a list names."""
    return leaf.codes if isinstance(leaf, Has) else (leaf.code,)


def _fields(leaves: Iterable[Condition]) -> set[str]:
    return {name for leaf in leaves for name in leaf.fields()}


def _kind(leaf: Condition, name: str) -> str:
    if isinstance(leaf, Has):
        return "codes"
    if isinstance(leaf, Near):
        return "codes" if name == leaf.field else "sites"
    if isinstance(leaf, AtLeast | Below):
        return "number"
    if isinstance(leaf, Here | SitesIn):
        return "sites"
    return "whole"


def _codes(bits: Mapping[str, int], value: Value) -> Token:
    if not isinstance(value, Codes):
        return Mark.WRONG
    present = 0
    placed: list[tuple[int, str]] = []
    for code in value.present:
        bit = bits.get(code)
        if bit is not None:
            present |= bit
        else:
            bit = bits.get(code.partition(":")[0])
            if bit is not None:
                placed.append((bit, code))
    if value.complete and not placed and not value.uncertain:
        return present
    exact = _mask(value.uncertain, bits)
    anywhere = _mask((code.partition(":")[0] for code in value.uncertain), bits)
    absent = 0 if value.complete else _mask(value.absent, bits)
    return Doubtful(present, exact, anywhere, absent, value.complete, tuple(sorted(placed)))


def _mask(codes: Iterable[str], bits: Mapping[str, int]) -> int:
    mask = 0
    for code in codes:
        mask |= bits.get(code, 0)
    return mask


def _number(bounds: list[float], value: Value) -> Token:
    """Number the stretch between bounds, and each bound itself, in which a value lies."""
    if value.__class__ is not float and isinstance(value, bool | str | Codes | tuple):
        return Mark.WRONG
    if value != value:
        return Mark.NAN
    below = bisect_left(bounds, value)  # type: ignore[type-var]
    return 2 * below + (below < len(bounds) and bounds[below] == value)


def _whole(value: Value) -> Token:
    """Keep the answer as it is, with its kind: True is not 1."""
    return value if value.__class__ is str else (type(value), value)
