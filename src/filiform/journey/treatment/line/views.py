"""The address of the typed line: shows it as it will be recorded, and records it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from uuid6 import uuid7

from filiform.backoffice.stock.public import boxes_at
from filiform.foundation.accounts.roles import Role
from filiform.foundation.audit import log as audit
from filiform.foundation.gate.public import drafts, page
from filiform.foundation.record.public import VisitFile, open_visit
from filiform.foundation.tenancy.refusal import Refused
from filiform.journey.treatment.line import shown
from filiform.journey.treatment.line.actions import record_line
from filiform.journey.treatment.line.forms import LineForm, kept_in
from filiform.journey.treatment.line.meaning import Meaning, read


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.PRACTITIONER)
def needle_line(request: HttpRequest, visit: UUID) -> HttpResponse:
    """The line on a page of its own, its preview, or the record of it."""
    follows = "HX-Request" in request.headers  # the preview asks again while somebody types
    opened = open_visit(visit, why="visit", by_itself=follows)
    if follows:
        text = request.POST.get("line", "")
        found = shown.preview(opened, _read(opened, text), text)
        return render(request, "treatment/line/preview.html", {"preview": found})
    if request.method != "POST":
        draft = drafts.find(request.path)
        kept = kept_in(draft)
        return _page(request, opened, LineForm(kept=kept), _read(opened, kept.get("line", "")), draft=draft)
    form = LineForm(request.POST)
    meaning = _read(opened, request.POST.get("line", ""), form)
    if request.POST.get("do") == "preview":
        return _page(request, opened, LineForm(kept=request.POST.dict()), meaning)
    if not form.is_valid() or not meaning.complete:
        return _page(request, opened, form, meaning, status=422)
    return _record(request, opened, form, meaning)


def _read(visit: VisitFile, text: str, form: LineForm | None = None) -> Meaning:
    sent = form.cleaned_data if form and form.is_valid() else {}
    boxes = boxes_at(visit.visit.site_id, visit.visit.room_id)
    return read(text, boxes=boxes, on=visit.day, event=sent.get("event") or uuid7(), at=sent.get("at"))


def _record(request: HttpRequest, visit: VisitFile, form: LineForm, meaning: Meaning) -> HttpResponse:
    said = form.cleaned_data
    try:
        rows = record_line(
            visit=visit, meaning=meaning, event=said["event"], words=said["words"], happened=said["happened"],
            why=said["why"],
        )  # fmt: skip
    except Refused as refused:
        if refused.status == 404:
            raise
        audit.note(
            "refused", refused.action or "treatment.line", object_id=visit.id, patient=visit.patient.id,
            why=",".join(reason.code for reason in refused.reasons),
        )  # fmt: skip
        return _page(request, visit, form, meaning, refused=refused, status=refused.status)
    text = ngettext("Recorded: %(n)s insertion.", "Recorded: %(n)s insertions.", len(rows)) % {"n": len(rows)}
    messages.success(request, text if rows else _("Recorded in your words."))
    return HttpResponseRedirect(reverse("visit-step", args=[visit.id, "needles"]))


def _page(
    request: HttpRequest, visit: VisitFile, form: LineForm, meaning: Meaning, *, draft: Any = None,
    refused: Refused | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = {
        "visit": visit,
        "patient": visit.patient,
        "line_form": form,
        "line_url": request.path,
        "line_alone": True,
        "preview": shown.preview(visit, meaning, str(form["line"].value() or "")),
        "draft": draft,
        "refused": list(refused.reasons) if refused else [],
    }
    return render(request, "treatment/line/page.html", context, status=status)
