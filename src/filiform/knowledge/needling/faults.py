"""What is wrong with the names of techniques, and with needles that bind by law."""

from __future__ import annotations

from collections.abc import Iterator

from filiform.knowledge.loader import load
from filiform.knowledge.reading import read


def faults() -> Iterator[tuple[str, str]]:
    """Every fault as place and what to mend. Raises DataError when a file is broken."""
    seen: dict[str, str] = {}
    for item in read("needling/technique_names.json").items:
        if item["id"] not in load().techniques:
            yield f"technique_names/{item['id']}", "is no technique; mend the id"
        for name in item["names"]:
            if seen.setdefault(name, item["id"]) != item["id"]:
                yield f"technique_names/{item['id']}", f"shares the name {name} with {seen[name]}"
    for row in load().needle_sizes.values():
        if row.binding and not (row.length_mm and row.diameter_mm and any(each.law_of for each in row.sources)):
            yield f"needle_sizes/{row.id}", "binds without both sizes and a law; complete it, or take binding off"
