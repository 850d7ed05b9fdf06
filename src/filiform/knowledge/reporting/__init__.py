"""What a note should say: the reporting standard, and the fields that law asks for in one place or another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from filiform.core.reasons import How, Source
from filiform.core.reporting import Ask
from filiform.knowledge.jurisdictions import asked_in, citations
from filiform.knowledge.reading import DataError, read, read_json

STRICTA = "reporting/stricta.json"
NOTE_FIELDS = "reporting/note_fields.json"
CHAPTERS = ("rationale", "needling", "regimen", "other-parts", "practitioner", "harms")


@dataclass(frozen=True, slots=True)
class ReportItem:
    """An item of the standard: its number, chapter and name, and what it asks."""

    id: str
    chapter: str
    label: str
    ask: Ask
    reviewed: str | None


@dataclass(frozen=True, slots=True)
class LocalItem:
    """A field of the note that is asked for in a place, and whether law asks for it."""

    id: str
    label: str
    ask: Ask


@cache
def stricta() -> Mapping[str, ReportItem]:
    """The items of STRICTA 2010 that a note can answer, in their order. Raises DataError when the file is broken."""
    file = read(STRICTA)
    return MappingProxyType(
        {
            item["id"]: ReportItem(
                item["id"],
                item["chapter"],
                item["label"],
                Ask(item["id"], tuple(item["fields"]), sources=tuple(map(_source, item["sources"]))),
                file.head["reviewed"],
            )
            for item in file.items
        }
    )


def _source(reference: str) -> Source:
    """A source out of the standard's own list, as `"TAG how"` or `"TAG how: what it says"`."""
    head, _colon, says = reference.partition(": ")
    tag, _space, how = head.partition(" ")
    known = read_json(STRICTA)["sources"]
    if tag not in known:
        raise DataError(f"{STRICTA}: source {tag!r} is not in its sources; add it there or mend the name.")
    return Source(known[tag], How(how), tag=tag, says=says)


@cache
def note_fields() -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """For each code of `note-fields` in the packs its name, and the fields that answer it."""
    return MappingProxyType({item["id"]: (item["label"], tuple(item["fields"])) for item in read(NOTE_FIELDS).items})


def asked_of_note(jurisdiction: str | None, profession: str | None) -> tuple[LocalItem, ...]:
    """What is asked of a note in a place of this profession; of any profession where it is None."""
    found: dict[str, LocalItem] = {}
    for each in asked_in(jurisdiction, profession):
        if each.topic != "note-fields":
            continue
        law = each.force == "law"
        source = Source(
            citations()[each.source], each.how, tag=each.source, says=each.says, law_of=jurisdiction if law else None
        )
        for code in each.value:
            label, fields = note_fields()[code]
            # Law goes before guideline where both ask for the same.
            if code not in found or (law and not found[code].ask.law):
                found[code] = LocalItem(code, label, Ask(code, fields, law, (source,)))
    return tuple(found.values())
