"""What a patient does straight after the session, told among other answers: driving, a race."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from filiform.core.screening.history import Value
from filiform.core.values import Answer, Known

_LISTS = ("complaint", "conditions", "symptoms")
_NOT = r"(?<!not )(?<!never )(?<!no )(?<!doesnt )(?<!doesn't )"
_AFTER = r"(?:(?:straight |right |directly |immediately )?after(?:wards?)?|home today|from here|tonight|today)\b"
_DRIVES = re.compile(
    rf"\b{_NOT}(?:(?:has|have|must|needs?|going|due|wants?) to )?"
    r"(?:drives?|driving|operates? machinery|flies|flying a plane|shift (?:as a|driving))\b"
    rf"[^,;.]{{0,40}}\b{_AFTER}",
    re.I,
)
_EVENT = re.compile(
    r"\b(?:marathon|race|races|racing|match|competition|competes|competing|tournament|triathlon|ironman|fight|final|game|regatta)\b"
    r"[^,;.]{0,30}?\b(?P<when>today|tonight|this evening|tomorrow|in (?P<hours>\d{1,2}) ?(?:h|hrs?|hours))\b",
    re.I,
)
_HOURS = {"today": 6.0, "tonight": 6.0, "this evening": 6.0, "tomorrow": 24.0}


def imply(case: Mapping[str, Any], answers: dict[str, Answer[Value]]) -> None:
    """Fill in a drive or an event that other answers tell of, where their own fields were not put."""
    told = "; ".join(str(case.get(field) or "") for field in _LISTS)
    if "drives_after" not in answers and _DRIVES.search(told):
        answers["drives_after"] = Known(True)
    if "competition_hours" not in answers and (event := _EVENT.search(told)):
        answers["competition_hours"] = Known(hours(event))


def event_hours(text: str) -> float | None:
    """Give in how many hours an event is, from "marathon tomorrow" or "tonight"; None where nothing tells."""
    word = next((word for word in _HOURS if word in text.lower()), None)
    return _HOURS[word] if word else None


def hours(event: re.Match[str]) -> float:
    """Give the hours until an event that was found."""
    return float(event["hours"]) if event["hours"] else _HOURS[event["when"].lower()]
