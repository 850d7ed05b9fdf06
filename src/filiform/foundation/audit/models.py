"""The audit log: one chain of entries for each practice, written only by a function of the database."""

from typing import ClassVar

from django.db import models

from filiform.foundation.tenancy.rows import Protection, Walled


class AuditEntry(Walled):
    """Who did what to which row, when and why. Ids and digests, never clinical text."""

    protection: ClassVar[Protection] = Protection.LOG
    audited: ClassVar[bool] = False

    pk = models.CompositePrimaryKey("practice_id", "seq")
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=36)
    origin = models.CharField(max_length=20)
    reference = models.CharField(max_length=36)
    act = models.CharField(max_length=40)
    what = models.CharField(max_length=80)
    object_id = models.UUIDField(null=True)
    patient_id = models.UUIDField(null=True)
    why = models.TextField()
    digest = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_entry"
        indexes: ClassVar = [models.Index(fields=["practice", "patient_id", "seq"], name="audit_of_a_patient")]


class AuditHead(Walled):
    """The newest entry of a practice's chain; its lock puts the writers of a practice in line."""

    protection: ClassVar[Protection] = Protection.COUNTER
    audited: ClassVar[bool] = False

    practice = models.OneToOneField("tenancy.Practice", on_delete=models.PROTECT, primary_key=True, related_name="+")
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_head"
