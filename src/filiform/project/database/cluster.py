"""The files of the bundled database: made whole or not at all, and checked before a server is let at them."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from . import binaries
from .account import Account
from .errors import DatabaseSetupError
from .folder import account_name, make_private
from .passwords import ADMIN

ROOM_NEEDED = 150 * 1024 * 1024
"""Bytes: 40 MB of files and 80 MB of write-ahead log for a new cluster, and some air."""


def prepare(account: Account, password: str, *, durable: bool) -> None:
    """Make the cluster if there is none, and check that this PostgreSQL may run on the one there is.

    Raises DatabaseSetupError on a wrong owner, another major version, or a full disk.
    """
    folder = account.folder
    for path in (folder.server, folder.log, folder.socket):
        make_private(path, *account.ids)
    if not (folder.cluster / "PG_VERSION").is_file():
        _create(account, password, durable=durable)
    _check_owner(folder.cluster, account.ids[0])
    _check_version(folder.cluster, account.bin_folder)


def _create(account: Account, password: str, *, durable: bool) -> None:
    folder = account.folder
    if folder.cluster.exists() and any(folder.cluster.iterdir()):
        raise DatabaseSetupError(
            f"{folder.cluster} holds files but no database (PG_VERSION is missing). Put the folder back from "
            "your backup, or move it away to begin with an empty database."
        )
    if shutil.disk_usage(folder.root).free < ROOM_NEEDED:
        raise DatabaseSetupError(disk_is_full(folder.root))
    # What a power cut left half made is of no use.
    shutil.rmtree(folder.unfinished_cluster, ignore_errors=True)
    secret = folder.root / ".first-password"
    secret.unlink(missing_ok=True)
    descriptor = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.fchown(descriptor, *account.ids)
        os.write(descriptor, password.encode() + b"\n")
        os.close(descriptor)
        made = account.run(
            "initdb",
            "-D",
            folder.unfinished_cluster,
            f"--username={ADMIN}",
            "--pwfile",
            secret,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--data-checksums",
            "--no-instructions",
            *([] if durable else ["--no-sync"]),
        )
    finally:
        secret.unlink(missing_ok=True)
    if made.returncode != 0:
        shutil.rmtree(folder.unfinished_cluster, ignore_errors=True)
        raise DatabaseSetupError(explain(folder.root, made.stdout, "The database could not be made"))
    if folder.cluster.exists():
        folder.cluster.rmdir()
    folder.unfinished_cluster.rename(folder.cluster)
    _sync(folder.server)


def _sync(path: Path) -> None:
    """Put the rename on disk: without this a power cut may bring the old name back."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _check_owner(cluster: Path, uid: int) -> None:
    owner = cluster.stat().st_uid
    if owner != uid:
        raise DatabaseSetupError(
            f"The database in {cluster} belongs to {account_name(owner)}, and its server would run as "
            f"{account_name(uid)}. Start Filiform as the user who made it, or set FILIFORM_DATA to "
            "another folder."
        )


def _check_version(cluster: Path, bin_folder: Path) -> None:
    made_by = (cluster / "PG_VERSION").read_text().strip()
    major = binaries.version(bin_folder).split(".")[0]
    if made_by != major:
        raise DatabaseSetupError(
            f"The database in {cluster} was made by PostgreSQL {made_by}, and this Filiform brings "
            f"PostgreSQL {major}. Use the Filiform that made it to write a backup (pg_dump), set "
            "FILIFORM_DATA to a new folder, and read the backup in there. Nothing was changed."
        )


def disk_is_full(root: Path) -> str:
    """The message for a disk without room."""
    free = shutil.disk_usage(root).free // 1024**2
    return (
        f"The disk that holds {root} is full ({free} MB free, {ROOM_NEEDED // 1024**2} MB needed). "
        "Free some space, or set FILIFORM_DATA to a folder on another disk. Nothing was lost."
    )


def explain(root: Path, output: str, what: str) -> str:
    """Turn the output of a failed program into a message that says what to do."""
    # On a full disk the server may have no room left to write that it is full.
    no_room = shutil.disk_usage(root).free < 1024**2
    if no_room or "No space left on device" in output or "Disk quota exceeded" in output:
        return disk_is_full(root)
    telling = [line for line in output.splitlines() if line.strip()][-6:]
    at = time.strftime("%H:%M:%S")
    return f"{what} ({at}). PostgreSQL says:\n" + "\n".join(f"  {line}" for line in telling)
