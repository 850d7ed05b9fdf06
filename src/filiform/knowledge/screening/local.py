"""The rule book of a place: with the rules that its law adds."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from filiform.core.screening import Action, Class, How, Rule, RuleBook, SourceSays
from filiform.core.screening.conditions import Is
from filiform.core.screening.history import History
from filiform.core.screening.logic import IfGiven
from filiform.core.values import Known
from filiform.knowledge.jurisdictions import Statement, asked_in, citations
from filiform.knowledge.screening.load import load


@lru_cache(maxsize=64)
def book_for(jurisdiction: str | None) -> RuleBook:
    """Give the rule book as it is in a place; elsewhere its added rules are not there at all."""
    book = load().book
    added = tuple(_written(each, jurisdiction) for each in asked_in(jurisdiction) if _binding(each))
    return replace(book, rules=book.rules + added[:1]) if jurisdiction and added else book


def requirements(jurisdiction: str | None, history: History) -> list[dict[str, Any]]:
    """Give what is asked in a place as plain JSON values; `met` says whether the case shows it, None if it cannot."""
    return [
        {
            "topic": each.topic,
            "value": each.value,
            "who": each.who,
            "force": each.force,
            "says": each.says,
            "source": each.source,
            "citation": citations()[each.source],
            "how": str(each.how),
            "item": each.rule,
            "met": _met(each, history),
        }
        for each in asked_in(jurisdiction)
    ]


def _binding(each: Statement) -> bool:
    return each.topic == "written-consent" and each.value is True and each.force == "law"


def _met(each: Statement, history: History) -> bool | None:
    consent = history.get("consent")
    if each.topic != "written-consent" or each.value is not True or not isinstance(consent, Known):
        return None
    return bool(consent.value == "given-written")


def _written(each: Statement, jurisdiction: str | None) -> Rule:
    return Rule(
        id="consent-not-written",
        item="consent-not-written",
        chapter="consent",
        label="Consent must be written here",
        class_=Class.ABSOLUTE,
        action=Action.DO_NOT_NEEDLE,
        when=IfGiven(Is("consent", ("given-verbal",))),
        sources=(SourceSays(each.source, each.says, How(str(each.how)), None, jurisdiction),),
        guidance="Have the consent signed before the first needle.",
        law_of=jurisdiction,
    )
