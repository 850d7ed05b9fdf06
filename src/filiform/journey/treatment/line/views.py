"""The address of the typed line: shows it as it will be recorded, and records it."""

from __future__ import annotations

from collections.abc import Mapping
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

from filiform.foundation.accounts.roles import Role
from filiform.foundation.audit import log as audit
from filiform.foundation.gate.public import drafts, page
from filiform.foundation.record.public import VisitFile, open_visit
from filiform.foundation.tenancy.refusal import Refused
from filiform.journey.treatment.actions import late
from filiform.journey.treatment.device import device_time
from filiform.journey.treatment.line import shown
from filiform.journey.treatment.line.actions import record_line
from filiform.journey.treatment.line.forms import LineForm, kept_in
from filiform.journey.treatment.line.habits import as_shown, usual_now
from filiform.journey.treatment.line.meaning import Meaning, read
from filiform.journey.treatment.onetap.lots import shelf


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.PRACTITIONER)
def needle_line(request: HttpRequest, visit: UUID) -> HttpResponse:
    """The line on a page of its own, its preview, or the record of it."""
    follows = "HX-Request" in request.headers  # the preview asks again while somebody types
    opened = open_visit(visit, why="visit", by_itself=follows)
    if follows:
        text = request.POST.get("line", "")
        found = shown.preview(opened, _now(opened, text, request.POST), text)
        return render(request, "treatment/line/preview.html", {"preview": found})
    if request.method != "POST":
        draft = drafts.find(request.path)
        kept = kept_in(draft)
        return _page(request, opened, LineForm(kept=kept), _now(opened, kept.get("line", ""), kept), draft=draft)
    form, text = LineForm(request.POST), request.POST.get("line", "")
    if request.POST.get("do") == "preview":
        return _page(request, opened, LineForm(kept=request.POST.dict()), _now(opened, text, request.POST))
    meaning = _sent(opened, request, form)
    if not form.is_valid() or not meaning.complete:
        return _page(request, opened, form, _now(opened, text, request.POST), status=422)
    return _record(request, opened, form, meaning)


def _now(visit: VisitFile, text: str, said: Mapping[str, str]) -> Meaning:
    """What a line means with what is usual now, and the boxes of the time at which it was sent before, if it was."""
    at = device_time(said.get("at", ""))
    boxes = shelf(visit, at)
    return read(text, shelf=boxes, on=visit.day, event=uuid7(), habits=usual_now(boxes.boxes))


def _sent(visit: VisitFile, request: HttpRequest, form: LineForm) -> Meaning:
    """What a line means with what its page showed as usual: nothing is recorded that nobody has seen."""
    sent = form.cleaned_data if form.is_valid() else {}
    text = request.POST.get("line", "")
    return read(
        text,
        shelf=shelf(visit, sent.get("at")),
        on=visit.day,
        event=sent.get("event") or uuid7(),
        habits=as_shown(request.POST.get("usual", ""), text),
        at=sent.get("at"),
    )


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
    if rows:
        late.warn(request, visit)
    messages.success(request, text if rows else _("Recorded in your words."))
    return HttpResponseRedirect(reverse("visit-step", args=[visit.id, "sign" if visit.signed else "needles"]))


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
        "look_again": status == 422 and form.is_valid() and meaning.complete,
    }
    return render(request, "treatment/line/page.html", context, status=status)
