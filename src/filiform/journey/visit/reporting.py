"""What the note of a visit lacks, by the reporting standard and by the law of the place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from filiform.backoffice.credentials import public as credentials
from filiform.core.reporting import (
    Answer,
    Answered,
    InsertionNote,
    NeedlingSince,
    NoteFacts,
    check_note,
    needling_since,
    open_by_law,
)
from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.queries import practice_row
from filiform.foundation.tenancy.reading import Asked, read_together
from filiform.foundation.tenancy.refusal import Reason
from filiform.journey.aftercare import public as aftercare
from filiform.journey.examination import public as examination
from filiform.journey.screening import public as screening
from filiform.knowledge import load
from filiform.knowledge.reporting import LocalItem, ReportItem, asked_of_note, stricta
from filiform.knowledge.structures.abbreviations import abbreviations

from .reporting_words import filled, gap_text, law_text, source_text, step_of

Note = Mapping[str, Any]


@dataclass(frozen=True)
class Gap:
    """An item that the note does not answer: in words, and the step where it is answered."""

    item: str
    text: str
    step: str


@dataclass(frozen=True)
class Report:
    """What is missing, what nobody can tell from the record, what was filled in by itself, and what law holds open."""

    missing: tuple[Gap, ...]
    unknown: tuple[Gap, ...]
    filled: tuple[tuple[str, str], ...]
    law: tuple[Reason, ...]


def reads(visit: VisitFile) -> tuple[Asked[Any], ...]:
    """What a report asks of the database beside the visit's own reads, for one trip (`read_together`)."""
    return (credentials.of_practitioner.of(visit.visit.practitioner_id), practice_row())


def report(visit: VisitFile, needles: Note) -> Report:
    """What the note lacks; `needles` is the part of the note that the needles step gives."""
    read_together(*reads(visit))
    credential = _credential(visit)
    since = _since(visit)
    facts = facts_of(visit, needles, credential, since)
    local = asked_of_note(credentials.jurisdiction(), credential.profession if credential else None)
    items: list[ReportItem | LocalItem] = [*stricta().values(), *local]
    answered = check_note(facts, [item.ask for item in items])
    labels = {item.id: item.label for item in items}
    by_law = open_by_law(answered)
    return Report(
        missing=_gaps(answered, Answer.MISSING, labels),
        unknown=_gaps(answered, Answer.UNKNOWN, labels),
        filled=filled(visit, credential, since),
        law=tuple(_reason(one, labels) for one in by_law),
    )


def facts_of(
    visit: VisitFile, needles: Note, credential: credentials.CredentialRow | None, since: NeedlingSince | None
) -> NoteFacts:
    """The facts of the visit's note, for the core."""
    row = visit.visit
    episode = row.episode
    others = needles["other_therapies"]
    without = needles["without_needles"]
    return NoteFacts(
        insertions=tuple(_insertion(one) for one in needles["insertions"]),
        without=without is not None,
        style=True,
        reasoning=examination.done(visit) and bool(row.reason or episode),
        planned=bool(screening.planned_sites(visit)),
        current_noted=_current(needles["stimulation"]),
        session_number=True,
        later=not visit.first,
        interval=not visit.first,
        duration=_duration(visit),
        # That nothing was recorded does not say that nothing was done.
        other_therapies=True if others or without else None,
        setting=True,
        information=aftercare.given(visit),
        profession=credential is not None,
        training_hours=credential is not None and credential.training_hours is not None,
        practice_years=since is not None,
        outcome=examination.done_after(visit),
        plan_of_care=bool(episode and episode.problem and episode.goal),
        examined=examination.done(visit),
    )


def _credential(visit: VisitFile) -> credentials.CredentialRow | None:
    return credentials.in_force(visit.visit.practitioner_id, visit.day)


def _since(visit: VisitFile) -> NeedlingSince | None:
    """Since when whoever needles has leave to, by any credential that covers a needle at all, wherever it holds."""
    rows = credentials.of_practitioner(visit.visit.practitioner_id)
    return needling_since((row.valid_from for row in rows if row.regions != [] and row.techniques != []), visit.day)


def _insertion(one: Note) -> InsertionNote:
    technique = one["technique"]
    known = load().techniques.get(technique)
    return InsertionNote(
        number=one["number"],
        side=bool(one["side"]),
        technique=bool(technique),
        electrical=known is not None and known.electrical,
        depth=one["depth_mm"] is not None,
        response=one["twitches"] is not None or bool(one["sensation"]) or one["familiar_pain"] in ("yes", "no"),
        dwell=one["dwell_seconds"] is not None,
        in_and_out=one["in_at"] is None and technique not in abbreviations().leaves_in,
        size=one["diameter_mm"] is not None and one["length_mm"] is not None,
        lot=bool(one["lot"]),
        reaction=bool(one["reaction"]),
        tolerance=bool(one["tolerance"]),
    )


def _current(rows: list[Note]) -> bool:
    return bool(rows) and all(row["frequency_hz"] and row["intensity_ma"] and row["minutes"] for row in rows)


def _duration(visit: VisitFile) -> bool | None:
    """How long it took is known once the patient has come and gone; before, nobody can tell."""
    if visit.happened("left") is None:
        return None
    return visit.happened("arrived") is not None


def _gaps(answered: tuple[Answered, ...], wanted: Answer, labels: Mapping[str, str]) -> tuple[Gap, ...]:
    """Items with this answer, each with the fields that lack it; what law holds open is told apart from them."""
    return tuple(
        Gap(one.ask.id, _text(one, labels, wanted), step_of(one.lacking[0].field))
        for one in answered
        if one.answer is wanted and not one.ask.law
    )


def _text(one: Answered, labels: Mapping[str, str], *wanted: Answer) -> str:
    lacking = [lack for lack in one.lacking if lack.answer in wanted]
    return gap_text(labels[one.ask.id], len(one.ask.fields), lacking)


def _reason(one: Answered, labels: Mapping[str, str]) -> Reason:
    return Reason(
        f"law-{one.ask.id}",
        law_text(_text(one, labels, Answer.MISSING, Answer.UNKNOWN)),
        tuple(source_text(source) for source in one.ask.sources),
        field=step_of(one.lacking[0].field),
    )
