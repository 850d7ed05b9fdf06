"""Pages beside the steps: one tap on a needle, incidents with their steps, patients of a lot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from filiform.backoffice.stock.public import lot_file
from filiform.foundation.accounts.roles import Role
from filiform.foundation.gate.public import page
from filiform.foundation.record.public import VisitFile, open_patient, open_patients, open_visit, steps_taken
from filiform.foundation.tenancy.refusal import Missing, Reason
from filiform.knowledge import load

from . import incident_shown, queries, shown
from .actions import beside, counting, late, needles, taking_back
from .device import clock_time, device_time
from .onetap.address import needles_page
from .other_forms import IncidentStepForm

CLINICAL = (Role.OWNER, Role.PRACTITIONER)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.PRACTITIONER)
def tap(request: HttpRequest, visit: UUID) -> HttpResponse:
    """One tap: a needle out, a twitch more, a needle dropped or opened. Its own address keeps drafts whole."""
    back = "count" if request.POST.get("back") == "count" else "needles"
    if request.method == "POST":
        opened = open_visit(visit, why="visit")
        notice = _tap(request, opened)
        if notice:
            messages.success(request, notice)
        if opened.signed:
            late.warn(request, opened)
            return HttpResponseRedirect(step_address(visit, "sign"))
    if back == "needles":
        return HttpResponseRedirect(needles_page(visit, request.POST, request.POST.get("anchor", "")))
    return HttpResponseRedirect(step_address(visit, back))


def step_address(visit: UUID, code: str) -> str:
    """Where a step of a visit is."""
    return reverse("visit-step", args=[visit, code])


def _tap(request: HttpRequest, visit: VisitFile) -> str:
    doing = TAPS.get(request.POST.get("do", ""))
    if doing is None:
        raise Missing(Reason("no-tap", _("This button is not known. Open the page again.")))
    return doing(visit, _id(request, "event"), request)


def _out(visit: VisitFile, event: UUID, request: HttpRequest) -> str:
    out = needles.remove(visit=visit, insertion=_id(request, "insertion"), client_id=event, at=_at(request))
    if out.client_id == event:
        return _("Recorded: the needle is out.")
    told = {"who": out.author.name if out.author else "Filiform", "time": clock_time(out.at or out.recorded_at)}
    text = _("This needle was out already: %(who)s recorded it at %(time)s. Your press is noted beside it.")
    messages.warning(request, text % told)
    return ""


def _twitch(visit: VisitFile, event: UUID, request: HttpRequest) -> str:
    needles.note_detail(
        visit=visit, insertion=_id(request, "insertion"), client_id=event, at=_at(request), more_twitches=1
    )
    return _("One twitch more.")


def _dropped(visit: VisitFile, event: UUID, request: HttpRequest) -> str:
    counting.tally(visit=visit, kind="dropped", client_id=event, at=_at(request))
    return _("Recorded: one dropped.")


def _opened(visit: VisitFile, event: UUID, request: HttpRequest) -> str:
    counting.tally(visit=visit, kind="opened", client_id=event, at=_at(request))
    return _("Recorded: one opened, not used.")


def _undo(visit: VisitFile, event: UUID, request: HttpRequest) -> str:
    taking_back.take_back(visit=visit, event=event, reason=_("tapped by mistake"))
    return _("Taken back.")


def _back_in(visit: VisitFile, event: UUID, request: HttpRequest) -> str:
    taking_back.back_in(visit=visit, insertion=_id(request, "insertion"), reason=_("tapped by mistake"))
    return _("Taken back: the needle is in place.")


TAPS: dict[str, Callable[[VisitFile, UUID, HttpRequest], str]] = {
    "out": _out,
    "twitch": _twitch,
    "dropped": _dropped,
    "opened": _opened,
    "undo": _undo,
    "back-in": _back_in,
}


def _at(request: HttpRequest) -> datetime | None:
    return device_time(request.POST.get("at", ""))


def _id(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        text = _("The form was incomplete. Open the page again and press once more.")
        raise Missing(Reason("no-id", text)) from None


@require_safe
@page(*CLINICAL, Role.AUDITOR)
def incidents(request: HttpRequest) -> HttpResponse:
    """All incidents of the practice, newest first, with what is still to be recorded."""
    known = load().incident_steps
    rows = [
        {"row": row, "label": known[row.kind].label if row.kind in known else row.kind, "open": left}
        for row, left in queries.incidents()
    ]
    return render(request, "treatment/incidents.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@page(*CLINICAL, Role.AUDITOR)
def incident(request: HttpRequest, incident: UUID) -> HttpResponse:
    """One incident: each step with what was found, or the form to record it."""
    row = queries.incident(incident)
    patient = open_patient(row.patient_id, why="incident") if row.patient_id else None
    form = None
    if request.method == "POST":
        form = IncidentStepForm(request.POST, code=request.POST.get("step", "")[:60])
        if form.is_valid():
            counting.record_incident_step(incident=incident, **form.cleaned_data)
            messages.success(request, _("The step is on record."))
            return HttpResponseRedirect(reverse("incident", args=[incident]))
    context = incident_shown.incident_page(row, steps_taken(incident), form) | {"patient": patient, "form": form}
    return render(request, "treatment/incident.html", context, status=422 if form else 200)


@require_safe
@page(*CLINICAL)
def lot_patients(request: HttpRequest, lot: UUID) -> HttpResponse:
    """Who was needled from a lot, for a recall; each patient's file is opened, so each look is on the audit log."""
    found = lot_file(lot)
    if found is None:
        raise Missing(Reason("no-lot", _("There is no such lot in this practice.")))
    rows = sorted([*queries.visits_with_lot(lot), *beside.of_lot(lot)], key=lambda row: row.recorded_at, reverse=True)
    patients = open_patients((row.patient_id for row in rows), why="recall")
    visits: dict[UUID, dict[UUID, dict[str, Any]]] = {one: {} for one in patients}
    for row in rows:
        visit = visits[row.patient_id].setdefault(row.visit_id, {"when": row.recorded_at, "sites": []})
        visit["sites"].append(shown.row_label(row))
    lines = [{"patient": patients[one], "visits": held} for one, held in visits.items()]
    return render(request, "treatment/lot.html", {"lot": found, "lines": lines})
