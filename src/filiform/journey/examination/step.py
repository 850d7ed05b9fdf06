"""The examination step of a visit: show, save, and its part of the note."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from filiform.core.examination import PointState
from filiform.core.ranking import Mark
from filiform.core.screening import Status
from filiform.foundation.gate.public import drafts
from filiform.foundation.record.public import Done, StepPage, VisitFile, plain
from filiform.foundation.tenancy.refusal import Conflict
from filiform.journey.screening import public as screening

from . import actions, compare, queries, words
from .candidates import Candidates, candidates
from .codes import Phase
from .models import Examination
from .picking import marks_of, structure_label, structure_labels, zone_label, zone_labels
from .rows import FINDINGS
from .sheets import Sheet, posted, redrawn, shown

TEMPLATE = "examination/step.html"
MARKED = frozenset({PointState.ACTIVE, PointState.LATENT, PointState.SHOWN})


class ExaminationStep:
    """Fourth step of a visit (`foundation.record.steps.Step`); `?phase=after` is the part after needling."""

    code = "examination"

    def show(self, request: HttpRequest, visit: VisitFile) -> StepPage:
        """The phase's form with this visit's values, and last visit's values beside it."""
        phase = _phase(request.GET.get("phase"))
        own = queries.newest(visit.id, phase)
        draft = drafts.find(request.path)
        data = drafts.as_data(draft) if draft else None
        if data is not None and data.get("phase") == phase:
            data["based_on"] = str(own.id) if own else ""
            return _page(visit, phase, redrawn(data, phase), draft=draft)
        return _page(visit, phase, shown(visit, phase, own))

    def act(self, request: HttpRequest, visit: VisitFile) -> StepPage | Done:
        """Save; or draw the page again with more rows or candidates, saving nothing (`do`)."""
        phase = _phase(request.POST.get("phase"))
        do, _colon, what = request.POST.get("do", "save").partition(":")
        if do in ("more", "add", "candidates"):
            sheet = redrawn(
                request.POST, phase, more=what if do == "more" else "", structure=what if do == "add" else ""
            )
            return _page(visit, phase, sheet, status=422, jump=_jump(do, what))
        return _save(request, visit, phase)

    def note(self, visit: VisitFile) -> dict[str, Any]:
        """The newest save of each phase as plain JSON, with what was computed from it."""
        return {
            str(phase): noted(found) if (found := queries.newest(visit.id, phase)) else None
            for phase in (Phase.BEFORE, Phase.AFTER)
        }


def noted(examination: Examination) -> dict[str, Any]:
    """One save as plain JSON."""
    names = (
        "id", "phase", "recorded_at", "pain_now", "pain_worst", "pain_average", "painkiller",
        "painkiller_what", "painkiller_hours", "notes", "knowledge_version",
    )  # fmt: skip
    found: dict[str, Any] = plain({name: getattr(examination, name) for name in names})
    found["author"] = examination.author.name if examination.author else None
    found["zones"] = [row.values("zone", "side", "intensity", "quality") for row in queries.zones_of(examination.id)]
    found["activities"] = [row.values("name", "score") for row in queries.activities_of(examination.id)]
    found["motions"] = [
        row.values("movement", "side") | {"degrees": str(row.degrees)} for row in queries.motions_of(examination.id)
    ]
    found["findings"] = [
        each.row.values("structure", "side", *FINDINGS, "pressure_kpa", "note") | {"state": str(each.state)}
        for each in queries.findings_of(examination)
    ]
    found["neuro"] = [row.values("test", "result", "where") for row in queries.nerves_of(examination.id)]
    return found


def _phase(text: str | None) -> str:
    return str(Phase.AFTER) if text == Phase.AFTER else str(Phase.BEFORE)


def _jump(do: str, what: str) -> str:
    return {"more": what, "add": "findings", "candidates": "candidates"}[do]


def _save(request: HttpRequest, visit: VisitFile, phase: str) -> StepPage | Done:
    sheet = posted(request.POST, phase)
    if not sheet.is_valid():
        return _page(visit, phase, sheet, status=422)
    if not sheet.says_something:
        sheet.form.add_error(None, _("Nothing is filled in yet. Enter what you examined, then save."))
        return _page(visit, phase, sheet, status=422)
    based_on = sheet.form.cleaned_data["based_on"]
    try:
        actions.save_examination(visit=visit, phase=phase, entered=sheet.entered(), based_on=based_on)
    except Conflict as conflict:
        sheet.form.add_error(None, conflict.reasons[0].text)
        newest = queries.newest(visit.id, phase)
        # Rests on the newest save from here on, so that it can be sent again after a look.
        sheet.form.data = request.POST.copy()
        sheet.form.data["based_on"] = str(newest.id) if newest else ""
        return _page(visit, phase, sheet, status=409)
    return Done(notice=_("Examination saved."))


def _page(
    visit: VisitFile, phase: str, sheet: Sheet, *, status: int = 200, draft: Any = None, jump: str = ""
) -> StepPage:
    before, after = queries.newest(visit.id, Phase.BEFORE), queries.newest(visit.id, Phase.AFTER)
    last = queries.last_time(visit, Phase.BEFORE)
    queries.read_parts(before, after, last)
    verdict = screening.verdict(visit)
    stopped = verdict is not None and verdict.status is Status.STOP
    context = {
        "visit": visit,
        "phase": phase,
        "sheet": sheet,
        "form": sheet.form,
        "rows": sheet.rows,
        "draft": draft,
        "overtaken": drafts.overtaken(draft, before if phase == Phase.BEFORE else after),
        "jump": jump,
        "zones": zone_labels(),
        "structures": structure_labels(),
        "last": _summary(last),
        "saved": _summary(before if phase == Phase.BEFORE else after),
        "before": _summary(before) if phase == Phase.AFTER else None,
        "motions": compare.motion_lines(last, before, after),
        "criteria": words.CRITERIA,
        "stopped": stopped,
        "candidates": Candidates() if stopped or phase == Phase.AFTER else candidates(_marks_on(sheet)),
        "nerve_signs": _nerve_signs(before),
        "nerves_open": sheet.form.nerves_filled,
    }
    return StepPage(TEMPLATE, context, status=status)


def _summary(examination: Examination | None) -> dict[str, Any] | None:
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


def _marks_on(sheet: Sheet) -> list[Mark]:
    """Marks that the page names, saved or just typed; what cannot be read is left out."""
    found: list[Mark] = []
    for form in sheet.rows["zones"].forms:
        typed, chosen = form["zone"].value(), str(form["side"].value() or "")
        if typed:
            try:
                found += marks_of(str(typed), chosen)
            except ValidationError:
                continue
    return found


def _nerve_signs(before: Examination | None) -> bool:
    return before is not None and any(row.result == "yes" for row in queries.nerves_of(before.id))
