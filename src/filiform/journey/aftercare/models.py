"""Table of advice given: which pieces, in which version, and how the patient got them."""

from typing import ClassVar

from django.db import models

from filiform.foundation.record.public import VisitRow


class AdviceGiven(VisitRow):
    """The advice of a visit as it was given; the newest row counts."""

    #: Codes of the knowledge's advice, in the order told.
    codes = models.JSONField()
    #: SHA-256 (hex) of the exact sentences, so that a later change of wording shows.
    text_digest = models.CharField(max_length=64)
    knowledge_version = models.CharField(max_length=64)
    #: How the patient got it in writing: printed, shown, sent, none.
    copy = models.CharField(max_length=20)
    note = models.TextField(max_length=2000, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["practice", "visit", "-recorded_at"], name="advice_of_visit")]
