"""Tables of kept verdicts and of decisions against or on findings."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from filiform.foundation.record.models.rows import VisitRow


class Choice(models.TextChoices):
    """What a clinician decided on a finding."""

    PROCEED = "proceed", _("goes on, with care")
    CLEARANCE = "clearance", _("a doctor cleared it")
    WITHDRAW = "withdraw", _("decision taken back")


class KeptVerdict(VisitRow):
    """A verdict as it was given: its inputs, findings, and the versions of knowledge and code behind it."""

    #: Which rule book spoke ("screening", "consent", "needling").
    book = models.CharField(max_length=30)
    status = models.CharField(max_length=10)
    inputs = models.JSONField()
    verdict = models.JSONField()
    knowledge_version = models.CharField(max_length=64)
    code_version = models.CharField(max_length=64)
    #: Names the practice's policy that stood then; "" without one.
    policy_version = models.CharField(max_length=16, blank=True, default="")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["practice", "visit", "book", "-recorded_at"], name="verdict_newest")]


class Decision(VisitRow):
    """What a clinician decided on one finding. Holds while the answer and the site stay as they were, until review.

    `basis` is a digest of the answers and sites the finding rests on; another digest means: decide again.
    """

    item = models.CharField(max_length=80)
    basis = models.CharField(max_length=64)
    choice = models.CharField(max_length=20, choices=Choice.choices)
    reason = models.TextField(max_length=2000)
    cleared_by = models.CharField(max_length=200, blank=True)
    review_on = models.DateField(null=True)
    #: The practice's policy under which it was decided; "" without one.
    policy_version = models.CharField(max_length=16, blank=True, default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["practice", "patient", "item", "-recorded_at"], name="decision_newest")
        ]
