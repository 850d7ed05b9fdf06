"""The list of patients with its one box, and a patient's history."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from filiform.foundation.gate.public import page
from filiform.foundation.record.files import open_patient
from filiform.foundation.record.finding import Answer, find_patients, recent_patients
from filiform.foundation.record.forms import BoxForm
from filiform.foundation.record.history import edits, looks

from .addresses import HISTORY, READERS, STAFF, frame, record_address


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(*READERS)
def patients(request: HttpRequest) -> HttpResponse:
    """Find by one box. A search is posted: names and birth dates do not belong into addresses and their logs."""
    form = BoxForm(request.POST or None)
    typed = form.cleaned_data["q"].strip() if form.is_valid() else ""
    context = results(request, typed)
    if request.headers.get("HX-Request"):
        return render(request, "record/found.html", context)
    return render(request, "record/patients.html", context)


def results(request: HttpRequest, typed: str) -> dict[str, Any]:
    """Context of the results of a search; without one, the patients registered last."""
    roles = request.member.actor.roles  # type: ignore[attr-defined]
    answer = find_patients(typed) if typed else Answer(recent_patients())
    return {
        "typed": typed,
        "answer": answer,
        "rows": [{"patient": one, "url": record_address(one.id, roles)} for one in answer.found],
        "may_register": bool(roles & set(STAFF)),
    }


@never_cache
@require_safe
@page(*HISTORY)
def history(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Edits of the details, and who looked at the record."""
    file = open_patient(patient, why="history")
    before = request.GET.get("before", "")
    entries, older = looks(patient, before=int(before) if before.isdecimal() and len(before) < 19 else None)
    context = {"edits": edits(patient), "looks": entries, "older": older, **frame(request, file, "patient-history")}
    return render(request, "record/history.html", context)
