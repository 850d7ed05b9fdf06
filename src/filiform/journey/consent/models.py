"""Tables of consent: what was explained, word for word, and what was answered, as appended events."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from filiform.foundation.record.public import PatientRow
from filiform.foundation.tenancy.rows import PracticeRow

from .codes import Assent, By, Capacity, Form, Interpreter, Kind


class ExplainedText(PracticeRow):
    """The text that was explained, kept once under the SHA-256 (hex) of its canonical JSON."""

    digest = models.CharField(max_length=64)
    body = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "digest"], name="explained_once"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="explained_digest_hex"),
        ]


class ConsentEvent(PatientRow):
    """One answer. The newest counts; nothing is changed or taken away.

    Of no visit when a consent is withdrawn apart from one, also after its note was signed. `regions` empty on
    a withdrawal or refusal means all of them.
    """

    locked_by_signature: ClassVar[bool] = True

    visit = models.ForeignKey("record.Visit", on_delete=models.PROTECT, null=True, related_name="+")
    episode = models.ForeignKey("record.Episode", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField()
    form = models.CharField(max_length=10, choices=Form.choices)
    by = models.CharField(max_length=10, choices=By.choices, default=By.PATIENT)
    #: Name of the guardian or substitute, and what they are to the patient.
    speaker = models.CharField(max_length=200, blank=True)
    relation = models.CharField(max_length=200, blank=True)
    assent = models.CharField(max_length=3, choices=Assent.choices, blank=True)
    interpreter = models.CharField(max_length=10, choices=Interpreter.choices, blank=True)
    interpreter_name = models.CharField(max_length=200, blank=True)
    capacity = models.CharField(max_length=10, choices=Capacity.choices, blank=True)
    capacity_note = models.CharField(max_length=1000, blank=True)
    risks = ArrayField(models.CharField(max_length=60), default=list)
    special = ArrayField(models.CharField(max_length=60), default=list)
    regions = ArrayField(models.CharField(max_length=60), default=list)
    #: Planned sites at that moment, for reading only ("left trapezius-upper").
    sites = ArrayField(models.CharField(max_length=120), default=list)
    explained = models.ForeignKey(ExplainedText, on_delete=models.PROTECT, null=True, related_name="+")
    knowledge_version = models.CharField(max_length=64, blank=True)
    signed_name = models.CharField(max_length=200, blank=True)
    copy_given = models.BooleanField(null=True)
    reason = models.CharField(max_length=1000, blank=True)
    #: The consent that was confirmed again.
    confirms = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["practice", "patient", "-recorded_at"], name="consent_of_patient")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="consent_kind"),
            models.CheckConstraint(condition=Q(kind="withdrawn") | Q(visit__isnull=False), name="consent_visit"),
            models.CheckConstraint(
                condition=~Q(kind="given") | Q(explained__isnull=False, regions__len__gt=0),
                name="consent_about",
            ),
            models.CheckConstraint(
                condition=~Q(kind="given", form="written") | ~Q(signed_name=""), name="consent_signed"
            ),
            models.CheckConstraint(
                condition=~Q(kind="given") | Q(by="patient") | ~Q(speaker=""), name="consent_speaker"
            ),
            models.CheckConstraint(condition=~Q(kind="confirmed") | Q(confirms__isnull=False), name="consent_confirms"),
        ]
