"""Conditions in words, so that a reader of the rule book sees what makes a rule fire."""

from __future__ import annotations

from collections.abc import Iterable

from filiform.core.screening.conditions import AtLeast, Below, Condition, Has, Here, Is, Near, SitesIn
from filiform.core.screening.logic import AllOf, AnyOf, IfGiven, Not, Weighed
from filiform.knowledge.screening.load import Screening


def told(condition: Condition, known: Screening) -> str:
    """Give a condition in words: fields and codes as the questions hold them, thresholds with their value."""
    return _told(condition, known, inside=False)


def _told(condition: Condition, known: Screening, *, inside: bool) -> str:
    match condition:
        case IfGiven(of):
            return _told(of, known, inside=inside)
        case Not(of):
            return f"not {_told(of, known, inside=True)}"
        case AnyOf(of) | AllOf(of):
            word = " or " if isinstance(condition, AnyOf) else " and "
            text = word.join(_told(each, known, inside=True) for each in of)
            return f"({text})" if inside and len(of) > 1 else text
        case Weighed(least, of):
            parts = "; ".join(_told(each, known, inside=False) + _points(weight) for weight, each in of)
            text = f"{least:g} or more of: {parts}"
            return f"[{text}]" if inside else text
        case _:
            return _leaf(condition, known)


def _points(weight: float) -> str:
    return "" if weight == 1 else f" ({weight:+g})"


def _leaf(condition: Condition, known: Screening) -> str:
    match condition:
        case Is(field, values):
            return _is(field, values)
        case Has(field, codes, here):
            return f"`{field}`{' at the site' if here else ''}: {_either(codes)}"
        case Near(field, code):
            return f"`{field}`: {code} near the site"
        case AtLeast(field, bound, above):
            return f"`{field}` {'above' if above else 'at least'} {_bound(bound, known)}"
        case Below(field, bound):
            return f"`{field}` below {_bound(bound, known)}"
        case Here(group):
            return f"a site of {group}"
        case SitesIn(field, group, both):
            return f"`{field}` in {group}{' on both sides' if both else ''}"
        case _:
            raise TypeError(f"{type(condition).__name__} has no words; add them here")


def _is(field: str, values: Iterable[bool | float | str]) -> str:
    plain = tuple(values)
    if plain in ((True,), (False,)):
        return f"`{field}`" if plain == (True,) else f"`{field}` is no"
    return f"`{field}`: {_either(map(str, plain))}"


def _either(codes: Iterable[str]) -> str:
    named = tuple(codes)
    return f"any of {', '.join(named)}" if len(named) > 1 else ", ".join(named)


def _bound(bound: float | str, known: Screening) -> str:
    return f"{known.book.thresholds[bound]:g} (`{bound}`)" if isinstance(bound, str) else f"{bound:g}"
