"""Plan a visit, note what happens to it, leave facts, sign, amend."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from filiform.foundation.accounts.models import Membership
from filiform.foundation.accounts.roles import Role
from filiform.foundation.record.models import Amendment, Episode, Fact, Patient, Signature, Visit, VisitEvent
from filiform.foundation.record.turns import SIGNING
from filiform.foundation.tenancy.action import action
from filiform.foundation.tenancy.clock import now
from filiform.foundation.tenancy.refusal import NotAllowed, Reason, Refused
from filiform.foundation.tenancy.scope import current
from filiform.foundation.tenancy.turns import Turn, take_turns

STAFF = (Role.OWNER, Role.PRACTITIONER, Role.RECEPTIONIST)
CLINICAL = (Role.PRACTITIONER,)
SNAPSHOT_SCHEMA = 1


@action(*STAFF)
def plan_visit(
    *,
    patient: UUID,
    practitioner: UUID,
    site: UUID,
    starts_at: datetime,
    room: UUID | None = None,
    episode: UUID | None = None,
    reason: str = "",
) -> Visit:
    """Put a visit on the list. Raises Refused when patient or practitioner are not of this practice."""
    if not Patient.objects.filter(id=patient).exists():
        raise Refused(Reason("no-patient", _("There is no such patient in this practice."), field="patient"))
    member = Membership.objects.filter(user_id=practitioner, ended_at=None).first()
    if member is None or Role.PRACTITIONER not in member.roles:
        raise Refused(Reason("no-practitioner", _("Choose a practitioner of this practice."), field="practitioner"))
    return Visit.objects.create(
        patient_id=patient, practitioner_id=practitioner, site_id=site, room_id=room, episode_id=episode,
        starts_at=starts_at, reason=reason,
    )  # fmt: skip


@action(*STAFF)
def note_event(
    *, visit: Visit, kind: str, detail: dict[str, Any] | None = None, at: datetime | None = None
) -> VisitEvent:
    """Note that something happened to a visit ("arrived", "no-needles", "left", "cancelled" ...)."""
    return VisitEvent.objects.create(
        patient_id=visit.patient_id, visit=visit, kind=kind, at=at or now(), detail=detail or {}
    )


@action(*STAFF)
def open_episode(*, patient: UUID, problem: str, goal: str = "") -> Episode:
    """Begin an episode: one problem of one patient, with its goal."""
    return Episode.objects.create(patient_id=patient, problem=problem, goal=goal)


@action(*STAFF)
def leave_fact(
    *, patient: UUID, kind: str, value: Any, source: str, visit: UUID | None = None, at: datetime | None = None
) -> Fact:
    """Leave something for other steps to read; see `queries.facts`."""
    return Fact.objects.create(
        patient_id=patient, visit_id=visit, kind=kind, value=value, at=at or now(), source=source
    )


def canonical(note: dict[str, Any]) -> str:
    """Canonical JSON: sorted keys, no white space, UTF-8 as it is."""
    return json.dumps(note, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@action(*CLINICAL)
def sign(*, visit: Visit, note: dict[str, Any]) -> Signature:
    """Lock the visit with a snapshot of `note` (plain JSON). Raises Refused when signed before or by another.

    Waits for writes under way to this visit; a write that comes later is refused by the database.
    """
    if visit.practitioner_id != current().actor.user:
        raise NotAllowed(Reason("not-yours", _("Only the practitioner of this visit signs it.")), action="sign")
    take_turns(Turn(SIGNING, visit.id))
    if Signature.objects.filter(visit=visit).exists():
        raise Refused(Reason("signed", _("This visit is signed already. Add an amendment.")), action="sign")
    snapshot = canonical(note)
    return Signature.objects.create(
        patient_id=visit.patient_id, visit=visit, schema_version=SNAPSHOT_SCHEMA, snapshot=snapshot,
        digest=hashlib.sha256(snapshot.encode()).hexdigest(),
    )  # fmt: skip


@action(*CLINICAL)
def amend(*, visit: Visit, text: str, reason: str) -> Amendment:
    """Add an amendment beside a signed note. Raises Refused when the note is not signed yet."""
    if not Signature.objects.filter(visit=visit).exists():
        raise Refused(Reason("not-signed", _("This note is not signed yet: change it in the visit.")), action="amend")
    return Amendment.objects.create(patient_id=visit.patient_id, visit=visit, text=text, reason=reason)
