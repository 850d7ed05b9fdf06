"""The consent of one visit: explained and given in writing, confirmed by word the next times, or declined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from filiform.foundation.record.public import VisitFile
from filiform.journey.consent import public as consent

if TYPE_CHECKING:
    from .attending import Hour


def consent_answer(hour: Hour, visit: VisitFile, sheet: consent.Sheet) -> consent.Answer:
    """What is said at this visit, complete as the form asks for it."""
    due = sheet.explanation.required
    if "declines" in hour.part.does:
        return consent.Answer(
            kind="declined", form="verbal", by="patient", regions=tuple(sorted(due.regions)),
            reason="Wants to read about it first.",
        )  # fmt: skip
    story = hour.story
    guardian = story.spoken_for
    return consent.Answer(
        kind="given", form="written", by="guardian" if guardian else "patient", speaker=guardian,
        relation="mother" if guardian else "", assent="yes" if guardian else "", capacity="yes",
        interpreter="present" if story.interpreter else "not-needed", interpreter_name=story.interpreter,
        risks=tuple(item.id for item in sheet.explanation.risks),
        special=tuple(code for code in consent.TICKS if code in due.special),
        regions=tuple(sorted(due.regions)), signed_name=guardian or visit.patient.name, copy_given=True,
    )  # fmt: skip


def consent_for(hour: Hour) -> str:
    """Ask for consent. Returns "declined" when it was not given, "" when needles may be planned."""
    with hour.step(5) as visit:
        sheet = consent.sheet_of(visit)
        if sheet.may_confirm and sheet.consent is not None and "declines" not in hour.part.does:
            consent.confirm(visit=visit, consent=sheet.consent, explanation=sheet.explanation, based_on=sheet.based_on)
            return ""
        answer = consent_answer(hour, visit, sheet)
        consent.record_answer(visit=visit, answer=answer, explanation=sheet.explanation, based_on=sheet.based_on)
    return "declined" if answer.kind == "declined" else ""
