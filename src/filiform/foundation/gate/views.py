"""Pages of the gate: drafts that save themselves, forms without a valid token, whether the server is well."""

from __future__ import annotations

from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from filiform.foundation.accounts.roles import Role
from filiform.foundation.tenancy.clock import now
from filiform.foundation.tenancy.scope import current

from . import drafts
from .access import page, public
from .limits import keep_typed
from .queue import sender_of

STAFF = (Role.OWNER, Role.PRACTITIONER, Role.RECEPTIONIST)


@require_POST
@page(*STAFF)
def save_draft(request: HttpRequest) -> HttpResponse:
    """Keep the fields of a form as the draft of the page named in `_page`; answers the time it was kept."""
    target = request.POST.get("_page", "")
    if not target.startswith("/"):
        return JsonResponse({"error": _("Name the page that the draft belongs to.")}, status=400)
    try:
        draft = drafts.keep(target, {name: request.POST.getlist(name) for name in request.POST})
    except drafts.DraftTooLarge:
        return JsonResponse({"error": _("This draft is too long to keep. Shorten it.")}, status=413)
    return JsonResponse({"saved_at": timezone.localtime(draft.saved_at).strftime("%H:%M")})


@require_POST
@page(*STAFF)
def drop_draft(request: HttpRequest) -> HttpResponse:
    """Discard the draft of the page named in `_page` and go back there."""
    target = request.POST.get("_page", "/")
    drafts.drop(target)
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return HttpResponseRedirect(target if safe else "/")


@never_cache
@require_safe
@page(*STAFF, Role.AUDITOR)
def who(request: HttpRequest) -> JsonResponse:
    """Who is logged in where, with a fresh token for forms: asked by the browser's queue before it sends."""
    scope = current()
    return JsonResponse({"user": str(scope.actor.user), "practice": str(scope.practice), "token": get_token(request)})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token does not fit (logged out meanwhile, or not our form): nothing was saved, all is kept."""
    request.token_failed = True  # type: ignore[attr-defined]
    if sender_of(request) is not None:  # the browser's queue keeps it, and comes back with a fresh token
        return HttpResponse(status=403)
    if request.user.is_authenticated and request.POST and keep_typed(request, request.path):
        messages.info(request, _("What you typed is kept and will be there."))
    return render(request, "gate/csrf.html", {"page": request.path}, status=403)


@never_cache
@require_safe
@public
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when pages can be served: the database answers and is migrated."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM tenancy_practice")
    return JsonResponse({"status": "ok", "time": now().isoformat()})
