"""Words for what the examination computes."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filiform.core.examination import Palpation, PointState, classify
from filiform.core.people import YesNo

#: Where the criteria of a trigger point come from.
CRITERIA = {
    "title": "Fernandez-de-las-Penas C, Dommerholt J. Pain Med 2018;19(1):142-150",
    "url": "https://doi.org/10.1093/pm/pnx207",
    "kind": gettext_lazy("consensus"),
    "how": "read",
    "says": gettext_lazy(
        "60 experts: a cluster of taut band, hypersensitive spot and referred pain; recognition tells active from"
        " latent. That two of the three suffice is recalled."
    ),
}


def point(state: PointState) -> str:
    """What palpation amounts to, in words."""
    return {
        PointState.ACTIVE: _("Active trigger point"),
        PointState.LATENT: _("Latent trigger point"),
        PointState.SHOWN: _("Trigger point; recognition not examined"),
        PointState.NOT_SHOWN: _("No trigger point shown"),
        PointState.UNKNOWN: _("Not examined enough to say"),
    }[state]


def amounts_to(found: Mapping[str, object]) -> str:
    """What criteria and recognition that are ticked on a page amount to, in words; what is not yes or no is unknown."""
    ticked = {name: YesNo(str(value)) for name, value in found.items() if value in (YesNo.YES, YesNo.NO)}
    return point(classify(Palpation(**ticked)))


def side(code: str) -> str:
    """A side in words; nothing for the midline."""
    return {"left": _("left"), "right": _("right")}.get(code, "")
