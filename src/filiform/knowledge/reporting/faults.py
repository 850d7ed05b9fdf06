"""What is wrong with what is asked of a note."""

from __future__ import annotations

from collections.abc import Iterator

from filiform.core.reporting import FIELDS
from filiform.knowledge.jurisdictions import packs
from filiform.knowledge.reading import read_json
from filiform.knowledge.reporting import CHAPTERS, STRICTA, note_fields, stricta


def faults() -> Iterator[tuple[str, str]]:
    """Every fault as place and what to mend. Raises DataError when a file is broken."""
    for item in stricta().values():
        where = f"stricta/{item.id}"
        if item.chapter not in CHAPTERS:
            yield where, f"is in the unknown chapter {item.chapter}"
        if not item.label.strip():
            yield where, "has no name"
        if not item.ask.sources:
            yield where, "has no source; name one and how it was consulted"
        yield from _fields(where, item.ask.fields)
    used = {source.tag for item in stricta().values() for source in item.ask.sources}
    for tag in read_json(STRICTA)["sources"]:
        if tag not in used:
            yield f"stricta/{tag}", "is a source that no item uses"
    yield from _note_fields()


def _note_fields() -> Iterator[tuple[str, str]]:
    stated = [each for pack in packs().values() for each in pack.statements if each.topic == "note-fields"]
    asked = {code for each in stated for code in each.value}
    for code in sorted(asked - set(note_fields())):
        yield f"note_fields/{code}", "is asked for by a pack and no field answers it; add it"
    for code, (_label, fields) in note_fields().items():
        if code not in asked:
            yield f"note_fields/{code}", "is asked for by no pack; use it or take it out"
        yield from _fields(f"note_fields/{code}", fields)


def _fields(where: str, fields: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if not fields:
        yield where, "is answered by no field"
    for field in fields:
        if field not in FIELDS:
            yield where, f"is answered by the unknown field {field}"
