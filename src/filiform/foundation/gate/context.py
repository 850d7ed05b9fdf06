"""Context processor: who is at work where, for the header of each page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from uuid6 import uuid7

from filiform.foundation.accounts.roles import Role
from filiform.foundation.tenancy.clock import now


def header(request: HttpRequest) -> dict[str, Any]:
    """`header` (practice, person, role), `write_key`, a fresh key for each form, and `reads_only` for an auditor."""
    member = getattr(request, "member", None)
    found: dict[str, Any] = {"write_key": uuid7, "reference": getattr(request, "reference", "")}
    if member is not None:
        labels = dict(Role.choices)
        found["header"] = {
            "practice": member.practice.name,
            "practice_id": member.practice.id,
            "drawn_at": now(),
            "idle_seconds": settings.SESSION_IDLE_SECONDS,
            "person": member.actor.name,
            "role": ", ".join(str(labels.get(role, role)) for role in sorted(member.actor.roles)),
            "roles": member.actor.roles,
        }
        found["reads_only"] = member.actor.roles <= {Role.AUDITOR}
    return found
