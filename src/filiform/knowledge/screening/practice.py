"""What a practice's policy in JSON says of consent and of needling. Each error names its field."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from filiform.core.needling import Leave, Limit, NeedleLimits, NeedlingPolicy, PlaceRule
from filiform.knowledge.loader import load
from filiform.knowledge.screening import places
from filiform.knowledge.screening.errors import CaseError

#: How consent may be given, and whether word of mouth suffices then.
CONSENT = {"written": False, "verbal": True}
PLACES, LONGEST, REACH = "places", "longest_mm", "keep_short_of_mm"
#: Most names of practitioners in one list.
MANY = 100
LOWEST_MM, HIGHEST_MM = NeedleLimits().length_low_mm, NeedleLimits().length_high_mm


def spoken_consent(data: Mapping[Any, Any]) -> bool | None:
    """Whether consent by word of mouth suffices; None where the policy says nothing."""
    said = data.get("consent")
    if said is None:
        return None
    if not isinstance(said, str) or said not in CONSENT:
        raise CaseError("policy.consent", f"consent is one of {', '.join(CONSENT)}; law goes before it.")
    return CONSENT[said]


def needling(data: Mapping[Any, Any]) -> NeedlingPolicy:
    """What it says of places, longest needles and reach. Raises CaseError."""
    given = _object("policy.needling", data.get("needling"))
    for name in given:
        if name not in (PLACES, LONGEST, REACH):
            raise CaseError(f"policy.needling.{name[:100]}", f"needling holds {PLACES}, {LONGEST}, {REACH}.")
    return NeedlingPolicy(
        places=tuple(_places(given.get(PLACES))),
        longest=tuple(_limits(LONGEST, given.get(LONGEST))),
        reach=tuple(_limits(REACH, given.get(REACH))),
    )


def schema() -> dict[str, Any]:
    """The part of the JSON Schema on needles; `filiform needle-check` takes it too."""
    people: dict[str, Any] = {
        "type": "array",
        "minItems": 1,
        "maxItems": MANY,
        "items": {"type": "string", "minLength": 1},
        "description": "Only these practitioners needle there, as `practitioner.id` names them.",
    }
    only: dict[str, Any] = {"anyOf": [{"enum": [str(Leave.NEVER), str(Leave.ULTRASOUND)]}, people]}
    size: dict[str, Any] = {"type": "number", "minimum": LOWEST_MM, "maximum": HIGHEST_MM}
    by_structure: dict[str, Any] = {
        "type": "object",
        "propertyNames": {"enum": sorted(load().structures)},
        "additionalProperties": size,
    }
    return {
        "description": "Places that the practice does not needle or only so; figures in mm. It never adds leave.",
        "type": "object",
        "properties": {
            PLACES: {
                "type": "object",
                "propertyNames": {"enum": sorted(places.members())},
                "additionalProperties": only,
            },
            LONGEST: {**by_structure, "description": "The longest needle."},
            REACH: {**by_structure, "description": "What depth, or the needle, stays short of."},
        },
        "additionalProperties": False,
    }


def _places(raw: Any) -> Iterator[PlaceRule]:
    for code, said in sorted(_object(f"policy.needling.{PLACES}", raw).items()):
        field = f"policy.needling.{PLACES}.{code[:100]}"
        if code not in places.members():
            raise CaseError(field, f"{code[:60]!r} is no region, group or structure.{_near(code, places.members())}")
        if isinstance(said, list):
            if not said or len(said) > MANY or not all(isinstance(one, str) and one.strip() for one in said):
                raise CaseError(field, f"Name one to {MANY} practitioners, each as the plan names them.")
            yield PlaceRule(code, Leave.NAMED, frozenset(said))
        elif said in (Leave.NEVER, Leave.ULTRASOUND):
            yield PlaceRule(code, Leave(said))
        else:
            raise CaseError(field, "Say never, ultrasound, or a list of the practitioners who needle there.")


def _limits(name: str, raw: Any) -> Iterator[Limit]:
    for code, said in sorted(_object(f"policy.needling.{name}", raw).items()):
        field = f"policy.needling.{name}.{code[:100]}"
        if code not in load().structures:
            raise CaseError(field, f"{code[:60]!r} is no structure.{_near(code, load().structures)}")
        number = isinstance(said, int | float) and not isinstance(said, bool)
        if not number or not LOWEST_MM <= said <= HIGHEST_MM:
            raise CaseError(field, f"Write millimetres from {LOWEST_MM:g} to {HIGHEST_MM:g}.")
        yield Limit(code, float(said))


def _near(code: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(code.lower().replace(" ", "-"), list(known), 3, 0.6)
    return f" Near it: {', '.join(near)}." if near else ""


def _object(field: str, raw: Any) -> Mapping[str, Any]:
    found = raw or {}
    if not isinstance(found, Mapping):
        raise CaseError(field, f"{field.rpartition('.')[2]} must be an object of names and values.")
    return {str(name): value for name, value in found.items()}
