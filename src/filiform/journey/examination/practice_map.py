"""Where the patients of a practice hurt: how many marked each zone in a year."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from filiform.foundation.bodychart.public import Heat, heat
from filiform.foundation.tenancy.clock import now

from .chart import place_in_words
from .codes import Phase
from .models import Examination, ZoneMark

PERIOD = timedelta(days=365)
#: Who marked what is gone through once, for the zones and for everybody: counting people twice took twice as long.
_COUNTED = """
WITH marked (zone, side, patient) AS MATERIALIZED ({marked})
SELECT zone, side, count(*) FROM marked GROUP BY zone, side
UNION ALL SELECT NULL, NULL, count(*) FROM (SELECT DISTINCT patient FROM marked) everybody
"""


def map_of_practice(figure: str = "female") -> Heat:
    """The last year's map; a patient counts once in each zone, with what stands of each examination."""
    marked, given = _standing().values_list("zone", "side", "patient_id").distinct().query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED.format(marked=marked), given)
        counts = {(zone, side): people for zone, side, people in cursor.fetchall()}
    everybody = counts.pop((None, None))
    return heat(counts, everybody, figure, place_in_words)


def _standing() -> QuerySet[ZoneMark]:
    """Marks before needling of saves that their examiner did not replace."""
    newer = Examination.objects.filter(
        visit=OuterRef("visit"), author=OuterRef("examination__author"), phase=Phase.BEFORE,
        recorded_at__gt=OuterRef("examination__recorded_at"),
    )  # fmt: skip
    rows = ZoneMark.objects.filter(examination__phase=Phase.BEFORE, recorded_at__gte=now() - PERIOD)
    return rows.filter(~Exists(newer))
