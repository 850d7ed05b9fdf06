"""Policy packs: what law, guideline or insurer asks in one place and not in another, each with its source."""

from __future__ import annotations

import re
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


def place(text: str) -> str:
    """The code of a place by its code or its name in any case; a place without a pack keeps the code it was given."""
    name = " ".join(text.upper().split())
    if name in packs():
        return name
    named = {pack.name.upper(): pack.id for pack in packs().values()}
    return named.get(name) or _words("also").get(name) or name


def is_place(code: str) -> bool:
    """Whether a code is a country, or a part of one; a slip would let the law of no place bind."""
    country, _, part = code.partition("-")
    return country in _countries() and len(part) <= 3


@cache
def _countries() -> frozenset[str]:
    return frozenset(read_json("jurisdictions/packs.json")["countries"].split())


def profession(text: str) -> str | None:
    """The profession that a text names ("physio", "DC"); None where it names none or more than one."""
    words = " ".join(re.findall(r"[a-z]+", text.lower()))
    named = {
        who for who, names in _words("professions").items() if any(re.search(rf"\b{name}\b", words) for name in names)
    }
    return named.pop() if len(named) == 1 else None


@cache
def _words(part: str) -> Mapping[str, Any]:
    return MappingProxyType(read_json("jurisdictions/packs.json")[part])


def asked_in(jurisdiction: str | None, profession: str | None = None) -> tuple[Statement, ...]:
    """What is asked in a place: its own statements, then those of its country on topics it says nothing of.

    With a profession, what is asked of another one is left out; without it the law for any of them is told.
    """
    if not jurisdiction:
        return ()
    country = jurisdiction.partition("-")[0]
    own = _of(jurisdiction, profession)
    above = _of(country, profession) if country != jurisdiction else ()
    said = {each.topic for each in own}
    return (*own, *(each for each in above if each.topic not in said))


def written_consent_law(jurisdiction: str | None, profession: str | None = None) -> Statement | None:
    """The law that asks for consent in writing here; None where consent by word of mouth is not against the law."""
    found = (each for each in asked_in(jurisdiction, profession) if each.topic == "written-consent")
    return next((each for each in found if each.value is True and each.force == "law"), None)


def _of(jurisdiction: str, profession: str | None) -> tuple[Statement, ...]:
    found = packs()[jurisdiction].statements if jurisdiction in packs() else ()
    return tuple(each for each in found if profession is None or each.who in ("all", profession))
