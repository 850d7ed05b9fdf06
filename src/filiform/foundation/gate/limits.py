"""Time limits of a session: fifteen idle minutes, twelve hours in all; what was typed meanwhile is kept."""

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
from .member import membership_of
from .queue import sender_of

STARTED, SEEN = "session_started", "session_seen"


class SessionLimits:
    """Middleware: ends a session that sat idle or grew old, and sends its user to log in again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.get_response(request)
        moment = int(now().timestamp())
        started = request.session.setdefault(STARTED, moment)
        seen = request.session.get(SEEN, moment)
        if moment - seen > settings.SESSION_IDLE_SECONDS or moment - started > settings.SESSION_ABSOLUTE_SECONDS:
            return end_session(request, _("You were logged out to keep records private. Log in to go on."))
        # Written once a minute at most: a busy clinician's page loads need no write each.
        if moment - seen >= 60 or SEEN not in request.session:
            request.session[SEEN] = moment
        return self.get_response(request)


def end_session(request: HttpRequest, notice: str) -> HttpResponse:
    """Keep what was typed, log out, and lead back to the same page after log-in."""
    # What the browser's queue sends, it keeps itself.
    typed = request.method == "POST" and bool(request.POST) and sender_of(request) is None
    page = _page_of(request)
    if typed and keep_typed(request, page):
        notice += " " + _("What you typed is kept and will be there.")
    logout(request)
    messages.info(request, notice)
    answer: HttpResponse = HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': page})}")
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = f"{reverse('account_login')}?{urlencode({'next': page})}"
    return answer


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
