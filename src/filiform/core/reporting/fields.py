"""The fields that a standard or a law may ask for, each with how the facts of a note answer it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from filiform.core.reasons import Source
from filiform.core.reporting.facts import InsertionNote, NoteFacts


class Answer(StrEnum):
    """What the note says to an item. `UNKNOWN` is never taken for `MET`."""

    MET = "met"
    MISSING = "missing"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True)
class Ask:
    """An item that is asked for: its id, the fields that answer it, whether it is law, and who asks."""

    id: str
    fields: tuple[str, ...]
    law: bool = False
    sources: tuple[Source, ...] = ()


Found = tuple[Answer, tuple[int, ...]]
"""An answer, with the numbers of the needles that lack it."""
Field = Callable[[NoteFacts], Found]


def _said(value: bool | None) -> Found:
    if value is None:
        return Answer.UNKNOWN, ()
    return (Answer.MET if value else Answer.MISSING), ()


def _fact(name: str) -> Field:
    """A field that one fact answers, needles or not."""
    return lambda facts: _said(getattr(facts, name))


def _fact_if_needled(name: str) -> Field:
    """A field that one fact answers, asked only where a needle was used."""

    def answer(facts: NoteFacts) -> Found:
        return _said(getattr(facts, name)) if facts.insertions else _unneedled(facts)

    return answer


def _of_each(noted: Callable[[InsertionNote], bool]) -> Field:
    """A field that has to be noted of every insertion."""

    def answer(facts: NoteFacts) -> Found:
        if not facts.insertions:
            return _unneedled(facts)
        lacking = tuple(dict.fromkeys(one.number for one in facts.insertions if not noted(one)))
        return (Answer.MISSING if lacking else Answer.MET), lacking

    return answer


def _unneedled(facts: NoteFacts) -> Found:
    """Without needles nothing of a needle is asked, once it is on record that there were none."""
    if facts.insertions is None or facts.without is None:
        return Answer.UNKNOWN, ()
    return (Answer.NOT_APPLICABLE if facts.without else Answer.MISSING), ()


def _procedure(facts: NoteFacts) -> Found:
    """What was done: the needles, or why there were none."""
    if facts.insertions:
        return Answer.MET, ()
    return _said(facts.without)


def _current(facts: NoteFacts) -> Found:
    """The settings of a current, where one was used."""
    if not facts.insertions:
        return _unneedled(facts)
    electrical = tuple(dict.fromkeys(one.number for one in facts.insertions if one.electrical))
    if not electrical:
        return Answer.NOT_APPLICABLE, ()
    answer, _needles = _said(facts.current_noted)
    return answer, () if answer is Answer.MET else electrical


def _if_later(name: str) -> Field:
    """A field that is asked from the second visit on."""

    def answer(facts: NoteFacts) -> Found:
        if facts.later is None:
            return Answer.UNKNOWN, ()
        return _said(getattr(facts, name)) if facts.later else (Answer.NOT_APPLICABLE, ())

    return answer


FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "style": _fact("style"),
        "reasoning": _fact("reasoning"),
        "plan": _fact("planned"),
        "procedure": _procedure,
        "side": _of_each(lambda one: one.side),
        "depth": _of_each(lambda one: one.depth),
        "response": _of_each(lambda one: one.response),
        "technique": _of_each(lambda one: one.technique),
        "current": _current,
        "retention": _of_each(lambda one: one.dwell or one.in_and_out),
        "needle-size": _of_each(lambda one: one.size),
        "needle-lot": _of_each(lambda one: one.lot),
        "session-number": _fact("session_number"),
        "interval": _if_later("interval"),
        "duration": _fact("duration"),
        "other-therapies": _fact("other_therapies"),
        "setting": _fact("setting"),
        "information": _fact_if_needled("information"),
        "profession": _fact("profession"),
        "training-hours": _fact("training_hours"),
        "practice-years": _fact("practice_years"),
        "reaction": _of_each(lambda one: one.reaction),
        "tolerance": _of_each(lambda one: one.tolerance),
        "outcome": _fact_if_needled("outcome"),
        "plan-of-care": _fact_if_needled("plan_of_care"),
        "re-evaluation": _if_later("examined"),
    }
)
