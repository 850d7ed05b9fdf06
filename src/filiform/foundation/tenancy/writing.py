"""New rows that are written all the time: their SQL is put together once, and several go to the database in one trip.

The other half of `reading`: putting an INSERT together costs Django as much as PostgreSQL needs to run it. Triggers,
constraints and walls are the database's own and hold as for any row.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import connection

from .planned import Statement, calls
from .rows import Walled
from .scope import forget


def add_together(*rows: Walled) -> None:
    """Insert new rows in this order, in one trip; all of them or, on an error of the database, none.

    Like `save` on each: defaults are there, what the scope had worked out is forgotten. Raises what `save` would
    (django.db.Error), and TypeError for a row that came from the database.
    """
    if any(not row._state.adding for row in rows):
        raise TypeError("Only new rows are added together.")
    statements = calls([(_insert(type(row)), _values(row)) for row in rows])
    with connection.cursor() as cursor:
        cursor.execute(
            ";\n".join(sql for sql, _ in statements), [value for _, values in statements for value in values]
        )
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias
    forget()


@cache
def _insert(model: type[Walled]) -> Statement:
    columns = [connection.ops.quote_name(str(field.column)) for field in model._meta.local_concrete_fields]
    table = connection.ops.quote_name(model._meta.db_table)
    places = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 - names of our own models
    return Statement(sql, (None,) * len(columns), tuple(range(len(columns))))


def _values(row: Walled) -> tuple[Any, ...]:
    fields = row._meta.local_concrete_fields
    return tuple(field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields)
