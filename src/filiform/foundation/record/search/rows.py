"""Makes the rows a patient is found by: each word of theirs leads one row, and all other words follow in it.

A search reads the rows that begin with one of its words, in order, and looks for its other words in the same
row. So no rows have to be joined, whatever the order of the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from . import names, phones

#: First signs of words that are no names; none of them can begin a folded name.
NUMBER, FORWARD, BACKWARD = "#", "+", "-"
LONGEST_ROW = 400


@dataclass(frozen=True)
class Findable:
    """What a patient can be found by; `former` are names they had on record before."""

    number: int
    family_name: str
    given_name: str
    birth_date: date
    phone: str = ""
    former: tuple[str, ...] = ()


def rows_of(patient: Findable) -> frozenset[str]:
    """The rows of a patient: `"<word> <other words> "`, former names last."""
    name = f"{patient.family_name} {patient.given_name}"
    current = [*names.words(name), *names.variants(patient.family_name), *names.variants(patient.given_name)]
    former = [word for text in patient.former for word in (*names.words(text), *names.variants(text))]
    said = list(
        dict.fromkeys([*current, patient.birth_date.isoformat(), *_phone(patient.phone), f"{NUMBER}{patient.number}"])
    )
    every = said + [word for word in dict.fromkeys(former) if word not in said]
    return frozenset(_row(lead, every) for lead in every)


def _row(lead: str, every: list[str]) -> str:
    rest = " ".join(word for word in every if word != lead)
    return f"{lead} {rest} "[:LONGEST_ROW]


def _phone(phone: str) -> list[str]:
    number = phones.national(phone)
    return [FORWARD + number, BACKWARD + number[::-1]] if number else []
