"""A backup or restore that is killed in the middle leaves nothing that passes for whole."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.project.cli.conftest import Installation

from filiform.project.backup.errors import BackupError
from filiform.project.backup.reading import check

Started = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def heavy(installation: Installation) -> Installation:
    """With enough in its files that writing and reading take a while."""
    (installation.data / "files").mkdir()
    (installation.data / "files" / "large").write_bytes(os.urandom(48 * 1024**2))
    return installation


def until(seen: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    limit = time.monotonic() + 60
    while not seen():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < limit
        time.sleep(0.002)


def kill(process: subprocess.Popen[str]) -> None:
    assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait(30)


def test_a_killed_backup_leaves_no_backup(heavy: Installation, started: Started, place: Path) -> None:
    target, side = place / "b", place / ".b.unfinished"
    process = started(heavy, "backup", target)
    until(lambda: side.exists() and side.stat().st_size > 2 * 1024**2, process)
    kill(process)
    assert not target.exists()
    with pytest.raises(BackupError, match="cut off"):
        check(side, None)
    # The next one writes over what was left.
    heavy.run("backup", target)
    assert check(target, None).rows > 0
    assert not side.exists()


def test_a_second_backup_to_the_same_file_waits_its_turn(installation: Installation, place: Path) -> None:
    with (place / ".b.unfinished").open("wb") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        first.write(b"half")
        first.flush()
        assert "under way" in installation.run("backup", place / "b", code=1).stderr
        assert (place / ".b.unfinished").read_bytes() == b"half"


def test_a_killed_restore_is_refused_and_may_be_repeated(
    heavy: Installation, empty: Installation, started: Started, place: Path
) -> None:
    heavy.run("backup", place / "b")
    process = started(empty, "restore", place / "b")
    until(lambda: (empty.data / "files").exists(), process)
    kill(process)
    assert empty.ask("SELECT count(*) FROM tenancy_practice") == [(0,)]
    refused = empty.run("migrate", code=1).stderr
    assert "was cut off" in refused
    assert "fault    restore" in empty.run("doctor", code=1).stdout
    empty.run("restore", place / "b")
    assert empty.ask("SELECT count(*) FROM tenancy_practice") == [(2,)]
    large = Path("files", "large")
    assert (empty.data / large).read_bytes() == (heavy.data / large).read_bytes()
    empty.run("audit", "verify")
