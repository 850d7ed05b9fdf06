"""Scoped reads of pictures; those of a visit are asked together with its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.reading import Asked, read_together, reading
from filiform.foundation.tenancy.refusal import Missing, Reason

from .models import Happening, Image, ImageBytes, ImageEvent, Part
from .pixels.reading import digest_of


@dataclass(frozen=True)
class Picture:
    """A picture with what became of it."""

    row: Image
    checked: ImageEvent | None
    taken_back: ImageEvent | None

    @property
    def when(self) -> datetime:
        """When it was taken by the device's clock; when it was kept where the device did not say."""
        return self.row.taken or self.row.recorded_at


@reading
def _images(visit: UUID) -> QuerySet[Image]:
    return Image.objects.filter(visit_id=visit).select_related("author").order_by("recorded_at", "id")


@reading
def _events(visit: UUID) -> QuerySet[ImageEvent]:
    return ImageEvent.objects.filter(visit_id=visit).select_related("author").order_by("recorded_at", "id")


@reading
def _images_of(patient: UUID) -> QuerySet[Image]:
    return Image.objects.filter(patient_id=patient).select_related("author").order_by("recorded_at", "id")


@reading
def _events_of(patient: UUID) -> QuerySet[ImageEvent]:
    return ImageEvent.objects.filter(patient_id=patient).select_related("author").order_by("recorded_at", "id")


def pictures_by_visit(patient: UUID) -> dict[UUID, list[Picture]]:
    """All pictures of a patient that were not taken back, by visit, oldest first; their bytes are not read."""
    read_together(_images_of.of(patient), _events_of.of(patient))
    found: dict[UUID, list[Picture]] = {}
    for one in _with_events(_images_of(patient), _events_of(patient)):
        if one.taken_back is None:
            found.setdefault(one.row.visit_id, []).append(one)
    return found


def reads(visit: UUID) -> tuple[Asked[Any], ...]:
    """What `pictures` asks of the database, for one trip (`read_together`)."""
    return (_images.of(visit), _events.of(visit))


def pictures(visit: UUID) -> list[Picture]:
    """All pictures of a visit, those taken back too, oldest first."""
    return _with_events(_images(visit), _events(visit))


def _with_events(rows: Iterable[Image], events: Iterable[ImageEvent]) -> list[Picture]:
    happened = {(one.image_id, one.kind): one for one in events}
    return [
        Picture(row, happened.get((row.id, Happening.CHECKED)), happened.get((row.id, Happening.TAKEN_BACK)))
        for row in rows
    ]


def picture(visit: VisitFile, image: UUID) -> Picture:
    """One picture of this visit. Raises Missing."""
    found = next((one for one in pictures(visit.id) if one.row.id == image), None)
    if found is None:
        raise Missing(Reason("no-image", _("There is no such picture at this visit.")))
    return found


def sent_as(client_id: UUID) -> Image | None:
    """The picture that was sent under this id, of whatever visit."""
    return Image.objects.filter(client_id=client_id).first()


class BytesDiffer(RuntimeError):
    """Bytes in the database are not those that the record names."""


def content(image: Image, part: str) -> bytes:
    """The bytes of a part. Raises Missing when it is not there (any more), BytesDiffer when it was exchanged."""
    row = ImageBytes.objects.filter(image_id=image.id, part=part).first()
    if row is None:
        raise Missing(Reason("no-bytes", _("There is no such file of this picture, or it was taken back.")))
    data = bytes(row.data)
    said = {Part.WHOLE: image.sha256, Part.PICTURE: image.picture_sha256}.get(Part(part))
    if said is not None and digest_of(data) != said:
        raise BytesDiffer(f"The bytes of picture {image.id} ({part}) are not those on record.")
    return data


def small_pictures(visit: UUID) -> dict[UUID, bytes]:
    """The small picture of each that was not taken back."""
    rows = ImageBytes.objects.filter(visit_id=visit, part=Part.SMALL)
    return {row.image_id: bytes(row.data) for row in rows}
