"""Who writes to a visit waits for its signature, who signs waits for what is being written, and both look again."""

from __future__ import annotations

from dataclasses import replace

from django.db import connection

from filiform.foundation.tenancy.scope import forget

from .files import VisitFile
from .models import Signature, VisitEvent

#: Number of the advisory lock of a visit's signature, as in the functions of the database (tenancy.walls).
SIGNING = 7


def join_writers(visit: VisitFile) -> VisitFile:
    """Write beside others, but not beside a signature: returns the visit as it stands once that is settled.

    Other locks of a visit are taken after this one, so that no two writers wait for each other.
    """
    return _after("SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, %s))", visit)


def hold_to_sign(visit: VisitFile) -> VisitFile:
    """Wait for writes under way and keep later ones out: what is read from here on is what is signed."""
    return _after("SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", visit)


def look_again(visit: VisitFile) -> VisitFile:
    """The visit as it stands after a wait: whatever was read before may be old."""
    forget()
    return replace(
        visit,
        events=tuple(VisitEvent.objects.filter(visit_id=visit.id).order_by("at", "id")),
        signature=Signature.objects.filter(visit_id=visit.id).first(),
    )


def _after(lock: str, visit: VisitFile) -> VisitFile:
    with connection.cursor() as cursor:
        cursor.execute(lock, (str(visit.id), SIGNING))
    return look_again(visit)
