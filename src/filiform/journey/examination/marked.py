"""The chart of pain as it was marked: whole views with the strength of each mark, for reading and for paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from filiform.foundation.bodychart.public import Area, Picture, level, levels, version

from . import queries
from .chart import nearest_figure, place_in_words
from .models import Examination
from .rows import QUALITIES


@dataclass(frozen=True)
class Drawn:
    """What one examiner marked, as a picture; `edition` says on which drawing, `by` and `at` who and when."""

    picture: Picture
    edition: str
    by: str
    at: str


def of_save(save: Examination, sex: str) -> Drawn | None:
    """The chart of one save; None when nothing was marked."""
    zones = [row.values("zone", "side", "intensity", "quality", "drawing") for row in queries.zones_of(save.id)]
    return _drawn(zones, save.figure or nearest_figure(sex), save.author.name if save.author else "", "")


def of_note(part: Mapping[str, Any], sex: str) -> list[Drawn]:
    """The charts of the examination in a note, one for each examiner who marked something."""
    first = part.get("before") or {}
    found = [
        _drawn(one.get("zones", ()), one.get("figure") or nearest_figure(sex), one.get("author") or "", _at(one))
        for one in (first, *first.get("others", ()))
    ]
    return [one for one in found if one is not None]


def _at(save: Mapping[str, Any]) -> str:
    return str(save.get("recorded_at") or "")


def _drawn(zones: Iterable[Mapping[str, Any]], figure: str, by: str, at: str) -> Drawn | None:
    marks = list(zones)
    if not marks:
        return None
    areas = tuple(
        Area(one["zone"], one["side"], f"level-{level(one['intensity'])}", _number(one["intensity"])) for one in marks
    )
    words = tuple(_told(one) for one in marks)
    picture = Picture(figure, areas, levels(), words, _("Where it hurts"), whole=True)
    return Drawn(picture, _edition({one.get("drawing") or "" for one in marks}), by, at)


def _number(intensity: int | None) -> str:
    return "×" if intensity is None else str(intensity)


def _told(one: Mapping[str, Any]) -> str:
    strength = _("strength not said") if one["intensity"] is None else f"{one['intensity']}/10"
    felt = str(dict(QUALITIES).get(one["quality"], one["quality"])) if one["quality"] else ""
    return f"{place_in_words(one['zone'], one['side'])}: " + ", ".join(part for part in (strength, felt) if part)


def _edition(drawings: set[str]) -> str:
    """On which drawing it was marked, and on which one it is shown."""
    marked = ", ".join(sorted(drawings - {""}))
    if not marked:
        return _("Named in words; shown on drawing %(here)s.") % {"here": version()}
    if drawings == {version()}:
        return _("Marked on drawing %(there)s.") % {"there": marked}
    if "" in drawings and marked == version():
        return _("Marked on drawing %(there)s, some of it named in words.") % {"there": marked}
    return _("Marked on drawing %(there)s, shown on drawing %(here)s: borders may differ.") % {
        "there": marked,
        "here": version(),
    }
