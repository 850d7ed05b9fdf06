"""Tables of episodes, visits and the facts that one step leaves for another."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from .rows import PatientRow


class Episode(PatientRow):
    """One problem of one patient, with its goal, until discharge."""

    problem = models.CharField(max_length=300)
    goal = models.CharField(max_length=300, blank=True)


class EpisodeEvent(PatientRow):
    """What became of an episode: discharged, reopened, goal changed."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=30)
    note = models.CharField(max_length=300, blank=True)


class Visit(PatientRow):
    """One attendance, planned for a time with a practitioner."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, null=True, related_name="visits")
    practitioner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey("tenancy.Site", on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey("tenancy.Room", on_delete=models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField()
    #: What brings the patient, as the desk wrote it down.
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["practice", "starts_at"], name="visit_by_time"),
            models.Index(fields=["practice", "patient", "-starts_at"], name="visits_of_patient"),
        ]


class VisitEvent(PatientRow):
    """What happened to a visit (arrived, left, no needles today, cancelled); status is computed from these.

    Locked by the signature but for one kind: a patient may leave after the note was signed.
    """

    locked_by_signature: ClassVar[bool] = True
    after_signature: ClassVar[tuple[str, ...]] = ("left",)

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=30)
    at = models.DateTimeField()
    detail = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["practice", "visit", "at"], name="events_of_visit")]


class Fact(PatientRow):
    """Something one step leaves for others to read (an adverse event, a soreness score), by kind."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=60)
    value = models.JSONField()
    at = models.DateTimeField()
    #: The app that wrote it ("journey.aftercare").
    source = models.CharField(max_length=60)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["practice", "patient", "kind", "-at"], name="facts_of_patient")]
