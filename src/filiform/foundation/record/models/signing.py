"""Tables of the signature, which locks a visit, and of amendments beside it."""

from typing import ClassVar

from django.db import models

from .rows import PatientRow
from .visits import Visit


class Signature(PatientRow):
    """The practitioner's signature: keeps the canonical note with its SHA-256; from then on the visit is locked."""

    locks_its_visit: ClassVar[bool] = True

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="signature")
    schema_version = models.PositiveSmallIntegerField()
    #: Canonical JSON (sorted keys, no white space, UTF-8) of the whole note as it was signed.
    snapshot = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "record_signature"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(digest__regex=r"^[0-9a-f]{64}$"), name="signature_digest_hex")
        ]


class Amendment(PatientRow):
    """A correction or addition to a signed note, shown beside the original."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="amendments")
    text = models.TextField(max_length=10000)
    reason = models.CharField(max_length=200)
