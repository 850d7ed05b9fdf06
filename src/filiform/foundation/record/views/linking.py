"""Link two entries of one person, and undo it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from filiform.foundation.gate.public import page
from filiform.foundation.record.actions.links import link_patients, unlink_patients
from filiform.foundation.record.duplicates import alike
from filiform.foundation.record.files import PatientFile, open_patient
from filiform.foundation.record.finding import find_patients
from filiform.foundation.record.forms import BoxForm, LinkForm, UnlinkForm
from filiform.foundation.record.links import pairs_of

from .addresses import STAFF, frame


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(*STAFF)
def link(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Find the other entry (`do=find`), link it (`do=link`), undo a link (`do=unlink`)."""
    file = open_patient(patient, why="link")
    do = request.POST.get("do", "")
    if do == "link":
        return _link(request, file)
    if do == "unlink":
        return _unlink(request, file)
    box = BoxForm(request.POST if do == "find" else None)
    return _drawn(request, file, typed=box.cleaned_data["q"] if box.is_valid() else "")


def _link(request: HttpRequest, file: PatientFile) -> HttpResponse:
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _drawn(request, file, typed=request.POST.get("q", ""), form=form, status=422)
    given = form.cleaned_data
    kept, duplicate = (file.id, given["other"]) if given["keep"] == "this" else (given["other"], file.id)
    link_patients(kept=kept, duplicate=duplicate, reason=given["reason"])
    messages.success(request, _("Linked. Nothing else changed, and you can undo it here."))
    return HttpResponseRedirect(request.path)


def _unlink(request: HttpRequest, file: PatientFile) -> HttpResponse:
    form = UnlinkForm(request.POST)
    if not form.is_valid() or file.id not in (form.cleaned_data["kept"], form.cleaned_data["duplicate"]):
        return _drawn(request, file, unlink_form=form, status=422)
    unlink_patients(**form.cleaned_data)
    messages.success(request, _("The link is undone. Both entries stand for themselves."))
    return HttpResponseRedirect(request.path)


def _drawn(
    request: HttpRequest, file: PatientFile, *, typed: str = "", form: LinkForm | None = None,
    unlink_form: UnlinkForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    pairs = pairs_of(file.id)
    known = {file.id, *(pair.other for pair in pairs)}
    offered = find_patients(typed).found if typed.strip() else alike(file)
    found = [one for one in offered if one.id not in known]
    context: dict[str, Any] = {
        "typed": typed,
        "found": found,
        "form": form or LinkForm(),
        "faulty": form,
        "pairs": pairs,
        "unlink_form": unlink_form,
        **frame(request, file, "patient-link"),
    }
    return render(request, "record/link.html", context, status=status)
