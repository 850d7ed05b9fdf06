"""Scoped reads of advice given."""

from __future__ import annotations

from uuid import UUID

from .models import AdviceGiven


def newest(visit: UUID) -> AdviceGiven | None:
    """The newest advice given at a visit."""
    return AdviceGiven.objects.filter(visit_id=visit).order_by("-recorded_at", "-id").first()
