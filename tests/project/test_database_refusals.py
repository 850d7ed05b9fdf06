"""What cannot work is refused with words that say what to do, and nothing is harmed."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from filiform.project import database
from filiform.project.database.cluster import ROOM_NEEDED, explain
from filiform.project.database.folder import DataFolder

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away or mount a small disk")


def test_database_of_another_major_version(data: Path) -> None:
    version = DataFolder(data.resolve()).cluster / "PG_VERSION"
    version.write_text("15\n")
    with pytest.raises(database.DatabaseSetupError, match=r"made by PostgreSQL 15.*Nothing was changed"):
        database.ensure(data, throwaway=True)
    assert not database.status(data).running


def test_folder_with_files_and_no_database(data: Path) -> None:
    (DataFolder(data.resolve()).cluster / "PG_VERSION").unlink()
    with pytest.raises(database.DatabaseSetupError, match="from your backup"):
        database.ensure(data, throwaway=True)
    assert (DataFolder(data.resolve()).cluster / "global").is_dir()


def test_lost_or_damaged_or_foreign_passwords(data: Path) -> None:
    database.ensure(data, throwaway=True)
    passwords = DataFolder(data.resolve()).passwords
    right = passwords.read_text()
    passwords.unlink()
    with pytest.raises(database.DatabaseSetupError, match=r"passwords.json is missing"):
        database.ensure(data, throwaway=True)
    passwords.write_text("{")
    with pytest.raises(database.DatabaseSetupError, match="damaged"):
        database.ensure(data, throwaway=True)
    passwords.write_text(right.replace('": "', '": "x'))
    with pytest.raises(database.DatabaseSetupError, match="put back the one that belongs"):
        database.ensure(data, throwaway=True)
    passwords.write_text(right)
    assert database.ensure(data, throwaway=True)


def test_file_where_the_folder_should_be(open_place: Path) -> None:
    (open_place / "file").write_text("")
    for taken in (open_place / "file", open_place / "file" / "below"):
        with pytest.raises(database.DatabaseSetupError, match="Set FILIFORM_DATA"):
            database.ensure(taken)


def test_folder_with_other_things_is_left_as_it_is(open_place: Path) -> None:
    (open_place / "letters").mkdir()
    before = open_place.stat().st_mode
    with pytest.raises(database.DatabaseSetupError, match=r"holds other things \(letters"):
        database.ensure(open_place)
    assert open_place.stat().st_mode == before


@as_root
def test_folder_of_somebody_else(new_data: Path) -> None:
    new_data.mkdir()
    os.chown(new_data, 1, 1)
    with pytest.raises(database.DatabaseSetupError, match="belongs to daemon"):
        database.ensure(new_data)


@as_root
def test_database_of_somebody_else(data: Path) -> None:
    os.chown(DataFolder(data.resolve()).cluster, 1, 1)
    with pytest.raises(database.DatabaseSetupError, match="belongs to daemon"):
        database.ensure(data, throwaway=True)


@as_root
def test_planted_link_is_not_followed(new_data: Path, open_place: Path) -> None:
    (open_place / "elsewhere").mkdir()
    new_data.mkdir()
    (new_data / "secret-key").write_text("")
    (new_data / "postgres").symlink_to(open_place / "elsewhere")
    with pytest.raises(database.DatabaseSetupError, match="move it away"):
        database.ensure(new_data, throwaway=True)
    assert (open_place / "elsewhere").stat().st_uid == 0


@as_root
def test_root_in_a_closed_place_without_private_views(deep_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(database.DatabaseSetupError, match=r"nobody.*cannot enter .*such as /var/lib/filiform"):
        database.ensure(deep_data, throwaway=True)


@pytest.fixture
def small_disk(open_place: Path) -> Iterator[Path]:
    """A disk with room for a little more than a database needs."""
    disk = open_place / "disk"
    disk.mkdir()
    size = ROOM_NEEDED + 70 * 1024 * 1024
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=0711", "tmpfs", disk], check=False)
    if mounted.returncode != 0:
        pytest.skip("this machine lets nobody mount a small disk")
    yield disk
    database.stop(disk / "data")
    subprocess.run(["umount", disk], check=True)


def fill(path: Path) -> None:
    """Write until the disk takes no more."""
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as handle:
        while handle.write(bytes(4096)):
            pass


@as_root
def test_full_disk(small_disk: Path) -> None:
    filler = small_disk / "filler"
    filler.write_bytes(bytes(120 * 1024 * 1024))
    with pytest.raises(database.DatabaseSetupError, match=r"is full \(\d+ MB free"):
        database.ensure(small_disk / "data", throwaway=True)
    filler.unlink()
    database.ensure(small_disk / "data", throwaway=True)
    database.stop(small_disk / "data")
    fill(filler)
    with pytest.raises(database.DatabaseSetupError, match=r"is full \(\d+ MB free"):
        database.ensure(small_disk / "data", throwaway=True)
    filler.unlink()
    assert database.ensure(small_disk / "data", throwaway=True)


def test_words_of_postgresql_are_passed_on(tmp_path: Path) -> None:
    assert "is full" in explain(tmp_path, "FATAL: could not write: No space left on device", "Stopped")
    shown = explain(tmp_path, "\n".join(f"line {n}" for n in range(9)), "Stopped")
    assert "line 8" in shown
    assert "line 2" not in shown
