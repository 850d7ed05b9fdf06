"""Pages of people: who is a member, adding one, changing roles, ending a membership."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from filiform.foundation.accounts import queries
from filiform.foundation.accounts.actions.people import add_member, change_member, end_member, send_link
from filiform.foundation.accounts.roles import Role
from filiform.foundation.gate.public import page
from filiform.foundation.tenancy.scope import current

from .asking import Question, ask
from .forms import MemberForm, NewMemberForm, NothingForm


@never_cache
@require_safe
@page(Role.OWNER, Role.AUDITOR)
def listing(request: HttpRequest) -> HttpResponse:
    """Members with their roles; those who left stand apart."""
    everybody = queries.members()
    context = {
        "here": [one for one in everybody if one.ended_at is None],
        "left": [one for one in everybody if one.ended_at is not None],
        "may_change": current().actor.has(Role.OWNER),
    }
    return render(request, "office/people.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.OWNER)
def new(request: HttpRequest) -> HttpResponse:
    """Add a member."""
    question = Question(
        title=_("Add a member"), lead=_("They get a letter by e-mail. No password is ever sent."),
        form=NewMemberForm, act=partial(add_member, origin=_origin(request)),
        button=_("Add and send the letter"), notice=_("Added. A letter is on its way to the address."),
        to=reverse("people"), back=_("People"), back_to=reverse("people"),
    )  # fmt: skip
    return ask(request, question)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.OWNER)
def person(request: HttpRequest, member: UUID) -> HttpResponse:
    """Change how a member is shown and what they may do."""
    one = queries.member(member)
    question = Question(
        title=one.display_name, lead=one.email, form=MemberForm, act=partial(change_member, member=member),
        button=_("Save"), notice=_("Saved."), to=reverse("people"), back=_("People"), back_to=reverse("people"),
        initial={"display_name": one.display_name, "roles": list(one.roles)}, seen=one.seen,
    )  # fmt: skip
    further = [
        (reverse("person-link", args=[member]), _("Send a link to choose a password")),
        (reverse("person-end", args=[member]), _("End the membership")),
    ]
    return ask(request, question, further=further)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.OWNER)
def link(request: HttpRequest, member: UUID) -> HttpResponse:
    """Send a member the link to choose a password."""
    one = queries.member(member)
    question = Question(
        title=_("Send a link"), form=NothingForm, act=partial(send_link, member=member, origin=_origin(request)),
        lead=_("%(name)s gets a letter at %(email)s with a link to choose a password. It works once, for three days.")
        % {"name": one.display_name, "email": one.email},
        button=_("Send the link"), notice=_("A letter is on its way to %(email)s.") % {"email": one.email},
        to=reverse("person", args=[member]), back=one.display_name, back_to=reverse("person", args=[member]),
    )  # fmt: skip
    return ask(request, question)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.OWNER)
def end(request: HttpRequest, member: UUID) -> HttpResponse:
    """End a membership, after asking once."""
    one = queries.member(member)
    question = Question(
        title=_("End the membership of %(name)s?") % {"name": one.display_name}, form=NothingForm,
        lead=_("They are logged out everywhere at once. What they recorded stays, with their name."),
        act=partial(end_member, member=member), button=_("End the membership"),
        notice=_("The membership of %(name)s has ended.") % {"name": one.display_name}, danger=True,
        to=reverse("people"), back=one.display_name, back_to=reverse("person", args=[member]), seen=one.seen,
    )  # fmt: skip
    return ask(request, question)


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
