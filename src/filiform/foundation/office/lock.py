"""The locked screen: where needles are, for how long, and one field to go on."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from filiform.foundation.accounts.proving import has_password, passkey_options, prove_by_password
from filiform.foundation.gate.public import glance, is_locked, lock, open_while_locked, public, unlock_if_proven
from filiform.foundation.tenancy.scope import enter


class UnlockForm(forms.Form):
    """The password of whoever is logged in; failures count as at log-in."""

    password = forms.CharField(
        label=gettext_lazy("Password"), strip=False, max_length=1000,
        widget=forms.PasswordInput({"autocomplete": "current-password", "autofocus": True}),
        error_messages={"required": gettext_lazy("Enter your password.")},
    )  # fmt: skip

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        """Refuse a password that is not this person's."""
        given: str = self.cleaned_data["password"]
        if not prove_by_password(self.request, given):
            raise forms.ValidationError(_("This is not the password of the one who is logged in. Try again."))
        return given


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_while_locked
@public
def lock_page(request: HttpRequest) -> HttpResponse:
    """The locked screen; a POST locks the session (`do` is "lock") or opens it again by password."""
    if not request.user.is_authenticated:
        return redirect_to_login(_next(request), reverse("account_login"))
    if request.method == "POST" and request.POST.get("do") == "lock":
        lock(request, _next(request), "button")
        return HttpResponseRedirect(f"{reverse('lock')}?{_query(request)}")
    if not is_locked(request):
        return HttpResponseRedirect(_next(request))
    form = UnlockForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        unlock_if_proven(request)
        return HttpResponseRedirect(_next(request))
    return _screen(request, form)


@never_cache
@require_safe
@glance
@public
def rooms(request: HttpRequest) -> HttpResponse:
    """The bar of rooms with needles by itself, for a page that stays open; looking at it is no use of a session."""
    member = getattr(request, "member", None)
    if not request.user.is_authenticated or member is None:
        return HttpResponse(status=204)
    with enter(practice=member.practice_id, actor=member.actor):
        return render(request, "ui/page_bar.html")


def _screen(request: HttpRequest, form: UnlockForm) -> HttpResponse:
    context = {
        "form": form if has_password(request) else None,
        "next": _next(request),
        "passkey": passkey_options(request),
    }
    status = 422 if form.is_bound else 200
    member = getattr(request, "member", None)
    if member is None:
        return render(request, "office/locked.html", context, status=status)
    # The rooms are the practice's; no patient is read.
    with enter(practice=member.practice_id, actor=member.actor):
        return render(request, "office/locked.html", context, status=status)


def _next(request: HttpRequest) -> str:
    """Where the user was: a page of ours, else the start."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and "\x00" not in wanted
    return wanted if safe else "/"


def _query(request: HttpRequest) -> str:
    return urlencode({"next": _next(request)})
