"""Needles in, out, noted, taken back: appended events that two devices may send in any order, twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from filiform.backoffice.stock.public import LotFile, lot_file, lot_reads
from filiform.core.needling import NeedleLimits
from filiform.core.reasons import Refusal
from filiform.core.values import Site
from filiform.foundation.accounts.roles import Role
from filiform.foundation.record.public import VisitFile, leave_fact, note_event, open_incident
from filiform.foundation.tenancy.action import action
from filiform.foundation.tenancy.refusal import Conflict, Missing, Reason, Refused
from filiform.foundation.tenancy.writing import add_together
from filiform.journey.screening.public import NEEDLED
from filiform.journey.treatment import before, gate, queries, sayings
from filiform.journey.treatment.actions import beside
from filiform.journey.treatment.actions.late import look_for_it
from filiform.journey.treatment.actions.placing import Placing
from filiform.journey.treatment.actions.rows import new_event, plain_refusal, sizes_of, unwritten, write
from filiform.journey.treatment.device import believed
from filiform.journey.treatment.locking import sent_before, take_turn, turn_to_write
from filiform.journey.treatment.models import Insertion, InsertionDetail, NeedleEvent
from filiform.journey.treatment.translate import Session, site_of
from filiform.journey.treatment.words import Happening

MOST_NEEDLES = NeedleLimits().most_needles
#: Kind of incident in the knowledge for needling that a refusal stood against.
DESPITE_REFUSAL = "despite-refusal"
#: Kind of visit event for a needle that a second device took out too.
OUT_AGAIN = "needle-out-again"


@action(Role.PRACTITIONER)
def place(*, visit: VisitFile, placing: Placing, happened: bool = False, why: str = "") -> Insertion:
    """Record that a needle went in, when nothing bars it; the same `client_id` again changes nothing.

    With `happened` it is recorded whatever bars it, marked with the refusals, and an incident is opened. What went in
    before the patient left is recorded after that too, and looked for; what went in before the note was signed beside
    the note, whatever bars it (`beside`).
    Raises Refused with every reason and source, Conflict when the id was used for another needle, Missing for a lot
    that this practice does not have.
    """
    sent_as = queries.sent_as.of(placing.client_id)
    asked = (*queries.reads(visit.id), *before.reads(visit), *(lot_reads(placing.lot) if placing.lot else ()))
    turn_to_write(visit, "treatment.place", sent_as, *asked, at=placing.at)
    sent = queries.sent_as.first(placing.client_id)
    if sent is not None:
        return _same(sent, visit, placing)
    there = queries.needles(visit.id)
    kept = [one.row for one in beside.needles(visit)] if visit.signed else []
    rows = (*there.live, *kept)
    placing = _with_its_needle(rows, placing)
    lot = _lot_of(placing)
    _plausible(rows, placing, lot)
    plan = plan_of(visit, placing, lot, _come_to(rows, placing))
    refusals = gate.judge(visit, before.read(visit), plan, [site_of(one) for one in rows]).refusals
    if visit.signed:
        return beside.keep(visit, placing, unwritten(visit, placing, lot, refusals, why), refusals)
    if refusals and not happened:
        raise Refused(*sayings.reasons(refusals), action="treatment.place")
    if refusals and not why.strip():
        text = _("Say why it was done, so that it can be recorded.")
        raise Refused(Reason("why-missing", text, field="why"), action="treatment.place")
    # Asked before anything is written: after that all would have to be read again.
    without, left = queries.without_needles(visit) is not None, visit.happened("left") is not None
    row = write(visit, placing, lot, refusals, why if refusals else "")
    if without:
        note_event(visit=visit.visit, kind="needles-after-all")
    if refusals:
        _open_incident(visit, row, refusals, why)
    if left and not placing.out_too:
        look_for_it(visit, row)
    if placing.out_too and not there.in_place:
        _leave_needled(visit, (*there.sites, placing.site))
    return row


def _come_to(rows: Sequence[Insertion], placing: Placing) -> int:
    """How many needles the session comes to with this one."""
    return len({one.needle for one in rows} | {placing.needle or placing.client_id})


def plan_of(visit: VisitFile, placing: Placing, lot: LotFile | None, needles: int = 1) -> gate.Plan:
    """The needle as the gate weighs it: sizes of a known lot are the lot's; `needles` with it in this session."""
    diameter, length = sizes_of(placing, lot)
    return gate.Plan(
        site=placing.site,
        technique=placing.technique,
        guidance=placing.guidance,
        lot=lot.core if lot else None,
        diameter_mm=None if diameter is None else float(diameter),
        length_mm=None if length is None else float(length),
        depth_mm=None if placing.depth_mm is None else float(placing.depth_mm),
        at=believed(visit, placing.at) if placing.at else None,
        needles=needles,
    )


@action(Role.PRACTITIONER)
def remove(*, visit: VisitFile, insertion: UUID, client_id: UUID, at: datetime | None = None) -> NeedleEvent:
    """Record that a needle came out; the same id again changes nothing. Raises Missing.

    A needle that went on into another structure without leaving the skin is out of both. Out already (another device
    was first), the earlier exit stands and comes back; this one is noted beside it.
    """
    kept = _beside(visit, insertion)
    if kept is not None:
        return beside.take_out(visit, kept, client_id, at)
    turn_to_write(visit, "treatment.remove")
    there = queries.needles(visit.id)
    row = of_visit(there, insertion)
    sent = sent_before(NeedleEvent, client_id, visit, "treatment.remove")
    if sent is not None and (sent.insertion_id, sent.kind) != (row.id, Happening.REMOVED):
        text = _("This button was sent for another needle. Open the page again and press once more.")
        raise Conflict(Reason("id-reused", text), action="treatment.remove")
    if sent is not None:
        return sent
    out = [one for one in there.events if one.insertion_id == row.id and one.kind == Happening.REMOVED]
    earlier = next((one for one in out if one.client_id not in there.voided), None)
    if earlier is not None:
        _note_second_out(visit, earlier, client_id, at)
        return earlier
    moment = believed(visit, at)
    with_it = [one for one in there.in_place if one.needle == row.needle and one.id != row.id]
    ids = {row: client_id} | {one: uuid5(client_id, str(one.id)) for one in with_it}
    events = [
        new_event(visit, Happening.REMOVED, key, needle=one.needle, insertion=one, at=moment)
        for one, key in ids.items()
    ]
    add_together(*events)
    if {one.needle for one in there.in_place} == {row.needle}:
        _leave_needled(visit, there.sites)
    return events[0]


@action(Role.PRACTITIONER)
def note_detail(
    *, visit: VisitFile, insertion: UUID, client_id: UUID, at: datetime | None = None, **said: Any
) -> InsertionDetail:
    """Note depth, twitches, sensation, reaction, tolerance or a line; only what is given counts.

    `more_twitches` adds to the number. Raises Missing, and Refused for a depth beyond the needle's length.
    """
    kept = _beside(visit, insertion)
    if kept is not None:
        _depth_fits(said.get("depth_mm"), kept.row.length_mm, "treatment.note")
        return beside.note(visit, kept, client_id, at, said)
    turn_to_write(visit, "treatment.note")
    there = queries.needles(visit.id)
    row = of_visit(there, insertion)
    sent = sent_before(InsertionDetail, client_id, visit, "treatment.note")
    if sent is not None:
        return sent
    _depth_fits(said.get("depth_mm"), row.length_mm, "treatment.note")
    names = [name for name in said if name != "more_twitches"]
    return InsertionDetail.objects.create(
        patient_id=visit.patient.id, visit_id=visit.id, insertion=row, client_id=client_id, said=names,
        at=believed(visit, at), **said,
    )  # fmt: skip


def _beside(visit: VisitFile, insertion: UUID) -> beside.Kept | None:
    """The needle that is kept beside a signed note; None for one of the note itself."""
    if not visit.signed:
        return None
    take_turn(visit)
    return beside.needle(visit, insertion)


def _same(sent: Insertion, visit: VisitFile, placing: Placing) -> Insertion:
    said = (str(visit.id), placing.site.structure, str(placing.site.side or ""), placing.technique)
    if (str(sent.visit_id), sent.structure, sent.side, sent.technique) != said:
        text = _("This entry was already sent with other content. Open the page again to see what was saved.")
        raise Conflict(Reason("id-reused", text), action="treatment.place")
    return sent


def _with_its_needle(rows: Sequence[Insertion], placing: Placing) -> Placing:
    """A needle in use brings its own lot and size; it must be one of this visit."""
    if placing.needle is None:
        return placing
    first = next((one for one in rows if one.needle == placing.needle), None)
    if first is None:
        text = _("That needle is not one of this visit. Choose a new one or one of the list.")
        raise Refused(Reason("no-needle", text, field="needle"), action="treatment.place")
    return replace(
        placing, lot=first.lot_id, lot_text=first.lot_text,
        diameter_mm=first.diameter_mm, length_mm=first.length_mm,
    )  # fmt: skip


def _lot_of(placing: Placing) -> LotFile | None:
    lot = lot_file(placing.lot) if placing.lot else None
    if placing.lot and lot is None:
        raise Missing(Reason("no-lot", _("There is no such lot in this practice."), field="lot"))
    return lot


def _plausible(rows: Sequence[Insertion], placing: Placing, lot: LotFile | None) -> None:
    """Refuse what cannot have happened, whoever says that it did."""
    _diameter, length = sizes_of(placing, lot)
    _depth_fits(placing.depth_mm, length, "treatment.place")
    if len({one.needle for one in rows}) >= MOST_NEEDLES and placing.needle is None:
        text = _("This visit has %(n)s needles already. Check the list for entries made twice.") % {"n": MOST_NEEDLES}
        raise Refused(Reason("too-many-needles", text, field="needle"), action="treatment.place")


def _depth_fits(depth: Decimal | None, length: Decimal | None, action: str) -> None:
    """Refuse a depth that the needle cannot reach."""
    if depth is not None and (depth < 0 or (length is not None and depth > length)):
        text = sayings.text_of("depth-beyond-length", (("depth", str(depth)), ("length", str(length))))
        raise Refused(Reason("depth-beyond-length", text, field="depth_mm"), action=action)


def _note_second_out(visit: VisitFile, earlier: NeedleEvent, client_id: UUID, at: datetime | None) -> None:
    """Keep that another device took the same needle out; sent again, it is kept once."""
    kept = {event.detail.get("event") for event in visit.events if event.kind == OUT_AGAIN}
    if str(client_id) in kept:
        return
    detail = {"insertion": str(earlier.insertion_id), "event": str(client_id)}
    note_event(visit=visit.visit, kind=OUT_AGAIN, at=believed(visit, at), detail=detail)


def of_visit(there: Session, insertion: UUID) -> Insertion:
    # A device that has no answer yet knows its insertion by the id that it made.
    row = next((one for one in there.insertions if insertion in (one.id, one.client_id)), None)
    if row is None:
        raise Missing(Reason("no-insertion", _("There is no such insertion in this visit.")))
    if there.is_void(row.id):
        raise Refused(Reason("void", _("This insertion was entered in error and taken back.")))
    return row


def _open_incident(visit: VisitFile, row: Insertion, refusals: tuple[Refusal, ...], why: str) -> None:
    detail = {"insertion": str(row.id), "refusals": [plain_refusal(one) for one in refusals], "why": why}
    open_incident(kind=DESPITE_REFUSAL, detail=detail, patient=visit.patient.id, visit=visit.id)


def _leave_needled(visit: VisitFile, sites: tuple[Site, ...]) -> None:
    """Leave for the next screening where needles were, when the last of them came out."""
    value = {"sites": [str(site) for site in dict.fromkeys(sites)]}
    leave_fact(patient=visit.patient.id, visit=visit.id, kind=NEEDLED, value=value, source="journey.treatment")
