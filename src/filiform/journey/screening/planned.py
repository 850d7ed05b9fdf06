"""The planned sites of a visit: as people say them, as the form sends them, and those of the visit before."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.translation import gettext as _

from filiform.foundation.record.public import VisitFile
from filiform.knowledge import load as load_knowledge
from filiform.knowledge.structures import UnknownSite, parse_all

from . import queries
from .answers import site_of

#: Sites that the case history of a visit takes.
MOST_SITES = 40


def spoken(text: str) -> str:
    """A stored site as people say it ("left trapezius, upper part")."""
    site = site_of(text)
    structure = load_knowledge().structures.get(site.structure)
    label = structure.label if structure else site.structure
    return f"{site.side} {label}" if site.side else label


def last_planned(visit: VisitFile) -> list[str]:
    """The sites planned at the visit before, as people say them."""
    earlier = queries.earlier(visit)
    return [spoken(text) for text in earlier.planned_sites] if earlier else []


def with_sites(data: QueryDict, more: list[str]) -> QueryDict:
    """What was typed, with these sites beside those that stand there."""
    found = data.copy()
    typed = [text.strip() for text in data.getlist("site") if text.strip()]
    found.setlist("site", list(dict.fromkeys([*typed, *more])))
    return found


def read_sites(data: QueryDict) -> tuple[list[str], dict[int, str]]:
    """The planned sites as typed, in stored form, and the errors by row."""
    found: list[str] = []
    errors: dict[int, str] = {}
    for number, text in enumerate(value.strip()[:200] for value in data.getlist("site")[:MOST_SITES]):
        if not text:
            continue
        try:
            sites = parse_all(text.replace("\x00", ""))
        except UnknownSite as unknown:
            near = ", ".join(unknown.near[:4])
            errors[number] = (
                _("“%(text)s” is not a structure known here. Did you mean: %(near)s?")
                % {"text": text[:60], "near": near}
                if near
                else _("“%(text)s” is not a structure known here. Write its name and side.") % {"text": text[:60]}
            )
            continue
        if any(site.side is None for site in sites):
            errors[number] = _("Say which side: left, right or both.")
            continue
        found += [str(site) for site in sites if str(site) not in found]
    return found, errors
