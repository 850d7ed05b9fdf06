"""The step of the visit that gives advice for this patient and these sites."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from filiform.foundation.gate.public import drafts
from filiform.foundation.record.public import Done, StepPage, VisitFile
from filiform.knowledge import load

from . import queries
from .actions import record_advice
from .forms import AdviceForm
from .translate import advice_for
from .words import in_moments


class AftercareStep:
    """Shows the advice, in the words of the sheet, and records that it was given."""

    code = "aftercare"

    def show(self, request: HttpRequest, visit: VisitFile) -> StepPage:
        """The advice as of now."""
        draft = drafts.find(request.path) if visit.writable else None
        kept = drafts.as_data(draft) if draft else {}
        typed = {name: kept.get(name) for name in ("copy", "note") if name in kept}
        return self._page(visit, AdviceForm(initial=typed, advice=list(advice_for(visit))), draft=draft)

    def act(self, request: HttpRequest, visit: VisitFile) -> StepPage | Done:
        """Record that the advice was given."""
        form = AdviceForm(request.POST, advice=list(advice_for(visit)))
        if not form.is_valid():
            return self._page(visit, form, status=422)
        given = form.cleaned_data
        record_advice(visit=visit, codes=given["codes"], copy=given["copy"], note=given["note"])
        return Done(to="sign")

    def note(self, visit: VisitFile) -> dict[str, Any]:
        """The advice given, in its words."""
        row = queries.newest(visit.id)
        if row is None:
            return {}
        knowledge = load()
        texts = [knowledge.advice[code].text if code in knowledge.advice else code for code in row.codes]
        return {"advice": texts, "copy": row.copy, "note": row.note, "text_digest": row.text_digest}

    def _page(self, visit: VisitFile, form: AdviceForm, status: int = 200, draft: Any = None) -> StepPage:
        return StepPage(
            "aftercare/aftercare.html",
            {
                "form": form,
                "moments": in_moments(advice_for(visit)),
                "given": queries.newest(visit.id),
                "draft": draft,
            },
            status=status,
        )
