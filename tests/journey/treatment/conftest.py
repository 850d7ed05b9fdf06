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
