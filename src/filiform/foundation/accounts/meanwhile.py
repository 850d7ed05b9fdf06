"""Tells whether somebody else saved a row after a form was drawn from it, and who that was."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from filiform.foundation.audit.models import AuditEntry
from filiform.foundation.tenancy.refusal import Conflict, Reason

from .models import Membership


def stamp(row: models.Model) -> str:
    """A digest (20 hex digits) of the row as it stands; a form carries it as `_seen`."""
    fields: list[Any] = [(field.attname, getattr(row, field.attname)) for field in row._meta.concrete_fields]
    return hashlib.sha256(repr([(name, str(value)) for name, value in fields]).encode()).hexdigest()[:20]


def refuse_if_changed(row: models.Model, seen: str) -> None:
    """Raise Conflict when the row, read under lock, is not the one the form was drawn from."""
    if stamp(row) == seen:
        return
    entry = AuditEntry.objects.filter(object_id=row.pk).order_by("-seq").first()
    raise Conflict(Reason("saved-meanwhile", _told(entry)))


def _told(entry: AuditEntry | None) -> str:
    if entry is None:
        return _("Somebody saved something else after you opened this page. Open it again and compare.")
    member = Membership.objects.filter(user_id=entry.actor).first() if entry.actor else None
    return _(
        "%(who)s saved something else at %(time)s, after you opened this page. "
        "Open it again: what you typed is kept, so that you can compare."
    ) % {
        "who": member.display_name if member else _("Somebody"),
        "time": timezone.localtime(entry.at).strftime("%H:%M"),
    }
