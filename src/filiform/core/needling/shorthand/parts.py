"""The parts of an entry after its structure: each is known by its own look, so their order never matters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from filiform.core.needling.plan import NeedleLimits
from filiform.core.needling.shorthand import marks
from filiform.core.needling.shorthand.tokens import Token
from filiform.core.needling.shorthand.values import Vocabulary
from filiform.core.reasons import Params, params

LIMITS = NeedleLimits()
MOST_TWITCHES = 99
LONGEST_LOT, LONGEST_POINT, LONGEST_NOTE = 100, 200, 1000
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Part:
    """`count` words that say one thing: the field and its value, or the code of what is wrong with them."""

    count: int
    field: str = ""
    value: object = None
    fault: str = ""
    params: Params = ()


Reader = Callable[[Sequence[Token], Vocabulary], Part | None]


def read_part(rest: Sequence[Token], vocabulary: Vocabulary) -> Part | None:
    """The part that the first of these words begins; None when none does."""
    for reader in _READERS:
        found = reader(rest, vocabulary)
        if found is not None:
            return found
    return None


def _low(rest: Sequence[Token], place: int) -> str:
    return rest[place].low if place < len(rest) else ""


def _phrase(rest: Sequence[Token], vocabulary: Vocabulary) -> Part | None:
    """A technique or the guidance, by the longest phrase that fits."""
    for count in range(min(_MOST_WORDS, len(rest)), 0, -1):
        words = " ".join(token.low.replace("-", " ") for token in rest[:count])
        if words in vocabulary.techniques:
            return Part(count, "technique", vocabulary.techniques[words])
        if words in vocabulary.guidance:
            return Part(count, "guidance", vocabulary.guidance[words])
    return None


def _side(rest: Sequence[Token], _vocabulary: Vocabulary) -> Part | None:
    side = marks.SIDES.get(_low(rest, 0))
    return Part(1, "sides", side) if side else None


def _size(rest: Sequence[Token], _vocabulary: Vocabulary) -> Part | None:
    first = _low(rest, 0)
    found, count = marks.SIZE.fullmatch(first), 1
    if found is None and marks.BARE.fullmatch(first) and _low(rest, 1) == "x":
        found, count = marks.SIZE.fullmatch(f"{first}x{_low(rest, 2)}"), 3
    if found is None:
        return None
    thin, long = sorted((marks.number(found[1]), marks.number(found[2])))
    if not _fits(thin, LIMITS.diameter_low_mm, LIMITS.diameter_high_mm, 2) or not _fits(
        long, LIMITS.length_low_mm, LIMITS.length_high_mm, 1
    ):
        return Part(count, fault="size-implausible")
    return Part(count, "size", (thin, long))


def _fits(value: Decimal, low: float, high: float, places: int) -> bool:
    return Decimal(str(low)) <= value <= Decimal(str(high)) and value == round(value, places)


def _times(rest: Sequence[Token], _vocabulary: Vocabulary) -> Part | None:
    first, count = _low(rest, 0), 1
    if first == "x" and marks.WHOLE.fullmatch(_low(rest, 1)):
        first, count = f"x{_low(rest, 1)}", 2
    found = marks.TIMES.fullmatch(first)
    if found is None:
        return None
    times = int(found[1] or found[2])
    if not 1 <= times <= LIMITS.most_needles:
        return Part(count, fault="times-implausible", params=params(high=LIMITS.most_needles))
    return Part(count, "times", times)


def _depth(rest: Sequence[Token], _vocabulary: Vocabulary) -> Part | None:
    first, count = _low(rest, 0), 1
    if first in ("d", "depth"):
        first, count = f"d{_low(rest, 1)}", 2
        if marks.BARE.fullmatch(_low(rest, 1)) and _low(rest, 2) == "mm":
            count = 3
    elif _low(rest, 1) == "mm":
        count = 2
    found = marks.DEPTH.fullmatch(first)
    if found is None:
        return None
    depth = marks.number(found[1])
    if not _fits(depth, 0, LIMITS.length_high_mm, 1):
        return Part(count, fault="depth-implausible", params=params(high=LIMITS.length_high_mm))
    return Part(count, "depth_mm", depth)


def _twitches(rest: Sequence[Token], _vocabulary: Vocabulary) -> Part | None:
    first = _low(rest, 0)
    if first == "no" and _low(rest, 1) in marks.TWITCH_WORDS:
        return Part(2, "twitches", 0)
    count = 1
    if first in marks.TWITCH_WORDS and marks.WHOLE.fullmatch(_low(rest, 1)) and not _measure(rest[1:]):
        first, count = f"ltr{_low(rest, 1)}", 2
    found = marks.TWITCHES.fullmatch(first)
    if found is None:
        return None
    # The word alone is one twitch, as one tap on "Twitch + 1" is.
    twitches = int(found[1] or found[2] or 1)
    if twitches > MOST_TWITCHES:
        return Part(count, fault="twitches-implausible", params=params(high=MOST_TWITCHES))
    return Part(count, "twitches", twitches)


def _measure(rest: Sequence[Token]) -> bool:
    """Whether the number that stands first is a time, a length or a size by what follows it."""
    sized = _low(rest, 1) == "x" and not marks.WHOLE.fullmatch(_low(rest, 2))
    return sized or bool(marks.UNIT.fullmatch(_low(rest, 1)))


def _dwell(rest: Sequence[Token], _vocabulary: Vocabulary) -> Part | None:
    named = int(_low(rest, 0) == "dwell")
    value, unit = _low(rest, named), _low(rest, named + 1)
    found, count = marks.TIME.fullmatch(value), named + 1
    units = marks.AFTER_DWELL if named else marks.UNIT
    if found is None and marks.BARE.fullmatch(value) and units.fullmatch(unit):
        found, count = marks.TIME.fullmatch(value + unit), named + 2
    if found is None and named and marks.BARE.fullmatch(value):
        found = marks.TIME.fullmatch(f"{value}m")
    if found is None:
        return Part(1, fault="dwell-empty") if named else None
    seconds = marks.seconds(marks.number(found[1]), found[2])
    if not 1 <= seconds <= LIMITS.most_minutes * 60 or seconds != int(seconds):
        return Part(count, fault="dwell-implausible", params=params(high=LIMITS.most_minutes))
    return Part(count, "dwell_seconds", int(seconds))


def _lot(rest: Sequence[Token], _vocabulary: Vocabulary) -> Part | None:
    if _low(rest, 0) != "lot":
        return None
    if len(rest) < 2 or rest[1].open or not rest[1].text:
        return Part(1, fault="lot-empty")
    return _words(rest[1], "lot", LONGEST_LOT)


def _quotation(rest: Sequence[Token], _vocabulary: Vocabulary) -> Part | None:
    field = {"pt": "point", "point": "point", "note": "note"}.get(_low(rest, 0))
    if field is None:
        return None
    if len(rest) < 2 or not rest[1].quoted or rest[1].open or not rest[1].text:
        return Part(1, fault=f"{field}-unquoted")
    return _words(rest[1], field, LONGEST_POINT if field == "point" else LONGEST_NOTE)


def _words(token: Token, field: str, longest: int) -> Part:
    if len(token.text) > longest:
        return Part(2, fault="words-too-long", params=params(high=longest))
    if not token.text.isprintable():
        return Part(2, fault="words-unprintable")
    return Part(2, field, token.text)


def _place(rest: Sequence[Token], _vocabulary: Vocabulary) -> Part | None:
    match _low(rest, 0):
        case "in":
            return Part(1, "left_in", True)
        case "out":
            return Part(1, "left_in", False)
        case "same":
            return Part(2 if _low(rest, 1) == "needle" else 1, "same_needle", True)
        case _:
            return None


def _slip(rest: Sequence[Token], _vocabulary: Vocabulary) -> Part | None:
    """What looks like a part and is none: told for what it is."""
    first = rest[0]
    if first.open:
        return Part(1, fault="quote-open")
    if first.quoted:
        return Part(1, fault="quote-alone")
    if marks.GAUGE.fullmatch(first.low):
        return Part(1, fault="gauge-number")
    if marks.MILLIMETRES.fullmatch(first.low):
        return Part(1, fault="millimetres-of-what")
    if marks.BARE.fullmatch(first.low):
        return Part(2, fault="millimetres-of-what") if _low(rest, 1) == "mm" else Part(1, fault="number-alone")
    return None


_READERS: tuple[Reader, ...] = (
    _phrase, _side, _size, _times, _depth, _twitches, _dwell, _lot, _quotation, _place, _slip,
)  # fmt: skip
