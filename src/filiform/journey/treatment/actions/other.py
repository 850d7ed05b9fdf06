"""Other therapies, electrical stimulation, and visits without needles."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from filiform.foundation.accounts.roles import Role
from filiform.foundation.record.public import VisitFile, note_event, open_incident
from filiform.foundation.tenancy.action import action
from filiform.foundation.tenancy.refusal import Missing, Reason, Refused
from filiform.journey.treatment import before, leads, queries, sayings, therapies, translate
from filiform.journey.treatment.actions.needles import DESPITE_REFUSAL
from filiform.journey.treatment.actions.rows import plain_refusal
from filiform.journey.treatment.locking import sent_before, turn_to_write
from filiform.journey.treatment.models import Insertion, Modality, Stimulation

#: Settings of a stimulator, as the form and the table name them.
SETTINGS = ("frequency_hz", "intensity_ma", "minutes")


@action(Role.PRACTITIONER)
def record_modality(*, visit: VisitFile, client_id: UUID, **facts: Any) -> Modality:
    """Record another therapy beside needles or instead of them; the same id again changes nothing."""
    turn_to_write(visit, "treatment.modality")
    return sent_before(Modality, client_id, visit, "treatment.modality") or Modality.objects.create(
        patient_id=visit.patient.id, visit_id=visit.id, client_id=client_id, **facts
    )


@action(Role.PRACTITIONER)
def take_back_modality(*, visit: VisitFile, modality: UUID, reason: str) -> None:
    """Record that a therapy was entered in error; twice changes nothing. Raises Missing."""
    turn_to_write(visit, "treatment.modality")
    row = Modality.objects.filter(id=modality, visit_id=visit.id, voids=None).first()
    if row is None:
        raise Missing(Reason("no-modality", _("There is no such therapy in this visit.")))
    Modality.objects.get_or_create(
        voids=row,
        defaults={
            "patient_id": visit.patient.id, "visit_id": visit.id, "kind": row.kind, "what": row.what,
            "here": row.here, "note": reason,
        },
    )  # fmt: skip


@action(Role.PRACTITIONER)
def record_stimulation(
    *,
    visit: VisitFile,
    client_id: UUID,
    first: UUID,
    second: UUID,
    note: str = "",
    happened: bool = False,
    **facts: Any,
) -> Stimulation:
    """Record electrical stimulation through two needles of this visit; the same id again changes nothing.

    Raises Refused with every reason where the rule book bars it. With `happened` it is recorded all the same,
    `note` says how it came about, and an incident opens.
    """
    turn_to_write(visit, "treatment.stimulation")
    sent = sent_before(Stimulation, client_id, visit, "treatment.stimulation")
    if sent is not None:
        return sent
    there = {one.id: one for one in queries.needles(visit.id).live}
    if first not in there or second not in there:
        text = _("Choose two needles of this visit.")
        raise Refused(Reason("no-insertion", text, field="pair"), action="treatment.stimulation")
    lead = _lead(there[first], there[second], facts)
    refusals = leads.judge(visit, before.read(visit), lead).refusals
    if refusals and not happened:
        reasons = (sayings.reason(one, field=leads.field_of(one.code)) for one in refusals)
        raise Refused(*reasons, action="treatment.stimulation")
    if refusals and not note.strip():
        text = _("Say why it was done, so that it can be recorded.")
        raise Refused(Reason("why-missing", text, field="note"), action="treatment.stimulation")
    row = Stimulation.objects.create(
        patient_id=visit.patient.id, visit_id=visit.id, client_id=client_id, first_id=first, second_id=second,
        note=note, **facts,
    )  # fmt: skip
    if refusals:
        detail = {"stimulation": str(row.id), "refusals": [plain_refusal(one) for one in refusals], "why": note}
        open_incident(kind=DESPITE_REFUSAL, detail=detail, patient=visit.patient.id, visit=visit.id)
    return row


@action(Role.PRACTITIONER)
def take_back_stimulation(*, visit: VisitFile, stimulation: UUID, reason: str) -> None:
    """Record that a current was entered in error; it stays readable, twice changes nothing.

    Raises Missing, and Refused where no reason is given.
    """
    turn_to_write(visit, "treatment.stimulation")
    found = next((one for one in therapies.currents(visit.id) if one.row.id == stimulation), None)
    if found is None:
        raise Missing(Reason("no-stimulation", _("There is no such stimulation in this visit.")))
    if not reason.strip():
        text = _("Say why it is taken back.")
        raise Refused(Reason("why-missing", text, field="reason"), action="treatment.stimulation")
    if found.back is None:
        Stimulation.objects.create(patient_id=visit.patient.id, visit_id=visit.id, voids=found.row, note=reason.strip())


def _lead(first: Insertion, second: Insertion, facts: dict[str, Any]) -> leads.Lead:
    said = {name: None if facts.get(name) is None else float(facts[name]) for name in SETTINGS}
    return leads.Lead(translate.site_of(first), translate.site_of(second), **said)


@action(Role.PRACTITIONER)
def go_without(*, visit: VisitFile, reason: str, instead: str, note: str = "") -> None:
    """Record that this visit has no needles, why, and what was done instead.

    Raises Refused when needles went in, or the note is signed.
    """
    turn_to_write(visit, "treatment.go_without")
    if queries.needles(visit.id).live:
        text = _("Needles are on record in this visit. Take back entries made in error first.")
        raise Refused(Reason("needles-there", text, field="reason"), action="treatment.go_without")
    detail = {"reason": reason, "instead": instead, "note": note}
    if queries.without_needles(visit) != detail:
        note_event(visit=visit.visit, kind="no-needles", detail=detail)


@action(Role.PRACTITIONER)
def needle_after_all(*, visit: VisitFile) -> None:
    """Take back that this visit has no needles."""
    turn_to_write(visit, "treatment.go_without")
    if queries.without_needles(visit) is not None:
        note_event(visit=visit.visit, kind="needles-after-all")
