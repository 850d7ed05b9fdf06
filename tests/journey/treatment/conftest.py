"""The stage for needles, ready or bare, as fixtures."""

import pytest

from tests.journey.treatment.stage import Stage, ready_stage, stage


@pytest.fixture
def bare(practice) -> Stage:
    """A visit with a credential and an open box, but nothing asked yet."""
    return stage(practice)


@pytest.fixture
def ready(practice) -> Stage:
    """A visit at which needles may be planned: screened clear, consent given."""
    return ready_stage(practice)


@pytest.fixture
def usual(ready: Stage) -> Stage:
    """A visit after three needles of one way in this muscle, by the same hand."""
    for _time in range(3):
        ready.place(dwell="8", depth_mm="21", twitches="3", sensation=["ache"])
    return ready


@pytest.fixture
def gone(ready: Stage) -> Stage:
    """A visit at which one needle went in and came out and was counted, and the patient left."""
    ready.tap("out", ready.place())
    assert ready.count(1).status_code == 302
    assert ready.leave().status_code == 302
    return ready
