"""Tables of credentials: what a practitioner may needle, by whose leave, from when until when."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from filiform.foundation.record.public import AuthoredRow

from .words import Profession


class Credential(AuthoredRow):
    """Leave to needle as it was entered; a correction, renewal or suspension is a new row.

    Of the rows that have begun on a day, the one entered last counts. NULL in `regions` or `techniques` means
    all of them; an empty list means none.
    """

    practitioner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    profession = models.CharField(max_length=30, choices=Profession.choices)
    licence_number = models.CharField(max_length=60)
    register = models.CharField(max_length=120)
    jurisdiction = models.CharField(max_length=10)
    training_hours = models.PositiveSmallIntegerField(null=True)
    regions = ArrayField(models.CharField(max_length=40), null=True)
    #: Groups of structures left out by the course, the insurer or the law (tags of the rule books).
    excluded_groups = ArrayField(models.CharField(max_length=40), default=list)
    techniques = ArrayField(models.CharField(max_length=40), null=True)
    valid_from = models.DateField()
    valid_until = models.DateField()
    suspended = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(valid_until__gte=models.F("valid_from")),
                name="credential_ends_after_start",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["practice", "practitioner", "-recorded_at"], name="credential_newest")
        ]
