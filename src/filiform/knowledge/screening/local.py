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
from filiform.knowledge.jurisdictions import Statement, asked_in, citations, written_consent_law
from filiform.knowledge.screening.load import load


@lru_cache(maxsize=256)
def book_for(jurisdiction: str | None, profession: str | None = None) -> RuleBook:
    """Give the rule book of a place for who needles; elsewhere its added rules are not there at all."""
    book = load().book
    law = written_consent_law(jurisdiction, profession)
    return replace(book, rules=(*book.rules, _written(law, jurisdiction))) if law else book


def requirements(jurisdiction: str | None, history: History, profession: str | None = None) -> list[dict[str, Any]]:
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
            "met": _met(each, history, profession),
        }
        for each in asked_in(jurisdiction, profession)
    ]


def _met(each: Statement, history: History, profession: str | None) -> bool | None:
    if each.topic == "practice" and each.value == "not-permitted" and profession:
        return False
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
