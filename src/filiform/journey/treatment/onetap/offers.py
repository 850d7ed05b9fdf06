"""Needles that one tap would place: where, how, from which box, and what stands against each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from filiform.backoffice.stock.public import Box, LotFile
from filiform.core.needling import NeedleFinding, Way
from filiform.core.reasons import Refusal
from filiform.core.values import Site
from filiform.foundation.record.public import VisitFile
from filiform.journey.treatment import gate
from filiform.journey.treatment.before import Before
from filiform.journey.treatment.models import Insertion
from filiform.journey.treatment.onetap.lots import lot_at_hand
from filiform.journey.treatment.onetap.usual import way_of
from filiform.journey.treatment.translate import Entry, Session, entries, site_of
from filiform.knowledge import load

#: What a lot, a size or a technique that is still to be chosen is refused with; before the tap it is asked for.
NO_LOT = ("lot-unknown", "size-unknown")
NO_WAY = (*NO_LOT, "credential-technique")


class From(StrEnum):
    """Where the way of an offer comes from."""

    OWN = "own"
    PRACTICE = "practice"
    TODAY = "today"
    LAST = "last"
    SET = "set"
    NOBODY = ""


@dataclass(frozen=True)
class Offer:
    """One needle at one site. `way` None: nothing is usual there; `lot` None: it has to be chosen.

    `dwell` in seconds. `like` is the number of the needle of today that the way was taken from. `done` are the
    entries of this visit that answer it. `shared` is the needle that served it last time, `needle` the entry of
    today whose needle may serve it too. `because` says why it is offered where that is not plain.
    """

    key: str
    site: Site
    source: From = From.NOBODY
    way: Way | None = None
    dwell: int | None = None
    point: str = ""
    like: int = 0
    lot: LotFile | None = None
    done: tuple[Entry, ...] = ()
    shared: UUID | None = None
    needle: Entry | None = None
    refusals: tuple[Refusal, ...] = ()
    findings: tuple[NeedleFinding, ...] = ()
    because: str = ""

    @property
    def in_and_out(self) -> bool:
        """Whether the needle is drawn out by the hand that works it, and takes no clock."""
        known = load().techniques.get(self.way.technique) if self.way else None
        return known is not None and known.in_and_out

    @property
    def ready(self) -> bool:
        """Whether one tap is enough."""
        return self.way is not None and self.lot is not None and self.site.side is not None and not self.refusals


def of_insertion(key: str, row: Insertion, source: From) -> Offer:
    """The needle of an insertion again: where and how, nothing that only the patient can show."""
    return Offer(key, site_of(row), source, way_of(row), row.planned_dwell, row.point, shared=row.needle)


def weighed(
    offers: Iterable[Offer], visit: VisitFile, before: Before, session: Session, boxes: Sequence[Box]
) -> tuple[Offer, ...]:
    """The same with the lot at hand and what the rule book says of each."""
    return tuple(_weighed(one, visit, before, session, boxes) for one in offers)


def _weighed(one: Offer, visit: VisitFile, before: Before, session: Session, boxes: Sequence[Box]) -> Offer:
    lot = lot_at_hand(boxes, one.way, visit.day) if one.way else None
    found = gate.judge(visit, before, _plan(one, lot, len({each.needle for each in session.live}) + 1), session.sites)
    to_choose = NO_WAY if one.way is None else NO_LOT if lot is None else ()
    bars = tuple(each for each in found.refusals if each.code not in to_choose)
    return replace(one, lot=lot, refusals=bars, findings=found.shown)


def _plan(one: Offer, lot: LotFile | None, needles: int) -> gate.Plan:
    way = one.way
    return gate.Plan(
        site=one.site,
        technique=way.technique if way else "",
        guidance=way.guidance if way else "",
        lot=lot.core if lot else None,
        diameter_mm=float(way.diameter_mm) if way and way.diameter_mm is not None else None,
        length_mm=float(way.length_mm) if way and way.length_mm is not None else None,
        depth_mm=None,
        needles=needles,
    )


def matched(offers: Iterable[Offer], session: Session) -> tuple[Offer, ...]:
    """The same with the entries of this visit that answer each; an entry answers one offer at most.

    The one at the same point and with the same technique comes first, then any at the same site; what is left
    over at a site goes to its last offer.
    """
    waiting = [one for one in entries(session) if one.state != "void"]
    answers: dict[str, list[Entry]] = {}
    given = tuple(offers)
    for close in (_same_needle, _same_site):
        for offer in given:
            if answers.get(offer.key):
                continue
            found = next((one for one in waiting if close(offer, one)), None)
            if found is not None:
                answers[offer.key] = [found]
                waiting.remove(found)
    for entry in waiting:
        last = next((one for one in reversed(given) if one.site == entry.site), None)
        if last is not None:
            answers.setdefault(last.key, []).append(entry)
    return tuple(replace(one, done=tuple(answers.get(one.key, ()))) for one in given)


def _same_needle(offer: Offer, entry: Entry) -> bool:
    row = entry.insertion
    same = offer.way is not None and row.technique == offer.way.technique
    return _same_site(offer, entry) and same and row.point.casefold() == offer.point.casefold()


def _same_site(offer: Offer, entry: Entry) -> bool:
    return offer.site == entry.site
