"""Zones of the body chart by id, label or everyday word, with a side, in any word order."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from filiform.core.ranking import Mark
from filiform.core.values import Side
from filiform.knowledge.loader import load
from filiform.knowledge.reading import read_json
from filiform.knowledge.structures.words import raw_words

NAMES = "ranking/zone_names.json"
LONGEST = 200
"""Characters of one name that are read; none is longer."""
PIECES = 3
"""A label may hold commas: so many pieces are tried as one name."""
LIKE = "A zone is one place, such as shoulder-front, outer elbow or back of the knee."
SIDES = {
    "left": (Side.LEFT,),
    "lt": (Side.LEFT,),
    "l": (Side.LEFT,),
    "right": (Side.RIGHT,),
    "rt": (Side.RIGHT,),
    "r": (Side.RIGHT,),
    "both": (Side.LEFT, Side.RIGHT),
    "bilateral": (Side.LEFT, Side.RIGHT),
}
FILLER = frozenset({"of", "the", "my", "on", "in", "a", "an", "and", "at", "sides", "pain"})

Key = tuple[str, ...]


class UnknownZone(ValueError):
    """A text that names no single zone; `near` are ids of what may have been meant."""

    def __init__(self, text: str, near: Iterable[str], like: str = LIKE) -> None:
        self.text = text[:LONGEST]
        self.near = tuple(near)
        meant = f"Near: {', '.join(self.near)}." if self.near else like
        super().__init__(f"{self.text!r} is not one zone of the body chart. {meant}")


def parse_zones(text: str) -> tuple[Mark, ...]:
    """The marks that a list of zones names, parted by commas, semicolons or lines. Raises UnknownZone.

    A side of a zone on the midline says nothing and is left out.
    """
    found: list[Mark] = []
    for piece in (piece for line in text.splitlines() for piece in line.split(";")):
        parts = [part for each in piece.split(",") if (part := each.strip())]
        at = 0
        while at < len(parts):
            taken, marks = _longest(parts[at : at + PIECES])
            found += marks
            at += taken
    return tuple(dict.fromkeys(found))


def parse_zone(text: str) -> tuple[Mark, ...]:
    """The marks of one name: two when it names both sides. Raises UnknownZone."""
    words = raw_words(text[:LONGEST])
    named = [side for word in words for side in SIDES.get(word, ())]
    sides = tuple(side for side in (Side.LEFT, Side.RIGHT) if side in named)
    key = _key(word for word in words if word not in SIDES)
    zones = _index().get(key, ())
    if named and not key:
        raise UnknownZone(text.strip(), (), f"Write a side beside its zone, such as {words[0]} shoulder-front.")
    if len(zones) != 1:
        raise UnknownZone(text.strip(), zones or _near(key))
    if load().zones[zones[0]].laterality == "midline" or not sides:
        return (Mark(zones[0]),)
    return tuple(Mark(zones[0], side) for side in sides)


def faults_of(names: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """What is wrong with everyday names: an unknown zone, or a name that stands for nothing once read."""
    for zone, given in names.items():
        if zone not in load().zones:
            yield f"zone names: {zone} is no zone"
        for name in given:
            if not _key(raw_words(name)):
                yield f"zone names: {name!r} of {zone} has no word that tells it from others"


def everyday_names() -> Mapping[str, list[str]]:
    """The everyday names of each zone. Raises DataError when the file is broken."""
    found: Mapping[str, list[str]] = read_json(NAMES)["names"]
    return found


def _longest(parts: list[str]) -> tuple[int, tuple[Mark, ...]]:
    """How many pieces belong to one name, and its marks: more than one only where a label has these commas."""
    for length in range(len(parts), 1, -1):
        text = ", ".join(parts[:length])
        if tuple(word for word in raw_words(text) if word not in SIDES) in _labels_with_commas():
            return length, parse_zone(text)
    return 1, parse_zone(parts[0])


@lru_cache(maxsize=1)
def _labels_with_commas() -> frozenset[tuple[str, ...]]:
    """The words of those labels, in their order."""
    texts = [text for zone in load().zones.values() for text in (zone.label, _without_brackets(zone.label))]
    return frozenset(raw_words(text) for text in texts if "," in text)


def _without_brackets(label: str) -> str:
    return re.sub(r"\(.*?\)", " ", label)


def _key(words: Iterable[str]) -> Key:
    return tuple(sorted({_one(word) for word in words if word not in FILLER}))


def _one(word: str) -> str:
    """One spelling for one and many."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _near(key: Key) -> list[str]:
    """Zones whose names share words with the key or are spelt nearly so, best first."""
    if not key:
        return []
    scores: dict[str, float] = {}
    for other, zones in _index().items():
        shared = len(set(key) & set(other)) / max(len(key), len(other))
        score = shared + difflib.SequenceMatcher(None, " ".join(key), " ".join(other)).ratio()
        for zone in zones:
            scores[zone] = max(scores.get(zone, 0.0), score)
    good = [zone for zone, score in scores.items() if score >= 0.7]
    return sorted(good, key=lambda zone: (-scores[zone], zone))[:5]


@lru_cache(maxsize=1)
def _index() -> Mapping[Key, tuple[str, ...]]:
    """Every name as a key of sorted words, with the zones that bear it."""
    found: dict[Key, list[str]] = {}
    for name, zone in _names():
        key = _key(raw_words(name))
        if key and zone not in found.setdefault(key, []):
            found[key].append(zone)
    return {key: tuple(zones) for key, zones in found.items()}


def _names() -> Iterable[tuple[str, str]]:
    for zone in load().zones.values():
        yield zone.id, zone.id
        yield zone.label, zone.id
        yield _without_brackets(zone.label), zone.id
    for identity, names in everyday_names().items():
        for name in names:
            yield name, identity
