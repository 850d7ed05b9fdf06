"""Which questions a visit is put: those that matter for this person, this plan and what was said so far."""

from __future__ import annotations

from filiform.core.screening.outcome import Truth
from filiform.core.screening.setting import Setting
from filiform.foundation.record.public import VisitFile
from filiform.knowledge.screening import Screening, load
from filiform.knowledge.screening.question import Question

from . import queries
from .answers import Stored
from .translate import context_of, history_of

#: Answered by the record or by another step of the visit.
NOT_ASKED = (
    "planned_sites", "insurer", "consent", "capacity", "substitute_decision_maker", "interpreter_needed",
    "interpreter_present",
)  # fmt: skip


def questions_for(
    visit: VisitFile, screening: Screening, answers: dict[str, Stored], sites: list[str]
) -> tuple[list[Question], Setting]:
    """The questions the page puts after these answers for these sites, and the setting they were judged in."""
    context = context_of(visit, queries.last_session(visit))
    setting = screening.setting(history_of(screening, answers, sites, context), queries.thresholds(visit))
    kind = "first" if visit.first else "follow-up"
    shown = [
        question
        for question in screening.questions
        if question.asked_of != "record"
        and question.field not in NOT_ASKED
        and question.field not in context
        and question.visits in ("all", kind)
        and _worth_asking(question, setting)
        and (not question.per_site or sites)
    ]
    return shown, setting


def _worth_asking(question: Question, setting: Setting) -> bool:
    """Whether to put a question now: one that hangs on another waits until that one is answered.

    A parent that was put and has no answer ("not known"), or that only the record could answer, holds nothing back.
    """
    outcome = question.asked_when.judge(setting)
    if outcome.truth is not Truth.UNKNOWN:
        return outcome.truth is Truth.YES
    asked_here = {one.field for one in load().questions if one.asked_of != "record"}
    return not all(
        need.field in asked_here and not setting.history.in_vain(need.field, need.codes) for need in outcome.needs
    )


def unasked(answers: dict[str, Stored], asked: list[Question]) -> dict[str, Stored]:
    """The answers without what was denied in the lists that are asked: what these need does not shrink as they are."""
    lists = {one.field for one in asked if one.kind == "codes"}
    found = {}
    for key, answer in answers.items():
        value = answer.get("value")
        if key.partition("@")[0] in lists and isinstance(value, dict):
            answer = {**answer, "value": {**value, "absent": [], "complete": False}}
        found[key] = answer
    return found
