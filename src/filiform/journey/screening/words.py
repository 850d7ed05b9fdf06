"""Codes of the verdict in words: classes, actions, where to send a patient."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filiform.foundation.decisions.words import ACTIONS, CLASSES, WEIGHTS, short_name

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


__all__ = ["ACTIONS", "CLASSES", "WEIGHTS", "WHERE_TO", "short_name", "status_sentence"]
