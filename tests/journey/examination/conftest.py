"""Scenes that the tests of the examination share."""

import pytest

from tests.journey.examination.stage import exam
from tests.support.practice import make_practice


@pytest.fixture
def scene(practice):
    return exam(practice)


@pytest.fixture(scope="module")
def untouched(database):
    """A scene whose input is all refused, so that one serves all of it, with its page."""
    found = exam(make_practice())
    return found, found.page()
