"""Statements that PostgreSQL plans once on a connection and then only runs.

Planning a short read costs it more than answering. A `Statement` is prepared (SQL's own PREPARE) on a connection
when that connection first needs it, and called from then on (EXECUTE), several in one trip. What is prepared lives
as long as the connection; after a change of a table or of the role PostgreSQL plans anew by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db import connection
from psycopg import sql


@dataclass(frozen=True, eq=False)
class Statement:
    """SQL whose `%s` stand for `values`; where `places` names an argument, for that argument of each call."""

    sql: str
    values: tuple[Any, ...]
    places: tuple[int | None, ...]

    @cached_property
    def taken(self) -> tuple[int, ...]:
        """Which arguments the SQL has a place for, in order."""
        return tuple(sorted({place for place in self.places if place is not None}))

    def body(self, raw: Any) -> str:
        """The SQL with `$1` for the first argument taken; all else is spelt out, so that partial indexes are found."""
        numbers = {place: f"${at}" for at, place in enumerate(self.taken, 1)}
        return self.sql % tuple(
            sql.Literal(value).as_string(raw) if place is None else numbers[place]
            for value, place in zip(self.values, self.places, strict=True)
        )

    def call(self, name: str, given: Sequence[Any]) -> tuple[str, tuple[Any, ...]]:
        """SQL that runs it under the name it was prepared by, and the values of its `%s`.

        An id is written out, being digits and dashes: most arguments are ids, and the driver takes longer to quote one.
        """
        arguments = [given[place] for place in self.taken]
        spelt = [f"'{one}'" if type(one) is UUID else "%s" for one in arguments]
        values = tuple(one for one in arguments if type(one) is not UUID)
        return f"EXECUTE {name}" + (f" ({', '.join(spelt)})" if spelt else ""), values


#: Names of what each connection has prepared.
_prepared: WeakKeyDictionary[Any, dict[Statement, str]] = WeakKeyDictionary()
#: A name is used once: what failed half-way may be there or not.
_numbers = count(1)


def calls(statements: Sequence[tuple[Statement, Sequence[Any]]]) -> list[tuple[str, tuple[Any, ...]]]:
    """SQL that runs each statement with its arguments, and the values of its `%s`; prepares those that are new."""
    connection.ensure_connection()
    raw = connection.connection
    names = _prepared.setdefault(raw, {})
    new = {one: f"planned_{next(_numbers)}" for one, _ in statements if one not in names}
    if new:
        with connection.cursor() as cursor:
            cursor.execute("; ".join(f"PREPARE {name} AS {one.body(raw)}" for one, name in new.items()))
        names.update(new)
    return [one.call(names[one], given) for one, given in statements]
