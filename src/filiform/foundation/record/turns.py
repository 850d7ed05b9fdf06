"""Who writes to a visit waits for its signature, and who signs waits for what is being written."""

from __future__ import annotations

from filiform.foundation.tenancy.turns import Turn, take_turns

from .files import VisitFile

#: Number of the turn at a visit's signature, as in the functions of the database (tenancy.walls).
SIGNING = 7


def join_writers(visit: VisitFile, *then: Turn) -> None:
    """Write beside others, but not beside a signature; `then` wait for other turns at this visit.

    These come after the first one, so that no two writers wait for each other.
    """
    take_turns(Turn(SIGNING, visit.id, shared=True), *then)


def hold_to_sign(visit: VisitFile) -> None:
    """Wait for writes under way and keep later ones out: what is read from here on is what is signed."""
    take_turns(Turn(SIGNING, visit.id))
