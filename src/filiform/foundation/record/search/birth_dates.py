"""Reads a birth date in many writings, and says what is wrong with one; never guesses a century."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

#: Years; the oldest person whose age was proved lived 122 (Jeanne Calment, 1875-1997).
OLDEST = 130

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = "|".join([*_FULL, "sept", *_MONTHS])

ISO = re.compile(r"(?P<y>\d{4})\s*[-/.]\s*(?P<m>\d{1,2})\s*[-/.]\s*(?P<d>\d{1,2})")
NUMBERS = re.compile(r"(?P<a>\d{1,2})\s*[-/.]\s*(?P<b>\d{1,2})\s*[-/.]\s*(?P<y>\d{4}|\d{2})")
WORDED = re.compile(
    rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s.,-]*(?P<m>{_MONTH})\b[\s.,-]*(?P<y>\d{{4}}|\d{{2}})", re.IGNORECASE
)
WORD_FIRST = re.compile(
    rf"\b(?P<m>{_MONTH})\b[\s.]*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s,]+(?P<y>\d{{4}}|\d{{2}})", re.IGNORECASE
)
#: As one stands in a longer text, not inside a longer number.
ANY = tuple(
    re.compile(rf"(?<![\d+]){form.pattern}(?!\d)", re.IGNORECASE) for form in (ISO, NUMBERS, WORDED, WORD_FIRST)
)


@dataclass(frozen=True)
class Reading:
    """What a text may mean as a date: no, one or (a year of two digits) two dates; `written` tells if it was one."""

    dates: tuple[date, ...]
    written: bool


def read(text: str, on: date, *, month_first: bool = False) -> Reading:
    """Read a whole text as a date; `on` is today, `month_first` how 4/3/1980 is meant where both could be."""
    plain = " ".join(text.split())
    for form in (ISO, NUMBERS, WORDED, WORD_FIRST):
        match = form.fullmatch(plain)
        if match:
            return Reading(_dates(match, on, month_first), written=True)
    if re.fullmatch(r"\d{8}|\d{6}", plain):
        return Reading(compact(plain, on, month_first=month_first), written=True)
    return Reading((), written=False)


def compact(digits: str, on: date, *, month_first: bool = False) -> tuple[date, ...]:
    """Dates that six or eight bare digits may mean: 04031980, 19800304, 040380."""
    forms = {8: (r"(?P<a>\d\d)(?P<b>\d\d)(?P<y>\d{4})", r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)"),
             6: (r"(?P<a>\d\d)(?P<b>\d\d)(?P<y>\d\d)",)}  # fmt: skip
    found: list[date] = []
    for form in forms.get(len(digits), ()):
        match = re.fullmatch(form, digits)
        if match:
            found += [day for day in _dates(match, on, month_first) if fault(day, on) == ""]
    return tuple(dict.fromkeys(found))


def in_text(match: re.Match[str], on: date, *, month_first: bool = False) -> tuple[date, ...]:
    """Dates that a match of one of `ANY` may mean; none when there is no such day."""
    return _dates(match, on, month_first)


def fault(day: date, on: date) -> str:
    """What is wrong with a birth date on the day `on`: "" or a code ("future", "too-old")."""
    if day > on:
        return "future"
    return "too-old" if on.year - day.year > OLDEST else ""


def _dates(match: re.Match[str], on: date, month_first: bool) -> tuple[date, ...]:
    parts = match.groupdict()
    if "a" in parts:
        first, second = int(parts["a"]), int(parts["b"])
        orders = [(second, first), (first, second)]  # (month, day)
        if month_first:
            orders.reverse()
        # 4/25/1980 can only be meant one way; 4/3/1980 is read as the practice writes.
        for month, day in orders:
            found = _valid(parts["y"], month, day, on)
            if found:
                return found
        return ()
    month_word = parts["m"].lower()
    month = int(month_word) if month_word.isdigit() else _MONTHS.index(month_word[:3]) + 1
    return _valid(parts["y"], month, int(parts["d"]), on)


def _valid(year: str, month: int, day: int, on: date) -> tuple[date, ...]:
    years = [int(year)] if len(year) == 4 else [on.year // 100 * 100 + int(year) - back for back in (0, 100)]
    found = []
    for one in years:
        try:
            made = date(one, month, day)
        except ValueError:
            continue
        if len(year) == 4 or fault(made, on) == "":
            found.append(made)
    return tuple(found)
