"""What other apps use of aftercare."""

from __future__ import annotations

from typing import Any

from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.reading import Asked

from . import queries
from .actions import record_advice
from .step import AftercareStep
from .translate import advice_for
from .words import in_moments

step = AftercareStep()


def reads(visit: VisitFile) -> tuple[Asked[Any], ...]:
    """All that `given` asks of the database, for one trip (`read_together`)."""
    return (queries.advice.of(visit.id),)


def given(visit: VisitFile) -> bool:
    """Whether advice was given at this visit."""
    return queries.newest(visit.id) is not None


def sheet(visit: VisitFile) -> list[dict[str, Any]]:
    """The sections of the patient's sheet: as given, or as it would be given now."""
    row = queries.newest(visit.id)
    return in_moments(row.codes if row else advice_for(visit))


__all__ = ["advice_for", "given", "reads", "record_advice", "sheet", "step"]
