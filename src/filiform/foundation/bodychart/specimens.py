"""What the gallery shows of the chart: made-up marks, nobody's."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .heat import heat
from .pictures import Area, Picture


def change() -> Picture:
    """Pain now against the first visit."""
    areas = (
        Area("shoulder-front", "left", "both", "3"),
        Area("arm-front", "left", "first"),
        Area("shoulder-top", "right", "now", "2"),
    )
    legend = (("now", _("Now only")), ("both", _("Now and at the first visit")), ("first", _("No longer")))
    words = (
        _("Front of shoulder, left: now 3, at the first visit 7"),
        _("Front of upper arm, left: at the first visit 4, not marked now"),
        _("Top of shoulder, right: now 2, not marked at the first visit"),
    )
    return Picture("female", areas, legend, words, _("Pain now and at the first visit"))


def points() -> Picture:
    """Structures needled, with counts."""
    areas = (
        Area("infraspinatus", "left", "point", "6", landmark=True),
        Area("trapezius-upper", "left", "point", "4", landmark=True),
    )
    legend = (("point", _("Where to find the structure, with its number of insertions")),)
    words = (_("Infraspinatus, left: 6 insertions at 3 visits"), _("Upper trapezius, left: 4 insertions at 2 visits"))
    return Picture("male", areas, legend, words, _("Points treated"))


def map_of_many() -> Picture:
    """A heat map, its small numbers left out."""
    zones = ("lumbar-lower", "shoulder-top", "upper-neck-back", "buttock-upper", "scapula-medial-border", "calf-upper")
    counts = {(zone, side): 61 - 9 * at - 4 * (side == "right")
              for at, zone in enumerate(zones) for side in ("left", "right")}  # fmt: skip
    return heat(counts | {("knee-back", "left"): 3}, 140, "female", lambda zone, side: f"{zone}, {side}").picture
