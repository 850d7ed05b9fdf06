"""Whole installations for tests: made once by the command line itself, then copied."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from filiform.project import database

MEMORY = Path("/dev/shm")
QUICK = MEMORY if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 4 * 1024**3 else None

#: Rows with everything that a text format could trip over, written by the application itself.
FILL = """
import sys
from filiform.project.cli.installation import database_up
with database_up():
    from django.contrib.auth import get_user_model
    from filiform.foundation.gate import drafts
    from filiform.foundation.images.models import Image, ImageBytes
    from filiform.foundation.record.models import Fact, Patient, Visit
    from filiform.foundation.tenancy.models import Practice, Room, Site
    from filiform.foundation.tenancy.scope import Actor, enter
    user = get_user_model().objects.first()
    for number, practice in enumerate(Practice.objects.order_by("id")):
        actor = Actor(user=user.id, roles=frozenset({"owner"}), name="owner")
        with enter(practice=practice.id, actor=actor, origin="test"):
            for name in ("Tab\\there", "Line\\nfeed", "Back\\\\slash \\\\N \\\\.", "Nóra O'Brien 针", ""):
                Site.objects.create(name=f"{number} {name}", address=name)
            Room.objects.create(site=Site.objects.first(), name="Room")
            drafts.keep("/visits/", {"note": ["typed\\tand\\nkept", ""]})
            patient = Patient.objects.create(number=1)
            Fact.objects.create(patient=patient, kind="soreness", source="test",
                at=patient.recorded_at, value={"text": "a\\nb", "n": [1.5, None, True]})
            visit = Visit.objects.create(patient=patient, practitioner=user, site=Site.objects.first(),
                starts_at=patient.recorded_at)
            whose = {"patient": patient, "visit": visit}
            image = Image.objects.create(**whose, kind="photo", words="Tendon", media_type="image/jpeg", width=9,
                height=9, size=9, sha256="0" * 64, picture_sha256="0" * 64, source_size=9, source_sha256="0" * 64)
            ImageBytes.objects.create(**whose, image=image, part="picture", data=bytes(range(256)) * 2_400)
"""


@dataclass
class Installation:
    """A data folder and the command line that works on it."""

    data: Path
    environment: dict[str, str] = field(default_factory=dict)

    def env(self, **more: str) -> dict[str, str]:
        """The environment of a user who set nothing but FILIFORM_DATA."""
        ours = ("FILIFORM_", "DATABASE_URL", "PYTEST_", "COV_", "PORT", "HOST", "PG", "DJANGO_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return kept | {"FILIFORM_DATA": str(self.data), **self.environment, **more}

    def command(self, *arguments: object) -> list[str]:
        """The command line of `filiform` with `arguments`."""
        return [sys.executable, "-m", "filiform.project.cli", *map(str, arguments)]

    def run(self, *arguments: object, code: int | None = 0, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end and check its exit code."""
        done = subprocess.run(
            self.command(*arguments),
            env=self.env(**more),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert code is None or done.returncode == code, f"{arguments}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done

    def python(self, text: str) -> None:
        """Run Python code on the installation."""
        subprocess.run([sys.executable, "-c", text], env=self.env(), check=True, timeout=300)

    def stop(self) -> None:
        """Stop the database, whoever left it up."""
        if self.data.is_dir():
            database.stop(self.data)

    @contextmanager
    def asking(self, role: str = "admin") -> Iterator[Callable[[str], list[Any]]]:
        """Ask the database many things as its superuser; brings it up, for `stop` to end."""
        reach = database.ensure(self.data)
        with psycopg.connect(**reach.psycopg(role), autocommit=True) as connection:

            def ask(statement: str) -> list[Any]:
                cursor = connection.execute(statement)  # type: ignore[arg-type]
                return cursor.fetchall() if cursor.description else []

            yield ask

    def ask(self, statement: str, role: str = "admin") -> list[Any]:
        """Ask the database one thing."""
        with self.asking(role) as ask:
            return ask(statement)


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that every account may enter, in memory where there is room."""
    made = Path(tempfile.mkdtemp(prefix="ff-", dir=QUICK))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="session")
def made(made_empty: Installation) -> Iterator[Installation]:
    """An installation with two practices, not running; to be copied, never changed."""
    folder = Path(tempfile.mkdtemp(prefix="ff-made-", dir=QUICK))
    folder.chmod(0o711)
    subprocess.run(["cp", "-a", made_empty.data, folder / "data"], check=True)
    installation = Installation(folder / "data")
    installation.run("practice", "add", "First", "--owner", "first@example.org", "--generate")
    installation.run("practice", "add", "Second", "--owner", "second@example.org", "--generate")
    installation.python(FILL)
    installation.stop()
    yield installation
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def installation(made: Installation, place: Path) -> Iterator[Installation]:
    """A copy of the made installation, to do anything with."""
    subprocess.run(["cp", "-a", made.data, place / "data"], check=True)
    copy = Installation(place / "data")
    yield copy
    copy.stop()


@pytest.fixture
def elsewhere(place: Path) -> Iterator[Installation]:
    """A data folder that does not exist yet."""
    other = Installation(place / "elsewhere")
    yield other
    other.stop()


@pytest.fixture(scope="session")
def made_empty() -> Iterator[Installation]:
    """An installation with its tables and nothing in them; to be copied, never changed."""
    folder = Path(tempfile.mkdtemp(prefix="ff-empty-", dir=QUICK))
    folder.chmod(0o711)
    installation = Installation(folder / "data")
    installation.run("migrate")
    installation.stop()
    yield installation
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def empty(made_empty: Installation, place: Path) -> Iterator[Installation]:
    """A copy of the empty installation."""
    subprocess.run(["cp", "-a", made_empty.data, place / "empty"], check=True)
    copy = Installation(place / "empty")
    yield copy
    copy.stop()


@pytest.fixture(scope="session")
def backup_file(made: Installation) -> Path:
    """A backup of the made installation."""
    file = made.data.parent / "backup"
    made.run("backup", file)
    return file


@pytest.fixture
def started() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a command and go on; whatever still runs at the end is ended."""
    processes: list[subprocess.Popen[str]] = []

    def start(installation: Installation, *arguments: object, **more: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            installation.command(*arguments),
            env=installation.env(PYTHONUNBUFFERED="1", **more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=30)
