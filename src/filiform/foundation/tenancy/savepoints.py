"""Savepoints that cost no trip: their statements wait, and go to the database together with the next one.

An action is a savepoint, so that a refusal undoes all of it and nothing else. Its SAVEPOINT and RELEASE say nothing
that we wait for. What is left at the end of the transaction goes with the commit, which releases every savepoint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from psycopg import ServerCursor
from psycopg.pq import TransactionStatus

_WAIT = ("SAVEPOINT ", "RELEASE SAVEPOINT ")


@contextmanager
def savepoints_wait() -> Iterator[None]:
    """Within it, savepoints of Django's `atomic` go with the statement after them; a rollback to one does not wait.

    Work within work shares the outer one's.
    """
    if any(isinstance(one, _Waiting) for one in connection.execute_wrappers):
        yield
        return
    with connection.execute_wrapper(_Waiting()):
        yield


class _Waiting:
    """Holds statements back until another one comes; of one transaction, as Django wraps statements."""

    def __init__(self) -> None:
        self._held: list[str] = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if sql.startswith(_WAIT):
            self._held.append(sql)
            return None
        if not self._held:
            return execute(sql, params, many, context)
        held, self._held = self._held, []
        cursor = context["cursor"]
        if many or isinstance(cursor.cursor, ServerCursor):
            # Such a cursor sends one statement only; what was held goes before it, past ourselves.
            with connection.wrap_database_errors:
                connection.connection.execute("; ".join(held))
            return execute(sql, params, many, context)
        try:
            done = execute("; ".join([*held, sql]), params, many, context)
        except BaseException:
            if connection.connection.info.transaction_status == TransactionStatus.INTRANS:
                self._held = held  # a value that cannot be sent: nothing went out
            raise
        for _ in held:
            cursor.nextset()
        return done
