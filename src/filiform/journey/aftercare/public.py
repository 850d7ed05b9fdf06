"""What other apps use of aftercare."""

from __future__ import annotations

from typing import Any

from filiform.foundation.record.public import VisitFile

from . import queries
from .actions import record_advice
from .step import AftercareStep
from .translate import advice_for
from .words import in_moments

step = AftercareStep()


def given(visit: VisitFile) -> bool:
    """Whether advice was given at this visit."""
    return queries.newest(visit.id) is not None


def sheet(visit: VisitFile) -> list[dict[str, Any]]:
    """The sections of the patient's sheet: as given, or as it would be given now."""
    row = queries.newest(visit.id)
    return in_moments(row.codes if row else advice_for(visit))


__all__ = ["advice_for", "given", "record_advice", "sheet", "step"]
