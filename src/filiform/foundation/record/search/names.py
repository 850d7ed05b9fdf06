"""Folds names so that accents, case, apostrophes and hyphens do not matter, and says when two are alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

#: Longer words are cut: nobody types more, and an index entry stays small.
LONGEST_WORD = 30
#: Words of one name that are kept for finding.
MOST_WORDS = 12

# Letters that Unicode does not take apart into a base and a mark.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŋ": "n",
        "ə": "e",
    }
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_APOSTROPHES = re.compile("['’‘ʼʻ`´′＇]")
_APART = re.compile(r"[\W_]+")
#: Words that are written both apart and together with the next one (O'Brien, Mac Carthy, Ní Dhonnchadha, De Valera).
_PARTICLES = frozenset(
    {"o", "mc", "mac", "ni", "nic", "ui", "de", "da", "di", "del", "della", "du", "la", "le", "van", "von",
     "der", "den", "ter", "st", "al", "el", "ben", "abu", "fitz"}
)  # fmt: skip


def fold(text: str) -> str:
    """Lower case without accents, apostrophes and compatibility forms; other signs become one blank."""
    if text.isascii():
        return _APART.sub(" ", _APOSTROPHES.sub("", text.lower())).strip()
    low = unicodedata.normalize("NFKC", _APOSTROPHES.sub("", text)).casefold().translate(_LETTERS)
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", low) if not unicodedata.combining(sign))
    return _APART.sub(" ", _APOSTROPHES.sub("", bare)).strip()


def words(text: str) -> tuple[str, ...]:
    """The folded words of a name in order, each once, as somebody would type them."""
    found = (word[:LONGEST_WORD] for word in fold(text).split())
    return tuple(dict.fromkeys(found))[:MOST_WORDS]


def variants(text: str) -> tuple[str, ...]:
    """Other spellings somebody may type: parts joined or apart (O'Brien, Mc Carthy, Smith-Jones), ä as ae."""
    plain = words(text)
    found = [a + b for a, b in pairwise(plain) if a in _PARTICLES]
    found += ["".join(words(part)) for part in text.split() if "-" in part]
    found += [word[2:] for word in plain if word.startswith("mc") and len(word) > 5]
    found += words(_APOSTROPHES.sub(" ", text))
    composed = unicodedata.normalize("NFC", text).casefold()
    if composed != composed.translate(_UMLAUTS):
        found += words(composed.translate(_UMLAUTS))
    cut = (word[:LONGEST_WORD] for word in found if len(word) > 1)
    return tuple(dict.fromkeys(word for word in cut if word not in plain))[:MOST_WORDS]


def alike(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two sets of folded words may name one person: each word of the shorter has its own partner.

    The order does not matter, so a family name written as the given name is found. Partners are equal, one the
    beginning of the other (Pat, Patricia), or one slip apart (a letter more, fewer, other, or two swapped).
    """
    few, many = sorted((tuple(one), tuple(other)), key=len)
    if not few:
        return False
    rest = list(many)
    for word in sorted(few, key=len, reverse=True):
        near = sorted((other for other in rest if _near(word, other)), key=lambda other: (len(other), other))
        if not near:
            return False
        rest.remove(word if word in near else near[0])
    return True


def _near(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) >= 3 and long.startswith(short):
        return True
    return len(short) >= 4 and one_slip_apart(short, long)


def one_slip_apart(short: str, long: str) -> bool:
    """Whether one letter added, lost, changed, or two neighbours swapped makes one word of the other."""
    if len(short) > len(long):
        short, long = long, short
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) + 1 == len(long):
        return short[at:] == long[at + 1 :]
    if len(short) != len(long):
        return False
    swapped = short[at : at + 2] == long[at : at + 2][::-1]
    return short[at + 1 :] == long[at + 1 :] or (swapped and short[at + 2 :] == long[at + 2 :])
