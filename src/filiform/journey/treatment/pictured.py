"""What pictures of a visit may show: its needles and its planned sites (named by `settings.IMAGE_TARGETS`)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from filiform.foundation.images.public import Target
from filiform.foundation.record.public import VisitFile

from . import before, queries, shown


def image_targets(visit: VisitFile) -> list[Target]:
    """Needles of the visit that were not taken back, then planned sites, each with its name on the page."""
    needles = [
        Target(
            label=_("Needle %(number)s, %(site)s") % {"number": one.number, "site": shown.site_label(one.site)},
            structure=one.site.structure,
            side=str(one.site.side or ""),
            insertion=one.insertion.id,
        )
        for one in shown.live_entries(queries.session(visit.id))
    ]
    sites = [
        Target(label=shown.site_label(site), structure=site.structure, side=str(site.side or ""))
        for site in before.planned_sites(visit)
    ]
    return [*needles, *sites]
