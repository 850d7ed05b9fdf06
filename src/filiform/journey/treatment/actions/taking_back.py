"""What was entered in error is taken back by a further event with its reason, and stays readable."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from uuid6 import uuid7

from filiform.foundation.accounts.roles import Role
from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.action import action
from filiform.foundation.tenancy.refusal import Missing, Reason
from filiform.journey.treatment import queries
from filiform.journey.treatment.actions.needles import of_visit
from filiform.journey.treatment.actions.rows import add_event
from filiform.journey.treatment.locking import turn_to_write
from filiform.journey.treatment.models import NeedleEvent
from filiform.journey.treatment.words import Happening


@action(Role.PRACTITIONER)
def void(*, visit: VisitFile, insertion: UUID, reason: str) -> None:
    """Record that an insertion was entered in error, with its exits; it stays readable. Raises Missing."""
    turn_to_write(visit, "treatment.void")
    _take_back_of(visit, insertion, reason, Happening.PLACED, Happening.REMOVED)


@action(Role.PRACTITIONER)
def take_back(*, visit: VisitFile, event: UUID, reason: str) -> NeedleEvent | None:
    """Take back one event by its `client_id` (an exit tapped by mistake, a dropped needle). Raises Missing."""
    turn_to_write(visit, "treatment.take_back")
    there = queries.needles(visit.id)
    found = next((one for one in there.events if one.client_id == event and one.kind != "voided"), None)
    if found is None:
        raise Missing(Reason("no-event", _("There is no such needle event in this visit.")))
    return None if found.client_id in there.voided else _take_back(visit, found, reason)


@action(Role.PRACTITIONER)
def back_in(*, visit: VisitFile, insertion: UUID, reason: str) -> None:
    """Take back that a needle came out: it is still in place, in all that it was out of at once. Raises Missing."""
    turn_to_write(visit, "treatment.take_back")
    there = queries.needles(visit.id)
    row = of_visit(there, insertion)
    out = [one for one in there.events if one.kind == Happening.REMOVED and one.client_id not in there.voided]
    moments = {one.at for one in out if one.insertion_id == row.id}
    for event in out:
        if event.needle == row.needle and event.at in moments:
            _take_back(visit, event, reason)


def _take_back_of(visit: VisitFile, insertion: UUID, reason: str, *kinds: Happening) -> None:
    """Take back the events of these kinds of one insertion, those that stand."""
    there = queries.needles(visit.id)
    row = of_visit(there, insertion)
    for event in there.events:
        if event.insertion_id == row.id and event.kind in kinds and event.client_id not in there.voided:
            _take_back(visit, event, reason)


def _take_back(visit: VisitFile, event: NeedleEvent, reason: str) -> NeedleEvent:
    return add_event(visit, Happening.VOIDED, uuid7(), voids=event.client_id, insertion=event.insertion, reason=reason)
