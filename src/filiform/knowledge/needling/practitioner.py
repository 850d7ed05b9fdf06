"""The facts about a practitioner: the credential, and the insurance with what it leaves out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from filiform.core.needling import Cover, Credential
from filiform.core.reasons import Source
from filiform.core.sites import OVER_LUNG, SiteTag
from filiform.core.values import UNKNOWN, Unknown
from filiform.knowledge.jurisdictions import citations, packs
from filiform.knowledge.loader import load
from filiform.knowledge.needling import plain, techniques
from filiform.knowledge.needling.unread import EXCLUDED
from filiform.knowledge.screening.errors import CaseError
from filiform.knowledge.screening.load import load as load_screening
from filiform.knowledge.structures import UnknownSite, parse_all

LONG_NAMES = {"csp": ("csp", "chartered society of physiotherapy")}
"""Insurers by the names that people write; others by their code alone."""


SAME_REGION = {
    **{"lower-leg": "leg", "low-back": "lumbar", "lower-back": "lumbar", "upper-arm": "arm"},
    **{"head-and-neck": "head-neck", "head/neck": "head-neck"},
}
"""Other words for a region that mean all of it and no more."""


@dataclass(frozen=True, slots=True)
class Insurer:
    """An insurer with published exclusions: structures that it leaves out from a day on."""

    id: str
    names: tuple[str, ...]
    since: date
    excluded: frozenset[str]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Excluded:
    """What a list of exclusions comes to."""

    regions: frozenset[str]
    tags: frozenset[str]
    structures: frozenset[str]


def credential(raw: Any) -> Credential | None:
    """The credential, None where none is given. Raises CaseError naming the field."""
    given = plain.part("credential", raw)
    if not given:
        return None
    left_out = exclusions("credential.excluded", _excluded(given))
    regions = plain.first(given, "regions")
    allowed = plain.first(given, "techniques")
    whole = regions is None or regions == "all"
    return Credential(
        regions=None
        if whole
        else frozenset(_regions("credential.regions", plain.words("credential.regions", regions))) - left_out.regions,
        excluded_tags=left_out.tags,
        valid_from=plain.day("credential.valid_from", given.get("valid_from")),
        valid_until=plain.day("credential.valid_until", plain.first(given, "valid_until", "expires")),
        electrical=plain.flag(
            "credential.electrical", plain.first(given, "electrical", "electrical_stimulation"), False
        ),
        suspended=plain.flag("credential.suspended", given.get("suspended"), False),
        excluded_structures=left_out.structures | (_in_regions(left_out.regions) if whole else frozenset()),
        techniques=None
        if allowed is None or allowed == "all"
        else frozenset(
            techniques.one("credential.techniques", each) for each in plain.words("credential.techniques", allowed)
        ),
    )


def cover(raw: Any, insurer: Any, on: date) -> Cover | Unknown:
    """The insurance with its own exclusions and those published of the insurer; UNKNOWN where nothing is said."""
    given = plain.part("insurance", raw)
    name = plain.text("insurer", insurer) or plain.text("insurance.insurer", plain.first(given, "insurer", "name"))
    if not given and (not name or name.lower() in plain.NOT_KNOWN):
        return UNKNOWN
    own = exclusions("insurance.excluded", _excluded(given))
    # An insurer that leaves out the thorax means the lung, as the one whose words are published does.
    lung = frozenset(map(str, OVER_LUNG)) if SiteTag.THORAX in own.tags else frozenset()
    published = next((each for each in insurers() if _bears(name, each.names) and on >= each.since), None)
    return Cover(
        insurer=name or "not named",
        valid_until=plain.day("insurance.valid_until", plain.first(given, "valid_until", "expires")),
        excluded_regions=own.regions,
        excluded_tags=own.tags | lung,
        excluded_structures=own.structures | (published.excluded if published else frozenset()),
        excluded_techniques=_techniques("insurance.excluded_techniques", given.get("excluded_techniques")),
        electrical=plain.flag("insurance.electrical", given.get("electrical"), True),
        sources=published.sources if published else (),
        valid_from=plain.day("insurance.valid_from", given.get("valid_from")),
    )


def _bears(text: str, names: tuple[str, ...]) -> bool:
    """Whether a text names an insurer: by its letters, with dots or without, or by its name within other words."""
    words = re.findall(r"[a-z]+", text.lower())
    return any(name in words or name == "".join(words) or (" " in name and name in " ".join(words)) for name in names)


@lru_cache(maxsize=1)
def insurers() -> tuple[Insurer, ...]:
    """Insurers whose exclusions are published, out of the policy packs."""
    groups = load_screening().book.groups
    return tuple(
        Insurer(
            code := str(row.value["insurer"]),
            LONG_NAMES.get(code, (code,)),
            date.fromisoformat(row.value["since"]),
            frozenset(groups[row.value["group"]]),
            (Source(citations()[row.source], row.how, tag=row.source, says=row.says),),
        )
        for pack in packs().values()
        for row in pack.statements
        if row.topic == "insurer-excludes"
    )


def exclusions(field: str, given: Iterable[str]) -> Excluded:
    """Words for groups, regions or structures, sorted. Raises CaseError with near names for any other."""
    regions, tags, structures = set[str](), set[str](), set[str]()
    for each in given:
        word = each.lower().replace(" ", "-")
        if word in {str(tag) for tag in SiteTag}:
            # "thorax" is a region too; the group holds all that lies over the lung.
            tags.add(word)
            if word in _all_regions():
                regions.add(word)
        elif word in _all_regions():
            regions.add(word)
        else:
            structures |= _structures(field, each)
    return Excluded(frozenset(regions), frozenset(tags), frozenset(structures))


def _structures(field: str, name: str) -> set[str]:
    try:
        return {site.structure for site in parse_all(name)}
    except UnknownSite as error:
        near = difflib.get_close_matches(name.lower(), [*_all_regions(), *map(str, SiteTag)], 3, 0.6)
        more = f" Groups and regions near it: {', '.join(dict.fromkeys(near))}." if near else ""
        raise CaseError(field, f"{error}{more}") from None


def _regions(field: str, given: Iterable[str]) -> Iterable[str]:
    for each in given:
        word = each.lower().replace(" ", "-")
        word = SAME_REGION.get(word, word)
        if word not in _all_regions():
            raise CaseError(field, f"{field}: {each!r} is not a region. Use one of {', '.join(_all_regions())}.")
        yield word


def _techniques(field: str, raw: Any) -> frozenset[str]:
    return frozenset(techniques.one(field, each) for each in plain.words(field, raw))


def _in_regions(regions: frozenset[str]) -> frozenset[str]:
    return frozenset(each.id for each in load().structures.values() if each.region in regions)


@lru_cache(maxsize=1)
def _all_regions() -> tuple[str, ...]:
    return tuple(sorted({each.region for each in load().structures.values()} | {"elbow", "wrist"}))


def _excluded(given: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(word for name in EXCLUDED for word in plain.words(name, given.get(name)))
