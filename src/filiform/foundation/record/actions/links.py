"""Link two entries of one person, and undo it; nothing else changes."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from filiform.foundation.accounts.roles import Role
from filiform.foundation.audit import log as audit
from filiform.foundation.record.links import standing_links
from filiform.foundation.record.models import Patient, PatientLink
from filiform.foundation.tenancy.action import action
from filiform.foundation.tenancy.refusal import Missing, Reason, Refused
from filiform.foundation.tenancy.scope import current
from filiform.foundation.tenancy.turns import Turn, take_turns

STAFF = (Role.OWNER, Role.PRACTITIONER, Role.RECEPTIONIST)
#: Number of the turn at the links of a practice.
LINKING = 13


@action(*STAFF)
def link_patients(*, kept: UUID, duplicate: UUID, reason: str) -> PatientLink:
    """Say that `duplicate` is another entry of the person `kept`. An entry has one kept entry; links do not chain.

    Raises Missing for ids of nobody here, Refused when the pair cannot be linked.
    """
    take_turns(Turn(LINKING, current().practice))
    _both_here(kept, duplicate, reason)
    links = standing_links([kept, duplicate])
    for link in links:
        if {link.kept_id, link.duplicate_id} == {kept, duplicate}:
            raise Refused(Reason("linked-already", _("These two entries are linked already.")))
        if link.duplicate_id == duplicate:
            raise Refused(
                Reason("linked-elsewhere", _("This duplicate is linked to another entry. Undo that link first."))
            )
        if link.duplicate_id == kept:
            raise Refused(
                Reason(
                    "kept-is-duplicate",
                    _("The entry to keep is itself marked as a duplicate. Link to the one it belongs to."),
                )
            )
        if link.kept_id == duplicate:
            raise Refused(
                Reason(
                    "duplicate-is-kept",
                    _("Other entries are linked to this duplicate. Undo those links first, then link each."),
                )
            )
    return _append(kept, duplicate, linked=True, reason=reason)


@action(*STAFF)
def unlink_patients(*, kept: UUID, duplicate: UUID, reason: str) -> PatientLink:
    """Take a link back: the entries are two people again. Raises Missing, Refused when they are not linked."""
    take_turns(Turn(LINKING, current().practice))
    _both_here(kept, duplicate, reason)
    if not any((link.kept_id, link.duplicate_id) == (kept, duplicate) for link in standing_links([kept])):
        raise Refused(Reason("not-linked", _("These two entries are not linked. Open the page again.")))
    return _append(kept, duplicate, linked=False, reason=reason)


def _append(kept: UUID, duplicate: UUID, *, linked: bool, reason: str) -> PatientLink:
    # The trigger audits the row under the kept entry; the other one's log has it as well.
    audit.note("link" if linked else "unlink", "record.patientlink", object_id=kept, patient=duplicate)
    return PatientLink.objects.create(kept_id=kept, duplicate_id=duplicate, linked=linked, reason=reason.strip())


def _both_here(kept: UUID, duplicate: UUID, reason: str) -> None:
    if kept == duplicate:
        raise Refused(Reason("same-entry", _("Choose another entry: this one is open already."), field="other"))
    if Patient.objects.filter(id__in=[kept, duplicate]).count() != 2:
        raise Missing(Reason("no-patient", _("There is no such patient in this practice.")))
    if not reason.strip():
        raise Refused(Reason("no-reason", _("Say how you know."), field="reason"))
    if len(reason) > 200 or "\x00" in reason:
        raise Refused(Reason("bad-reason", _("Write the reason in at most 200 characters."), field="reason"))
