"""The roles of a practice."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a member may do; a member may hold several."""

    OWNER = "owner", _("Owner")
    PRACTITIONER = "practitioner", _("Practitioner")
    RECEPTIONIST = "receptionist", _("Receptionist")
    AUDITOR = "auditor", _("Auditor")
