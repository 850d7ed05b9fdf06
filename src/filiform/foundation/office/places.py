"""Pages of places: sites and their rooms, adding and renaming them."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from filiform.foundation.accounts.actions import places as actions
from filiform.foundation.accounts.meanwhile import stamp
from filiform.foundation.accounts.roles import Role
from filiform.foundation.gate.public import page
from filiform.foundation.tenancy import queries
from filiform.foundation.tenancy.scope import current

from .asking import Question, ask
from .forms import RoomForm, SiteForm


@never_cache
@require_safe
@page(Role.OWNER, Role.AUDITOR)
def listing(request: HttpRequest) -> HttpResponse:
    """All sites with their rooms."""
    context = {"sites": queries.sites(), "may_change": current().actor.has(Role.OWNER)}
    return render(request, "office/places.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.OWNER)
def new_site(request: HttpRequest) -> HttpResponse:
    """Add a site."""
    return ask(request, _question(_("Add a site"), SiteForm, actions.add_site))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.OWNER)
def site(request: HttpRequest, site: UUID) -> HttpResponse:
    """Change a site's name, address and phone."""
    row = queries.site(site)
    initial = {"name": row.name, "address": row.address, "phone": row.phone}
    act = partial(actions.edit_site, site=site)
    return ask(request, _question(row.name, SiteForm, act, initial=initial, seen=stamp(row)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.OWNER)
def new_room(request: HttpRequest, site: UUID) -> HttpResponse:
    """Add a room to a site."""
    row = queries.site(site)
    title = _("Add a room at %(site)s") % {"site": row.name}
    return ask(request, _question(title, RoomForm, partial(actions.add_room, site=site)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.OWNER)
def room(request: HttpRequest, room: UUID) -> HttpResponse:
    """Rename a room."""
    row = queries.room(room)
    act = partial(actions.rename_room, room=room)
    return ask(request, _question(row.name, RoomForm, act, initial={"name": row.name}, seen=stamp(row)))


def _question(title: str, form: type, act: Any, **more: Any) -> Question:
    back = reverse("places")
    return Question(
        title=title, form=form, act=act, button=_("Save"), notice=_("Saved."), to=back, back=_("Places"), back_to=back,
        **more,
    )  # fmt: skip
