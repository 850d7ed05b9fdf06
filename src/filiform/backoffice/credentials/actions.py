"""All writes of credentials."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from filiform.foundation.accounts.models import Membership
from filiform.foundation.accounts.roles import Role
from filiform.foundation.tenancy.action import action
from filiform.foundation.tenancy.refusal import Reason, Refused

from .models import Credential


@action(Role.OWNER)
def enter_credential(
    *,
    practitioner: UUID,
    profession: str,
    licence_number: str,
    register: str,
    jurisdiction: str,
    valid_from: date,
    valid_until: date,
    regions: list[str] | None,
    techniques: list[str] | None,
    excluded_groups: list[str] | None = None,
    training_hours: int | None = None,
    suspended: bool = False,
    note: str = "",
) -> Credential:
    """Enter a credential, a renewal, a correction or a suspension: always a new row.

    Raises Refused when the person is no practitioner of this practice or the dates are the wrong way round.
    """
    member = Membership.objects.filter(user_id=practitioner, ended_at=None).first()
    if member is None or Role.PRACTITIONER not in member.roles:
        raise Refused(Reason("no-practitioner", _("Choose a practitioner of this practice."), field="practitioner"))
    if valid_until < valid_from:
        raise Refused(Reason("dates", _("The last day is before the first. Correct one of them."), field="valid_until"))
    return Credential.objects.create(
        practitioner_id=practitioner, profession=profession, licence_number=licence_number, register=register,
        jurisdiction=jurisdiction, training_hours=training_hours, regions=regions, techniques=techniques,
        excluded_groups=excluded_groups or [], valid_from=valid_from, valid_until=valid_until,
        suspended=suspended, note=note,
    )  # fmt: skip
