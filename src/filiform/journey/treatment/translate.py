"""Rows of treatment to core facts and to what pages show; the newest word on each thing counts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from filiform.core import needling
from filiform.core.needling import Count
from filiform.core.values import Side, Site
from filiform.knowledge import load

from .models import HandCount, Insertion, InsertionDetail, NeedleEvent
from .words import Happening


@dataclass(frozen=True)
class Entry:
    """One insertion as it stands: where its needle is, since when, and all that was noted of it.

    `state` is in, out or void. `twitches` None: not noted, 0: none came. Depth in mm, dwell in seconds.
    """

    insertion: Insertion
    state: str
    number: int
    since: datetime | None = None
    until: datetime | None = None
    dwell: int | None = None
    depth_mm: Decimal | None = None
    twitches: int | None = None
    sensation: tuple[str, ...] = ()
    recognised: str = ""
    reaction: tuple[str, ...] = ()
    tolerance: str = ""
    notes: tuple[str, ...] = ()
    void_reason: str = ""

    @property
    def id(self) -> UUID:
        """The insertion's id."""
        return self.insertion.id

    @property
    def site(self) -> Site:
        """Where it is."""
        return site_of(self.insertion)

    @property
    def label(self) -> str:
        """The structure's name."""
        return structure_label(self.insertion.structure)


@dataclass(frozen=True)
class Session:
    """All needles of one visit: insertions, events, details, counts by hand; oldest first."""

    insertions: tuple[Insertion, ...] = ()
    events: tuple[NeedleEvent, ...] = ()
    details: tuple[InsertionDetail, ...] = ()
    hand_counts: tuple[HandCount, ...] = ()
    voided: frozenset[UUID] = field(default=frozenset())

    def placed_of(self, insertion: UUID) -> NeedleEvent | None:
        """The event that put it in, taken back or not."""
        return next((one for one in self.events if one.insertion_id == insertion and one.kind == "placed"), None)

    def is_void(self, insertion: UUID) -> bool:
        """Whether the whole insertion was entered in error."""
        placed = self.placed_of(insertion)
        return placed is None or placed.client_id in self.voided

    def is_out(self, insertion: UUID) -> bool:
        """Whether an exit that was not taken back is on record."""
        return any(
            one.insertion_id == insertion and one.kind == "removed" and one.client_id not in self.voided
            for one in self.events
        )

    @property
    def live(self) -> tuple[Insertion, ...]:
        """Insertions that were not entered in error."""
        return tuple(one for one in self.insertions if not self.is_void(one.id))

    @property
    def sites(self) -> tuple[Site, ...]:
        """Each site needled, once."""
        return tuple(dict.fromkeys(site_of(one) for one in self.live))

    @property
    def in_place(self) -> tuple[Insertion, ...]:
        """Insertions whose needle is still in."""
        return tuple(one for one in self.live if not self.is_out(one.id))


def session_of(
    insertions: Iterable[Insertion],
    events: Iterable[NeedleEvent],
    details: Iterable[InsertionDetail] = (),
    hand_counts: Iterable[HandCount] = (),
) -> Session:
    """Put the rows of one visit together."""
    kept = tuple(events)
    voided = frozenset(one.voids for one in kept if one.kind == Happening.VOIDED and one.voids)
    return Session(tuple(insertions), kept, tuple(details), tuple(hand_counts), voided)


def core_events(session: Session) -> list[needling.NeedleEvent]:
    """The events as the rule book counts them; an exit of an insertion entered in error goes with it."""
    gone = {one.id for one in session.insertions if session.is_void(one.id)}
    return [
        needling.NeedleEvent(
            id=str(one.client_id),
            kind=needling.EventKind(one.kind),
            needle=str(one.needle) if one.needle else "",
            insertion=str(one.insertion_id) if one.insertion_id else None,
            voids=str(one.voids) if one.voids else None,
            at=one.at,
        )
        for one in session.events
        if not (one.kind == Happening.REMOVED and one.insertion_id in gone)
        and not (one.kind == Happening.VOIDED and _voids_exit_of(session, one, gone))
    ]


def _voids_exit_of(session: Session, event: NeedleEvent, gone: set[UUID]) -> bool:
    target = next((one for one in session.events if one.client_id == event.voids), None)
    return target is not None and target.kind == Happening.REMOVED and target.insertion_id in gone


def basis_of(session: Session) -> str:
    """Digest (SHA-256, hex) of the needle events: another digest means that a count by hand is stale."""
    ids = sorted(str(one.client_id) for one in session.events)
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()


def counted(session: Session) -> Count:
    """The count of needles, with the newest count by hand when nothing happened since."""
    hand = standing_hand_count(session)
    return needling.count(core_events(session), hand.counted if hand else None)


def standing_hand_count(session: Session) -> HandCount | None:
    """The newest count by hand, None when there is none or needles moved since."""
    newest = session.hand_counts[-1] if session.hand_counts else None
    return newest if newest and newest.basis == basis_of(session) else None


def needle_numbers(session: Session) -> dict[UUID, int]:
    """Physical needles numbered in the order they went in."""
    order = dict.fromkeys(one.needle for one in session.live)
    return {needle: at for at, needle in enumerate(order, 1)}


def entries(session: Session) -> tuple[Entry, ...]:
    """All insertions as they stand, in the order they were recorded, those entered in error too."""
    numbers = needle_numbers(session)
    events = core_events(session)
    return tuple(_entry(session, one, numbers, events) for one in session.insertions)


def _entry(session: Session, row: Insertion, numbers: dict[UUID, int], events: Sequence[needling.NeedleEvent]) -> Entry:
    placed = session.placed_of(row.id)
    out = [
        one
        for one in session.events
        if one.insertion_id == row.id and one.kind == "removed" and one.client_id not in session.voided
    ]
    void = session.is_void(row.id)
    noted = _noted(row, [one for one in session.details if one.insertion_id == row.id])
    reasons = [one.reason for one in session.events if placed and one.voids == placed.client_id]
    return Entry(
        insertion=row,
        state="void" if void else "out" if out else "in",
        number=numbers.get(row.needle, 0),
        since=placed.at if placed else None,
        until=out[-1].at if out else None,
        dwell=None if void else needling.dwell_seconds(events, str(row.id)),
        void_reason=reasons[0] if void and reasons else "",
        **noted,
    )


def _noted(row: Insertion, details: list[InsertionDetail]) -> dict[str, Any]:
    """The newest word on each thing, taps of further twitches added to the number said before them."""
    state: dict[str, Any] = {"depth_mm": row.depth_mm}
    notes: list[str] = []
    twitches: int | None = None
    for one in sorted(details, key=lambda row: (row.at or row.recorded_at, str(row.client_id))):
        if "twitches" in one.said:
            twitches = one.twitches
        twitches = (twitches or 0) + one.more_twitches if one.more_twitches else twitches
        for name in ("depth_mm", "recognised", "tolerance"):
            if name in one.said:
                state[name] = getattr(one, name)
        for name in ("sensation", "reaction"):
            if name in one.said:
                state[name] = tuple(getattr(one, name))
        if one.note:
            notes.append(one.note)
    return {**state, "twitches": twitches, "notes": tuple(notes)}


def site_of(row: Insertion) -> Site:
    """Where an insertion is."""
    return Site(row.structure, Side(row.side) if row.side else None)


def structure_label(structure: str) -> str:
    """The structure's name; its id when the knowledge no longer has it."""
    known = load().structures.get(structure)
    return known.label if known else structure


def technique_label(technique: str) -> str:
    """The technique's name; its id when the knowledge no longer has it."""
    known = load().techniques.get(technique)
    return known.label if known else technique
