"""The count of needles, the patient leaving, and steps recorded on an incident."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from uuid6 import uuid7

from filiform.core.needling import count, may_leave
from filiform.foundation.accounts.roles import Role
from filiform.foundation.record.public import (
    VisitFile,
    leave_fact,
    note_event,
    open_incident,
    open_visit,
    record_step,
)
from filiform.foundation.tenancy.action import action
from filiform.foundation.tenancy.refusal import Missing, Reason, Refused
from filiform.journey.screening.public import NEEDLED
from filiform.journey.treatment import queries, sayings
from filiform.journey.treatment.actions.late import RETAINED
from filiform.journey.treatment.actions.rows import add_event
from filiform.journey.treatment.device import believed
from filiform.journey.treatment.locking import sent_before, take_turn, turn_to_write
from filiform.journey.treatment.models import HandCount, NeedleEvent
from filiform.journey.treatment.translate import basis_of, core_events
from filiform.journey.treatment.words import Happening
from filiform.knowledge import load

STAFF = (Role.OWNER, Role.PRACTITIONER, Role.RECEPTIONIST)


@action(Role.PRACTITIONER)
def tally(*, visit: VisitFile, kind: str, client_id: UUID, at: datetime | None = None) -> NeedleEvent:
    """Record one needle that was dropped, or opened and not used; the same id again changes nothing."""
    turn_to_write(visit, "treatment.tally")
    if kind not in (Happening.DROPPED, Happening.OPENED):
        raise Refused(Reason("kind", _("Choose “dropped” or “opened, not used”.")), action="treatment.tally")
    sent = sent_before(NeedleEvent, client_id, visit, "treatment.tally")
    return sent or add_event(visit, kind, client_id, needle=uuid7(), at=believed(visit, at))


@action(Role.PRACTITIONER)
def close_count(
    *,
    visit: VisitFile,
    counted: int,
    client_id: UUID,
    counted_again: bool = False,
    sharps: str = "",
    second_person: str = "",
    note: str = "",
) -> HandCount:
    """Put the count by hand on record. When it fits the record, the count is closed.

    When it does not, Refused says what differs; with `counted_again` it is recorded all the same and an
    incident opens, whose steps have to be recorded before the note can be signed.
    """
    turn_to_write(visit, "treatment.close_count")
    sent = sent_before(HandCount, client_id, visit, "treatment.close_count")
    if sent is not None:
        return sent
    there = queries.count_session(visit.id)
    found = count(core_events(there), counted)
    refusal = may_leave(found)
    if refusal and not counted_again:
        raise Refused(sayings.reason(refusal, field="counted"), action="treatment.close_count")
    record = {
        "placed": found.placed, "removed": found.removed, "in_place": found.in_place,
        "dropped": found.dropped, "opened_unused": found.opened_unused,
    }  # fmt: skip
    row = HandCount.objects.create(
        patient_id=visit.patient.id, visit_id=visit.id, client_id=client_id, counted=counted,
        basis=basis_of(there), record=record, mismatch=refusal.code if refusal else "", sharps=sharps,
        second_person=second_person, note=note,
    )  # fmt: skip
    if refusal:
        detail = {"what": "needle-count-mismatch", "code": refusal.code, "counted": counted, **record}
        open_incident(kind=RETAINED, detail=detail, patient=visit.patient.id, visit=visit.id)
    return row


@action(*STAFF)
def leave(*, visit: UUID, all_the_same: bool = False, why: str = "") -> None:
    """Record that the patient left. Refused while needles in are not needles out and counted.

    With `all_the_same` (it has happened) it is recorded and an incident opens. Leaving twice changes nothing.
    """
    file = open_visit(visit, why="leave")
    take_turn(file)
    if file.happened("left"):
        return
    there = queries.count_session(visit)
    state = queries.count_of(there)
    if state.refusal and _already_open(visit, state):
        state = queries.CountState(state.count, state.hand, None)
    if state.refusal and not all_the_same:
        raise Refused(sayings.reason(state.refusal), action="treatment.leave")
    if state.refusal and not why.strip():
        text = _("Say how it came about, so that it can be recorded.")
        raise Refused(Reason("why-missing", text, field="why"), action="treatment.leave")
    note_event(visit=file.visit, kind="left", detail={"against": state.refusal.code} if state.refusal else {})
    if state.refusal:
        _left_all_the_same(file, state, why)
        if there.in_place:
            value = {"sites": [str(site) for site in there.sites]}
            leave_fact(patient=file.patient.id, visit=visit, kind=NEEDLED, value=value, source="journey.treatment")


def _already_open(visit: UUID, state: queries.CountState) -> bool:
    """Whether this mismatch has its incident, with every step recorded and no needle in place."""
    counted = state.hand is not None and bool(state.hand.mismatch) and state.count.in_place == 0
    return counted and not any(one.kind == RETAINED for one in queries.open_step_details(visit))


def _left_all_the_same(file: VisitFile, state: queries.CountState, why: str) -> None:
    what = "needle-left-in-place" if state.count.in_place else "left-uncounted"
    code = state.refusal.code if state.refusal else ""
    detail: dict[str, Any] = {"what": what, "code": code, "in_place": state.count.in_place, "why": why}
    open_incident(kind=RETAINED, detail=detail, patient=file.patient.id, visit=file.id)


@action(*STAFF)
def record_incident_step(*, incident: UUID, step: str, note: str) -> None:
    """Record that a step of an incident was taken and what was found; the first record of a step stays.

    Raises Missing for an unknown incident or step, Refused for an empty note.
    """
    found = queries.incident(incident)
    known = load().incident_steps.get(found.kind)
    if known is None or step not in {one.id for one in known.steps}:
        raise Missing(Reason("no-step", _("This incident has no such step. Open its page again.")))
    if not note.strip():
        raise Refused(Reason("note-missing", _("Write down what was done or found."), field="note"))
    record_step(incident=found, step=step, note=note)
