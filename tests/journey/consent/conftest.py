"""Scenes that the tests of consent share."""

import pytest

from tests.journey.consent.stage import CALF, SHOULDER, stage


@pytest.fixture
def shoulder(practice):
    scene = stage(practice)
    scene.plan(*SHOULDER)
    return scene


@pytest.fixture
def calf(practice):
    scene = stage(practice)
    scene.plan(*CALF)
    return scene
