"""Codes of the verdict in words: classes, actions, where to send a patient."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

CLASSES = {
    "absolute": gettext_lazy("Absolute contraindication"),
    "relative": gettext_lazy("Relative contraindication"),
    "precaution": gettext_lazy("Precaution"),
    "site-specific": gettext_lazy("For this site"),
    "red-flag": gettext_lazy("Red flag"),
    "serious-adverse-event": gettext_lazy("Serious event after needling"),
}

ACTIONS = {
    "do-not-needle": gettext_lazy("Do not needle today."),
    "avoid-site": gettext_lazy("Do not needle this site."),
    "no-electrical-stimulation": gettext_lazy("No electrical stimulation."),
    "modify-technique": gettext_lazy("Change the technique."),
    "medical-clearance": gettext_lazy("Ask the doctor first."),
    "proceed-with-monitoring": gettext_lazy("Go on, and watch closely."),
    "refer-urgent": gettext_lazy("Refer today."),
    "refer-emergency": gettext_lazy("Emergency: refer now."),
}

WHERE_TO = {
    "call-ambulance": gettext_lazy("Call an ambulance now (112 or 999) and stay with the patient."),
    "emergency-department": gettext_lazy("Send the patient to the emergency department now, not alone."),
    "emergency-department-mri": gettext_lazy(
        "Send the patient to the emergency department now, with a letter that asks for an urgent MRI."
    ),
    "same-day-doctor": gettext_lazy("A doctor must see the patient today."),
    "doctor": gettext_lazy("Send the patient to a doctor in the next days."),
}


def status_sentence(status: str, unweighed: bool) -> str:
    """What a verdict means for the next minute."""
    match status:
        case "clear":
            return _("Nothing stands against needling the planned sites.")
        case "caution" if unweighed:
            return _("Needling is possible with care. Weigh each finding first.")
        case "caution":
            return _("Needling is possible with care. Every finding has been weighed.")
        case "ask":
            return _("Answers are missing that matter here. Ask them before needling.")
        case _:
            return _("Do not needle as planned.")


#: Where the name of a source ends and its title, volume or address goes on.
_NAME_ENDS = re.compile(r"[/:,(]|\.\s|\s(?=(?:19|20)\d\d\b)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def short_name(citation: str) -> str:
    """Who a source is, in a few words, from its citation: "Munoz et al. 2022", "physioman.in"."""
    first, together, _rest = citation.partition(" et al")
    name = f"{first.split()[0]} et al." if together else _NAME_ENDS.split(citation, maxsplit=1)[0].strip()
    year = _YEAR.search(citation)
    return f"{name} {year[0]}" if year else name
