"""Planned and earlier sites: ids, names or synonyms with side, or landmarks that are not muscles."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from filiform.core.values import Side, Site
from filiform.knowledge.screening.errors import CaseError
from filiform.knowledge.screening.load import load
from filiform.knowledge.screening.load import read as read_file
from filiform.knowledge.structures import UnknownSite, parse_all
from filiform.knowledge.structures.words import read_words

_ALONG = re.compile(r"\b(left|right|lt|rt|l|r|lhs|rhs|bilat(?:eral(?:ly)?)?|bil|both|and|sides?|b l)\b")
_REGION_OF = re.compile(r"\b(area|region|muscles?)\b")
_LEVEL = re.compile(r"\b[CTLSctls]\d{1,2}(?:\s*[-/]\s*[CTLSctls]?\d{1,2})?\b")
REGIONS = frozenset(
    {
        *("head", "neck", "shoulder", "upper arm", "arm", "elbow", "forearm", "wrist", "hand", "chest", "back"),
        *("lumbar", "abdomen", "pelvis", "buttock", "hip", "thigh", "knee", "lower leg", "leg", "ankle"),
        *("foot", "upper limb", "lower limb"),
    }
)
_LEVELS = {"c": "cervical", "t": "thoracic", "l": "lumbar"}
# Which part of a landmark is meant: any of it is the landmark.
_PART_OF = frozenset(
    {
        *(
            "upper",
            "lower",
            "inner",
            "outer",
            "medial",
            "lateral",
            "skin",
            "tissue",
            "area",
            "region",
            "around",
            "over",
        ),
        *("base", "tip", "edge", "margin", "majora", "minora", "just", "near", "by", "proper", "itself"),
    }
)
_SMALL = frozenset({"a", "at", "attachment", "insertion", "near", "of", "on", "the", "to"})
MOST = 100


def read(field: str, raw: Any) -> tuple[Site, ...]:
    """Read a list of sites. Raises CaseError with near names for one that is not known."""
    given = [raw] if isinstance(raw, str | Mapping) else raw
    if not isinstance(given, list):
        raise CaseError(field, f"{field} must be a list of names such as 'left upper trapezius'.")
    if len(given) > MOST:
        raise CaseError(field, f"{field} holds {len(given)} sites; at most {MOST} can be judged at once.")
    found: list[Site] = []
    for each in given:
        found += _one(field, each)
    return tuple(dict.fromkeys(found))


def _one(field: str, raw: Any) -> tuple[Site, ...]:
    if isinstance(raw, Mapping):
        raw = f"{raw.get('side') or ''} {raw.get('structure') or raw.get('site') or raw.get('muscle') or ''}"
    if not isinstance(raw, str) or not raw.strip():
        raise CaseError(field, f"{field}: {raw!r} is not the name of a site.")
    if landmark := _landmark(raw):
        return landmark
    try:
        # A spinal level narrows a site; every rule about the whole structure holds for it.
        return _at_level(raw, parse_all(_LEVEL.sub(" ", raw).strip() or raw.strip()))
    except UnknownSite as error:
        if region := _region(raw):
            return region
        raise CaseError(field, str(error)) from None


def _at_level(raw: str, sites: tuple[Site, ...]) -> tuple[Site, ...]:
    """Keep of a muscle that runs along the spine the parts at the levels that are named; all where none is."""
    parts = {_LEVELS[letter.lower()] for letter in re.findall(r"\b([CTLctl])\d", raw)}
    named = [site for site in sites if parts & set(site.structure.split("-"))]
    along = all(set(_LEVELS.values()) & set(site.structure.split("-")) for site in sites)
    return tuple(named) if named and along else sites


def _landmark(raw: str) -> tuple[Site, ...]:
    name, sides = _words(raw)
    known = _landmarks_bare()
    rest = " ".join(word.removesuffix("s") for word in name.split() if word not in _PART_OF)
    identity = known.get(_bare(name)) or known.get(_bare(rest))
    return tuple(Site(identity, side) for side in sides) if identity else ()


def _region(raw: str) -> tuple[Site, ...]:
    """Read a part of the body as every structure in it: whatever is meant, it is among them."""
    name, sides = _words(_REGION_OF.sub(" ", raw.lower()))
    members = load().book.groups[name.replace(" ", "-")] if name in REGIONS else ()
    return tuple(Site(member, side) for member in sorted(members) for side in sides)


def _words(raw: str) -> tuple[str, tuple[Side | None, ...]]:
    text = " ".join(re.findall(r"[a-z0-9]+", raw.lower())).replace("twelfth", "12th")
    sides = tuple(side for side in read_words(raw).sides if side is not Side.MIDLINE)
    return " ".join(_ALONG.sub(" ", text).split()), sides or (None,)


@cache
def landmarks() -> dict[str, str]:
    """Give the words of each landmark with its id."""
    words: dict[str, str] = {}
    for each in json.loads(read_file("landmarks")):
        for name in (each["id"].replace("-", " "), *each["words"]):
            words[name] = each["id"]
    return words


@cache
def _landmarks_bare() -> dict[str, str]:
    return {_bare(name): each for name, each in landmarks().items()}


def _bare(name: str) -> str:
    """Give a name in any order, without the small words that may stand in it or not."""
    return " ".join(sorted(word for word in name.split() if word not in _SMALL)) or name
