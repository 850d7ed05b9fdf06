"""The technique that words mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from filiform.knowledge.loader import load
from filiform.knowledge.reading import read
from filiform.knowledge.screening.errors import CaseError


def find(words: str) -> str | None:
    """The id of a technique by id, label or name; None for words that are not known."""
    found = _names().get(_plain(words))
    if found is None:
        parts = {_names().get(_plain(part)) for part in words.split(",")}
        found = parts.pop() if len(parts) == 1 else None  # two names of one technique
    return found


def one(field: str, words: str) -> str:
    """The same where a word must not be passed over. Raises CaseError with those known."""
    found = find(words)
    if found is None:
        known = ", ".join(load().techniques)
        raise CaseError(field, f"{field}: {words[:60]!r} is not a technique. Use one of {known}.")
    return found


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    names = {_plain(text): each.id for each in load().techniques.values() for text in (each.id, each.label)}
    for item in read("needling/technique_names.json").items:
        names |= {_plain(name): item["id"] for name in item["names"]}
    return names


def _plain(words: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", words.lower()))
