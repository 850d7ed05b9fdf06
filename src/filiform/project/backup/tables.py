"""The tables and sequences of the database, and their rows as streams of bytes that are the same everywhere."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

import psycopg
from psycopg import sql

from .container import PART
from .manifest import Content, Sequence

Connection = psycopg.Connection[Any]

#: The same bytes for the same rows, whatever server and client are set to.
SETTINGS = {
    "TimeZone": "UTC",
    "DateStyle": "ISO, MDY",
    "IntervalStyle": "iso_8601",
    "bytea_output": "hex",
    "extra_float_digits": "1",
    "client_encoding": "UTF8",
    "search_path": "public",
    "row_security": "off",
}


@dataclass(frozen=True)
class Shape:
    """A table with its stored columns, and the terms that put its rows in order."""

    name: str
    columns: tuple[str, ...]
    order: sql.Composed


def settle(connection: Connection) -> None:
    """Set what decides how rows are written as text, for this connection."""
    for name, value in SETTINGS.items():
        connection.execute("SELECT set_config(%s, %s, false)", (name, value))


def shapes(connection: Connection) -> list[Shape]:
    """All tables of the installation, those first that others refer to."""
    columns = connection.execute(
        "SELECT c.relname, array_agg(a.attname ORDER BY a.attnum)::text[] FROM pg_class c"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0"
        " AND NOT a.attisdropped AND a.attgenerated = ''"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' GROUP BY c.relname"
    ).fetchall()
    keys: dict[str, list[tuple[str, bool]]] = {}
    for name, column, is_text in connection.execute(
        "SELECT c.relname, a.attname, a.attcollation <> 0 FROM pg_constraint p"
        " JOIN pg_class c ON c.oid = p.conrelid CROSS JOIN unnest(p.conkey) WITH ORDINALITY k (number, place)"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number"
        " WHERE p.contype = 'p' AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname, k.place"
    ):
        keys.setdefault(name, []).append((column, is_text))
    found = {name: Shape(name, tuple(of), _order(name, keys.get(name))) for name, of in columns}
    return [found[name] for name in _in_order(connection, sorted(found))]


def _order(table: str, key: list[tuple[str, bool]] | None) -> sql.Composed:
    """Order by the key; text in byte order, so that no server's collation changes the digest."""
    if key is None:
        return sql.SQL('({}.*)::text COLLATE "C"').format(sql.Identifier(table))
    terms = [sql.SQL('{} COLLATE "C"' if is_text else "{}").format(sql.Identifier(column)) for column, is_text in key]
    return sql.SQL(", ").join(terms)


def _in_order(connection: Connection, names: list[str]) -> list[str]:
    pairs = connection.execute(
        "SELECT a.relname, b.relname FROM pg_constraint f JOIN pg_class a ON a.oid = f.conrelid"
        " JOIN pg_class b ON b.oid = f.confrelid WHERE f.contype = 'f' AND a.oid <> b.oid"
        " AND a.relnamespace = 'public'::regnamespace AND b.relnamespace = 'public'::regnamespace"
    ).fetchall()
    graph: dict[str, set[str]] = {name: set() for name in names}
    for name, needs in pairs:
        graph[name].add(needs)
    try:
        return list(TopologicalSorter(graph).static_order())
    except CycleError:
        # Two tables that refer to each other; their keys are checked at the end of the transaction.
        return names


def sequences(connection: Connection) -> list[Sequence]:
    """All counters with the value they stand at."""
    names = connection.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace ORDER BY relname"
    ).fetchall()
    found = []
    for (name,) in names:
        statement = sql.SQL("SELECT last_value, is_called FROM {}").format(sql.Identifier(name))
        row = connection.execute(statement).fetchone()
        assert row is not None  # noqa: S101  a sequence always has one row
        found.append(Sequence(name, int(row[0]), bool(row[1])))
    return found


def read_rows(connection: Connection, shape: Shape) -> Iterator[bytes]:
    """The rows of a table in order, as COPY text, in pieces of up to PART bytes."""
    statement = sql.SQL("COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT").format(
        _listed(shape.columns), sql.Identifier(shape.name), shape.order
    )
    waiting = bytearray()
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for block in copy:
            waiting += block
            while len(waiting) >= PART:
                yield bytes(waiting[:PART])
                del waiting[:PART]
    if waiting:
        yield bytes(waiting)


def write_rows(connection: Connection, shape: Shape, pieces: Iterable[bytes]) -> None:
    """Load what `read_rows` gave."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(shape.name), _listed(shape.columns))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for piece in pieces:
            copy.write(piece)


def _listed(columns: tuple[str, ...]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(column) for column in columns)


class Measured:
    """Counts and digests the pieces of a member as they pass."""

    def __init__(self) -> None:
        self.bytes = 0
        self.lines = 0
        self._digest = hashlib.sha256()

    def add(self, piece: bytes) -> bytes:
        """Take the piece into account, and give it back."""
        self.bytes += len(piece)
        # In COPY text a line feed inside a value is written as \n: a line is a row.
        self.lines += piece.count(b"\n")
        self._digest.update(piece)
        return piece

    @property
    def content(self) -> Content:
        """Size and digest so far."""
        return Content(self.bytes, self._digest.hexdigest())


def measure(pieces: Iterator[bytes], then: Callable[[bytes], None] = lambda _piece: None) -> Measured:
    """Run through all pieces, giving each to `then`."""
    measured = Measured()
    for piece in pieces:
        then(measured.add(piece))
    return measured
