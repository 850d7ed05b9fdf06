"""Take a visit off the list: the page that asks why, and how a cancelled visit reads."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from filiform.foundation.accounts.roles import Role
from filiform.foundation.gate.public import drafts, page
from filiform.foundation.record.public import VisitFile, open_visit

from .actions import cancel_visit, why_it_stands
from .forms import WHY_CANCELLED, CancelForm

STAFF = (Role.OWNER, Role.PRACTITIONER, Role.RECEPTIONIST)


@require_http_methods(["GET", "HEAD", "POST"])
@page(*STAFF)
def cancel(request: HttpRequest, visit: UUID) -> HttpResponse:
    """Ask why, then cancel; a visit that took place or is cancelled already offers nothing to send."""
    opened = open_visit(visit, why="cancel")
    draft = drafts.find(request.path) if request.method != "POST" else None
    form = CancelForm(request.POST or None, initial=drafts.as_data(draft).dict() if draft else None)
    if request.method == "POST" and form.is_valid():
        cancel_visit(visit=visit, **form.cleaned_data)
        messages.success(request, _("The visit is cancelled."))
        return HttpResponseRedirect(day_address(opened))
    context = {
        "visit": opened,
        "form": form,
        "draft": draft,
        "stands": why_it_stands(opened),
        "cancelled": told(opened),
        "day_url": day_address(opened),
    }
    return render(request, "visit/cancel.html", context, status=422 if request.method == "POST" else 200)


def day_address(visit: VisitFile) -> str:
    """The list of the visit's day, with everybody on it."""
    return f"{reverse('today')}?{urlencode({'day': visit.day.isoformat(), 'whose': 'all'})}"


def told(visit: VisitFile) -> dict[str, Any] | None:
    """When and why a visit was cancelled; None when it was not."""
    event = visit.cancelled
    if event is None:
        return None
    return {"at": event.at, "why": why_in_words(event.detail)}


def why_in_words(detail: dict[str, Any]) -> str:
    """The reason of a cancellation as one line; "" where none was asked for."""
    parts = (str(dict(WHY_CANCELLED).get(detail.get("reason", ""), "")), detail.get("words", ""))
    return ": ".join(part for part in parts if part)
