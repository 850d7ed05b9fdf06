"""Answers that deny or tell a single thing: bladder, bowel and saddle; swelling of a limb. Part by part, strictly."""

from __future__ import annotations

import re
from collections.abc import Iterable

from filiform.knowledge.lexicon.phrases import tokens

_PARTS = re.compile(r"[,;.]|\bbut\b|\bhowever\b|\bthough\b|\bexcept\b|\band\b|\s-\s", re.I)
_DENIES = {"no", "none", "nil", "denies", "denied", "never", "not", "neither", "without", "absent", "false", "negative"}
_FINE = {
    *("clear", "fine", "good", "intact", "nad", "normal", "normally", "nothing", "ok", "okay", "preserved", "same"),
    *("unaffected", "unchanged", "unremarkable", "usual", "well", "working"),
}
# What is lost when it is denied ("no feeling when wiping"), unless the loss itself is ("no loss of control").
_LOST = {
    *("able", "aware", "awareness", "control", "desire", "empties", "empty", "emptying", "erection", "feel", "feeling"),
    *("flow", "hold", "pass", "passed", "passing", "pee", "pees", "sensation", "squeeze", "tell", "tone", "urge"),
    *("warning", "wee"),
}
_TROUBLE = {
    *("altered", "change", "changed", "changes", "complaints", "concerns", "difficulties", "difficulty", "disturbance"),
    *(
        "incontinence",
        "issue",
        "issues",
        "leakage",
        "leaking",
        "loss",
        "new",
        "numb",
        "numbness",
        "problem",
        "problems",
    ),
    *("reduced", "retention", "signs", "symptoms", "tingling", "trouble", "troubles"),
}
_NAMES = {
    *(
        "area",
        "bladder",
        "bowel",
        "bowels",
        "function",
        "genital",
        "genitals",
        "legs",
        "perineum",
        "saddle",
        "sensation",
    ),
    *("the", "urinary", "urine", "water", "waterworks"),
}
_WRONG = ("numb", "leak", "incontinen", "retention", "weak", "strain", "tingl", "soil", "wet", "lost", "loss")


def parts(texts: Iterable[str]) -> list[str]:
    """Give the parts of texts that say one thing each."""
    return [part.strip() for text in texts for part in _PARTS.split(text) if tokens(part)]


def told(texts: Iterable[str]) -> list[str]:
    """Give the parts that do not deny; a bare name ("bladder and bowel normal") goes with the denial beside it."""
    said = parts(texts)
    left = [part for part in said if not denies(part)]
    denied = len(left) < len(said)
    return [part for part in left if not (denied and set(tokens(part)) <= _NAMES)]


def denies(part: str) -> bool:
    """Say whether a part denies that anything is wrong; what it leaves open it does not deny."""
    words = tokens(part)
    no = next((i for i, word in enumerate(words) if word in _DENIES), None)
    if no is None:
        return bool(_FINE & set(words)) and not any(word.startswith(_WRONG) for word in words)
    after = words[no + 1 :]
    if words[no] in ("not", "never") and _FINE & set(after):
        return False
    troubled = next((i for i, word in enumerate(after) if word in _TROUBLE), len(after))
    lost = next((i for i, word in enumerate(after) if word in _LOST), len(after))
    return troubled < lost or lost == len(after)
