"""Planned and earlier sites: ids, names or synonyms with side, or landmarks that are not muscles."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from filiform.core.values import Side, Site
from filiform.knowledge.screening.errors import CaseError
from filiform.knowledge.screening.load import read as read_file
from filiform.knowledge.structures import UnknownSite, parse_all

_SIDE = re.compile(r"\b(left|right|bilateral|both)\b")
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
        return parse_all(raw.strip())
    except UnknownSite as error:
        raise CaseError(field, str(error)) from None


def _landmark(raw: str) -> tuple[Site, ...]:
    text = " ".join(re.findall(r"[a-z0-9]+", raw.lower()))
    sides = _SIDE.findall(text)
    name = " ".join(_SIDE.sub(" ", text).split())
    identity = landmarks().get(name)
    if not identity:
        return ()
    if "bilateral" in sides or "both" in sides:
        return Site(identity, Side.LEFT), Site(identity, Side.RIGHT)
    return (Site(identity, Side(sides[0]) if sides else None),)


@cache
def landmarks() -> dict[str, str]:
    """Give the words of each landmark with its id."""
    words: dict[str, str] = {}
    for each in json.loads(read_file("landmarks")):
        for name in (each["id"].replace("-", " "), *each["words"]):
            words[name] = each["id"]
    return words
