"""Rows of needles as they are written: the insertion, its events, and refusals as plain JSON."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from uuid6 import uuid7

from filiform.backoffice.stock.public import LotFile
from filiform.core.reasons import Refusal
from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.clock import now
from filiform.foundation.tenancy.writing import add_together
from filiform.journey.treatment.actions.placing import Placing
from filiform.journey.treatment.device import believed
from filiform.journey.treatment.models import DeviceRow, Insertion, InsertionDetail, NeedleEvent
from filiform.journey.treatment.words import Happening


def sizes_of(placing: Placing, lot: LotFile | None) -> tuple[Decimal | None, Decimal | None]:
    """Diameter and length in mm: those of a known lot, else as they were said."""
    if lot is not None:
        return lot.diameter_mm, lot.length_mm
    return placing.diameter_mm, placing.length_mm


def unwritten(
    visit: VisitFile, placing: Placing, lot: LotFile | None, refusals: tuple[Refusal, ...], why: str
) -> Insertion:
    """The insertion as it would be written."""
    diameter, length = sizes_of(placing, lot)
    return Insertion(
        patient_id=visit.patient.id, visit_id=visit.id, client_id=placing.client_id,
        structure=placing.site.structure, side=str(placing.site.side or ""), point=placing.point,
        needle=placing.needle or uuid7(), lot_id=placing.lot,
        lot_text="" if placing.lot else placing.lot_text, diameter_mm=diameter, length_mm=length,
        depth_mm=placing.depth_mm, angle=placing.angle, technique=placing.technique, guidance=placing.guidance,
        planned_dwell=placing.planned_dwell, way_from=placing.way_from,
        against=[plain_refusal(one) for one in refusals], why=why,
    )  # fmt: skip


def write(
    visit: VisitFile, placing: Placing, lot: LotFile | None, refusals: tuple[Refusal, ...], why: str
) -> Insertion:
    """Write an insertion with its events and what was said of it."""
    row = unwritten(visit, placing, lot, refusals, why)
    moment = None if placing.out_too else believed(visit, placing.at)
    placed = new_event(visit, Happening.PLACED, uuid7(), needle=row.needle, insertion=row, at=moment)
    rows: list[DeviceRow] = [row, placed]
    if placing.out_too:
        rows.append(new_event(visit, Happening.REMOVED, uuid7(), needle=row.needle, insertion=row))
    if placing.said:
        said: dict[str, Any] = {"said": list(placing.said), "at": now()} | placing.said
        rows.append(InsertionDetail(patient_id=visit.patient.id, visit_id=visit.id, insertion=row, **said))
    add_together(*rows)
    return row


def add_event(visit: VisitFile, kind: str, client_id: UUID, **more: Any) -> NeedleEvent:
    """Write one event."""
    event = new_event(visit, kind, client_id, **more)
    add_together(event)
    return event


def new_event(visit: VisitFile, kind: str, client_id: UUID, **more: Any) -> NeedleEvent:
    """An event that is not written yet."""
    return NeedleEvent(patient_id=visit.patient.id, visit_id=visit.id, kind=kind, client_id=client_id, **more)


def plain_refusal(refusal: Refusal) -> dict[str, Any]:
    """A refusal as plain JSON."""
    return {"code": refusal.code, **dict(refusal.params)}
