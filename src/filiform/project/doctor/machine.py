"""Looks at the machine and the data folder, before any database."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from filiform.project.backup import unfinished

from .finding import Finding, fault, ok, warning

OLDEST_PYTHON = (3, 11)
#: Folders that are emptied at a start of the machine, or by a cleaner after some days.
FLEETING = ("/tmp", "/var/tmp", "/dev/shm", "/run")  # noqa: S108  looked for, not used
LITTLE, TOO_LITTLE = 2 * 1024**3, 200 * 1024**2
"""Bytes free."""
BUILT_AFTER = 1_790_000_000
"""Seconds since 1970; this program is younger than that, so no true clock shows less."""


def look(data: Path) -> Iterator[Finding]:
    """Python, clock, data folder, disk, keys."""
    yield _python()
    yield _clock()
    if not data.is_dir():
        yield fault("data folder", f"{data} does not exist", "Start 'filiform serve' once, or set FILIFORM_DATA.")
        return
    yield _folder(data)
    yield _lasting(data)
    yield _disk(data)
    yield from (_private(data / name, what) for name, what in _SECRETS.items() if (data / name).exists())
    if not (data / "secret-key").exists() and not os.environ.get("FILIFORM_SECRET_KEY"):
        yield fault("secret key", "there is none", "Start 'filiform serve' once; it makes one.")
    if unfinished.marked(data):
        yield fault("restore", "a restore was cut off", "Run 'filiform restore FILE' again with the same file.")


_SECRETS = {"secret-key": "secret key", "passwords.json": "passwords"}


def _python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < OLDEST_PYTHON:
        return fault("python", found, "Install Python 3.11 or newer.")
    return ok("python", found)


def _clock() -> Finding:
    if time.time() < BUILT_AFTER:
        return fault("clock", time.strftime("%Y-%m-%d %H:%M"), "Set the clock of this machine; use a time service.")
    return ok("clock", time.strftime("%Y-%m-%d %H:%M %Z"))


def _folder(data: Path) -> Finding:
    found = data.stat()
    if found.st_uid != os.geteuid():
        mend = "Run filiform as the account that owns it, or set FILIFORM_DATA."
        return fault("data folder", f"{data} belongs to user {found.st_uid}", mend)
    # Root's folder may be entered by the server's account, and listed by nobody.
    allowed = 0o711 if os.geteuid() == 0 else 0o700
    if stat.S_IMODE(found.st_mode) & ~allowed:
        return fault("data folder", f"{data} is open to others", f"Run: chmod {allowed:o} '{data}'")
    if not os.access(data, os.W_OK):
        return fault("data folder", f"{data} cannot be written", "Check the disk and its rights.")
    return ok("data folder", str(data))


def _lasting(data: Path) -> Finding:
    where = data.resolve()
    for place in FLEETING:
        if where.is_relative_to(Path(place).resolve()):
            mend = "Set FILIFORM_DATA to a folder that lasts, and move the data there."
            return warning("place", f"{place} is emptied from time to time", mend)
    return ok("place", "lasts")


def _disk(data: Path) -> Finding:
    free = shutil.disk_usage(data).free
    told = f"{free / 1024**3:.1f} GB free"
    if free < TOO_LITTLE:
        return fault("disk", told, "Free some space; the database stops when there is none.")
    if free < LITTLE:
        return warning("disk", told, "Free some space soon.")
    return ok("disk", told)


def _private(path: Path, what: str) -> Finding:
    found = path.stat()
    if stat.S_IMODE(found.st_mode) & 0o077 or found.st_uid != os.geteuid():
        return fault(what, f"{path} can be read by others", f"Run: chmod 600 '{path}'")
    return ok(what, "readable by its owner only")
