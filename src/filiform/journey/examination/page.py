"""What the examination page shows: the sheet, what each examiner found, last time beside it, the ranking."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from filiform.core.examination import PointState
from filiform.core.ranking import Mark
from filiform.core.screening import Status
from filiform.foundation.gate.public import drafts
from filiform.foundation.record.public import StepPage, VisitFile
from filiform.journey.screening import public as screening

from . import compare, marked, queries, words
from .candidates import Candidates, candidates
from .chart import chart_of, compared
from .codes import Phase
from .models import Examination
from .picking import marks_of, structure_label, structure_labels, zone_label
from .sheets import Sheet

TEMPLATE = "examination/step.html"
LIVE = "examination/live.html"
MARKED = frozenset({PointState.ACTIVE, PointState.LATENT, PointState.SHOWN})


def whole(
    visit: VisitFile, phase: str, sheet: Sheet, *, status: int = 200, draft: Any = None, jump: str = ""
) -> StepPage:
    """The whole page of a phase."""
    befores, afters = queries.saves(visit.id, Phase.BEFORE), queries.saves(visit.id, Phase.AFTER)
    queries.read_beside(visit)
    lasts, firsts = (
        queries.last_saves(visit, Phase.BEFORE),
        queries.first_marked(visit.patient.id, visit.visit.episode_id),
    )
    queries.read_parts(*dict.fromkeys((*befores, *afters, *lasts, *firsts)))
    here = befores if phase == Phase.BEFORE else afters
    before, after, last = mine(befores), mine(afters), mine(lasts)
    context = {
        "visit": visit,
        "phase": phase,
        "sheet": sheet,
        "form": sheet.form,
        "rows": sheet.rows,
        "draft": draft,
        "overtaken": drafts.overtaken(draft, queries.own(here)),
        "jump": jump,
        "chart": chart_of(sheet, visit, last, marks_on(sheet)),
        "structures": structure_labels(),
        "last": summary(last),
        "last_others": [summary(one) for one in lasts if one is not last],
        "saves": [summary(one) for one in here],
        "before": summary(before) if phase == Phase.AFTER else None,
        "motions": compare.motion_lines(last, before, after),
        "criteria": words.CRITERIA,
        "nerve_signs": any(_nerve_signs(one) for one in befores),
        "nerves_open": sheet.form.nerves_filled,
        "change": compared(befores, firsts),
        "drawn": [] if visit.writable or phase == Phase.AFTER else _drawn(visit, befores),
        **ranked(visit, phase, sheet),
    }
    return StepPage(TEMPLATE, context, status=status)


def _drawn(visit: VisitFile, befores: tuple[Examination, ...]) -> list[marked.Drawn]:
    """Each examiner's chart, for who can no longer mark on it."""
    found = (marked.of_save(one, visit.patient.sex) for one in befores)
    return [one for one in found if one is not None]


def live(visit: VisitFile, sheet: Sheet) -> StepPage:
    """The parts of the page that follow while it is filled in; nothing is saved."""
    context = {"visit": visit, "rows": sheet.rows, "live": True, **ranked(visit, Phase.BEFORE, sheet)}
    return StepPage(LIVE, context)


def ranked(visit: VisitFile, phase: str, sheet: Sheet) -> dict[str, Any]:
    """The muscles worth examining for the marks on the sheet; none past a stop."""
    verdict = screening.verdict(visit)
    stopped = verdict is not None and verdict.status is Status.STOP
    none = stopped or phase == Phase.AFTER
    return {"stopped": stopped, "candidates": Candidates() if none else candidates(marks_on(sheet))}


def mine(found: tuple[Examination, ...]) -> Examination | None:
    """The examiner's own save where there is one, else the newest."""
    return queries.own(found) or next(iter(found), None)


def summary(examination: Examination | None) -> dict[str, Any] | None:
    """One save in words, to stand beside the fields."""
    if examination is None:
        return None
    return {
        "row": examination,
        "day": examination.visit.starts_at,
        "zones": [
            {"label": zone_label(row.zone), "side": words.side(row.side), "intensity": row.intensity}
            for row in queries.zones_of(examination.id)
        ],
        "activities": queries.activities_of(examination.id),
        "findings": [
            {
                "label": structure_label(each.row.structure),
                "side": words.side(each.row.side),
                "state": words.point(each.state),
                "marked": each.state in MARKED,
                "pressure": each.row.pressure_kpa,
            }
            for each in queries.findings_of(examination)
        ],
    }


def marks_on(sheet: Sheet) -> list[Mark]:
    """Marks that the page names, saved or just typed; what cannot be read is left out."""
    found: list[Mark] = []
    for typed, chosen in _typed(sheet):
        try:
            found += marks_of(typed, chosen)
        except ValidationError:
            continue
    return found


def _typed(sheet: Sheet) -> Iterable[tuple[str, str]]:
    for form in sheet.rows["zones"].forms if "zones" in sheet.rows else ():
        if typed := form["zone"].value():
            yield str(typed), str(form["side"].value() or "")


def _nerve_signs(examination: Examination) -> bool:
    return any(row.result == "yes" for row in queries.nerves_of(examination.id))
