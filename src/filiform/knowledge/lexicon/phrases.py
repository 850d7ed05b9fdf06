"""Words and patterns: a text as tokens, a pattern as words that must be near each other, slips allowed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

_LIGATURES = str.maketrans({"æ": "ae", "œ": "oe", "ß": "ss", "ø": "o", "ł": "l"})
_TOKEN = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?|\?")
_BEFORE = frozenset({"no", "not", "cannot", "cant", "dont", "unable"})  # stand before what they deny
_SPAN = 9  # words within which all words of a pattern must stand


_SPELLED_OUT = (
    (re.compile(r"(?<=\d),(?=\d{3}(?!\d))"), ""),  # 10,000 units
    (re.compile(r"(?<=\d),(?=\d{1,2}\s*(?:mg|mcg|ml|g|iu|units?|%)\b)", re.I), "."),  # 2,5 mg
    (re.compile(r"(?<![\d/])(\d{1,2})/7(?![\d/])"), r"\1 days"),
    (re.compile(r"(?<![\d/])(\d{1,2})/52(?![\d/])"), r"\1 weeks"),
    (re.compile(r"(?<![\d/])(\d{1,2})/12(?![\d/])"), r"\1 months"),
    (re.compile(r"\b(?:[mtwfs]|th|sa|su)(?:/(?:[mtwfs]|th|sa|su))+\b", re.I), ""),  # M/W/F
    (re.compile(r"\b(?:19|20)\d\d\s*[-–]\s*((?:19|20)\d\d)\b"), r"until \1"),
    (re.compile(r"\b([ctls]\d{1,2})/([ctls]?\d{1,2})\b", re.I), r"\1 \2"),  # L5/S1
    (re.compile(r"\bg\s?&\s?ts?\b", re.I), "gin"),
)


def spelled_out(text: str) -> str:
    """Give a text with its shorthand written out: "3/52" is three weeks, "2015-2016" is until 2016."""
    for short, whole in _SPELLED_OUT:
        text = short.sub(whole, text)
    return text


def tokens(text: str) -> list[str]:
    """Split a text into plain lower-case words; accents are dropped, a question mark is a word of its own."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("'", "").replace("’", "")
    return _TOKEN.findall(plain)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the lexicon.

    `codes` are what the words mean, `maybe` what they may mean, `past` what they mean of the past (None: the
    same). `within_weeks` limits a meaning to the last weeks; `located` takes the place named beside it.
    `only_recent`: without a time beside it (a tooth out, a vasectomy) it is old and means nothing.
    `today`: "only" counts when it was before this visit ("diazepam this morning"), "unless" when nothing tells of
    another day or of a habit ("two glasses of wine a week"). `drains`: the limb whose lymph runs there.
    `fades`: that many weeks ago is past. `beside`: a further meaning of words that others read too.
    `told_in`: the list it is told in, when not `field`. `limb`: its place is the whole limb, elsewhere anywhere.
    A `field` says which list the codes belong to; an entry without codes is known and harmless.
    """

    field: str
    patterns: tuple[tuple[str, ...], ...]
    codes: tuple[str, ...]
    maybe: tuple[str, ...] = ()
    past: tuple[str, ...] | None = None
    within_weeks: float | None = None
    located: bool = False
    suspected_counts: bool = False
    only_recent: bool = False
    today: str = ""
    drains: str = ""
    beside: bool = False
    told_in: str = ""
    fades: float | None = None
    limb: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found in a text, at these word positions."""

    entry: Entry
    at: frozenset[int]


def _inside(hit: Hit, other: Hit, commas: frozenset[int]) -> bool:
    if not (hit.at < other.at and hit.entry.field == other.entry.field) or other.entry.beside:
        return False
    own, whole = (sum(min(each.at) < comma <= max(each.at) for comma in commas) for each in (hit, other))
    return own == whole


def _plain(word: str) -> str:
    return word.replace("ph", "f")


class Matcher:
    """All entries, indexed by the first letters of their longest word."""

    def __init__(self, entries: Sequence[Entry], known: frozenset[str] = frozenset()) -> None:
        self._by_head: dict[str, list[tuple[Entry, tuple[str, ...], str]]] = {}
        self.words: set[str] = set(known)
        for entry in entries:
            for pattern in entry.patterns:
                head = max(pattern, key=len)
                self._by_head.setdefault(head[:2], []).append((entry, pattern, head))
                self.words.update(word.rstrip("*") for word in pattern)
        self._slip = lru_cache(maxsize=4096)(self._slips)
        self._same = lru_cache(maxsize=1 << 16)(self._alike)

    def find(
        self, words: Sequence[str], fields: Mapping[str, object] | set[str], commas: frozenset[int] = frozenset()
    ) -> list[Hit]:
        """Find the entries of these fields; one whose words all belong to a longer find is left out.

        A longer find that reaches over a comma (`commas`: positions that begin a new part) leaves the shorter one.
        """
        hits: dict[tuple[int, frozenset[int]], Hit] = {}
        for place, word in enumerate(words):
            for entry, pattern, head in self._candidates(word):
                if (entry.told_in or entry.field) not in fields or not self._same(head, word):
                    continue
                at = self._positions(pattern, words, place)
                if at:
                    hits[(id(entry), at)] = Hit(entry, at)
        found = list(hits.values())
        return [hit for hit in found if not any(_inside(hit, other, commas) for other in found)]

    def _candidates(self, word: str) -> list[tuple[Entry, tuple[str, ...], str]]:
        heads = {word[:2]}
        if len(word) >= 5 and word not in self.words:
            heads |= {word[1] + word[0], word[0] + word[2], word[1:3], word[0] + word[1]}
            heads |= {head for head in self._by_head if head[0] == word[0]}
        return [found for head in heads for found in self._by_head.get(head, ())]

    def _positions(self, pattern: tuple[str, ...], words: Sequence[str], near: int) -> frozenset[int] | None:
        low, high = max(0, near - _SPAN), min(len(words), near + _SPAN + 1)
        used: set[int] = set()
        for want in pattern:
            place = min(
                (i for i in range(low, high) if i not in used and self._same(want, words[i])),
                key=lambda i: (want in _BEFORE and i > near, abs(i - near)),
                default=None,
            )
            if place is None:
                return None
            used.add(place)
        return frozenset(used) if near in used else None

    def _alike(self, want: str, word: str) -> bool:
        if want.endswith("*"):
            stem, plain = _plain(want[:-1]), _plain(word)
            slip = len(stem) >= 6 and word not in self.words
            # A letter too few or too many moves the end of the stem within the word.
            ends = {plain[: len(stem) + more] for more in (-1, 0, 1)}
            return word.startswith(want[:-1]) or (slip and any(self._slip(stem, end) for end in ends))
        return want == word or (len(want) >= 5 and self._slip(want, word))

    def _slips(self, want: str, word: str) -> bool:
        """Allow one slip in a word of five to eight letters, two in a longer one; known words never slip."""
        if word in self.words or word.isdigit():
            return False
        if want.rstrip("s") == word.rstrip("s"):
            return True
        allowed = 1 if len(want) < 9 else 2
        return abs(len(want) - len(word)) <= allowed and distance(want, word) <= allowed


def distance(a: str, b: str) -> int:
    """Count the slips between two words: a letter missing, added, wrong, or two neighbours swapped."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(row[-1] + 1, before[j] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
