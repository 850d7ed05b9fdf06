"""What may be said about a condition, as JSON values and as text, with the figures behind it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from filiform.core.reasons import How, Source
from filiform.knowledge.evidence.load import GENERAL, Statement, Topic, statements
from filiform.knowledge.loader import load
from filiform.knowledge.records import Effect, Evidence

HEADS = {
    "may": "May be said",
    "must": "Has to be said with it",
    "never": "Must not be said",
}
NOTHING = "No study of dry needling for this is on file here. Say that plainly."
NOTHING_FOR = "Nothing in favour: what is on file does not carry it."
NO_CLAIM = "Anything about an effect of dry needling on this. Findings from other complaints do not carry over."
NOT_RATED = "not rated in what was read; do not present it as certain"
NOT_REVIEWED = "No clinician has reviewed these statements yet."
MARKS = {How.READ: "read", How.RECALL: "recalled, not read", How.PRODUCT: "rule of Filiform"}


def show_json(topic: Topic) -> dict[str, Any]:
    """Everything that is on file about a topic, as JSON values."""
    entries = _entries(topic)
    return {
        "condition": topic.id,
        "label": topic.label,
        "evidence_on_file": bool(entries),
        "without_evidence": None if entries else {"must": NOTHING, "never": NO_CLAIM},
        **{kind: [_statement(each) for each in _said(topic.id, kind)] for kind in HEADS},
        "for_all_conditions": {kind: [_statement(each) for each in _general(topic, kind)] for kind in HEADS},
        "studies": [_study(each) for each in entries],
        "reviewed": None if any(each.reviewed is None for each in _all(topic)) else _all(topic)[0].reviewed,
        "knowledge_version": load().version,
    }


def certainty_of(each: Statement) -> str:
    """The certainty in words."""
    if each.certainty is None:
        return NOT_RATED if each.kind == "may" else NOT_RATED.partition(";")[0]
    low, high = (grade.replace("-", " ") for grade in each.certainty)
    return f"{low} (GRADE)" if low == high else f"{low} to {high} (GRADE)"


def effect_line(effect: Effect) -> str:
    """One published effect in a line; what was not printed is left out."""
    what = f"{effect.outcome} against {effect.comparator}" + (f", {effect.time}" if effect.time else "")
    metric = "" if effect.metric in ("?", "") else f"{effect.metric} "
    figure = "estimate not printed" if effect.estimate is None else f"{metric}{effect.estimate:g}"
    between = f" ({effect.low:g} to {effect.high:g})" if effect.low is not None and effect.high is not None else ""
    return f"{what}: {figure}{between}"


def source_line(source: Source) -> str:
    """A source with how far it was consulted."""
    note = f", {source.note.strip('()')}" if source.note else ""
    return f"{source.citation} [{MARKS[source.how]}{note}]" + (f" {source.url}" if source.url else "")


def show_text(topic: Topic) -> str:
    """The same as text for a terminal."""
    return "\n".join(_lines(topic)) + "\n"


def _lines(topic: Topic) -> Iterator[str]:
    yield f"{topic.label}  [{topic.id}]"
    entries = _entries(topic)
    for kind, head in HEADS.items():
        yield f"\n{head}"
        if not entries:
            yield f"  - {NO_CLAIM if kind == 'never' else NOTHING}" if kind != "may" else "  (nothing)"
        elif kind == "may" and not _said(topic.id, kind):
            yield f"  {NOTHING_FOR}"
        for each in _said(topic.id, kind):
            yield from _say(each)
    yield "\nFor every condition"
    for kind, head in HEADS.items():
        said = _general(topic, kind)
        if said:
            yield f"  {head.lower()}:"
        for each in said:
            yield from _say(each, "    ")
    if entries:
        yield "\nWhat the studies found (below zero favours needling for pain and disability)"
    for entry in entries:
        yield from _found(entry)
    yield f"\n{NOT_REVIEWED}"


def _say(each: Statement, indent: str = "  ") -> Iterator[str]:
    yield textwrap.fill(each.text, 110, initial_indent=f"{indent}- ", subsequent_indent=f"{indent}  ")
    if each.kind != "never":
        yield f"{indent}  certainty: {certainty_of(each)}"
    for found in (load().rates[rate] for rate in each.rates):
        yield f"{indent}  {found.event}: {found.n} in {found.denominator} (unit: {found.unit}; {found.id})"
        if found.text:
            yield textwrap.fill(found.text, 110, initial_indent=f"{indent}    ", subsequent_indent=f"{indent}    ")
    if each.evidence:
        yield f"{indent}  from: {', '.join(each.evidence)}"


def _found(entry: Evidence) -> Iterator[str]:
    mark = "  [no difference, or against]" if entry.against else ""
    yield f"  {entry.id}{mark}"
    for source in entry.sources:
        yield f"    {source_line(source)}"
    size = ", ".join(
        part
        for part in (
            f"trials: {entry.trials}" if entry.trials else "",
            f"people: {entry.participants}" if entry.participants else "",
            f"certainty as printed: {entry.certainty}" if entry.certainty else "",
        )
        if part
    )
    if size:
        yield f"    {size}"
    for effect in entry.effects:
        yield f"    {effect_line(effect)}"
    for text in (entry.verdict, entry.note):
        if text:
            yield f"    {text}"


def _said(topic: str, kind: str) -> list[Statement]:
    return [each for each in statements().values() if each.kind == kind and topic in each.topics]


def _general(topic: Topic, kind: str) -> list[Statement]:
    """What holds for every condition; nothing in favour where nothing in favour of this one is on file."""
    return [] if kind == "may" and not _said(topic.id, "may") else _said(GENERAL, kind)


def _all(topic: Topic) -> list[Statement]:
    return [each for each in statements().values() if {topic.id, GENERAL} & set(each.topics)]


def _entries(topic: Topic) -> list[Evidence]:
    behind = {identity for each in statements().values() if topic.id in each.topics for identity in each.evidence}
    return [each for each in load().evidence.values() if topic.id in each.conditions or each.id in behind]


def _statement(each: Statement) -> dict[str, Any]:
    return {
        "id": each.id,
        "text": each.text,
        "certainty": None if each.certainty is None else list(each.certainty),
        "certainty_in_words": certainty_of(each) if each.kind != "never" else None,
        "evidence": list(each.evidence),
        "rates": list(each.rates),
        "sources": [_source(source) for source in each.sources],
        "reviewed": each.reviewed,
    }


def _study(entry: Evidence) -> dict[str, Any]:
    return {
        "id": entry.id,
        "trials": entry.trials or None,
        "participants": entry.participants or None,
        "certainty": entry.certainty,
        "against_or_no_difference": entry.against,
        "effects": [effect_line(effect) for effect in entry.effects],
        "verdict": entry.verdict,
        "note": entry.note,
        "sources": [_source(source) for source in entry.sources],
    }


def _source(source: Source) -> dict[str, Any]:
    return {"citation": source.citation, "url": source.url, "how": str(source.how), "note": source.note}
