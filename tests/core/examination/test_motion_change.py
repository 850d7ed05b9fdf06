"""When a change of motion is more than measurement error."""

import pytest

from filiform.core.examination import Change, MotionError, motion_change

NECK = MotionError(5.4, 9.6)


@pytest.mark.parametrize(
    ("before", "after", "error", "change"),
    [
        (60, 64, NECK, Change.WITHIN_ERROR),
        (64, 60, NECK, Change.WITHIN_ERROR),
        (60, 65.4, NECK, Change.UNCERTAIN),
        (60, 68, NECK, Change.UNCERTAIN),
        (60, 72, NECK, Change.BEYOND_ERROR),
        (72, 60, NECK, Change.BEYOND_ERROR),
        (60, 65, MotionError(5, 10), Change.UNCERTAIN),  # the ends of the range belong to it
        (60, 70, MotionError(5, 10), Change.UNCERTAIN),
        (60, 60, MotionError(0, 0), Change.WITHIN_ERROR),
        (60, 61, MotionError(0, 0), Change.BEYOND_ERROR),
        (None, 60, NECK, Change.UNKNOWN),
        (60, None, NECK, Change.UNKNOWN),
        (60, 90, None, Change.UNKNOWN),
    ],
)
def test_change_against_error(before, after, error, change) -> None:
    assert motion_change(before, after, error) is change


@pytest.mark.parametrize(("low", "high"), [(-1, 2), (3, 2), (float("nan"), 2), (0, float("inf"))])
def test_an_error_must_be_a_range(low: float, high: float) -> None:
    with pytest.raises(ValueError, match="no range"):
        MotionError(low, high)
