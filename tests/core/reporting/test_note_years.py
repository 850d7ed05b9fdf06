"""Since when somebody needles: the earliest credential that had begun, in full years; unknown stays unknown."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiform.core.reporting import needling_since

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("first_days", "on", "years"),
    [
        ([date(2019, 3, 14)], date(2026, 3, 14), 7),
        ([date(2019, 3, 14)], date(2026, 3, 13), 6),
        ([date(2024, 2, 29)], date(2025, 2, 28), 0),
        ([date(2024, 2, 29)], date(2025, 3, 1), 1),
        ([date(2026, 1, 1), date(2019, 3, 14), date(2023, 1, 1)], date(2026, 11, 22), 7),
        ([date(2026, 11, 22)], date(2026, 11, 22), 0),
        ([date(2027, 1, 1), date(2025, 1, 1)], date(2026, 1, 1), 1),
    ],
)
def test_full_years_since_the_earliest_that_had_begun(first_days, on, years):
    assert needling_since(first_days, on).years == years


@pytest.mark.parametrize("first_days", [[], [date(2026, 11, 23)]])
def test_without_one_that_had_begun_nothing_is_known(first_days):
    assert needling_since(first_days, date(2026, 11, 22)) is None


@given(st.lists(DAYS, max_size=8), DAYS, DAYS)
def test_a_further_credential_never_makes_it_shorter_and_order_never_matters(first_days, further, on):
    alone = needling_since(first_days, on)
    both = needling_since([further, *reversed(first_days)], on)
    assert alone is None or both.years >= alone.years
    assert both is None or (both.years >= 0 and both.day <= on)
