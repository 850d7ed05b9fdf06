"""What a shorthand line comes to: entries, faults that name their word and place, and the vocabulary it is read by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from filiform.core.reasons import Params, ParamValue
from filiform.core.values import Side

Key = tuple[str, ...]
"""Words of a name in alphabetical order, each once."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that a line may use.

    `names` gives for a key every structure that it may mean; several are an ambiguity, and asked about. `write` is the
    shortest sure name of each structure, `labels` its full one. `same` gives words their one spelling, `filler` are
    words that tell nothing apart. Structures of `midline` have no side. `techniques` and `guidance` give codes for
    phrases; `unclear` are phrases for a technique that could belong to a name, with what to write in their place.
    Techniques of `leaves_in` leave the needle in place, those of `in_and_out` take it out again at once.
    """

    names: Mapping[Key, tuple[str, ...]]
    write: Mapping[str, str]
    labels: Mapping[str, str]
    techniques: Mapping[str, str]
    guidance: Mapping[str, str]
    same: Mapping[str, str]
    filler: frozenset[str] = frozenset()
    midline: frozenset[str] = frozenset()
    unclear: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    leaves_in: frozenset[str] = frozenset()
    in_and_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a line as it was said; None, and no side, where nothing was said.

    Lengths in mm, dwell in seconds. `times` are insertions for each side. `twitches` 0: looked for, none came.
    `left_in` True: the needle is in place, False: it was taken out at once. With `same_needle` no new needle is opened.
    """

    structure: str
    sides: tuple[Side, ...] = ()
    times: int = 1
    diameter_mm: Decimal | None = None
    length_mm: Decimal | None = None
    depth_mm: Decimal | None = None
    twitches: int | None = None
    dwell_seconds: int | None = None
    technique: str | None = None
    guidance: str | None = None
    lot: str | None = None
    point: str | None = None
    note: str | None = None
    left_in: bool | None = None
    same_needle: bool = False

    @property
    def insertions(self) -> int:
        """Insertions in all; a side that was not said counts as one."""
        return self.times * max(1, len(self.sides))


@dataclass(frozen=True, slots=True)
class Fault:
    """A word that cannot be taken: a code for the sentence, the word, its place in the line, what may be meant."""

    code: str
    word: str
    at: int
    near: tuple[str, ...] = ()
    params: Params = ()

    def get(self, name: str) -> ParamValue:
        """The parameter called `name`, or None when this fault has none of that name."""
        return dict(self.params).get(name)


@dataclass(frozen=True, slots=True)
class Heard:
    """One entry of the line with its text and place; `entry` is None where a fault keeps it from being taken."""

    text: str
    at: int
    entry: Entry | None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Everything in a line; what is wrong with the line as a whole stands in `faults`."""

    heard: tuple[Heard, ...] = ()
    whole: tuple[Fault, ...] = ()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every fault, in the order of the line."""
        return (*self.whole, *(fault for one in self.heard for fault in one.faults))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries that can be taken."""
        return tuple(one.entry for one in self.heard if one.entry is not None)
