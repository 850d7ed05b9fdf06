"""Moments are read as Django reads them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection

from filiform.foundation.tenancy.moments import Moments
from tests.support.practice import PracticeKit

TEXTS = [
    "2026-11-22 21:58:37.123456+00",
    "2026-11-22 21:58:37.5+00",
    "2026-11-22 00:00:00+00",
    "0001-01-01 00:00:00+00",
    "9999-12-31 23:59:59.999999+00",
    "2026-03-29 03:30:00+02",
    "2026-03-29 03:30:00+05:30",
    "1890-01-01 00:00:00-00:25:21",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_moment_is_the_one_that_was_meant(practice: PracticeKit, text: str) -> None:
    with practice.as_role(), connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [text])
        (found,) = cursor.fetchone()
        assert found == datetime.fromisoformat(text)
        assert found.tzinfo is UTC
        loader = connection.connection.adapters.get_loader(1184, 0)
    assert loader is Moments


@pytest.mark.parametrize("style", ["SQL, DMY", "German", "Postgres"])
def test_another_style_of_dates_is_refused_never_mistaken(practice: PracticeKit, style: str) -> None:
    with practice.as_role(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('datestyle', %s, true)", [style])
        cursor.execute("SELECT '2026-03-04 05:06:07+00'::timestamptz")
        with pytest.raises(NotImplementedError, match="DateStyle"):
            cursor.fetchone()


@pytest.mark.parametrize("text", ["infinity", "12026-01-01 00:00:00+00", "0044-03-15 12:00:00+00 BC"])
def test_what_no_datetime_holds_is_an_error(practice: PracticeKit, text: str) -> None:
    with practice.as_role(), connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [text])
        with pytest.raises(DatabaseError):
            cursor.fetchone()
