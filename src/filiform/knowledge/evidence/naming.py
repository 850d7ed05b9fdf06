"""Finding the topic that words mean: by id, label or everyday name, with near ones where none fits."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from filiform.knowledge.evidence.load import Topic, topics

LONGEST = 200
"""Characters that are read; no name of a condition is longer."""


class UnknownTopic(ValueError):
    """Words mean no single topic; `near` are topics that may have been meant."""

    def __init__(self, text: str, near: Iterable[Topic]) -> None:
        self.text, self.near = text[:LONGEST], tuple(near)
        meant = ", ".join(topic.id for topic in self.near)
        super().__init__(
            f"{self.text!r} is not one condition that is known here. "
            + (f"Did you mean {meant}?" if meant else f"Known are: {', '.join(sorted(topics()))}.")
        )


def find(text: str) -> Topic:
    """The one topic that `text` means. Raises UnknownTopic with near ones when it means none, or several."""
    asked = _plain(text[:LONGEST])
    exact = [topic for topic in topics().values() if asked and asked in _names(topic)]
    if len(exact) == 1:
        return exact[0]
    raise UnknownTopic(text, exact or _near(asked))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower().replace("'", "").replace("\u2019", "")))


def _names(topic: Topic) -> set[str]:
    outside, _, inside = topic.label.partition("(")
    return {_plain(name) for name in (topic.id, topic.label, outside, inside, *topic.names)} - {""}


def _near(asked: str) -> list[Topic]:
    scores = {}
    for topic in topics().values():
        words = set(asked.split())
        best = 0.0
        for name in _names(topic):
            shared = len(words & set(name.split())) / max(len(words), 1)
            best = max(best, shared, difflib.SequenceMatcher(None, asked, name).ratio())
        scores[topic.id] = best
    good = [topic for topic in topics().values() if scores[topic.id] >= 0.6]
    return sorted(good, key=lambda topic: (-scores[topic.id], topic.id))[:5]
