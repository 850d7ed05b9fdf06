"""What is wrong with the statements on evidence: promises, gaps, and what was left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filiform.knowledge.evidence.load import CERTAINTIES, GENERAL, KINDS, Statement, statements, tables, topics
from filiform.knowledge.loader import load

PROMISES = re.compile(
    r"\b(cures?|cured|heals?|healed|proven|proves?|guarantee\w*|risk[- ]free|harmless|safe|will help|always works?)\b",
    re.IGNORECASE,
)
MEDICINE = re.compile(
    r"\b(stop|pause|skip|omit|come off)\b[^.]*\b(medicine|tablet|drug|aspirin|warfarin)", re.IGNORECASE
)


def faults() -> list[tuple[str, str]]:
    """Every fault as place and what to mend."""
    found: list[tuple[str, str]] = []
    for each in statements().values():
        found += [(f"statements/{each.id}", what) for what in _of_one(each)]
    found += _left_out()
    for table in tables().values():
        if len(table.trials) < 2 or not (table.published or table.not_reproduced):
            found.append((f"tables/{table.id}", "needs two trials, and what was published or why it is not met"))
    return found


def _of_one(each: Statement) -> Iterator[str]:
    known = load()
    for identity in each.evidence:
        if identity not in known.evidence:
            yield f"names the unknown evidence {identity}"
    for identity in each.rates:
        if identity not in known.rates:
            yield f"names the unknown rate {identity}"
    for topic in each.topics:
        if topic != GENERAL and topic not in topics():
            yield f"names the unknown topic {topic}"
    if each.kind not in KINDS:
        yield f"has the kind {each.kind!r}; use one of {', '.join(KINDS)}"
    if each.kind == "may" and not each.evidence:
        yield "may be said without any evidence; name what it stands on"
    if each.kind != "never" and PROMISES.search(each.text):
        yield "reads like a promise; say what was seen, in whom and for how long"
    if MEDICINE.search(each.text):
        yield "may read as telling a patient to stop a medicine"
    yield from _certainty(each)


def _certainty(each: Statement) -> Iterator[str]:
    if each.certainty is None:
        return
    if any(grade not in CERTAINTIES for grade in each.certainty):
        yield f"has a certainty other than {', '.join(CERTAINTIES)}"
        return
    stated = " ".join(
        load().evidence[identity].certainty or "" for identity in each.evidence if identity in load().evidence
    )
    for grade in each.certainty:
        if grade.replace("-", " ") not in stated.replace("-", " "):
            yield f"claims {grade} certainty, which none of its evidence states"


def _left_out() -> Iterator[tuple[str, str]]:
    """Findings against needling have to be said wherever their condition is spoken of; no evidence lies idle."""
    said: dict[str, set[str]] = {}
    for each in statements().values():
        if each.kind in ("must", "never"):
            for topic in each.topics:
                said.setdefault(topic, set()).update(each.evidence)
    used = {identity for each in statements().values() for identity in each.evidence}
    for entry in load().evidence.values():
        if entry.id not in used:
            yield f"evidence/{entry.id}", "is behind no statement; say what follows from it"
        for condition in entry.conditions if entry.against else ():
            if entry.id not in said.get(condition, set()):
                yield f"evidence/{entry.id}", f"speaks against needling and is left out of {condition}"
