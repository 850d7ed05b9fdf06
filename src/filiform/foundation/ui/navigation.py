"""The main navigation: which places there are, for whom, and which of them is the current one."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Place:
    """One entry of the main navigation; `names` are URL names, the first that resolves is used.

    With `roles`, the entry shows only to members of the practice who hold one of them.
    """

    code: str
    label: str | Promise
    names: tuple[str, ...]
    icon: str
    roles: tuple[str, ...] = ()


PLACES = (
    Place("today", _("Today"), ("today", "visit:today"), "today", ("owner", "practitioner", "receptionist")),
    Place("patients", _("Patients"), ("patients", "record:patients", "patients:list"), "patients"),
    Place("unsigned", _("Unsigned"), ("unsigned", "visit:unsigned"), "unsigned", ("owner", "practitioner")),
    Place("practice", _("Practice"), ("practice", "tenancy:practice", "practice:settings", "credentials"), "practice"),
    Place("help", _("Help"), ("help", "ui:help", "ui:gallery"), "help"),
)


def navigation(request: HttpRequest | None) -> list[dict[str, Any]]:
    """Entries with `code, label, url, icon, current`; places without a page yet are left out.

    `settings.UI_PLACES` replaces the list (Places, in order). The current place is the one with the
    longest address that the request's path begins with.
    """
    found: list[dict[str, Any]] = []
    for place in getattr(settings, "UI_PLACES", PLACES):
        url = _first_address(place.names)
        if url is not None and _opens(place, request):
            found.append({"code": place.code, "label": place.label, "url": url, "icon": place.icon})
    path = request.path if request is not None else ""
    best = max((p["url"] for p in found if _within(path, p["url"])), key=len, default=None)
    return [{**p, "current": p["url"] == best} for p in found]


def _first_address(names: tuple[str, ...]) -> str | None:
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return None


def _opens(place: Place, request: HttpRequest | None) -> bool:
    member = getattr(request, "member", None)
    return not place.roles or member is None or bool(set(place.roles) & set(member.actor.roles))


def _within(path: str, url: str) -> bool:
    if url == "/":
        return path == "/"
    return path == url or path.startswith(url.rstrip("/") + "/")
