"""Handlers for faults: honest pages that need neither a session nor the database."""

import logging
import secrets
import sys
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import loader

from .context import THEMES, version

log = logging.getLogger("filiform.faults")

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no letters that are misheard or misread on the telephone


def reference() -> str:
    """A reference such as `K7QM-3TXA`: long enough to be found in a log, short enough to be read out."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent could not be read; the kind of reason is logged, not shown."""
    log.warning("request refused: %s", type(exception).__name__)
    return _page(request, 400, {})


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the reason that the refusing code gave."""
    return _page(request, 403, {"exception": str(exception or "")})


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404; what was looked for is not repeated, it may name a patient."""
    return _page(request, 404, {})


def server_error(request: HttpRequest) -> HttpResponse:
    """500 with a reference that stands in the log beside the kind of fault.

    Never a trace and never clinical text: the message of an exception may quote what was typed.
    """
    number = str(getattr(request, "reference", "") or reference())
    kind = sys.exc_info()[0]
    route = request.resolver_match.view_name if request.resolver_match else "no view"
    log.error("fault %s: %s in %s", number, kind.__name__ if kind else "unknown", route)
    response = _page(request, 500, {"reference": number})
    response["X-Fault-Reference"] = number
    return response


def _page(request: HttpRequest, status: int, context: dict[str, Any]) -> HttpResponse:
    # Without the request no context processor runs, so no session and no database is touched.
    theme = request.COOKIES.get("theme", "")
    page = loader.get_template(f"{status}.html")
    text = page.render({**context, "theme": theme if theme in THEMES else "", "version": version()})
    response = HttpResponse(text, status=status)
    response["Cache-Control"] = "no-store"
    return response
