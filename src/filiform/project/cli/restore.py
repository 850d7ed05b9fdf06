"""Restores a backup into an empty installation, and proves that every row is there.

The file is read to its end and checked before anything is touched.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from . import passphrase
from .errors import CommandError
from .installation import data_folder, database_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `restore` can be told."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup")
    parser.add_argument("--into", type=Path, metavar="FOLDER", help="a new data folder (FILIFORM_DATA, if left out)")
    parser.add_argument("--check", action="store_true", help="only check the file")
    passphrase.add_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Check the file, restore it, bring the tables up to date; 1 when its audit log had faults already."""
    from filiform.project.backup.container import is_secret
    from filiform.project.backup.errors import BackupError
    from filiform.project.backup.reading import check

    if options.into is not None:
        os.environ["FILIFORM_DATA"] = str(options.into.absolute())
    try:
        phrase = passphrase.given(options) or (passphrase.ask() if is_secret(options.file) else None)
        manifest = check(options.file, phrase)
        print(
            f"{options.file} is whole: made {manifest.made_at} by Filiform {manifest.filiform}, {manifest.rows} rows."
        )
        return 0 if options.check else _restore(options.file.absolute(), manifest, phrase)
    except BackupError as problem:
        raise CommandError(str(problem)) from problem


def _restore(path: Path, manifest, phrase: str | None) -> int:  # type: ignore[no-untyped-def]
    with database_up(unfinished_restore=True) as reach:
        from filiform.project.backup.restore import restore

        from .schema import bring_up_to_date

        data = data_folder()
        done = restore(path, manifest, reach=reach, data=data, phrase=phrase, say=print)
        bring_up_to_date(print)
    print(f"Restored into {data}. All {manifest.rows} rows of {len(manifest.tables)} tables have the backup's digests.")
    if done.chain_faults:
        print("The audit log had these faults when the backup was made:")
        print("\n".join(f"  {fault}" for fault in done.chain_faults[:20]))
        return 1
    print(f"All {done.chains} audit chains are whole.")
    return 0
