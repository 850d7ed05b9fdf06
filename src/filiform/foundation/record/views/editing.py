"""Register a patient, look at the details, edit them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from filiform.foundation.gate.public import drafts, page
from filiform.foundation.record.actions.patients import EditedMeanwhile, SimilarOnRecord, edit_patient, register_patient
from filiform.foundation.record.details import FIELDS, LABELS
from filiform.foundation.record.files import open_patient
from filiform.foundation.record.forms import EditForm, PatientForm
from filiform.foundation.record.history import changes_since, shown, who_saved
from filiform.foundation.record.links import linked_to

from .addresses import READERS, STAFF, frame, record_address


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(*STAFF)
def new_patient(request: HttpRequest) -> HttpResponse:
    """Register a patient; somebody similar on record is shown first."""
    if request.method != "POST":
        draft = drafts.find(request.path)
        form = PatientForm(initial=drafts.as_data(draft).dict() if draft else None)
        return render(request, "record/new.html", {"form": form, "draft": draft})
    form = PatientForm(request.POST)
    if not form.is_valid():
        return render(request, "record/new.html", {"form": form}, status=422)
    try:
        made = register_patient(**form.details(), not_these=_ids(request.POST.getlist("not_these")))
    except SimilarOnRecord as told:
        roles = request.member.actor.roles  # type: ignore[attr-defined]
        similar = [{"one": one, "url": record_address(one.patient.id, roles)} for one in told.similar]
        return render(request, "record/new.html", {"form": form, "similar": similar}, status=422)
    messages.success(request, _("Registered under number %(number)s.") % {"number": made.number})
    return HttpResponseRedirect(record_address(made.id, request.member.actor.roles))  # type: ignore[attr-defined]


@never_cache
@require_safe
@page(*READERS)
def patient_details(request: HttpRequest, patient: UUID) -> HttpResponse:
    """The details as they stand."""
    file = open_patient(patient, why="details")
    context: dict[str, Any] = {
        "facts": [(LABELS[name], shown(file.details, name, unset="")) for name in FIELDS],
        "linked": linked_to([patient]).get(patient, ()),
        **frame(request, file, "patient"),
    }
    return render(request, "record/details.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(*STAFF)
def edit(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Edit the details; what somebody else saved meanwhile is shown, and what was typed stays."""
    file = open_patient(patient, why="edit")
    context = frame(request, file, "patient-edit")
    if request.method != "POST":
        draft = drafts.find(request.path)
        initial = {name: getattr(file.details, name) for name in FIELDS} | {"based_on": file.details.id}
        context |= {"form": EditForm(initial=drafts.as_data(draft).dict() if draft else initial), "draft": draft}
        return render(request, "record/edit.html", context)
    form = EditForm(request.POST)
    if not form.is_valid():
        return render(request, "record/edit.html", context | {"form": form}, status=422)
    given = form.cleaned_data
    try:
        saved = edit_patient(patient=patient, based_on=given["based_on"], reason=given["reason"], **form.details())
    except EditedMeanwhile as meanwhile:
        return render(request, "record/edit.html", context | _compared(request, meanwhile), status=409)
    changed = saved.id != given["based_on"]
    messages.success(request, _("Saved.") if changed else _("Nothing was changed, so nothing was saved."))
    return HttpResponseRedirect(record_address(patient, request.member.actor.roles))  # type: ignore[attr-defined]


def _compared(request: HttpRequest, meanwhile: EditedMeanwhile) -> dict[str, Any]:
    """The form as typed, now based on what the other saved, and what that was."""
    typed = request.POST.copy()
    based_on = typed.get("based_on", "")
    typed["based_on"] = str(meanwhile.newest.id)
    return {
        "form": EditForm(typed),
        "other": {
            "who": who_saved(meanwhile.newest),
            "at": meanwhile.newest.recorded_at,
            "reason": meanwhile.newest.reason,
            "changes": changes_since(meanwhile.newest, UUID(based_on)),
        },
    }


def _ids(given: list[str]) -> list[UUID]:
    found = []
    for text in given[:200]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
