"""An entry as the shorthand that says it, in one order."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from filiform.core.needling.shorthand import marks
from filiform.core.needling.shorthand.values import Entry, Vocabulary
from filiform.core.values import Side

_SIDES = {(Side.LEFT,): "l", (Side.RIGHT,): "r", (Side.MIDLINE,): "m", marks.BOTH: "b"}


def write_entry(entry: Entry, vocabulary: Vocabulary) -> str:
    """The line that reads as this entry. Texts may hold no quotation mark; shorthand has no way to say one."""
    return " ".join(_parts(entry, vocabulary))


def _parts(entry: Entry, vocabulary: Vocabulary) -> Iterator[str]:
    yield vocabulary.write[entry.structure]
    if entry.sides and entry.structure not in vocabulary.midline:
        yield _SIDES[entry.sides]
    if entry.times > 1:
        yield f"x{entry.times}"
    if entry.diameter_mm is not None and entry.length_mm is not None:
        yield f"{short(entry.diameter_mm)}x{short(entry.length_mm)}"
    if entry.depth_mm is not None:
        yield f"d{short(entry.depth_mm)}"
    if entry.twitches is not None:
        yield f"ltr{entry.twitches}" if entry.twitches else "no ltr"
    if entry.technique:
        yield _word(entry.technique, vocabulary.techniques)
    if entry.guidance:
        yield _word(entry.guidance, vocabulary.guidance)
    yield from _needle(entry)
    for name, text in (("lot", entry.lot), ("pt", entry.point), ("note", entry.note)):
        if text:
            yield f'{name} "{text}"'


def _needle(entry: Entry) -> Iterator[str]:
    if entry.left_in is not None:
        yield "in" if entry.left_in else "out"
    if entry.dwell_seconds:
        minutes, seconds = divmod(entry.dwell_seconds, 60)
        yield f"{entry.dwell_seconds}s" if seconds else f"{minutes}m"
    if entry.same_needle:
        yield "same"


def _word(code: str, phrases: object) -> str:
    """The shortest phrase for a code."""
    known = [phrase for phrase, meant in dict(phrases).items() if meant == code]  # type: ignore[call-overload]
    return str(min(known, key=lambda phrase: (len(phrase), phrase)))


def short(value: Decimal) -> str:
    """A number as briefly as it can be written: .25, 30, 20.5."""
    text = f"{value.normalize():f}"
    return text[1:] if text.startswith("0.") else text
