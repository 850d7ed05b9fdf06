"""Numbers as people write them: hedges, words for numbers, and units turned into the question's own."""

from __future__ import annotations

import math
import re
from typing import Any

from filiform.knowledge.lexicon.phrases import spelled_out, tokens
from filiform.knowledge.screening.errors import CaseError
from filiform.knowledge.screening.question import Question

_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ONES = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_WORDS = {
    **{f"{ten}{gap}{one}": _TENS[ten] + _ONES[one] for ten in _TENS for one in _ONES for gap in ("-", " ")},
    **_TENS,
    **{"thirteen": 13, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19},
    **{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9},
    **{"ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "twenty": 20, "a": 1, "an": 1, "couple": 2, "half": 0.5},
    "last": 1,
}
_PER_MICROLITRE = 2000  # above this platelets were counted in a microlitre: "31,000"
_NO_CELSIUS = 80.0  # above this a temperature was taken in Fahrenheit
_NO_NUMBER = ("a", "an", "last", "one", "half", "couple")  # alone, without a unit
_SUDDEN = {
    "seconds",
    "instant",
    "instantly",
    "instantaneous",
    "immediate",
    "immediately",
    "sudden",
    "suddenly",
    "abrupt",
}
_SLOW = {"gradual", "gradually", "slow", "slowly", "hours", "minutes", "days", "weeks", "creeping"}
_NO_FEVER = {"afebrile", "apyrexial", "apyrexic", "normal", "no", "not", "fever", "feverish", "temp", "temperature"}
_NUMBER = re.compile(r"(?P<hedge>[<>]=?)?\s*(?P<number>-?\d+(?:[.,]\d+)?)")
_SPELLED = re.compile(rf"\b(?P<number>{'|'.join(_WORDS)})\b(?:\s+(?:of|a|an)\b)*", re.I)
_PLUS_DAYS = re.compile(r"\s*\+\s*\d\b")
_AND_MORE = re.compile(r"\s*\+(?!\s*\d)")  # "3+" is more than 3, "12+6" are weeks and days
_RANGE = re.compile(r"\d+(?:[.,]\d+)?\s*(?:-|–|to)\s*\d", re.I)
_DAYS = {"today": 0.0, "tonight": 0.0, "yesterday": 1.0, "tomorrow": 1.0}
_UP_TO = re.compile(r"\s*(?:-|–|(?<![a-z])(?:to|or)(?![a-z]))\s*(?:\d+(?:[.,]\d+)?|\w+)\s*(?=[a-z])", re.I)
_HALVES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(\d)\s*(?:½|\s1/2\b|\sand a half\b)"), r"\1.5"),
    (re.compile(r"½"), "0.5"),
    (re.compile(r"\b(?:an?|one) (\w+) and a half\b", re.I), r"1.5 \1"),
)
_WORD_AND_HALF = re.compile(rf"\b({'|'.join(_WORDS)}) and a half\b", re.I)
_UNIT = re.compile(r"\s*(?:°|deg(?:rees)?\.?)?\s*([a-zµ]+)", re.I)
_ABOVE = re.compile(r"\b(?:above|over|more than|greater than|at least)\s*$", re.I)
_UNDER = re.compile(r"\b(?:below|under|less than|fewer than|within|inside)\s*$", re.I)
_NEXT = 0.001  # "under 20" is the nearest number below that rules can tell from 20
_DAY = 24 * 3600.0
_TIMES = {
    "s": 1.0,
    "sec": 1.0,
    "second": 1.0,
    "min": 60.0,
    "minute": 60.0,
    "h": 3600.0,
    "hr": 3600.0,
    "hour": 3600.0,
    "d": _DAY,
    "day": _DAY,
    "night": _DAY,
    "w": 7 * _DAY,
    "wk": 7 * _DAY,
    "week": 7 * _DAY,
    "fortnight": 14 * _DAY,
    "mth": 30.4375 * _DAY,
    "mo": 30.4375 * _DAY,
    "month": 30.4375 * _DAY,
    "y": 365.25 * _DAY,
    "yr": 365.25 * _DAY,
    "year": 365.25 * _DAY,
}
UNITS = _TIMES
"""Units of time in seconds, by their words for one."""
WORDS_FOR_NUMBERS = frozenset(
    {*(word for word in _WORDS if " " not in word and "-" not in word and word not in ("a", "an")), "year", "yr"}
)
"""Words in which a number may be told; a year alone is more than some questions take."""
_M = {"years": "month", "months": "month", "weeks": "month", "days": "", "hours": "min", "seconds": "min"}
"""What an m stands for beside a number of a unit."""
_LENGTHS = {"mm": 1.0, "millimetre": 1.0, "cm": 10.0, "centimetre": 10.0, "in": 25.4, "inch": 25.4, "inches": 25.4}


def number(question: Question, raw: Any) -> float | None:
    """Read a number within the question's range; None where words hold none. CaseError outside the range."""
    if isinstance(raw, str):
        read = _read(question.unit, raw)
        if read is None:
            return None
        raw = read
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        in_ = f" in {question.unit}" if question.unit else ""
        raise CaseError(question.field, f"{question.field} must be a number{in_}.")
    if question.field == "platelets" and raw > _PER_MICROLITRE:
        raw = raw / 1000
    low, high = question.low, question.high
    inside = (low is None or raw >= low) and (high is None or raw <= high)
    if not inside or not math.isfinite(raw):
        between = f"between {low:g} and {high:g}{_unit(question)}"
        raise CaseError(question.field, f"{question.field} is {str(raw)[:30]}; it must be {between}.")
    return float(raw)


def sudden(raw: Any) -> bool | None:
    """Say whether words for the onset of a headache tell of a sudden one; None where they tell neither."""
    words = set(tokens(raw)) if isinstance(raw, str) else set()
    if words & {"no", "not", "never"}:
        return None
    if words & _SUDDEN:
        return None if words & _SLOW else True
    return False if words & _SLOW else None


def no_fever(raw: Any) -> bool:
    """Say whether words for a temperature deny a fever: "afebrile", "normal", "no fever"."""
    words = set(tokens(raw)) if isinstance(raw, str) else set()
    denied = words & {"no", "not"} and words & {"fever", "feverish", "temp", "temperature"}
    return words <= _NO_FEVER and bool(words & {"afebrile", "apyrexial", "apyrexic", "normal"} or denied)


def _read(unit: str | None, text: str) -> float | None:
    """Give the first number of a text in a unit; None where there is none, or its unit is of another kind."""
    text = _with_halves(spelled_out(text) if unit else text)
    match = _NUMBER.search(text)
    if match is None:
        return _spelled(unit, text)
    found = float(match["number"].replace(",", "."))
    rest = _UP_TO.sub("", _PLUS_DAYS.sub("", text[match.end() :], count=1), count=1)
    if unit is None and _RANGE.match(text, match.start("number")):
        return None  # "2-3" is the range that an INR should have, not the one it has
    scaled = _scaled(unit, found, _UNIT.match(rest))
    more = _NEXT if _AND_MORE.match(text, match.end()) else 0.0
    return None if scaled is None else scaled + _hedge(text[: match.start()], match["hedge"] or "") + more


def _with_halves(text: str) -> str:
    """Give a text with its halves as decimals: 1½, 1 1/2, two and a half, a week and a half."""
    text = _WORD_AND_HALF.sub(lambda found: f"{_WORDS[found[1].lower()] + 0.5:g}", text)
    for pattern, decimal in _HALVES:
        text = pattern.sub(decimal, text)
    return text


def _spelled(unit: str | None, text: str) -> float | None:
    """Give a number in words; of a time or length only with its unit, for "a" and "last" are no numbers."""
    base = (unit or "").removesuffix("s")
    if base in _TIMES and (day := next((_DAYS[word] for word in tokens(text) if word in _DAYS), None)) is not None:
        return day * _DAY / _TIMES[base]
    for spelled in _SPELLED.finditer(text):
        named = _UNIT.match(text, spelled.end())
        if named and named.group(1).lower().removesuffix("s") in _TIMES:
            scaled = _scaled(unit, float(_WORDS[spelled["number"].lower()]), named)
            return None if scaled is None else scaled + _hedge(text[: spelled.start()], "")
        if spelled["number"].lower() not in _NO_NUMBER:
            return float(_WORDS[spelled["number"].lower()])
    return None


def _hedge(before: str, sign: str) -> float:
    if sign == "<" or (not sign and _UNDER.search(before)):
        return -_NEXT
    return _NEXT if sign == ">" or (not sign and _ABOVE.search(before)) else 0.0


def _scaled(unit: str | None, found: float, named: re.Match[str] | None) -> float | None:
    """Turn a number with the unit that was named into the question's unit; a word that is no unit is left aside."""
    word = named.group(1).lower() if named else ""
    if unit == "degrees Celsius":
        return (found - 32) / 1.8 if word in ("f", "fahrenheit") or found > _NO_CELSIUS else found
    if word == "s" and unit != "seconds":
        return found  # "in her 40s"
    if word == "m" and unit in _M:
        if not _M[unit]:
            return None  # months or minutes
        word = _M[unit]
    if unit == "weeks" and word.startswith("month"):
        return found * 4  # the third month of a pregnancy ends with week 12
    one = word if word in _TIMES or word in _LENGTHS else word.removesuffix("s")
    for table, base in ((_TIMES, unit), (_LENGTHS, unit)):
        own = table.get(base or "") or table.get((base or "").removesuffix("s"))
        if one in table:
            return found * table[one] / own if own else None
    return found


def _unit(question: Question) -> str:
    return f" {question.unit}" if question.unit else ""
