"""What texts may not say, that a medicine is to be stopped, and what a review has to: who, and on which day."""

from __future__ import annotations

import re

_DRUG = re.compile(r"medicine|medication|tablet|thinner|aspirin|warfarin|anticoagulant|drug", re.IGNORECASE)
_STOP = re.compile(
    r"\b(stop|pause|skip|omit|halve|come off|leave (it )?out|do not take|without taking)\b", re.IGNORECASE
)


def stops_a_medicine(text: str) -> bool:
    """Say whether one sentence speaks of a medicine and of leaving it off."""
    return any(_DRUG.search(part) and _STOP.search(part) for part in re.split(r"[.!?:;]", text))


_REVIEW = re.compile(r".*[^\W\d].*\b\d{4}-\d{2}-\d{2}\b.*")


def is_review(text: str | None) -> bool:
    """Say whether nobody has reviewed, or a name and a day are given."""
    return text is None or _REVIEW.fullmatch(text) is not None
