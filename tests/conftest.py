"""Sets the stage for all tests: a throw-away PostgreSQL, a fresh database for each worker, practices as islands.

Tests commit for real, as the application role, under row-level security. Nothing is cleaned up between them:
each test makes a practice of its own, and practices cannot see each other. That is a promise, so it may carry
the tests as well.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
os.environ.pop("DATABASE_URL", None)
os.environ["FILIFORM_DATA"] = os.environ.get("FILIFORM_TEST_DATA", str(ROOT / "build" / "test-data"))
os.environ["FILIFORM_DATABASE"] = f"test_{os.getpid()}"
os.environ["DJANGO_SETTINGS_MODULE"] = "filiform.project.settings"

from filiform.project.database import running  # noqa: E402

# A shell starts what it sends to the background with SIGINT ignored, `nohup` with SIGHUP, and programs started by tests
# would inherit that; what is handled here is as usual for them.
signal.signal(signal.SIGINT, signal.default_int_handler)
if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, lambda *_: None)
# Up before settings are read, which take the passwords from the data folder; the last worker to end stops it.
SERVER = contextlib.ExitStack()
SERVER.enter_context(running(Path(os.environ["FILIFORM_DATA"]), throwaway=True))
atexit.register(SERVER.close)

import django  # noqa: E402
import pytest  # noqa: E402
from django.contrib.auth.hashers import ScryptPasswordHasher  # noqa: E402

django.setup()
# The same algorithm with less work: hundreds of log-ins are tried, and none is guarded by its cost here.
ScryptPasswordHasher.work_factor = 2**8
# Workers inherit the environment, and would load settings before they have named their own database.
del os.environ["DJANGO_SETTINGS_MODULE"]

from tests.support.practice import PracticeKit, make_practice  # noqa: E402


@pytest.fixture(scope="session")
def database(django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """The worker's own database, cloned from a migrated template; yields its name."""
    from django.db import connections

    from tests.support.database import drop_database, fresh_database

    django_db_blocker.unblock()
    name = fresh_database(os.environ["FILIFORM_DATABASE"])
    yield name
    connections.close_all()
    drop_database(name)


@pytest.fixture
def practice(database: str) -> PracticeKit:
    """A fresh practice with a site, a room, an owner, a practitioner, a receptionist and an auditor."""
    return make_practice()


@pytest.fixture
def other_practice(database: str) -> PracticeKit:
    """Another practice, whose rows must never show."""
    return make_practice(name="The other practice")
