"""Answers with words of their own: pregnancy, consent, earlier needling, scar, kind of visit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from filiform.core.screening.history import Value
from filiform.core.values import Answer, Known
from filiform.knowledge.lexicon.phrases import tokens
from filiform.knowledge.screening.errors import CaseError
from filiform.knowledge.screening.lists import Found

_WEEKS = re.compile(r"(\d{1,2})\s*(?:\+\s*\d\s*)?(?:weeks?|wks?|/40)")
_TRIMESTERS = {"first": 8.0, "1st": 8.0, "second": 20.0, "2nd": 20.0, "third": 32.0, "3rd": 32.0}
_BAD = (
    *("faint", "bled", "bleed", "infect", "seiz", "fit", "bad", "reaction", "pneumothorax", "collaps"),
    *("allerg", "vomit", "panic", "passed", "unwell", "hospital", "haematoma"),
)
_WELL = {"no", "without", "normal", "fine", "well", "good", "soreness", "sore", "usual", "mild", "never"}
CONSENT = (
    "given-written",
    "given-verbal",
    "refused",
    "withdrawn",
    "cannot-be-given",
    "guardian-given-child-refused",
)


def _words(field: str, raw: Any) -> list[str]:
    if isinstance(raw, bool):
        return ["yes" if raw else "no"]
    if not isinstance(raw, str):
        raise CaseError(field, f"{field} must be words.")
    return tokens(raw)


def pregnant(raw: Any, found: Found) -> str | None:
    """Read the answer on pregnancy; weeks that are named in it are kept."""
    words = set(_words("pregnant", raw))
    text = str(raw).lower()
    if {"applicable", "na"} & words or words == {"n", "a"}:
        return "not-applicable"
    if {
        "unknown",
        "unsure",
        "maybe",
        "possibly",
        "possible",
        "perhaps",
        "could",
        "might",
        "trying",
        "late",
        "?",
    } & words:
        return "unsure"
    if {
        "no",
        "not",
        "false",
        "never",
        "negative",
        "n",
        "postmenopausal",
        "menopause",
        "hysterectomy",
    } & words:
        return "no"
    weeks = gestation(text)
    if weeks is not None:
        found.weeks = weeks
    return "yes" if {"yes", "true", "pregnant", "y", "positive"} & words or weeks is not None else None


def gestation(text: str) -> float | None:
    """Give the week of pregnancy that a text names."""
    if match := _WEEKS.search(text):
        return float(match.group(1))
    if "trimester" in text:
        return next((week for word, week in _TRIMESTERS.items() if word in text), None)
    return None


def previous_dry_needling(raw: Any, found: Found) -> str | None:
    """Read whether there was needling before and how it went; a faint told here is kept."""
    words = _words("previous_dry_needling", raw)
    if not words or "?" in words:
        return None
    bad = any(word.startswith(_BAD) for word in words)
    if bad and not _WELL & set(words[1:] if words[0] in ("yes", "y") else words):
        if any(word.startswith(("faint", "passed", "collaps")) for word in words):
            found.fainted = True
        return "bad-reaction"
    if words[0] in ("never", "no", "none", "nil", "false", "first"):
        return "never" if not bad or words[0] != "no" else "fine"
    return "fine"


def scar(raw: Any, _: Found) -> str | None:
    """Read the scar at the site; one of unknown age counts as recent."""
    words = set(_words("scar", raw))
    if {"keloid", "hypertrophic"} & words:
        return "keloid"
    if {"inflamed", "red", "infected", "hot"} & words:
        return "inflamed"
    if {"old", "healed", "mature", "years", "faded"} & words:
        return "healed"
    if {"no", "none", "nil", "false", "absent"} & words:
        return "none"
    return "recent" if words else None


def consent(raw: Any, _: Found) -> str | None:
    """Read the consent, an object with a status or the status itself."""
    status = raw.get("status") if isinstance(raw, Mapping) else raw
    if not isinstance(status, str):
        raise CaseError("consent", f"consent.status must be one of {', '.join(CONSENT)}.")
    name = "-".join(tokens(status))
    words = set(tokens(status))
    if name in CONSENT:
        return name
    if "child" in words and {"refused", "refuses"} & words:
        return "guardian-given-child-refused"
    for word, code in (
        ("withdr", "withdrawn"),
        ("refus", "refused"),
        ("declin", "refused"),
        ("unwilling", "refused"),
    ):
        if any(each.startswith(word) for each in words):
            return code
    if {"cannot", "unable", "lacks"} & words:
        return "cannot-be-given"
    if {"written", "signed"} & words:
        return "given-written"
    return "given-verbal" if {"verbal", "given", "yes", "oral"} & words and not {"no", "not"} & words else None


def visit_type(raw: Any, _: Found) -> str | None:
    """Read the kind of visit."""
    words = set(_words("visit_type", raw))
    if {"follow", "followup", "return", "review", "message", "check"} & words:
        return "follow-up"
    return "first" if {"first", "initial", "new", "assessment"} & words else None


def sex(raw: Any, _: Found) -> str | None:
    """Read the sex."""
    words = _words("sex", raw)
    first = words[0] if words else ""
    if first in ("f", "female", "woman", "girl"):
        return "f"
    if first in ("m", "male", "man", "boy"):
        return "m"
    return "x" if first in ("x", "other", "intersex", "nonbinary", "non", "diverse") else None


def insurer(raw: Any, _: Found) -> str | None:
    """Read the insurer."""
    return "csp" if "csp" in _words("insurer", raw) else "other"


def imply(case: Mapping[str, Any], answers: dict[str, Answer[Value]], found: Found) -> None:
    """Fill in what other answers say: a pregnancy among the conditions, a follow-up from its last sites."""
    told = f"{case.get('conditions')} {case.get('complaint')} {case.get('symptoms')}".lower()
    named = re.search(r"\bpregnan", told) and not re.search(r"\b(?:not|no|never)\b[^,;.']{0,12}pregnan", told)
    if named and "pregnant" not in answers:
        answers["pregnant"] = Known("yes")
        found.weeks = gestation(told) if found.weeks is None else found.weeks
    if found.weeks is not None:
        answers.setdefault("gestation_weeks", Known(found.weeks))
    if found.fainted:
        answers["fainted_with_needle"] = Known(True)
    if "visit_type" not in answers and ("last_sites" in answers or "hours_since_session" in answers):
        answers["visit_type"] = Known("follow-up")
    elif "visit_type" not in answers and answers.get("first_session") == Known(True):
        answers["visit_type"] = Known("first")
