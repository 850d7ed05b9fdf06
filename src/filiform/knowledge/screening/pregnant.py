"""The answer on pregnancy, and the week that is told with it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from filiform.knowledge.screening.lists import Found
from filiform.knowledge.screening.plain import words_of

_WEEKS = re.compile(r"(\d{1,2})\s*(?:(?:\+\s*\d\s*)?(?:weeks?|wks?|/40)|\+\s*\d\b)")
_WEEK_NO = re.compile(r"\b(?:week|wk)\s*(\d{1,2})\b")
_MONTHS = re.compile(r"\b(\d)\s*months?\b")
_ORDINALS = {
    **{"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9},
    **{"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "6th": 6, "7th": 7, "8th": 8, "9th": 9},
}
_COUNTED = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_MONTH_NO = re.compile(rf"\bmonth\s+(?:no\.?\s*|number\s*)?(\d|{'|'.join(_COUNTED)})\b")
_MONTHS_TOLD = re.compile(rf"\b({'|'.join(_COUNTED)})\s+months?\b")
_NTH_MONTH = re.compile(rf"\b({'|'.join(_ORDINALS)})\s+month\b")
_MAY_BE = {
    *("unknown", "unsure", "maybe", "possibly", "possible", "perhaps", "could", "might", "?"),
}
_LATE = {"conceive", "ivf", "late", "missed", "overdue", "trying"}
_NOT = {"not", "negative", "cannot", "couldnt", "cant", "isnt", "no", "never"}
_OPEN = {"excluded", "know", "known", "knows", "knowledge", "ruled", "sure", "tested", "yet"}  # "not that she knows"
_NO_CHILD = {"postmenopausal", "menopause", "hysterectomy", "sterilised", "sterilized"}
_BORN = {"baby", "birth", "breastfeeding", "delivered", "postnatal", "postpartum"}
_TRIMESTERS = {"first": 8.0, "1st": 8.0, "second": 20.0, "2nd": 20.0, "third": 32.0, "3rd": 32.0}


def pregnant(raw: Any, found: Found) -> str | None:
    """Read the answer on pregnancy; weeks that are named in it are kept."""
    told = words_of("pregnant", raw)
    words = set(told)
    if {"applicable", "na"} & words or words == {"n", "a"}:
        return "not-applicable"
    past_it = bool(_NO_CHILD & words) or ("post", "menopausal") in pairwise(told)
    denied = past_it or told[:1] in (["no"], ["n"], ["false"], ["never"])
    late = _LATE & words and not {("not", "trying"), ("not", "late")} & set(pairwise(told))
    if late or (_MAY_BE & words and not (denied or {"cannot", "not"} & words)) or told[:2] == ["not", "sure"]:
        return "unsure"
    weeks = gestation(str(raw).lower())
    if _BORN & words and not {"yes", "pregnant"} & words:
        found.told_of_birth(str(raw))
        return "no" if denied else None
    said = bool({"yes", "true", "y", "positive"} & words) or told[:1] == ["pregnant"]
    if said or not (denied or _NOT & words):
        found.weeks = weeks if weeks is not None else found.weeks
        return "yes" if said or "pregnant" in words or weeks is not None else None
    return None if _OPEN & words and not denied else "no"


def gestation(text: str) -> float | None:
    """Give the week of pregnancy that a text names."""
    if match := _WEEKS.search(text) or _WEEK_NO.search(text):
        return float(match.group(1))
    if match := _MONTHS.search(text):
        return float(match.group(1)) * 4
    if match := _MONTH_NO.search(text) or _MONTHS_TOLD.search(text):
        return float(_COUNTED.get(match.group(1)) or match.group(1)) * 4
    if match := _NTH_MONTH.search(text):
        return float(_ORDINALS[match.group(1)]) * 4
    if "trimester" in text:
        return next((week for word, week in _TRIMESTERS.items() if word in text), None)
    return None
