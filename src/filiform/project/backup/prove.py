"""Proves that a database holds what a backup says: digests of all rows, counters, and the audit chains."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from psycopg.rows import namedtuple_row

from . import tables
from .errors import BackupError
from .manifest import Manifest

BATCH = 2000


def prove_rows(connection: tables.Connection, shapes: dict[str, tables.Shape], manifest: Manifest) -> None:
    """Read every table again and compare; raises BackupError at the first that differs."""
    for table in manifest.tables:
        found = tables.measure(tables.read_rows(connection, shapes[table.name]))
        if (found.lines, found.content) != (table.rows, table.content):
            raise BackupError(f"The rows of {table.name} are not those of the backup. Nothing was changed.")
    wrong = set(manifest.sequences).symmetric_difference(tables.sequences(connection))
    if wrong:
        raise BackupError(f"The counter {min(one.name for one in wrong)} is not the backup's. Nothing was changed.")


def prove_chains(connection: tables.Connection, manifest: Manifest) -> tuple[int, tuple[str, ...]]:
    """Check each practice's audit chain against its head; returns how many, and the faults as lines.

    Rows equal to the backup's can still hold a fault, namely one that was there when the backup was made.
    """
    from filiform.foundation.audit.chain import verify

    columns: Any = "practice_id, seq, at, actor, origin, reference, act, what, object_id, patient_id, why, digest, hash"
    faults: list[str] = []
    with connection.cursor(row_factory=namedtuple_row) as cursor:
        heads: list[Any] = cursor.execute("SELECT practice_id, seq, hash FROM audit_head ORDER BY 1").fetchall()
    for head in heads:
        with connection.cursor(name="entries", row_factory=namedtuple_row) as entries:
            entries.itersize = BATCH
            entries.execute(
                f"SELECT {columns} FROM audit_entry WHERE practice_id = %s ORDER BY seq",  # noqa: S608
                (head.practice_id,),
            )
            kept = manifest.heads.get(str(head.practice_id))
            # Rows with the columns of an entry: all that the check reads.
            rows: Any = entries
            found = verify(UUID(str(head.practice_id)), rows, head, kept)
        faults += [f"practice {one.practice}, entry {one.seq}: {one.fault}" for one in found]
    return len(heads), tuple(faults)
