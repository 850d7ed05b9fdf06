"""What other apps use of the examination."""

from __future__ import annotations

from filiform.foundation.record.public import VisitFile

from . import queries
from .actions import Entered, save_examination
from .codes import Phase
from .models import ZoneMark
from .queries import Finding, PainRow, latest_zones, scores
from .step import ExaminationStep
from .words import point

step = ExaminationStep()


def done(visit: VisitFile) -> bool:
    """Whether the examination before needling was saved at this visit."""
    return queries.newest(visit.id, Phase.BEFORE) is not None


def done_after(visit: VisitFile) -> bool:
    """Whether something was measured after needling at this visit."""
    return queries.newest(visit.id, Phase.AFTER) is not None


def findings(visit: VisitFile) -> tuple[Finding, ...]:
    """Findings before needling, each with `row` and the computed `state`."""
    return queries.findings(visit.id)


__all__ = [
    "Entered",
    "Finding",
    "PainRow",
    "ZoneMark",
    "done",
    "done_after",
    "findings",
    "latest_zones",
    "point",
    "save_examination",
    "scores",
    "step",
]
