"""Answers the questions of the case history that the page puts, from what a patient of the demo brings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from filiform.core.screening.setting import Setting
from filiform.foundation.record.public import VisitFile
from filiform.journey.screening import public as screening
from filiform.journey.screening.public import Stored, stored
from filiform.knowledge.screening.question import Question

#: Answers of somebody with nothing to report.
CALM_YES = ("capacity", "guardian_consent", "child_assent", "interpreter_present")
CALM_CHOICES = ("no", "not-applicable", "none", "fine", "never", "healed")
CALM_NUMBERS = {"temperature_c": 36.7, "bmi": 25.0, "inr_age_days": 5.0, "inr": 2.4, "months_since_surgery": 30.0}
#: Each answer may bring questions of its own; three rounds reach the last of them.
ROUNDS = 3


def answers_for(
    visit: VisitFile, sites: list[str], told: Mapping[str, Any], anew: Mapping[str, Any]
) -> dict[str, Stored]:
    """All answers of one visit: carried ones confirmed by name, `anew` said today, the rest from `told`."""
    carried = screening.carried(visit)
    asked, _setting = screening.questions(visit, dict(carried), sites)
    fields = {one.field for one in asked}
    found = {
        key: {**answer, "confirmed": True}
        for key, answer in carried.items()
        if key in fields and key.partition("@")[0] not in anew
    }
    for _round in range(ROUNDS):
        questions, setting = screening.questions(visit, found, sites)
        fresh = {
            key: answer
            for question in questions
            for key in _keys(question, sites)
            if key not in found and (answer := _answer(question, key, {**told, **anew}, setting, visit.day))
        }
        if not fresh:
            break
        found |= fresh
    return found


def _keys(question: Question, sites: list[str]) -> list[str]:
    return [f"{question.field}@{site}" for site in sites] if question.per_site else [question.field]


def _answer(
    question: Question, key: str, told: Mapping[str, Any], setting: Setting, on: date
) -> Stored | None:  # fmt: skip
    name, _at, site = key.partition("@")
    said = told.get(f"{name}@{site.rpartition(' ')[2]}") if site else told.get(name)
    match question.kind:
        case "codes":
            shown = {choice.code for choice in question.shown_choices(setting)}
            return stored(_list(shown, set(said or ()), {choice.code for choice in question.choices}), on)
        case "yes_no":
            return stored(question.field in CALM_YES if said is None else said, on)
        case "number":
            number = CALM_NUMBERS.get(name) if said is None else said
            return None if number is None else stored(float(number), on)
        case "choice":
            codes = [choice.code for choice in question.choices]
            return stored(said or next((code for code in CALM_CHOICES if code in codes), codes[0]), on)
        case _:
            return stored(said, on) if said else None


def _list(shown: set[str], present: set[str], every: set[str]) -> dict[str, Any]:
    return {
        "present": sorted(present), "absent": sorted(shown - present), "uncertain": [],
        "complete": shown == every, "words": [], "unrecognised": [],
    }  # fmt: skip
