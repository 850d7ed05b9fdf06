"""The mark that a restore is under way: where it stays behind, a restore was cut off, and nothing is served."""

from __future__ import annotations

import os
from pathlib import Path

NAME = "restore.unfinished"


def set_mark(data: Path, backup: str) -> None:
    """Say that the backup with this id is being restored into `data`; on disk at return."""
    with (data / NAME).open("w") as file:
        file.write(backup)
        file.flush()
        os.fsync(file.fileno())


def marked(data: Path) -> str:
    """The id of the backup whose restoring was cut off, or ""."""
    try:
        return (data / NAME).read_text().strip() or "unknown"
    except FileNotFoundError:
        return ""


def clear(data: Path) -> None:
    """The restore is done."""
    (data / NAME).unlink(missing_ok=True)
