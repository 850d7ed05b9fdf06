"""What of a plan was not read: names of fields that are not known, also inside its parts, and words that say nothing.

A misspelt "excluded" would drop an exclusion in silence, so each is listed and is a caution.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from filiform.core.needling import Level, NeedleFinding
from filiform.core.reasons import params, product_rule

SITE = ("site", "structure", "muscle")
OTHERS = ("others", "other_sites", "planned_sites", "others_planned")
ELECTRICAL = ("electrical_stimulation", "electrical", "stimulation")
EXCLUDED = (
    *("excluded", "excludes", "exclusions", "excluded_regions", "excluded_groups", "excluded_tags"),
    "excluded_structures",
)
_CURRENT = ("pair", "frequency_hz", "intensity_ma", "minutes", "active_implant", "implants", "pregnant")
_ABOUT = ("id", "name", "note")
_PLAN = frozenset(
    {
        *(*SITE, *OTHERS, *ELECTRICAL, "side", "on", "date", "jurisdiction", "technique", "guidance", "needles"),
        *("length_mm", "needle_length_mm", "length", "diameter_mm", "needle_diameter_mm", "diameter", "needle"),
        *("depth_mm", "depth", "lot", "lot_number", "lot_expires", "lot_expiry", "lot_status", "practitioner"),
        *("credential", "insurance", "insurer", "policy", *_CURRENT, *_ABOUT),
    }
)
_CREDENTIAL = frozenset(
    {
        *("valid_from", "valid_until", "expires", "regions", "techniques", "electrical", "electrical_stimulation"),
        *("suspended", *EXCLUDED, *_ABOUT, "number", "title", "level", "issuer", "register", "registration"),
        *("profession", "hours", "jurisdiction"),
    }
)
_INSURANCE = frozenset(
    {
        *("insurer", "valid_from", "valid_until", "expires", "excluded_techniques", "electrical", *EXCLUDED, *_ABOUT),
        *("number", "policy", "policy_number"),
    }
)
_LOT = frozenset({"number", "expires", "expiry", "status", "maker", "manufacturer", "brand", *_ABOUT})
_PARTS: Mapping[str, frozenset[str]] = {
    "lot": _LOT,
    "credential": _CREDENTIAL,
    "insurance": _INSURANCE,
    "practitioner": frozenset({"credential", "insurance", "insurer", "profession", "registration", *_ABOUT}),
    **dict.fromkeys(ELECTRICAL, frozenset({*_CURRENT, "waveform", "device", *_ABOUT})),
}
WHICH = product_rule("What was not read cannot be judged: it is put right or left out.")


def unused(plan: Mapping[str, Any]) -> Iterator[str]:
    """Give the fields of a plan that are not known, with the part they stand in: practitioner.credential.exclude."""
    yield from _within("", plan, _PLAN)


def not_read(fields: Sequence[str], words: Sequence[tuple[str, str]]) -> Iterator[NeedleFinding]:
    """Give a caution for each field and each text that was not read."""
    for name in fields:
        yield NeedleFinding("field-not-read", Level.CAUTION, name[:100], params(name=name[:100]), (WHICH,))
    for name, text in words:
        yield NeedleFinding("words-not-read", Level.CAUTION, name, params(name=name, text=text[:100]), (WHICH,))


def _within(above: str, part: Mapping[str, Any], known: frozenset[str]) -> Iterator[str]:
    for name, value in part.items():
        if name not in known:
            yield f"{above}{name}"
        elif name in _PARTS and isinstance(value, Mapping):
            yield from _within(f"{above}{name}.", value, _PARTS[name])
