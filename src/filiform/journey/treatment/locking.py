"""One writer at a time to the needles of a visit, and none once it is signed."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from filiform.foundation.record.public import VisitFile, join_writers, refuse_when_over
from filiform.foundation.tenancy.reading import Asked
from filiform.foundation.tenancy.refusal import Conflict, Reason
from filiform.foundation.tenancy.turns import Turn

from .device import before_the_signature
from .models import DeviceRow

#: Number of the turn at a visit's needles.
NEEDLING = 13

Sent = TypeVar("Sent", bound=DeviceRow)


def take_turn(visit: VisitFile, *ahead: Asked[Any]) -> None:
    """Wait for other writers to this visit's needles and for its signature; what was read before is forgotten.

    Nothing moves after it was counted: that the patient is still here, too, is read again. What the action will
    read goes `ahead`, in the same trip to the database.
    """
    join_writers(visit, Turn(NEEDLING, visit.id), then=(*visit.reads, *ahead))


def turn_to_write(visit: VisitFile, action: str, *ahead: Asked[Any], at: datetime | None = None) -> None:
    """`take_turn`, for a note that is open. Raises Refused when it is signed (as the database would) or cancelled.

    What a device says to have happened at `at`, before the signature, goes beside the note: then nothing is raised.
    """
    take_turn(visit, *ahead)
    if not before_the_signature(visit, at):
        refuse_when_over(visit, action)


def sent_before(model: type[Sent], client_id: UUID, visit: VisitFile, action: str) -> Sent | None:
    """The row that was sent before under the same id, or None. Raises Conflict when it belongs to another visit."""
    row = model.objects.filter(client_id=client_id).first()
    if row is not None and row.visit_id != visit.id:
        text = _("This form was sent for another visit. Open the page again and record it once more.")
        raise Conflict(Reason("id-of-another-visit", text), action=action)
    return row
