"""Pages of stock: what is open where, lots with their dates, and the forms that change them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filiform.foundation.accounts.roles import Role
from filiform.foundation.gate.public import page
from filiform.foundation.tenancy.clock import today
from filiform.foundation.tenancy.refusal import Missing, Reason, Refused
from filiform.foundation.tenancy.scope import current

from . import actions, queries, words
from .forms import BoxForm, LotForm, MoveForm, ProductForm

KEEPERS = (Role.OWNER, Role.PRACTITIONER)
LONGEST_SEARCH = 100
TONES = {"barred": "stop", "soon": "caution"}


@require_safe
@page(*KEEPERS, Role.AUDITOR)
def stock(request: HttpRequest) -> HttpResponse:
    """Each lot with its boxes: open and not to be used, expiring soon, in date, out of use; narrowed by `find`."""
    day, find = today(), request.GET.get("find", "").strip()[:LONGEST_SEARCH]
    shelf = queries.shelf()
    groups: dict[str, list[dict[str, Any]]] = {name: [] for name in words.GROUPS}
    for entry in shelf:
        if entry.holds(find):
            state = entry.lot.state_on(day)
            groups[_group(state, entry.boxes)].append(
                {"lot": entry.lot, "boxes": entry.boxes, "state": words.STATES[state]}
            )
    shown = [
        {"code": code, "title": words.GROUPS[code], "tone": TONES.get(code, ""), "rows": rows, "open": code == "barred"}
        for code, rows in groups.items()
        if rows
    ]
    context = {"groups": shown, "find": find, "lots": shelf, "may_keep": current().actor.has(*KEEPERS)}
    return render(request, "stock/stock.html", context)


def _group(state: str, boxes: Sequence[queries.Box]) -> str:
    if state in ("usable", "soon"):
        return state
    return "barred" if boxes else "past"


@require_http_methods(["GET", "HEAD", "POST"])
@page(*KEEPERS)
def new_product(request: HttpRequest) -> HttpResponse:
    """Enter a product."""
    form = ProductForm(request.POST or None)
    return _answer(request, form, _("Enter a product"), lambda: actions.add_product(**form.cleaned_data))


@require_http_methods(["GET", "HEAD", "POST"])
@page(*KEEPERS)
def new_lot(request: HttpRequest) -> HttpResponse:
    """Enter a lot."""
    form = LotForm(request.POST or None)
    return _answer(request, form, _("Enter a lot"), lambda: actions.add_lot(**form.cleaned_data))


@require_http_methods(["GET", "HEAD", "POST"])
@page(*KEEPERS)
def new_box(request: HttpRequest) -> HttpResponse:
    """Open a box in a room."""
    form = BoxForm(request.POST or None, initial={"lot": request.GET.get("lot", "")})
    return _answer(request, form, _("Open a box"), lambda: actions.open_box(**form.facts()))


@require_http_methods(["GET", "HEAD", "POST"])
@page(*KEEPERS)
def move_lot(request: HttpRequest, lot: UUID) -> HttpResponse:
    """Recall a lot, set it aside, bring it back, correct its expiry."""
    found = queries.lot_file(lot)
    if found is None:
        raise Missing(Reason("no-lot", _("There is no such lot in this practice.")))
    form = MoveForm(request.POST or None)
    title = _("Lot %(number)s") % {"number": found.number}
    return _answer(request, form, title, lambda: actions.move_lot(lot=lot, **form.cleaned_data), lot=lot)


@require_POST
@page(*KEEPERS)
def close_box(request: HttpRequest, box: UUID) -> HttpResponse:
    """Note that a box is used up."""
    actions.close_box(box=box)
    messages.success(request, _("The box is closed."))
    return HttpResponseRedirect(reverse("stock"))


def _answer(request: HttpRequest, form: forms.Form, title: str, write: Callable[[], Any], **shown: Any) -> HttpResponse:
    """The form, again with its errors, or back to the list when it was written."""
    if request.method == "POST" and form.is_valid():
        try:
            write()
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error(reason.field or None, reason.text)
        else:
            messages.success(request, _("It is on record."))
            return HttpResponseRedirect(reverse("stock"))
    status = 422 if request.method == "POST" else 200
    return render(request, "stock/form.html", {"form": form, "title": title, **shown}, status=status)
