"""Numbers and yes or no, as people write them."""

from __future__ import annotations

import math
import re
from typing import Any

from filiform.knowledge.lexicon.phrases import tokens
from filiform.knowledge.screening.errors import CaseError
from filiform.knowledge.screening.question import Question

_YES = {
    *("yes", "y", "true", "positive", "present", "severe", "once", "twice", "sometimes", "often", "always"),
    *("definitely", "given", "agreed", "agrees", "full", "intact"),
}
_NO = {
    *("no", "n", "false", "none", "never", "nil", "negative", "denies", "absent", "not", "without"),
    *("nothing", "lacks", "refused", "refuses", "lacking", "impaired", "normal"),
}
_TELLING = (
    *("phobi", "panic", "avoid", "terrif", "faint", "passed", "vasovagal", "syncope", "varicos", "vein"),
    *("bruis", "tender", "pitting", "cannot", "black", "petrified", "collaps"),
)
_NUMBER = re.compile(r"\s*(-?\d+(?:[.,]\d+)?)")


def yes_no(field: str, raw: Any) -> bool | None:
    """Read yes or no; None where the words say neither. Raises CaseError for numbers and lists."""
    if isinstance(raw, bool):
        return raw
    if not isinstance(raw, str):
        raise CaseError(field, f"{field} must be yes, no or unknown.")
    words = tokens(raw)
    if not words or "but" in words or "unsure" in words or "?" in words:
        return None
    if words[0] in _YES:
        return True
    if words[0] in _NO:
        return False
    if any(word.startswith(_TELLING) for word in words):
        return not _NO & set(words)
    return None


def number(question: Question, raw: Any) -> float | None:
    """Read a number within the question's range; None where words hold none. CaseError outside the range."""
    field = question.field
    if isinstance(raw, str):
        match = _NUMBER.match(raw)
        if not match:
            return None
        raw = float(match.group(1).replace(",", "."))
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise CaseError(field, f"{field} must be a number{_unit(question)}.")
    low, high = question.low, question.high
    inside = (low is None or raw >= low) and (high is None or raw <= high)
    if not inside or not math.isfinite(raw):
        raise CaseError(field, f"{field} is {raw}; it must be between {low:g} and {high:g}{_unit(question)}.")
    return float(raw)


def _unit(question: Question) -> str:
    return f" {question.unit}" if question.unit else ""
