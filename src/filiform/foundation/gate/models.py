"""Tables of once-only writes and of drafts."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from filiform.foundation.tenancy.rows import PracticeRow, Protection


class WriteKey(PracticeRow):
    """A write that came from a browser under a key of its own; the same key again gets the same answer."""

    protection: ClassVar[Protection] = Protection.WORK
    audited: ClassVar[bool] = False

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    body_digest = models.CharField(max_length=64)
    answer = models.CharField(max_length=500, default="")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["practice", "user", "key"], name="write_once")]


class Draft(PracticeRow):
    """What somebody typed and has not recorded yet: one author, gone when recorded. Not part of the record."""

    protection: ClassVar[Protection] = Protection.WORK
    audited: ClassVar[bool] = False

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=300)
    fields = models.JSONField()
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["practice", "user", "path"], name="draft_once")]
