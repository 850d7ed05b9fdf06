"""What is wrong with the lexicon: a code that no question offers, words that can never be met, a stem too short."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from filiform.knowledge.lexicon.phrases import tokens
from filiform.knowledge.lexicon.recognise import FIELDS, chapters

_KEYS = {
    *("class", "codes", "words", "maybe", "past", "field", "told_in", "within_weeks", "fades", "today", "drains"),
    *("located", "limb", "only_recent", "suspected_counts", "beside", "close", "lasts"),
}
_SHORTEST_STEM = 3  # letters; a shorter one alone begins too many words


def faults() -> Iterator[tuple[str, str]]:
    """Every fault as place and what to mend."""
    from filiform.knowledge.screening.load import load

    for field in FIELDS:
        for name, entries in chapters(field):
            for number, entry in enumerate(entries, 1):
                where = f"lexicon/{name}/{number}"
                kept_in = entry.get("field", field)
                asked = load().question(kept_in)
                offered = {choice.code for choice in asked.choices} if asked else set()
                yield from ((where, fault) for fault in _entry(entry, offered, kept_in))
    for name in ("ordinary", "medical"):
        words = json.loads(files(__package__).joinpath(f"{name}.json").read_bytes())
        if words != sorted(set(words)):
            yield f"lexicon/{name}", "is not in order, or holds a word twice; sort it"
        for word in words:
            if tokens(word) != [word]:
                yield f"lexicon/{name}", f"holds {word!r}, which is no plain word; mend it"


def _entry(entry: dict[str, Any], offered: set[str], field: str) -> Iterator[str]:
    for key in sorted(set(entry) - _KEYS):
        yield f"has the unknown key {key}; mend or remove it"
    codes = (*entry["codes"], *entry.get("maybe", ()), *(entry.get("past") or ()))
    for code in sorted({code.partition(":")[0] for code in codes} - offered):
        yield f"means {code}, which the question {field} does not offer; mend the code"
    if not entry["words"]:
        yield "has no words; give some, or remove it"
    for words in entry["words"]:
        if words.endswith("*") and " " not in words and len(words) <= _SHORTEST_STEM:
            yield f"the stem {words} begins too many words; lengthen it"
