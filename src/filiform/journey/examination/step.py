"""The examination step of a visit: show, save, and its part of the note."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from filiform.foundation.gate.public import drafts
from filiform.foundation.record.public import Done, StepPage, VisitFile, plain
from filiform.foundation.tenancy.refusal import Conflict

from . import actions, queries
from .codes import Phase
from .models import Examination
from .page import live, whole
from .rows import FINDINGS
from .sheets import posted, redrawn, shown

#: Where the page goes on after it was drawn again, by what was asked for.
_JUMP = {"more": "", "add": "findings", "usual": "findings", "candidates": "candidates"}
#: What else the page is drawn with.
_ASKED = {"more": "more", "add": "structure", "usual": "usual"}


class ExaminationStep:
    """Fourth step of a visit (`foundation.record.steps.Step`); `?phase=after` is the part after needling."""

    code = "examination"

    def show(self, request: HttpRequest, visit: VisitFile) -> StepPage:
        """The phase's form with this visit's values, and last visit's values beside it."""
        phase = _phase(request.GET.get("phase"))
        own = queries.own(queries.saves(visit.id, phase))
        draft = drafts.find(request.path)
        data = drafts.as_data(draft) if draft else None
        if data is not None and data.get("phase") == phase:
            data["based_on"] = str(own.id) if own else ""
            return whole(visit, phase, redrawn(data, phase), draft=draft)
        return whole(visit, phase, shown(visit, phase, own))

    def act(self, request: HttpRequest, visit: VisitFile) -> StepPage | Done:
        """Save; or draw the page again with more rows, findings or candidates, saving nothing (`do`)."""
        phase = _phase(request.POST.get("phase"))
        do, _colon, what = request.POST.get("do", "save").partition(":")
        if do == "live":
            return live(visit, redrawn(request.POST, str(Phase.BEFORE)))
        if do in _JUMP:
            sheet = redrawn(request.POST, phase, **({_ASKED[do]: what} if do in _ASKED else {}))
            return whole(visit, phase, sheet, status=422, jump=_JUMP[do] or what)
        return _save(request, visit, phase, needle=what if do == "needle" else "")

    def note(self, visit: VisitFile) -> dict[str, Any]:
        """The newest save of each phase as plain JSON, with what was computed from it; further examiners' beside it."""
        return {str(phase): _of_all(queries.saves(visit.id, phase)) for phase in (Phase.BEFORE, Phase.AFTER)}


def _of_all(saves: tuple[Examination, ...]) -> dict[str, Any] | None:
    if not saves:
        return None
    queries.read_parts(*saves)
    newest, *others = (noted(one) for one in saves)
    return newest | ({"others": others} if others else {})


def noted(examination: Examination) -> dict[str, Any]:
    """One save as plain JSON."""
    names = (
        "id", "phase", "recorded_at", "pain_now", "pain_worst", "pain_average", "painkiller",
        "painkiller_what", "painkiller_hours", "notes", "figure", "knowledge_version",
    )  # fmt: skip
    found: dict[str, Any] = plain({name: getattr(examination, name) for name in names})
    found["author"] = examination.author.name if examination.author else None
    found["zones"] = [
        row.values("zone", "side", "intensity", "quality", "drawing") for row in queries.zones_of(examination.id)
    ]
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


def _save(request: HttpRequest, visit: VisitFile, phase: str, needle: str = "") -> StepPage | Done:
    """Save; with `needle` (a structure of the ranking, with its side) go on to its button."""
    sheet = posted(request.POST, phase)
    if not sheet.is_valid():
        return whole(visit, phase, sheet, status=422)
    if not sheet.says_something:
        sheet.form.add_error(None, _("Nothing is filled in yet. Enter what you examined, then save."))
        return whole(visit, phase, sheet, status=422)
    based_on = sheet.form.cleaned_data["based_on"]
    try:
        actions.save_examination(visit=visit, phase=phase, entered=sheet.entered(), based_on=based_on)
    except Conflict as conflict:
        sheet.form.add_error(None, conflict.reasons[0].text)
        own = queries.own(queries.saves(visit.id, phase))
        # Rests on the newest save from here on, so that it can be sent again after a look.
        sheet.form.data = request.POST.copy()
        sheet.form.data["based_on"] = str(own.id) if own else ""
        return whole(visit, phase, sheet, status=409)
    if needle:
        found = urlencode({"find": needle[:100]})
        return Done(to="needles", notice=_("Examination saved."), at=f"?{found}#offers-found")
    return Done(notice=_("Examination saved."))
