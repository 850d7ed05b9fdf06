"""The offers of the needles page: last time's needles, a set, planned and examined sites, the ranking, a look-up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from filiform.backoffice.stock.public import Box
from filiform.core.examination import PointState
from filiform.core.needling import Usual, Whose
from filiform.core.values import Side, Site
from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.reading import Asked, read_together
from filiform.journey.examination import public as examination
from filiform.journey.treatment import queries, sets
from filiform.journey.treatment.before import Before
from filiform.journey.treatment.onetap.lookup import Looked
from filiform.journey.treatment.onetap.offers import From, Offer, matched, of_insertion, weighed
from filiform.journey.treatment.onetap.usual import reads as reads_of_usual
from filiform.journey.treatment.onetap.usual import usual_in, way_of
from filiform.journey.treatment.translate import Entry, Session, entries
from filiform.knowledge import load

#: A point that shows these was examined for being needled.
EXAMINED = (PointState.ACTIVE, PointState.LATENT)
#: So many sites of the ranking stand on the page; the rest is on the page of the examination.
MOST_RANKED = 3
SOURCES = {Whose.OWN: From.OWN, Whose.PRACTICE: From.PRACTICE}


@dataclass(frozen=True)
class Section:
    """Offers that stand together: `code` is repeat, set, sites, ranking or found; `when` is the day of a repeat."""

    code: str
    offers: tuple[Offer, ...]
    when: datetime | None = None
    name: str = ""


@dataclass(frozen=True)
class Wanted:
    """What the address of the page asks for: a set, and structures that were looked up."""

    chosen: sets.SetFile | None = None
    looked: Looked | None = None


def sections(
    visit: VisitFile, before: Before, session: Session, boxes: Sequence[Box], wanted: Wanted
) -> tuple[Section, ...]:
    """All sections that have something to offer, in the order of the page: a chosen set instead of last time.

    A structure that the knowledge no longer has is not offered; the record shows it all the same.
    """
    when, last = (None, ()) if wanted.chosen else last_session(visit)
    ranked = {one.site: one.explains for one in examination.ranked_sites(visit, MOST_RANKED)}
    planned = tuple(one for one in dict.fromkeys((*before.planned, *_examined(visit))) if _known(one))
    looked = wanted.looked.sites if wanted.looked else ()
    usual = _usual((*planned, *ranked, *looked), wanted)
    again = _repeat(last)
    chosen = _set(wanted.chosen)
    there = {*looked, *(offer.site for offer in (*again, *chosen))}
    found = [
        Section("repeat", again, when),
        Section("set", chosen, name=wanted.chosen.name if wanted.chosen else ""),
        Section("sites", _sites("site", [one for one in planned if one not in there], usual, session)),
        Section("ranking", _ranked(ranked, {*there, *planned}, usual, session)),
        Section("found", _sites("found", looked, usual, session)),
    ]
    known = [replace(one, offers=tuple(each for each in one.offers if _known(each.site))) for one in found]
    done = [replace(one, offers=_answered(one, session)) for one in known if one.offers]
    return tuple(replace(one, offers=weighed(one.offers, visit, before, session, boxes)) for one in done)


def reads(visit: VisitFile) -> tuple[Asked[Any], ...]:
    """What the sections ask of the database at first, for one trip (`read_together`)."""
    return (queries.needled_visits.of(visit.patient.id, visit.visit.starts_at), *sets.reads())


def last_session(visit: VisitFile) -> tuple[datetime | None, tuple[Entry, ...]]:
    """When this problem was last needled, and each insertion of that visit; (None, ()) when never on record."""
    for earlier in queries.needled_visits(visit.patient.id, visit.visit.starts_at):
        if earlier.episode_id != visit.visit.episode_id:
            continue
        found = tuple(one for one in entries(queries.session(earlier.id)) if one.state != "void")
        if found:
            return earlier.starts_at, found
    return None, ()


def _known(site: Site) -> bool:
    return site.structure in load().structures


def _usual(sites: Iterable[Site], wanted: Wanted) -> dict[str, Usual | None]:
    structures = tuple(dict.fromkeys(one.structure for one in sites))
    more = (sets.lines_of.of(wanted.chosen.id),) if wanted.chosen else ()
    read_together(*reads_of_usual(structures), *more)
    return usual_in(structures)


def _examined(visit: VisitFile) -> tuple[Site, ...]:
    """Muscles that the examination found active or latent, with their side."""
    return tuple(
        Site(one.row.structure, Side(one.row.side))
        for one in examination.findings(visit)
        if one.state in EXAMINED and one.row.side
    )


def _repeat(last: tuple[Entry, ...]) -> tuple[Offer, ...]:
    return tuple(of_insertion(f"repeat-{at}", one.insertion, From.LAST) for at, one in enumerate(last, 1))


def _set(chosen: sets.SetFile | None) -> tuple[Offer, ...]:
    if chosen is None:
        return ()
    return tuple(
        Offer(f"set-{line.position}", sets.site_of(line), From.SET, sets.way_of(line), line.planned_dwell, line.point)
        for line in sets.lines_of(chosen.id)
    )


def _sites(code: str, sites: Iterable[Site], usual: dict[str, Usual | None], session: Session) -> tuple[Offer, ...]:
    return tuple(_at(f"{code}-{at}", site, usual[site.structure], session) for at, site in enumerate(sites, 1))


def _ranked(
    ranked: Mapping[Site, str], there: Collection[Site], usual: dict[str, Usual | None], session: Session
) -> tuple[Offer, ...]:
    """Muscles of the ranking that stand nowhere else, each with what it explains of the drawing."""
    offers = _sites("ranking", [one for one in ranked if one not in there], usual, session)
    return tuple(replace(one, because=ranked[one.site]) for one in offers)


def _at(key: str, site: Site, usual: Usual | None, session: Session) -> Offer:
    """What is usual there, else the way of the needle that went in last today, named as such."""
    if usual is not None:
        return Offer(key, site, SOURCES[usual.whose], usual.way, usual.dwell)
    if session.live:
        newest = session.live[-1]
        like = next(one.number for one in entries(session) if one.id == newest.id)
        return Offer(key, site, From.TODAY, way_of(newest), newest.planned_dwell, like=like)
    return Offer(key, site)


def _answered(section: Section, session: Session) -> tuple[Offer, ...]:
    """With today's entries; of a repeat, too, the needle that would serve again what it served last time."""
    offers = matched(section.offers, session)
    if section.code != "repeat":
        return offers
    return tuple(replace(one, needle=_served(one, offers)) for one in offers)


def _served(one: Offer, offers: tuple[Offer, ...]) -> Entry | None:
    """The entry of today whose needle served both last time; only of needles that are drawn out by hand."""
    if not one.in_and_out:
        return None
    earlier = (other for other in offers[: offers.index(one)] if other.shared == one.shared)
    return next((entry for other in earlier for entry in other.done), None)
