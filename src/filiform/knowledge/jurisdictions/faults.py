"""The validator of the policy packs: every fault at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filiform.core.screening import Rule
from filiform.knowledge.jurisdictions import FORCES, PROFESSIONS, TOPICS, Pack, Statement, citations, packs
from filiform.knowledge.reading import DataError
from filiform.knowledge.screening.load import load

_PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


def faults() -> list[str]:
    """Give all faults of the packs, sorted; an empty list when they are sound."""
    try:
        found = packs()
    except (DataError, KeyError, TypeError, ValueError) as error:
        return [f"jurisdictions: cannot be read: {error}"]
    return sorted({*(fault for pack in found.values() for fault in _pack(pack)), *_sources(), *_laws()})


def _pack(pack: Pack) -> Iterator[str]:
    if not _PLACE.fullmatch(pack.id):
        yield f"pack {pack.id}: the id must be a country such as IE, or a part of one such as US-CO"
    if not pack.statements:
        yield f"pack {pack.id}: states nothing"
    for each in pack.statements:
        for fault in _statement(each):
            yield f"pack {pack.id}, {each.topic}: {fault}"


def _statement(each: Statement) -> Iterator[str]:
    if each.topic not in TOPICS:
        yield "the topic is unknown"
    elif not _allowed(each):
        yield f"the value {each.value!r} is not one of its values"
    if each.topic == "training-hours" and not _figures(each.value):
        yield "the value must hold figures, none below nought"
    if each.topic == "note-fields" and not (isinstance(each.value, list) and each.value):
        yield "the value must list fields of the note"
    if each.force not in FORCES:
        yield f"the force {each.force!r} is not one of {', '.join(FORCES)}"
    if each.who not in PROFESSIONS:
        yield f"the profession {each.who!r} is unknown"
    if not each.says.strip():
        yield "says nothing"
    if each.source not in citations():
        yield f"source {each.source} has no citation"
    if each.topic == "insurer-excludes" and each.value.get("group") not in load().book.groups:
        yield "the region it leaves out is no site group"
    if each.rule and each.rule not in {rule.item for rule in load().book.rules}:
        yield f"no screening rule has the item {each.rule}"


def _allowed(each: Statement) -> bool:
    allowed = TOPICS[each.topic]
    if allowed is None:
        return True
    # True is 1 to a set, and 1 is no yes.
    return not isinstance(each.value, dict | list) and (type(each.value), each.value) in {(type(a), a) for a in allowed}


def _figures(value: object) -> bool:
    if not isinstance(value, dict) or not value:
        return False
    return all(isinstance(each, int | float) and not isinstance(each, bool) and each >= 0 for each in value.values())


def _sources() -> Iterator[str]:
    used = {each.source for pack in packs().values() for each in pack.statements}
    yield from (f"source {tag}: no pack uses it" for tag in citations() if tag not in used)


def _laws() -> Iterator[str]:
    """A rule that is law somewhere stands in the pack of that place, so that both change together."""
    told = {(pack.id, each.rule) for pack in packs().values() for each in pack.statements if each.rule}
    laws: list[Rule] = [rule for rule in load().book.rules if rule.law_of]
    for rule in laws:
        if (rule.law_of, rule.item) not in told:
            yield f"rule {rule.id}: is law of {rule.law_of}, whose pack does not name it"
