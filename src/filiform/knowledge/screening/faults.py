"""The validator of the screening data: every fault at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from filiform.core.screening import Rule
from filiform.core.screening.conditions import AtLeast, Below, Condition, Has, Here, Is, Near, SitesIn
from filiform.core.screening.policy import is_emergency
from filiform.knowledge.loader import load as load_knowledge
from filiform.knowledge.reading import read_json
from filiform.knowledge.screening import sayings, uses
from filiform.knowledge.screening.load import Asked, Screening, Threshold, load
from filiform.knowledge.screening.load import read as read_file
from filiform.knowledge.screening.question import KINDS


def faults(known: Screening | None = None) -> list[str]:
    """Give all faults of the screening data, sorted; an empty list when it is sound."""
    try:
        known = known or load()
    except (ValueError, KeyError, TypeError) as error:
        return [f"screening: cannot be loaded: {error}"]
    found = [*_rules(known), *_conditions(known), *_questions(known), *_groups(known), *_thresholds(known)]
    return sorted({*found, *uses.unread(known), *uses.unreachable(known), *sayings.sayings(known), *sayings.names()})


def leaves(condition: Condition) -> Iterator[Condition]:
    """Give the conditions on single answers and sites within a condition."""
    return condition.leaves()


def _all_leaves(rule: Rule) -> Iterator[Condition]:
    yield from leaves(rule.when)
    yield from leaves(rule.matters)


def _rules(known: Screening) -> Iterator[str]:
    ids = Counter(rule.id for rule in known.book.rules)
    yield from (f"rule {name}: the id is used {n} times" for name, n in ids.items() if n > 1)
    items = {rule.item for rule in known.book.rules}
    mild = {rule.item for rule in known.book.rules if not is_emergency(rule)}
    for rule in known.book.rules:
        if not rule.sources:
            yield f"rule {rule.id}: has no source"
        if rule.item not in items or rule.item != rule.id.partition(".")[0]:
            yield f"rule {rule.id}: the id must begin with its item {rule.item}"
        if not any(True for _ in leaves(rule.when)):
            yield f"rule {rule.id}: has no condition"
        for source in rule.sources:
            if source.tag not in known.citations:
                yield f"rule {rule.id}: source {source.tag} is not in sources.json"
            if not source.says.strip():
                yield f"rule {rule.id}: source {source.tag} says nothing"
        for item in rule.yields_to:
            if item not in items:
                yield f"rule {rule.id}: yields to {item}, which no rule has"
            if item in mild and is_emergency(rule):
                yield f"rule {rule.id}: is an emergency and yields to {item}, which a practice may weigh"
        if any(isinstance(leaf, Here) for leaf in leaves(rule.when)) and not rule.per_site:
            yield f"rule {rule.id}: asks about the site in hand but is not per site, so it can never fire"
    used = {source.tag for rule in known.book.rules for source in rule.sources}
    yield from (f"source {tag}: no rule uses it" for tag in known.citations if tag not in used | _SPARE)


_SPARE = {"ISCP12"}  # the guideline behind the list, kept for the reader


def _conditions(known: Screening) -> Iterator[str]:
    for rule in known.book.rules:
        for leaf in _all_leaves(rule):
            for field in leaf.fields():
                question = known.question(field)
                if question is None:
                    yield f"rule {rule.id}: reads {field}, which no question asks"
                    continue
                codes = {choice.code for choice in question.choices}
                if isinstance(leaf, Has):
                    yield from (f"rule {rule.id}: {field} has no choice {c}" for c in leaf.codes if c not in codes)
                if isinstance(leaf, Near) and field == leaf.field and leaf.code not in codes:
                    yield f"rule {rule.id}: {field} has no choice {leaf.code}"
                if isinstance(leaf, Is) and question.kind == "choice":
                    yield from (f"rule {rule.id}: {field} has no choice {v}" for v in leaf.values if v not in codes)
                if isinstance(leaf, AtLeast | Below) and question.kind != "number":
                    yield f"rule {rule.id}: compares {field}, which is not a number"


def _questions(known: Screening) -> Iterator[str]:
    fields = Counter(question.field for question in known.questions)
    yield from (f"question {name}: asked {n} times" for name, n in fields.items() if n > 1)
    read = {field for rule in known.book.rules for leaf in _all_leaves(rule) for field in leaf.fields()}
    shown = {f for q in known.questions for leaf in leaves(q.asked_when) for f in leaf.fields()}
    for question in known.questions:
        if question.kind not in KINDS:
            yield f"question {question.field}: kind {question.kind} is unknown"
        if question.field not in read | shown | NOT_JUDGED:
            yield f"question {question.field}: no rule reads it"
        codes = Counter(choice.code for choice in question.choices)
        yield from (f"question {question.field}: choice {c} stands {n} times" for c, n in codes.items() if n > 1)
        if question.kind == "number" and (question.low is None or question.high is None):
            yield f"question {question.field}: has no range"


# Kept for the record, for other rule books (needling limits) or the clinician; no screening rule weighs them.
NOT_JUDGED = {"frequency_hz", "needle_length_mm", "clinician_reason", "symptom_days", "first_session"}


#: Rule books that read a threshold of this file beside the screening.
OTHER_BOOKS = {"consent", "needling"}


def _groups(known: Screening) -> Iterator[str]:
    structures = set(load_knowledge().structures) | {each["id"] for each in json.loads(read_file("landmarks"))}
    for name, members in known.book.groups.items():
        if not members:
            yield f"site group {name}: is empty"
        yield from (f"site group {name}: {m} is no structure" for m in members if m not in structures)
    grouped = set().union(*known.book.groups.values())
    yield from (f"structure {name}: is in no site group" for name in structures if name not in grouped)
    for rule in known.book.rules:
        for leaf in _all_leaves(rule):
            if isinstance(leaf, Here | SitesIn) and leaf.group not in known.book.groups:
                yield f"rule {rule.id}: site group {leaf.group} is unknown"


def _thresholds(known: Screening) -> Iterator[str]:
    conditions = [leaf for rule in known.book.rules for leaf in _all_leaves(rule)]
    conditions += [leaf for q in known.questions for leaf in leaves(q.asked_when)]
    named = {leaf.bound for leaf in conditions if isinstance(leaf, AtLeast | Below) and isinstance(leaf.bound, str)}
    have = {each.id for each in known.thresholds}
    elsewhere = {each.id for each in known.thresholds if each.asked or each.read_by in OTHER_BOOKS}
    yield from (f"threshold {name}: a condition names it but settings.json does not" for name in named - have)
    yield from (f"threshold {name}: no condition uses it" for name in have - named - elsewhere)
    for each in known.thresholds:
        if each.asked:
            yield from _asked(known, each, each.asked)
        if (each.range is not None) != (each.placeholder and each.asked is None):
            yield f"threshold {each.id}: exactly a placeholder has a range, unless a question says it in words"
        elif each.range and not each.range.low <= each.value <= each.range.high:
            yield f"threshold {each.id}: {each.value:g} is outside its own range"


def _asked(known: Screening, each: Threshold, asked: Asked) -> Iterator[str]:
    """A number that a question says has to be the one that the lexicon reads words by."""
    question = known.question(asked.field)
    labels = {choice.code: choice.label for choice in question.choices} if question else {}
    for code in asked.codes:
        if asked.words not in labels.get(code, ""):
            yield f"threshold {each.id}: choice {code} of {asked.field} does not say {asked.words!r}"
    if each.unit == "weeks":
        for entry in read_json(f"lexicon/{asked.field}.json"):
            within = entry.get("within_weeks")
            if within not in (None, each.value) and not set(asked.codes).isdisjoint(entry["codes"]):
                yield f"threshold {each.id}: the lexicon reads {entry['words'][0]!r} within {within} weeks"
