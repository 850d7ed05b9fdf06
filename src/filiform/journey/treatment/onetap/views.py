"""Addresses of one tap: a needle placed as its button says it, and the practice's sets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from filiform.core.needling import Way
from filiform.foundation.accounts.roles import Role
from filiform.foundation.audit import log as audit
from filiform.foundation.gate.public import page
from filiform.foundation.record.public import VisitFile, open_visit
from filiform.foundation.tenancy.reading import read_together
from filiform.foundation.tenancy.refusal import Missing, Reason, Refused
from filiform.journey.treatment import sets
from filiform.journey.treatment.actions import late
from filiform.journey.treatment.actions import needles as write
from filiform.journey.treatment.actions.planning import plan_too
from filiform.journey.treatment.actions.sets import may_move, move_set
from filiform.journey.treatment.device import device_time
from filiform.journey.treatment.onetap.address import described, needles_page
from filiform.journey.treatment.onetap.forms import TapForm, known_site, uuid_of
from filiform.journey.treatment.onetap.lots import shelf
from filiform.journey.treatment.onetap.offers import From, Offer
from filiform.journey.treatment.onetap.shown import how
from filiform.journey.treatment.told import site_label
from filiform.journey.treatment.words import SetMove


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.PRACTITIONER)
def place_now(request: HttpRequest, visit: UUID) -> HttpResponse:
    """One tap: this needle is in, or went in and out. Its own address keeps a half-typed needle a draft."""
    if request.method != "POST":
        return HttpResponseRedirect(needles_page(visit, request.GET))
    opened = open_visit(visit, why="visit")
    form = TapForm(request.POST, shelf=shelf(opened, device_time(request.POST.get("at", ""))))
    if not form.is_valid():
        return _not_recorded(request, opened, _faults(form), status=422)
    placing = form.placing()
    try:
        write.place(visit=opened, placing=placing)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _not_recorded(request, opened, refused, status=refused.status)
    late.warn(request, opened)
    said = _("In and out: %(site)s.") if placing.out_too else _("In: %(site)s.")
    messages.success(request, said % {"site": site_label(placing.site)})
    if opened.signed:
        return HttpResponseRedirect(reverse("visit-step", args=[visit, "sign"]))
    return HttpResponseRedirect(needles_page(visit, request.POST, request.POST.get("back", "")))


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.PRACTITIONER)
def plan_site(request: HttpRequest, visit: UUID) -> HttpResponse:
    """A site joins the plan; then to what it still asks for, or back to its button."""
    if request.method != "POST":
        return HttpResponseRedirect(needles_page(visit, request.GET))
    opened = open_visit(visit, why="visit")
    site = known_site(request.POST.get("site", ""))
    if site is None:
        raise Missing(Reason("no-site", _("This place is not known. Look it up by its name.")))
    still = plan_too(visit=opened, site=site)
    named = {"site": site_label(site)}
    if not still.step:
        messages.success(request, _("Planned too: %(site)s. Nothing further has to be asked for it.") % named)
        return HttpResponseRedirect(needles_page(visit, request.POST, "offers-sites"))
    messages.success(request, _("Planned too: %(site)s. This is still open before a needle goes in there.") % named)
    address = reverse("visit-step", args=[visit, still.step])
    return HttpResponseRedirect(f"{address}#{still.at}" if still.at else address)


def _faults(form: TapForm) -> Refused:
    told = ((name, str(text)) for name, texts in form.errors.items() for text in texts)
    return Refused(*(Reason(f"field-{name}", text, field=name) for name, text in told))


def _not_recorded(request: HttpRequest, visit: VisitFile, refused: Refused, status: int) -> HttpResponse:
    """Why it was not recorded, and the way to the form with all that the button said."""
    audit.note(
        "refused", refused.action or "treatment.place", object_id=visit.id, patient=visit.patient.id,
        why=",".join(reason.code for reason in refused.reasons),
    )  # fmt: skip
    context = {
        "refused": refused.reasons,
        "describe": _described(request, visit.id),
        "back": needles_page(visit.id, request.POST),
    }
    return render(request, "treatment/onetap/not_recorded.html", context, status=status)


def _described(request: HttpRequest, visit: UUID) -> str:
    said = request.POST
    way = Way(said.get("technique", "")[:40], said.get("guidance", "")[:12], None, None)
    dwell = said.get("dwell", "").partition(".")[0]
    seconds = 60 * int(dwell) if dwell.isascii() and dwell.isdigit() and len(dwell) < 4 else None
    lot = uuid_of(said.get("lot", ""))
    site, point = said.get("site", "")[:100], said.get("point", "")[:200]
    return described(visit, said, site, way, point, seconds, lot, _sent_as(said))


def _sent_as(said: Mapping[str, str]) -> dict[str, str]:
    """The device's id and time of a tap: whatever the device knows by that id belongs to what is sent in its place."""
    event, at = uuid_of(said.get("event", "")), device_time(said.get("at", ""))
    return {"event": str(event or ""), "at": at.isoformat() if at else ""}


@require_http_methods(["GET", "HEAD", "POST"])
@page(Role.PRACTITIONER, Role.OWNER)
def needle_sets(request: HttpRequest) -> HttpResponse:
    """The sets that one may use, each with its needles; shared, kept to oneself again or retired by a button."""
    if request.method == "POST":
        chosen = uuid_of(request.POST.get("set", ""))
        if chosen is None:
            raise Missing(Reason("no-set", _("There is no such set, or it was retired.")))
        kind = request.POST.get("do", "")
        move_set(needle_set=chosen, kind=kind)
        messages.success(request, str(SetMove(kind).label))
        return HttpResponseRedirect(reverse("needle-sets"))
    found = sets.sets()
    read_together(*(sets.lines_of.of(one.id) for one in found))
    return render(request, "treatment/onetap/sets.html", {"rows": [_set_row(one) for one in found]})


def _set_row(one: sets.SetFile) -> dict[str, Any]:
    lines = [
        Offer(str(line.position), sets.site_of(line), From.SET, sets.way_of(line), line.planned_dwell, line.point)
        for line in sets.lines_of(one.id)
    ]
    return {
        "set": one,
        "lines": [", ".join(part for part in (site_label(each.site), each.point, how(each)) if part) for each in lines],
        "may_move": may_move(one),
    }
