"""The published form of a case, for programs of others."""

from __future__ import annotations

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.utils.http import quote_etag
from django.views.decorators.http import condition, require_safe

from filiform.foundation.gate.public import public
from filiform.knowledge.screening import load
from filiform.knowledge.screening.schema import text


@cache
def _text() -> str:
    return text()


def _version(_: HttpRequest) -> str:
    return quote_etag(load().version)


@public
@require_safe
@condition(etag_func=_version)
def case_schema(request: HttpRequest) -> HttpResponse:
    """The JSON Schema of a case, the same for every practice."""
    return HttpResponse(_text(), content_type="application/schema+json")
