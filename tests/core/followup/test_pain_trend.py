"""Pain over visits, and the soreness to expect."""

from datetime import date
from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiform.core.followup import (
    Direction,
    ImportantDifference,
    PainScore,
    Soreness,
    Trend,
    pain_trend,
    soreness_expected,
)
from filiform.core.reasons import How, Source

SOURCE = (Source("Ostelo 2008", How.READ),)
PAIN = ImportantDifference(2, "low back pain", SOURCE)
HALF = ImportantDifference(0.5, "half a point counts", SOURCE)
FUNCTION = ImportantDifference(2, "musculoskeletal", SOURCE, higher_is_worse=False)


def scores(*values):
    return [PainScore(date(2026, 1, 1 + day), value) for day, value in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "rule", "direction"),
    [
        ((7, 5), PAIN, Direction.BETTER),
        ((7, 5.1), PAIN, Direction.UNCHANGED),
        ((3, 5), PAIN, Direction.WORSE),
        ((3, 5), FUNCTION, Direction.BETTER),
        ((5, 3), FUNCTION, Direction.WORSE),
        ((5, 9, 5), PAIN, Direction.UNCHANGED),
        ((2.3, 0.3), PAIN, Direction.BETTER),
        ((3, 3.5), HALF, Direction.WORSE),
        ((3.5, 3), HALF, Direction.BETTER),
        ((7,), PAIN, Direction.UNKNOWN),
        ((), PAIN, Direction.UNKNOWN),
        ((7, None), PAIN, Direction.UNKNOWN),
        ((7, 2), None, Direction.UNKNOWN),
    ],
)
def test_the_newest_score_is_held_against_the_first(values, rule, direction):
    assert pain_trend(scores(*values), rule).direction is direction


def test_the_trend_names_baseline_threshold_and_source():
    trend = pain_trend(scores(7, None, 4), PAIN)
    assert (trend.baseline, trend.latest, trend.change, trend.threshold, trend.scores) == (7, 4, -3, 2, 2)
    assert trend.sources == SOURCE
    assert pain_trend([], None) == Trend(Direction.UNKNOWN)
    alone = pain_trend(scores(7), PAIN)
    assert (alone.baseline, alone.latest, alone.scores) == (7, None, 1)


def test_on_one_day_the_id_tells_which_score_is_newer():
    day = date(2026, 1, 1)
    trend = pain_trend([PainScore(day, 3, "b"), PainScore(day, 7, "a")], PAIN)
    assert (trend.baseline, trend.latest) == (7, 3)


@pytest.mark.parametrize("value", [-0.1, 10.1, nan])
def test_a_score_off_the_scale_is_an_error(value):
    with pytest.raises(ValueError, match="between 0 and 10"):
        pain_trend(scores(5, value), PAIN)


@given(st.lists(st.integers(0, 10), max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_scores_never_matters(values, random):
    known = scores(*values)
    mixed = known[:]
    random.shuffle(mixed)
    assert pain_trend(mixed, PAIN) == pain_trend(known, PAIN)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (None, Soreness.UNKNOWN),
        (0, Soreness.RISING),
        (23.9, Soreness.RISING),
        (24, Soreness.PEAK),
        (48, Soreness.PEAK),
        (48.1, Soreness.EASING),
        (72, Soreness.EASING),
        (72.1, Soreness.REVIEW),
    ],
)
def test_soreness_has_its_usual_course(hours, expected):
    assert soreness_expected(hours) is expected


@pytest.mark.parametrize("hours", [-1, nan])
def test_hours_before_the_session_are_an_error(hours):
    with pytest.raises(ValueError, match="below zero"):
        soreness_expected(hours)
