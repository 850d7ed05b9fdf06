"""Pages of the visit: today's list, one step, plan a visit, arrive, unsigned notes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filiform.foundation.accounts.roles import Role
from filiform.foundation.gate.public import drafts, page
from filiform.foundation.record.public import (
    Done,
    VisitFile,
    join_writers,
    note_event,
    open_patient,
    open_visit,
    plan_visit,
    refuse_when_over,
)
from filiform.foundation.tenancy.clock import today as this_day
from filiform.foundation.tenancy.reading import read_together
from filiform.foundation.tenancy.refusal import Missing, Reason
from filiform.foundation.tenancy.scope import current
from filiform.journey.treatment import public as treatment

from . import frame, today
from .forms import PlanVisitForm
from .steps import BY_CODE
from .translate import progress, reads

STAFF = (Role.OWNER, Role.PRACTITIONER, Role.RECEPTIONIST)
READERS = (Role.OWNER, Role.PRACTITIONER, Role.AUDITOR)


@require_safe
@page(*STAFF, Role.AUDITOR)
def home(request: HttpRequest) -> HttpResponse:
    """Where each role begins: the day for those who work in it, the patients' list for an auditor."""
    actor = current().actor
    if actor.has(*STAFF):
        return HttpResponseRedirect(reverse("today"))
    return HttpResponseRedirect(reverse("patients"))


@require_safe
@page(*STAFF)
def day(request: HttpRequest) -> HttpResponse:
    """The list of one day: one's own for a practitioner, everybody's for the desk."""
    chosen = _day_of(request.GET.get("day", ""))
    actor = current().actor
    mine = actor.has(Role.PRACTITIONER) and request.GET.get("whose") != "all"
    context = {
        "day": chosen,
        "is_today": chosen == this_day(),
        "before_url": _day_url(chosen - timedelta(days=1), mine),
        "after_url": _day_url(chosen + timedelta(days=1), mine),
        "today_url": reverse("today"),
        "patients_url": reverse("patients"),
        "lines": today.lines(chosen, actor.user if mine else None, course=actor.has(*READERS)),
        "mine": mine,
        "may_choose": actor.has(Role.PRACTITIONER),
        "clinical": actor.has(Role.PRACTITIONER),
    }
    return render(request, "visit/today.html", context)


def _day_url(chosen: date, mine: bool) -> str:
    return f"{reverse('today')}?day={chosen.isoformat()}" + ("" if mine else "&whose=all")


def _day_of(text: str) -> date:
    try:
        chosen = date.fromisoformat(text)
    except ValueError:
        return this_day()
    # The first and the last year of the calendar have no day before or after for the buttons.
    return chosen if date.min.year < chosen.year < date.max.year else this_day()


@require_safe
@page(Role.OWNER, Role.PRACTITIONER)
def unsigned(request: HttpRequest) -> HttpResponse:
    """Notes that wait for a signature, and incidents for a step: one's own, or all for the owner."""
    actor = current().actor
    own = actor.user if actor.has(Role.PRACTITIONER) and not actor.has(Role.OWNER) else None
    lines, more = today.unsigned_lines(own)
    rows = [{"visit": visit, "about": about} for visit, about in lines]
    context = {"rows": rows, "more": more, "incidents": treatment.waiting_incidents(own)}
    return render(request, "visit/unsigned.html", context)


@require_safe
@page(*READERS)
def visit_home(request: HttpRequest, visit: UUID) -> HttpResponse:
    """Leads to the step that is next."""
    opened = open_visit(visit, why="visit")
    return HttpResponseRedirect(reverse("visit-step", args=[visit, frame.first_open(progress(opened))]))


@gzip_page  # a step's page may be 140 kB; random bytes hide its length from whoever listens (ADR 23)
@require_http_methods(["GET", "HEAD", "POST"])
@page(*READERS)
def step(request: HttpRequest, visit: UUID, code: str) -> HttpResponse:
    """One step of a visit inside the frame; a POST goes to the step's own action."""
    place = BY_CODE.get(code)
    if place is None:
        raise Missing(Reason("no-step", _("There is no such step in a visit.")))
    # The ranking beside the chart asks again at each mark.
    follows = request.method == "POST" and (code, request.POST.get("do")) == ("examination", "live")
    opened = open_visit(visit, why="visit", by_itself=follows)
    if request.method == "POST":
        if code != "sign":  # which holds the visit for itself
            join_writers(opened, then=reads(opened))
        _refuse_what_is_over(request, opened, code)
        answer = place.step.act(request, opened)
        if isinstance(answer, Done):
            if answer.notice:
                messages.success(request, answer.notice)
            return HttpResponseRedirect(_next(opened, answer))
    else:
        read_together(*reads(opened), *treatment.reads_of_rooms())
        answer = place.step.show(request, opened)
    context = frame.context(opened, code) | answer.context
    return render(request, answer.template, context, status=answer.status)


def _refuse_what_is_over(request: HttpRequest, visit: VisitFile, code: str) -> None:
    """A signed note takes amendments only, and needles heard of late; a cancelled visit takes nothing."""
    amends = code == "sign" and request.POST.get("do") == "amend"
    beside = amends or code == "count" or (code == "needles" and treatment.comes_late(visit, request.POST))
    if not (visit.signed and beside):
        refuse_when_over(visit, code)


def _next(visit: VisitFile, done: Done) -> str:
    code = done.to or frame.first_open(progress(open_visit(visit.id, why="visit")))
    return reverse("visit-step", args=[visit.id, code]) + done.at


@require_POST
@page(*STAFF)
def arrive(request: HttpRequest, visit: UUID) -> HttpResponse:
    """Note that the patient has arrived."""
    opened = open_visit(visit, why="arrive")
    _refuse_what_is_over(request, opened, "arrive")
    if not opened.happened("arrived"):
        note_event(visit=opened.visit, kind="arrived")
        messages.success(request, _("%(name)s has arrived.") % {"name": opened.patient.name})
    return HttpResponseRedirect(reverse("today"))


def _like(patient: UUID, visit: str) -> dict[str, Any]:
    """What a new visit takes over from an earlier one of this patient; without one, whoever treats and plans."""
    actor = current().actor
    mine = {"practitioner": str(actor.user)} if actor.has(Role.PRACTITIONER) else {}
    try:
        before = open_visit(UUID(visit), why="plan").visit
    except (ValueError, Missing):
        return mine
    if before.patient_id != patient:
        return mine
    return {
        "practitioner": str(before.practitioner_id),
        "place": before.room_id,
        "episode": str(before.episode_id or ""),
        "reason": before.reason,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@page(*STAFF)
def plan(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Put a visit of this patient on the list."""
    opened = open_patient(patient, why="plan")
    draft = drafts.find(request.path) if request.method != "POST" else None
    typed = drafts.as_data(draft).dict() if draft else _like(patient, request.GET.get("like", ""))
    form = PlanVisitForm(request.POST or None, initial=typed, patient=patient)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        planned = plan_visit(
            patient=patient,
            practitioner=chosen["practitioner"],
            site=chosen["place"].site_id,
            room=chosen["place"].id,
            starts_at=chosen["starts_at"],
            episode=chosen["episode"],
            reason=chosen["reason"],
        )
        if chosen["arrived"]:
            note_event(visit=planned, kind="arrived")
        messages.success(request, _("The visit is on the list."))
        return HttpResponseRedirect(f"{reverse('today')}?day={planned.starts_at.date().isoformat()}&whose=all")
    status = 422 if request.method == "POST" else 200
    return render(request, "visit/plan.html", {"form": form, "patient": opened, "draft": draft}, status=status)
