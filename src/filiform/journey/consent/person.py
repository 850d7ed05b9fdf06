"""What consent needs to know about the person, read from the answers of today's screening."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from filiform.core.people import PersonFacts, YesNo
from filiform.core.screening import Codes, History
from filiform.core.values import Known
from filiform.knowledge.screening import load

ANTITHROMBOTIC = {
    "medications": ("anticoagulant", "vitamin-k-antagonist", "antiplatelet", "nsaid"),
    "conditions": ("bleeding-disorder", "thrombocytopenia", "unexplained-bruising"),
}
IMMUNE_WEAK = {
    "conditions": (
        "chemotherapy", "transplant", "leukaemia", "hiv-low-cd4", "hiv", "neutropenia", "immunocompromised",
        "immune-lowered", "ra-flare", "rheumatoid-arthritis",
    ),
    "medications": ("chemotherapy", "transplant-medicine", "biologic", "dmard", "long-term-steroid"),
}  # fmt: skip
NOT_PREGNANT = ("no", "not-applicable")


def person_facts(
    history: History,
    *,
    age: int | None,
    sex: str,
    first_time: bool,
    thresholds: Mapping[str, float] | None = None,
    capacity: str = "",
    interpreter: str = "",
) -> PersonFacts:
    """The person for `core.consent`; what was not answered stays unknown.

    `capacity` (yes, no, doubt) and `interpreter` (not-needed, present, absent) are the newest words of the
    consent step itself; "" falls back to the answers. `thresholds` are the practice's.
    """
    return PersonFacts(
        age=age,
        pregnant=_pregnant(history, age, sex, thresholds or load().book.thresholds),
        antithrombotic=_any_of(history, ANTITHROMBOTIC),
        immune_weak=_any_of(history, IMMUNE_WEAK),
        implant=_some(history, "implants"),
        drives_after=_yes_no(history, "drives_after"),
        faints=_yes_no(history, "fainted_with_needle"),
        consents_alone=YesNo.NO if capacity == "no" or _said(history, "capacity", False) else YesNo.UNKNOWN,
        needs_interpreter=_interpreter(history, interpreter),
        first_time=YesNo.YES if first_time else YesNo.UNKNOWN,
    )


def techniques(history: History) -> tuple[str, ...]:
    """Techniques that bear on consent, as planned at screening; an open answer counts as planned."""
    planned = history.get("electrical_stimulation")
    if history.put("electrical_stimulation") and planned != Known(False):
        return ("electrical",)
    return ()


def _said(history: History, field: str, value: object) -> bool:
    return history.get(field) == Known(value)


def _yes_no(history: History, field: str) -> YesNo:
    found = history.get(field)
    if isinstance(found, Known) and isinstance(found.value, bool):
        return YesNo.YES if found.value else YesNo.NO
    return YesNo.UNKNOWN


def _pregnant(history: History, age: int | None, sex: str, limits: Mapping[str, float]) -> YesNo:
    found = history.get("pregnant")
    if sex == "m":
        return YesNo.NO
    if not isinstance(found, Known):
        outside = age is not None and not limits["pregnancy_age_from"] <= age < limits["pregnancy_age_to"]
        return YesNo.NO if outside and not history.put("pregnant") else YesNo.UNKNOWN
    if found.value == "yes":
        return YesNo.YES
    return YesNo.NO if found.value in NOT_PREGNANT else YesNo.UNKNOWN


def _codes(history: History, field: str) -> Codes | None:
    found = history.get(field)
    return found.value if isinstance(found, Known) and isinstance(found.value, Codes) else None


def _any_of(history: History, wanted: Mapping[str, Iterable[str]]) -> YesNo:
    """Yes when one of the codes is there, no when each list answers for all of them, else unknown."""
    open_ = any(item.field in wanted for item in history.unrecognised)
    for field, codes in wanted.items():
        listed = _codes(history, field)
        if listed is None or listed.doubtful(codes):
            open_ = True
        if listed is not None and listed.found(codes):
            return YesNo.YES
    return YesNo.UNKNOWN if open_ else YesNo.NO


def _some(history: History, field: str) -> YesNo:
    listed = _codes(history, field)
    if listed is None:
        return YesNo.UNKNOWN
    if listed.present or listed.uncertain:
        return YesNo.YES if listed.present else YesNo.UNKNOWN
    return YesNo.NO if listed.complete else YesNo.UNKNOWN


def _interpreter(history: History, told: str) -> YesNo:
    if told:
        return YesNo.NO if told == "not-needed" else YesNo.YES
    return _yes_no(history, "interpreter_needed")
