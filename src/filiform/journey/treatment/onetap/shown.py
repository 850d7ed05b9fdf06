"""Offers in words: what one tap places, what lies in the way, what the visit has of it already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from uuid6 import uuid7

from filiform.core.needling import Level
from filiform.foundation.record.public import VisitFile
from filiform.journey.treatment import sayings
from filiform.journey.treatment.onetap.address import kept, to_describe
from filiform.journey.treatment.onetap.offers import From, Offer
from filiform.journey.treatment.onetap.sections import Section
from filiform.journey.treatment.told import site_label
from filiform.journey.treatment.translate import Entry, technique_label
from filiform.journey.treatment.words import Guidance
from filiform.knowledge import load

#: What the page says once for all sites, over the offers.
OF_THE_PAGE = ("both-sides-of-thorax", "thorax-side-unknown")


def section_rows(
    found: Iterable[Section], visit: VisitFile, given: Mapping[str, str], barred: Collection[str]
) -> list[dict[str, Any]]:
    """Sections for the page; `barred` are codes of refusals that the page tells for all needles."""
    return [
        {
            "code": one.code,
            "title": _title(one),
            "offers": [_row(offer, visit, given, barred) for offer in one.offers],
            "kept": kept(given),
        }
        for one in found
    ]


def _title(one: Section) -> str:
    match one.code:
        case "repeat" if one.when is not None:
            return _("Again, as on %(day)s") % {"day": date_format(localtime(one.when), "j M Y")}
        case "set":
            return one.name
        case "found":
            return _("Looked up")
        case "ranking":
            return _("From the ranking")
        case _:
            return _("Planned and examined")


def _row(one: Offer, visit: VisitFile, given: Mapping[str, str], barred: Collection[str]) -> dict[str, Any]:
    title = site_label(one.site)
    named = f"{title}, {one.point}" if one.point else title
    # Two offers of one name are told apart by their place in the list.
    number = one.key.rpartition("-")[2]
    return {
        "offer": one,
        "title": title,
        "how": how(one),
        "source": _source(one),
        "name": _("In and out: %(site)s (%(n)s)") % {"site": named, "n": number}
        if one.in_and_out
        else _("In: %(site)s (%(n)s)") % {"site": named, "n": number},
        "words": _("Needle in: %(site)s") % {"site": named},
        "out_words": "" if one.in_and_out else _("Needle out: %(site)s") % {"site": named},
        "minutes": f"{one.dwell / 60:.3f}".rstrip("0").rstrip(".") if one.dwell else "",
        "hazards": [str(dict(each.params)["hazard"]) for each in one.findings if each.code == "hazard"],
        "cautions": cautions(one),
        "bars": _bars(one, barred),
        "barred": bool(one.refusals),
        "why_not": _why_not(one),
        "plan": may_be_planned(one, barred),
        "event": uuid7(),
        "again_event": uuid7(),
        "describe": to_describe(visit.id, given, one),
        "done": [done_row(entry) for entry in one.done],
        "again_with": one.needle.number if one.needle else 0,
    }


def how(one: Offer) -> str:
    """Technique, guidance, size, lot and dwell of an offer in one line; empty where nothing is known."""
    if one.way is None:
        return ""
    way = one.way
    size = (
        ""
        if way.diameter_mm is None or way.length_mm is None
        else (f"{way.diameter_mm} × {way.length_mm.normalize():f} mm")
    )
    parts = (
        technique_label(way.technique),
        str(Guidance(way.guidance).label),
        size,
        _("lot %(number)s") % {"number": one.lot.number} if one.lot else "",
        _("%(n)s min") % {"n": -(-one.dwell // 60)} if one.dwell and not one.in_and_out else "",
    )
    return ", ".join(part for part in parts if part)


def cautions(one: Offer) -> list[str]:
    """What to weigh about an offer beside what lies in the way."""
    found = [each for each in one.findings if each.level is Level.CAUTION or each.code == "ultrasound-advised"]
    left_out = ("hazard", *OF_THE_PAGE)
    return [sayings.text_of(each.code, each.params) for each in found if each.code not in left_out]


def _source(one: Offer) -> str:
    said = {
        From.OWN: _("your usual here"),
        From.PRACTICE: _("usual in this practice"),
        From.TODAY: _("as needle %(n)s today") % {"n": one.like},
    }
    return said.get(one.source, "")


def _bars(one: Offer, barred: Collection[str]) -> list[str]:
    """What stands against this needle alone; what one press mends is said in a few words."""
    if may_be_planned(one, barred):
        return [_("Not in the plan that was screened and consented to.")]
    return [sayings.text_of(each.code, each.params) for each in one.refusals if each.code not in barred]


def may_be_planned(one: Offer, barred: Collection[str]) -> bool:
    """Whether the one thing against this site alone is that it is not in the plan yet."""
    own = {each.code for each in one.refusals} - set(barred)
    return own == {"site-not-screened"} and one.site.side is not None


def _why_not(one: Offer) -> str:
    """What has to be said before this needle can go in, where it cannot by one tap."""
    if one.way is None:
        return _("Nothing is usual here yet.")
    if one.site.side is None:
        return _("Say the side.")
    if one.lot is None:
        return _("No box, or more than one, of this size is open in this room: choose the lot.")
    return ""


def done_row(entry: Entry) -> dict[str, Any]:
    """A needle of today that answers an offer: in or out, its twitches, and whether it may go in once more."""
    technique = load().techniques.get(entry.insertion.technique)
    return {
        "entry": entry,
        "twitches": entry.twitches,
        "again": entry.state == "out" and technique is not None and technique.in_and_out,
        "tap": uuid7(),
        "again_event": uuid7(),
        "site": str(entry.site),
        "title": site_label(entry.site),
    }
