"""Tables of pictures: what is on record of each, what became of it, and its bytes."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from filiform.foundation.record.public import VisitRow
from filiform.foundation.tenancy.rows import Protection


class Kind(models.TextChoices):
    """Where a picture comes from."""

    PHOTO = "photo", _("Photograph")
    DICOM = "dicom", _("DICOM image")


class Part(models.TextChoices):
    """Which bytes of a picture."""

    WHOLE = "whole", _("The DICOM file")
    PICTURE = "picture", _("The picture")
    SMALL = "small", _("The small picture")


class Grey(models.TextChoices):
    """How sixteen bits of grey are shown with eight."""

    WINDOW = "window", _("16 bits of grey, shown by the window that the file names")
    RANGE = "range", _("16 bits of grey, shown from the darkest to the brightest point of a frame")


class Happening(models.TextChoices):
    """What became of a picture."""

    CHECKED = "checked", _("Looked at: no name is visible")
    TAKEN_BACK = "taken-back", _("Taken back")


class Image(VisitRow):
    """A picture of a visit: what it shows, how large it is, and the digests that its bytes must have.

    `insertion` is an id of treatment, and `about` its label as it was then; structure and side as in the knowledge.
    `taken` is the device's time. Sizes in pixels and bytes, of the DICOM file where there is one. The same
    `client_id` is taken once.
    """

    client_id = models.UUIDField(default=uuid7)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    insertion = models.UUIDField(null=True)
    structure = models.CharField(max_length=80, blank=True)
    side = models.CharField(max_length=10, blank=True)
    about = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=300, blank=True)
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    frames = models.PositiveIntegerField(default=1)
    frame = models.PositiveIntegerField(default=1)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    picture_sha256 = models.CharField(max_length=64)
    #: Of the file as it was sent, so that it can be told from another one; it is not kept.
    source_size = models.PositiveIntegerField()
    source_sha256 = models.CharField(max_length=64)
    taken = models.DateTimeField(null=True)
    #: "" for eight bits, which are shown as they are.
    grey = models.CharField(max_length=10, choices=Grey.choices, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "client_id"], name="image_sent_once"),
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$", picture_sha256__regex=r"^[0-9a-f]{64}$"),
                name="image_digest_hex",
            ),
            models.CheckConstraint(
                condition=~models.Q(about="") | ~models.Q(words=""), name="image_says_what_it_shows"
            ),
            models.CheckConstraint(
                condition=models.Q(frame__gte=1, frame__lte=models.F("frames")), name="image_frame_is_there"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["practice", "visit"], name="images_of_visit")]

    @property
    def shows(self) -> str:
        """What it shows, in words: the text that stands for the picture."""
        return ": ".join(part for part in (self.about, self.words) if part)


class ImageEvent(VisitRow):
    """What became of a picture, each once. It can be taken back after the signature too, and then shows as that."""

    after_signature: ClassVar[tuple[str, ...]] = ("taken-back",)

    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=Happening.choices)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "image", "kind"], name="image_event_once"),
            models.CheckConstraint(
                condition=~models.Q(kind="taken-back") | ~models.Q(reason=""), name="image_taken_back_says_why"
            ),
        ]


class ImageBytes(VisitRow):
    """The bytes of a picture; they go when it is taken back, and only then. Their digests stand in `Image`.

    Not audited row by row: the digest of some megabytes written as text would only repeat what `Image` says.
    """

    protection: ClassVar[Protection] = Protection.ERASE
    erased_by: ClassVar[tuple[str, str, str]] = ("images_imageevent", "image_id", "taken-back")
    audited: ClassVar[bool] = False

    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="contents")
    part = models.CharField(max_length=10, choices=Part.choices)
    data = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "image", "part"], name="image_part_once"),
        ]
