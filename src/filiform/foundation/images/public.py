"""What other apps use of pictures."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.reading import Asked

from . import queries
from .actions import keep_image, note_checked, take_back
from .models import Grey
from .notes import images_note
from .pixels.reading import Received, receive
from .queries import Picture
from .targets import Target


def reads(visit: VisitFile) -> tuple[Asked[Any], ...]:
    """All that pictures ask of the database for a page of the visit, for one trip (`read_together`)."""
    return queries.reads(visit.id)


def pictures_by_visit(patient: UUID) -> dict[UUID, list[Picture]]:
    """Pictures of a patient that are still there, by visit; each has `row`, `when` and `checked`."""
    return queries.pictures_by_visit(patient)


def small_pictures(visit: VisitFile) -> dict[UUID, bytes]:
    """JPEG bytes of the small picture of each that is still there, by id."""
    return queries.small_pictures(visit.id)


def taken_back(visit: VisitFile) -> set[UUID]:
    """Pictures of the visit that were taken back by now."""
    return {one.row.id for one in queries.pictures(visit.id) if one.taken_back is not None}


def grey_in_words(code: str) -> str:
    """How sixteen bits of grey are shown, in words; the code itself where it is not known."""
    return str(dict(Grey.choices).get(code, code))


__all__ = [
    "Picture",
    "Received",
    "Target",
    "grey_in_words",
    "images_note",
    "keep_image",
    "note_checked",
    "pictures_by_visit",
    "reads",
    "receive",
    "small_pictures",
    "take_back",
    "taken_back",
]
