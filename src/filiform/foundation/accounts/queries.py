"""Scoped reads of a practice's people."""

from __future__ import annotations

from uuid import UUID

from .models import Membership
from .roles import Role


def practitioners() -> list[tuple[UUID, str]]:
    """(user id, display name) of everybody who may treat here, by name."""
    rows = Membership.objects.filter(roles__contains=[Role.PRACTITIONER], ended_at=None).order_by("display_name")
    return [(row.user_id, row.display_name) for row in rows]
