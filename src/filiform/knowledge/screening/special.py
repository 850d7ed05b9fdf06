"""Answers with words of their own: consent, earlier needling, scar, kind of visit; what one answer says of another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from filiform.core.screening.history import Value
from filiform.core.values import UNKNOWN, Answer, Known
from filiform.knowledge.lexicon import cues
from filiform.knowledge.lexicon.phrases import tokens
from filiform.knowledge.screening.errors import CaseError
from filiform.knowledge.screening.lists import Found
from filiform.knowledge.screening.plain import words_of
from filiform.knowledge.screening.pregnant import gestation

_BAD = (
    *("faint", "bled", "bleed", "infect", "seiz", "bad", "reaction", "pneumothorax", "collaps"),
    *("allerg", "vomit", "panic", "passed", "unwell", "hospital", "nause", "awful", "nerve", "punctur", "lung"),
    *("emergenc", "ambulanc", "casualty", "terribl", "horribl", "dreadful", "dizz", "breath", "rash", "swell", "swoll"),
    *("burn", "hated", "nasty", "agony", "excruciat", "antibiot", "abscess", "cellulit", "migrain", "regret"),
)
_BAD_WHOLE = {"fit", "fits", "sick", "ill", "numb", "numbness"}
_GREAT = {"big", "huge", "large", "massive", "severe", "terrible", "week", "weeks", "month", "months"}
_EMERGENCY = re.compile(r"\ba ?(?:&|and) ?e\b|\b(?:er|ed)\b", re.I)
_NONE = {"no", "without", "never", "nil", "none", "nothing", "not", "denies"}
_PARTS = re.compile(r"[,;.]|\bbut\b|\bexcept\b|\s-\s|\band\b", re.I)
_SCAR_WEEKS = 12  # the placeholder of an operation at the region
_CHILD = {"child", "boy", "girl", "son", "daughter"}
_REFUSALS = (("withdr", "withdrawn"), ("refus", "refused"), ("declin", "refused"), ("unwilling", "refused"))
_AGAINST = {
    ("not", "want"),
    ("doesnt", "want"),
    ("changed", "mind"),
    ("his", "mind"),
    ("her", "mind"),
    ("my", "mind"),
    ("says", "no"),
}
CONSENT = (
    "given-written",
    "given-verbal",
    "refused",
    "withdrawn",
    "cannot-be-given",
    "guardian-given-child-refused",
)


def previous_dry_needling(raw: Any, found: Found) -> str | None:
    """Read whether there was needling before and how it went; a faint told here is kept."""
    words = words_of("previous_dry_needling", raw)
    if not words or "?" in words:
        return None
    parts = [tokens(part) for part in _PARTS.split(raw if isinstance(raw, str) else words[0])]
    bad = [word for part in parts for word in _told_bad(part)]
    if any(word.startswith(("faint", "passed", "collaps")) for word in bad):
        found.fainted = True
    if bad or _EMERGENCY.search(str(raw)):
        return "bad-reaction"
    never = words[0] in ("never", "no", "none", "nil", "false", "first")
    return "never" if never and not any(word.startswith(_BAD) for word in words) else "fine"


def _told_bad(part: list[str]) -> list[str]:
    """Give the words of a part that tell of a bad reaction and are not denied."""
    if not part or _NONE & set(part):
        return []
    found = [word for word in part if word.startswith(_BAD) or word in _BAD_WHOLE]
    lasting = _GREAT & set(part) and any(word.startswith(("bruis", "haemat", "hemat")) for word in part)
    healthy = [word for word in found if word == "fit" and "well" in part]
    return [word for word in found if word not in healthy] + (["bruise"] if lasting else [])


_SCAR_DENIED = ("no", "not", "without", "never")
_KELOID = frozenset({"keloid", "hypertrophic", "lumpy"})
_INFLAMED = frozenset({"inflamed", "red", "infected", "hot", "pink", "sore"})


def scar(raw: Any, found: Found) -> str | None:
    """Read the scar at the site; one of unknown age counts as recent."""
    told = words_of("scar", raw)
    denied = {i for i, pair in enumerate(pairwise(told)) if pair[0] in _SCAR_DENIED and pair[1] in _KELOID | _INFLAMED}
    words = {word for i, word in enumerate(told) if not {i, i - 1} & denied}
    if _KELOID & words:
        return "keloid"
    if _INFLAMED & words:
        return "inflamed"
    weeks = cues.weeks(told, found.on)
    if weeks is not None:
        return "healed" if weeks >= _SCAR_WEEKS else "recent"
    if {"old", "healed", "mature", "years", "faded"} & words and not {"not", "partly", "poorly"} & words:
        return "healed"
    if {"no", "none", "nil", "false", "absent"} & words:
        return "none"
    return "recent" if told else None


_CONSENT_PARTS = re.compile(r"[,;.:()]|\s-\s|\bbut\b", re.I)
_NOT_YET = frozenset(
    {
        *("no", "not", "never", "without", "hasnt", "havent", "isnt", "wasnt", "didnt", "yet", "unsigned", "pending"),
        *("awaiting", "awaited", "waiting", "needs", "will", "later", "tomorrow", "blank", "incomplete", "missing"),
    }
)
_TO_COME = frozenset({("to", "be"), ("to", "sign"), ("to", "follow")})
_WRITTEN = frozenset({"written", "signed", "writing"})
_SPOKEN = frozenset({"verbal", "verbally", "oral", "orally", "spoken"})
_PAPER = frozenset({"leaflet", "form", "information", "info", "sheet", "copy"})


def consent(raw: Any, _: Found) -> str | None:
    """Read the consent, an object with a status or the status itself."""
    status = raw.get("status") if isinstance(raw, Mapping) else raw
    if isinstance(status, bool):
        return None if status else "refused"  # how it was given has to be told
    if not isinstance(status, str):
        raise CaseError("consent", f"consent.status must be one of {', '.join(CONSENT)}.")
    name = "-".join(tokens(status))
    words = set(tokens(status))
    if name in CONSENT:
        return name
    if _CHILD & words and ({"objects", "no", "unwilling"} & words or any(each.startswith("refus") for each in words)):
        return "guardian-given-child-refused"
    told = tokens(status)
    for word, code in _REFUSALS:
        if any(each.startswith(word) and told[i - 1 : i] != ["not"] for i, each in enumerate(told)):
            return code
    if _AGAINST & set(pairwise(told)) or told in (["no"], ["not", "given"], ["none"]):
        return "refused"
    if {"cannot", "unable", "lacks"} & words:
        return "cannot-be-given"
    return _given(status)


def _given(status: str) -> str | None:
    """Read how consent was given; a part that says "not", "unsigned" or "to be" gives nothing else either."""
    parts = [tokens(part) for part in _CONSENT_PARTS.split(status)]
    sure = [set(part) for part in parts if part and not (_NOT_YET & set(part) or _TO_COME & set(pairwise(part)))]
    if any(_WRITTEN & part for part in sure):
        return "given-written"
    if any(_SPOKEN & part for part in sure):
        return "given-verbal"
    every = len(sure) == len([part for part in parts if part])
    return "given-verbal" if every and any({"given", "yes"} & part and not _PAPER & part for part in sure) else None


_FOLLOWING = {"follow", "followup", "fu", "review", "message", "check", "second", "third", "subsequent", "repeat"}


def visit_type(raw: Any, _: Found) -> str | None:
    """Read the kind of visit."""
    told = words_of("visit_type", raw)
    if {("not", "first"), ("no", "first"), ("not", "new")} & set(pairwise(told)):
        return None
    words = {*told, "".join(told)}
    if any(word.startswith("return") for word in told) or _FOLLOWING & words:
        return "follow-up"
    return "first" if {"first", "initial", "new", "assessment"} & words else None


def sex(raw: Any, _: Found) -> str | None:
    """Read the sex."""
    words = words_of("sex", raw)
    first = words[0] if words else ""
    if first in ("f", "female", "woman", "girl"):
        return "f"
    if first in ("m", "male", "man", "boy"):
        return "m"
    return "x" if first in ("x", "other", "intersex", "nonbinary", "non", "diverse") else None


def insurer(raw: Any, _: Found) -> str | None:
    """Read the insurer: the one whose words are published by its letters or its name, or another."""
    words = words_of("insurer", raw)
    letters, name = "".join(words), " ".join(words)
    return "csp" if "csp" in words or letters == "csp" or "chartered society" in name else "other"


_NEEDLE = r"(?:needle|injection|blood|vaccin|jab)"
_NOT_DENIED = r"(?<!no )(?<!not )(?<!never )(?<!denies )(?<!without )"
_TOLD_PHOBIA = re.compile(
    rf"\b{_NOT_DENIED}(?:needle[- ]?phobi|trypanophob|phobia of {_NEEDLE}|(?:terrified|petrified) (?:of|by) {_NEEDLE})"
)
_MAY_LACK_CAPACITY = re.compile(
    rf"\b{_NOT_DENIED}(?:dementia|alzheimer|delirium|(?:learning|intellectual) disab|cognitive(?:ly)? impair)"
)
_RELATIVES = re.compile(
    r"\b(?:mother|father|mum|mom|dad|parent|wife|husband|family|girlfriend|daughter|sister|grand\w+|fh)\b[^,;.'\]]*"
)
_BY_POSITION = re.compile(r"\bworse (?:when |on )?(?:lying|bending|stooping|standing)\b")
_TOLD_FAINT = re.compile(rf"\b{_NOT_DENIED}(?:faint\w*|pass\w* out|black\w* out) (?:\w+ ){{0,3}}{_NEEDLE}")


def imply(case: Mapping[str, Any], answers: dict[str, Answer[Value]], found: Found) -> None:
    """Fill in what other answers say: a pregnancy among the conditions, a follow-up from its last sites."""
    told = f"{case.get('conditions')} {case.get('complaint')} {case.get('symptoms')}".lower()
    own = _RELATIVES.sub(" ", told)
    named = re.search(r"\bpregnan", own) and not re.search(r"\b(?:not|no|never)\b[^,;.']{0,12}pregnan", own)
    if named and "pregnant" not in answers:
        answers["pregnant"] = Known("yes")
        found.weeks = gestation(own) if found.weeks is None else found.weeks
    if found.weeks is not None:
        answers.setdefault("gestation_weeks", Known(found.weeks))
    if found.fainted or (answers.get("fainted_with_needle") is None and _TOLD_FAINT.search(told)):
        answers["fainted_with_needle"] = Known(True)
    if _TOLD_PHOBIA.search(own):
        # Told there and denied here: it is asked.
        answers["needle_phobia"] = UNKNOWN if answers.get("needle_phobia") == Known(False) else Known(True)
    if "capacity" not in answers and _MAY_LACK_CAPACITY.search(own):
        answers["capacity"] = UNKNOWN
    if "head" in found.present["complaint"] and "leg-pain-on-cough" in found.present["symptoms"]:
        found.present["symptoms"].add("headache-on-cough")  # "worse on coughing" is told of the complaint
    if "head" in found.present["complaint"] and _BY_POSITION.search(told):
        found.present["symptoms"].add("headache-positional")
    if "node-clearance" in found.absent["conditions"] - found.present["conditions"]:
        answers.setdefault("nodes_removed", Known(False))  # "mastectomy, no nodes removed"
    if "visit_type" not in answers and ("last_sites" in answers or "hours_since_session" in answers):
        answers["visit_type"] = Known("follow-up")
    elif "visit_type" not in answers and answers.get("first_session") == Known(True):
        answers["visit_type"] = Known("first")
