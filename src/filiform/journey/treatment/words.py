"""Words of treatment: choices a clinician has, and sentences for the codes of the rule book."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Happening(models.TextChoices):
    """What happened to a physical needle."""

    OPENED = "opened", _("Opened, not used")
    PLACED = "placed", _("In")
    REMOVED = "removed", _("Out")
    DROPPED = "dropped", _("Dropped")
    VOIDED = "voided", _("Entered in error")


class Guidance(models.TextChoices):
    """How the needle was led."""

    LANDMARK = "landmark", _("Landmarks")
    ULTRASOUND = "ultrasound", _("Ultrasound")


class WayFrom(models.TextChoices):
    """Where the button of one tap had technique, guidance, size and dwell from."""

    OWN = "own", _("as usual for the practitioner here")
    PRACTICE = "practice", _("as usual in this practice here")
    TODAY = "today", _("as a needle before it at this visit")
    LAST = "last", _("as at the last visit")
    SET = "set", _("as in a set")


class Sensation(models.TextChoices):
    """What the patient felt; several at once are common."""

    ACHE = "ache", _("Dull ache")
    PRESSURE = "pressure", _("Pressure")
    CRAMP = "cramp", _("Cramp")
    TINGLING = "tingling", _("Tingling")
    BURNING = "burning", _("Burning")
    ELECTRIC = "electric", _("Electric")
    SHARP = "sharp", _("Sharp")
    NONE = "none", _("Nothing")


class Recognised(models.TextChoices):
    """Whether the needle brought on the pain the patient knows."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not asked")


class Reaction(models.TextChoices):
    """What was seen at once, as the knowledge names adverse events where it has them."""

    NONE = "none", _("No reaction")
    BLEEDING = "ae-bleeding", _("Spot of blood")
    BRUISE = "ae-bruise-haematoma", _("Bruise")
    PAIN = "ae-pain-during", _("Unexpected pain")
    FAINT = "ae-vasovagal", _("Faint")
    STUCK = "ae-needle-stuck", _("Needle stuck")
    BENT = "ae-needle-bent", _("Needle bent")
    BROKEN = "ae-needle-broken", _("Needle broken")
    OTHER = "other", _("Something else")


class Tolerance(models.TextChoices):
    """How the patient took it."""

    WELL = "well", _("Well")
    FAIRLY = "fairly", _("Fairly")
    BADLY = "badly", _("Badly")


class Kind(models.TextChoices):
    """Other therapies beside needles or instead of them."""

    MASSAGE = "massage", _("Massage")
    ACUPRESSURE = "acupressure", _("Acupressure")
    MANUAL = "manual-therapy", _("Manual therapy")
    STRETCHING = "stretching", _("Stretching")
    EXERCISE = "exercise", _("Exercise")
    HEAT = "heat", _("Heat")
    COLD = "cold", _("Cold")
    ELECTRO = "electrotherapy", _("Electrotherapy on the skin")
    TAPING = "taping", _("Taping")
    SHOCKWAVE = "shockwave", _("Shock wave")
    INJECTION = "injection", _("Injection")
    ADVICE = "advice", _("Advice only")
    OTHER = "other", _("Something else")


class WithoutNeedles(models.TextChoices):
    """Why no needle was used."""

    DECLINED = "declined", _("The patient declined")
    STOPPED = "stopped", _("Screening stopped it")
    OTHER_THERAPY = "other-therapy", _("Another therapy was preferred")
    NOT_INDICATED = "not-indicated", _("Needling is not indicated")


class SetMove(models.TextChoices):
    """What was decided about a set of needles."""

    SHARED = "shared", _("Shared with the practice")
    KEPT = "kept", _("Kept to oneself")
    RETIRED = "retired", _("Retired")


SIDES = (("left", _("Left")), ("right", _("Right")), ("midline", _("Midline")))
