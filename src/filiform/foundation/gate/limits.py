"""Time limits of a session: locked after fifteen idle minutes, ended after twelve hours; what was typed is kept."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from filiform.foundation.tenancy.clock import now
from filiform.foundation.tenancy.scope import enter

from . import drafts
from .access import is_public
from .locked import SEEN, is_glance, is_locked, lock, locked_screen, may_open, unlock_if_proven
from .member import membership_of
from .queue import sender_of, stopped

STARTED = "session_started"


class SessionLimits:
    """Middleware: locks a session that sat idle, ends one that grew old; either asks its user who they are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.get_response(request)
        moment = int(now().timestamp())
        started = request.session.setdefault(STARTED, moment)
        seen = request.session.get(SEEN, moment)
        if moment - started > settings.SESSION_ABSOLUTE_SECONDS:
            return end_session(request, _("You were logged out to keep records private. Log in to go on."))
        if is_locked(request) and unlock_if_proven(request):
            seen = moment
        elif is_locked(request) or moment - seen > settings.SESSION_IDLE_SECONDS:
            return self._locked(request)
        # Written once a minute at most: a busy clinician's page loads need no write each.
        if (moment - seen >= 60 and not is_glance(request)) or SEEN not in request.session:
            request.session[SEEN] = moment
        return self.get_response(request)

    def _locked(self, request: HttpRequest) -> HttpResponseBase:
        if is_glance(request):
            return self.get_response(request)
        page = _page_of(request)
        lock(request, page, "idle")
        if sender_of(request) is not None:
            return stopped("locked")
        if may_open(request):
            return self.get_response(request)
        if request.method == "POST" and request.POST and keep_typed(request, page):
            messages.info(request, _("What you typed is kept and will be there."))
        return lead(request, locked_screen(request, page))


def lead(request: HttpRequest, address: str) -> HttpResponse:
    """Lead the browser to an address, whether it asked for a page or for a part of one."""
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(address)
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = address
    return answer


def end_session(request: HttpRequest, notice: str) -> HttpResponse:
    """Keep what was typed, log out, and lead back to the same page after log-in."""
    # What the browser's queue sends, it keeps itself.
    typed = request.method == "POST" and bool(request.POST) and sender_of(request) is None
    page = _page_of(request)
    if typed and keep_typed(request, page):
        notice += " " + _("What you typed is kept and will be there.")
    logout(request)
    messages.info(request, notice)
    return lead(request, f"{reverse('account_login')}?{urlencode({'next': page})}")


def keep_typed(request: HttpRequest, page: str) -> bool:
    """Keep the body of a POST as a draft of its author; returns whether it was kept.

    Not what another site made the browser send, and nothing of the pages where passwords are typed.
    """
    if not _from_our_page(request) or not _has_drafts(page):
        return False
    member = membership_of(request)
    if member is not None:
        with enter(practice=member.practice_id, actor=member.actor):
            drafts.keep_body(page, request.POST)
    return member is not None


def _has_drafts(page: str) -> bool:
    """Whether this is a page of a practice; log-in and the forms of passwords are not."""
    try:
        return not is_public(resolve(page.partition("?")[0]).func)
    except Resolver404:
        return False


def _from_our_page(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours sent this; one that says nothing is old, and believed."""
    origin = request.headers.get("Origin")
    trusted = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return origin is None or origin in trusted


def _page_of(request: HttpRequest) -> str:
    """The page a form was on: a step posts to its own address, small buttons come from the page that named itself."""
    page = request.POST.get("_page", "") if request.method == "POST" else ""
    if page and url_has_allowed_host_and_scheme(page, allowed_hosts=None):
        return page
    return request.path
