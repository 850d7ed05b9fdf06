"""A throw-away database of a bench, gone afterwards, and what every bench says of the machine first."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.pop("DATABASE_URL", None)
os.environ.setdefault("FILIFORM_DATA", str(ROOT / "build" / "bench-data"))
os.environ["FILIFORM_DATABASE"] = f"test_{os.getpid()}"
os.environ["DJANGO_SETTINGS_MODULE"] = "filiform.project.settings"
# A browser's driver keeps an event loop in this thread; our own calls to the database stay synchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@contextmanager
def database(*, durable: bool = False) -> Iterator[None]:
    """An empty database with all tables on the server in FILIFORM_DATA, in a process that has warmed up.

    `durable`: the server forces each commit to disk, as a practice's does.
    """
    from filiform.project.database import ensure

    ensure(Path(os.environ["FILIFORM_DATA"]), throwaway=True, durable=durable)
    import django

    django.setup()
    from django.conf import settings
    from django.db import connections
    from tests.support.database import drop_database, fresh_database

    fresh_database(os.environ["FILIFORM_DATABASE"])
    settings.ALLOWED_HOSTS = ["testserver"]
    from filiform.project.warm import warm

    warm()
    try:
        yield
    finally:
        connections.close_all()
        drop_database(os.environ["FILIFORM_DATABASE"])


def tell_load() -> None:
    """Say how busy the machine is: on a busy one all times are too long."""
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    print(f"load {load:.1f} on {cores} cores" + (": a busy machine, times are too long" if load > cores / 2 else ""))
