"""Tables of incidents: something that should not have happened, and the steps taken."""

from typing import ClassVar

from django.db import models

from .rows import AuthoredRow
from .visits import Visit


class Incident(AuthoredRow):
    """Opened when a promise was broken in real life: a count that does not close, an expired lot used."""

    patient_column: ClassVar[str] = "patient_id"

    patient = models.ForeignKey("record.Patient", on_delete=models.PROTECT, null=True, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="incidents")
    kind = models.CharField(max_length=60)
    #: Codes and parameters of what was refused and happened all the same.
    detail = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["practice", "visit"], name="incidents_of_visit")]


class IncidentStep(AuthoredRow):
    """One step taken on an incident, as the knowledge names it, with what was found."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=60)
    note = models.TextField(max_length=2000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "incident", "step"], name="incident_step_once")
        ]
