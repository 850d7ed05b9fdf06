"""Faults in what the screening data say: missing words, unsaid disagreement, a medicine stopped, a slip in a name."""

from __future__ import annotations

import json
from collections.abc import Iterator

from filiform.core.screening import Class, Rule
from filiform.knowledge.screening.load import CHAPTERS, Screening, read
from filiform.knowledge.texts import is_review, stops_a_medicine

WHERE = frozenset({"call-ambulance", "emergency-department", "emergency-department-mri", "same-day-doctor", "doctor"})
"""Where a finding may send; each has its words on the page of a verdict."""
_FIELDS = frozenset(
    {
        *("id", "item", "label", "class", "action", "when", "sources", "matters", "per_site", "disagreement"),
        *("guidance", "where_to", "yields_to", "law_of", "elsewhere", "right", "reviewed"),
    }
)
_SOURCE = frozenset({"tag", "says", "how", "class", "law_of"})


def sayings(known: Screening) -> Iterator[str]:
    """Give the faults of words in rules and questions."""
    for rule in known.book.rules:
        for fault in _rule(rule):
            yield f"rule {rule.id}: {fault}"
    for question in known.questions:
        if not question.label.strip():
            yield f"question {question.field}: has no words to ask it in"
        for choice in question.choices:
            if not choice.label.strip():
                yield f"question {question.field}: choice {choice.code} has no words"


def names() -> Iterator[str]:
    """Give the names of fields in the files that nothing reads: a slip there drops what it holds."""
    for part in (part for parts in CHAPTERS.values() for part in parts):
        for rule in json.loads(read(part)):
            yield from (f"rule {rule['id']}: nothing reads {name}" for name in sorted(rule.keys() - _FIELDS))
            for source in rule["sources"]:
                yield from (f"rule {rule['id']}: nothing reads {name} of a source" for name in source.keys() - _SOURCE)


def _rule(rule: Rule) -> Iterator[str]:
    if not rule.label.strip():
        yield "has no label"
    if rule.where_to is not None and rule.where_to not in WHERE:
        yield f"sends to {rule.where_to}, for which there are no words"
    if not is_review(rule.reviewed):
        yield "reviewed must hold a name and a day such as 2026-05-31"
    classes = {source.class_ for source in rule.sources if source.class_}
    for each in sorted(classes - set(Class)):
        yield f"a source has the unknown class {each}"
    if len(classes) > 1 and not rule.disagreement:
        yield f"its sources class it {' and '.join(sorted(classes))}, and it does not say that they disagree"
    if stops_a_medicine(f"{rule.label}. {rule.guidance}"):
        yield "may read as telling a patient to stop a medicine"
