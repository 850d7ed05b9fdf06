"""What one tap adds to the page of the needles step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy

from filiform.backoffice.stock.public import Box, boxes_at
from filiform.core.reasons import Refusal
from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.reading import Asked
from filiform.journey.treatment import queries
from filiform.journey.treatment.actions.planning import still_open
from filiform.journey.treatment.before import Before
from filiform.journey.treatment.onetap import sections
from filiform.journey.treatment.onetap.address import kept, wanted
from filiform.journey.treatment.onetap.body import shown_in
from filiform.journey.treatment.onetap.shown import section_rows
from filiform.journey.treatment.sets import sets
from filiform.journey.treatment.translate import Session

#: The step that mends what stands against all needles, in the words of its link.
MENDS = {
    "case-history": gettext_lazy("To the case history"),
    "screening": gettext_lazy("To the screening"),
    "consent": gettext_lazy("To the consent"),
}


def reads(visit: VisitFile) -> tuple[Asked[Any], ...]:
    """What the page asks of the database at first, for one trip (`read_together`)."""
    return sections.reads(visit) if visit.writable else ()


def boxes_here(visit: VisitFile) -> list[Box]:
    """Boxes open where the visit is."""
    return boxes_at(visit.visit.site_id, visit.visit.room_id)


def context(
    request: HttpRequest, visit: VisitFile, before: Before, session: Session, barred: Sequence[Refusal]
) -> dict[str, Any]:
    """Sections of offers, sets to choose from, and what was looked up; nothing for who may not record."""
    if not visit.writable or queries.without_needles(visit) is not None:
        return {}
    asked = wanted(request)
    found = sections.sections(visit, before, session, boxes_here(visit), asked)
    return {
        "sections": section_rows(found, visit, request.GET, {one.code for one in barred}),
        "one_tap": any(offer.ready for one in found for offer in one.offers),
        "mend": _mend(visit, before, barred),
        "needle_sets": sets(),
        "chosen_set": asked.chosen.id if asked.chosen else None,
        "looked": asked.looked,
        "kept": kept(request.GET),
        "on_body": request.GET.get("body", "") if shown_in(request.GET.get("body", "")) else "",
    }


def _mend(visit: VisitFile, before: Before, barred: Sequence[Refusal]) -> dict[str, Any] | None:
    """The one step that is next where needling is refused; None where nothing is, or no step of the visit mends it."""
    if not barred or visit.happened("left"):
        return None
    still = still_open(before)
    if not still.step:
        return None
    address = reverse("visit-step", args=[visit.id, still.step])
    return {"label": MENDS[still.step], "url": f"{address}#{still.at}" if still.at else address}
