"""The gate itself: opens the practice's scope around each page, or says why not."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.template.response import SimpleTemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from uuid6 import uuid7

from filiform.foundation.audit import log as audit
from filiform.foundation.tenancy.refusal import NotAllowed, Reason, Refused
from filiform.foundation.tenancy.scope import Scope, enter

from . import drafts
from .access import is_public, largest_of, roles_of
from .member import Member, membership_of
from .once import once
from .queue import elsewhere, sender_of

logger = logging.getLogger("filiform.gate")


class Gate:
    """Middleware: every page is public by mark, or runs for a member with the right role inside a scope."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.reference = uuid7()  # type: ignore[attr-defined]
        request.member = None  # type: ignore[attr-defined]
        if "\x00" in request.path or _holds_nul(request.GET):
            reason = Reason("nul", _("The address holds a character that no page can read. Remove it and try again."))
            return refused_page(request, Refused(reason), status=400)
        most = _most(request)
        if _sent(request) > most:
            return refused_page(request, Refused(Reason("too-large", _too_large(most))), status=413)
        response = self.get_response(request)
        if request.user.is_authenticated and "no-store" not in response.get("Cache-Control", ""):
            # Or the back button shows a patient after log-out, from the browser's own store.
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Decide for the view that the address leads to; None lets a public one run as it is."""
        if is_public(view):
            # Public pages still show who is logged in.
            request.member = membership_of(request)  # type: ignore[attr-defined]
            return None
        if not request.user.is_authenticated:
            return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
        member = membership_of(request)
        if member is None:
            reason = Reason("no-practice", _("Your log-in belongs to no practice. Ask a practice owner to add you."))
            return refused_page(request, NotAllowed(reason))
        kept_elsewhere = elsewhere(request, member.practice_id)
        if kept_elsewhere is not None:
            return kept_elsewhere
        request.member = member  # type: ignore[attr-defined]
        with timezone.override(ZoneInfo(member.practice.time_zone)):
            return _inside(request, member, view, args, kwargs)


def _holds_nul(asked: QueryDict) -> bool:
    """Whether a name or any of the values behind it holds what the database cannot; the last value is not the only."""
    return any("\x00" in text for name, values in asked.lists() for text in (name, *values))


def _sent(request: HttpRequest) -> int:
    """The length of the body as it is announced; one without a length is read as empty."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _most(request: HttpRequest) -> int:
    """The bytes that a form may hold, files included: the framework would put those on the disk first.

    Asked before anything reads the body, so a stranger fills no disk: a page that takes files takes more from those
    who are logged in.
    """
    most: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if _sent(request) <= most or not request.user.is_authenticated:
        return most
    try:
        return max(most, largest_of(resolve(request.path_info).func))
    except Resolver404:
        return most


def _too_large(most: int) -> str:
    if most > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        text = _("The file is too large: %(megabytes)s MB is the most that is taken. Choose a smaller one.")
        return text % {"megabytes": most // (1024 * 1024)}
    return _("This is more than one form can hold. Shorten it and send it again.")


def _inside(
    request: HttpRequest, member: Member, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> HttpResponseBase:
    try:
        with enter(practice=member.practice_id, actor=member.actor, reference=request.reference) as scope:  # type: ignore[attr-defined]
            _check_role(view, member, request)
            response = once(request, lambda: _drawn(view(request, *args, **kwargs)))
            _settle(request, response, scope)
            return response
    except Refused as refusal:
        if request.method == "POST" and request.POST and sender_of(request) is None:
            with enter(practice=member.practice_id, actor=member.actor):
                drafts.keep_body(request.path, request.POST)
        _leave_trace(member, request, refusal)
        return refused_page(request, refusal)


def _check_role(view: Any, member: Member, request: HttpRequest) -> None:
    roles = roles_of(view)
    if roles is None:
        logger.error("The view %s says not who may open it.", view)
    if roles is None or not member.actor.has(*roles):
        reason = Reason("role", _("Your role in this practice does not open this page. Ask the practice owner."))
        raise NotAllowed(reason, action=f"page {request.path}")


def _drawn(response: HttpResponseBase) -> HttpResponseBase:
    """Draw templates now, inside the scope, so that nothing is read outside it."""
    if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
        response.render()
    return response


def _settle(request: HttpRequest, response: HttpResponseBase, scope: Scope) -> None:
    """An answer of 400 and above undoes the work; a write that went through ends the draft of its page."""
    if response.status_code >= 400:
        scope.undo = True
    elif request.method == "POST" and sender_of(request) is None:
        drafts.drop(request.path)
    elif request.method == "POST":
        # Sent by the queue: meanwhile the next one may be half typed on the same page.
        drafts.drop(request.path, only=request.POST.get("event", ""))


def _leave_trace(member: Member, request: HttpRequest, refusal: Refused) -> None:
    why = ",".join(reason.code for reason in refusal.reasons)
    with enter(practice=member.practice_id, actor=member.actor, reference=request.reference):  # type: ignore[attr-defined]
        audit.note("refused", refusal.action or request.path, why=why)


def refused_page(request: HttpRequest, refusal: Refused, status: int | None = None) -> HttpResponse:
    """The honest page: what was not opened or not done, why, by which source, and what to do."""
    context = {
        "refusal": refusal,
        "reasons": refusal.reasons,
        "only_asked": request.method in ("GET", "HEAD"),
        "back": request.path if request.method == "POST" else "",
    }
    return render(request, "gate/refused.html", context, status=status or refusal.status)
