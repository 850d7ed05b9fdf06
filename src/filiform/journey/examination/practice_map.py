"""Where the patients of a practice hurt: how many marked each zone in a year."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet

from filiform.foundation.bodychart.public import Heat, heat
from filiform.foundation.tenancy.clock import now

from .chart import place_in_words
from .codes import Phase
from .models import Examination, ZoneMark

PERIOD = timedelta(days=365)


def map_of_practice(figure: str = "female") -> Heat:
    """The last year's map; a patient counts once in each zone, with what stands of each examination."""
    marks = _standing()
    rows = marks.values("zone", "side").annotate(people=Count("patient", distinct=True)).order_by()
    counts = {(row["zone"], row["side"]): row["people"] for row in rows}
    everybody = marks.aggregate(people=Count("patient", distinct=True))["people"]
    return heat(counts, everybody, figure, place_in_words)


def _standing() -> QuerySet[ZoneMark]:
    """Marks before needling of saves that their examiner did not replace."""
    newer = Examination.objects.filter(
        visit=OuterRef("visit"), author=OuterRef("examination__author"), phase=Phase.BEFORE,
        recorded_at__gt=OuterRef("examination__recorded_at"),
    )  # fmt: skip
    rows = ZoneMark.objects.filter(examination__phase=Phase.BEFORE, recorded_at__gte=now() - PERIOD)
    return rows.filter(~Exists(newer))
