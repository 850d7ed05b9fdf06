"""The file of a backup: whatever happens to it, it is read whole or refused."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from filiform.project.backup import container
from filiform.project.backup.errors import BackupError

PHRASE = "correct horse battery"


def write(path: Path, phrase: str | None, members: dict[str, list[bytes]], manifest: bytes = b"{}") -> None:
    with path.open("wb") as file:
        writer = container.Writer(file, phrase)
        for name, pieces in members.items():
            for piece in pieces:
                writer.part(name, piece)
        writer.finish(manifest)


def read(path: Path, phrase: str | None) -> list[tuple[str, bytes]]:
    return list(container.parts(path, phrase))


@pytest.fixture(params=[None, PHRASE], ids=["plain", "secret"])
def phrase(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str | None:
    # A cheap key: these tests open files hundreds of times.
    monkeypatch.setattr(container, "SCRYPT_N", 2**4)
    return request.param


@pytest.fixture
def small(tmp_path: Path, phrase: str | None) -> Path:
    path = tmp_path / "backup"
    write(path, phrase, {"tables/a": [b"one\n", b"two\n"], "data/files/x": [b"\x00\xff"]})
    return path


def test_what_was_written_is_read(small: Path, phrase: str | None) -> None:
    assert read(small, phrase) == [
        ("tables/a", b"one\n"),
        ("tables/a", b"two\n"),
        ("data/files/x", b"\x00\xff"),
        ("manifest", b"{}"),
    ]


def test_every_changed_byte_is_refused(small: Path, phrase: str | None) -> None:
    whole = small.read_bytes()
    for place in range(len(whole)):
        for change in (0x01, 0x80, 0xFF):
            small.write_bytes(whole[:place] + bytes([whole[place] ^ change]) + whole[place + 1 :])
            with pytest.raises(BackupError):
                read(small, phrase)


def test_every_shorter_file_is_refused(small: Path, phrase: str | None) -> None:
    whole = small.read_bytes()
    for length in range(len(whole)):
        small.write_bytes(whole[:length])
        with pytest.raises(BackupError):
            read(small, phrase)


def test_a_longer_file_is_refused(small: Path, phrase: str | None) -> None:
    with small.open("ab") as file:
        file.write(b"x")
    with pytest.raises(BackupError, match="follows its end"):
        read(small, phrase)


def test_parts_cannot_be_swapped_or_left_out(small: Path, phrase: str | None) -> None:
    whole = small.read_bytes()
    start = whole.index(b"\n", len(container.MAGIC)) + 1
    pieces, place = [], start
    while place < len(whole):
        length = int.from_bytes(whole[place : place + 4], "big") + 5
        pieces.append(whole[place : place + length])
        place += length
    for order in ([1, 0, 2, 3], [0, 2, 3], [0, 0, 1, 2, 3], [3]):
        small.write_bytes(whole[:start] + b"".join(pieces[number] for number in order))
        with pytest.raises(BackupError):
            read(small, phrase)


def test_a_secret_file_tells_nothing_and_wants_its_phrase(tmp_path: Path) -> None:
    path = tmp_path / "backup"
    write(path, PHRASE, {"tables/a": [b"Nora Murphy\n" * 20]})
    assert b"tables" not in path.read_bytes()
    assert container.is_secret(path)
    with pytest.raises(BackupError, match="encrypted"):
        read(path, None)
    with pytest.raises(BackupError, match="pass phrase is wrong"):
        read(path, PHRASE + "!")
    assert read(path, PHRASE)[0] == ("tables/a", b"Nora Murphy\n" * 20)


def test_two_backups_of_the_same_share_no_part(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / name, PHRASE, {"tables/a": [b"same"]})
    one, two = ((tmp_path / name).read_bytes().split(b"\n", 2)[2] for name in ("one", "two"))
    assert one[5:] != two[5:]


def test_a_newer_format_is_named(small: Path, phrase: str | None) -> None:
    small.write_bytes(small.read_bytes().replace(b'"format": 1', b'"format": 2'))
    with pytest.raises(BackupError, match="newer Filiform"):
        read(small, phrase)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x00" * 100, container.MAGIC, container.MAGIC + b"[]\n"])
def test_foreign_files_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(BackupError):
        read(path, None)


@pytest.mark.parametrize(
    "cost", [{"n": 2**30}, {"n": 3}, {"n": -1}, {"r": 10**6}, {"p": 10**6}, {"n": "x"}, {"n": 1e400}]
)
def test_a_header_cannot_ask_for_all_memory(tmp_path: Path, cost: dict[str, object]) -> None:
    path = tmp_path / "other"
    header = {"format": 1, "sealed": "secret", "salt": "00" * 16, "n": 16, "r": 8, "p": 1} | cost
    path.write_bytes(container.MAGIC + json.dumps(header).encode() + b"\n")
    with pytest.raises(BackupError, match="header"):
        read(path, PHRASE)


def test_a_folder_or_nothing_is_a_clear_error(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(BackupError, match="cannot be read"):
            read(path, None)


def test_large_members_and_manifests_go_in_parts(tmp_path: Path) -> None:
    path, manifest = tmp_path / "backup", os.urandom(container.PART * 2 + 7)
    write(path, None, {}, manifest)
    assert b"".join(data for _member, data in read(path, None)) == manifest
