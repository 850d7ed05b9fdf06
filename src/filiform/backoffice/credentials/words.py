"""Words for professions, regions, groups of structures and states of a credential."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Profession(models.TextChoices):
    """Professions that needle; which of them may is for the law of the place."""

    PHYSIOTHERAPIST = "physiotherapist", _("Physiotherapist")
    OSTEOPATH = "osteopath", _("Osteopath")
    CHIROPRACTOR = "chiropractor", _("Chiropractor")
    DOCTOR = "doctor", _("Doctor")
    ACUPUNCTURIST = "acupuncturist", _("Acupuncturist")
    ATHLETIC_THERAPIST = "athletic-therapist", _("Athletic therapist")
    OTHER = "other", _("Another profession")


REGIONS: dict[str, str | Promise] = {
    "head-neck": _("Head and neck"), "shoulder": _("Shoulder"), "arm": _("Arm"), "elbow": _("Elbow"),
    "forearm": _("Forearm"), "wrist": _("Wrist"), "hand": _("Hand"), "thorax": _("Chest and upper back"),
    "lumbar": _("Low back"), "abdomen": _("Abdomen"), "pelvis": _("Pelvis"), "hip": _("Hip and buttock"),
    "thigh": _("Thigh"), "knee": _("Knee"), "leg": _("Lower leg"), "ankle": _("Ankle"), "foot": _("Foot"),
}  # fmt: skip
GROUPS: dict[str, str | Promise] = {
    "thorax": _("Over the lung"), "neck-base": _("Base of the neck"), "spine": _("Beside the spine"),
    "upper-neck": _("Upper neck"), "abdomen": _("Abdomen"), "kidney": _("Over the kidney"),
    "pelvis": _("Pelvis"), "breast": _("Near the breast"), "eye": _("Near the eye"),
    "non-compressible": _("Deep, cannot be pressed"), "large-nerve": _("Near a large nerve"),
    "large-vessel": _("Near a large vessel"), "joint": _("Near a joint"),
    "fibrous": _("Tendon, ligament, fascia"),
}  # fmt: skip
#: State of a credential: the look's state and its label.
STATES: dict[str, tuple[str, str | Promise]] = {
    "valid": ("clear", _("Valid")),
    "soon": ("caution", _("Ends soon")),
    "later": ("ask", _("Not begun")),
    "lapsed": ("stop", _("Lapsed")),
    "suspended": ("stop", _("Suspended")),
    "missing": ("stop", _("None on record")),
}


def region(code: str) -> str | Promise:
    """The name of a region; its code when it has none yet."""
    return REGIONS.get(code, code)


def group(code: str) -> str | Promise:
    """The name of a group of structures; its code when it has none yet."""
    return GROUPS.get(code, code)
