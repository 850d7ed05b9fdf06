"""Tables of treatment: insertions, events of needles, details, stimulation, other therapies, counts, sets."""

from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from uuid6 import uuid7

from filiform.foundation.record.public import AuthoredRow, VisitRow

from .words import Guidance, Happening, Kind, SetMove, WayFrom


class DeviceRow(VisitRow):
    """A row that a device may send twice: the same `client_id` is taken once."""

    client_id = models.UUIDField(default=uuid7)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["practice", "client_id"], name="%(class)s_sent_once")
        ]


class Insertion(DeviceRow):
    """One entry of a needle into one structure, as it was when the needle went in.

    Sizes and depth in millimetres, dwell in seconds. Either `lot` is set or `lot_text` says what is known. An
    empty `against` means that nothing barred it; otherwise it holds the refusals that were recorded against.
    """

    structure = models.CharField(max_length=80)
    side = models.CharField(max_length=10, blank=True)
    point = models.CharField(max_length=200, blank=True)
    needle = models.UUIDField()
    lot = models.ForeignKey("stock.Lot", on_delete=models.PROTECT, null=True, related_name="+")
    lot_text = models.CharField(max_length=100, blank=True)
    diameter_mm = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    length_mm = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    depth_mm = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    angle = models.CharField(max_length=60, blank=True)
    technique = models.CharField(max_length=40)
    guidance = models.CharField(max_length=12, choices=Guidance.choices)
    planned_dwell = models.PositiveIntegerField(null=True)
    #: What technique, guidance, size and dwell were taken from by one tap; empty where each was said.
    way_from = models.CharField(max_length=10, blank=True, choices=WayFrom.choices, default="", db_default="")
    against = models.JSONField(default=list)
    why = models.CharField(max_length=300, blank=True)

    class Meta(DeviceRow.Meta):
        constraints: ClassVar = [
            *DeviceRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(depth_mm__isnull=True)
                | (Q(depth_mm__gte=0) & (Q(length_mm__isnull=True) | Q(depth_mm__lte=models.F("length_mm")))),
                name="depth_within_needle",
            ),
            models.CheckConstraint(
                condition=(Q(diameter_mm__isnull=True) | Q(diameter_mm__range=(Decimal("0.1"), Decimal("0.5"))))
                & (Q(length_mm__isnull=True) | Q(length_mm__range=(5, 150))),
                name="needle_size_is_filiform",
            ),
            models.CheckConstraint(condition=Q(against=[]) | ~Q(why=""), name="recorded_against_refusal_says_why"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["practice", "visit"], name="insertions_of_visit"),
            models.Index(fields=["practice", "patient", "-recorded_at"], name="insertions_of_patient"),
            models.Index(fields=["practice", "lot"], name="insertions_of_lot"),
            models.Index(fields=["practice", "author", "structure", "-recorded_at"], name="insertions_by_hand"),
            models.Index(fields=["practice", "structure", "-recorded_at"], name="insertions_in_structure"),
        ]


class NeedleEvent(DeviceRow):
    """What happened to a physical needle, or that an earlier event was entered in error.

    `at` is the device's time, empty where no clock was read (in and out at once); the server's is
    `recorded_at`. Rows from two devices merge in any order.
    """

    kind = models.CharField(max_length=10, choices=Happening.choices)
    needle = models.UUIDField(null=True)
    insertion = models.ForeignKey(Insertion, on_delete=models.PROTECT, null=True, related_name="events")
    #: `client_id` of the event that a VOIDED takes back.
    voids = models.UUIDField(null=True)
    at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta(DeviceRow.Meta):
        constraints: ClassVar = [
            *DeviceRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind="voided", voids__isnull=False, needle__isnull=True)
                | (~Q(kind="voided") & Q(voids__isnull=True, needle__isnull=False)),
                name="void_names_its_event",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["placed", "removed"]) | Q(insertion__isnull=False),
                name="in_and_out_name_their_insertion",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["practice", "visit"], name="needle_events_of_visit"),
            models.Index(fields=["practice", "recorded_at"], condition=Q(kind="placed"), name="needles_placed_lately"),
            models.Index(fields=["practice", "voids"], condition=Q(voids__isnull=False), name="needle_events_voided"),
        ]


class InsertionDetail(DeviceRow):
    """Something noted about an insertion later; only the fields named in `said` count, the newest of each.

    `twitches` sets the number (0: looked for, none came); `more_twitches` adds to it, so that taps of two
    devices add up.
    """

    insertion = models.ForeignKey(Insertion, on_delete=models.PROTECT, related_name="details")
    said = ArrayField(models.CharField(max_length=20))
    twitches = models.PositiveSmallIntegerField(null=True)
    more_twitches = models.PositiveSmallIntegerField(default=0)
    depth_mm = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    sensation = ArrayField(models.CharField(max_length=20), default=list)
    recognised = models.CharField(max_length=10, blank=True)
    reaction = ArrayField(models.CharField(max_length=30), default=list)
    tolerance = models.CharField(max_length=10, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField(null=True)

    class Meta(DeviceRow.Meta):
        indexes: ClassVar = [models.Index(fields=["practice", "visit"], name="needle_details_of_visit")]


class Stimulation(DeviceRow):
    """Electrical stimulation through a pair of needles: hertz, milliampere, minutes."""

    first = models.ForeignKey(Insertion, on_delete=models.PROTECT, related_name="+", null=True)
    second = models.ForeignKey(Insertion, on_delete=models.PROTECT, related_name="+", null=True)
    frequency_hz = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    intensity_ma = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    note = models.CharField(max_length=300, blank=True)
    #: The row that this one takes back; then only `note` says why.
    voids = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="voided")

    class Meta(DeviceRow.Meta):
        constraints: ClassVar = [
            *DeviceRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(voids__isnull=True, first__isnull=False, second__isnull=False)
                | (Q(voids__isnull=False, first__isnull=True, second__isnull=True) & ~Q(note="")),
                name="current_has_two_needles_or_says_why",
            ),
        ]


class Modality(DeviceRow):
    """Another therapy: in this visit, or before it and by somebody else (a steroid injection).

    `on` is empty where only words are known ("in spring"); `when_text` has them.
    """

    kind = models.CharField(max_length=20, choices=Kind.choices)
    what = models.CharField(max_length=300)
    where = models.CharField(max_length=200, blank=True)
    here = models.BooleanField()
    on = models.DateField(null=True)
    when_text = models.CharField(max_length=100, blank=True)
    by_whom = models.CharField(max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    note = models.CharField(max_length=1000, blank=True)
    #: The row that this one takes back; then only `note` says why.
    voids = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="voided")

    class Meta(DeviceRow.Meta):
        pass


class HandCount(DeviceRow):
    """How many needles a person counted out of the patient, against the record as it stood.

    `basis` is a digest of the needle events counted against: when they change, the count is open again.
    """

    counted = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=64)
    #: placed, removed, in_place, dropped, opened_unused of the record at that moment.
    record = models.JSONField()
    #: Code of what did not fit, empty when it closed.
    mismatch = models.CharField(max_length=60, blank=True)
    sharps = models.CharField(max_length=100, blank=True)
    second_person = models.CharField(max_length=100, blank=True)
    note = models.CharField(max_length=1000, blank=True)

    class Meta(DeviceRow.Meta):
        indexes: ClassVar = [models.Index(fields=["practice", "visit"], name="hand_counts_of_visit")]


class NeedleSet(AuthoredRow):
    """Sites that are needled together, under a name; belongs to its author until it is shared.

    A set is never changed: whoever wants another saves another. `NeedleSetEvent` says whether it still stands.
    """

    name = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(name=""), name="needle_set_has_a_name")]


class NeedleSetLine(AuthoredRow):
    """One needle of a set: where and how, in the words of `Insertion`; nothing of any patient."""

    needle_set = models.ForeignKey(NeedleSet, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    structure = models.CharField(max_length=80)
    side = models.CharField(max_length=10, blank=True)
    point = models.CharField(max_length=200, blank=True)
    technique = models.CharField(max_length=40)
    guidance = models.CharField(max_length=12, choices=Guidance.choices)
    diameter_mm = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    length_mm = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    planned_dwell = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "needle_set", "position"], name="needle_set_in_order")
        ]


class NeedleSetEvent(AuthoredRow):
    """A set was shared with the practice, kept to oneself again, or retired; the newest counts."""

    needle_set = models.ForeignKey(NeedleSet, on_delete=models.PROTECT, related_name="moves")
    kind = models.CharField(max_length=10, choices=SetMove.choices)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["practice", "needle_set"], name="moves_of_needle_set")]
