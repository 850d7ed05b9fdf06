"""Moments from the database, read quickly: a page of a patient with many visits reads hundreds.

Django reads a moment by a pattern and puts the time zone in afterwards, ten times as long as Python's own reader of
ISO 8601 takes. What that cannot read (other styles of dates, years of five digits) goes Django's way.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.abc import Buffer
from psycopg.types.datetime import TimestamptzLoader


class Moments(TimestamptzLoader):
    """A moment as text to a datetime in UTC."""

    #: Django compares it with the zone of the connection.
    timezone = UTC

    def load(self, data: Buffer) -> datetime:
        try:
            return datetime.fromisoformat(str(data, "ascii")).astimezone(UTC)
        except ValueError:
            return super().load(data).replace(tzinfo=UTC)


def read_quickly(*, connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """For a connection that was just made and speaks UTC, as all of ours do."""
    if connection.timezone == UTC:
        connection.connection.adapters.register_loader("timestamptz", Moments)
