"""One page with one form: drawn, filled from a draft, checked, done, with every error at its field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from filiform.foundation.gate.public import drafts
from filiform.foundation.tenancy.refusal import Refused


@dataclass(frozen=True)
class Question:
    """What a page asks: `act` gets the cleaned fields and the stamp of the row, and writes."""

    title: str
    form: type[forms.Form]
    act: Callable[..., Any]
    button: str
    notice: str
    to: str
    back: str
    back_to: str
    lead: str = ""
    initial: dict[str, Any] = field(default_factory=dict)
    #: Stamp of the row the form is drawn from; empty for something new.
    seen: str = ""
    danger: bool = False


def ask(request: HttpRequest, question: Question, **more: Any) -> HttpResponse:
    """Answer a request to the page of `question`; `more` goes to its template."""
    draft = drafts.find(request.path) if request.method != "POST" else None
    if request.method == "POST":
        form = question.form(request.POST, initial=question.initial)
        if form.is_valid() and _done(request, question, form):
            messages.success(request, question.notice)
            return HttpResponseRedirect(question.to)
    else:
        form = question.form(initial=question.initial | (_typed(draft, question.form) if draft else {}))
    seen = request.POST.get("_seen", "") if request.method == "POST" else question.seen
    context = {"question": question, "form": form, "draft": draft, "seen": seen, **more}
    return render(request, "office/question.html", context, status=422 if form.is_bound else 200)


def _done(request: HttpRequest, question: Question, form: forms.Form) -> bool:
    """Whether the action did it; a reason that belongs to a field of the form is put there."""
    stamped = {"seen": request.POST.get("_seen", "")} if question.seen else {}
    try:
        question.act(**form.cleaned_data, **stamped)
    except Refused as refusal:
        if not all(reason.field in form.fields for reason in refusal.reasons):
            raise
        for reason in refusal.reasons:
            form.add_error(reason.field, reason.text)
        return False
    return True


def _typed(draft: Any, form: type[forms.Form]) -> dict[str, Any]:
    data = drafts.as_data(draft)
    return {
        name: data.getlist(name) if isinstance(one, forms.MultipleChoiceField) else data.get(name)
        for name, one in form.base_fields.items()
        if name in data
    }
