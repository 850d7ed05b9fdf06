"""What is wrong with the names of techniques and with the insurers."""

from __future__ import annotations

from collections.abc import Iterator

from filiform.core.sites import SiteTag
from filiform.knowledge.loader import load
from filiform.knowledge.needling.practitioner import insurers
from filiform.knowledge.reading import read


def faults() -> Iterator[tuple[str, str]]:
    """Every fault as place and what to mend. Raises DataError when an insurer names an unknown source."""
    for insurer in insurers():
        if not insurer.sources:
            yield f"insurers/{insurer.id}", "has no source; name one and how it was consulted"
        for group in sorted(insurer.excluded - {str(tag) for tag in SiteTag}):
            yield f"insurers/{insurer.id}", f"leaves out the unknown group {group}"
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
