"""All writes of aftercare."""

from __future__ import annotations

from filiform.foundation.accounts.roles import Role
from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.action import action
from filiform.knowledge import load

from .models import AdviceGiven
from .translate import digest_of


@action(Role.PRACTITIONER)
def record_advice(*, visit: VisitFile, codes: list[str], copy: str, note: str = "") -> AdviceGiven:
    """Record that this advice was given, and how the patient got it in writing."""
    return AdviceGiven.objects.create(
        patient_id=visit.patient.id, visit_id=visit.id, codes=codes, text_digest=digest_of(codes),
        knowledge_version=load().version, copy=copy, note=note,
    )  # fmt: skip
