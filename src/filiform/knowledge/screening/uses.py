"""What stands in the screening data and is never used: a rule that no answers reach, a choice that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator

from filiform.core.screening.conditions import Condition, Has, Here, Near, SitesIn
from filiform.core.screening.logic import ALWAYS
from filiform.knowledge.lexicon import FIELDS
from filiform.knowledge.reading import read_json
from filiform.knowledge.screening.load import Screening
from filiform.knowledge.screening.reachable import reachable

#: Choices that no rule weighs: known and harmless, the way to say something else, or read by the reader of cases.
HARMLESS = frozenset(
    {
        ("medications", "inhaler"),
        ("medications", "other-medicine"),
        ("conditions", "asthma"),
        ("conditions", "rheumatoid-arthritis"),
        ("conditions", "fibromyalgia"),
        ("allergies", "other-allergy"),
        ("implants", "other-implant"),
        ("skin_at_site", "normal"),
    }
)
#: Groups that only places are named by, as in `joint-replacement:left-ankle`.
PLACES = frozenset({"ankle", "calf", "foot"})


def unread(known: Screening) -> Iterator[str]:
    """Give the choices, site groups and words that come to nothing."""
    yield from _choices(known)
    yield from _groups(known)
    yield from _lexicon(known)


def unreachable(known: Screening) -> Iterator[str]:
    """Give the rules, questions and choices that no answers reach."""
    for rule in known.book.rules:
        if rule.when is not ALWAYS and not reachable(rule.when, known):
            yield f"rule {rule.id}: no answers make it fire, so it can never be reached"
        if not reachable(rule.matters, known):
            yield f"rule {rule.id}: matters to nobody, so that a missing answer is never asked for"
    for question in known.questions:
        if not reachable(question.asked_when, known):
            yield f"question {question.field}: no answers make it shown"
        for choice in question.choices:
            if not reachable(choice.asked_when, known):
                yield f"question {question.field}: no answers make choice {choice.code} shown"


def _conditions(known: Screening) -> Iterator[Condition]:
    """Give every condition on a single answer or site that the data hold."""
    for rule in known.book.rules:
        yield from rule.when.leaves()
        yield from rule.matters.leaves()
    for question in known.questions:
        yield from question.asked_when.leaves()
        for choice in question.choices:
            yield from choice.asked_when.leaves()


def _choices(known: Screening) -> Iterator[str]:
    """A choice of a list that no rule reads is ticked in vain."""
    read: set[tuple[str, str]] = set(HARMLESS)
    for leaf in _conditions(known):
        if isinstance(leaf, Has):
            read.update((leaf.field, code) for code in leaf.codes)
        elif isinstance(leaf, Near):
            read.add((leaf.field, leaf.code))
    for question in known.questions:
        for choice in question.choices if question.kind == "codes" else ():
            if (question.field, choice.code) not in read:
                yield f"question {question.field}: no rule reads choice {choice.code}"


def _groups(known: Screening) -> Iterator[str]:
    raw: dict[str, list[str]] = read_json("screening/site_groups.json")
    used = {leaf.group for leaf in _conditions(known) if isinstance(leaf, Here | SitesIn)}
    used |= {each[1:] for members in raw.values() for each in members if each.startswith("@")}
    used |= PLACES | set(read_json("lexicon/cues.json")["areas"].values())
    yield from (f"site group {name}: nothing uses it" for name in sorted(set(known.book.groups) - used))


def _lexicon(known: Screening) -> Iterator[str]:
    """Words that mean a code which no question has would be recognised and then weigh nothing."""
    codes = {question.field: {choice.code for choice in question.choices} for question in known.questions}
    for name in FIELDS:
        for entry in read_json(f"lexicon/{name}.json"):
            field = entry.get("field", name)
            for code in (*entry["codes"], *entry.get("maybe", ()), *(entry.get("past") or ())):
                if code not in codes.get(field, ()):
                    yield f"lexicon {name}: {entry['words'][0]!r} means {code}, which {field} has no choice for"
