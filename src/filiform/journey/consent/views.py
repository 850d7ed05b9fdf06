"""Pages of consent outside a visit: a patient's consents with the withdrawal, and the copy to hand over."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from filiform.foundation.accounts.roles import Role
from filiform.foundation.gate.public import page
from filiform.foundation.record.public import open_patient
from filiform.journey.screening import public as screening

from . import actions, queries, words
from .forms import WithdrawForm

READERS = (Role.OWNER, Role.PRACTITIONER, Role.RECEPTIONIST, Role.AUDITOR)


@require_http_methods(["GET", "HEAD", "POST"])
@page(*READERS)
def patient_consents(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Every answer of a patient, newest first; POST withdraws at any moment, in or out of a visit."""
    found = open_patient(patient, why="consent")
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw(patient=found.id, reason=form.reason())
        messages.success(request, _("Consent is withdrawn. No needle is planned from here on."))
        return redirect("consents", patient=found.id)
    rows = [
        {"row": row, "regions": [words.region(code) for code in row.regions]}
        for row in reversed(queries.events(found.id))
    ]
    context = {"patient": found, "rows": rows, "withdraw_form": form}
    return render(request, "consent/patient.html", context, status=422 if request.method == "POST" else 200)


@require_safe
@page(*READERS)
def consent_copy(request: HttpRequest, consent: UUID) -> HttpResponse:
    """The copy for the patient: the text as it was explained, and the answer."""
    row = queries.event(consent)
    found = open_patient(row.patient_id, why="consent-copy")
    text = queries.explained(row.explained) if row.explained else None
    context = {
        "patient": found,
        "row": row,
        "regions": [words.region(code) for code in row.regions],
        "text": text,
        "site_names": [screening.spoken(site) for site in text["sites"]] if text else [],
    }
    return render(request, "consent/copy.html", context)
