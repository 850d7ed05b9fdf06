"""A data folder of its own for each test of the launcher, and other processes that use it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from filiform.project import database
from filiform.project.database import server
from filiform.project.database.folder import DataFolder

SOURCE = Path(database.__file__).parents[3]
MEMORY = Path("/dev/shm")
QUICK = MEMORY if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 4 * 1024**3 else None
"""Where databases are made and removed: in memory if there is plenty, else the usual temporary folder."""


@pytest.fixture(autouse=True)
def _no_password_from_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password in the environment or in a home folder would open what must be shut."""
    for name in [name for name in os.environ if name.startswith("PG")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PGPASSFILE", "/nonexistent/pgpass")
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A short folder that every account may enter, with a name that needs care."""
    place = Path(tempfile.mkdtemp(prefix="fé a-", dir=QUICK))
    place.chmod(0o711)
    yield place
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def new_data(open_place: Path) -> Iterator[Path]:
    """A data folder that does not exist yet; its server is stopped at the end."""
    folder = open_place / "Données d'essai"
    yield folder
    _stop(folder)


@pytest.fixture(scope="session")
def finished_data() -> Iterator[Path]:
    """A data folder whose database was made and stopped, to be copied."""
    place = Path(tempfile.mkdtemp(prefix="made-", dir=QUICK))
    place.chmod(0o711)
    database.ensure(place / "data", throwaway=True)
    database.stop(place / "data")
    yield place / "data"
    shutil.rmtree(place)


@pytest.fixture
def data(new_data: Path, finished_data: Path) -> Path:
    """A data folder with a database that is ready to start; making one takes a second."""
    subprocess.run(["cp", "-a", finished_data, new_data], check=True)
    return new_data


@pytest.fixture
def deep_data(tmp_path: Path) -> Iterator[Path]:
    """A data folder too deep for a socket, and below a parent that only its owner may enter."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    folder = closed / ("deep" * 25)
    yield folder
    _stop(folder)


def _stop(folder: Path) -> None:
    if folder.is_dir():
        server.stop(DataFolder(folder.resolve()))
        socket = DataFolder(folder.resolve()).socket
        if not socket.is_relative_to(folder.resolve()):
            shutil.rmtree(socket, ignore_errors=True)


@pytest.fixture
def other_process() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start Python code in a process of its own; its arguments are in ``sys.argv``."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str, *arguments: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=30)
