"""From text to comparable words: case, accents, plurals, sides and filler out of the way."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from filiform.core.values import Side

_SIDES = {
    "left": (Side.LEFT,),
    "lt": (Side.LEFT,),
    "l": (Side.LEFT,),
    "lhs": (Side.LEFT,),
    "right": (Side.RIGHT,),
    "rt": (Side.RIGHT,),
    "r": (Side.RIGHT,),
    "rhs": (Side.RIGHT,),
    "both": (Side.LEFT, Side.RIGHT),
    "bilateral": (Side.LEFT, Side.RIGHT),
    "bilaterally": (Side.LEFT, Side.RIGHT),
    "midline": (Side.MIDLINE,),
}

# "side" is filler because "left side" is common; no name may rest on it alone.
_FILLER = frozenset(
    ["a", "an", "and", "area", "at", "belly", "fiber", "fibers", "fibre", "fibres", "head", "in", "m"]
    + ["muscle", "muscles", "musculus", "of", "on", "part", "point", "points", "region", "side", "sides"]
    + ["site", "tender", "the", "to", "trigger"]
)


_SAME = {
    "trap": "trapezius",
    "traps": "trapezius",
    "glute": "gluteus",
    "glutes": "gluteus",
    "glut": "gluteus",
    "gluts": "gluteus",
    "gluteal": "gluteus",
    "gluteals": "gluteus",
    "med": "medius",
    "min": "minimus",
    "max": "maximus",
    "pec": "pectoralis",
    "pecs": "pectoralis",
    "delt": "deltoid",
    "delts": "deltoid",
    "quad": "quadriceps",
    "quads": "quadriceps",
    "gastroc": "gastrocnemius",
    "gastrocs": "gastrocnemius",
    "hammy": "hamstring",
    "hammies": "hamstring",
    "ham": "hamstring",
    "hams": "hamstring",
    "peroneal": "fibularis",
    "peroneals": "fibularis",
    "peroneus": "fibularis",
    "fibular": "fibularis",
    "fibulari": "fibularis",
    "mid": "middle",
    "patella": "patellar",
    "lats": "latissimus",
    "lev": "levator",
    "scap": "scapulae",
    "scapula": "scapulae",
    "tib": "tibialis",
    "ant": "anterior",
    "post": "posterior",
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text without its sides; `key` compares them in any order."""

    words: tuple[str, ...]
    sides: tuple[Side, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """The words in alphabetical order, each once."""
        return tuple(sorted(set(self.words)))


def read_words(text: str) -> Words:
    """Split a text into comparable words and the sides it names; both sides when it names both."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    raw = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    sides: list[Side] = []
    words: list[str] = []
    for word in raw:
        if word in _SIDES:
            sides += [side for side in _SIDES[word] if side not in sides]
        elif word not in _FILLER:
            words.append(same(word))
    return Words(tuple(words), tuple(sides))


def same(word: str) -> str:
    """One spelling for a word: its long form, without the plural s."""
    if word in _SAME:
        return _SAME[word]
    if len(word) > 4 and word.endswith("s") and not word.endswith(("us", "is", "ss", "ps", "as", "es")):
        word = word[:-1]
    return _SAME.get(word, word)
