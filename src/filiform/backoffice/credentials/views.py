"""Pages of credentials: who may needle what until when, and entering it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from filiform.foundation.accounts.roles import Role
from filiform.foundation.gate.public import drafts, page
from filiform.foundation.tenancy.clock import today
from filiform.foundation.tenancy.scope import current
from filiform.knowledge import load

from . import actions, queries, words
from .forms import CredentialForm
from .words import Profession


@require_safe
@page(Role.OWNER, Role.PRACTITIONER, Role.AUDITOR)
def listing(request: HttpRequest) -> HttpResponse:
    """All practitioners with the credential in force and what was entered before."""
    people = [_person(holder) for holder in queries.holders(today())]
    may_enter = current().actor.has(Role.OWNER)
    return render(request, "credentials/listing.html", {"people": people, "may_enter": may_enter})


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.OWNER)
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a credential, a renewal or a suspension."""
    draft = drafts.find(request.path) if request.method != "POST" else None
    data = request.POST if request.method == "POST" else drafts.as_data(draft) if draft else None
    form = CredentialForm(data, initial={"practitioner": request.GET.get("for", "")})
    if request.method == "POST" and form.is_valid():
        actions.enter_credential(**form.facts())
        messages.success(request, _("The credential is on record."))
        return HttpResponseRedirect(reverse("credentials"))
    status = 422 if request.method == "POST" else 200
    return render(request, "credentials/enter.html", {"form": form, "draft": draft}, status=status)


def _person(holder: queries.Holder) -> dict[str, Any]:
    tone, label = words.STATES[holder.state]
    row = holder.credential
    return {
        "id": holder.id, "name": holder.name, "tone": tone, "label": label,
        "facts": _facts(row) if row else (),
        "earlier": [one for one in holder.rows if row is None or one.id != row.id],
    }  # fmt: skip


def _facts(row: Any) -> tuple[tuple[str, Any], ...]:
    techniques = load().techniques
    return (
        (_("Profession"), Profession(row.profession).label),
        (_("Register"), f"{row.register}, {row.licence_number}"),
        (_("Jurisdiction"), row.jurisdiction),
        (_("Training hours"), row.training_hours),
        (_("Regions"), _names(row.regions, words.region)),
        *([(_("Left out"), _names(row.excluded_groups, words.group))] if row.excluded_groups else ()),
        (
            _("Techniques"),
            _names(row.techniques, lambda code: techniques[code].label if code in techniques else code),
        ),
        (_("Valid"), _("%(start)s to %(end)s") % {"start": _day(row.valid_from), "end": _day(row.valid_until)}),
        *([(_("Note"), row.note)] if row.note else ()),
    )


def _names(codes: list[str] | None, name: Any) -> str:
    return _("all") if codes is None else "; ".join(str(name(code)) for code in codes)


def _day(day: date | None) -> str:
    return date_format(day, "j M Y") if day else _("not known")
