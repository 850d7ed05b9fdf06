"""Pieces of a printed note: a section, a line, a table, a site in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from filiform.journey.screening.public import spoken
from filiform.knowledge import load

from .wording import label, text

Section = dict[str, Any]
Note = Mapping[str, Any]


def section(title: str) -> Section:
    """An empty section."""
    return {"title": title, "lines": [], "tables": [], "items": []}


def line(made: Section, term: str, value: Any) -> None:
    """Add a term with its value unless there is nothing to say."""
    said = text(value)
    if said:
        made["lines"].append([term, said])


def table(made: Section, title: str, head: list[str], rows: list[list[Any]]) -> None:
    """Add a table without the columns that are empty in every row."""
    cells = [[text(cell) for cell in row] for row in rows]
    used = [at for at in range(len(head)) if any(row[at] for row in cells)]
    if rows and used:
        kept = [[row[at] for at in used] for row in cells]
        made["tables"].append({"title": title, "head": [head[at] for at in used], "rows": kept})


def site(structure: str, side: str = "") -> str:
    """A structure with its side as people say it; an id the knowledge no longer has stays readable."""
    return spoken(f"{side} {structure}".strip()) if structure in load().structures else label(structure)
