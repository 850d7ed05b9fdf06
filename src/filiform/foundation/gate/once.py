"""Once-only writes: a form sent twice changes the practice once.

The key comes with the form (hidden field `_key`, made when the form was drawn or by the browser). It is stored
with practice, user, digest of the body and the answer. A second sender of the same key waits for the first
transaction, then gets its answer; the same key with another body is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from uuid6 import uuid7

from filiform.foundation.tenancy.refusal import Conflict, Reason
from filiform.foundation.tenancy.scope import current

from .models import WriteKey

FIELD = "_key"
#: Fields that differ between two sendings of the same form and are no part of what was said.
NOT_CONTENT = (FIELD, "csrfmiddlewaretoken")


def body_digest(request: HttpRequest) -> str:
    """SHA-256 (hex) over path and fields of a POST, files by their content."""
    digest = hashlib.sha256(request.path.encode())
    for name in sorted(request.POST):
        if name not in NOT_CONTENT:
            digest.update(repr((name, request.POST.getlist(name))).encode())
    for name in sorted(request.FILES):
        for upload in request.FILES.getlist(name):
            digest.update(name.encode())
            for chunk in upload.chunks():
                digest.update(chunk)
            upload.seek(0)
    return digest.hexdigest()


def once(request: HttpRequest, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Run `answer` under the request's key, or repeat the answer given before; raises Conflict for a reused key."""
    # A key is ours to choose: what the database cannot hold is no part of one.
    key = request.POST.get(FIELD, "").replace("\x00", "")[:64]
    if request.method != "POST" or not key:
        return answer()
    scope, digest, row = current(), body_digest(request), uuid7()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO gate_writekey (id, practice_id, user_id, key, body_digest, answer, at)"
            " VALUES (%s, %s, %s, %s, %s, '', now()) ON CONFLICT (practice_id, user_id, key) DO NOTHING RETURNING id",
            (row, scope.practice, scope.actor.user, key, digest),
        )
        first = cursor.fetchone() is not None
    if not first:
        return _again(key, digest)
    response = answer()
    if isinstance(response, HttpResponse):
        location = response.get("Location") or response.get("HX-Redirect") or ""
        WriteKey.objects.filter(id=row).update(answer=location[:500])
    return response


def _again(key: str, digest: str) -> HttpResponseBase:
    # A form comes from a user; the system sends none.
    found = WriteKey.objects.get(user_id=cast(UUID, current().actor.user), key=key)
    if found.body_digest != digest:
        raise Conflict(
            Reason(
                "key-reused",
                _("This form was already sent with other content. Open the page again to see what was saved."),
            )
        )
    if found.answer:
        return HttpResponseRedirect(found.answer)
    return HttpResponse(status=204)
