"""The committed drawings as pages need them: views in words and in order, the file of each, the version."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from .drawings import drawings

STATIC = Path(__file__).parent / "static"
#: Views in order, in words; left and right are the patient's.
VIEWS = {
    "front": _("Front"),
    "back": _("Back"),
    "left": _("Left side"),
    "right": _("Right side"),
}
CLOSE_UPS = {
    "face-front": _("Face"),
    "face-left": _("Face, left"),
    "face-right": _("Face, right"),
    "hands-palm": _("Palms"),
    "hands-back": _("Backs of hands"),
    "feet-top": _("Tops of feet"),
    "feet-sole": _("Soles"),
    "feet-inner": _("Inner feet"),
}
LABELS = VIEWS | CLOSE_UPS


@lru_cache(maxsize=1)
def files() -> dict[str, dict[str, str]]:
    """Figure to view to static path, views in order."""
    return {
        figure.id: {view: figure.views[view].file for view in LABELS if view in figure.views}
        for figure in drawings().figures.values()
    }


@lru_cache(maxsize=1)
def seen() -> dict[str, str]:
    """View to the zones with their sides that it shows on one figure or another, joined by commas."""
    figures = drawings().figures.values()
    places = {view: {place for figure in figures for place in figure.views[view].zones} for view in LABELS}
    return {view: ",".join(" ".join(place) for place in sorted(shown)) for view, shown in places.items()}


def figure_or_first(figure: str) -> str:
    """The figure if it is drawn, else the first one."""
    return figure if figure in files() else next(iter(files()))


def version() -> str:
    """Version of the drawings, kept with each mark."""
    return str(drawings().version)


@lru_cache(maxsize=1024)
def views_with(structure: str, sides: tuple[str, ...]) -> tuple[str, ...]:
    """Views of the whole body on which the landmark area of a structure is drawn, for these sides (none: any)."""
    figure = next(iter(drawings().figures.values()))
    wanted = (*sides, "midline") if sides else ("left", "right", "midline")
    drawn = {view: set(figure.views[view].landmarks) for view in VIEWS if view in figure.views}
    return tuple(view for view, there in drawn.items() if any((structure, side) in there for side in wanted))


def best_view(figure: str, places: Iterable[tuple[str, str]]) -> str:
    """The view of the whole body on which most of these zones and sides is seen; the front when there are none."""
    views, wanted = drawings().figure(figure_or_first(figure)).views, list(places)

    def seen(view: str) -> int:
        zones = views[view].zones
        return sum(zones[place].room for place in wanted if place in zones)

    return max((view for view in VIEWS if view in views), key=seen)
