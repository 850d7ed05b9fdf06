"""The time of the server: one place to ask, so that a made-up history can be told in its own time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("filiform_told_time", default=None)


def now() -> datetime:
    """The present instant, with offset."""
    return _told.get() or timezone.now()


def today() -> date:
    """The present day in the practice's time zone."""
    return timezone.localtime(now()).date()


@contextmanager
def telling(moment: datetime) -> Iterator[None]:
    """Tell the story at `moment` (the demo practice's nine months); never used by a page."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
