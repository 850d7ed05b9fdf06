"""The main navigation: which places there are, for whom, and which of them is the current one."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Place:
    """One entry of the main navigation; `name` is that of its address.

    With `roles`, the entry shows only to members of the practice who hold one of them.
    """

    code: str
    label: str | Promise
    name: str
    icon: str
    roles: tuple[str, ...] = ()


PLACES = (
    Place("today", _("Today"), "today", "today", ("owner", "practitioner", "receptionist")),
    Place("patients", _("Patients"), "patients", "patients"),
    Place("unsigned", _("Unsigned"), "unsigned", "unsigned", ("owner", "practitioner")),
    Place("practice", _("Practice"), "practice", "practice"),
    Place("help", _("Help"), "ui:help", "help"),
)


def navigation(request: HttpRequest | None) -> list[dict[str, Any]]:
    """Entries with `code, label, url, icon, current`.

    The current place is the one with the longest address that the request's path begins with.
    """
    found: list[dict[str, Any]] = [
        {"code": place.code, "label": place.label, "url": reverse(place.name), "icon": place.icon}
        for place in PLACES
        if _opens(place, request)
    ]
    path = request.path if request is not None else ""
    best = max((p["url"] for p in found if _within(path, p["url"])), key=len, default=None)
    return [{**p, "current": p["url"] == best} for p in found]


def _opens(place: Place, request: HttpRequest | None) -> bool:
    member = getattr(request, "member", None)
    return not place.roles or member is None or bool(set(place.roles) & set(member.actor.roles))


def _within(path: str, url: str) -> bool:
    return path == url or path.startswith(url.rstrip("/") + "/")
