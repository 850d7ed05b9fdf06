"""Yes or no as people write it, and the words of an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from filiform.knowledge.lexicon.phrases import tokens
from filiform.knowledge.screening import reassuring
from filiform.knowledge.screening.errors import CaseError

_YES = {
    *("yes", "y", "true", "positive", "pos", "present", "severe", "once", "twice", "sometimes", "often", "always"),
    *("definitely", "yeah", "yep", "affirmative"),
}
_NO = {
    *("no", "n", "false", "none", "never", "nil", "negative", "neg", "denies", "absent", "not", "without", "nope"),
    *("nothing", "normal", "neither"),
}
_DENIES = {
    *("no", "not", "never", "nor", "without", "denies", "doesnt", "didnt", "hasnt", "isnt", "dont", "nil", "non")
}
_NOTHING = {"none", "nothing", "nobody"}
_STILL_OPEN = {"excluded", "ruled"}  # "not excluded" and "never ruled out" deny nothing
_EXPLAINED = ("knock", "bump", "bang", "contact", "injur", "sport", "rugby", "training")
_BETWEEN = {*("a", "any", "ever", "been", "has", "had", "have", "really", "actually", "history", "of", "or", "the")}
_TELLING = (
    *("phobi", "panic", "avoid", "terrif", "faint", "passed", "vasovagal", "syncope", "varicos", "vein"),
    *("bruis", "tender", "pitting", "cannot", "black", "petrified", "collaps", "funny"),
)
_TELLING_OF = {"needle_phobia": ("extrem", "refus", "scream", "sedat", "sobb")}
_UNITS = {"second", "minute", "hour", "day", "week", "month", "year"}
_LOOKED = ("investigat", "explain", "looked", "checked")
_AGAINST = ("refus", "declin", "object", "unwilling", "disagree", "against")
_NAMED = {
    "bruising": {"easily", "nosebleeds", "spontaneous", "spontaneously", "unexplained", "uninvestigated"},
    "inr_unstable": {"changed", "erratic", "labile", "swinging", "swings", "unstable", "variable"},
    "drives_after": {"drive", "driver", "drives", "driving", "forklift", "lorry", "machinery", "pilot", "taxi"},
    "electrical_stimulation": {"ea", "electroacupuncture", "hz", "pens", "planned", "stim"},
    "hiv_cd4_low": {"low"},
    "veins_at_site": {"varices", "varix", "vv", "vvs"},
}
_FINE = {
    "drives_after": {"bus", "collected", "lift", "passenger", "train", "walking", "walks"},
    "inr_unstable": {"stable", "steady"},
    "needle_phobia": {"bothered", "copes", "manages", "fine", "ok", "okay", "tolerates", "unbothered", "comfortable"},
}

# Some unease is no phobia: the question asks for panic and for care that was avoided.
_UNEASE = {
    *("anxious", "apprehensive", "cautious", "nervous", "nerves", "squeamish", "tense", "uneasy", "wary", "worried"),
}
_A_LITTLE = {"bit", "little", "mild", "mildly", "slight", "slightly", "somewhat"}
_NOT_FOND = {
    *(("not", "keen"), ("not", "fond"), ("not", "love"), ("doesnt", "like"), ("doesnt", "love"), ("dont", "like")),
}
_SAID_WITH_IT = {
    *("a", "about", "and", "anxiety", "before", "beforehand", "blood", "but", "copes", "does", "fan", "feels", "fine"),
    *("gets", "had", "has", "have", "he", "injections", "is", "it", "jabs", "likes", "manages", "needle", "needles"),
    *("of", "ok", "okay", "only", "she", "tests", "the", "them", "tolerates", "vaccinations", "vaccines", "well"),
    *("with", "wants", "to", "go", "ahead", "happy", "i", "am", "im", "though", "always", "dislikes", "dislike"),
}

_PART = re.compile(r"[,;:.]|\s-\s")


def yes_no(field: str, raw: Any) -> bool | None:
    """Read yes or no; None where the words say neither. Raises CaseError for numbers and lists."""
    if isinstance(raw, bool):
        return raw
    if not isinstance(raw, str):
        raise CaseError(field, f"{field} must be yes, no or unknown.")
    words = tokens(raw)
    if field == "needle_phobia" and _uneasy(words):
        return False
    words = _after_but(field, words)
    if not words or "but" in words or "unsure" in words or "?" in words:
        return None
    if field in reassuring.FIELDS:
        return reassuring.reassured(field, words)
    if _STILL_OPEN & set(words) and (_NO | _DENIES) & set(words):
        return None
    telling = [i for i, word in enumerate(words) if word.startswith(_TELLING + _TELLING_OF.get(field, ()))]
    if words[0] in _YES:
        return True
    against = (_DENIES | _NOTHING) & set(_looked_into(words)) or any(word.startswith(_AGAINST) for word in words)
    if _NAMED.get(field, set()) & set(words) and not against:
        return True
    if words[0] in _NO:
        first = len(tokens(_PART.split(raw.strip(), maxsplit=1)[0]))
        later = any(place >= first and not _denied(words, place) for place in telling)
        return None if later or (words[0] == "not" and _FINE.get(field, set()) & set(words)) else False
    if field == "bruising" and words[0] == "only" and any(word.startswith(_EXPLAINED) for word in words):
        return None if _DENIES & set(words) else False
    if telling:
        return not all(_denied(words, place) for place in telling)
    return False if _FINE.get(field, set()) & set(words) and not _DENIES & set(words) else None


def _uneasy(words: list[str]) -> bool:
    """Say whether words tell of some unease with needles and of nothing more: "a bit nervous", "not keen"."""
    told, fond = set(words), _NOT_FOND & set(pairwise(words))
    little = bool(_A_LITTLE & told and (_UNEASE & told or "anxiety" in told)) and "very" not in told
    rest = told - _UNEASE - _A_LITTLE - _SAID_WITH_IT - {word for pair in fond for word in pair}
    return (little or bool(fond)) and not rest


def _looked_into(words: list[str]) -> list[str]:
    """Give the words without those that only say that nobody looked: "spontaneous, not investigated"."""
    unseen = {i for i, pair in enumerate(pairwise(words)) if pair[0] in _DENIES and pair[1].startswith(_LOOKED)}
    return [word for i, word in enumerate(words) if i not in unseen]


def _after_but(field: str, words: list[str]) -> list[str]:
    """Give what follows a "but" where it is harmless and nothing telling stands before: "a little nervous but fine"."""
    if "but" not in words:
        return words
    place = words.index("but")
    before, after = words[:place], words[place + 1 :]
    told = any(word in _YES or word in _DENIES or word.startswith(_TELLING) for word in before)
    return after if _FINE.get(field, set()) & set(after) and not (told or _DENIES & set(after)) else words


def _denied(words: list[str], place: int) -> bool:
    """Say whether a word is denied: "has never fainted", but not "bruises easily without knocking"."""
    before = place - 1
    while before >= 0 and (words[before] in _BETWEEN or words[before].startswith(_TELLING)):
        before -= 1
    after = words[place + 1 :]
    return (before >= 0 and words[before] in _DENIES) or (len(after) == 1 and after[0] in _NO)


def in_words(raw: Any) -> Any:
    """Give an answer told in parts as one text: `{"when": "2023", "outcome": "infected"}`; others as they are."""
    if not isinstance(raw, Mapping):
        return raw
    told = [_part(str(name), each) for name, each in raw.items() if each is not None]
    return (" " if any(part[:1].isdigit() for part in told) else ", ").join(told)


def _part(name: str, told: Any) -> str:
    """Give one part; its name is kept where it is a unit: `{"weeks": 6}`."""
    text = "yes" if told is True else "no" if told is False else str(told)
    return f"{text} {name}" if name.lower().rstrip("s") in _UNITS else text


def words_of(field: str, raw: Any) -> list[str]:
    """Give the words of an answer; true and false are yes and no. Raises CaseError for anything else."""
    if isinstance(raw, bool):
        return ["yes" if raw else "no"]
    if not isinstance(raw, str):
        raise CaseError(field, f"{field} must be words.")
    return tokens(raw)
