"""What other apps use of the examination."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.reading import Asked

from . import queries
from .actions import Entered, save_examination
from .chart import change_of_patient, figure_of
from .codes import Phase
from .marked import Drawn
from .marked import of_note as charts_of_note
from .models import ZoneMark
from .queries import Finding, PainRow, latest_zones, scores
from .ranked import RankedSite, ranked_sites
from .step import ExaminationStep
from .words import point

step = ExaminationStep()


def done(visit: VisitFile) -> bool:
    """Whether the examination before needling was saved at this visit."""
    return queries.newest(visit.id, Phase.BEFORE) is not None


def reads(visit: VisitFile) -> tuple[Asked[Any], ...]:
    """All that `done`, `done_after` and `findings` ask first of the database, for one trip (`read_together`)."""
    return tuple(queries.newest_of.of(visit.id, str(phase)) for phase in (Phase.BEFORE, Phase.AFTER))


def done_after(visit: VisitFile) -> bool:
    """Whether something was measured after needling at this visit."""
    return queries.newest(visit.id, Phase.AFTER) is not None


def reads_of_scores(patient: UUID) -> tuple[Asked[Any], ...]:
    """All that `scores` asks of the database, for one trip (`read_together`)."""
    return (queries.newest_of_each.of(patient),)


def findings(visit: VisitFile) -> tuple[Finding, ...]:
    """Findings of all examiners before needling, each with `row` (and its author) and the computed `state`."""
    return queries.findings(visit.id)


__all__ = [
    "Drawn",
    "Entered",
    "Finding",
    "PainRow",
    "RankedSite",
    "ZoneMark",
    "change_of_patient",
    "charts_of_note",
    "done",
    "done_after",
    "figure_of",
    "findings",
    "latest_zones",
    "point",
    "ranked_sites",
    "reads",
    "reads_of_scores",
    "save_examination",
    "scores",
    "step",
]
