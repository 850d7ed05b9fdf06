"""Counting physical needles in and out, whatever order the events of two devices arrive in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from filiform.core.reasons import How, Reason, Refusal, Source, params


class EventKind(StrEnum):
    """What happened to a physical needle, or to an earlier event about it."""

    OPENED = "opened"
    PLACED = "placed"
    REMOVED = "removed"
    DROPPED = "dropped"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class NeedleEvent:
    """One appended fact about a needle.

    `id` is made by the device, so that a repeat changes nothing. `needle` is the physical needle, `insertion`
    the entry into one structure that a `PLACED` or `REMOVED` is about. `voids` is the id of the event that a
    `VOIDED` takes back. `at` is when it happened (with offset), None where no clock was read.
    """

    id: str
    kind: EventKind
    needle: str = ""
    insertion: str | None = None
    voids: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """Physical needles by where they are.

    `placed` were in the patient at some time; of those `removed` are out and `in_place` are still in.
    `dropped` and `opened_unused` never entered the patient. `open_insertions` are entries without an exit.
    `hand_count` is how many needles a person counted out of the patient into the bin, None if nobody did.
    """

    placed: int
    removed: int
    in_place: int
    dropped: int
    opened_unused: int
    open_insertions: tuple[str, ...] = ()
    mismatch: tuple[Reason, ...] = ()
    hand_count: int | None = None

    @property
    def balanced(self) -> bool:
        """Needles in = needles out, and nothing in the record contradicts it."""
        return self.in_place == 0 and not self.mismatch


RETAINED = Source(
    citation="Wheway J et al. 2012, doi 10.3233/JRS-2012-0569",
    says="100 of 325 NHS needling incidents of 2009-11 were retained needles.",
    how=How.READ,
    url="https://doi.org/10.3233/JRS-2012-0569",
    tag="NPSA12",
)


def count(events: Iterable[NeedleEvent], hand_count: int | None = None) -> Count:
    """Count needles over `events`; their order and repeats never matter.

    An insertion is open until an exit of the same needle and insertion is known: clocks are not asked,
    because two devices seldom agree. What cannot be understood is a mismatch, and a mismatch never balances.
    Raises ValueError when `hand_count` is negative.
    """
    if hand_count is not None and hand_count < 0:
        raise ValueError("A count of needles cannot be below zero; give the number that you counted.")
    known = frozenset(events)
    live, mismatch = _live(known)
    placed = {(event.needle, event.insertion) for event in live if event.kind is EventKind.PLACED}
    removed = {(event.needle, event.insertion) for event in live if event.kind is EventKind.REMOVED}
    dropped = {event.needle for event in live if event.kind is EventKind.DROPPED}
    opened = {event.needle for event in live if event.kind is EventKind.OPENED}
    still = placed - removed
    entered = {needle for needle, _ in placed}
    inside = {needle for needle, _ in still}
    mismatch += [Reason("removed-never-placed", params(needle=needle)) for needle, _ in removed - placed]
    mismatch += [Reason("dropped-while-in-place", params(needle=needle)) for needle in dropped & inside]
    return Count(
        placed=len(entered),
        removed=len(entered - inside),
        in_place=len(inside),
        dropped=len(dropped - entered),
        opened_unused=len(opened - entered - dropped),
        open_insertions=tuple(sorted(insertion or needle for needle, insertion in still)),
        mismatch=tuple(sorted(mismatch, key=lambda reason: (reason.code, reason.params))),
        hand_count=hand_count,
    )


def _live(known: frozenset[NeedleEvent]) -> tuple[list[NeedleEvent], list[Reason]]:
    """The events that were not taken back, and what is wrong with the set as a whole."""
    by_id: dict[str, list[NeedleEvent]] = {}
    for event in known:
        by_id.setdefault(event.id, []).append(event)
    mismatch = [Reason("event-conflict", params(event=key)) for key, same in by_id.items() if len(same) > 1]
    taken_back: set[str] = set()
    for event in known:
        if event.kind is not EventKind.VOIDED:
            continue
        targets = by_id.get(event.voids or "", [])
        if not targets:
            mismatch.append(Reason("voided-event-unknown", params(event=event.id)))
        elif any(target.kind is EventKind.VOIDED for target in targets):
            mismatch.append(Reason("voided-event-is-a-void", params(event=event.id)))
        else:
            taken_back.add(event.voids or "")
    live = [event for event in known if event.kind is not EventKind.VOIDED and event.id not in taken_back]
    return live, mismatch


def may_leave(counted: Count | None) -> Refusal | None:
    """Whether the patient may leave as far as needles go; None means yes.

    Nobody has to count by hand where no needle went in.
    """
    if counted is None:
        return Refusal("count-unknown", (), (RETAINED,))
    if counted.in_place:
        return Refusal("needles-in-place", params(in_place=counted.in_place), (RETAINED,))
    if counted.mismatch:
        return Refusal("count-mismatch", params(first=counted.mismatch[0].code), (RETAINED,))
    if counted.placed and counted.hand_count is None:
        return Refusal("hand-count-missing", params(placed=counted.placed), (RETAINED,))
    if counted.hand_count is not None and counted.hand_count != counted.placed:
        return Refusal("hand-count-differs", params(placed=counted.placed, counted=counted.hand_count), (RETAINED,))
    return None


def dwell_seconds(events: Iterable[NeedleEvent], insertion: str) -> int | None:
    """Whole seconds from in to out of one insertion; None while it is in, unclocked, or clocks disagree."""
    live, _ = _live(frozenset(events))
    mine = [event for event in live if event.insertion == insertion and event.at is not None]
    starts = [event.at for event in mine if event.kind is EventKind.PLACED and event.at]
    ends = [event.at for event in mine if event.kind is EventKind.REMOVED and event.at]
    if not starts or not ends:
        return None
    seconds = int((max(ends) - min(starts)).total_seconds())
    return seconds if seconds >= 0 else None
