"""A practice's policy as JSON, held against the rule book: what it may not say is an error that names the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from filiform.core.screening import Policy, RuleBook, Weight
from filiform.core.screening.policy import Fault, Why, faults
from filiform.knowledge.jurisdictions import is_place, place
from filiform.knowledge.screening import practice
from filiform.knowledge.screening.errors import CaseError
from filiform.knowledge.screening.load import load

FIELDS = ("version", "jurisdiction", "rulings", "thresholds", "consent", "needling")
WHY = {
    Why.EMERGENCY: "it is an emergency or sends the patient away at once",
    Why.LAW: "it is law here",
    Why.RIGHT: "it is a right of the patient",
    Why.SHARED: "all sources that class it call it absolute",
    Why.CONTRAINDICATION: "a contraindication is weighed at least, each time",
    Why.OPEN: "",
}


def read_policy(data: object, jurisdiction: str | None = None) -> Policy:
    """Read a policy of `FIELDS`, for a place. Raises CaseError naming the field below `policy`."""
    if not isinstance(data, Mapping):
        raise CaseError("policy", "policy must be an object with rulings and thresholds.")
    for name in data:
        if name not in FIELDS:
            raise CaseError(f"policy.{str(name)[:100]}", f"A policy holds {', '.join(FIELDS)}.")
    if not isinstance(data.get("version", ""), str | None):
        raise CaseError("policy.version", "version must be a text.")
    policy = Policy(
        _jurisdiction(data, jurisdiction),
        _rulings(data),
        _thresholds(data),
        practice.spoken_consent(data),
        practice.needling(data),
    )
    for fault in faults(load().book, policy):
        raise CaseError(f"policy.{fault.about}s.{fault.subject}".replace(".items.", ".rulings."), sentence(fault))
    return policy


def version_of(data: Mapping[str, Any] | None) -> str | None:
    """Give the version that a policy calls itself by."""
    return data.get("version") if data else None


def sentence(fault: Fault, book: RuleBook | None = None) -> str:
    """Say in words why a policy is not followed in this, and what would be."""
    name, range_ = fault.subject[:100], fault.range
    thresholds = sorted((book or load().book).ranges)
    match fault.code:
        case "unknown-item":
            return f"{name} is no item of the rule book. Take it from docs/generated/rule-book.md."
        case "unknown-threshold" | "not-settable":
            return f"{name} is no threshold that a practice may set. These are: {', '.join(thresholds)}."
        case "too-mild" if range_:
            why = WHY[fault.why] if fault.why else ""
            return f"{name} may only be made stricter, {range_.low:g} to {range_.high:g}: behind it, {why}."
        case "too-mild":
            return f"{name} may not be milder than {fault.floor}: {WHY[fault.why] if fault.why else ''}."
        case _:
            return f"{name} must be a number from {range_.low:g} to {range_.high:g}." if range_ else name


def _jurisdiction(data: Mapping[Any, Any], given: str | None) -> str | None:
    own = data.get("jurisdiction")
    if own is None:
        return given
    if not isinstance(own, str) or not own.strip():
        raise CaseError("policy.jurisdiction", "jurisdiction must be a country code such as IE.")
    if not is_place(place(own)):
        raise CaseError("policy.jurisdiction", f"{own[:40]!r} is no place. Write a country code such as IE.")
    if given is not None and place(own) != given:
        raise CaseError("policy.jurisdiction", f"The policy is of {place(own)}, the case of {given}. Correct one.")
    return place(own)


def _rulings(data: Mapping[Any, Any]) -> dict[str, Weight]:
    found = _object(data, "rulings")
    for item, weight in found.items():
        if weight not in list(Weight):
            raise CaseError(f"policy.rulings.{item[:100]}", f"A ruling is one of {', '.join(Weight)}.")
    return {item: Weight(weight) for item, weight in found.items()}


def _thresholds(data: Mapping[Any, Any]) -> dict[str, float]:
    found = _object(data, "thresholds")
    for name, value in found.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise CaseError(f"policy.thresholds.{name[:100]}", f"{name[:100]} must be a number.")
    return {name: _number(name, value) for name, value in found.items()}


def _number(name: str, value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        raise CaseError(f"policy.thresholds.{name[:100]}", f"{name[:100]} is too long a number.") from None


def _object(data: Mapping[Any, Any], field: str) -> Mapping[str, Any]:
    found = data.get(field) or {}
    if not isinstance(found, Mapping):
        raise CaseError(f"policy.{field}", f"{field} must be an object of names and values.")
    return {str(name): value for name, value in found.items()}
