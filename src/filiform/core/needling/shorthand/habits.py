"""What an entry leaves to the hand: needle, technique and guidance, as they are usual in that structure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from filiform.core.needling.shorthand.carrying import settled
from filiform.core.needling.shorthand.values import Entry, Vocabulary
from filiform.core.needling.usual import Used, Usual, Whose, usual

#: The fields that a habit may fill; depth, twitches and whatever else only the patient can show are none of them.
HABITUAL = ("technique", "guidance", "size", "dwell")


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken from what is usual, None where nothing is: size in mm, dwell in seconds, and whose habit it is."""

    technique: str | None = None
    guidance: str | None = None
    size: tuple[Decimal, Decimal] | None = None
    dwell: int | None = None
    whose: Whose | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields that were taken, in the order of `HABITUAL`."""
        return tuple(name for name in HABITUAL if getattr(self, name) is not None)


NOTHING = Taken()


def left_open(entry: Entry) -> tuple[str, ...]:
    """The fields that a habit may fill and that were neither said nor carried on; a lot has its size."""
    sized = entry.length_mm is not None or entry.lot is not None or entry.same_needle
    asked = {"technique": entry.technique is None, "guidance": entry.guidance is None, "size": not sized}
    return tuple(name for name, wanted in asked.items() if wanted)


def taken(entry: Entry, own: Sequence[Used], practice: Sequence[Used], vocabulary: Vocabulary) -> Taken:
    """What is usual in the structure for what `entry` leaves open; `own` and `practice` newest first.

    What was used together with that which was said comes first, so that habits are not mixed; a usual technique that
    contradicts a said "in" or "out" is not taken. A dwell comes along with a usual technique only, and only where
    neither in, out nor a time was said.
    """
    wanted = left_open(entry)
    if not wanted:
        return NOTHING
    alike = [[one for one in used if _alike(entry, one, vocabulary)] for used in (own, practice)]
    found = usual(*alike) or usual(own, practice)
    return _of(entry, found, wanted, vocabulary) if found else NOTHING


def fill(entry: Entry, given: Taken, vocabulary: Vocabulary) -> tuple[Entry, Taken]:
    """The entry with what it leaves open filled from `given`, and the part of `given` that was needed."""
    wanted = left_open(entry)
    used = replace(given, **{name: None for name in ("technique", "guidance", "size") if name not in wanted})
    open_time = entry.left_in is None and entry.dwell_seconds is None
    if used.technique is None or not open_time or used.technique in vocabulary.in_and_out:
        used = replace(used, dwell=None)
    thin, long = used.size or (entry.diameter_mm, entry.length_mm)
    whole = replace(
        entry,
        technique=used.technique or entry.technique,
        guidance=used.guidance or entry.guidance,
        diameter_mm=thin,
        length_mm=long,
        dwell_seconds=used.dwell or entry.dwell_seconds,
    )
    return settled(whole, vocabulary), used if used.fields else NOTHING


def _alike(entry: Entry, used: Used, vocabulary: Vocabulary) -> bool:
    """Whether a needle was used as far as the entry says it."""
    way = used.way
    said = (
        entry.technique in (None, way.technique),
        entry.guidance in (None, way.guidance),
        entry.length_mm is None or (entry.diameter_mm, entry.length_mm) == (way.diameter_mm, way.length_mm),
        _stays_as_said(entry, way.technique, vocabulary),
    )
    return all(said)


def _stays_as_said(entry: Entry, technique: str, vocabulary: Vocabulary) -> bool:
    if entry.left_in is None:
        return True
    return technique not in (vocabulary.in_and_out if entry.left_in else vocabulary.leaves_in)


def _of(entry: Entry, found: Usual, wanted: Sequence[str], vocabulary: Vocabulary) -> Taken:
    way = found.way
    fits = "technique" in wanted and _stays_as_said(entry, way.technique, vocabulary)
    sized = "size" in wanted and way.diameter_mm is not None and way.length_mm is not None
    return fill(
        entry,
        Taken(
            technique=way.technique if fits else None,
            guidance=way.guidance if "guidance" in wanted else None,
            size=(way.diameter_mm, way.length_mm) if sized and way.diameter_mm and way.length_mm else None,
            dwell=found.dwell,
            whose=found.whose,
        ),
        vocabulary,
    )[1]
