"""The needles step: what is in, what goes in, what else was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.translation import gettext as _

from filiform.foundation.audit import log as audit
from filiform.foundation.gate.public import drafts
from filiform.foundation.record.public import Done, StepPage, VisitFile
from filiform.foundation.tenancy.reading import read_together
from filiform.foundation.tenancy.refusal import Refused
from filiform.journey.treatment import before, gate, notes, queries, sayings, shown
from filiform.journey.treatment.actions import late, other, taking_back
from filiform.journey.treatment.actions import needles as write
from filiform.journey.treatment.actions.sets import save_set
from filiform.journey.treatment.device import device_time
from filiform.journey.treatment.forms import DetailForm, NeedleForm, TakeBackForm
from filiform.journey.treatment.onetap import page as onetap
from filiform.journey.treatment.onetap.forms import SetForm
from filiform.journey.treatment.onetap.lots import to_choose
from filiform.journey.treatment.onetap.prefill import prefilled
from filiform.journey.treatment.other_forms import ModalityForm, StimulationForm, WithoutForm

TEMPLATE = "treatment/needles.html"


@dataclass
class Typed:
    """Forms that were sent and have to come back as they were typed, with what stood against them."""

    forms: dict[str, BaseForm] = field(default_factory=dict)
    about: UUID | None = None
    refused: Refused | None = None


class NeedlesStep:
    """Fifth step of a visit; see `foundation.record.steps.Step`."""

    code = "needles"

    def show(self, request: HttpRequest, visit: VisitFile) -> StepPage:
        """Needles in place, the form for the next one, everything recorded."""
        return _page(request, visit, Typed(), draft=drafts.find(request.path) if visit.writable else None)

    def act(self, request: HttpRequest, visit: VisitFile) -> StepPage | Done:
        """Do what the field `do` says; a refusal comes back on the page with what was typed."""
        doing = DOING.get(request.POST.get("do", "place"), _place)
        return doing(request, visit)

    def note(self, visit: VisitFile) -> dict[str, Any]:
        """Every insertion, stimulation and other therapy as plain JSON."""
        return notes.needles_note(visit)


def _place(request: HttpRequest, visit: VisitFile) -> StepPage | Done:
    form = _needle_form(visit, request.POST, bound=True)
    if not form.is_valid():
        return _page(request, visit, Typed({"needle": form}), status=422)
    out_too = request.POST.get("do") == "in-out"
    try:
        write.place(
            visit=visit, placing=form.placing(out_too=out_too), happened=form.cleaned_data["happened"],
            why=form.cleaned_data["why"],
        )  # fmt: skip
    except Refused as refused:
        return _refused(request, visit, form, "needle", refused)
    late.warn(request, visit)
    to = "sign" if visit.signed else "needles"
    return Done(to=to, notice=_("Recorded: in and out.") if out_too else _("Recorded: the needle is in."))


def _detail(request: HttpRequest, visit: VisitFile) -> StepPage | Done:
    form = DetailForm(request.POST, entry=_uuid(request.POST, "insertion"))
    if not form.is_valid():
        return _page(request, visit, Typed({"detail": form}, _uuid(request.POST, "insertion")), status=422)
    data = form.cleaned_data
    try:
        write.note_detail(visit=visit, insertion=data["insertion"], client_id=data["event"], **form.said())
    except Refused as refused:
        if refused.status == 404:
            raise
        return _refused(request, visit, form, "detail", refused, about=data["insertion"])
    return Done(to="needles", notice=_("Noted."))


def _void(request: HttpRequest, visit: VisitFile) -> StepPage | Done:
    form = TakeBackForm(request.POST, entry=_uuid(request.POST, "insertion"))
    if not form.is_valid():
        return _page(request, visit, Typed({"void": form}, _uuid(request.POST, "insertion")), status=422)
    taking_back.void(visit=visit, insertion=form.cleaned_data["insertion"], reason=form.cleaned_data["reason"])
    return Done(to="needles", notice=_("Taken back. The entry stays readable."))


def _modality(request: HttpRequest, visit: VisitFile) -> StepPage | Done:
    form = ModalityForm(request.POST)
    if not form.is_valid():
        return _page(request, visit, Typed({"modality": form}), status=422)
    other.record_modality(visit=visit, **form.facts())
    return Done(to="needles", notice=_("Recorded."))


def _modality_back(request: HttpRequest, visit: VisitFile) -> StepPage | Done:
    form = TakeBackForm(request.POST)
    if not form.is_valid():
        return _page(request, visit, Typed({"modality_back": form}, _uuid(request.POST, "insertion")), status=422)
    chosen, reason = form.cleaned_data["insertion"], form.cleaned_data["reason"]
    other.take_back_modality(visit=visit, modality=chosen, reason=reason)
    return Done(to="needles", notice=_("Taken back."))


def _stimulation(request: HttpRequest, visit: VisitFile) -> StepPage | Done:
    form = StimulationForm(request.POST, entries=shown.for_a_lead(queries.session(visit.id)))
    if not form.is_valid():
        return _page(request, visit, Typed({"stimulation": form}), status=422)
    try:
        other.record_stimulation(visit=visit, **form.facts())
    except Refused as refused:
        return _refused(request, visit, form, "stimulation", refused)
    return Done(to="needles", notice=_("Recorded."))


def _stimulation_back(request: HttpRequest, visit: VisitFile) -> StepPage | Done:
    form = TakeBackForm(request.POST, entry=_uuid(request.POST, "insertion"))
    if not form.is_valid():
        return _page(request, visit, Typed({"stimulation_back": form}, _uuid(request.POST, "insertion")), status=422)
    chosen, reason = form.cleaned_data["insertion"], form.cleaned_data["reason"]
    other.take_back_stimulation(visit=visit, stimulation=chosen, reason=reason)
    return Done(to="needles", notice=_("Taken back. The entry stays readable."))


def _save_set(request: HttpRequest, visit: VisitFile) -> StepPage | Done:
    form = SetForm(request.POST)
    if not form.is_valid():
        return _page(request, visit, Typed({"set": form}), status=422)
    try:
        save_set(visit=visit, **form.cleaned_data)
    except Refused as refused:
        return _refused(request, visit, form, "set", refused)
    return Done(to="needles", notice=_("The set is saved."))


def _without(request: HttpRequest, visit: VisitFile) -> StepPage | Done:
    form = WithoutForm(request.POST)
    if not form.is_valid():
        return _page(request, visit, Typed({"without": form}), status=422)
    try:
        other.go_without(visit=visit, **form.cleaned_data)
    except Refused as refused:
        return _refused(request, visit, form, "without", refused)
    return Done(notice=_("Recorded: no needles today."))


def _after_all(request: HttpRequest, visit: VisitFile) -> StepPage | Done:
    other.needle_after_all(visit=visit)
    return Done(to="needles", notice=_("Needles may be recorded again."))


DOING: dict[str, Callable[[HttpRequest, VisitFile], StepPage | Done]] = {
    "place": _place,
    "in-out": _place,
    "detail": _detail,
    "void": _void,
    "modality": _modality,
    "modality-back": _modality_back,
    "stimulation": _stimulation,
    "stimulation-back": _stimulation_back,
    "save-set": _save_set,
    "without": _without,
    "after-all": _after_all,
}


def _refused(
    request: HttpRequest, visit: VisitFile, form: BaseForm, name: str, refused: Refused, about: UUID | None = None
) -> StepPage:
    """The page again with reasons and sources; the refusal goes to the audit log although nothing was saved."""
    for reason in refused.reasons:
        if reason.field and reason.field in form.fields:
            form.add_error(reason.field, reason.text)
    audit.note(
        "refused", refused.action or "treatment", object_id=visit.id, patient=visit.patient.id,
        why=",".join(reason.code for reason in refused.reasons),
    )  # fmt: skip
    at_field = all(reason.field in form.fields for reason in refused.reasons)
    return _page(request, visit, Typed({name: form}, about, refused), status=422 if at_field else refused.status)


def _needle_form(visit: VisitFile, given: Mapping[str, str], *, bound: bool = False) -> NeedleForm:
    """The form as it was sent (`bound`), or empty; a needle that a device sent before has the boxes of its time."""
    session = queries.needles(visit.id)
    return NeedleForm(
        given if bound else None,
        planned=before.planned_sites(visit),
        boxes=to_choose(visit, device_time(given.get("at", ""))),
        in_use=shown.in_use(session),
    )


def _page(request: HttpRequest, visit: VisitFile, typed: Typed, *, draft: Any = None, status: int = 200) -> StepPage:
    read_together(*onetap.reads(visit))
    session = queries.session(visit.id)
    was = before.read(visit)
    barred = gate.outlook(visit, was)
    form = typed.forms.get("needle") or _needle_form(visit, request.GET)
    boxes = to_choose(visit, device_time(request.GET.get("at", "")))
    asked = prefilled(request.GET, was.planned, boxes) if visit.writable else {}
    if asked and not form.is_bound:
        form.initial.update(asked)
    elif draft is not None:
        form.initial.update(_kept(draft, form))
    context = (
        shown.needles_page(visit, session, was, typed.forms, typed.about or _uuid(request.GET, "amend"))
        | onetap.context(request, visit, was, session, barred)
        | {
            "form": form,
            "draft": None if asked else draft,
            "draft_waits": draft if asked else None,
            "asked": bool(asked),
            "barred": sayings.refusal_items(barred),
            "cautions": [sayings.finding_item(one) for one in gate.cautions(visit, was)],
            "refused": list(typed.refused.reasons) if typed.refused else [],
        }
    )
    # Folded where the offers lead, or where a stop does; never over what was typed, sent or asked for.
    context["describe_open"] = bool(form.is_bound or asked or draft or not (barred or context.get("sections")))
    return StepPage(TEMPLATE, context, status)


def _kept(draft: Any, form: BaseForm) -> dict[str, Any]:
    """What was typed before, as initial values of the form."""
    kept = drafts.as_data(draft)
    many = ("sensation", "reaction")
    return {name: kept.getlist(name) if name in many else kept.get(name) for name in kept if name in form.fields}


def _uuid(given: Mapping[str, str], name: str) -> UUID | None:
    try:
        return UUID(given.get(name, ""))
    except ValueError:
        return None
