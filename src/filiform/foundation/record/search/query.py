"""Reads what was typed into the box: each word becomes a term, a number may mean several things."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from . import birth_dates, names, phones
from .rows import BACKWARD, FORWARD, NUMBER

LONGEST_QUERY = 100
MOST_TERMS = 6
#: No text continues with this sign, so it closes the range of all that begin alike (byte order).
LAST_SIGN = "\U0010ffff"

_DIGITS = re.compile(r"#?\s*[+(]?\d[\d\s()./-]*")
#: As pages write the number of a patient: "no. 148".
_SAID = re.compile(r"\bno\.?\s*#?(?=\d)", re.IGNORECASE)
_YEAR = re.compile(r"(18|19|20)\d\d")


@dataclass(frozen=True)
class Term:
    """One word of a search. A row answers it when it begins with one of `starts`, or holds one after a blank."""

    starts: tuple[str, ...]
    is_name: bool = False

    def ranges(self) -> tuple[tuple[str, str], ...]:
        """Half-open ranges [from, to) in byte order, one for each start."""
        return tuple((start, start + LAST_SIGN) for start in self.starts)

    def inside(self) -> tuple[str, ...]:
        """What the rest of a row must hold, one of these."""
        return tuple(f" {start}" for start in self.starts)


@dataclass(frozen=True)
class Query:
    """A search; `unreadable` are parts that look like a date and are none."""

    terms: tuple[Term, ...]
    unreadable: tuple[str, ...] = ()

    @property
    def name_words(self) -> tuple[str, ...]:
        """The words that are (beginnings of) names."""
        return tuple(term.starts[0] for term in self.terms if term.is_name)


def read_query(text: str, on: date, *, month_first: bool = False) -> Query:
    """Read the box; `on` is today. Word order does not matter: the terms come out sorted."""
    rest = unicodedata.normalize("NFKC", text)[:LONGEST_QUERY].replace("\x00", " ")
    terms: list[Term] = []
    unreadable: list[str] = []
    for form in birth_dates.ANY:
        for match in form.finditer(rest):
            days = birth_dates.in_text(match, on, month_first=month_first)
            if days:
                terms.append(Term(tuple(day.isoformat() for day in days)))
            else:
                unreadable.append(match.group().strip())
        rest = form.sub(" ", rest)
    rest = _SAID.sub(NUMBER, rest)
    # A number that is not finished yet (4/3/) says nothing; it is left out while somebody types.
    terms += [term for match in _DIGITS.finditer(rest) if (term := _number(match.group(), on, month_first)).starts]
    names_typed = names.words(_DIGITS.sub(" ", rest))
    terms += [Term((word,), is_name=True) for word in names_typed]
    kept = sorted(dict.fromkeys(terms), key=lambda term: term.starts)[:MOST_TERMS]
    return Query(tuple(kept), tuple(unreadable))


def _number(text: str, on: date, month_first: bool) -> Term:
    """A patient number, a year, a date in bare digits, the beginning or the end of a telephone number."""
    typed = phones.digits(text)
    if text.startswith(NUMBER):
        return Term((f"{NUMBER}{int(typed)} ",))
    starts: list[str] = []
    plain = text.strip()
    if plain.isdigit() and not plain.startswith("0") and len(plain) <= 9:
        starts.append(f"{NUMBER}{plain} ")
    if _YEAR.fullmatch(plain):
        starts.append(f"{plain}-")
    elif re.fullmatch(r"(18|19|20)\d\d-\d?\d?-?", plain):
        starts.append(plain.rstrip("-") + ("-" if plain.count("-") == 1 and plain.endswith("-") else ""))
    starts += [day.isoformat() for day in birth_dates.compact(plain, on, month_first=month_first)]
    if len(typed) >= 3 and phones.national(text):
        starts.append(FORWARD + phones.national(text))
    if len(typed) >= 4:
        end = phones.national(text) if phones.is_international(text) else typed
        starts.append(BACKWARD + end[-phones.TAIL :][::-1])
    return Term(tuple(dict.fromkeys(starts)))
