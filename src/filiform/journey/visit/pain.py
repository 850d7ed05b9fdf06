"""A patient's pain over visits in words, against the important difference of its measure."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from filiform.core.followup import Direction, PainScore, Trend, pain_trend
from filiform.journey.examination.public import PainRow
from filiform.knowledge import load
from filiform.knowledge.instruments import important_difference

MEASURE = "nprs"
BEFORE = "before"


def trend(rows: Iterable[PainRow]) -> Trend:
    """Pain before needling, first visit against the newest."""
    scores = [PainScore(row.on, row.now, str(row.visit)) for row in rows if row.phase == BEFORE]
    return pain_trend(scores, important_difference(load().measures[MEASURE]))


def sentence(found: Trend) -> str:
    """The trend in one line ("7 to 4: better"); what is not known is said."""
    if found.direction is Direction.UNKNOWN or found.baseline is None or found.latest is None:
        return _("one score so far: %(value)g") % {"value": found.baseline} if found.baseline is not None else ""
    words = {
        Direction.BETTER: _("better"),
        Direction.WORSE: _("worse"),
        Direction.UNCHANGED: _("no important change"),
    }
    return _("%(first)g to %(last)g: %(word)s") % {
        "first": found.baseline,
        "last": found.latest,
        "word": words[found.direction],
    }
