"""One writer at a time to the needles of a visit, and none once it is signed."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from filiform.foundation.record.public import VisitFile, join_writers, look_again
from filiform.foundation.tenancy.refusal import Conflict, Reason, Refused

from .models import DeviceRow

Sent = TypeVar("Sent", bound=DeviceRow)


def take_turn(visit: VisitFile) -> VisitFile:
    """Wait for other writers to this visit's needles and for its signature; returns the visit as it then stands.

    Nothing moves after it was counted: what was read before the wait (that the patient is still here) is read again.
    """
    join_writers(visit)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 13))", (str(visit.id),))
    return look_again(visit)


def turn_to_write(visit: VisitFile, action: str) -> VisitFile:
    """`take_turn`, for a note that is open. Raises Refused when it is signed (as the database would) or cancelled."""
    here = take_turn(visit)
    if here.signed:
        raise Refused(Reason("signed", _("This note is signed and locked. Add an amendment beside it.")), action=action)
    if here.happened("cancelled"):
        raise Refused(Reason("cancelled", _("This visit was cancelled. Plan a new one.")), action=action)
    return here


def sent_before(model: type[Sent], client_id: UUID, visit: VisitFile, action: str) -> Sent | None:
    """The row that was sent before under the same id, or None. Raises Conflict when it belongs to another visit."""
    row = model.objects.filter(client_id=client_id).first()
    if row is not None and row.visit_id != visit.id:
        text = _("This form was sent for another visit. Open the page again and record it once more.")
        raise Conflict(Reason("id-of-another-visit", text), action=action)
    return row
