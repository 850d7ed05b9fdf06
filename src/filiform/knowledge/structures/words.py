"""From text to comparable words: case, accents, plurals, sides and filler out of the way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from filiform.core.values import Side
from filiform.knowledge.reading import read_json

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
    "bilat": (Side.LEFT, Side.RIGHT),
    "bil": (Side.LEFT, Side.RIGHT),
    "midline": (Side.MIDLINE,),
}
_BOTH = re.compile(r"\bb\s?/\s?l\b", re.I)  # "b/l" is both, and never left


@lru_cache(maxsize=1)
def _filler() -> frozenset[str]:
    """Words that tell no structure from another; no name may rest on one alone."""
    return frozenset(read_json("structures/names.json")["filler"])


@lru_cache(maxsize=1)
def _same() -> Mapping[str, str]:
    """Short and plural forms with their one spelling."""
    table: Mapping[str, str] = read_json("structures/names.json")["same"]
    return table


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text without its sides; `key` compares them in any order."""

    words: tuple[str, ...]
    sides: tuple[Side, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """The words in alphabetical order, each once."""
        return tuple(sorted(set(self.words)))


def raw_words(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, without accents."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return tuple(re.findall(r"[a-z0-9]+", plain.replace("'", "")))


def read_words(text: str) -> Words:
    """Split a text into comparable words and the sides it names; both sides when it names both."""
    sides: list[Side] = []
    words: list[str] = []
    for word in raw_words(_BOTH.sub(" both ", text)):
        if word in _SIDES:
            sides += [side for side in _SIDES[word] if side not in sides]
        elif word not in _filler():
            words.append(same(word))
    return Words(tuple(words), tuple(sides))


def same(word: str) -> str:
    """One spelling for a word: its long form, without the plural s."""
    known = _same()
    if word in known:
        return known[word]
    if len(word) > 4 and word.endswith("s") and not word.endswith(("us", "is", "ss", "ps", "as", "es")):
        word = word[:-1]
    return known.get(word, word)
