"""Statements, topics and tables of trials out of their data files, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from filiform.core.reasons import Source, product_rule
from filiform.knowledge.loader import load
from filiform.knowledge.reading import DataFile, Item, collect, read, sources

KINDS = ("may", "must", "never")
CERTAINTIES = ("very-low", "low", "moderate", "high")
GENERAL = "general"
OWN_RULE = product_rule("A rule of Filiform: never promise, and name what is not known.")


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence about evidence. `kind` is may, must (has to be said with it) or never.

    `certainty` holds the lowest and highest grade (GRADE) that the sources state; None where none was read.
    `evidence` and `rates` are ids of the books that it stands on; `topics` are where it is said.
    """

    id: str
    kind: str
    topics: tuple[str, ...]
    text: str
    certainty: tuple[str, str] | None
    evidence: tuple[str, ...]
    rates: tuple[str, ...]
    sources: tuple[Source, ...]
    reviewed: str | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that evidence is asked about: a condition, or a use that is no condition of ours."""

    id: str
    label: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Trials as printed, with the figures published from them.

    `trials` are rows as `filiform evidence pool` reads them. `published` are figures to be met within `within`;
    `not_reproduced` says what cannot be met, and why.
    """

    id: str
    title: str
    measure: str
    variance: str
    direction: str
    about: str
    trials: tuple[Mapping[str, Any], ...]
    published: tuple[Mapping[str, Any], ...]
    not_reproduced: tuple[Mapping[str, Any], ...]
    sources: tuple[Source, ...]
    reviewed: str | None = None


@lru_cache(maxsize=1)
def statements() -> Mapping[str, Statement]:
    """All statements by id. Raises DataError when the file is broken, KeyError for evidence that is not there."""
    return collect(("evidence/statements.json",), _statement)


@lru_cache(maxsize=1)
def tables() -> Mapping[str, Table]:
    """All tables of trials by id. Raises DataError when the file is broken."""
    return collect(("evidence/tables.json",), _table)


@lru_cache(maxsize=1)
def topics() -> Mapping[str, Topic]:
    """Every condition, and the further topics of the statements, by id."""
    written = {item["id"]: item for item in read("evidence/topics.json").items}
    found = {
        each.id: Topic(each.id, each.label, tuple(written.get(each.id, {}).get("names", ())))
        for each in load().conditions.values()
    }
    for identity, item in written.items():
        if identity not in found:
            found[identity] = Topic(identity, item["label"] or identity, tuple(item["names"]))
    return MappingProxyType(found)


def _statement(item: Item, file: DataFile) -> Statement:
    known = load()
    behind = [
        *(known.evidence[identity].sources for identity in item["evidence"] if identity in known.evidence),
        *(known.rates[identity].sources for identity in item["rates"] if identity in known.rates),
    ]
    named = tuple(dict.fromkeys(source for group in behind for source in group))
    low_high = item["certainty"]
    return Statement(
        id=item["id"],
        kind=item["kind"],
        topics=tuple(item["topics"]),
        text=item["text"],
        certainty=(low_high[0], low_high[-1]) if low_high else None,
        evidence=tuple(item["evidence"]),
        rates=tuple(item["rates"]),
        sources=named or (OWN_RULE,),
        reviewed=item.get("reviewed", file.head["reviewed"]),
    )


def _table(item: Item, file: DataFile) -> Table:
    return Table(
        id=item["id"],
        title=item["title"],
        measure=item["measure"],
        variance=item["variance"],
        direction=item["direction"],
        about=item["about"],
        trials=tuple(MappingProxyType(row) for row in item["trials"]),
        published=tuple(MappingProxyType(row) for row in item["published"]),
        not_reproduced=tuple(MappingProxyType(row) for row in item["not_reproduced"]),
        sources=sources(item, file),
        reviewed=item.get("reviewed", file.head["reviewed"]),
    )
