"""Tables of patients: the person, details as they were at each edit, search tokens, links of duplicates."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from filiform.foundation.tenancy.rows import PracticeRow, Protection

from .rows import AuthoredRow, PatientRow


class Sex(models.TextChoices):
    """Sex as far as it bears on needling; unknown is a value and never read as "not female"."""

    FEMALE = "f", _("Female")
    MALE = "m", _("Male")
    OTHER = "x", _("Other")
    UNKNOWN = "unknown", _("Unknown")


class Patient(AuthoredRow):
    """A person on record. All that can change about them is in `PatientDetails`."""

    patient_column: ClassVar[str] = "id"

    #: Short number said on the telephone, unique in the practice.
    number = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["practice", "number"], name="patient_number_once")]


class PatientDetails(PatientRow):
    """The patient's details from this edit on; the newest row counts, the older ones are the history."""

    family_name = models.CharField(max_length=100)
    #: Empty for a person who has one name only.
    given_name = models.CharField(max_length=100, blank=True)
    birth_date = models.DateField()
    sex = models.CharField(max_length=10, choices=Sex.choices, default=Sex.UNKNOWN)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=400, blank=True)
    #: Row this edit was made from; two edits of the same row collide instead of one hiding the other.
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["practice", "patient", "-recorded_at"], name="details_newest")]


class PatientToken(PracticeRow):
    """A row a patient is found by: one of their words (name, birth date, phone, number), then all the others.

    Compared by byte order (collation "C"), whose operators are leakproof: PostgreSQL may then use the index
    under row-level security. Rebuilt from the details at will, so not audited. `search.rows` makes them.
    """

    protection: ClassVar[Protection] = Protection.WORK
    audited: ClassVar[bool] = False

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+", db_index=False)
    token = models.CharField(max_length=400, db_collation="C")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["practice", "token", "patient"], name="token_prefix"),
            models.Index(fields=["practice", "patient"], name="token_of_patient"),
        ]


class PatientLink(AuthoredRow):
    """Two entries of one person linked, or a link undone; the newest row of a pair counts. Nothing else changes."""

    patient_column: ClassVar[str] = "kept_id"

    kept = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    duplicate = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    linked = models.BooleanField()
    reason = models.CharField(max_length=200)
