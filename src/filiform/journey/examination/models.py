"""Tables of the examination: one row a save with its parts; the newest save of each phase counts."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from filiform.foundation.record.public import VisitRow

from .codes import Found, Phase, Side


def _score() -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(null=True)


def _found() -> models.CharField:
    return models.CharField(max_length=10, choices=Found.choices, default=Found.UNKNOWN)


def _up_to_ten(*fields: str) -> Q:
    condition = Q()
    for name in fields:
        condition &= Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__lte": 10})
    return condition


class Examination(VisitRow):
    """One save: pain scores with the painkiller noted beside them, and notes. Scores are NPRS, 0 to 10."""

    phase = models.CharField(max_length=10, choices=Phase.choices)
    pain_now = _score()
    pain_worst = _score()
    pain_average = _score()
    painkiller = _found()
    painkiller_what = models.CharField(max_length=200, blank=True)
    #: Hours since the painkiller was taken.
    painkiller_hours = models.PositiveSmallIntegerField(null=True)
    notes = models.TextField(max_length=5000, blank=True)
    #: The figure of the body chart that the patient chose, "" when nobody chose one.
    figure = models.CharField(max_length=20, blank=True, default="")
    knowledge_version = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["practice", "visit", "phase", "-recorded_at"], name="examination_newest"),
            models.Index(fields=["practice", "patient", "-recorded_at"], name="examination_of_patient"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="examination_phase"),
            models.CheckConstraint(
                condition=_up_to_ten("pain_now", "pain_worst", "pain_average"), name="examination_scores"
            ),
        ]


class Part(VisitRow):
    """A row that belongs to one save."""

    class Meta:
        abstract = True

    def values(self, *names: str) -> dict[str, Any]:
        """Some of its fields as a dictionary."""
        return {name: getattr(self, name) for name in names}


class ZoneMark(Part):
    """Pain in one zone of the body, on one side."""

    examination = models.ForeignKey(Examination, on_delete=models.PROTECT, related_name="zones")
    zone = models.CharField(max_length=60)
    side = models.CharField(max_length=10, choices=Side.choices)
    intensity = _score()
    quality = models.CharField(max_length=20, blank=True)
    #: Version of the drawing it was marked on, "" when it was named in words.
    drawing = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=_up_to_ten("intensity"), name="zone_intensity")]


class Activity(Part):
    """One activity that the patient named (PSFS): 0 unable, 10 as before the problem."""

    examination = models.ForeignKey(Examination, on_delete=models.PROTECT, related_name="activities")
    name = models.CharField(max_length=200)
    score = _score()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=_up_to_ten("score"), name="activity_score")]


class MotionReading(Part):
    """One motion of a joint, in degrees."""

    examination = models.ForeignKey(Examination, on_delete=models.PROTECT, related_name="motions")
    movement = models.CharField(max_length=60)
    side = models.CharField(max_length=10, choices=Side.choices)
    degrees = models.DecimalField(max_digits=4, decimal_places=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(degrees__gte=-90, degrees__lte=200), name="motion_degrees")
        ]


class MuscleFinding(Part):
    """What palpation of one structure on one side found; whether it is a trigger point is computed."""

    examination = models.ForeignKey(Examination, on_delete=models.PROTECT, related_name="findings")
    structure = models.CharField(max_length=60)
    side = models.CharField(max_length=10, choices=Side.choices)
    taut_band = _found()
    tender_spot = _found()
    referred_pain = _found()
    recognised = _found()
    twitch = _found()
    jump_sign = _found()
    pressure_kpa = models.PositiveSmallIntegerField(null=True)
    note = models.CharField(max_length=300, blank=True)


class NeuroFinding(Part):
    """One test of the quick nerve screen; `where` says which reflex, muscle or skin area."""

    examination = models.ForeignKey(Examination, on_delete=models.PROTECT, related_name="neuro")
    test = models.CharField(max_length=20)
    result = _found()
    where = models.CharField(max_length=200, blank=True)
