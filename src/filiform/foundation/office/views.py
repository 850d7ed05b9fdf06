"""The landing page of a practice, its name and time zone, and the way to another practice of the same person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filiform.foundation.accounts import queries as people
from filiform.foundation.accounts.actions.places import edit_practice
from filiform.foundation.accounts.meanwhile import stamp
from filiform.foundation.accounts.roles import Role
from filiform.foundation.gate.public import choose_practice, page
from filiform.foundation.tenancy import queries as places
from filiform.foundation.tenancy.refusal import Missing, Reason
from filiform.foundation.tenancy.scope import current

from . import chain
from .asking import Question, ask
from .doors import doors
from .forms import PracticeForm

EVERYBODY = (Role.OWNER, Role.PRACTITIONER, Role.RECEPTIONIST, Role.AUDITOR)


@never_cache
@require_safe
@page(*EVERYBODY)
def practice(request: HttpRequest) -> HttpResponse:
    """What the practice is, and the doors that are open to whoever looks."""
    actor, row = current().actor, places.practice()
    context: dict[str, Any] = {
        "practice": row,
        "facts": [(_("Jurisdiction"), row.jurisdiction), (_("Time zone"), row.time_zone.replace("_", " "))],
        "doors": doors(actor.roles),
        "may_change": actor.has(Role.OWNER),
        "chain": chain.state() if actor.has(Role.OWNER, Role.AUDITOR) else None,
        "elsewhere": [post for post in people.posts_of(actor.user) if post.practice != row.id] if actor.user else [],
    }
    return render(request, "office/practice.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.OWNER)
def edit(request: HttpRequest) -> HttpResponse:
    """Change the name and the time zone."""
    row, back = places.practice(), reverse("practice")
    question = Question(
        title=_("Name and time zone"), form=PracticeForm, act=edit_practice, button=_("Save"), notice=_("Saved."),
        to=back, back=_("Practice"), back_to=back,
        initial={"name": row.name, "time_zone": row.time_zone}, seen=stamp(row),
    )  # fmt: skip
    return ask(request, question)


@require_POST
@page(*EVERYBODY)
def switch(request: HttpRequest) -> HttpResponse:
    """Go on working in another practice of the same person."""
    actor = current().actor
    posts = people.posts_of(actor.user) if actor.user else []
    chosen = next((post for post in posts if str(post.practice) == request.POST.get("practice")), None)
    if chosen is None:
        raise Missing(Reason("no-practice", _("You are no member of that practice.")))
    choose_practice(request, chosen.practice)
    messages.info(request, _("You now work in %(practice)s.") % {"practice": chosen.practice_name})
    return HttpResponseRedirect(reverse("practice"))
