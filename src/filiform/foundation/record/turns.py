"""Who writes to a visit waits for its signature, and who signs waits for what is being written."""

from __future__ import annotations

from typing import Any

from filiform.foundation.tenancy.reading import Asked
from filiform.foundation.tenancy.turns import Turn, take_turns

from .files import VisitFile

#: Number of the turn at a visit's signature, as in the functions of the database (tenancy.walls).
SIGNING = 7


def join_writers(visit: VisitFile, *others: Turn, then: tuple[Asked[Any], ...] = ()) -> None:
    """Write beside others, but not beside a signature; wait for `others`, turns at this visit, after that.

    In this order, so that no two writers wait for each other. `then` as for `take_turns`.
    """
    take_turns(Turn(SIGNING, visit.id, shared=True), *others, then=then)


def hold_to_sign(visit: VisitFile) -> None:
    """Wait for writes under way and keep later ones out: what is read from here on is what is signed."""
    take_turns(Turn(SIGNING, visit.id))
