"""Sentences for the codes that consent answers in."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filiform.core.reasons import Reason, Refusal
from filiform.knowledge import load

_REGIONS = {
    "head-neck": gettext_lazy("head and neck"),
    "shoulder": gettext_lazy("shoulder"),
    "arm": gettext_lazy("upper arm"),
    "forearm": gettext_lazy("forearm"),
    "hand": gettext_lazy("wrist and hand"),
    "thorax": gettext_lazy("chest and upper back"),
    "abdomen": gettext_lazy("abdomen"),
    "lumbar": gettext_lazy("low back"),
    "pelvis": gettext_lazy("pelvis"),
    "hip": gettext_lazy("hip and buttock"),
    "thigh": gettext_lazy("thigh"),
    "knee": gettext_lazy("knee"),
    "leg": gettext_lazy("lower leg"),
    "ankle": gettext_lazy("ankle"),
    "foot": gettext_lazy("foot"),
}


def region(code: str) -> str:
    """A region in words ("head and neck")."""
    return str(_REGIONS.get(code, code.replace("-", " ")))


def label(code: object) -> str:
    """The label of a risk or special consent; the code itself when the knowledge has none."""
    found = load().consent.get(str(code))
    return found.label if found else str(code).replace("-", " ")


def _day(text: object) -> str:
    return date_format(date.fromisoformat(str(text)), "j M Y") if text else ""


def say(reason: Reason | Refusal) -> str:
    """One reason why there is no valid consent, as a sentence that says what to do.

    Takes the codes of `core.consent` with and without the prefix "consent-" that the needling gate adds.
    """
    code = reason.code.removeprefix("consent-")
    match code:
        case "none":
            return _("No consent is on record for this problem. Explain and ask.")
        case "unknown" | "invalid":
            return _("Consent could not be judged. Open the consent step and ask.")
        case "sites-missing":
            return _("No site is planned yet. Plan the sites in the case history, then ask for consent.")
        case "declined":
            return _("The patient declined on %(on)s. No needle without a new consent.") % {
                "on": _day(reason.get("on"))
            }
        case "withdrawn":
            return _("Consent was withdrawn on %(on)s. No needle without a new consent.") % {
                "on": _day(reason.get("on"))
            }
        case "expired":
            return _("The consent ran out on %(until)s. Explain again and ask for a new one.") % {
                "until": _day(reason.get("until"))
            }
        case "verbal-only":
            return _("Only a spoken consent is on record. This practice asks for a written one.")
        case "not-confirmed-today":
            return _("An earlier consent still stands. Ask whether it holds today and confirm it.")
        case _:
            return _gap(code, reason)


def _gap(code: str, reason: Reason | Refusal) -> str:
    match code:
        case "answer-missing":
            return _("Not known: %(field)s. Without it nobody can say who may consent.") % {
                "field": reason.get("field")
            }
        case "site-unknown":
            return _("%(site)s is not in the knowledge. Plan the site anew in the case history.") % {
                "site": reason.get("site")
            }
        case "region-not-covered":
            return _("The consent does not cover %(region)s. Ask for it.") % {
                "region": region(str(reason.get("region")))
            }
        case "risk-not-explained":
            return _("Not explained yet: %(risk)s. Explain it and ask again.") % {"risk": label(reason.get("risk"))}
        case "special-missing":
            return _("Still needed: %(special)s.") % {"special": label(reason.get("special"))}
        case _:
            return _("No valid consent (%(code)s). Open the consent step and ask.") % {"code": code}
