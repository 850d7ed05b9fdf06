"""What rows of a patient's record have in common: whose they are, who wrote them, when."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from filiform.foundation.tenancy.clock import now
from filiform.foundation.tenancy.rows import PracticeRow
from filiform.foundation.tenancy.scope import current


def current_user_id() -> object:
    """Default author of a row: the user of the scope (None for the system itself)."""
    return current().actor.user


class AuthoredRow(PracticeRow):
    """A row with its author and the time the server recorded it."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, default=current_user_id
    )
    recorded_at = models.DateTimeField(default=now)

    class Meta:
        abstract = True


class PatientRow(AuthoredRow):
    """A row of one patient's record."""

    patient_column: ClassVar[str] = "patient_id"

    patient = models.ForeignKey("record.Patient", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class VisitRow(PatientRow):
    """A row that one visit owns: no more of them once the visit is signed."""

    locked_by_signature: ClassVar[bool] = True

    visit = models.ForeignKey("record.Visit", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
