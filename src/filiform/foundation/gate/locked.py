"""A locked session: it goes on, and opens nothing until the same person has shown again who they are.

Idle for fifteen minutes, or locked by its button, a session is not ended: the patient may have needles in, and the
screen must go on telling where. All it opens is the locked screen. How many proofs of identity the session held when it
was locked is kept in it; the next one opens it again. docs/adr/0026-the-locked-screen.md has the reasons.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast
from urllib.parse import urlencode
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse

from filiform.foundation.accounts import traces
from filiform.foundation.accounts.sessions import renew
from filiform.foundation.tenancy.clock import now

from .access import is_public

PROOFS, BACK = "session_locked", "session_locked_at"
#: When the session was last used (seconds), while it was open.
SEEN = "session_seen"
#: Pages of libraries that a locked session needs: to unlock by passkey, to leave.
OF_LIBRARIES = frozenset({"mfa_reauthenticate_webauthn", "account_logout"})

View = TypeVar("View", bound=Callable[..., Any])


def open_while_locked(view: View) -> View:
    """Mark a view that a locked session may open."""
    view.page_while_locked = True  # type: ignore[attr-defined]
    return view


def glance(view: View) -> View:
    """Mark a view that pages ask by themselves: open while locked, and no use of the session, which it neither keeps
    alive nor locks."""
    view.page_is_glance = True  # type: ignore[attr-defined]
    return open_while_locked(view)


def is_glance(request: HttpRequest) -> bool:
    """Whether a page asks this by itself."""
    try:
        return getattr(resolve(request.path).func, "page_is_glance", False)
    except Resolver404:
        return False


def is_locked(request: HttpRequest) -> bool:
    """Whether this session is locked."""
    return PROOFS in request.session


def lock(request: HttpRequest, page: str, why: str) -> None:
    """Lock the session, once; `page` is where its user was, `why` a code ("idle", "button")."""
    if is_locked(request):
        return
    request.session[PROOFS] = _proofs(request)
    request.session[BACK] = page
    traces.leave("lock", cast(UUID, request.user.pk), request, why=why)


def unlock_if_proven(request: HttpRequest) -> bool:
    """Unlock under a new session key when the user has proven their identity since it was locked."""
    if _proofs(request) <= request.session[PROOFS]:
        return False
    how = str(get_authentication_records(request, request.user)[-1].get("method", ""))
    del request.session[PROOFS]
    request.session[SEEN] = int(now().timestamp())
    renew(request)
    traces.leave("unlock", cast(UUID, request.user.pk), request, why=how)
    return True


def may_open(request: HttpRequest) -> bool:
    """Whether a locked session may open this page: the locked screen, the ways out of it, what needs no log-in."""
    try:
        found = resolve(request.path)
    except Resolver404:
        return False
    if getattr(found.func, "page_while_locked", False) or found.url_name in OF_LIBRARIES:
        return True
    return bool(getattr(found.func, "page_public", False))


def locked_screen(request: HttpRequest, page: str) -> str:
    """Address of the locked screen, which leads back to `page`, or to where the user was."""
    return f"{reverse('lock')}?{urlencode({'next': page if _leads_back(page) else request.session.get(BACK, '/')})}"


def _leads_back(page: str) -> bool:
    """Whether this is a page of a practice."""
    try:
        return not is_public(resolve(page.partition("?")[0]).func)
    except Resolver404:
        return False


def _proofs(request: HttpRequest) -> int:
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    return sum(1 for one in records if one.get("reauthenticated"))
