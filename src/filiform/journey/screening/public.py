"""What other apps use of screening: the two steps, the planned sites, the verdict as of now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from filiform.core.screening import Finding, History, Verdict
from filiform.core.screening.setting import Setting
from filiform.core.values import Known, Site
from filiform.foundation.record.public import VisitFile
from filiform.knowledge.screening import load
from filiform.knowledge.screening.question import Question

from . import queries
from .actions import clear, save_history, weigh
from .answers import Stored, site_of, stored
from .asking import questions_for
from .case_history import CaseHistoryStep
from .planned import MOST_SITES, spoken
from .policy_words import cited
from .policy_words import on_paper as policy_on_paper
from .queries import NEEDLED, Screened, needling, reads, screened
from .verdict_page import ScreeningStep
from .words import ACTIONS as ACTION_WORDS
from .words import CLASSES as CLASS_WORDS
from .words import status_sentence

case_history_step = CaseHistoryStep()
screening_step = ScreeningStep()


def thresholds(visit: VisitFile) -> Mapping[str, float]:
    """The thresholds by which this visit is judged, the practice's own among them."""
    return queries.thresholds(visit)


def planned_sites(visit: VisitFile) -> tuple[Site, ...]:
    """The sites planned for this visit, with sides."""
    return queries.planned_sites(visit.id)


def history_done(visit: VisitFile) -> bool:
    """Whether a case history was saved for this visit."""
    return queries.newest(visit.id) is not None


def verdict(visit: VisitFile) -> Verdict | None:
    """The verdict of today's answers by today's rules; None before the case history was saved."""
    result = screened(visit)
    return result.verdict if result.row else None


def unweighed(visit: VisitFile) -> tuple[Finding, ...]:
    """Findings that still wait for a clinician's decision."""
    return screened(visit).unweighed


def history(visit: VisitFile) -> History:
    """Today's answers as the core's history; empty before the case history was saved."""
    return screened(visit).history


def answer(visit: VisitFile, field: str) -> Any:
    """The answer to one question as plain value: bool, number, code, `Codes` or sites; None when not known."""
    known = screened(visit).history.get(field)
    return known.value if isinstance(known, Known) else None


def questions(visit: VisitFile, answers: dict[str, Stored], sites: list[str]) -> tuple[list[Question], Setting]:
    """The questions that the page puts to this person for these sites after these answers, and what they hang on."""
    return questions_for(visit, load(), answers, sites)


def carried(visit: VisitFile) -> dict[str, Stored]:
    """Earlier answers that may be confirmed instead of being asked anew, by field."""
    return queries.carried(visit, load())


__all__ = [
    "ACTION_WORDS",
    "CLASS_WORDS",
    "MOST_SITES",
    "NEEDLED",
    "Screened",
    "Stored",
    "answer",
    "carried",
    "case_history_step",
    "cited",
    "clear",
    "history",
    "history_done",
    "needling",
    "planned_sites",
    "policy_on_paper",
    "questions",
    "reads",
    "save_history",
    "screened",
    "screening_step",
    "site_of",
    "spoken",
    "status_sentence",
    "stored",
    "thresholds",
    "unweighed",
    "verdict",
    "weigh",
]
