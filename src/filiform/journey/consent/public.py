"""What other apps use of consent."""

from __future__ import annotations

from typing import Any

from filiform.core.consent import ConsentState
from filiform.core.people import PersonFacts
from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.reading import Asked

from . import queries
from .actions import confirm, record_answer, withdraw
from .codes import Kind
from .sheet import Sheet, sheet_of
from .step import ConsentStep
from .translate import TICKS, Answer
from .words import label as risk_label
from .words import region, say

step = ConsentStep()


def state(visit: VisitFile) -> ConsentState:
    """What the consents come to for this visit as of now; never valid by a missing answer."""
    return sheet_of(visit).state


def reads(visit: VisitFile) -> tuple[Asked[Any], ...]:
    """All that `state` asks of the database beside screening, for one trip (`read_together`)."""
    return (queries.events.of(visit.patient.id),)


def given(visit: VisitFile) -> bool:
    """Whether a valid consent covers all planned sites, today's word included."""
    return state(visit).valid


def person(visit: VisitFile) -> PersonFacts:
    """What consent and advice know of the person; what was not answered stays unknown."""
    return sheet_of(visit).person


def asked(visit: VisitFile) -> bool:
    """Whether consent was asked at this visit, whatever the answer."""
    return queries.newest_of_visit(visit) is not None


def declined(visit: VisitFile) -> bool:
    """Whether the newest answer of this visit is a refusal or a withdrawal."""
    newest = queries.newest_of_visit(visit)
    return newest is not None and newest.kind in (Kind.DECLINED, Kind.WITHDRAWN)


__all__ = [
    "TICKS",
    "Answer",
    "Sheet",
    "asked",
    "confirm",
    "declined",
    "given",
    "person",
    "reads",
    "record_answer",
    "region",
    "risk_label",
    "say",
    "sheet_of",
    "state",
    "step",
    "withdraw",
]
