"""Words of the policy's pages: titles of thresholds, why something may not be milder, what was decided."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filiform.core.screening import Range, Weight
from filiform.core.screening.policy import Fault, Why
from filiform.foundation.decisions.words import WEIGHTS

THRESHOLDS: dict[str, str | Promise] = {
    "assent_age": gettext_lazy("Age from which a child is asked too"),
    "pregnancy_age_from": gettext_lazy("Age from which pregnancy is asked about"),
    "pregnancy_age_to": gettext_lazy("Age from which pregnancy is no longer asked about"),
    "fever_c": gettext_lazy("Temperature that counts as fever"),
    "inr_high": gettext_lazy("INR above which the prescriber is asked"),
    "inr_age_days": gettext_lazy("Age of an INR that no longer counts"),
    "platelets_low": gettext_lazy("Platelets below which haematology is asked"),
    "bmi_thin": gettext_lazy("BMI below which a chest counts as thin"),
    "prosthesis_months": gettext_lazy("Time after a joint replacement"),
    "surgery_months": gettext_lazy("Time after an operation at the region"),
    "trauma_days": gettext_lazy("How long an injury counts as recent"),
    "fontanelle_age": gettext_lazy("Age by which the fontanelles have closed"),
    "consent_renewal_months": gettext_lazy("Time after which consent is asked for anew"),
    "needles_per_session": gettext_lazy("Most needles in one session"),
    "competition_hours": gettext_lazy("How long before a competition soreness matters"),
}
UNITS: dict[str, str | Promise] = {
    "years": gettext_lazy("years"), "months": gettext_lazy("months"), "weeks": gettext_lazy("weeks"),
    "days": gettext_lazy("days"), "hours": gettext_lazy("hours"), "degrees Celsius": "°C", "10^9 per litre": "× 10⁹/l",
    "kg per square metre": "kg/m²", "INR": "", "needles": gettext_lazy("needles"),
}  # fmt: skip
#: Kept in months, as the question asks; spoken of in weeks, as clinicians count them after an operation.
IN_WEEKS = frozenset({"surgery_months"})
#: Counted in whole ones.
WHOLE = frozenset({"consent_renewal_months", "needles_per_session"})
WEEKS_A_MONTH = 365.25 / 12 / 7
CHAPTERS: dict[str, str | Promise] = {
    "consent": gettext_lazy("Consent, mind, age, general state"),
    "pregnancy": gettext_lazy("Pregnancy"),
    "bleeding": gettext_lazy("Bleeding"),
    "skin-immune": gettext_lazy("Infection, skin, immune system"),
    "vessels-heart-lungs": gettext_lazy("Lymph, vessels, heart, lungs"),
    "devices": gettext_lazy("Devices, implants, operations"),
    "disease": gettext_lazy("Diseases and medicines"),
    "sites": gettext_lazy("Sites"),
    "red-flags": gettext_lazy("Red flags"),
    "after-a-session": gettext_lazy("After a session"),
}
#: Why something may be no milder than it is.
WHY: dict[Why, str | Promise] = {
    Why.EMERGENCY: gettext_lazy("It is an emergency, or sends the patient away at once."),
    Why.LAW: gettext_lazy("It is law here."),
    Why.RIGHT: gettext_lazy("It is a right of the patient."),
    Why.SHARED: gettext_lazy("All sources that class it call it absolute."),
    Why.CONTRAINDICATION: gettext_lazy("A contraindication is weighed at least, each time."),
    Why.OPEN: "",
}


def threshold(name: str) -> str | Promise:
    """The title of a threshold; its name when it has none yet."""
    return THRESHOLDS.get(name, name.replace("_", " "))


def measured(name: str, value: float, unit: str) -> str:
    """The value of a threshold with its unit, as it is spoken of."""
    return f"{spoken(name, value):g} {spoken_unit(name, unit)}".strip()


def spoken(name: str, value: float) -> float:
    """The number that is shown for the value of a threshold."""
    return float(round(value * WEEKS_A_MONTH)) if name in IN_WEEKS else value


def kept(name: str, shown: float) -> float:
    """The value of a threshold for the number that is shown."""
    return shown / WEEKS_A_MONTH if name in IN_WEEKS else shown


def spoken_unit(name: str, unit: str) -> str:
    """The unit in which a threshold is spoken of."""
    return str(UNITS["weeks"] if name in IN_WEEKS else UNITS.get(unit, unit))


def ends(name: str, range_: Range) -> dict[str, str]:
    """The lowest and highest number that may be set, as they are shown."""
    return {"low": f"{spoken(name, range_.low):g}", "high": f"{spoken(name, range_.high):g}"}


def ruling(weight: str) -> str:
    """A weight in words."""
    return str(WEIGHTS[Weight(weight)])


def refusal(fault: Fault) -> str:
    """Why a decision is not taken, and what would be."""
    why = str(WHY[fault.why]) if fault.why else ""
    match fault.code:
        case "too-mild" if fault.range:
            text = _("This may only be made stricter: %(low)s to %(high)s. %(why)s")
            return text % {**ends(fault.subject, fault.range), "why": why}
        case "too-mild":
            least = ruling(str(fault.floor))
            return _("This may not be milder than “%(least)s”. %(why)s") % {"least": least, "why": why}
        case "out-of-range" | "not-a-number" if fault.range:
            text = _("Write a number from %(low)s to %(high)s.")
            return text % ends(fault.subject, fault.range)
        case "not-settable" | "unknown-threshold":
            return _("This threshold is fixed: a source gives it, or the law.")
        case _:
            return _("The rule book has no such item.")
