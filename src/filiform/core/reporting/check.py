"""Answering what is asked of a note: met, missing, not known, or not asked here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from filiform.core.reporting.facts import NoteFacts
from filiform.core.reporting.fields import FIELDS, Answer, Ask

_WORST = (Answer.MISSING, Answer.UNKNOWN, Answer.MET, Answer.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Lack:
    """A field that the note does not answer; `needles` numbers those that lack it, () for none in particular."""

    field: str
    answer: Answer
    needles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """An item with the worst answer of its fields, and those that lack."""

    ask: Ask
    answer: Answer
    lacking: tuple[Lack, ...] = ()


def check_note(facts: NoteFacts, asks: Iterable[Ask]) -> tuple[Answered, ...]:
    """What the note says to each item, in the order asked. Raises KeyError for a field that is not in FIELDS."""
    return tuple(_answered(facts, ask) for ask in asks)


def open_by_law(answered: Iterable[Answered]) -> tuple[Answered, ...]:
    """The items that law asks for and the note does not answer; what is not known is not answered."""
    return tuple(one for one in answered if one.ask.law and one.lacking)


def _answered(facts: NoteFacts, ask: Ask) -> Answered:
    found = [Lack(field, *FIELDS[field](facts)) for field in ask.fields]
    worst = min((one.answer for one in found), key=_WORST.index, default=Answer.NOT_APPLICABLE)
    lacking = tuple(one for one in found if one.answer in (Answer.MISSING, Answer.UNKNOWN))
    return Answered(ask, worst, lacking)
