"""The needles of one visit, in and out, and their count."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from uuid6 import uuid7

from filiform.core.values import Side, Site
from filiform.foundation.record.public import VisitFile
from filiform.foundation.tenancy.clock import telling
from filiform.foundation.tenancy.refusal import Refused
from filiform.journey.treatment import public as treatment

from . import picturing, shelf, trouble
from .plan import Needle

if TYPE_CHECKING:
    from .attending import Hour

HALF_A_MINUTE = 0.5


def needle(hour: Hour) -> bool:
    """Put the planned needles in and out and close the count; False when none could be used."""
    wanted = [one for one in hour.part.needles if str(Site(one.structure, Side(hour.story.side))) in hour.sites]
    if not wanted:
        first = hour.part.needles[0]
        structure = hour.sites[0].rpartition(" ")[2]
        wanted = [Needle(structure, first.depth, first.technique, first.dwell, first.said, first.point)]
    placed = [(row, one.dwell) for one in wanted if (row := _place(hour, one)) is not None]
    if not placed:
        return False
    if picturing.kind_of(hour.part.does):
        picturing.keep(hour, placed[0][0], wanted[0].structure)
    _take_out(hour, [row for row, dwell in placed if dwell], max(dwell for _row, dwell in placed))
    trouble.during(hour)
    with hour.step(1) as visit:
        trouble.count(hour, visit, len(placed))
    return True


def _place(hour: Hour, one: Needle) -> UUID | None:
    """One needle in; its insertion, or None when the rule books would not have it."""
    usual = shelf.in_use(hour.story.problem.needle, hour.part.day)
    lot = hour.house.lots[shelf.EXPIRED if "expired-lot" in hour.part.does else usual]
    guidance = "ultrasound" if picturing.kind_of(hour.part.does) else "landmark"
    with hour.step(HALF_A_MINUTE) as visit:
        placing = treatment.Placing(
            client_id=uuid7(), site=Site(one.structure, Side(hour.story.side)), technique=one.technique,
            guidance=guidance, lot=lot.id, depth_mm=Decimal(min(one.depth, int(lot.length_mm))), point=one.point,
            planned_dwell=one.dwell or None, at=hour.now if one.dwell else None, out_too=not one.dwell,
            said=dict(one.said),
        )  # fmt: skip
        try:
            return _placed(hour, visit, placing)
        except Refused as refused:
            hour.go_round(f"{one.structure}: {[reason.code for reason in refused.reasons]}")
            return None


def _placed(hour: Hour, visit: VisitFile, placing: treatment.Placing) -> UUID:
    if "expired-lot" in hour.part.does:
        why = "Box of an expired lot was still open at the couch; seen on the packet only afterwards."
        return treatment.place(visit=visit, placing=placing, happened=True, why=why).id
    return treatment.place(visit=visit, placing=placing).id


def _take_out(hour: Hour, rows: list[UUID], dwell: int) -> None:
    """Needles that stayed in come out in the order they went in, after the longest dwell (seconds)."""
    if not rows:
        return
    with hour.step(dwell / 60) as visit:
        for number, row in enumerate(rows):
            with telling(hour.now + timedelta(seconds=8 * number)):
                treatment.remove(visit=visit, insertion=row, client_id=uuid7())
