"""Rules that a practice makes for itself: consent in writing, places that it does not needle or only so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from filiform.core.needling import Leave, PlaceRule
from filiform.core.reasons import PRACTICE_POLICY
from filiform.core.screening import Action, Class, How, Policy, Rule, RuleBook, SourceSays, Weight
from filiform.core.screening.conditions import Here, Is
from filiform.core.screening.logic import IfGiven
from filiform.knowledge.jurisdictions import written_consent_law
from filiform.knowledge.screening import places
from filiform.knowledge.screening.local import book_for

#: The source of what a practice rules for itself, and how it is cited.
POLICY = SourceSays(PRACTICE_POLICY.tag, "Put on record by the practice, with who, when and why.", How.PRACTICE)
CITATION = PRACTICE_POLICY.citation
#: What the items of places begin with, and the item of consent, which law may ask for too.
PLACE = "practice-place-"
CONSENT = "consent-not-written"
_WORDS = {
    Leave.NEVER: ("Not needled in this practice", "Leave this site out."),
    Leave.ULTRASOUND: ("Only under ultrasound in this practice", "Plan it under ultrasound, or leave it out."),
    Leave.NAMED: ("Only by some practitioners in this practice", "Only those whom the practice names needle here."),
}


def book_of(policy: Policy, profession: str | None = None, practitioner: str | None = None) -> RuleBook:
    """Give the rule book of a practice for who needles: that of its place, with the rules of its own policy."""
    ruled = policy.needling.places
    named = practitioner if any(each.leave is Leave.NAMED for each in ruled) else None
    if not ruled and policy.spoken_consent is not False:
        return book_for(policy.jurisdiction, profession)
    return _book_of(policy.jurisdiction, profession, policy.spoken_consent is False, ruled, named)


@lru_cache(maxsize=256)
def _book_of(
    place: str | None, profession: str | None, written: bool, ruled: tuple[PlaceRule, ...], named: str | None
) -> RuleBook:
    book = book_for(place, profession)
    rules = list(_places(each for each in ruled if not (named and each.leave is Leave.NAMED and named in each.people)))
    if written and written_consent_law(place, profession) is None:
        rules.append(_written())
    groups = {PLACE + each.place: places.members()[each.place] for each in ruled}
    return replace(book, rules=(*book.rules, *rules), groups={**book.groups, **groups})


def consent_asked(policy: Policy, profession: str | None = None) -> dict[str, str]:
    """Say how consent has to be given, in writing or by word of mouth, and by what: law, policy, or where we start."""
    if written_consent_law(policy.jurisdiction, profession) is not None:
        return {"form": "written", "by": "law"}
    if policy.spoken_consent is None:
        return {"form": "written", "by": "start"}
    return {"form": "verbal" if policy.spoken_consent else "written", "by": "policy"}


def label_of(item: str) -> str:
    """What an item is called that a place's law or a practice adds to the book; the item itself for any other."""
    if item == CONSENT:
        return "Consent must be written here"
    place = item.removeprefix(PLACE)
    return f"The practice's policy on: {places.label(place)}" if place != item else item


def _places(ruled: Iterable[PlaceRule]) -> Iterator[Rule]:
    for each in ruled:
        never = each.leave is Leave.NEVER
        title, guidance = _WORDS[each.leave]
        yield Rule(
            id=PLACE + each.place,
            item=PLACE + each.place,
            chapter="sites",
            label=f"{title}: {places.label(each.place)}",
            class_=Class.SITE_SPECIFIC if never else Class.PRECAUTION,
            action=Action.AVOID_SITE if never else Action.MODIFY_TECHNIQUE,
            when=Here(PLACE + each.place),
            sources=(POLICY,),
            per_site=True,
            guidance=guidance,
            own=Weight.STOP if never else Weight.NOTE,
        )


def _written() -> Rule:
    return Rule(
        id=CONSENT,
        item=CONSENT,
        chapter="consent",
        label="Consent must be written in this practice",
        class_=Class.ABSOLUTE,
        action=Action.DO_NOT_NEEDLE,
        when=IfGiven(Is("consent", ("given-verbal",))),
        sources=(POLICY,),
        guidance="Have the consent signed before the first needle.",
        own=Weight.STOP,
    )
