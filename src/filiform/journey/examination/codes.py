"""The codes that an examination is recorded in, with their words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Phase(TextChoices):
    """Before or after the needles."""

    BEFORE = "before", _("Before needling")
    AFTER = "after", _("After needling")


class Found(TextChoices):
    """A finding in three values; not examined is never no."""

    UNKNOWN = "unknown", _("Not examined")
    YES = "yes", _("Yes")
    NO = "no", _("No")


class Side(TextChoices):
    """Side of the body, as the patient has it."""

    LEFT = "left", _("Left")
    RIGHT = "right", _("Right")
    MIDLINE = "midline", _("Midline")
