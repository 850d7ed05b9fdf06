"""The time that a device says it was: read from its form, and believed where it can be."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format

from filiform.foundation.tenancy.clock import now


def device_time(text: str) -> datetime | None:
    """An instant with offset from ISO 8601 text; None for anything else, so that the server's time is taken."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None


def believed(at: datetime | None) -> datetime:
    """The device's time, or the server's where the device says nothing or is ahead: nothing happens tomorrow."""
    present = now()
    return present if at is None or at > present else at


def clock_time(moment: datetime) -> str:
    """Hours and minutes in the practice's time zone."""
    return date_format(timezone.localtime(moment), "H:i")
