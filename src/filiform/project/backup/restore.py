"""Fills an empty installation from a backup, in one transaction, and proves that it holds the same.

The owner of the tables loads them: it lifts row-level security and the triggers of its own tables for the
length of the transaction and puts them back before it ends, so no superuser is needed. Keys that point from
table to table are checked as always.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import psycopg
from psycopg import sql

from filiform.project.database import Connections

from . import data_files, schema, tables, unfinished
from .container import parts
from .errors import BackupError
from .manifest import Manifest, member_of_file, member_of_table
from .prove import prove_chains, prove_rows

Say = Callable[[str], None]

PATIENCE = "10s"
"""How long to wait for tables that somebody uses; an empty installation is used by nobody."""


@dataclass(frozen=True)
class Restored:
    """What was proved: rows equal to the backup's, and the faults that its audit chains had already."""

    manifest: Manifest
    chains: int
    chain_faults: tuple[str, ...]


def restore(
    path: Path, manifest: Manifest, *, reach: Connections, data: Path, phrase: str | None, say: Say
) -> Restored:
    """Restore the checked backup at `path` into the empty installation at `data`.

    Raises BackupError when the installation is not empty or a proof fails; then nothing is changed. A restore
    that was cut off may be repeated with the same file.
    """
    if not _is_empty(reach) and unfinished.marked(data) != manifest.id:
        raise BackupError(
            "This installation has practices or people in it. Restore into an empty one: "
            "--into FOLDER, or a new database in DATABASE_URL. Nothing was changed."
        )
    schema.bring_to(manifest)
    unfinished.set_mark(data, manifest.id)
    with psycopg.connect(**reach.psycopg("owner"), autocommit=True) as connection:
        tables.settle(connection)
        with connection.transaction():
            restored = _within(connection, path, manifest, data, phrase, say)
        connection.execute("ANALYZE")
    unfinished.clear(data)
    return restored


def _is_empty(reach: Connections) -> bool:
    """Whether nobody has worked here yet: no practice and no person (migrations fill other tables)."""
    with psycopg.connect(**reach.psycopg("owner"), autocommit=True) as connection:
        there = connection.execute("SELECT to_regclass('tenancy_practice'), to_regclass('accounts_user')").fetchone()
        if there is None or None in there:
            return True
        row = connection.execute(
            "SELECT EXISTS (SELECT 1 FROM tenancy_practice) OR EXISTS (SELECT 1 FROM accounts_user)"
        ).fetchone()
        return not (row and row[0])


def _within(
    connection: tables.Connection, path: Path, manifest: Manifest, data: Path, phrase: str | None, say: Say
) -> Restored:
    shapes = {shape.name: shape for shape in tables.shapes(connection)}
    _same_shapes(shapes, manifest)
    connection.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(sql.Literal(PATIENCE)))
    forced = _lift_walls(connection, list(shapes))
    say(f"Restoring {manifest.rows} rows of {len(manifest.tables)} tables ...")
    _load(connection, shapes, path, data, phrase)
    for one in manifest.sequences:
        connection.execute("SELECT setval(quote_ident(%s)::regclass, %s, %s)", (one.name, one.value, one.called))
    # Now, while the error can still say which key is wrong; tables with checks pending cannot be altered.
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    say("Proving that every row is there ...")
    prove_rows(connection, shapes, manifest)
    chains, faults = prove_chains(connection, manifest)
    _raise_walls(connection, list(shapes), forced)
    _put_heads(data, manifest)
    return Restored(manifest, chains, faults)


def _same_shapes(shapes: dict[str, tables.Shape], manifest: Manifest) -> None:
    for table in manifest.tables:
        shape = shapes.get(table.name)
        if shape is None or set(shape.columns) != set(table.columns):
            raise BackupError(
                f"The table {table.name} of the backup is not as this Filiform makes it. Install the version "
                f"that wrote it ({manifest.filiform}), restore there, and update after. Nothing was changed."
            )
        shapes[table.name] = tables.Shape(shape.name, table.columns, shape.order)


def _lift_walls(connection: tables.Connection, names: list[str]) -> list[str]:
    """Lift row-level security and triggers within this transaction; returns the tables where it was forced."""
    forced = [
        name
        for (name,) in connection.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relforcerowsecurity"
        )
    ]
    for name in names:
        connection.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier(name)))
    for name in forced:
        connection.execute(sql.SQL("ALTER TABLE {} NO FORCE ROW LEVEL SECURITY").format(sql.Identifier(name)))
    return forced


def _raise_walls(connection: tables.Connection, names: list[str], forced: list[str]) -> None:
    for name in names:
        connection.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(sql.Identifier(name)))
    for name in forced:
        connection.execute(sql.SQL("ALTER TABLE {} FORCE ROW LEVEL SECURITY").format(sql.Identifier(name)))


def _load(
    connection: tables.Connection, shapes: dict[str, tables.Shape], path: Path, data: Path, phrase: str | None
) -> None:
    everything = sql.SQL(", ").join(sql.Identifier(name) for name in shapes)
    # What migrations filled in comes back with the backup; practices there are none.
    connection.execute(sql.SQL("TRUNCATE {}").format(everything))
    of_table = {member_of_table(name): shape for name, shape in shapes.items()}
    prefix = member_of_file("")
    for member, pieces in groupby(parts(path, phrase), key=itemgetter(0)):
        content: Iterator[bytes] = (piece for _member, piece in pieces)
        if member in of_table:
            tables.write_rows(connection, of_table[member], content)
        elif member.startswith(prefix):
            data_files.write(data, member.removeprefix(prefix), content)


def _put_heads(data: Path, manifest: Manifest) -> None:
    """Keep the heads of the restored chains; heads of a former life of this folder are moved aside."""
    from filiform.foundation.audit.chain import HeadKeeper

    keeper = HeadKeeper(data / "audit-heads")
    former = list(keeper.folder.glob("*.json"))
    if former:
        aside = keeper.folder / f"before-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
        aside.mkdir(mode=0o700, exist_ok=True)
        for path in former:
            path.replace(aside / path.name)
    for practice, head in manifest.heads.items():
        keeper.keep(practice, int(head["seq"]), str(head["hash"]))  # type: ignore[arg-type]
