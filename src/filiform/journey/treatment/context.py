"""Context processor: rooms with needles in place, as a bar on every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from filiform.foundation.accounts.roles import Role
from filiform.foundation.tenancy.clock import now
from filiform.foundation.tenancy.scope import current_or_none

from .queries import RoomWithNeedles, rooms_with_needles

#: Who may open the visit behind a room.
OPENS = (Role.OWNER, Role.PRACTITIONER, Role.AUDITOR)


@dataclass(frozen=True)
class Bar:
    """The bar of one page; it asks the database where it is drawn, so a part of a page does not pay for it."""

    request: HttpRequest

    @property
    def label(self) -> str:
        """What the bar is about."""
        return _("Needles in place")

    def lines(self) -> list[dict[str, Any]]:
        """Rooms with needles, but for the visit that the page is about, which tells of its own."""
        scope = current_or_none()
        if scope is None or scope.actor.user is None:
            return []
        match = self.request.resolver_match
        here = match.kwargs.get("visit") if match else None
        opens = scope.actor.has(*OPENS)
        return [_line(room, opens) for room in rooms_with_needles() if room.visit != here]


def needles_bar(request: HttpRequest) -> dict[str, Any]:
    """`page_bar`, which the frame draws above each page; no line names a patient."""
    return {"page_bar": Bar(request)}


def _line(room: RoomWithNeedles, opens: bool) -> dict[str, Any]:
    place = ", ".join(part for part in (room.site, room.room) if part)
    what = ngettext("%(n)s needle in", "%(n)s needles in", room.needles) % {"n": room.needles}
    if room.since is not None:
        what += " " + _("since %(at)s") % {"at": date_format(timezone.localtime(room.since), "H:i")}
    over = room.due is not None and room.due <= now()
    return {
        "place": place,
        "what": what,
        "urgent": _("time is up") if over else "",
        "since": room.since,
        "planned": int((room.due - room.since).total_seconds()) if room.due and room.since else None,
        "url": reverse("visit", args=[room.visit]) if opens else "",
    }
