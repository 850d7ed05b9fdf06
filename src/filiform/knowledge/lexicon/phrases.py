"""Words and entries: a text as tokens, a line of the lexicon, and how far two words are apart."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_LIGATURES = str.maketrans({"æ": "ae", "œ": "oe", "ß": "ss", "ø": "o", "ł": "l"})
_TOKEN = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?|\?")
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
    (re.compile(r"\bcan not\b", re.I), "cannot"),
    (re.compile(r"^\s*M\.?E\.?\s*$"), "myalgic encephalomyelitis"),
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
    `close`: its words stand side by side ("20 a day").
    `lasts`: stopped less than that many weeks ago a medicine still matters.
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
    close: bool = False
    limb: bool = False
    lasts: float = 2.0


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found in a text, at these word positions."""

    entry: Entry
    at: frozenset[int]


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
