"""Answers that make a case safer when they are yes: who consents, whether a patient can decide. Read strictly.

A word of doubt or of denial beside a yes leaves the answer open; a person's name alone is no consent.
"""

from __future__ import annotations

FIELDS = frozenset(
    {
        *("capacity", "substitute_decision_maker", "guardian_consent", "child_assent"),
        *("interpreter_present", "other_diagnosis_as_likely"),
    }
)
_AFFIRMS = frozenset(
    {
        *("yes", "y", "true", "yeah", "yep", "affirmative", "definitely", "given", "agree", "agreed", "agrees"),
        *("consents", "consented", "signed", "present", "full", "intact", "happy", "willing", "keen", "wants"),
        *("assents", "assented"),
    }
)
_NAMED = {
    "substitute_decision_maker": {
        *("appointed", "attorney", "carer", "daughter", "deputy", "father", "guardian", "husband", "lpa", "mother"),
        *("parent", "parents", "partner", "poa", "proxy", "representative", "son", "wife"),
    },
    "interpreter_present": {"certified", "phone", "professional", "qualified", "telephone", "video"},
    "guardian_consent": {"father", "guardian", "mother", "mum", "dad", "parent", "parents"},
    "capacity": {"capable", "capacitous", "competent", "has", "normal", "understands"},
}
_DENIES = frozenset(
    {
        *("no", "n", "false", "not", "never", "none", "nobody", "noone", "nothing", "nil", "non", "nor", "neither"),
        *("nope", "negative", "without", "absent", "cannot", "cant", "didnt", "doesnt", "dont", "hasnt", "havent"),
        *("isnt", "wont", "lack", "lacks", "lacking", "impaired", "incapable", "incompetent", "refused", "refuses"),
        *("refusing", "declined", "declines", "declining", "objects", "objected", "unwilling", "disagree"),
        *("disagrees", "against"),
    }
)
_DOUBTS = frozenset(
    {
        *("asked", "await", "awaited", "awaiting", "away", "abroad", "but", "contacted", "doubtful", "fluctuates"),
        *("fluctuating", "hesitant", "hesitates", "later", "limited", "maybe", "overseas", "partial", "partially"),
        *("partly", "pending", "perhaps", "possibly", "probably", "questionable", "reluctant", "reluctantly"),
        *("sometimes", "support", "supported", "tbc", "tomorrow", "unavailable", "unclear", "unreachable", "unsure"),
        *("varies", "variable", "will", "excluded", "ruled", "?"),
    }
)
_WORRIES = frozenset(
    {
        *("complaints", "concern", "concerns", "doubt", "doubts", "issue", "issues", "objection", "objections"),
        *("problem", "problems", "questions"),
    }
)
_REACH = 3  # words after a "no" within which a worry is denied: "no real concerns", "not in doubt"


def reassured(field: str, words: list[str]) -> bool | None:
    """Read one of these answers from its words; None where they leave it open."""
    told, calm = _without_denied_worries(words)
    if not told:
        return True if calm else None
    if _DOUBTS & set(told):
        return False if told[0] in _DENIES and not {"excluded", "ruled"} & set(told) else None
    affirmed = bool((_AFFIRMS | _NAMED.get(field, set())) & set(told))
    if told[0] in _DENIES:
        return False
    if _DENIES & set(told):
        return None if affirmed and told[0] != "has" else False
    return True if affirmed or calm else None


def _without_denied_worries(words: list[str]) -> tuple[list[str], bool]:
    """Take out what denies a worry ("no concerns"), and say whether there was any."""
    left = list(words)
    calm = False
    place = 0
    while place < len(left):
        near = left[place + 1 : place + 1 + _REACH]
        worry = next((i for i, word in enumerate(near) if word in _WORRIES), None)
        if left[place] in _DENIES and worry is not None:
            del left[place : place + worry + 2]
            calm = True
        else:
            place += 1
    return left, calm
