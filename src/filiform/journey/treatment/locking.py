"""One writer at a time to the needles of a visit, and none once it is signed."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.refusal import Reason, Refused


def take_turn(visit: UUID) -> None:
    """Wait for other writers to this visit's needles, so that nothing moves after it was counted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 13))", (str(visit),))


def refuse_signed(visit: VisitFile, action: str) -> None:
    """Raise Refused when the note is signed; the database would refuse it as well."""
    if visit.signed:
        raise Refused(Reason("signed", _("This note is signed and locked. Add an amendment beside it.")), action=action)
