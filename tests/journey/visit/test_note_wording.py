"""Values of a note in words, as they stand on paper."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from filiform.journey.visit.wording import text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2026-03-02", "2 March 2026"),
        ("2026-11-22T07:49:00+00:00", "22 November 2026, 07:49"),
        ("2026-07-22T07:49:00.123456+00:00", "22 July 2026, 08:49"),
        ("2026-02-30", "2026-02-30"),
        ("2026-03-02, roughly", "2026-03-02, roughly"),
        ("in spring", "in spring"),
        (True, "yes"),
        (2.50, "2.5"),
        (None, ""),
        (["dull ache", "2026-03-02"], "dull ache; 2 March 2026"),
    ],
)
def test_a_value_reads_like_people_write_it(value: object, words: str) -> None:
    with timezone.override(ZoneInfo("Europe/Dublin")):
        assert text(value) == words
