"""What a patient and a plan have answered so far, with questions put apart from questions not put."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from filiform.core.screening.codes import Codes
from filiform.core.values import UNKNOWN, Answer, Known, Site

Value: TypeAlias = bool | float | str | Codes | tuple[Site, ...]


@dataclass(frozen=True, slots=True)
class Clearance:
    """A doctor's recorded agreement for one item, in force from `given` to `until`, both included."""

    item: str
    given: date
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Say whether the clearance is in force on a day."""
        return self.given <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """Words of an answer that the lexicon does not know; the clinician classifies them."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class History:
    """Answers by field id. Absent: not put. `UNKNOWN` and `DECLINED`: put and not answered."""

    answers: Mapping[str, Answer[Value]] = field(default_factory=dict)
    clearances: tuple[Clearance, ...] = ()
    unrecognised: tuple[Unrecognised, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "answers", MappingProxyType(dict(self.answers)))

    def __hash__(self) -> int:
        return hash((frozenset(self.answers.items()), self.clearances, self.unrecognised))

    def get(self, name: str) -> Answer[Value]:
        """Give the answer to a field; a field that was not put is unknown."""
        return self.answers.get(name, UNKNOWN)

    def put(self, name: str) -> bool:
        """Say whether the question was put, answered or not."""
        return name in self.answers

    def in_vain(self, name: str, codes: tuple[str, ...] = ()) -> bool:
        """Say whether the question was put and stayed open: no answer, or a code marked as uncertain."""
        answer = self.answers.get(name)
        if isinstance(answer, Known):
            return isinstance(answer.value, Codes) and not answer.value.uncertain.isdisjoint(codes)
        return answer is not None

    def sites(self, name: str = "planned_sites") -> tuple[Site, ...] | None:
        """Give the sites of a field, None when they are not known."""
        answer = self.get(name)
        if isinstance(answer, Known) and isinstance(answer.value, tuple):
            return answer.value
        return None

    def with_answer(self, name: str, answer: Answer[Value]) -> History:
        """Give a copy with one answer set."""
        return replace(self, answers={**self.answers, name: answer})
