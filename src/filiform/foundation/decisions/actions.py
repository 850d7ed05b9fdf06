"""Keep verdicts, record decisions."""

from __future__ import annotations

from datetime import date
from typing import Any

import filiform
from filiform.foundation.accounts.roles import Role
from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.action import action

from .models import Decision, KeptVerdict


@action(Role.PRACTITIONER)
def keep_verdict(
    *,
    visit: VisitFile,
    book: str,
    status: str,
    inputs: dict[str, Any],
    verdict: dict[str, Any],
    knowledge_version: str,
    policy_version: str = "",
) -> KeptVerdict:
    """Keep a verdict with its inputs and versions, that of the practice's policy among them."""
    return KeptVerdict.objects.create(
        patient_id=visit.patient.id, visit_id=visit.id, book=book, status=status, inputs=inputs, verdict=verdict,
        knowledge_version=knowledge_version, code_version=filiform.__version__, policy_version=policy_version,
    )  # fmt: skip


@action(Role.PRACTITIONER)
def decide(
    *,
    visit: VisitFile,
    item: str,
    basis: str,
    choice: str,
    reason: str,
    cleared_by: str = "",
    review_on: date | None = None,
    policy_version: str = "",
) -> Decision:
    """Record a clinician's decision on a finding; it holds for this basis until `review_on`."""
    return Decision.objects.create(
        patient_id=visit.patient.id, visit_id=visit.id, item=item, basis=basis, choice=choice, reason=reason,
        cleared_by=cleared_by, review_on=review_on, policy_version=policy_version,
    )  # fmt: skip
