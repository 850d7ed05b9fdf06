"""Codes of a visit's progress in sentences that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from filiform.core.reasons import Reason
from filiform.journey.consent import public as consent
from filiform.knowledge import load as knowledge
from filiform.knowledge.screening import load


def say(reason: Reason) -> str:
    """One reason why a step is open, waiting or refused."""
    match reason.code:
        case "history-missing":
            return _("Save the case history.")
        case "answers-missing":
            return _("Answers are missing that matter: see screening.")
        case "not-screened":
            return _("Screen the case history.")
        case "screening-stop":
            return _("Screening says: do not needle as planned.")
        case "finding-unweighed":
            return _("Weigh the finding: %(item)s.") % {"item": _label(str(reason.get("item")))}
        case "examination-missing":
            return _("Record the examination.")
        case "no-needle-recorded":
            return _("Record the needles, or say why there are none today.")
        case "needling-unfinished":
            return _("Needles are still being recorded.")
        case "needles-in-place":
            return _in_place(int(str(reason.get("in_place"))))
        case "incident-step-missing":
            return _("An incident waits for a step: %(step)s") % {"step": _incident_step(str(reason.get("step")))}
        case "count-open":
            return _("Close the count: needles in and needles out.")
        case "aftercare-missing":
            return _("Give the advice.")
        case "instead-missing":
            return _("Write what was done instead of needling.")
        case "step-open":
            return _("Finish the step “%(step)s”.") % {"step": str(reason.get("step")).replace("-", " ")}
        case "consent-missing":
            return _("Ask for consent.")
        case "needles-planned" | "needles-declined" | "needles-stopped" | "other-therapy":
            return _("No needles at this visit.")
        case code if code.startswith("despite-"):
            return _("Recorded although planning was refused.")
        case _:
            return consent.say(reason)


def _in_place(n: int) -> str:
    return ngettext(
        "%(n)s needle is still in place. Take it out and count.",
        "%(n)s needles are still in place. Take them out and count.",
        n,
    ) % {"n": n}


def _incident_step(code: str) -> str:
    """What the step `kind/step` of an incident asks for, as a sentence."""
    kind, _slash, step = code.partition("/")
    incident = knowledge().incident_steps.get(kind)
    return next((one.text for one in incident.steps if one.id == step), code) if incident else code


def _label(item: str) -> str:
    found = next((rule.label for rule in load().book.rules if rule.item == item), "")
    return found or item.replace("-", " ")
