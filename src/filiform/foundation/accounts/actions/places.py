"""Add and rename sites and rooms, and change the practice's own name and time zone."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID
from zoneinfo import available_timezones

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from filiform.foundation.accounts.meanwhile import refuse_if_changed
from filiform.foundation.accounts.roles import Role
from filiform.foundation.audit import log as audit
from filiform.foundation.tenancy.action import action
from filiform.foundation.tenancy.models import Practice, Room, Site
from filiform.foundation.tenancy.refusal import Missing, Reason, Refused
from filiform.foundation.tenancy.scope import current

Row = TypeVar("Row", bound=models.Model)


@action(Role.OWNER)
def edit_practice(*, name: str, time_zone: str, seen: str) -> Practice:
    """Change the name and the time zone; `seen` is the stamp of the row the form was drawn from.

    Raises Conflict, and Refused for a time zone that does not exist.
    """
    row = Practice.objects.select_for_update().get(id=current().practice)
    refuse_if_changed(row, seen)
    if time_zone not in available_timezones():
        raise Refused(Reason("time-zone", _("Choose a time zone from the list."), field="time_zone"))
    changed = [field for field, value in (("name", name), ("time_zone", time_zone)) if getattr(row, field) != value]
    row.name, row.time_zone = name, time_zone
    row.save()
    # The practice owns rows and is none of them, so no trigger sees this.
    audit.note("update", "tenancy.practice", object_id=row.id, why=",".join(changed))
    return row


@action(Role.OWNER)
def add_site(*, name: str, address: str = "", phone: str = "") -> Site:
    """Add a place where the practice treats; raises Refused when one has this name."""
    return _saved(Site(name=name, address=address, phone=phone))


@action(Role.OWNER)
def edit_site(*, site: UUID, name: str, address: str, phone: str, seen: str) -> Site:
    """Change a site; raises Missing, Conflict, and Refused when another has this name."""
    row = Site.objects.select_for_update().filter(id=site).first()
    if row is None:
        raise _no_place()
    refuse_if_changed(row, seen)
    row.name, row.address, row.phone = name, address, phone
    return _saved(row)


@action(Role.OWNER)
def add_room(*, site: UUID, name: str) -> Room:
    """Add a room to a site; raises Missing, and Refused when a room there has this name."""
    if not Site.objects.filter(id=site).exists():
        raise _no_place()
    return _saved(Room(site_id=site, name=name))


@action(Role.OWNER)
def rename_room(*, room: UUID, name: str, seen: str) -> Room:
    """Rename a room; raises Missing, Conflict, and Refused when a room of the site has this name."""
    row = Room.objects.select_for_update().filter(id=room).first()
    if row is None:
        raise _no_place()
    refuse_if_changed(row, seen)
    row.name = name
    return _saved(row)


def _saved(row: Row) -> Row:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(Reason("name-taken", _("There is one with this name already."), field="name")) from None
    return row


def _no_place() -> Missing:
    return Missing(Reason("no-place", _("There is no such place in this practice.")))
