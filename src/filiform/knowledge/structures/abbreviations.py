"""Short names of structures for the shorthand line, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from filiform.core.needling.shorthand import KEYWORDS
from filiform.core.reasons import Source
from filiform.knowledge.loader import load
from filiform.knowledge.reading import read_json, source
from filiform.knowledge.structures.words import raw_words, same


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """`structures` gives for a short name each structure that it may mean; the rest are words of the line."""

    structures: Mapping[str, tuple[str, ...]]
    guidance: Mapping[str, str]
    techniques: Mapping[str, str]
    leaves_in: frozenset[str]
    unclear: Mapping[str, tuple[str, ...]]
    sources: tuple[Source, ...]
    reviewed: str | None


@lru_cache(maxsize=1)
def abbreviations() -> Abbreviations:
    """All short names. Raises DataError when the file is broken."""
    content = read_json("structures/abbreviations.json")
    return Abbreviations(
        structures={short: tuple(meant) for short, meant in content["abbreviations"].items()},
        guidance=content["guidance"],
        techniques=content["short_techniques"],
        leaves_in=frozenset(content["leaves_in"]),
        unclear={word: tuple(instead) for word, instead in content["unclear"].items()},
        sources=tuple(map(source, content["sources"])),
        reviewed=content["reviewed"],
    )


def faults() -> Iterator[tuple[str, str]]:
    """Every fault as place and what to mend. Raises DataError when the file is broken."""
    book = abbreviations()
    for short, meant in book.structures.items():
        where = f"abbreviations/{short}"
        if raw_words(short) != (short,):
            yield where, "is not one word of small letters and digits"
        elif same(short) != short:
            yield where, f"is read as {same(short)} everywhere; choose another"
        if short in KEYWORDS:
            yield where, "is a word of the shorthand itself; choose another"
        if short in {*book.guidance, *book.techniques}:
            yield where, "is a word for the guidance or a technique too; choose another"
        for structure in meant:
            if structure not in load().structures:
                yield where, f"names the unknown structure {structure}"
    for word in book.unclear:
        if word in {*KEYWORDS, *book.guidance, *book.techniques}:
            yield f"abbreviations/{word}", "is called unclear and is a word of the line; take one of them out"
    for technique in {*book.techniques.values(), *book.leaves_in}:
        known = load().techniques.get(technique)
        if known is None:
            yield f"abbreviations/{technique}", "is no technique; mend the id"
        elif known.in_and_out and technique in book.leaves_in:
            yield f"abbreviations/{technique}", "cannot both stay in and go in and out"
