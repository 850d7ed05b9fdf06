"""What the address of the needles page may ask for: a set, a name looked up, a needle to describe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from filiform.core.needling import Way
from filiform.journey.treatment.onetap.forms import uuid_of
from filiform.journey.treatment.onetap.lookup import look_up
from filiform.journey.treatment.onetap.offers import Offer
from filiform.journey.treatment.onetap.sections import Wanted
from filiform.journey.treatment.sets import sets

#: What a tap takes along, so that the page comes back as it was.
KEPT = ("set", "find", "body")


def wanted(request: HttpRequest) -> Wanted:
    """The set and the names that the address asks for; what is not there is passed over."""
    asked = uuid_of(request.GET.get("set", ""))
    chosen = next((one for one in sets() if one.id == asked), None) if asked else None
    return Wanted(chosen, look_up(request.GET.get("find", "")))


def kept(given: Mapping[str, str]) -> dict[str, str]:
    """The part of an address or form that the page is asked for again with."""
    return {name: given[name][:200] for name in KEPT if given.get(name)}


def needles_page(visit: UUID, given: Mapping[str, str], anchor: str = "") -> str:
    """Address of the needles page as it was, at an element of it."""
    query = urlencode(kept(given))
    page = reverse("visit-step", args=[visit, "needles"]) + (f"?{query}" if query else "")
    return f"{page}#{anchor}" if anchor and anchor.replace("-", "").isalnum() and anchor.isascii() else page


def to_describe(visit: UUID, given: Mapping[str, str], offer: Offer) -> str:
    """Address of the form, filled with what is known of an offer."""
    return described(
        visit, given, str(offer.site), offer.way, offer.point, offer.dwell, offer.lot.id if offer.lot else None
    )


def described(
    visit: UUID, given: Mapping[str, str], site: str, way: Way | None, point: str, dwell: int | None, lot: UUID | None,
    sent_as: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """Address of the form with a site, a way, a point, a dwell in seconds and a lot, as far as they are known.

    `sent_as` has the id and the time (`event`, `at`) under which a device sent it before.
    """
    fields: dict[str, Any] = {"site": site, "point": point, "lot": lot, **(sent_as or {})}
    if way is not None:
        size = "" if way.diameter_mm is None else f"{way.diameter_mm}x{way.length_mm}"
        fields |= {"technique": way.technique, "guidance": way.guidance, "size": size}
    if dwell:
        fields["dwell"] = -(-dwell // 60)
    query = urlencode(kept(given) | {name: value for name, value in fields.items() if value})
    return f"{reverse('visit-step', args=[visit, 'needles'])}?{query}#next-needle"
