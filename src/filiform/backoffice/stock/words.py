"""Words for coatings, what happens to a lot, and its state."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Coating(models.TextChoices):
    """The surface of a needle; unknown is a value."""

    NONE = "none", _("Uncoated")
    SILICONE = "silicone", _("Silicone")
    OTHER = "other", _("Another coating")
    UNKNOWN = "unknown", _("Not known")


class LotMove(models.TextChoices):
    """What may happen to a lot after it was entered."""

    RECALLED = "recalled", _("Recalled by the maker")
    QUARANTINED = "quarantined", _("Set aside")
    RELEASED = "released", _("Back in use")
    CORRECTED = "corrected", _("Expiry corrected")


#: State of a lot: the look's state and its label.
STATES: dict[str, tuple[str, str | Promise]] = {
    "usable": ("clear", _("In date")),
    "soon": ("caution", _("Expires soon")),
    "expired": ("stop", _("Expired")),
    "recalled": ("stop", _("Recalled")),
    "quarantined": ("stop", _("Set aside")),
}

#: Lots as they stand together on the page, in its order.
GROUPS: dict[str, str | Promise] = {
    "barred": _("Open, and not to be used"),
    "soon": _("Expiring soon"),
    "usable": _("In date"),
    "past": _("Out of use, no box open"),
}
