"""Needles from the chart: the landmark areas of one region and side, each leading to the needle of its structure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from filiform.core.values import Side, Site
from filiform.foundation.accounts.roles import Role
from filiform.foundation.bodychart.public import Area, Picture, views_of
from filiform.foundation.gate.public import page
from filiform.foundation.record.public import VisitFile, open_visit
from filiform.foundation.tenancy.refusal import Missing, Reason
from filiform.journey.consent.public import region as region_label
from filiform.journey.examination import public as examination
from filiform.journey.treatment import before, queries
from filiform.journey.treatment.onetap.address import needles_page
from filiform.journey.treatment.told import site_label
from filiform.knowledge import load
from filiform.knowledge.records import Structure

#: Around what is shown, and the least that is shown, in units of the drawing (about six to the centimetre).
AROUND, LEAST = 26.0, 150.0
#: Height of a number as part of the height that is shown.
NUMBER = 0.042
SIDES: tuple[tuple[Side, str | Promise], ...] = ((Side.LEFT, gettext_lazy("Left")), (Side.RIGHT, gettext_lazy("Right")))
#: Where it begins when nothing was marked, planned or needled.
FIRST = Site("trapezius-upper", Side.RIGHT)


@dataclass(frozen=True)
class Shown:
    """What is asked for: a region of the body and a side."""

    region: str
    side: Side


@require_safe
@page(Role.PRACTITIONER)
def needle_body(request: HttpRequest, visit: UUID) -> HttpResponse:
    """The landmark areas as a page of its own, or as the part of the needles page that asks for it."""
    part = bool(request.headers.get("HX-Request"))
    opened = open_visit(visit, why="visit", by_itself=part)
    asked = _asked(request.GET.get("body", ""), opened)
    context = {"visit": opened, "patient": opened.patient, **_context(opened, asked, request.GET), "part": part}
    return render(request, f"treatment/onetap/{'body_part' if part else 'body'}.html", context)


def shown_in(text: str) -> Shown | None:
    """A region and side as the address has them ("left shoulder"); None where it names none."""
    side, _space, region = text.partition(" ")
    return Shown(region, Side(side)) if region in _regions() and side in (Side.LEFT, Side.RIGHT) else None


def _asked(text: str, visit: VisitFile) -> Shown:
    """What the address asks for, else where the ranking, the plan or the needles of today begin."""
    found = shown_in(text)
    if text and found is None:
        raise Missing(Reason("no-region", _("There is no such part of the body here. Open the needles again.")))
    if found is not None:
        return found
    ranked = [one.site for one in examination.ranked_sites(visit, 1)]
    near = (*ranked, *before.planned_sites(visit), *queries.needles(visit.id).sites)
    first = next((site for site in near if site.structure in load().structures), FIRST)
    side = first.side if first.side in (Side.LEFT, Side.RIGHT) else Side.RIGHT
    return Shown(load().structures[first.structure].region, side)


def _regions() -> dict[str, str]:
    """Regions with structures, from head to foot as the knowledge lists them, in words."""
    codes = dict.fromkeys(one.region for one in load().structures.values())
    return {code: region_label(code) for code in codes}


def _context(visit: VisitFile, asked: Shown, given: Mapping[str, str]) -> dict[str, Any]:
    of_region = (one for one in load().structures.values() if one.region == asked.region)
    there = sorted(of_region, key=lambda one: one.label)
    planned = set(before.planned_sites(visit))
    needled = set(queries.needles(visit.id).sites)
    return {
        "regions": [
            {"code": code, "label": label, "value": f"{asked.side} {code}", "chosen": code == asked.region}
            for code, label in sorted(_regions().items(), key=lambda each: each[0] != asked.region)
        ],
        "sides": [
            {"label": label, "value": f"{side} {asked.region}", "chosen": side == asked.side} for side, label in SIDES
        ],
        "asked": asked,
        "region": region_label(asked.region),
        "pictures": _pictures(visit, asked, there, planned, needled),
        "rows": [_row(visit.id, one, asked, planned, needled) for one in there],
        "back": needles_page(visit.id, given),
    }


def _row(
    visit: UUID, one: Structure, asked: Shown, planned: Collection[Site], needled: Collection[Site]
) -> dict[str, Any]:
    """A structure in words with a link for each side."""
    sites = [(Site(one.id, side), label) for side, label in SIDES]
    return {
        "label": one.label,
        "links": [
            {"label": label, "name": site_label(site), "url": _needle(visit, site, asked),
             "state": _state(site, planned, needled)}
            for site, label in sites
        ],
    }  # fmt: skip


def _pictures(
    visit: VisitFile, asked: Shown, there: list[Structure], planned: Collection[Site], needled: Collection[Site]
) -> list[dict[str, Any]]:
    areas = tuple(Area(one.id, side, "point", landmark=True) for one in there for side in (str(asked.side), "midline"))
    figure = examination.figure_of(visit.patient)
    found = views_of(Picture(figure, areas, (), (), region_label(asked.region)))
    pictures = []
    numbers = {one.id: number for number, one in enumerate(there, 1)}
    for view in found:
        box = _window([one.shape.box for one in view.placed], view.sheet.width, view.sheet.height)
        sites = [(one, Site(one.area.place, asked.side)) for one in view.placed]
        pictures.append(
            {
                "label": view.label,
                "box": " ".join(f"{value:.0f}" for value in box),
                "text": f"{NUMBER * box[3]:.1f}",
                "figure": view.sheet.figure,
                # The largest first, so that a small area lies on top of a large one and can be touched.
                "areas": [
                    {"number": numbers[site.structure], "x": f"{one.shape.x:.1f}", "y": f"{one.shape.y:.1f}",
                     "path": one.shape.path, "url": _needle(visit.id, site, asked), "name": site_label(site),
                     "state": _state(site, planned, needled)}
                    for one, site in sorted(sites, key=lambda each: -each[0].shape.room)
                ],
            }
        )  # fmt: skip
    return pictures


def _needle(visit: UUID, site: Site, asked: Shown) -> str:
    """The needles page with the structure looked up, and this part of the body open again."""
    return needles_page(visit, {"find": str(site), "body": f"{asked.side} {asked.region}"}, "offers-found")


def _state(site: Site, planned: Collection[Site], needled: Collection[Site]) -> str:
    return "needled" if site in needled else "planned" if site in planned else ""


def _window(
    boxes: list[tuple[float, float, float, float]], width: float, height: float
) -> tuple[float, float, float, float]:
    """The part of a drawing that holds these areas and enough around them to know the place by."""
    left, top = min(box[0] for box in boxes) - AROUND, min(box[1] for box in boxes) - AROUND
    wide = max(LEAST, max(box[2] for box in boxes) + AROUND - left)
    high = max(LEAST, max(box[3] for box in boxes) + AROUND - top)
    x, y = min(max(0.0, left), max(0.0, width - wide)), min(max(0.0, top), max(0.0, height - high))
    return x, y, min(wide, width), min(high, height)
