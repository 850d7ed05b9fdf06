"""Structures that were looked up by name, to be needled by one tap."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from filiform.core.values import Side, Site
from filiform.knowledge.structures import UnknownSite, parse_all

#: More would be no list to choose from.
MOST = 12
LONGEST = 100


@dataclass(frozen=True)
class Looked:
    """What was typed, the sites that it names with their sides, and what was wrong with it."""

    text: str
    sites: tuple[Site, ...] = ()
    fault: str = ""


def look_up(text: str) -> Looked | None:
    """Sites by any usual name; both sides where none was said. None when nothing was typed."""
    words = text.strip()
    if not words:
        return None
    if len(words) > LONGEST:
        return Looked(words[:LONGEST], fault=_("This is longer than any name. Write one structure."))
    try:
        found = parse_all(words)
    except UnknownSite as unknown:
        return Looked(words, fault=_fault(unknown))
    sites = tuple(dict.fromkeys(one for site in found for one in _sides(site)))
    if len(sites) > MOST:
        return Looked(words, fault=_("This names %(n)s places. Write one of them.") % {"n": len(sites)})
    return Looked(words, sites)


def _sides(site: Site) -> tuple[Site, ...]:
    return (site,) if site.side else (Site(site.structure, Side.LEFT), Site(site.structure, Side.RIGHT))


def _fault(unknown: UnknownSite) -> str:
    if unknown.near:
        return _("No structure of this name is known. Near it: %(names)s.") % {"names": ", ".join(unknown.near)}
    return _("No structure of this name is known. Try another name, such as “infraspinatus”.")
