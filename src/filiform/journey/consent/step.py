"""The consent step of a visit: show, record, confirm, withdraw, and its part of the note."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from filiform.foundation.gate.public import drafts
from filiform.foundation.record.public import Done, StepPage, VisitFile, plain
from filiform.foundation.tenancy.refusal import Conflict, Reason, Refused
from filiform.journey.screening import public as screening

from . import actions, words
from .forms import ConsentForm, WithdrawForm
from .models import ConsentEvent
from .sheet import Sheet, sheet_of

TEMPLATE = "consent/step.html"


class ConsentStep:
    """Third step of a visit; see `foundation.record.steps.Step`."""

    code = "consent"

    def show(self, request: HttpRequest, visit: VisitFile) -> StepPage:
        """What to explain, what is on record, and the form."""
        sheet = sheet_of(visit)
        draft = drafts.find(request.path)
        data = drafts.as_data(draft) if draft else None
        if data is not None:
            # A draft is older than the page: it is filled in, but what was read is what stands here now.
            data["shown"], data["based_on"] = sheet.explanation.digest, sheet.based_on
        form = ConsentForm(explanation=sheet.explanation, patient=visit.patient, initial=_initial(sheet))
        if data is not None:
            form.initial.update({name: _kept(data, name) for name in data if name in form.fields})
        return StepPage(TEMPLATE, page_context(visit, sheet, form, WithdrawForm()) | {"draft": draft})

    def act(self, request: HttpRequest, visit: VisitFile) -> StepPage | Done:
        """Record an answer, confirm an earlier consent or withdraw, as the field `do` says."""
        match request.POST.get("do", "record"):
            case "withdraw":
                return _withdraw(request, visit)
            case "confirm":
                return _confirm(request, visit)
            case _:
                return _record(request, visit)

    def note(self, visit: VisitFile) -> dict[str, Any]:
        """Every answer of this visit, what it comes to, and what was explained by its digest."""
        sheet = sheet_of(visit)
        return {
            "valid": sheet.state.valid,
            "why_not": [{"code": each.code, **dict(each.params)} for each in sheet.state.why],
            "sites": list(sheet.explanation.sites),
            "answers": [noted(row) for row in sheet.rows if row.visit_id == visit.id],
            "rests_on": noted(sheet.consent) if sheet.consent and sheet.state.valid else None,
        }


def noted(row: ConsentEvent) -> dict[str, Any]:
    """One answer as plain JSON."""
    fields = (
        "id", "kind", "at", "form", "by", "speaker", "relation", "assent", "interpreter", "interpreter_name",
        "capacity", "capacity_note", "risks", "special", "regions", "sites", "knowledge_version",
        "signed_name", "copy_given", "reason",
    )  # fmt: skip
    found: dict[str, Any] = plain({name: getattr(row, name) for name in fields})
    found["explained_digest"] = row.explained.digest if row.explained else None
    found["author"] = row.author.name if row.author else None
    return found


def page_context(visit: VisitFile, sheet: Sheet, form: ConsentForm, withdraw: WithdrawForm) -> dict[str, Any]:
    """All that the step's template shows."""
    return {
        "visit": visit,
        "sheet": sheet,
        "explanation": sheet.explanation,
        "why": [words.say(reason) for reason in sheet.state.why],
        "site_names": [screening.spoken(text) for text in sheet.explanation.sites],
        "regions": [words.region(code) for code in sorted(sheet.explanation.required.regions)],
        "covered": [words.region(code) for code in sorted(sheet.earlier.covers.regions)],
        "assumed": len(sheet.explanation.required.assumed),
        "form": form,
        # Nothing to read again while a consent stands, unless somebody is at the form already.
        "settled": (sheet.state.valid or sheet.may_confirm) and not form.is_bound and "reason" not in form.initial,
        "withdraw_form": withdraw,
        "may_withdraw": bool(sheet.consent),
    }


def _initial(sheet: Sheet) -> dict[str, Any]:
    due = sheet.explanation.required
    return {
        "by": "guardian" if "guardian-consent" in due.special else "patient",
        "form": "written",
        "regions": sorted(due.regions),
        "shown": sheet.explanation.digest,
        "based_on": sheet.based_on,
    }


def _kept(data: Any, name: str) -> Any:
    many = name in ("explained", "regions")
    return data.getlist(name) if many else data.get(name)


def _record(request: HttpRequest, visit: VisitFile) -> StepPage | Done:
    sheet = sheet_of(visit)
    form = ConsentForm(request.POST, explanation=sheet.explanation, patient=visit.patient)
    if not sheet.explanation.required.regions:
        raise Refused(Reason("sites-missing", words.say(sheet.state.why[0])), action="consent")
    if not form.is_valid():
        return _again(visit, sheet, form, WithdrawForm(), 422)
    try:
        row = actions.record_answer(
            visit=visit,
            answer=form.answer(),
            explanation=sheet.explanation,
            based_on=form.cleaned_data["based_on"],
        )
    except Conflict as conflict:
        form.add_error(None, conflict.reasons[0].text)
        return _again(visit, sheet_of(visit), form, WithdrawForm(), 409)
    if row.kind == "declined":
        return Done(to=ConsentStep.code, notice=_("Recorded: the patient declined. No needle is planned."))
    if not sheet_of(visit).state.valid:
        return Done(to=ConsentStep.code, notice=_("Recorded. It does not make a valid consent yet: see why below."))
    return Done(notice=_("Consent recorded."))


def _again(visit: VisitFile, sheet: Sheet, form: ConsentForm, withdraw: WithdrawForm, status: int) -> StepPage:
    """The page once more with what was typed; it now rests on what is newest and can be sent again."""
    data = cast(QueryDict, form.data).copy()
    data["shown"], data["based_on"] = sheet.explanation.digest, sheet.based_on
    form.data = data
    return StepPage(TEMPLATE, page_context(visit, sheet, form, withdraw), status=status)


def _confirm(request: HttpRequest, visit: VisitFile) -> StepPage | Done:
    sheet = sheet_of(visit)
    if sheet.consent is None or not sheet.may_confirm:
        raise Refused(
            Reason(
                "nothing-to-confirm",
                _("No earlier consent covers this plan. Explain it and ask for a new one."),
            ),
            action="consent",
        )
    if request.POST.get("shown") != sheet.explanation.digest:
        raise Conflict(
            Reason(
                "changed",
                _("What has to be explained has changed since this page was opened. Read it again."),
            ),
            action="consent",
        )
    actions.confirm(
        visit=visit,
        consent=sheet.consent,
        explanation=sheet.explanation,
        based_on=request.POST.get("based_on", ""),
    )
    return Done(notice=_("Consent confirmed for today."))


def _withdraw(request: HttpRequest, visit: VisitFile) -> StepPage | Done:
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        sheet = sheet_of(visit)
        blank = ConsentForm(explanation=sheet.explanation, patient=visit.patient, initial=_initial(sheet))
        return StepPage(TEMPLATE, page_context(visit, sheet, blank, form), status=422)
    actions.withdraw(patient=visit.patient.id, reason=form.reason(), visit=visit)
    return Done(to=ConsentStep.code, notice=_("Consent is withdrawn. No needle is planned from here on."))
