"""What the project uses of the visit: sign it as the page does, amend it."""

from __future__ import annotations

from filiform.foundation.record.public import VisitFile, hold_to_sign

from .actions import amend_visit, sign_visit
from .note import compose
from .signing import open_reasons
from .steps import BEFORE_SIGNING


def sign_as_it_stands(visit: VisitFile) -> None:
    """Lock the visit with the note of all its steps. Raises Refused with every reason while something is open."""
    hold_to_sign(visit)
    note = compose(visit, [place.step for place in BEFORE_SIGNING])
    sign_visit(visit=visit, note=note, open_reasons=open_reasons(visit, note["steps"]["needles"]))


__all__ = ["amend_visit", "sign_as_it_stands"]
