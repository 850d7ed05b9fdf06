"""Policy packs: what law, guideline or insurer asks in one place and not in another, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from filiform.core.reasons import How
from filiform.knowledge.reading import read_json

FORCES = ("law", "insurer", "guideline", "proposal")
#: What a statement may be about, and the values it may have; None: a mapping of figures or a list of codes.
TOPICS: Mapping[str, frozenset[Any] | None] = MappingProxyType(
    {
        "practice": frozenset({"permitted", "not-permitted", "silent"}),
        "skin-preparation": frozenset({"always", "moist-or-hairy", "if-not-clean"}),
        "gloves": frozenset({"recommended", "where-blood-contact", "not-required"}),
        "written-consent": frozenset({True, False}),
        "consent-copy": frozenset({True}),
        "guardian-below-age": frozenset(range(10, 22)),
        "patient-information": frozenset({True}),
        "referral-duty": frozenset({"written", "none"}),
        "note-fields": None,
        "training-hours": None,
        "renewal": None,
        "examination-needed": frozenset({True}),
        "authorisation-needed": frozenset({True}),
        "adverse-report-days": frozenset(range(1, 366)),
        "insurer-excludes": None,
        "insurer-informed": frozenset({True}),
        "site-rule": None,
    }
)
PROFESSIONS = ("all", "physiotherapist", "chiropractor", "osteopath", "doctor")


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that is asked here. `who` is a profession or all; `rule` the screening item that weighs it."""

    topic: str
    value: Any
    who: str
    force: str
    says: str
    source: str
    how: How
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """The statements of one jurisdiction: a country (`ZA`) or a part of one (`US-CO`)."""

    id: str
    name: str
    statements: tuple[Statement, ...]
    reviewed: str | None


@cache
def packs() -> Mapping[str, Pack]:
    """Every pack by its jurisdiction."""
    found = {}
    for item in read_json("jurisdictions/packs.json")["packs"]:
        statements = tuple(Statement(**{**each, "how": How(each["how"])}) for each in item["statements"])
        found[item["id"]] = Pack(item["id"], item["name"], statements, item["reviewed"])
    return MappingProxyType(found)


@cache
def citations() -> Mapping[str, str]:
    """The citation of each source of the packs, by its short name."""
    return MappingProxyType(read_json("jurisdictions/packs.json")["sources"])


def asked_in(jurisdiction: str | None) -> tuple[Statement, ...]:
    """What is asked in a place: its own statements, then those of its country on topics it says nothing of."""
    if not jurisdiction:
        return ()
    country = jurisdiction.partition("-")[0]
    own = packs()[jurisdiction].statements if jurisdiction in packs() else ()
    above = packs()[country].statements if country in packs() and country != jurisdiction else ()
    said = {each.topic for each in own}
    return (*own, *(each for each in above if each.topic not in said))
