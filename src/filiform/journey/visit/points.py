"""Where a patient was needled, on the body and in words, with counts."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from filiform.core.values import Site
from filiform.foundation.bodychart.public import Area, Picture
from filiform.journey.treatment.public import NeedledPlace
from filiform.knowledge import load


def points_treated(places: Sequence[NeedledPlace], figure: str) -> Picture | None:
    """The structures that were needled, each at its landmark area with how often; None when there are none.

    A structure that the drawing has no area for is named in words only.
    """
    if not places:
        return None
    return Picture(
        figure,
        tuple(
            Area(one.site.structure, str(one.site.side or "midline"), "point", str(one.insertions), landmark=True)
            for one in places
        ),
        (("point", _("Where to find the structure, with its number of insertions")),),
        tuple(_told(one) for one in places),
        _("Points treated"),
    )


def _told(one: NeedledPlace) -> str:
    insertions = ngettext("%(n)s insertion", "%(n)s insertions", one.insertions) % {"n": one.insertions}
    visits = ngettext("at %(n)s visit", "at %(n)s visits", one.visits) % {"n": one.visits}
    return f"{_named(one.site)}: {insertions} {visits}"


def _named(site: Site) -> str:
    known = load().structures.get(site.structure)
    name = known.label if known else site.structure
    side = {"left": _("left"), "right": _("right")}.get(str(site.side), "")
    return f"{name}, {side}" if side else name
