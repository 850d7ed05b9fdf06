"""Zones and structures by what somebody typed, with near matches when it is not one of them."""

from __future__ import annotations

import difflib
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from filiform.core.ranking import Mark
from filiform.core.values import Side, Site
from filiform.knowledge import load, structures
from filiform.knowledge.records import Zone


@lru_cache(maxsize=1)
def structure_labels() -> tuple[str, ...]:
    """Labels of all structures, sorted."""
    return tuple(sorted(each.label for each in load().structures.values()))


@lru_cache(maxsize=1)
def _zones_by_name() -> dict[str, Zone]:
    named = {}
    for zone in load().zones.values():
        named[zone.label.casefold()] = named[zone.id] = named[zone.id.replace("-", " ")] = zone
    return named


def zone_of(text: str) -> Zone:
    """The zone that a text names. Raises ValidationError with near matches."""
    named, wanted = _zones_by_name(), " ".join(text.casefold().split())
    if wanted in named:
        return named[wanted]
    holding = {zone.id: zone for name, zone in named.items() if wanted in name}
    if len(holding) == 1:
        return next(iter(holding.values()))
    near = list(holding.values()) or [named[name] for name in difflib.get_close_matches(wanted, named, n=5, cutoff=0.5)]
    raise ValidationError(_not_known(text, list(dict.fromkeys(zone.label for zone in near))[:5]), code="zone")


def structure_of(text: str) -> Site:
    """The structure that a text names, with its side if said. Raises ValidationError with near matches."""
    wanted = " ".join(text.casefold().split())
    for each in load().structures.values():
        if wanted in (each.id, each.label.casefold()):
            return Site(each.id)
    try:
        return structures.parse(text)
    except structures.UnknownSite as unknown:
        raise ValidationError(_not_known(text, list(unknown.near)), code="structure") from unknown


def structure_label(structure: str) -> str:
    """A structure's label; its id when the knowledge no longer has it."""
    found = load().structures.get(structure)
    return found.label if found else structure


def zone_label(zone: str) -> str:
    """A zone's label; its id when the knowledge no longer has it."""
    found = load().zones.get(zone)
    return found.label if found else zone


def sides_of(zone: Zone, chosen: str) -> tuple[str, ...]:
    """The sides a mark is about. Raises ValidationError when a paired zone has none."""
    if zone.laterality == "midline":
        return (str(Side.MIDLINE),)
    if chosen == "both":
        return (str(Side.LEFT), str(Side.RIGHT))
    if chosen not in ("left", "right"):
        raise ValidationError(_("Choose left, right or both."), code="side")
    return (chosen,)


def marks_of(text: str, chosen: str) -> tuple[Mark, ...]:
    """What a row says for the ranking, also before a side is chosen. Raises ValidationError as `zone_of`."""
    zone = zone_of(text)
    if zone.laterality == "midline" or chosen not in ("left", "right", "both"):
        return (Mark(zone.id),)
    return tuple(Mark(zone.id, Side(side)) for side in sides_of(zone, chosen))


def _not_known(text: str, near: list[str]) -> str:
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    if near:
        return _("“%(text)s” is not one entry of the list. Near: %(near)s.") % {
            "text": shown,
            "near": "; ".join(near),
        }
    return _("“%(text)s” is not in the list. Type a part of the name and choose.") % {"text": shown}
