"""How far a "no" reaches, and whose illness is told: the words between a denial and a find decide."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from importlib.resources import files
from typing import Any

_WORDS: dict[str, Any] = json.loads(files(__package__).joinpath("denial.json").read_bytes())
NOT = frozenset(_WORDS["not"])
FAMILY = frozenset(_WORDS["family"])
_TO_THE_END = frozenset(_WORDS["to_the_end"])
_AFTER = frozenset(_WORDS["after"])
_LAST = frozenset(_WORDS["after_at_the_end"])
_OPENS = frozenset(_WORDS["opens"])
_ENDS = frozenset(_WORDS["ends"])
_CARRIES = frozenset(_WORDS["carries"])
_TROUBLE = frozenset(_WORDS["trouble"])
_LOST = frozenset(_WORDS["lost"])
_OF_TROUBLE = frozenset(_WORDS["of_trouble"])
_SELF = frozenset(_WORDS["self"])
_NEGATIVE = (["negative"], ["was", "negative"], ["came", "back", "negative"], ["scan", "negative"], ["all", "negative"])
_LOOKED_FOR = frozenset(
    {
        *("?", "afraid", "checked", "investigated", "query", "queried", "scanned", "screened", "suspected", "tested"),
        *("tests", "worried"),
    }
)
_LOOKED_AT = frozenset({"all", "and", "are", "area", "both", "feeling", "function", "is", "sensation", "was", "were"})
_FULLY = frozenset({"all", "been", "completely", "entirely", "fully", "properly", "quite", "really", "yet"})
_OVER_WITH = frozenset(
    {
        *("better", "cleared", "closed", "controlled", "cured", "fixed", "gone", "healed", "improved", "knitted"),
        *("operated", "recovered", "removed", "repaired", "resolved", "settled", "treated", "united"),
    }
)
_SINCE_WHEN = frozenset(
    {
        *("a", "ago", "completely", "day", "days", "fully", "had", "has", "have", "last", "month", "months", "now"),
        *("since", "up", "week", "weeks", "year", "years"),
    }
)
_RESULTS = frozenset({"benign", "clear", "fine", "negative", "normal", "ok"})
_TESTS = frozenset(
    {
        *("all", "and", "back", "biopsy", "blood", "bloods", "came", "ct", "is", "mri", "result", "results", "scan"),
        *("scans", "test", "tests", "the", "was", "were", "xray"),
    }
)
_AMISS = frozenset({"abnormal", "abnormality", "abnormalities", "abnormally"})
_HARM = frozenset(
    {"bother", "difficulty", "issue", "issues", "problem", "problems", "reaction", "reactions", "trouble"}
)
_AS_IT_SHOULD_BE = frozenset(
    {
        *("cleared", "fine", "gone", "healed", "intact", "normal", "ok", "okay", "preserved", "resolved", "settled"),
        *("unaffected", "unchanged"),
    }
)
_IN_FAMILY = (["in", "the", "family"], ["in", "family"], ["in", "my", "family"], ["runs", "in", "the", "family"])
_BEEN = frozenset({"been", "has", "have", "is", "now", "since", "was", "were"})
_HISTORY = frozenset(_WORDS["family_history"])


class Told(Enum):
    """What the words around a find make of it."""

    YES = "yes"
    NO = "no"
    PERHAPS = "perhaps"
    OTHERS = "others"  # it is another person's


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of a clause; at `commas` and `ands` (positions of words) a new part begins."""

    words: Sequence[str]
    commas: frozenset[int] = frozenset()
    ands: frozenset[int] = frozenset()

    def start(self, place: int) -> int:
        """Give where the part that holds this position begins."""
        return max((b for b in self.commas | self.ands if b <= place), default=0)

    def end(self, place: int) -> int:
        """Give where the part that holds this position ends."""
        return min((b for b in self.commas | self.ands if b > place), default=len(self.words))

    def opened(self, after: int, upto: int) -> bool:
        """Say whether a part that begins between two positions starts anew ("has", "on", "takes")."""
        return any(self.words[b] in _OPENS for b in self.commas | self.ands if after < b <= upto)


def told(clause: Clause, at: frozenset[int], *, thing: bool) -> Told:
    """Say how a find at these positions is told; a `thing` (medicine, implant) is there when it makes no trouble."""
    first, last = min(at), max(at)
    whose = _whose(clause, first, at)
    if whose is not Told.YES:
        return whose
    if _after(clause, last) or _inside(clause, at):
        return Told.NO
    start = clause.start(first)
    for place in reversed(range(start, first)):
        if place not in at and _denies(clause.words, place):
            found = _reaches(clause.words, place, first, at, thing=thing)
            if found is not Told.YES:
                return found
    return Told.NO if _from_before(clause, start, first, at) else Told.YES


def _denies(words: Sequence[str], place: int) -> bool:
    """Say whether a word denies; "never without" and "not only" do not."""
    if loses(words, place):
        return False
    if list(words[place : place + 2]) == ["ruled", "out"]:
        return not (place > 0 and words[place - 1] in NOT)
    if words[place] in ("not", "never") and _still(words, place + 1):
        return False
    if words[place] == "excluded":
        return not (place > 0 and words[place - 1] in NOT)
    doubled = place > 0 and words[place] == "without" and words[place - 1] in NOT
    return words[place] in NOT and not doubled and words[place + 1 : place + 2] not in (["without"], ["only"], ["just"])


def _still(words: Sequence[str], place: int) -> bool:
    """Say whether words behind a "not" leave the thing itself there: "not fully healed graze", "not operated"."""
    rest = [word for word in words[place : place + 4] if word not in _FULLY]
    return bool(rest) and rest[0] in _OVER_WITH


def loses(words: Sequence[str], place: int) -> bool:
    """Say whether a "no" tells of a loss: "no feeling when wiping", but not "no feeling of numbness"."""
    after = list(words[place + 1 : place + 4])
    if words[place] not in ("no", "without", "zero") or not after or after[0] not in _LOST:
        return False
    rest = [word for word in after[1:] if word not in ("of", "or", "any")]
    return not (rest and rest[0] in _OF_TROUBLE)


def _reaches(words: Sequence[str], no: int, first: int, at: frozenset[int], *, thing: bool) -> Told:
    """Say what a denial in the same part makes of a find: "no bleeding on warfarin" denies the bleeding."""
    between = [words[i] for i in range(no + 1, first) if i not in at]
    for i, word in enumerate(between):
        if word in _ENDS and not set(between[:i]) <= _CARRIES:
            return Told.YES
        if word in ("with", "from") and _TROUBLE & set(between[:i]):
            return Told.YES if thing else Told.PERHAPS
    return Told.NO


def _after(clause: Clause, last: int) -> bool:
    """Say whether a denial follows: "asthma: no", but not "asthma, no admissions" or "asthma no admissions"."""
    place = last + 1
    if _ruled_out(clause, place) or _found_negative(clause, last):
        return True
    if place >= len(clause.words) or place in clause.commas | clause.ands:
        return False
    word = clause.words[place]
    return word in _AFTER or (word in _LAST and clause.end(last) == place + 1)


def normal(clause: Clause, last: int) -> bool:
    """Say whether a part ends by saying that what was looked for is as it should be: "saddle sensation normal"."""
    after = clause.words[last + 1 : clause.end(last)]
    rest = {word for word in after if word not in _LOOKED_AT | _SINCE_WHEN and not word.isdigit()}
    return bool(rest) and rest <= _AS_IT_SHOULD_BE


def amiss(words: Sequence[str]) -> bool:
    """Say whether words tell of a finding that is not as it should be: "bloods abnormal", "ECG not quite normal"."""
    for place, word in enumerate(words):
        before = [each for each in words[max(0, place - 3) : place] if each not in _FULLY][-1:]
        denied = bool(before) and before[0] in NOT | {"nothing"}
        if (word in _AMISS and not denied) or (word in _RESULTS - {"negative", "benign"} and denied):
            return True
    return False


def borne(clause: Clause, at: frozenset[int]) -> bool:
    """Say whether a part tells that a thing does no harm: "latex fine", "earrings without trouble"."""
    last = max(at)
    after = [word for word in clause.words[last + 1 : clause.end(last)] if word not in _LOOKED_AT]
    before = list(clause.words[clause.start(min(at)) : min(at)])
    calm = after[:1] in (["without"], ["no"]) and bool(_HARM & set(after[1:4]))
    return normal(clause, last) or calm or before[-2:] in (["fine", "with"], ["ok", "with"]) or "tolerates" in before


def _ruled_out(clause: Clause, place: int) -> bool:
    """Say whether a part goes on to say that it was excluded: "DVT was ruled out by ultrasound"."""
    rest = list(clause.words[place : clause.end(place - 1)])
    while rest and rest[0] in _BEEN:
        del rest[0]
    return rest[:1] == ["excluded"] or rest[:2] == ["ruled", "out"]


def _found_negative(clause: Clause, last: int) -> bool:
    """Say whether the next part denies what was looked for: "tested for haemophilia, negative"."""
    start, end = clause.start(last), clause.end(last)
    following = list(clause.words[end : clause.end(end)]) if end in clause.commas else []
    if following[:1] == ["excluded"] or following[:2] == ["ruled", "out"]:
        return True
    negative = following in _NEGATIVE or (_RESULTS & set(following) and set(following) <= _RESULTS | _TESTS)
    return bool(negative) and bool(_LOOKED_FOR & set(clause.words[start:end]))


def _inside(clause: Clause, at: frozenset[int]) -> bool:
    """Say whether a word of the find is denied by itself: "calf pain, no swelling" is no calf swelling."""
    for place in range(min(at) + 1, max(at)):
        if place in at or not _denies(clause.words, place):
            continue
        if clause.words[place] in ("excluded", "ruled"):
            return True  # "DVT ruled out by ultrasound last week"
        beyond = place + 1
        while beyond not in at and beyond < max(at) and clause.words[beyond] in _CARRIES:
            beyond += 1
        if beyond in at:
            return True
    return False


def _from_before(clause: Clause, start: int, first: int, at: frozenset[int]) -> bool:
    """Say whether an earlier part denies this one too: "denies a, b" to the end, "no a, b or c" as a list."""
    for place in range(start):
        if place in at or not _denies(clause.words, place) or clause.opened(place, first):
            continue
        if _OPENS & {clause.words[i] for i in range(start, first)}:
            continue
        listed = {"or", "nor"} & set(clause.words[place:])
        if clause.words[place] in _TO_THE_END or (listed and _bare(clause, place)):
            return True
    return False


def _bare(clause: Clause, no: int) -> bool:
    """Say whether a denial opens its part: only such a one heads a list."""
    return clause.start(no) == no


def _whose(clause: Clause, first: int, at: frozenset[int]) -> Told:
    """Say whether a find is the patient's: "mother had a stroke" is not, "sister and I" may be."""
    after = list(clause.words[max(at) + 1 : clause.end(max(at))])
    if _SELF.isdisjoint(clause.words) and any(after[:n] in _IN_FAMILY for n in (2, 3, 4)):
        return Told.OTHERS
    before = [i for i in range(first) if i not in at and clause.words[i] in FAMILY]
    if not before:
        return Told.YES
    nearest = before[-1]
    own = {clause.words[i] for i in range(first)}
    if own & _SELF:
        return Told.PERHAPS
    if own & _HISTORY:
        return Told.OTHERS
    start = clause.start(first)
    if nearest >= start:
        return Told.OTHERS
    if clause.opened(nearest, first):
        return Told.YES
    return Told.OTHERS if start in clause.ands else Told.PERHAPS
