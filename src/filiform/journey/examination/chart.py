"""What the body chart of the examination is given, and the picture of pain now against the first visit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from filiform.core.ranking import Mark
from filiform.foundation.bodychart.public import Area, Picture
from filiform.foundation.record.public import PatientFile, VisitFile
from filiform.knowledge import load

from . import queries, words
from .models import Examination
from .picking import zone_label
from .rows import QUALITIES
from .sheets import Sheet

#: Strength 0 to 10 by zone and side; None where it was not said.
Strength = dict[tuple[str, str], int | None]


@dataclass(frozen=True)
class Named:
    """A zone as the list offers it."""

    id: str
    label: str
    midline: bool


@dataclass(frozen=True)
class Chart:
    """The figure that stands there at first, what is marked, all zones by name, what pain can feel like."""

    figure: str
    places: list[tuple[str, str]]
    zones: tuple[Named, ...]
    qualities: list[tuple[str, Any]]


def chart_of(sheet: Sheet, visit: VisitFile, last: Examination | None, marks: Iterable[Mark]) -> Chart:
    """The chart of a page: the figure that was chosen, here or last time, else the one nearest to the record.

    Where nothing is marked yet it opens on the view of what was marked last time.
    """
    chosen = str(sheet.form["figure"].value() or "") or (last.figure if last else "")
    places = [(mark.zone, str(mark.side or "midline")) for mark in marks]
    if not places and last:
        places = [(row.zone, row.side) for row in queries.zones_of(last.id)]
    return Chart(chosen or nearest_figure(visit.patient.sex), places, named_zones(), QUALITIES)


def nearest_figure(sex: str) -> str:
    """The figure to begin with; the patient may choose the other."""
    return "male" if sex == "m" else "female"


def change_of_patient(patient: PatientFile) -> Picture | None:
    """The newest visit's pain against the first visit's."""
    newest = queries.newest_examined(patient.id)
    return compared(newest, queries.first_marked(patient.id))


def figure_of(patient: PatientFile) -> str:
    """The figure that the patient chose last, else the one nearest to the record."""
    chosen = next((one.figure for one in queries.newest_examined(patient.id) if one.figure), "")
    return chosen or nearest_figure(patient.sex)


def compared(here: tuple[Examination, ...], first: tuple[Examination, ...]) -> Picture | None:
    """Two examinations' marks as one picture; None when there are no two visits."""
    if not here or not first or here[0].visit_id == first[0].visit_id:
        return None
    queries.read_parts(*here, *first)
    now = _strength(here)
    if not now:
        return None  # nothing was marked, which is not the same as no pain
    return change(now, _strength(first), here[0].figure or first[0].figure, first[0].visit.starts_at)


def _strength(saves: Iterable[Examination]) -> Strength:
    """Strength by zone and side; of several examiners the strongest counts."""
    found: Strength = {}
    for one in saves:
        for row in queries.zones_of(one.id):
            there = found.get((row.zone, row.side))
            found[row.zone, row.side] = row.intensity if there is None else max(there, row.intensity or 0)
    return found


def change(now: Strength, first: Strength, figure: str, day: datetime) -> Picture:
    """The picture of pain now against the first visit, two tones and a third where both lie."""
    areas, lines = [], []
    for zone, side in dict.fromkeys((*now, *first)):
        key = (zone, side)
        tone = "both" if key in now and key in first else "now" if key in now else "first"
        strength = now.get(key)
        areas.append(Area(zone, side, tone, "" if strength is None else str(strength)))
        lines.append(_told(key, now, first))
    shown = date_format(timezone.localtime(day), "j M Y")
    legend = (
        ("now", _("Now only")),
        ("both", _("Now and at the first visit")),
        ("first", _("At the first visit, %(day)s, no longer") % {"day": shown}),
    )
    return Picture(figure, tuple(areas), legend, tuple(lines), _("Pain now and at the first visit"))


def _told(key: tuple[str, str], now: Strength, first: Strength) -> str:
    place = place_in_words(*key)
    if key not in now:
        return _("%(place)s: at the first visit %(first)s, not marked now") % {
            "place": place,
            "first": _in_words(first[key]),
        }
    if key not in first:
        return _("%(place)s: now %(now)s, not marked at the first visit") % {"place": place, "now": _in_words(now[key])}
    return _("%(place)s: now %(now)s, at the first visit %(first)s") % {
        "place": place,
        "now": _in_words(now[key]),
        "first": _in_words(first[key]),
    }


def _in_words(strength: int | None) -> str:
    return _("marked") if strength is None else str(strength)


def place_in_words(zone: str, side: str) -> str:
    """A zone with its side."""
    said = words.side(side)
    return f"{zone_label(zone)}, {said}" if said else zone_label(zone)


@lru_cache(maxsize=1)
def named_zones() -> tuple[Named, ...]:
    """All zones in the order of the knowledge."""
    return tuple(Named(each.id, each.label, each.laterality == "midline") for each in load().zones.values())
