"""Conditions as they are written in the data files, read into the core's frozen conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from filiform.core.screening.conditions import AtLeast, Below, Condition, Has, Here, Is, Near, SitesIn
from filiform.core.screening.logic import ALWAYS, AllOf, AnyOf, IfGiven, Not, Weighed, count_at_least


class ConditionError(ValueError):
    """A condition in the data that cannot be read; the message shows it."""


def condition(data: object) -> Condition:
    """Read one condition; an empty object is always true. Raises ConditionError."""
    if data == {}:
        return ALWAYS
    if not isinstance(data, Mapping):
        raise ConditionError(f"a condition must be an object, not {data!r}")
    for word, read in _READERS.items():
        if word in data:
            try:
                return read(data)
            except (KeyError, TypeError, ValueError, IndexError) as error:
                raise ConditionError(f"condition {data!r} cannot be read: {error}") from error
    raise ConditionError(f"condition {data!r} names none of {', '.join(_READERS)}")


def _bound(value: float | str) -> float | str:
    return value.removeprefix("$") if isinstance(value, str) else value


def _many(data: list[Any]) -> tuple[Condition, ...]:
    return tuple(condition(each) for each in data)


_READERS: dict[str, Callable[[Mapping[str, Any]], Condition]] = {
    "any": lambda d: AnyOf(_many(d["any"])),
    "all": lambda d: AllOf(_many(d["all"])),
    "not": lambda d: Not(condition(d["not"])),
    "given": lambda d: IfGiven(condition(d["given"])),
    "is": lambda d: Is(d["is"][0], tuple(d["is"][1:])),
    "has": lambda d: Has(d["has"][0], tuple(d["has"][1:])),
    "has_here": lambda d: Has(d["has_here"][0], tuple(d["has_here"][1:]), here=True),
    "near": lambda d: Near(d["near"][0], d["near"][1]),
    "at_least": lambda d: AtLeast(d["at_least"][0], _bound(d["at_least"][1])),
    "above": lambda d: AtLeast(d["above"][0], _bound(d["above"][1]), above=True),
    "below": lambda d: Below(d["below"][0], _bound(d["below"][1])),
    "here": lambda d: Here(d["here"]),
    "planned_in": lambda d: SitesIn("planned_sites", d["planned_in"]),
    "last_in": lambda d: SitesIn("last_sites", d["last_in"]),
    "both_sides": lambda d: SitesIn("planned_sites", d["both_sides"], both=True),
    "count": lambda d: count_at_least(d["count"], _many(d["of"])),
    "weighed": lambda d: Weighed(d["weighed"], tuple((float(w), condition(c)) for w, c in d["of"])),
}
