"""Sets the stage for all tests: a throw-away PostgreSQL, a fresh database for each worker, practices as islands.

Tests commit for real, as the application role, under row-level security. Nothing is cleaned up between them:
each test makes a practice of its own, and practices cannot see each other. That is a promise, so it may carry
the tests as well.
"""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
os.environ.pop("DATABASE_URL", None)
os.environ["FILIFORM_DATA"] = os.environ.get("FILIFORM_TEST_DATA", str(ROOT / "build" / "test-data"))
os.environ["FILIFORM_DATABASE"] = "test_" + os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ["DJANGO_SETTINGS_MODULE"] = "filiform.project.settings"

import django  # noqa: E402
import pytest  # noqa: E402

django.setup()

from tests.support.practice import PracticeKit, make_practice  # noqa: E402


@pytest.fixture(scope="session")
def database(django_db_blocker: pytest.FixtureRequest) -> str:
    """The worker's own database, cloned from a migrated template; yields its name."""
    from tests.support.database import fresh_database

    django_db_blocker.unblock()
    return fresh_database(os.environ["FILIFORM_DATABASE"])


@pytest.fixture
def practice(database: str) -> PracticeKit:
    """A fresh practice with a site, a room, an owner, a practitioner, a receptionist and an auditor."""
    return make_practice()


@pytest.fixture
def other_practice(database: str) -> PracticeKit:
    """Another practice, whose rows must never show."""
    return make_practice(name="The other practice")
