"""The installation that a command works on: its data folder, its database, and Django set up on both."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filiform.project.backup import unfinished
from filiform.project.database import Connections, DatabaseSetupError, default_data_folder, running

from .errors import CommandError


def data_folder() -> Path:
    """The folder that holds everything of this installation."""
    return default_data_folder()


@contextmanager
def database_up(*, unfinished_restore: bool = False) -> Iterator[Connections]:
    """Keep the database up for a ``with`` block, with Django ready to use it.

    Raises CommandError when it cannot be used, or holds half a restore and `unfinished_restore` was not said.
    """
    if not unfinished_restore and unfinished.marked(data_folder()):
        raise CommandError(
            f"A restore into {data_folder()} was cut off. Run 'filiform restore FILE' again with the same file, or "
            f"remove {data_folder() / unfinished.NAME} to begin with what is there."
        )
    url = os.environ.get("DATABASE_URL") or None
    if url:
        _make_folder(data_folder())
    try:
        with running(data_folder(), url=url) as reach:
            set_up_django()
            try:
                yield reach
            finally:
                close_connections()
    except DatabaseSetupError as problem:
        raise CommandError(str(problem)) from problem


def _make_folder(data: Path) -> None:
    """Make the folder for keys and files, closed to others; the bundled server's launcher does so itself."""
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        raise CommandError(
            f"The data folder {data} cannot be made: {problem.strerror}. Set FILIFORM_DATA to one you may write to."
        ) from problem


def set_up_django() -> None:
    """Load Django with our settings; the database's passwords must exist by now."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filiform.project.settings")
    import django

    django.setup()


def close_connections() -> None:
    """Close this process's connections: what is forked or started from here makes its own."""
    from django.db import connections

    connections.close_all()
