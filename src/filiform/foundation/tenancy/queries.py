"""Scoped reads of a practice's places."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Prefetch, QuerySet
from django.utils.translation import gettext as _

from .models import Practice, Room, Site
from .reading import Asked, reading
from .refusal import Missing, Reason
from .scope import current

Row = TypeVar("Row", bound=Model)


def rooms() -> QuerySet[Room]:
    """All rooms with their sites, by name."""
    return Room.objects.select_related("site").order_by("site__name", "name")


def practice() -> Practice:
    """The practice of the scope."""
    return _practice(current().practice)[0]


def practice_row() -> Asked[Practice]:
    """What `practice` asks of the database, for one trip (`read_together`)."""
    return _practice.of(current().practice)


@reading
def _practice(practice: UUID) -> QuerySet[Practice]:
    return Practice.objects.filter(id=practice)


def sites() -> QuerySet[Site]:
    """All sites with their rooms, by name."""
    ordered = Prefetch("rooms", queryset=Room.objects.order_by("name"))
    return Site.objects.prefetch_related(ordered).order_by("name")


def site(site_id: UUID) -> Site:
    """One site of the practice; raises Missing."""
    return _there(Site.objects.filter(id=site_id).first())


def room(room_id: UUID) -> Room:
    """One room of the practice; raises Missing."""
    return _there(Room.objects.filter(id=room_id).first())


def _there(row: Row | None) -> Row:
    if row is None:
        raise Missing(Reason("no-place", _("There is no such place in this practice.")))
    return row
