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
