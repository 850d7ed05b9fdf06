"""Turns: who writes to one thing waits for the others, until the end of their transactions."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from .scope import forget


@dataclass(frozen=True)
class Turn:
    """A turn at something: `number` says at what kind of thing, `what` at which one.

    Those with the same turn go one by one; `shared` ones go together, and wait for one that is not.
    """

    number: int
    what: object
    shared: bool = False


def take_turns(*turns: Turn) -> None:
    """Wait for these turns, in this order; they are given back at the end of the transaction.

    What was read before is forgotten: it may be old by now.
    """
    waits = "; ".join(
        f"SELECT pg_advisory_xact_lock{'_shared' if turn.shared else ''}(hashtextextended(%s, %s))" for turn in turns
    )
    with connection.cursor() as cursor:
        cursor.execute(waits, [part for turn in turns for part in (str(turn.what), turn.number)])
    forget()
