"""The structure that an entry begins with, and names near a word that is none."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from filiform.core.needling.shorthand import marks
from filiform.core.needling.shorthand.tokens import Token, plain
from filiform.core.needling.shorthand.values import Key, Vocabulary

#: What a word of a name may be made of; any other sign is no part of a name.
_NAME = re.compile(r"[a-z0-9'’().&/-]*[a-z0-9][a-z0-9'’().&/-]*")
_MOST_WORDS = 7
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Named:
    """Structures that the first `count` words may mean; none where no name fits."""

    count: int
    structures: tuple[str, ...]


def key_of(tokens: Iterable[Token], vocabulary: Vocabulary) -> Key | None:
    """The words of a name in one spelling; None where a word is said twice or they are no words."""
    found: list[str] = []
    for token in tokens:
        if not _NAME.fullmatch(token.low):
            return None
        words = re.findall(r"[a-z0-9]+", re.sub("['’]", "", token.low))
        found += [vocabulary.same.get(word, word) for word in words if word not in vocabulary.filler]
    return tuple(sorted(found)) if found and len(set(found)) == len(found) else None


def read_structure(tokens: Sequence[Token], vocabulary: Vocabulary) -> Named:
    """The longest run of first words that is a name. Sides end it; so does a word that tells nothing, at its end."""
    run = 0
    while run < min(_MOST_WORDS, len(tokens)) and tokens[run].low not in marks.SIDES and not tokens[run].quoted:
        run += 1
    for count in range(run, 0, -1):
        key = key_of(tokens[:count], vocabulary)
        if key is not None and key in vocabulary.names and tokens[count - 1].low not in vocabulary.filler:
            return Named(count, vocabulary.names[key])
    return Named(0, ())


def near_names(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Names that `text` may have meant, nearest first, each in its shortest sure spelling."""
    typed = [vocabulary.same.get(word, word) for word in re.findall(r"[a-z0-9]+", plain(text))]
    wanted = " ".join(sorted(set(typed) - vocabulary.filler))[:80]
    by_name = {" ".join(key): found for key, found in vocabulary.names.items()}
    close = difflib.get_close_matches(wanted, by_name, _NEAR, 0.66) if wanted else []
    return tuple(dict.fromkeys(vocabulary.write[one] for name in close for one in by_name[name]))[:_NEAR]


def near_words(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Words of the shorthand that `word` may have meant."""
    if word in vocabulary.unclear:
        return vocabulary.unclear[word]
    known = sorted({*marks.KEYWORDS, *vocabulary.techniques, *vocabulary.guidance})
    return tuple(difflib.get_close_matches(word[:40], known, _NEAR, 0.7))
