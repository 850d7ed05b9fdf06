"""Where the landing page of a practice leads, for whom."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Door:
    """A page by its URL name, with the roles that it opens for."""

    name: str
    label: str | Promise
    about: str | Promise
    roles: frozenset[str]


DOORS = (
    Door("people", _("People"), _("Who works here, with which roles."), frozenset({"owner", "auditor"})),
    Door("places", _("Places"), _("Sites and rooms."), frozenset({"owner", "auditor"})),
    Door(
        "credentials", _("Credentials"), _("Who may needle what, until when."),
        frozenset({"owner", "practitioner", "auditor"}),
    ),
    Door(
        "policy", _("Policy"), _("How the practice weighs what the guidelines say, since when and why."),
        frozenset({"owner", "practitioner", "receptionist", "auditor"}),
    ),
    Door(
        "stock", _("Needle stock"), _("Lots, expiry, open boxes."),
        frozenset({"owner", "practitioner", "auditor"}),
    ),
    Door(
        "needle-sets", _("Sets of needles"), _("Places that are needled together, under a name."),
        frozenset({"owner", "practitioner"}),
    ),
    Door(
        "incidents", _("Incidents"), _("What should not have happened, and the steps taken."),
        frozenset({"owner", "practitioner", "auditor"}),
    ),
    Door(
        "pain-map", _("Where it hurts"), _("What patients marked on the body chart, as a map; small numbers left out."),
        frozenset({"owner", "practitioner", "auditor"}),
    ),
)  # fmt: skip


def doors(roles: Collection[str]) -> list[dict[str, Any]]:
    """The doors open to somebody with these roles; a page that this installation lacks is left out."""
    found = []
    for door in DOORS:
        try:
            url = reverse(door.name)
        except NoReverseMatch:
            continue
        if door.roles & set(roles):
            found.append({"url": url, "label": door.label, "about": door.about})
    return found
