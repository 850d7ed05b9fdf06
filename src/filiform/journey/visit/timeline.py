"""A patient's timeline: visits, pain over time, findings, overrides, who looked at the record."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from filiform.foundation.accounts.roles import Role
from filiform.foundation.gate.public import page
from filiform.foundation.record.public import PatientFile, open_patient
from filiform.journey.examination import public as examination
from filiform.journey.treatment import public as treatment

from . import charts, pain, points, queries
from .frame import SEXES

CLINICAL = (Role.OWNER, Role.PRACTITIONER, Role.AUDITOR)
STAFF = (*CLINICAL, Role.RECEPTIONIST)
#: Visits shown at first, and when all are asked for.
FEW, MOST = 20, 1000


@require_safe
@page(*STAFF)
def timeline(request: HttpRequest, patient: UUID) -> HttpResponse:
    """The patient's page: for the desk the appointments, for clinicians the course."""
    opened = open_patient(patient, why="timeline")
    clinical = request.member.actor.has(*CLINICAL)  # type: ignore[attr-defined]
    shown = MOST if request.GET.get("visits") == "all" else FEW
    visits = queries.visits_of(patient, clinical=clinical, limit=shown + 1)
    context: dict[str, Any] = {
        "patient": opened,
        "card": card(opened),
        "clinical": clinical,
        "plan_url": reverse("visit-plan", args=[patient]),
        "details_url": reverse("patient", args=[patient]),
        "consents_url": reverse("consents", args=[patient]),
        "history_url": reverse("patient-history", args=[patient]),
        "visits": visits[:shown],
        "earlier_url": "?visits=all#visits" if FEW == shown < len(visits) else "",
        "episodes": queries.episodes_of(patient),
    }
    if clinical:
        scores = examination.scores(patient)
        figure = examination.figure_of(opened)
        context |= {
            "change": examination.change_of_patient(opened),
            "points": points.points_treated(treatment.needled_places(patient), figure),
            "scores": scores,
            "chart_url": reverse("pain-chart", args=[patient]) if len(scores) > 1 else "",
            "trend": pain.sentence(pain.trend(scores)),
            "findings": queries.findings_of(patient),
            "decisions": queries.decisions_of(patient),
            "readers": queries.readers_of(patient),
        }
    return render(request, "visit/timeline.html", context)


@require_safe
@page(*CLINICAL)
def pain_chart(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Pain over time as a small drawing; the same figures stand in a table on the page."""
    open_patient(patient, why="chart")
    points = [
        {"at": one.at.isoformat(), "value": one.now, "phase": one.phase}
        for one in examination.scores(patient)
        if one.now is not None
    ]
    answer = HttpResponse(charts.pain_over_time(json.dumps(points)), content_type="image/svg+xml")
    answer["Cache-Control"] = "private, no-store"
    return answer


def card(opened: PatientFile) -> dict[str, Any]:
    """The patient as the header component takes them."""
    return {
        "name": opened.name,
        "age": opened.age,
        "birth_date": opened.details.birth_date,
        "sex": SEXES.get(opened.sex, _("sex not known")),
        "number": opened.number,
    }
