"""The last step of a visit: what is still open, the note as it will be, the signature."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filiform.core.followup import State, StepState
from filiform.core.followup import Step as StepCode
from filiform.core.reasons import Reason as CoreReason
from filiform.foundation.gate.public import drafts
from filiform.foundation.record.public import Done, Step, StepPage, VisitFile, amendments, hold_to_sign
from filiform.foundation.tenancy.refusal import Reason
from filiform.journey.treatment import public as treatment
from filiform.knowledge import load

from .actions import amend_visit, sign_visit
from .note import compose
from .reporting import report
from .translate import progress
from .words import say


class AmendmentForm(forms.Form):
    """A correction or addition to a signed note."""

    text = forms.CharField(
        label=gettext_lazy("Amendment"), max_length=10000, widget=forms.Textarea(attrs={"rows": 4}),
        validators=[ProhibitNullCharactersValidator()],
        error_messages={"required": gettext_lazy("Write what is to be added or corrected.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=200, validators=[ProhibitNullCharactersValidator()],
        error_messages={"required": gettext_lazy("Say why the note is amended.")},
    )  # fmt: skip


class SignStep:
    """Signs a visit whose steps are done; shows amendments afterwards."""

    code = "sign"

    def __init__(self, before: Sequence[Step]) -> None:
        self.before = tuple(before)

    def show(self, request: HttpRequest, visit: VisitFile) -> StepPage:
        """What is open, or the signature; an amendment that was begun is there again."""
        draft = drafts.find(request.path) if visit.signed else None
        kept = drafts.as_data(draft) if draft else {}
        typed = {name: kept[name] for name in ("text", "reason") if kept.get(name)}
        return self._page(visit, AmendmentForm(initial=typed) if typed else None, draft=draft if typed else None)

    def act(self, request: HttpRequest, visit: VisitFile) -> StepPage | Done:
        """Sign, or amend what is signed. Raises Refused while something is open."""
        if request.POST.get("do") == "amend":
            form = AmendmentForm(request.POST)
            if not form.is_valid():
                return self._page(visit, form, status=422)
            amend_visit(visit=visit, text=form.cleaned_data["text"], reason=form.cleaned_data["reason"])
            return Done(to=self.code, notice=_("Amendment added beside the note."))
        # Held first: a needle that went in while the note was composed would be in the record and not in the note.
        hold_to_sign(visit)
        note = compose(visit, self.before)
        sign_visit(visit=visit, note=note, open_reasons=open_reasons(visit, note["steps"]["needles"]))
        return Done(to=self.code, notice=_("Signed. The note is locked."))

    def note(self, visit: VisitFile) -> dict[str, Any]:
        """Nothing of its own: the signature is beside the note, not inside it."""
        return {}

    def _needles(self, visit: VisitFile) -> dict[str, Any]:
        """The part of the note that the needles step gives."""
        return next(step for step in self.before if step.code == "needles").note(visit)

    def _page(
        self, visit: VisitFile, form: AmendmentForm | None = None, status: int = 200, draft: Any = None
    ) -> StepPage:
        states = progress(visit)
        lacks = None if visit.signed or visit.cancelled else report(visit, self._needles(visit))
        return StepPage(
            "visit/sign.html",
            {
                "open_reasons": [*blockers(states), *(lacks.law if lacks else ())],
                "lacks": lacks,
                "done_steps": [state for state in states if state.state is State.DONE],
                "amendments": amendments(visit.id),
                "incidents": _waiting(visit) if visit.signed else [],
                "amendment_form": form or AmendmentForm(),
                "draft": draft,
            },
            status=status,
        )


def _waiting(visit: VisitFile) -> list[dict[str, Any]]:
    """Incidents of a signed visit with steps still to be recorded: id, label, how many."""
    steps = treatment.open_step_details(visit)
    left, known = Counter((one.incident, one.kind) for one in steps), load().incident_steps
    return [{"id": incident, "label": known[kind].label, "n": n} for (incident, kind), n in left.items()]


def open_reasons(visit: VisitFile, needles: Mapping[str, Any]) -> list[Reason]:
    """Why the visit cannot be signed yet: open steps, and fields of the note that law asks for; empty when it can.

    `needles` is the part of the note that the needles step gives.
    """
    return [*blockers(progress(visit)), *report(visit, needles).law]


def blockers(states: Sequence[StepState]) -> list[Reason]:
    """Why the visit cannot be signed yet, in sentences; empty when it can."""
    sign = next(state for state in states if state.step is StepCode.SIGN)
    by_step = {str(state.step): state for state in states}
    found: list[Reason] = []
    for reason in sign.reasons:
        step = by_step.get(str(reason.get("step") or ""))
        if step is None:
            found.append(Reason(reason.code, say(reason), field="sign"))
            continue
        details = [_asks(each, step) for each in step.reasons]
        found += [Reason(reason.code, text, field=str(step.step)) for text in details or [say(reason)]]
    return found


def _asks(reason: CoreReason, step: StepState) -> str:
    """What a reason asks for at this step: after a stop, the needles step asks for the words why there are none."""
    if reason.code == "screening-stop" and step.step is StepCode.NEEDLES:
        return _("Say why there are no needles today, and what was done instead.")
    return say(reason)
