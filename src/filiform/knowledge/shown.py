"""What has an id and stands in no book: rules and thresholds of screening, places, statements, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from filiform.core.screening import Rule
from filiform.knowledge.evidence.load import statements
from filiform.knowledge.jurisdictions import Statement, citations, packs
from filiform.knowledge.screening.load import Screening, load
from filiform.knowledge.screening.told import told

NOT_REVIEWED = "not yet reviewed by a clinician"


def ids() -> Iterator[str]:
    """Give every id that can be shown here."""
    known = load()
    yield from (name for rule in known.book.rules for name in (rule.id, rule.item))
    yield from (each.id for each in known.thresholds)
    yield from packs()
    yield from statements()


def shown(identity: str) -> Iterator[tuple[str, list[str]]]:
    """Give what bears this id: what it is, and its lines with sources and review state."""
    known = load()
    for rule in known.book.rules:
        if identity in (rule.id, rule.item):
            yield f"rule of screening, {rule.id}", list(_rule(rule, known))
    for each in known.thresholds:
        if each.id == identity:
            mark = "a placeholder, no source gives it" if each.placeholder else "given"
            yield "threshold of screening", [f"value: {each.value:g} {each.unit}, {mark}", f"says: {each.says}"]
    if pack := packs().get(identity):
        lines = [_asked(each) for each in pack.statements]
        yield f"policy pack, {pack.name}", [*lines, f"reviewed: {pack.reviewed or NOT_REVIEWED}"]
    if said := statements().get(identity):
        lines = [f"{said.kind}: {said.text}", *(f"source: {each.citation} ({each.how})" for each in said.sources)]
        yield "statement of evidence", [*lines, f"reviewed: {said.reviewed or NOT_REVIEWED}"]


def _asked(each: Statement) -> str:
    says = f"{each.topic}: {each.value} ({each.who}, {each.force}): {each.says}"
    return f"{says} [{citations()[each.source]}, {each.how}]"


def _rule(rule: Rule, known: Screening) -> Iterator[str]:
    yield f"label: {rule.label}"
    if rule.guidance:
        yield f"guidance: {rule.guidance}"
    yield f"class: {rule.class_}, action: {rule.action}"
    yield f"fires when: {told(rule.when, known)}"
    if rule.disagreement:
        yield "sources disagree"
    for source in rule.sources:
        own = f", {source.class_}" if source.class_ else ""
        yield f"source: {known.citations[source.tag]} ({source.how}{own}): {source.says}"
    yield f"reviewed: {rule.reviewed or NOT_REVIEWED}"
