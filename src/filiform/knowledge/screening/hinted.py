"""What one answer hints of another: varicose veins of a leg that is to be needled, an INR that can't be steady."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from filiform.core.screening.history import History, Value
from filiform.core.values import UNKNOWN, Answer, Known
from filiform.knowledge.lexicon import cues
from filiform.knowledge.lexicon.phrases import tokens
from filiform.knowledge.screening.load import load
from filiform.knowledge.screening.unlisted import PERHAPS_PREGNANT

_VEINS = re.compile(
    r"(?<!no )(?<!not )(?<!denies )\bvaric\w*(?: \w+)?"
    r"(?!.{0,30}\b(?:strip|remov|operat|ablat|laser|treated|gone))[^,;'\]]*"
)
_DOSE = r"(?:dose|dosage|dosing)"
_CHANGED = r"(?:chang|adjust|alter|increas|decreas|reduc|rais|lower)\w*"
_UNSTEADY = re.compile(
    rf"\b(?:{_DOSE}(?: \w+){{0,3}} {_CHANGED}|{_CHANGED} {_DOSE}|new {_DOSE}|re-?started|"
    r"inr (?:\w+ )?(?:unstable|erratic|labile|swing\w*|all over|variable|not stable)|unstable inr)"
)
_LEG = ("thigh", "knee", "leg", "ankle-foot")
_SWINGS = frozenset({"erratic", "fluctuates", "fluctuating", "labile", "swinging", "swings", "unstable", "variable"})
_LATE = frozenset({"due", "late", "missed", "overdue", "outdated"})
_WARFARINS = re.compile(
    r"warfarin|coumadin|marevan|acenocoumarol|sinthrome|phenprocoumon|marcoumar|phenindione|fluindione"
)


def hint(case: Mapping[str, Any], answers: dict[str, Answer[Value]]) -> None:
    """Leave an answer open, or give it, where the words of another say so; what was answered stays."""
    if answers.pop(PERHAPS_PREGNANT, None) == Known(True) and answers.get("pregnant") != Known("yes"):
        answers["pregnant"] = Known("unsure")  # who is trying, or late, cannot know
    if "veins_at_site" not in answers and _veins_near(case, answers):
        answers["veins_at_site"] = UNKNOWN
    if "inr_unstable" not in answers and _unsteady(case, answers):
        answers["inr_unstable"] = Known(True)
    if "interpreter_needed" not in answers and answers.get("interpreter_present") == Known(False):
        answers["interpreter_needed"] = _interpreter(set(tokens(str(case.get("interpreter_present")))))


def _veins_near(case: Mapping[str, Any], answers: Mapping[str, Answer[Value]]) -> bool:
    """Say whether varicose veins are told of and a leg is planned, the one that is told if any is."""
    told = _VEINS.search(str(case.get("conditions")).lower())
    planned = answers.get("planned_sites")
    if told is None or planned is None:
        return False
    places = cues.named_places(tokens(told.group())) or ("",)
    setting = load().setting(History({"planned_sites": planned}))
    legs = [site for site in setting.history.sites() or () if any(setting.within(site, each) for each in _LEG)]
    return any(setting.near(site, place) for site in legs for place in places)


def _interpreter(words: set[str]) -> Answer[Value]:
    """Say whether an interpreter who is not there is needed; where the words leave it open it is asked."""
    if not words & {"need", "needed", "needs", "required", "requires"}:
        return UNKNOWN
    return Known(not (words & {"not", "nor"} or words <= {"no", "need", "none", "needed"}))


def _unsteady(case: Mapping[str, Any], answers: Mapping[str, Answer[Value]]) -> bool:
    """Say whether the INR swings, is overdue, or is not known after a change of dose."""
    inr = case.get("inr")
    words = set(tokens(inr)) if isinstance(inr, str) else set()
    if "not" not in words and words & (_SWINGS | _LATE):
        return True
    medicines = str(case.get("medications")).lower()
    known = isinstance(answers.get("inr"), Known)
    return bool(_WARFARINS.search(medicines) and _UNSTEADY.search(medicines)) and not known
