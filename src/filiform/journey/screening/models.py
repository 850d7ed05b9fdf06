"""Tables of the case history: the answers of a visit and the sites planned, as they were at each save."""

from typing import ClassVar

from django.db import models

from filiform.foundation.record.public import VisitRow


class CaseHistory(VisitRow):
    """All answers of one visit as of this save; the newest row counts.

    `answers` maps a field of the screening questions to
    `{"state": "known" | "unknown" | "declined", "value": ..., "said_on": "YYYY-MM-DD", "confirmed": bool}`;
    an answer for one planned site only has the key `field@site`. Carried answers keep the day they were said.
    """

    answers = models.JSONField()
    #: Sites as text with side ("left trapezius-upper"), in the order they were entered.
    planned_sites = models.JSONField()
    #: The row this one was made from: two saves from the same row collide instead of one hiding the other.
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    knowledge_version = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["practice", "visit", "-recorded_at"], name="history_of_visit"),
            models.Index(fields=["practice", "patient", "-recorded_at"], name="history_of_patient"),
        ]
