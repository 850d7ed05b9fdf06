"""Answers that are none, whatever word they begin with: "not sure", "never asked", "no information"."""

from __future__ import annotations

from filiform.knowledge.lexicon.phrases import tokens

_OPEN = frozenset(
    {
        *("?", "awaited", "nk", "pending", "tba", "tbc", "tbd", "unanswered", "uncertain", "unclear", "undecided"),
        *("undocumented", "unknown", "unrecorded", "unspecified", "unsure"),
    }
)
_NOT = frozenset({"cannot", "cant", "couldnt", "didnt", "doesnt", "dont", "hasnt", "isnt", "never", "nobody", "not"})
_OPEN_WHEN_DENIED = frozenset(
    {
        *("answer", "answered", "asked", "available", "checked", "clear", "confirmed", "decided", "documented", "done"),
        *("know", "known", "measured", "noted", "recall", "recorded", "remember", "say", "stated", "sure", "tell"),
        *("tested", "assessed"),
    }
)
_OPEN_AFTER_NO = frozenset({"answer", "idea", "info", "information", "record", "response"})
_ABOUT = frozenset(
    {
        *("a", "any", "at", "be", "been", "by", "can", "could", "did", "does", "for", "has", "have", "he", "i", "is"),
        *("it", "my", "no", "of", "on", "patient", "pt", "really", "said", "she", "still", "that", "the", "they"),
        *("this", "to", "was", "we", "were", "yet", "well", "but"),
    }
)


def untold(text: str) -> bool:
    """Say whether a text answers nothing at all."""
    words = set(tokens(text))
    denied = words & _NOT and words & _OPEN_WHEN_DENIED
    missing = "no" in words and words & _OPEN_AFTER_NO
    every = _OPEN | _NOT | _OPEN_WHEN_DENIED | _OPEN_AFTER_NO | _ABOUT
    return not words or bool((words & _OPEN or denied or missing) and words <= every)
