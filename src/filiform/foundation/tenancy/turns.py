"""Turns: who writes to one thing waits for the others, until the end of their transactions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .reading import Asked, read_together
from .scope import forget


@dataclass(frozen=True)
class Turn:
    """A turn at something: `number` says at what kind of thing, `what` at which one.

    Those with the same turn go one by one; `shared` ones go together, and wait for one that is not.
    """

    number: int
    what: object
    shared: bool = False

    @property
    def statement(self) -> tuple[str, tuple[Any, ...]]:
        """SQL that waits for the turn, and its values."""
        kind = "_shared" if self.shared else ""
        return f"SELECT pg_advisory_xact_lock{kind}(hashtextextended(%s, %s))", (str(self.what), self.number)


def take_turns(*turns: Turn, then: tuple[Asked[Any], ...] = ()) -> None:
    """Wait for these turns, in this order; they are given back at the end of the transaction.

    What was read before is forgotten: it may be old by now. What is to be read `then` goes in the same trip.
    """
    forget()
    read_together(*then, after=[turn.statement for turn in turns])
