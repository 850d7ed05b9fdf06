"""The time that a device says it was: read from its form, and believed where it can be."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format

from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.clock import now

#: A visit may begin, and be entered, later than its first needle.
SLACK = timedelta(hours=12)


def device_time(text: str) -> datetime | None:
    """An instant with offset from ISO 8601 text; None for anything else, so that the server's time is taken."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None


def believed(visit: VisitFile, at: datetime | None) -> datetime:
    """The device's time, or the server's where the device says nothing or its clock is set wrong.

    Nothing happens tomorrow, and nothing of a visit happened long before the visit.
    """
    present, begun = now(), min(visit.visit.starts_at, visit.visit.recorded_at) - SLACK
    return at if at is not None and begun <= at <= present else present


def before_the_signature(visit: VisitFile, at: datetime | None) -> bool:
    """Whether a device's time lies in a visit whose note is signed: before the signature, and before anybody left."""
    signature, left = visit.signature, visit.happened("left")
    if signature is None or at is None or believed(visit, at) != at:
        return False
    return at < min(signature.recorded_at, left.at if left else signature.recorded_at)


def clock_time(moment: datetime) -> str:
    """Hours and minutes in the practice's time zone."""
    return date_format(timezone.localtime(moment), "H:i")
