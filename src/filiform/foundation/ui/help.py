"""The help page: a visit step by step, what a verdict means, keys, and what to do when a needle is missing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from filiform.foundation.accounts.roles import Role
from filiform.foundation.gate.public import page
from filiform.foundation.tenancy.scope import current
from filiform.knowledge import load


@require_safe
@page(Role.OWNER, Role.PRACTITIONER, Role.RECEPTIONIST, Role.AUDITOR)
def help_page(request: HttpRequest) -> HttpResponse:
    """Short help; the steps of an incident are the knowledge's own words."""
    incidents = load().incident_steps
    first = incidents["retained-needle"]
    others = [one for code, one in incidents.items() if code != first.id]
    context = {"steps": _steps(), "verdicts": _verdicts(), "keys": _keys(), "missing": first, "others": others}
    context["may_see_incidents"] = current().actor.has(Role.OWNER, Role.PRACTITIONER, Role.AUDITOR)
    return render(request, "ui/help.html", context)


def _steps() -> list[tuple[str, str]]:
    return [
        (_("Case history"), _("Ask, or go through the dated answers of last time. An answer nobody gave is not a no.")),
        (_("Screening"), _("Read the verdict, with every reason and its source, and decide on each precaution.")),
        (_("Consent"), _("Explain the risks of these sites. Without a valid consent no needle is planned.")),
        (_("Examination"), _("Record pain, the muscles found, and movement, before and after.")),
        (_("Needles"), _("Record each needle as it goes in and comes out: site, lot, depth, twitches, time.")),
        (_("Count"), _("Count by hand. The patient leaves when needles out are as many as needles in.")),
        (_("Aftercare"), _("Go through the advice and hand out the sheet.")),
        (_("Sign"), _("The note is locked for everybody. What comes to mind later is an amendment beside it.")),
    ]


def _verdicts() -> list[tuple[str, str]]:
    return [
        ("clear", _("Nothing that was asked speaks against these sites. Your judgement still counts.")),
        ("caution", _("It can go on when each precaution has your decision. Your reason is kept with it.")),
        ("ask", _("An answer is missing that matters here. Ask it: unknown is never taken as safe.")),
        ("stop", _("Do not needle here. The finding says why, where it is written, and where to send the patient.")),
    ]


def _keys() -> list[tuple[str, str]]:
    return [
        ("/", _("On the page of patients: go to the box that finds a patient, by name, birth date or phone.")),
        ("↑ ↓", _("Go through the patients found.")),
        ("Enter", _("Open the patient.")),
        ("Esc", _("Go back to the box, or close an open menu.")),
        ("Tab", _("Go to the next field. Every page works without a mouse.")),
    ]
