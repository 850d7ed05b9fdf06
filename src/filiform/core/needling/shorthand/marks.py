"""What single words of an entry look like: sizes, depths, numbers of twitches, times."""

from __future__ import annotations

import re
from decimal import Decimal

from filiform.core.values import Side

NUMBER = r"([0-9]{0,4}(?:[.,][0-9]{1,4})?(?<=[0-9]))"
SIZE = re.compile(rf"{NUMBER}(?:mm)?x{NUMBER}(?:mm)?")
TIMES = re.compile(r"x([0-9]{1,4})|([0-9]{1,4})x")
DEPTH = re.compile(rf"(?:d|depth){NUMBER}(?:mm)?")
TWITCHES = re.compile(r"(?:ltr|ltrs|twitch|twitches)([0-9]{1,4})?|([0-9]{1,4})(?:ltr|ltrs|twitch|twitches)")
TIME = re.compile(rf"{NUMBER}(m|min|mins|minute|minutes|s|sec|secs|second|seconds)")
UNIT = re.compile(r"min|mins|minute|minutes|sec|secs|second|seconds")
AFTER_DWELL = re.compile(rf"{UNIT.pattern}|m|s")
"""A lone m is the midline, except right after a dwell and its number."""
BARE = re.compile(NUMBER)
WHOLE = re.compile(r"[0-9]{1,4}")
MILLIMETRES = re.compile(rf"{NUMBER}mm")
GAUGE = re.compile(r"#[0-9]+|[0-9]+g|[0-9]+ga|[0-9]+gauge|g[0-9]+")

LEFT, RIGHT, MIDLINE = (Side.LEFT,), (Side.RIGHT,), (Side.MIDLINE,)
BOTH = (Side.LEFT, Side.RIGHT)
SIDES: dict[str, tuple[Side, ...]] = {
    "l": LEFT, "left": LEFT, "r": RIGHT, "right": RIGHT, "m": MIDLINE, "midline": MIDLINE,
    "b": BOTH, "both": BOTH, "bilat": BOTH, "bilateral": BOTH, "bilaterally": BOTH,
}  # fmt: skip
TWITCH_WORDS = ("ltr", "ltrs", "twitch", "twitches")
POINTS = ("pt", "point")
KEYWORDS = frozenset(
    {
        *SIDES,
        *TWITCH_WORDS,
        *POINTS,
        "dwell",
        "x",
        "d",
        "depth",
        "no",
        "lot",
        "note",
        "same",
        "needle",
        "in",
        "out",
        "mm",
    }
)
"""Words with a meaning of their own: no abbreviation of a structure may be one of them."""


def number(text: str) -> Decimal:
    """A number as written, with a point or a comma."""
    return Decimal("0" + text.replace(",", ".") if text[:1] in ".," else text.replace(",", "."))


def seconds(value: Decimal, unit: str) -> Decimal:
    """A time in seconds."""
    return value * 60 if unit.startswith("m") else value
