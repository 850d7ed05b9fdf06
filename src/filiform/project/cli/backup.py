"""Writes the whole installation into one file: all practices, accounts, files and keys, as of one moment.

With a pass phrase the file is encrypted, which is what should leave the house. Without one it can be read by
whoever holds it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from . import passphrase
from .errors import CommandError
from .installation import data_folder, database_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `backup` can be told."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to write; it must not exist")
    parser.add_argument("--encrypt", action="store_true", help="ask for a pass phrase and encrypt")
    passphrase.add_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Write, read again, and say what is in it."""
    from filiform.project.backup.errors import BackupError

    phrase = passphrase.given(options) or (passphrase.ask_new() if options.encrypt else None)
    if phrase is not None and len(phrase) < passphrase.SHORTEST:
        raise CommandError(f"The pass phrase is too short; take {passphrase.SHORTEST} characters or more.")
    try:
        with database_up() as reach:
            from filiform.project.backup.write import backup

            made = backup(options.file.absolute(), reach=reach, data=data_folder(), phrase=phrase, say=print)
    except BackupError as problem:
        raise CommandError(str(problem)) from problem
    size = options.file.stat().st_size / 1024**2
    print(f"{options.file}: {made.rows} rows of {len(made.tables)} tables, {len(made.files)} files, {size:.1f} MB.")
    if phrase is None:
        print("It is not encrypted, and holds patients' records and the keys. Keep it locked away, or use --encrypt.")
    _note(data_folder())
    return 0


def _note(data: Path) -> None:
    """Leave the time of this backup for `filiform doctor`."""
    from datetime import UTC, datetime

    (data / "last-backup").write_text(datetime.now(UTC).isoformat(timespec="seconds"))
