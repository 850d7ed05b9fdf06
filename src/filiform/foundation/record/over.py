"""A visit that is over: a signed note takes amendments only, a cancelled visit takes nothing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from filiform.foundation.tenancy.refusal import Reason, Refused

from .files import VisitFile


def why_over(visit: VisitFile) -> Reason | None:
    """Why nothing more may be written to the visit; None while it is open."""
    if visit.signed:
        return Reason("signed", _("This visit is signed and locked. Add an amendment beside it."))
    if visit.cancelled is not None:
        return Reason("cancelled", _("This visit was cancelled. Plan a new one."))
    return None


def refuse_when_over(visit: VisitFile, action: str = "") -> None:
    """Raises Refused for a visit that is over; `action` names for the audit log what was tried."""
    reason = why_over(visit)
    if reason is not None:
        raise Refused(reason, action=action)
