"""All writes of the visit page itself: sign, amend, arrive."""

from __future__ import annotations

from typing import Any

from filiform.foundation.accounts.roles import Role
from filiform.foundation.record.public import VisitFile, amend, sign
from filiform.foundation.tenancy.action import action
from filiform.foundation.tenancy.refusal import Reason, Refused


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
