"""What an entry takes over from the one before it in the same line, and what is still wanting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from filiform.core.needling.shorthand.values import Entry, Vocabulary


def carry_on(entries: Iterable[Entry], vocabulary: Vocabulary) -> tuple[Entry, ...]:
    """Needle, technique, guidance and dwell go on from entry to entry until said anew.

    Side, point, depth, twitches and notes never do: they are of one place and one patient. A technique that is said
    anew takes in, out and dwell with it, a size its lot, and a lot its size. Where nobody said in or out, a dwell and
    a technique that leaves the needle in mean in; one that goes in and out means out.
    """
    found: list[Entry] = []
    before: Entry | None = None
    for entry in entries:
        before = settled(_after(before, entry) if before else entry, vocabulary)
        found.append(before)
    return tuple(found)


def wanting(entry: Entry, before: Entry | None = None) -> tuple[str, ...]:
    """What has to be said before this can be recorded; `before` is the entry before it. Needle and lot: see stock.

    `side`, `technique`, `guidance`, `in-or-out`; `new-needle` where one needle would be in two places at once.
    """
    twice = bool(entry.left_in) and entry.insertions > 1
    asked = {
        "side": not entry.sides,
        "technique": entry.technique is None,
        "guidance": entry.guidance is None,
        "in-or-out": entry.technique is not None and entry.left_in is None,
        "new-needle": entry.same_needle and (twice or bool(before and before.left_in)),
    }
    return tuple(code for code, wanted in asked.items() if wanted)


def _after(before: Entry, entry: Entry) -> Entry:
    entry = replace(entry, guidance=entry.guidance or before.guidance)
    if entry.lot is None and entry.length_mm is None:
        entry = replace(entry, lot=before.lot, diameter_mm=before.diameter_mm, length_mm=before.length_mm)
    if entry.technique is not None:
        return entry
    entry = replace(entry, technique=before.technique)
    if entry.left_in is None and entry.dwell_seconds is None:
        return replace(entry, left_in=before.left_in, dwell_seconds=before.dwell_seconds)
    if entry.dwell_seconds is None and entry.left_in == before.left_in:
        return replace(entry, dwell_seconds=before.dwell_seconds)
    return entry


def settled(entry: Entry, vocabulary: Vocabulary) -> Entry:
    """The entry with in or out where its time or its technique says so."""
    if entry.left_in is not None:
        return entry
    if entry.dwell_seconds is not None or entry.technique in vocabulary.leaves_in:
        return replace(entry, left_in=True)
    if entry.technique in vocabulary.in_and_out:
        return replace(entry, left_in=False)
    return entry
