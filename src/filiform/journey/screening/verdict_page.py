"""The second step of a visit: the verdict with every finding, its sources, and what was decided on it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filiform.core.screening import Finding, Status
from filiform.foundation.record.public import Done, StepPage, VisitFile
from filiform.foundation.tenancy.clock import today
from filiform.foundation.ui.widgets import Choices, DateInput
from filiform.knowledge.screening import load

from . import policy_words, queries
from .actions import clear, take_back, weigh
from .planned import spoken
from .queries import Screened
from .translate import needs_weighing, plain_verdict
from .words import ACTIONS, CLASSES, WHERE_TO, short_name, status_sentence

REASONS = (
    ("technique", gettext_lazy("I needle with the technique that the finding asks for.")),
    ("benefit", gettext_lazy("The benefit outweighs it; discussed with the patient.")),
    ("known", gettext_lazy("Long known and stable; nothing has changed.")),
)

#: Of a long list of answers to ask for, so many are named.
SHOWN_CODES = 5
#: Questions whose answers are sites.
SITES = ("planned_sites", "last_sites")


class WeighForm(forms.Form):
    """Which precautions were weighed, and why needling goes on."""

    items = forms.MultipleChoiceField(
        label=gettext_lazy("Weighed"),
        error_messages={"required": gettext_lazy("Tick the findings that you weighed.")},
        widget=forms.CheckboxSelectMultiple,
    )
    reason_code = forms.ChoiceField(
        label=gettext_lazy("Why needling goes on"), choices=REASONS, required=False, widget=Choices
    )
    reason = forms.CharField(
        label=gettext_lazy("In your words"),
        required=False,
        max_length=2000,
        validators=[ProhibitNullCharactersValidator()],
    )

    def __init__(self, *args: Any, findings: list[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["items"]).choices = [(one.item, one.label) for one in findings]

    def clean(self) -> dict[str, Any]:
        """A reason is needed, chosen or written."""
        cleaned = super().clean() or {}
        words = dict(REASONS).get(cleaned.get("reason_code", ""), "")
        cleaned["why"] = " ".join(part for part in (str(words), cleaned.get("reason", "").strip()) if part)
        if not cleaned["why"]:
            self.add_error("reason_code", _("Choose why needling goes on, or write it."))
        return cleaned


class ClearanceForm(forms.Form):
    """A doctor's clearance: who gave it, what was said, until when."""

    item = forms.CharField(widget=forms.HiddenInput, max_length=80)
    cleared_by = forms.CharField(
        label=gettext_lazy("Cleared by"), help_text=gettext_lazy("Name and role, such as “Dr O’Brien, haematology”."),
        max_length=200, validators=[ProhibitNullCharactersValidator()],
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("What was said"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        validators=[ProhibitNullCharactersValidator()],
    )  # fmt: skip
    until = forms.DateField(
        label=gettext_lazy("Holds until"), required=False, widget=DateInput,
        error_messages={"invalid": gettext_lazy("Write the day as year-month-day, such as 2027-03-01.")},
    )  # fmt: skip

    def clean_until(self) -> date | None:
        """Not in the past and not for ever."""
        until: date | None = self.cleaned_data["until"]
        if until and until < today():
            raise forms.ValidationError(_("This day is past. Write a day to come, or leave it empty."))
        if until and until > today() + timedelta(days=366 * 3):
            raise forms.ValidationError(_("Three years are the longest. Choose an earlier day."))
        return until


class ScreeningStep:
    """Shows the verdict of today's answers, takes decisions on precautions and clearances."""

    code = "screening"

    def show(self, request: HttpRequest, visit: VisitFile) -> StepPage:
        """The verdict as of now."""
        return self._page(visit, queries.screened(visit))

    def act(self, request: HttpRequest, visit: VisitFile) -> StepPage | Done:
        """Record a decision: weigh precautions, a clearance, or take one back."""
        result = queries.screened(visit)
        match request.POST.get("do"):
            case "weigh":
                form = WeighForm(request.POST, findings=[f for f in result.verdict.findings if needs_weighing(f)])
                if not form.is_valid():
                    return self._page(visit, result, weigh_form=form, status=422)
                weigh(visit=visit, items=form.cleaned_data["items"], reason=form.cleaned_data["why"])
                done = queries.screened(visit)
                finished = not done.unweighed and done.verdict.status in (Status.CLEAR, Status.CAUTION)
                return Done(to="consent" if finished else self.code, notice=_("Decision recorded."))
            case "clearance":
                cleared = ClearanceForm(request.POST)
                if not cleared.is_valid():
                    return self._page(visit, result, clearance_form=cleared, status=422)
                given = cleared.cleaned_data
                clear(
                    visit=visit,
                    item=given["item"],
                    cleared_by=given["cleared_by"],
                    reason=given["reason"],
                    until=given["until"],
                )
                return Done(to=self.code, notice=_("Clearance recorded."))
            case "take-back":
                reason = _sent(request, "reason")[:2000] or _("Taken back.")
                take_back(visit=visit, item=_sent(request, "item")[:80], reason=reason)
                return Done(to=self.code, notice=_("Decision taken back."))
        return self._page(visit, result)

    def note(self, visit: VisitFile) -> dict[str, Any]:
        """The verdict with its findings, sources and decisions."""
        result = queries.screened(visit)
        if result.row is None:
            return {}
        decisions = {
            item: {
                "choice": row.choice,
                "reason": row.reason,
                "by": row.author.name if row.author else "",
                "at": row.recorded_at.isoformat(timespec="seconds"),
                "cleared_by": row.cleared_by,
                "review_on": row.review_on.isoformat() if row.review_on else None,
            }
            for item, row in result.decisions.items()
        }
        return {**plain_verdict(result.verdict, result.policy), "decisions": decisions}

    def _page(
        self,
        visit: VisitFile,
        result: Screened,
        *,
        weigh_form: WeighForm | None = None,
        clearance_form: ClearanceForm | None = None,
        status: int = 200,
    ) -> StepPage:
        unweighed = list(result.unweighed)
        status_code = str(result.verdict.status) if result.row else "ask"
        return StepPage(
            "screening/verdict.html",
            {
                "asked": result.row is not None,
                "status_code": status_code,
                "sentence": status_sentence(status_code, bool(unweighed)),
                "findings": [_shown(finding, result) for finding in result.verdict.findings],
                "emergency": [_shown(finding, result) for finding in result.verdict.findings if finding.where_to],
                "missing": _missing(result),
                "unrecognised": result.verdict.unrecognised,
                "sites": [
                    {"name": spoken(site), "status": str(state)} for site, state in result.verdict.site_status.items()
                ],
                "some_barred": _some_barred(result),
                "policy": policy_words.behind(result),
                "moved": policy_words.moved(result),
                "unweighed": unweighed,
                "weigh_form": weigh_form or WeighForm(findings=unweighed),
                "clearance_form": clearance_form,
                "clearable": [
                    {
                        "finding": f,
                        "form": ClearanceForm(initial={"item": f.item}, prefix=None, auto_id=f"id_{f.item}_%s"),
                    }
                    for f in result.verdict.findings
                    if f.clearable and not f.cleared
                ],
                "ready": status_code in ("clear", "caution") and not unweighed,
            },
            status=status,
        )


def _some_barred(result: Screened) -> bool:
    """Whether some sites are stopped and others are not: the plan can go on without those that are."""
    statuses = list(result.verdict.site_status.values())
    return Status.STOP in statuses and any(status is not Status.STOP for status in statuses)


def _sent(request: HttpRequest, name: str) -> str:
    """A field of a button's form, without what no row can hold."""
    return request.POST.get(name, "").replace("\x00", "").strip()


def _shown(finding: Finding, result: Screened) -> dict[str, Any]:
    """A finding for the `finding` component."""
    screening = load()
    decision = result.decisions.get(finding.item)
    because = []
    for reason in finding.because:
        question = screening.question(reason.field.partition("@")[0])
        asked = question.label if question else reason.field
        because.append(f"{asked}{'' if asked.endswith('?') else ':'} {_value(question, reason.value)}")
    sites = ", ".join(spoken(site) for site in finding.sites)
    return {
        "item": finding.item,
        "title": finding.label + (f" – {sites}" if sites else ""),
        "state": str(finding.status),
        "class": CLASSES.get(str(finding.class_), str(finding.class_)),
        "why": "; ".join(because),
        "action": " ".join(part for part in (str(ACTIONS.get(str(finding.action), "")), finding.guidance) if part),
        "where_to": WHERE_TO.get(finding.where_to or "", finding.where_to or ""),
        "disagreement": policy_words.disagreement(finding),
        "policy": policy_words.on_finding(finding, result),
        "voices": _voices(finding),
        "decision": _decided(decision) if decision else "",
        "decided": decision,
        "sources": [
            {
                "title": policy_words.cited(each.tag),
                "says": each.says,
                "how": str(each.how),
                "kind": CLASSES.get(each.class_, each.class_) if each.class_ else "",
                "reviewed_by": finding.reviewed,
            }
            for each in finding.sources
        ],
    }


def _value(question: Any, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float):
        return f"{value:g}"
    if question and question.field in SITES:
        return spoken(str(value))
    labels = {choice.code: choice.label for choice in question.choices} if question else {}
    head, _colon, place = str(value).partition(":")
    return labels.get(head, head.replace("-", " ")) + (f" ({place.replace('-', ' ')})" if place else "")


def _voices(finding: Finding) -> list[dict[str, Any]]:
    """Where sources disagree: each by its short name, how it classes the finding, and what it says of it."""
    citations = load().citations
    return [
        {
            "who": short_name(citations.get(each.tag, each.tag)),
            "class": CLASSES.get(each.class_, each.class_) if each.class_ else "",
            "says": each.says,
        }
        for each in (finding.sources if finding.disagreement else ())
        if each.class_ or each.says
    ]


def _decided(decision: Any) -> str:
    who = decision.author.name if decision.author else _("the system")
    when = decision.recorded_at.strftime("%-d %b %Y")
    text = _("%(who)s, %(when)s: %(why)s") % {"who": who, "when": when, "why": decision.reason}
    if decision.cleared_by:
        text = _("Cleared by %(by)s. ") % {"by": decision.cleared_by} + text
    return text


def _missing(result: Screened) -> list[dict[str, Any]]:
    """What is still to ask, with the address of the question."""
    screening = load()
    found = []
    for each in result.verdict.missing:
        question = screening.question(each.field.partition("@")[0])
        labels = {choice.code: choice.label for choice in question.choices} if question else {}
        found.append(
            {
                "field": each.field,
                "label": question.label if question else each.field.replace("_", " "),
                "codes": [labels.get(code, code) for code in each.codes][:SHOWN_CODES],
                "more": max(0, len(each.codes) - SHOWN_CODES),
            }
        )
    return found
