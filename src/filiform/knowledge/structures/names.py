"""Finding structures and groups by id, name, Latin name or synonym, in any word order and with a side."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from filiform.core.values import Side, Site
from filiform.knowledge.loader import load
from filiform.knowledge.reading import read_json
from filiform.knowledge.records import Structure
from filiform.knowledge.structures.words import raw_words, read_words

Key = tuple[str, ...]
LONGEST = 200
"""Characters that are read; no name is longer."""
MIDLINE_ONLY = frozenset(
    {"interspinous-lumbar", "interspinous-thoracic", "interspinous-cervical", "epicranial-aponeurosis"}
)


@dataclass(frozen=True, slots=True)
class Match:
    """A structure or group that a text may mean.

    `members` are the structures (one for a structure). `exact` is False when the text is only near it.
    """

    id: str
    label: str
    members: tuple[str, ...]
    sides: tuple[Side, ...]
    exact: bool = True

    @property
    def sites(self) -> tuple[Site, ...]:
        """A site for each member and each side that was named; without a side, one with side unknown."""
        return tuple(
            Site(member, side)
            for member in self.members
            for side in ((Side.MIDLINE,) if member in MIDLINE_ONLY else self.sides or (None,))
        )


class UnknownSite(ValueError):
    """A text that names no single structure; `near` are labels of what may have been meant."""

    def __init__(self, text: str, near: Iterable[str]) -> None:
        self.text = text[:LONGEST]
        self.near = tuple(near)
        meant = f" Did you mean {', '.join(self.near)}?" if self.near else ""
        super().__init__(f"{self.text!r} is not one structure that is known here.{meant}")


def find(text: str) -> list[Match]:
    """What a text may mean: its exact meaning alone when it has one, otherwise near ones, best first."""
    read = read_words(text[:LONGEST])
    if not read.words:
        return []
    exact = every_name().get(read.key)
    if exact:
        return [_match(identity, read.sides, exact=True) for identity in exact]
    return [_match(identity, read.sides, exact=False) for identity in _near(read.key)[:8]]


def parse(text: str) -> Site:
    """The one site a text means. Raises UnknownSite when it means none, a group, or more than one side."""
    sites = parse_all(text)
    if len(sites) == 1:
        return sites[0]
    raise UnknownSite(text, (_label(site) for site in sites))


def parse_all(text: str) -> tuple[Site, ...]:
    """All sites a text means: a group gives its members, both sides give two. Raises UnknownSite."""
    found = find(text)
    exact = [match for match in found if match.exact]
    if not exact:
        raise UnknownSite(text, (match.label for match in found[:5]))
    key = read_words(text[:LONGEST]).key
    named = [match for match in exact if match.members == (match.id,) and read_words(match.id).key == key]
    # An id means itself; a name that several bear means all of them, never silently the first.
    return tuple(dict.fromkeys(site for match in named or exact for site in match.sites))


def search(prefix: str, limit: int = 12) -> list[Match]:
    """Structures for a picker whose names hold words that begin with those typed, in any order.

    Structures come before groups, names that begin with the first word typed before others.
    """
    read = read_words(prefix[:LONGEST])
    # A single letter may be the start of a name as well as a side: "l" for left, or for levator.
    typed = read.words or raw_words(prefix[:LONGEST])
    if not typed:
        return []
    hits: dict[str, tuple[int, int, str]] = {}
    for key, identities in every_name().items():
        if all(any(word.startswith(begun) for word in key) for begun in typed):
            for identity in identities:
                rank = (identity in load().groups, not identity.startswith(typed[0]), identity)
                hits[identity] = min(hits.get(identity, rank), rank)
    return [_match(identity, read.sides, exact=True) for identity in sorted(hits, key=hits.__getitem__)[:limit]]


def _match(identity: str, sides: tuple[Side, ...], *, exact: bool) -> Match:
    structure = load().structures.get(identity)
    if structure:
        return Match(identity, structure.label, (identity,), sides, exact)
    group = load().groups[identity]
    return Match(identity, group.label, group.members, sides, exact)


def _label(site: Site) -> str:
    label = load().structures[site.structure].label
    return f"{site.side} {label}" if site.side else label


def _near(key: Key) -> list[str]:
    """Ids whose names share words with the key, or are spelt nearly so."""
    scores: dict[str, float] = {}
    for other, identities in every_name().items():
        shared = len(set(key) & set(other)) / max(len(key), len(other))
        score = shared + difflib.SequenceMatcher(None, " ".join(key), " ".join(other)).ratio()
        for identity in identities:
            scores[identity] = max(scores.get(identity, 0.0), score)
    good = [identity for identity, score in scores.items() if score >= 0.75]
    return sorted(good, key=lambda identity: (-scores[identity], identity))


@lru_cache(maxsize=1)
def every_name() -> Mapping[Key, tuple[str, ...]]:
    """Every name as a key of sorted words, with the ids that bear it."""
    found: dict[Key, list[str]] = {}
    for text, identity in own_and_other_names():
        key = read_words(text).key
        if key and identity not in found.setdefault(key, []):
            found[key].append(identity)
    return {key: tuple(identities) for key, identities in found.items()}


def own_and_other_names() -> Iterable[tuple[str, str]]:
    """Every name as it is written, with the id of the structure or group that bears it."""
    synonyms: Mapping[str, list[str]] = read_json("structures/names.json")["names"]
    for structure in load().structures.values():
        for text in (*_own_names(structure), *synonyms.get(structure.id, ())):
            yield text, structure.id
    for group in load().groups.values():
        for text in (group.id, group.label, *group.names):
            yield text, group.id


def _own_names(structure: Structure) -> Iterable[str]:
    yield structure.id
    yield structure.label
    if structure.part is None:
        yield structure.name
    if structure.latin:
        yield structure.latin
