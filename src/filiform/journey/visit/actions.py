"""All writes of the visit page itself: sign, amend, cancel."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from filiform.foundation.accounts.roles import Role
from filiform.foundation.record.public import VisitFile, amend, note_event, open_visit, sign
from filiform.foundation.tenancy.action import action
from filiform.foundation.tenancy.refusal import Reason, Refused
from filiform.journey.treatment import public as treatment

STAFF = (Role.OWNER, Role.PRACTITIONER, Role.RECEPTIONIST)


@action(Role.PRACTITIONER)
def sign_visit(*, visit: VisitFile, note: dict[str, Any], open_reasons: list[Reason]) -> None:
    """Lock the visit with its note. Raises Refused with every reason while something is open."""
    if open_reasons:
        raise Refused(*open_reasons, action="sign")
    sign(visit=visit.visit, note=note)


@action(Role.PRACTITIONER)
def amend_visit(*, visit: VisitFile, text: str, reason: str) -> None:
    """Add an amendment beside the signed note."""
    amend(visit=visit.visit, text=text, reason=reason)


@action(*STAFF)
def cancel_visit(*, visit: UUID, reason: str, words: str = "") -> None:
    """Take a visit off the list, with its reason; what was recorded at it stays readable. Twice changes nothing.

    Raises Refused once a needle went in or the note was signed: then the visit took place.
    """
    opened = open_visit(visit, why="cancel")
    # No needle goes in while this is decided, and none afterwards: needles look for this event in the same turn.
    treatment.take_turn(opened)
    stands = why_it_stands(opened)
    if stands is not None:
        raise Refused(stands, action="cancel")
    if opened.cancelled is None:
        note_event(visit=opened.visit, kind="cancelled", detail={"reason": reason, "words": words})


def why_it_stands(visit: VisitFile) -> Reason | None:
    """Why a visit cannot be cancelled; None when it can, or is already."""
    if visit.signed:
        return Reason("signed", _("This visit is signed and locked. Add an amendment beside it."))
    if treatment.count_state(visit).placed:
        return Reason("needled", _("Needles were placed: this visit took place. Record it to its end and sign it."))
    return None
