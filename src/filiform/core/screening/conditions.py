"""Conditions on one answer or one site, each judged to yes, no or unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from filiform.core.screening.codes import Codes
from filiform.core.screening.outcome import PLAIN_NO, Outcome, Reason, no_or_yes, unknown
from filiform.core.screening.setting import Setting
from filiform.core.values import Known, Side

Plain: TypeAlias = bool | float | str


class Condition(Protocol):
    """Anything that can be judged over a history."""

    def judge(self, setting: Setting) -> Outcome:
        """Judge the condition."""

    def fields(self) -> frozenset[str]:
        """Give the fields that the condition reads."""

    def leaves(self) -> Iterator[Condition]:
        """Give the conditions on single answers and sites that it is made of."""


class Leaf:
    """A condition that is made of no others."""

    __slots__ = ()

    def leaves(self: Condition) -> Iterator[Condition]:
        """Itself."""
        yield self


@dataclass(frozen=True, slots=True)
class Is(Leaf):
    """The field holds one of these plain values."""

    field: str
    values: tuple[Plain, ...]

    def judge(self, setting: Setting) -> Outcome:
        """Yes when the known value is among the values; a list or a site where a word belongs is unknown."""
        answer = setting.history.get(self.field)
        if not isinstance(answer, Known) or isinstance(answer.value, Codes | tuple):
            return unknown(self.field)
        return no_or_yes(answer.value in self.values, Reason(self.field, answer.value))

    def fields(self) -> frozenset[str]:
        """The one field."""
        return frozenset({self.field})


@dataclass(frozen=True, slots=True)
class Has(Leaf):
    """The list holds one of these codes; `here` prefers an answer for the site in hand to the general one."""

    field: str
    codes: tuple[str, ...]
    here: bool = False

    def judge(self, setting: Setting) -> Outcome:
        """Yes when a code is present, unknown when one of them could be."""
        answer = setting.history.get(self.field)
        if self.here and setting.here and setting.history.put(f"{self.field}@{setting.here}"):
            answer = setting.history.get(f"{self.field}@{setting.here}")
        if not isinstance(answer, Known) or not isinstance(answer.value, Codes):
            return unknown(self.field, *self.codes)
        if found := answer.value.found(self.codes):
            return no_or_yes(True, *(Reason(self.field, code) for code in found))
        if doubtful := answer.value.doubtful(self.codes):
            return unknown(self.field, *doubtful)
        return PLAIN_NO

    def fields(self) -> frozenset[str]:
        """The one field."""
        return frozenset({self.field})


@dataclass(frozen=True, slots=True)
class Near(Leaf):
    """A code of the list is at the site in hand (`joint-replacement:left-hip` near a left gluteal)."""

    field: str
    code: str

    def judge(self, setting: Setting) -> Outcome:
        """Yes when present and near; without a site in hand, whatever is present could be near."""
        outcome = Has(self.field, (self.code,)).judge(setting)
        answer = setting.history.get(self.field)
        if not outcome.because or not isinstance(answer, Known) or not isinstance(answer.value, Codes):
            return outcome
        if setting.here is None:
            return unknown("planned_sites")
        near = tuple(place for place in answer.value.places(self.code) if setting.near(setting.here, place))
        return no_or_yes(
            bool(near),
            *(Reason(self.field, f"{self.code}:{place}" if place else self.code) for place in near),
        )

    def fields(self) -> frozenset[str]:
        """The list, and the sites it is held against."""
        return frozenset({self.field, "planned_sites"})


@dataclass(frozen=True, slots=True)
class AtLeast(Leaf):
    """The number is the bound or more; `above` asks for more than the bound. A bound may name a threshold."""

    field: str
    bound: float | str
    above: bool = False

    def judge(self, setting: Setting) -> Outcome:
        """Compare; what is not a number is unknown."""
        answer = setting.history.get(self.field)
        if not isinstance(answer, Known) or isinstance(answer.value, bool | str | Codes | tuple):
            return unknown(self.field)
        bound = setting.bound(self.bound)
        reached = answer.value > bound if self.above else answer.value >= bound
        return no_or_yes(reached, Reason(self.field, answer.value))

    def fields(self) -> frozenset[str]:
        """The one field."""
        return frozenset({self.field})


@dataclass(frozen=True, slots=True)
class Below(Leaf):
    """The number is less than the bound."""

    field: str
    bound: float | str

    def judge(self, setting: Setting) -> Outcome:
        """Compare; what is not a number is unknown."""
        answer = setting.history.get(self.field)
        if not isinstance(answer, Known) or isinstance(answer.value, bool | str | Codes | tuple):
            return unknown(self.field)
        return no_or_yes(answer.value < setting.bound(self.bound), Reason(self.field, answer.value))

    def fields(self) -> frozenset[str]:
        """The one field."""
        return frozenset({self.field})


@dataclass(frozen=True, slots=True)
class Here(Leaf):
    """The site in hand belongs to a group."""

    group: str

    def judge(self, setting: Setting) -> Outcome:
        """Unknown when no site is in hand."""
        if setting.here is None:
            return unknown("planned_sites")
        return no_or_yes(setting.within(setting.here, self.group), Reason("planned_sites", str(setting.here)))

    def fields(self) -> frozenset[str]:
        """The planned sites."""
        return frozenset({"planned_sites"})


@dataclass(frozen=True, slots=True)
class SitesIn(Leaf):
    """One of the sites of a field belongs to a group; with `both`, sites of both sides do."""

    field: str
    group: str
    both: bool = False

    def judge(self, setting: Setting) -> Outcome:
        """Two sites of one structure whose sides were not said could be both sides: unknown."""
        sites = setting.history.sites(self.field)
        if sites is None:
            return unknown(self.field)
        inside = [site for site in sites if setting.within(site, self.group)]
        because = tuple(Reason(self.field, str(site)) for site in inside)
        if not self.both:
            return no_or_yes(bool(inside), *because)
        sides = {site.side for site in inside}
        if {Side.LEFT, Side.RIGHT} <= sides:
            return no_or_yes(True, *because)
        if None in sides and len(inside) > 1:
            return unknown(self.field)
        return PLAIN_NO

    def fields(self) -> frozenset[str]:
        """The field of sites."""
        return frozenset({self.field})
