"""Pages of pictures: all of a visit, one of them large, take one back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from filiform.foundation.accounts.roles import Role
from filiform.foundation.gate.public import drafts, page
from filiform.foundation.record.public import VisitFile, open_visit, refuse_when_over
from filiform.foundation.tenancy.refusal import Refused

from . import actions, queries
from .forms import PictureForm, TakeBackForm
from .pixels.limits import LARGEST_FILE
from .targets import targets_of

READERS = (Role.OWNER, Role.PRACTITIONER, Role.AUDITOR)
#: Bytes of the whole form: the file and room for what is written beside it.
LARGEST_FORM = LARGEST_FILE + 256 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
@page(*READERS, largest=LARGEST_FORM)
def visit_images(request: HttpRequest, visit: UUID) -> HttpResponse:
    """All pictures of a visit, and the form for one more."""
    opened = open_visit(visit, why="images")
    form = None
    if request.method == "POST":
        actions.refuse_other_roles()
        refuse_when_over(opened)
        form = PictureForm(request.POST, request.FILES, targets=targets_of(opened))
        if form.is_valid():
            return _keep(opened, form)
    elif opened.writable:
        draft = drafts.find(request.path)
        typed = {name: draft.fields[name][0] for name in ("words", "about") if draft and draft.fields.get(name)}
        form = PictureForm(initial=typed, targets=targets_of(opened))
    context = _frame(opened) | {"form": form, "pictures": queries.pictures(visit)}
    return render(request, "images/visit.html", context, status=422 if request.method == "POST" else 200)


def _keep(visit: VisitFile, form: PictureForm) -> HttpResponse:
    before = {one.row.id for one in queries.pictures(visit.id)}
    image = actions.keep_image(visit=visit, **form.facts())
    # Told on the picture's page, where the next thing is to look at it.
    at = reverse("visit-image", args=[visit.id, image.id])
    return HttpResponseRedirect(f"{at}?again=1" if image.id in before else at)


@require_http_methods(["GET", "HEAD", "POST"])
@page(*READERS)
def visit_image(request: HttpRequest, visit: UUID, image: UUID) -> HttpResponse:
    """One picture, large: to be looked at before it stays."""
    opened = open_visit(visit, why="image")
    found = queries.picture(opened, image)
    if request.method == "POST":
        actions.note_checked(visit=opened, image=image)
        messages.success(request, _("Noted: no name is visible."))
        return HttpResponseRedirect(reverse("visit-step", args=[visit, "needles"]))
    frame = _frame_of(request, found.row.frames, found.row.frame)
    context = _frame(opened) | {
        "one": found,
        "again": "again" in request.GET,
        "shown_frame": frame,
        "frame_before": frame - 1 if frame > 1 else None,
        "frame_after": frame + 1 if frame < found.row.frames else None,
        "may_take_back": _may_take_back(opened),
    }
    return render(request, "images/image.html", context)


def _may_take_back(visit: VisitFile) -> bool:
    try:
        actions.refuse_to_take_back(visit)
    except Refused:
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.OWNER, Role.PRACTITIONER)
def take_back(request: HttpRequest, visit: UUID, image: UUID) -> HttpResponse:
    """Asks why a picture is taken back, and erases it."""
    opened = open_visit(visit, why="image")
    found = queries.picture(opened, image)
    if found.taken_back is None:
        actions.refuse_to_take_back(opened)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.take_back(visit=opened, image=image, reason=form.cleaned_data["reason"])
        messages.success(request, _("Taken back: the picture is erased."))
        return HttpResponseRedirect(reverse("visit-image", args=[visit, image]))
    context = _frame(opened) | {"form": form, "one": found}
    return render(request, "images/take_back.html", context, status=422 if request.method == "POST" else 200)


def _frame(visit: VisitFile) -> dict[str, Any]:
    """What the pages of pictures have in common."""
    return {"visit": visit, "patient": visit.patient, "back_url": reverse("visit-step", args=[visit.id, "needles"])}


def _frame_of(request: HttpRequest, frames: int, otherwise: int) -> int:
    said = request.GET.get("frame", "")
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 6 else otherwise
    return number if 1 <= number <= frames else otherwise
