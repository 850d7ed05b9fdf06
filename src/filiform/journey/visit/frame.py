"""The frame around every step: the patient, where the visit stands, needles in place."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filiform.core.followup import State, StepState
from filiform.foundation.accounts.roles import Role
from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy import scope
from filiform.journey.screening import public as screening
from filiform.journey.treatment import public as treatment

from .cancelling import told
from .steps import BY_CODE, PLACES
from .translate import progress
from .words import say

SHOWN = {
    State.DONE: "done",
    State.REFUSED: "refused",
    State.SKIPPED: "todo",
    State.WAITING: "todo",
    State.NOW: "todo",
}
SEXES = {"f": gettext_lazy("female"), "m": gettext_lazy("male"), "x": gettext_lazy("other")}


def first_open(states: tuple[StepState, ...]) -> str:
    """The step to go to: the one that is now, else the first refused one, else signing."""
    for wanted in (State.NOW, State.REFUSED):
        for state in states:
            if state.state is wanted:
                return str(state.step)
    return "sign"


def context(visit: VisitFile, current: str) -> dict[str, Any]:
    """Everything the frame needs while the step `current` is open."""
    states = progress(visit)
    place = BY_CODE[current]
    bar = []
    for one, state in zip(PLACES, states, strict=True):
        shown = "current" if one.code == current else SHOWN[state.state]
        bar.append(
            {
                "label": one.label,
                "state": shown,
                "url": reverse("visit-step", args=[visit.id, one.code]),
                "note": _("not today") if state.state is State.SKIPPED else "",
            }
        )
    here = next(state for state in states if str(state.step) == current)
    return {
        "visit": visit,
        "patient": patient_card(visit),
        "alerts": alerts(visit),
        "step_bar": bar,
        "step_label": place.label,
        "step_code": current,
        "step_state": here,
        "step_reasons": [say(reason) for reason in here.reasons],
        "in_place": treatment.in_place(visit),
        "locked": visit.signed,
        "may_amend": scope.current().actor.has(Role.PRACTITIONER),
        "cancelled": told(visit),
        "leaving": _leaving(visit, current),
        "note_url": reverse("visit-note", args=[visit.id]),
        "sheet_url": reverse("visit-sheet", args=[visit.id]),
    }


def _leaving(visit: VisitFile, current: str) -> bool:
    """Whether the patient is still here though every needle is out and counted; the count has a button of its own."""
    if current == "count" or visit.cancelled or visit.happened("left"):
        return False
    state = treatment.count_state(visit)
    return state.placed > 0 and state.closed and state.balanced


def patient_card(visit: VisitFile) -> dict[str, Any]:
    """The patient as the header component takes them."""
    details = visit.patient.details
    return {
        "name": visit.patient.name,
        "age": visit.patient.age,
        "birth_date": details.birth_date,
        "sex": SEXES.get(details.sex, _("sex not known")),
        "number": visit.patient.number,
        "url": reverse("timeline", args=[visit.patient.id]),
    }


def alerts(visit: VisitFile) -> list[dict[str, str]]:
    """Findings of today's screening and open incidents, as short marks."""
    found = []
    verdict = screening.verdict(visit)
    if verdict is not None:
        found += [{"state": str(finding.status), "label": finding.label} for finding in verdict.findings][:6]
    found += [{"state": "stop", "label": _("Incident open")} for _one in treatment.open_steps(visit)[:1]]
    if visit.signed:
        found.append({"state": "signed", "label": _("Signed")})
    return found
