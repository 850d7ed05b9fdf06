"""Scoped reads of advice given."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from filiform.foundation.tenancy.reading import reading

from .models import AdviceGiven


@reading
def advice(visit: UUID) -> QuerySet[AdviceGiven]:
    """The newest advice given at a visit, if any."""
    return AdviceGiven.objects.filter(visit_id=visit).order_by("-recorded_at", "-id")[:1]


def newest(visit: UUID) -> AdviceGiven | None:
    """The newest advice given at a visit."""
    return advice.first(visit)
