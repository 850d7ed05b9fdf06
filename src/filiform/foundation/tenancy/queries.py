"""Scoped reads of a practice's places."""

from __future__ import annotations

from django.db.models import QuerySet

from .models import Practice, Room
from .scope import current, remember


def rooms() -> QuerySet[Room]:
    """All rooms with their sites, by name."""
    return Room.objects.select_related("site").order_by("site__name", "name")


def practice() -> Practice:
    """The practice of the scope."""
    return remember("practice", lambda: Practice.objects.get(id=current().practice))
