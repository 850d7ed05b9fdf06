"""Writes a backup: one snapshot of all rows, read by the role that may read everything and write nothing."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

import psycopg

from filiform.project.database import Connections, DatabaseSetupError

from . import data_files, tables
from .container import Writer
from .errors import BackupError
from .manifest import Content, Manifest, Table, member_of_file, member_of_table
from .reading import check

Say = Callable[[str], None]


def backup(target: Path, *, reach: Connections, data: Path, phrase: str | None, say: Say) -> Manifest:
    """Write everything of the installation into `target`, read it again, and only then give it its name.

    Raises BackupError when `target` exists or cannot be written. Whatever happens, `target` is whole or absent.
    """
    if target.exists():
        raise BackupError(f"{target} is there already and is not overwritten. Choose another name.")
    try:
        with _side_file(target) as (side, file):
            manifest = _write(file, reach, data, phrase, say)
            file.flush()
            os.fsync(file.fileno())
            say("Reading it again ...")
            check(side, phrase)
            _give_name(side, target)
    except OSError as problem:
        raise BackupError(f"{target} cannot be written: {problem.strerror or problem}.") from problem
    return manifest


@contextmanager
def _side_file(target: Path) -> Iterator[tuple[Path, BinaryIO]]:
    side = target.with_name(f".{target.name}.unfinished")
    descriptor = os.open(side, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise BackupError(f"Another backup to {target} is under way. Wait for it.") from problem
        # What a backup that was cut off left here is written over.
        os.fchmod(descriptor, 0o600)
        file.truncate()
        try:
            yield side, file
        finally:
            side.unlink(missing_ok=True)


def _give_name(side: Path, target: Path) -> None:
    try:
        os.link(side, target)
    except FileExistsError as problem:
        raise BackupError(f"{target} appeared meanwhile and is not overwritten.") from problem
    except OSError:
        # A disk without links (a USB stick): the gap between looking and renaming is short.
        if target.exists():
            raise BackupError(f"{target} appeared meanwhile and is not overwritten.") from None
        side.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _write(file: BinaryIO, reach: Connections, data: Path, phrase: str | None, say: Say) -> Manifest:
    writer = Writer(file, phrase)
    kept_heads = _kept_heads(data)
    with _snapshot(reach) as connection:
        heads = _heads(connection, kept_heads, say)
        saved = tuple(_write_tables(connection, writer, say))
        counters = tuple(tables.sequences(connection))
        migrations = connection.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
        server = connection.execute("SHOW server_version").fetchone()
    # After the rows: a file that a row names was there before the row.
    files = dict(_write_files(data, writer))
    manifest = Manifest(
        id=str(uuid4()),
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        filiform=version("filiform"),
        postgresql=str(server[0]) if server else "",
        migrations=tuple((app, name) for app, name in migrations),
        tables=saved,
        sequences=counters,
        files=files,
        heads=heads,
    )
    writer.finish(manifest.to_json())
    return manifest


@contextmanager
def _snapshot(reach: Connections) -> Iterator[tables.Connection]:
    """One moment of all tables, past row-level security, with no right to write."""
    try:
        connection = psycopg.connect(**reach.psycopg("backup"), autocommit=True)
    except DatabaseSetupError as problem:
        raise BackupError(str(problem)) from problem
    with connection:
        tables.settle(connection)
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield connection
        connection.execute("COMMIT")


def _write_tables(connection: tables.Connection, writer: Writer, say: Say) -> Iterator[Table]:
    for shape in tables.shapes(connection):
        member = member_of_table(shape.name)
        measured = tables.measure(
            tables.read_rows(connection, shape),
            lambda piece, member=member: writer.part(member, piece),  # type: ignore[misc]
        )
        if measured.lines >= 100_000:
            say(f"{shape.name}: {measured.lines} rows")
        yield Table(shape.name, shape.columns, measured.lines, measured.content)


def _write_files(data: Path, writer: Writer) -> Iterator[tuple[str, Content]]:
    for name in data_files.find(data):
        member = member_of_file(name)
        measured = tables.measure(
            data_files.read(data, name),
            lambda piece, member=member: writer.part(member, piece),  # type: ignore[misc]
        )
        yield name, measured.content


def _kept_heads(data: Path) -> dict[str, dict[str, Any]]:
    """The heads kept outside the database; read before the snapshot, so that they cannot be ahead of it."""
    from filiform.foundation.audit.chain import HeadKeeper

    keeper = HeadKeeper(data / "audit-heads")
    found = {}
    for path in keeper.folder.glob("*.json"):
        try:
            found[path.stem] = dict(keeper.read(path.stem) or {})  # type: ignore[arg-type]
        except ValueError:
            found[path.stem] = {}
    return found


def _heads(connection: tables.Connection, kept: dict[str, dict[str, Any]], say: Say) -> dict[str, dict[str, Any]]:
    rows = connection.execute("SELECT practice_id::text, seq, hash FROM audit_head ORDER BY 1").fetchall()
    for practice, head in kept.items():
        found = connection.execute(
            "SELECT hash FROM audit_entry WHERE practice_id::text = %s AND seq = %s", (practice, head.get("seq"))
        ).fetchone()
        if found is None or found[0] != head.get("hash"):
            say(f"WARNING: the audit log of practice {practice} does not fit the head kept outside the database.")
            say("The backup is written all the same. Run 'filiform audit verify'.")
    return {practice: {"seq": seq, "hash": digest} for practice, seq, digest in rows}
