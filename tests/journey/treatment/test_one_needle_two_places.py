"""A needle that goes on into a second structure without leaving the skin is one needle, and comes out once."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.journey.treatment.stage import Stage, ready_stage
from tests.support.practice import PracticeKit


@pytest.fixture
def moved(practice: PracticeKit) -> Stage:
    """One needle, placed on the left and led on to the right; a second needle beside it."""
    stage = ready_stage(practice)
    stage.place()
    (first,) = stage.entries()
    stage.place(where="right tibialis-anterior", needle=str(first.insertion.needle), lot=None)
    stage.place(where="right tibialis-anterior")
    return stage


def _states(stage: Stage) -> list[str]:
    return [str(one.state) for one in stage.entries()]


@pytest.mark.parametrize("at", [0, 1])
def test_one_press_takes_it_out_of_both_and_leaves_the_other_needle(moved: Stage, at: int) -> None:
    key = uuid4()
    for _time in range(2):
        assert moved.tap("out", moved.entries()[at].id, key).status_code == 302
    assert _states(moved) == ["out", "out", "in"]
    assert (moved.state().count.removed, moved.state().count.in_place) == (1, 1)
    dwells = {one.until for one in moved.entries()[:2]}
    assert len(dwells) == 1
    moved.tap("out", moved.entries()[2].id)
    assert moved.count(2).status_code == 302
    assert moved.state().closed


def test_taken_back_it_is_in_both_again(moved: Stage) -> None:
    moved.tap("out", moved.entries()[0].id)
    assert moved.tap("back-in", moved.entries()[1].id).status_code == 302
    assert _states(moved) == ["in", "in", "in"]
    assert moved.state().count.in_place == 2


def test_the_last_needle_out_tells_the_next_screening_where_needles_were(practice: PracticeKit) -> None:
    from filiform.foundation.record.models import Fact

    stage = ready_stage(practice)
    stage.place()
    (first,) = stage.entries()
    stage.place(where="right tibialis-anterior", needle=str(first.insertion.needle), lot=None)
    stage.tap("out", first.id)
    with practice.as_role():
        (fact,) = Fact.objects.filter(visit_id=stage.visit, kind="needled")
    assert fact.value == {"sites": ["left tibialis-anterior", "right tibialis-anterior"]}
