"""The ranking as other steps use it: muscles worth examining for what was marked, with the side of the drawing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from filiform.core import ranking
from filiform.core.ranking import Mark
from filiform.core.screening import Status
from filiform.core.values import Site
from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.reading import read_together
from filiform.journey.screening import public as screening
from filiform.knowledge.ranking import model

from . import queries
from .codes import Phase
from .models import ZoneMark
from .picking import marks_of


@dataclass(frozen=True)
class RankedSite:
    """A muscle at one side, and in words how much of the drawing it explains."""

    site: Site
    explains: str


def ranked_sites(visit: VisitFile, most: int) -> tuple[RankedSite, ...]:
    """The first muscles of the ranking for the marks of this visit, at most so many sites; none past a stop.

    The marks are one's own where one has examined, else those of the newest examiner. A muscle stands at the side
    that the drawing says, at both where it says both, without one where it says none.
    """
    saves = queries.saves(visit.id, Phase.BEFORE)
    read_together(*(part.of(one.id) for one in saves for part in (queries.zones_of, queries.muscles_of)))
    examined = queries.own(saves) or next(iter(saves), None)
    verdict = screening.verdict(visit)
    if examined is None or (verdict is not None and verdict.status is Status.STOP):
        return ()
    drawing = _drawing(queries.zones_of(examined.id))
    found = [_sites(each) for each in ranking.rank(drawing, model())[:most]]
    return tuple(one for sites in found for one in sites)[:most]


def _drawing(rows: Iterable[ZoneMark]) -> tuple[Mark, ...]:
    """The marks; a zone that the knowledge no longer has says nothing of muscles."""
    found: list[Mark] = []
    for row in rows:
        try:
            found += marks_of(row.zone, row.side)
        except ValidationError:
            continue
    return tuple(dict.fromkeys(found))


def _sites(found: ranking.Candidate) -> list[RankedSite]:
    marks = len(found.explains) + len(found.unexplained)
    text = ngettext("explains %(n)s of %(whole)s marked zone", "explains %(n)s of %(whole)s marked zones", marks)
    explains = text % {"n": len(found.explains), "whole": marks}
    return [RankedSite(Site(found.muscle, side), explains) for side in found.sides or (None,)]
