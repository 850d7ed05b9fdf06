"""How a number may stand in a case as text, as a pattern: every text that it lets through is read, with its unit."""

from __future__ import annotations

import math
from collections.abc import Iterator

from filiform.knowledge.screening.quantity import UNITS, WORDS_FOR_NUMBERS
from filiform.knowledge.screening.question import Question

_TENTHS = r"(?:[.,][0-9]{1,2})?"
_ABOUT = r"(?:about |around |over |> ?)?"
_CELSIUS = rf"(?:3[1-9]|4[0-2]){_TENTHS}(?: ?°?C)?"
_FAHRENHEIT = rf"(?:9[0-9]|10[0-9]){_TENTHS} ?°?F"
_SAME_KIND = {"hz": ("hz",), "mm": ("mm", "cm"), "cm": ("cm",)}
_MOST = 120  # numbers that are listed one by one


def patterns(question: Question) -> tuple[str, ...]:
    """Give the patterns of texts: words without a number, and figures that are within the range in any unit named."""
    return f"^{_without_number(question)}$", f"^{_ABOUT}(?:{'|'.join(_figures(question))})$"


def _without_number(question: Question) -> str:
    """Words in which no number can be found; what they say is listed. A day, or "a month", may be a number too."""
    base = UNITS.get((question.unit or "").removesuffix("s"), math.inf)
    days = {"today", "tonight", "yesterday", "tomorrow"} if question.low else set()
    far = {unit for unit, one in UNITS.items() if len(unit) > 2 and (question.low or one / base > (question.high or 0))}
    found = WORDS_FOR_NUMBERS | days | far
    numbers = "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in sorted(found))
    return rf"(?!.*(?:{numbers}))[A-Za-z][a-z ,.;:'()/?!-]*"


def _figures(question: Question) -> Iterator[str]:
    low, high = question.low or 0.0, question.high or 0.0
    if question.unit == "degrees Celsius":
        yield from (_CELSIUS, _FAHRENHEIT)
        return
    own = (question.unit or "").lower()
    days = r"(?:\+[0-6])?" if question.field == "gestation_weeks" else ""
    if plain := _between(low, high):
        yield f"{plain}{days or _TENTHS}"
    for unit, factor in _units(own):
        if number := _between(low / factor, high / factor):
            yield f"{number}{_TENTHS} ?{unit}s?" if unit in UNITS else f"{number}{_TENTHS} ?{_any_case(unit)}"


def _units(own: str) -> Iterator[tuple[str, float]]:
    """Give the units of the same kind, each with what one of it is in the question's own."""
    base = UNITS.get(own.removesuffix("s"))
    if base:
        # Months of a pregnancy are not thirty days; they are read otherwise.
        left_out = {"s", "fortnight"} | ({"month", "mth", "mo"} if own == "weeks" else set())
        yield from ((unit, factor / base) for unit, factor in UNITS.items() if unit not in left_out)
    for unit in _SAME_KIND.get(own, ()):
        yield unit, 10.0 if (own, unit) == ("mm", "cm") else 1.0


def _any_case(unit: str) -> str:
    return "[Hh]z" if unit == "hz" else unit


def _between(low: float, high: float) -> str:
    """Give a pattern of whole numbers that stay within the range when tenths or a hedge are added; "" for none."""
    least, most = max(0, math.ceil(low + 0.01 if low > 0 else low)), math.floor(high - 0.991)
    if least > 0:
        return f"(?:{'|'.join(map(str, range(least, min(most, least + _MOST) + 1)))})" if most >= least else ""
    for digits in (3, 2, 1):
        if most >= 10**digits - 1:
            return f"[0-9]{{1,{digits}}}"
    return f"[0-{most}]" if most >= 0 else ""
