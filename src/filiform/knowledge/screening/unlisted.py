"""Fields that no question has but whose name tells something: `smoking`, `frail`, `last_meal_hours`, `unsuitable`.

A field whose name the lexicon knows is read as its words: `{"pacemaker": true}`, `{"diabetes": "type 2"}`. What is not
understood stays listed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from filiform.core.screening.history import Value
from filiform.core.values import Answer, Known
from filiform.knowledge.lexicon import recognise
from filiform.knowledge.lexicon.denial import FAMILY
from filiform.knowledge.lexicon.phrases import tokens
from filiform.knowledge.screening import plain
from filiform.knowledge.screening.errors import CaseError
from filiform.knowledge.screening.lists import Found
from filiform.knowledge.screening.load import load
from filiform.knowledge.screening.quantity import number
from filiform.knowledge.screening.question import Question

_LISTS = ("conditions", "symptoms", "implants", "allergies")
# Said in other words than the lexicon's, or of a scale.
_SAYS = {
    **dict.fromkeys(("smoking", "smoker", "smokes", "tobacco", "cigarettes"), ("conditions", "smoker")),
    **dict.fromkeys(("build", "body_build", "physique", "body_type"), ("conditions", "")),
    **dict.fromkeys(("anxiety", "anxious", "anxiety_today", "anxious_today"), ("symptoms", "very anxious")),
    **dict.fromkeys(("alcohol_today", "drunk", "alcohol_before_visit"), ("symptoms", "intoxicated")),
    "alcohol": ("symptoms", "alcohol"),
    **dict.fromkeys(("fasting", "fasted", "not_eaten"), ("symptoms", "not eaten")),
    **dict.fromkeys(("tired_today", "fatigued", "exhausted"), ("symptoms", "exhausted")),
}
_MEALS = frozenset({"hours_since_food", "hours_since_last_meal", "hours_since_meal", "last_ate_hours", "last_meal"}) | {
    *("last_meal_hours", "last_meal_hours_ago", "meal_hours")
}
_ATE = frozenset({"ate", "ate_today", "eaten", "eaten_today", "has_eaten"})
_PERHAPS_PREGNANT = frozenset(
    {"could_be_pregnant", "late_period", "period_late", "trying_for_baby", "trying_to_conceive"}
)
PERHAPS_PREGNANT = "perhaps_pregnant"
_UNSUITABLE = frozenset({"other_reason_unsuitable", "other_unsuitable", "unsuitable", "unsuitable_for_needling"})
_MEAL = Question("last_meal_hours", "number", "today", 0, "Hours since the last meal", unit="hours", low=0, high=1000)
_LITTLE = frozenset({"calm", "little", "low", "mild", "minimal", "normal", "slight"})


def read(field: str, raw: Any, found: Found) -> dict[str, Answer[Value]] | None:
    """Read such a field; what it answers, or None where it is not understood and has to be listed."""
    name = field.lower().replace("-", "_").replace(" ", "_")
    if not isinstance(raw, bool | str | int | float):
        return None
    if name in _UNSUITABLE:
        told = _yes_no(raw)
        return None if told is None else {"clinician_says_unsuitable": Known(told)}
    if name in _PERHAPS_PREGNANT:
        told = _yes_no(raw)
        return None if told is None else {PERHAPS_PREGNANT: Known(told)}
    if name in _MEALS:
        return _eaten(raw if isinstance(raw, bool) else number(_MEAL, raw), found)
    if name in _ATE:
        told = _yes_no(raw)
        return None if told is None else _eaten(told, found)
    list_, words = _SAYS.get(name) or _known_name(name)
    return {} if list_ and _tell(list_, words, raw, found) else None


def doubt(field: str, found: Found) -> None:
    """Leave open what the name of such a field tells, where its answer is none: `{"fever": "unknown"}`."""
    name = field.lower().replace("-", "_").replace(" ", "_")
    if load().question(field) is None:
        list_, words = _SAYS.get(name) or _known_name(name)
        if list_ and words:
            found.uncertain[list_] |= recognise(words, list_).of(list_)


@lru_cache(maxsize=256)
def _known_name(name: str) -> tuple[str, str]:
    """Give the list in which the lexicon knows the words of a name as something that matters."""
    words = name.replace("_", " ")
    for each in _LISTS:
        known = recognise(words, each)
        if known.of(each) and not known.unrecognised:
            return each, words
    return "", ""


def _tell(list_: str, words: str, raw: Any, found: Found) -> bool:
    """Put the words into their list; say whether they were understood."""
    told = _yes_no(raw)
    if list_ == "symptoms" and isinstance(raw, str) and set(tokens(raw)) & _LITTLE and "not" not in tokens(raw):
        told = False
    text = words if told else f"no {words}" if told is not None else f"{words} {_said(words, raw)}"
    if (not words and told is not None) or FAMILY & set(tokens(text)):
        return False
    seen = recognise(text, list_, found.on)
    understood = seen.codes | seen.negated | seen.uncertain or told is None or (told is False and words == "alcohol")
    if seen.unrecognised or not understood:
        return False
    found.tell(list_, text)
    return True


def _said(words: str, raw: Any) -> str:
    """Give the words of an answer; a bare number of cigarettes is of each day."""
    return f"{raw} a day" if words == "smoker" and str(raw).isdigit() else str(raw)


def _yes_no(raw: Any) -> bool | None:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, int | float):
        return False if raw == 0 else None
    try:
        return plain.yes_no("", raw)
    except CaseError:
        return None


def _eaten(since: bool | float | None, found: Found) -> dict[str, Answer[Value]] | None:
    """Keep whether there was food, from the hours since then or from a yes or no."""
    if since is None:
        return None
    ate = since if isinstance(since, bool) else since < load().book.thresholds["meal_hours"]
    (found.absent if ate else found.present)["symptoms"].add("not-eaten")
    return {}
