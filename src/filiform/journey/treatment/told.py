"""An insertion in words: where it is, its needle, and what was noted of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from filiform.core.values import Site

from .translate import Entry, structure_label, technique_label
from .words import SIDES, Guidance, Reaction, Recognised, Sensation, Tolerance, WayFrom


def site_label(site: Site) -> str:
    """A site as a clinician reads it."""
    sides = dict(SIDES)
    name = structure_label(site.structure)
    return f"{name}, {str(sides[site.side]).lower()}" if site.side else name


def entry_facts(entry: Entry) -> list[tuple[str, Any]]:
    """Pairs of term and value; None reads as not recorded."""
    row = entry.insertion
    lot = row.lot.number if row.lot else row.lot_text
    return [
        (_("Needle"), size_line(entry)),
        (_("Lot"), lot),
        (_("Technique"), f"{technique_label(row.technique)}, {Guidance(row.guidance).label}"),
        (_("Point"), row.point),
        (_("Depth"), None if entry.depth_mm is None else f"{entry.depth_mm.normalize():f} mm"),
        (_("Angle"), row.angle),
        (_("Dwell"), None if entry.dwell is None else minutes(entry.dwell)),
        (_("Twitches"), twitch_text(entry.twitches)),
        (_("Felt"), ", ".join(str(Sensation(one).label) for one in entry.sensation)),
        (_("Familiar pain"), Recognised(entry.recognised).label if entry.recognised else None),
        (_("Reaction"), ", ".join(str(Reaction(one).label) for one in entry.reaction)),
        (_("Tolerated"), Tolerance(entry.tolerance).label if entry.tolerance else None),
        (_("Note"), " ".join(entry.notes)),
        *([(_("By one tap"), WayFrom(row.way_from).label)] if row.way_from else []),
    ]


def size_line(entry: Entry) -> str:
    """Diameter and length, or that they are not known."""
    row = entry.insertion
    if row.diameter_mm is None or row.length_mm is None:
        return _("size not known")
    return f"{row.diameter_mm} × {row.length_mm.normalize():f} mm"


def twitch_text(twitches: int | None) -> str | None:
    """A number, none, or None when it was not noted."""
    return None if twitches is None else _("none") if twitches == 0 else str(twitches)


def minutes(seconds: int) -> str:
    """Seconds as minutes and seconds."""
    return f"{seconds // 60}:{seconds % 60:02d} min"
