"""The codes that consent is recorded in, with their words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What was answered; `CONFIRMED` says at a later visit that an earlier consent still stands."""

    GIVEN = "given", _("Consent given")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CONFIRMED = "confirmed", _("Confirmed again")


class By(TextChoices):
    """Who spoke."""

    PATIENT = "patient", _("The patient")
    GUARDIAN = "guardian", _("Parent or guardian")
    SUBSTITUTE = "substitute", _("Substitute decision maker")


class Form(TextChoices):
    """How it was given."""

    WRITTEN = "written", _("In writing")
    VERBAL = "verbal", _("By word of mouth")


class Assent(TextChoices):
    """The child's own answer beside the guardian's."""

    YES = "yes", _("Yes")
    NO = "no", _("No")


class Interpreter(TextChoices):
    """Whether the explanation went through an interpreter."""

    NOT_NEEDED = "not-needed", _("Not needed")
    PRESENT = "present", _("Took part")
    ABSENT = "absent", _("Needed, not there")


class Capacity(TextChoices):
    """Whether the person can decide this today, as the clinician found it."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    DOUBT = "doubt", _("In doubt")
