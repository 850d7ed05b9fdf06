"""Scoped reads of consents."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.reading import reading
from filiform.foundation.tenancy.refusal import Missing, Reason

from .models import ConsentEvent, ExplainedText


@reading
def events(patient: UUID) -> QuerySet[ConsentEvent]:
    """All answers of a patient, oldest first, with their authors."""
    return ConsentEvent.objects.filter(patient_id=patient).select_related("author").order_by("at", "id")


def newest(patient: UUID) -> ConsentEvent | None:
    """The newest answer of a patient, or None."""
    return next(reversed(events(patient)), None)


def newest_of_visit(visit: VisitFile) -> ConsentEvent | None:
    """The newest answer at one visit, or None when nobody asked."""
    return next((row for row in reversed(events(visit.patient.id)) if row.visit_id == visit.id), None)


def event(consent: UUID) -> ConsentEvent:
    """One answer of this practice. Raises Missing."""
    found = ConsentEvent.objects.select_related("author", "explained").filter(id=consent).first()
    if found is None:
        raise Missing(Reason("no-consent", _("There is no such consent in this practice.")))
    return found


def explained(text: ExplainedText) -> dict[str, Any]:
    """The text as it was explained: lists of items under elements, risks, special, evidence."""
    found: dict[str, Any] = json.loads(text.body)
    return found
