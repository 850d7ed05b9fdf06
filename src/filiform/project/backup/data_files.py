"""The files of the data folder that belong to an installation: its key, uploads, messages written to disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from .container import PART
from .errors import BackupError

SINGLE = ("secret-key",)
FOLDERS = ("files", "mail")


def find(data: Path) -> list[str]:
    """Paths below `data` of all files to keep, in order; links are not followed."""
    found = [name for name in SINGLE if (data / name).is_file()]
    for folder in FOLDERS:
        for where, _folders, names in os.walk(data / folder):
            paths = (Path(where) / name for name in names)
            found += [path.relative_to(data).as_posix() for path in paths if not path.is_symlink()]
    return sorted(found)


def read(data: Path, name: str) -> Iterator[bytes]:
    """A file's bytes in pieces."""
    with (data / name).open("rb") as file:
        while piece := file.read(PART):
            yield piece


def check_name(name: str) -> None:
    """Refuse a path that a backup of ours would not hold: it could lead out of the data folder."""
    path = PurePosixPath(name)
    plain = not path.is_absolute() and ".." not in path.parts and path.as_posix() == name and "\x00" not in name
    if not plain or not (name in SINGLE or (path.parts[0] in FOLDERS and len(path.parts) > 1)):
        raise BackupError(f"The backup holds a file {name!r}, which no backup of ours does. Nothing was changed.")


def write(data: Path, name: str, pieces: Iterator[bytes]) -> None:
    """Put a file in its place, readable by its owner only, and on disk at return."""
    check_name(name)
    path = data / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{path.name}.restoring")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        for piece in pieces:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
