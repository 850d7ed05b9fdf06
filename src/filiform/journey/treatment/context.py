"""Context processor: rooms with needles in place, as a bar on every page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
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

from .rooms import RoomWithNeedles, rooms_with_needles

#: Address of the bar by itself; it is told which visit the page is about.
ALONE = "rooms"
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

    @property
    def here(self) -> str:
        """Id of the visit that the page is about, which tells of its own needles; empty on other pages."""
        match = self.request.resolver_match
        if match is None:
            return ""
        if match.url_name == ALONE:
            return self.request.GET.get("here", "")
        return str(match.kwargs.get("visit") or "")

    def lines(self) -> list[dict[str, Any]]:
        """Rooms with needles, but for the visit that the page is about."""
        scope = current_or_none()
        opens = scope is not None and scope.actor.has(*OPENS)
        return [_line(room, opens) for room in self._rooms if str(room.visit) != self.here]

    def kept(self) -> str:
        """All rooms with needles as JSON, for the page that a browser shows without a connection: ids, places, times.

        Empty where nothing is known of them, as on a page for nobody in particular.
        """
        return json.dumps([_plain(room) for room in self._rooms]) if _known() else ""

    @cached_property
    def _rooms(self) -> list[RoomWithNeedles]:
        return rooms_with_needles() if _known() else []


def _known() -> bool:
    """Whether somebody of a practice looks."""
    scope = current_or_none()
    return scope is not None and scope.actor.user is not None


def needles_bar(request: HttpRequest) -> dict[str, Any]:
    """`page_bar`, which the frame draws above each page; no line names a patient."""
    return {"page_bar": Bar(request)}


def _line(room: RoomWithNeedles, opens: bool) -> dict[str, Any]:
    what = ngettext("%(n)s needle in", "%(n)s needles in", room.needles) % {"n": room.needles}
    if room.since is not None:
        what += " " + _("since %(at)s") % {"at": date_format(timezone.localtime(room.since), "H:i")}
    moment = now()
    over = room.due is not None and room.due <= moment
    return {
        "place": room.place,
        "what": what,
        "urgent": _("time is up") if over else "",
        "now": moment,
        "since": room.since,
        "due": room.due,
        "planned": room.planned,
        "needle": room.first.insertion if room.first else None,
        "url": reverse("visit", args=[room.visit]) if opens else "",
    }


def _plain(room: RoomWithNeedles) -> dict[str, Any]:
    needles = [
        {
            "ids": [str(one.insertion), str(one.device)],
            "needle": str(one.needle),
            "since": one.since.isoformat() if one.since else None,
            "due": one.due.isoformat() if one.due else None,
        }
        for one in room.held
    ]
    return {"place": room.place, "needles": needles}
