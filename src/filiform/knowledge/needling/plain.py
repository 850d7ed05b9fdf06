"""Figures, days, yes and no of a planned insertion; each error names its field and says what to do."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from filiform.core.values import DECLINED, UNKNOWN, Answer, Known
from filiform.knowledge.screening.errors import CaseError

LONGEST = 500
"""Characters of one text; more is not an answer."""
NOT_KNOWN = frozenset({"", "unknown", "not known", "unsure", "dont know", "don't know", "?", "not asked"})
YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"no", "n", "false", "0", "none", "not-applicable", "not applicable", "n/a"})
_INCH_MM = 25.4
_MONTH = re.compile(
    r"(?:exp\.?\s*)?(?:(?P<year>\d{4})[-/.](?P<month>\d{2})|(?P<first>\d{1,2})[-/.](?P<last>\d{4}))", re.IGNORECASE
)
_OPEN = frozenset({"but", "maybe", "perhaps", "possibly", "unsure", "not", "think", "probably"})
_ABOUT = r"(?:(?:about|approx\.?|approximately|circa|ca\.?|~)\s*)?"
_FIGURE = re.compile(rf"{_ABOUT}(-?\d+(?:[.,]\d+)?)\s*(mm|cm|inch(?:es)?|in|hz|ma|min|minutes?)?", re.IGNORECASE)


def first(plan: Mapping[str, Any], *names: str) -> Any:
    """The value under the first of these names that is there. Raises CaseError when two say different things."""
    return one(names[0], {name: plan.get(name) for name in names})


def one(field: str, said: Mapping[str, Any]) -> Any:
    """The one value among several places, None where none has it. Raises CaseError when they differ."""
    given = {place: value for place, value in said.items() if value is not None}
    if len({repr(value) for value in given.values()}) > 1:
        raise CaseError(field, f"{' and '.join(given)} say different things; keep one.")
    return next(iter(given.values()), None)


def text(field: str, raw: Any) -> str:
    """A short text; "" for none. Raises CaseError for anything else."""
    if raw is None:
        return ""
    if not isinstance(raw, str):
        raise CaseError(field, f"{field} must be a text.")
    plain = " ".join(raw.split())
    if len(plain) > LONGEST or not plain.isprintable():
        raise CaseError(field, f"{field} must be a printable text of at most {LONGEST} characters.")
    return plain


def figure(field: str, raw: Any) -> float | None:
    """A number, or a text such as "4 cm", "0,30", "about 20"; None where nothing was said. Raises CaseError."""
    if raw is None or (isinstance(raw, str) and raw.strip().lower() in NOT_KNOWN):
        return None
    unit = ""
    if isinstance(raw, str):
        match = _FIGURE.fullmatch(raw.strip())
        if match:
            raw, unit = float(match[1].replace(",", ".")), (match[2] or "").lower()
    if isinstance(raw, bool) or not isinstance(raw, int | float) or abs(raw) > 1e6 or not math.isfinite(raw):
        raise CaseError(field, f"{field}: {str(raw)[:40]!r} is not a figure. Write a number, with a decimal point.")
    return float(raw) * (10 if unit == "cm" else _INCH_MM if unit.startswith("in") else 1)


def day(field: str, raw: Any) -> date | None:
    """A day as 2026-05-31, or a month as 2026-05 or 05/2026 (its last day counts); None where nothing was said."""
    plain = text(field, raw)
    if plain.lower() in NOT_KNOWN:
        return None
    try:
        if month_of := _MONTH.fullmatch(plain):
            year, month = int(month_of["year"] or month_of["last"]), int(month_of["month"] or month_of["first"])
            first_after = date(year + month // 12, month % 12 + 1, 1)
            return date.fromordinal(first_after.toordinal() - 1)
        return datetime.fromisoformat(plain).date()
    except ValueError:
        raise CaseError(field, f"{field}: {plain[:40]!r} is not a day. Write it as 2026-05-31.") from None


def yes_no(field: str, raw: Any) -> Answer[bool]:
    """Yes, no, or not known. Raises CaseError for other words, because a guess would not be safe."""
    if raw is None:
        return UNKNOWN
    if isinstance(raw, bool):
        return Known(raw)
    word = str(raw).strip().lower()
    if word in ("declined", "prefer not to say"):
        return DECLINED
    if word in NOT_KNOWN:
        return UNKNOWN
    if word in YES | NO:
        return Known(word in YES)
    head, *rest = re.split(r"[,;:(]|\s-\s", word, maxsplit=1)
    if rest and head.strip() in YES | NO and not _OPEN & set(re.findall(r"[a-z]+|\?", rest[0])) and "?" not in rest[0]:
        return Known(head.strip() in YES)
    raise CaseError(field, f"{field}: {str(raw)[:40]!r} must be yes, no or unknown.")


def flag(field: str, raw: Any, default: bool) -> bool:
    """Yes or no, with what counts where nothing is known."""
    answer = yes_no(field, raw)
    return answer.value if isinstance(answer, Known) else default


def words(field: str, raw: Any) -> tuple[str, ...]:
    """A list of short texts; one text counts as a list of one. Raises CaseError."""
    given = [raw] if isinstance(raw, str) else raw
    if given is None:
        return ()
    if not isinstance(given, list) or len(given) > 100:
        raise CaseError(field, f"{field} must be a list of at most 100 names.")
    return tuple(text(field, each) for each in given)


def part(field: str, raw: Any) -> Mapping[str, Any]:
    """An object inside the plan; empty where it is not there. Raises CaseError."""
    if raw is None:
        return {}
    if not isinstance(raw, Mapping):
        raise CaseError(field, f"{field} must be an object.")
    return raw
