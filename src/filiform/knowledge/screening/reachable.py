"""Whether a condition can ever be yes: answers are looked for that make it so, and then judged by the condition."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, combinations, islice, product
from typing import TypeAlias

from filiform.core.screening import Codes, History
from filiform.core.screening.conditions import AtLeast, Below, Condition, Has, Here, Is, Near, SitesIn
from filiform.core.screening.history import Value
from filiform.core.screening.logic import AllOf, AnyOf, IfGiven, Not, Weighed
from filiform.core.screening.outcome import Truth
from filiform.core.values import Known, Side, Site
from filiform.knowledge.screening.load import Screening

MOST = 5_000  # ways that are tried before a condition is called unreachable
_STEP = 1e-6  # next to a bound on either side
_Want: TypeAlias = tuple[tuple[Condition, bool], ...]
"""What single conditions have to come to, all of them together."""
_Answered: TypeAlias = Is | Has | AtLeast | Below | Near


def reachable(condition: Condition, known: Screening) -> bool:
    """Say whether answers that the questions allow make the condition yes, at a site or for the whole person."""
    bounds = {leaf.bound for leaf in condition.leaves() if isinstance(leaf, AtLeast | Below)}
    if any(isinstance(bound, str) and bound not in known.book.thresholds for bound in bounds):
        return True  # that a threshold is missing is said elsewhere
    return witness(condition, known) is not None


def witness(condition: Condition, known: Screening) -> tuple[History, Site] | None:
    """Give answers that make the condition yes, with the site in hand; None where none were found."""
    for want in islice(_ways(condition, True), MOST):
        found = _Search(known, want).setting()
        if found and condition.judge(replace(known.setting(found[0]), here=found[1])).truth is Truth.YES:
            return found
    return None


def _ways(condition: Condition, yes: bool) -> Iterator[_Want]:
    """Give the ways in which a condition comes to yes, or to no, the simplest first."""
    match condition:
        case IfGiven(of):
            yield from _ways(of, yes)
        case Not(of):
            yield from _ways(of, not yes)
        case AnyOf(of) if yes:
            yield from chain.from_iterable(_ways(each, True) for each in of)
        case AllOf(of) if not yes:
            yield from chain.from_iterable(_ways(each, False) for each in of)
        case AnyOf(of) | AllOf(of):
            yield from _together([(each, yes) for each in of])
        case Weighed(least, of):
            yield from _weighed(least, of, yes)
        case _:
            yield ((condition, yes),)


def _together(parts: Sequence[tuple[Condition, bool]]) -> Iterator[_Want]:
    for ways in product(*(tuple(islice(_ways(each, yes), 200)) for each, yes in parts)):
        yield tuple(chain.from_iterable(ways))


def _weighed(least: float, of: tuple[tuple[float, Condition], ...], yes: bool) -> Iterator[_Want]:
    """Give the ways to a sum: so few parts as reach it are yes, what weighs against it is not; or none is yes."""
    if not yes:
        yield from _together([(each, weight < 0) for weight, each in of])
        return
    against = [(each, False) for weight, each in of if weight < 0]
    for number in range(1, len(of) + 1):
        for some in combinations([part for part in of if part[0] > 0], number):
            if sum(weight for weight, _ in some) >= least:
                yield from _together([*((each, True) for _, each in some), *against])


@dataclass(slots=True)
class _Search:
    """Answers that fulfil one way, put together field by field."""

    known: Screening
    want: _Want
    answers: dict[str, Value] = field(default_factory=dict)

    def setting(self) -> tuple[History, Site] | None:
        """Give a history with its site in hand; None where two wishes stand against each other."""
        here = self._site_in_hand()
        if here is None or not self._sites("planned_sites", here) or not self._sites("last_sites", None):
            return None
        for name in dict.fromkeys(each.field for each, _ in self.want if isinstance(each, _Answered)):
            value = self._value(name, here)
            if value is None:
                return None
            self.answers[name] = value
        return History({name: Known(value) for name, value in self.answers.items()}), here

    def _groups(self, kind: type[Here | SitesIn], yes: bool, name: str = "") -> list[frozenset[str]]:
        return [
            self.known.book.groups.get(each.group, frozenset())
            for each, wanted in self.want
            if isinstance(each, kind) and wanted is yes and getattr(each, "field", "") == name
        ]

    def _site_in_hand(self) -> Site | None:
        """Give a site that lies in every group that is wanted of it, and outside every other."""
        barred = frozenset().union(*self._groups(Here, False), *self._groups(SitesIn, False, "planned_sites"))
        some = frozenset().union(*self.known.book.groups.values()).intersection(*self._groups(Here, True)) - barred
        return Site(min(some), Side.LEFT) if some else None

    def _sites(self, name: str, here: Site | None) -> bool:
        """Answer a field of sites; say whether it could be done."""
        wanted = [each for each, yes in self.want if isinstance(each, SitesIn) and each.field == name and yes]
        barred = frozenset().union(*self._groups(SitesIn, False, name))
        sites = [here] if here else []
        for each in wanted:
            inside = self.known.book.groups.get(each.group, frozenset()) - barred
            if not inside:
                return False
            sites += [Site(min(inside), Side.LEFT), *([Site(min(inside), Side.RIGHT)] if each.both else [])]
        self.answers[name] = tuple(sites)
        return True

    def _value(self, name: str, here: Site) -> Value | None:
        question = self.known.question(name)
        about = [(each, yes) for each, yes in self.want if getattr(each, "field", None) == name]
        if question is None:
            return None
        if question.kind == "codes":
            return self._codes({choice.code for choice in question.choices}, about, here)
        if question.kind == "number":
            low, high = question.low or 0.0, question.high if question.high is not None else math.inf
            return next((each for each in self._numbers(about, low, high) if self._fits(name, each)), None)
        choices: list[Value] = [True, False] if question.kind == "yes_no" else [c.code for c in question.choices]
        return next((each for each in choices if self._fits(name, each)), None)

    def _numbers(self, about: list[tuple[Condition, bool]], low: float, high: float) -> Iterator[float]:
        """Give numbers at and next to each bound, within what the question takes."""
        setting = self.known.setting(History())
        bounds = [setting.bound(each.bound) for each, _ in about if isinstance(each, AtLeast | Below)]
        near = (n for bound in (low, high, *bounds) for n in (bound, bound + _STEP, bound - _STEP))
        yield from (n for n in near if low <= n <= high)

    def _fits(self, name: str, value: Value) -> bool:
        setting = self.known.setting(History({name: Known(value)}))
        plain = [(each, yes) for each, yes in self.want if isinstance(each, Is | AtLeast | Below)]
        mine = [(each, yes) for each, yes in plain if each.field == name]
        return all(each.judge(setting).truth is (Truth.YES if yes else Truth.NO) for each, yes in mine)

    def _codes(self, choices: set[str], about: list[tuple[Condition, bool]], here: Site) -> Value | None:
        """Give a list with one code of each that is wanted, none that is not; what must not be near lies elsewhere."""
        barred = {code for each, yes in about if isinstance(each, Has) and not yes for code in each.codes}
        far = {each.code for each, yes in about if isinstance(each, Near) and not yes}
        away = (name for name, group in self.known.book.groups.items() if here.structure not in group)
        elsewhere = f":{next(away, '')}"
        present: set[str] = set()
        for each, yes in about:
            if yes and isinstance(each, Has | Near):
                wanted = each.codes if isinstance(each, Has) else (each.code,)
                code = next((each for each in wanted if each in choices - barred), None)
                if code is None:
                    return None
                present.add(f"{code}{elsewhere}" if code in far else code)
        return Codes(frozenset(present))
