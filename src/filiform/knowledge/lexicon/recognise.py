"""Medicines, conditions and symptoms as people write them, turned into codes; what is not known is listed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from filiform.knowledge.lexicon import cues
from filiform.knowledge.lexicon.denial import NOT, Clause, Told, amiss, borne, loses, normal, told
from filiform.knowledge.lexicon.matcher import Matcher
from filiform.knowledge.lexicon.phrases import Entry, Hit, spelled_out, tokens
from filiform.knowledge.lexicon.sorting import sort

FIELDS = ("medications", "conditions", "allergies", "implants", "symptoms", "complaint", "skin_at_site")
# Which lexicons are looked into for the words of a field: people write a medicine among the conditions.
_HEALTH = {"medications", "conditions", "implants"}
_SCOPE = {
    "medications": _HEALTH,
    "conditions": _HEALTH | {"symptoms"},
    "implants": _HEALTH,
    "allergies": {"allergies"},
    "symptoms": {"symptoms", "conditions", "medications"},
    "complaint": {"complaint", "symptoms", "medications"},
    "skin_at_site": {"skin_at_site"},
}
_CLAUSE = re.compile(
    r"[;\n]|\.(?:\s|$)|\b(?:but|however|although|though|except|besides|(?:other than|apart from|aside from|bar for))\b",
    re.I,
)
# The ends of names of illnesses; one that is not known is listed, whatever harmless words stand beside it.
_ILLNESS = re.compile(
    r"(?:itis|osis|aemia|emia|oma|opathy|trophy|plegia|paresis|penia|philia|ectasis|syndrome|disease|disorder)$"
)
_ILLNESSES = frozenset({"disease", "disorder", "syndrome"})  # behind a known name they tell no more than it
_BREATH = 600  # letters
# "Warfarin; stopped 2019" is one statement.
_ENDED = re.compile(r"\s*(?:;|\.(?=\s))\s*(?=(?:stopped|ceased|discontinued|finished|ended|until|no longer)\b)", re.I)
_SCORE = re.compile(r"\b\d{1,2}(?:\.\d)?\s*/\s*10\b")  # "pain 4/10" is a score, no list
_PART = re.compile(r"[,+&/()]|\band\b|\bplus\b", re.I)


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a text means. Codes are written `field:code`, with a place `field:code:left-hip`.

    `codes` are there, `negated` are not, `stopped` were and are no longer, `uncertain` may be; of these `maybe` are
    those that nothing tells of but what they may come with.
    `unrecognised` holds the parts that nothing is known of. `nothing` says that the text answers "none".
    """

    codes: frozenset[str] = frozenset()
    negated: frozenset[str] = frozenset()
    stopped: frozenset[str] = frozenset()
    uncertain: frozenset[str] = frozenset()
    maybe: frozenset[str] = frozenset()
    unrecognised: tuple[str, ...] = ()
    nothing: bool = False

    def of(self, field: str, kind: str = "codes") -> frozenset[str]:
        """Give the codes of one field, without its name."""
        return frozenset(c.partition(":")[2] for c in getattr(self, kind) if c.startswith(f"{field}:"))


def recognise(
    text: str, field: str = "conditions", on: date | None = None, within: Mapping[str, float] | None = None
) -> Recognition:
    """Recognise a text that was written for a field; "2019" and "ago" count from `on`.

    `within` gives the weeks in which a code still counts (`recent-surgery`) where a practice has its own.
    """
    day = on or datetime.now(UTC).date()
    text = spelled_out(text)
    words = set(tokens(text))
    if words - {"not"} and (words <= cues.NOT_TOLD or words <= cues.SOME):
        return Recognition(unrecognised=(text.strip(),))  # "not known" is no answer, "yes" names nothing: never "none"
    if _says_nothing(words):
        return Recognition(nothing=True)
    kinds = ("codes", "negated", "stopped", "uncertain", "maybe", "read")
    sets: dict[str, set[str]] = {kind: set() for kind in kinds}
    unknown: list[str] = []
    for clause in _CLAUSE.split(_SCORE.sub(" ", _ENDED.sub(", ", text))):
        for piece in _pieces(clause):
            unknown += _clause(piece, field, day, sets, within or {})
    if words and not unknown and not sets["read"]:
        unknown = [text.strip()]  # "two tablets daily" names nothing and yet is not nothing
    # "Parkinson's, no tremor": what may come with a disease is not there when it is denied beside it.
    sets["maybe"] -= sets["negated"] | sets["uncertain"] | sets["codes"]
    sets["uncertain"] = (sets["uncertain"] | sets["maybe"]) - sets["codes"]
    sets["negated"] -= sets["codes"] | sets["uncertain"]
    return Recognition(
        codes=frozenset(sets["codes"]),
        negated=frozenset(sets["negated"]),
        stopped=frozenset(sets["stopped"]),
        uncertain=frozenset(sets["uncertain"]),
        maybe=frozenset(sets["maybe"]),
        unrecognised=tuple(unknown),
    )


def _pieces(clause: str) -> list[str]:
    """Cut a clause of more words than anybody says in one breath at its commas; each is read by itself."""
    if len(clause) <= _BREATH:
        return [clause]
    pieces = [""]
    for part in re.split(r"(?<=,)", clause):
        for start in range(0, len(part), _BREATH):
            bit = part[start : start + _BREATH]
            if len(pieces[-1]) + len(bit) > _BREATH:
                pieces.append("")
            pieces[-1] += bit
    return pieces


def _says_nothing(words: set[str]) -> bool:
    """Say whether a text answers "none": "nil regular", "not on anything", "none that I know of"."""
    if words in ({"n", "a"}, {"not", "applicable"}):
        return True
    denied = bool(words & cues.NOTHING) or bool(words & NOT and words & cues.ANYTHING)
    return denied and words <= cues.NOTHING | cues.WITH_NOTHING | cues.ANYTHING | (
        NOT if words & cues.ANYTHING else set()
    )


@cache
def _matcher() -> Matcher:
    lexicon = files(__package__)
    known = (json.loads(lexicon.joinpath(f"{name}.json").read_bytes()) for name in ("ordinary", "medical"))
    return Matcher(tuple(_entries()), cues.NEVER_SLIPS.union(*known))


def chapters(field: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Give the files of a field by name with their entries: its own file, then those of its folder."""
    lexicon = files(__package__)
    yield field, json.loads(lexicon.joinpath(f"{field}.json").read_bytes())
    folder = lexicon.joinpath(field)
    if folder.is_dir():
        for chapter in sorted(folder.iterdir(), key=lambda path: path.name):
            yield f"{field}/{chapter.name.removesuffix('.json')}", json.loads(chapter.read_bytes())


def _entries() -> list[Entry]:
    entries = []
    for field in FIELDS:
        for data in (each for _, entries_of in chapters(field) for each in entries_of):
            past = data.get("past")
            entries.append(
                Entry(
                    field=data.get("field", field),
                    patterns=tuple(tuple(words.split()) for words in data["words"]),
                    codes=tuple(data["codes"]),
                    maybe=tuple(data.get("maybe", ())),
                    past=None if past is None else tuple(past),
                    within_weeks=data.get("within_weeks"),
                    located=data.get("located", False),
                    suspected_counts=data.get("suspected_counts", False),
                    only_recent=data.get("only_recent", False),
                    today=data.get("today", ""),
                    drains=data.get("drains", ""),
                    beside=data.get("beside", False),
                    told_in=data.get("told_in", ""),
                    fades=data.get("fades"),
                    close=data.get("close", False),
                    limb=data.get("limb", False),
                    lasts=data.get("lasts", 2.0),
                )
            )
    return entries


def _clause(clause: str, field: str, on: date, sets: dict[str, set[str]], within: Mapping[str, float]) -> list[str]:
    """Sort the finds of one clause into the sets; give its parts in which nothing was found."""
    parts, joins = _parts(clause)
    words: list[str] = []
    starts: list[int] = []
    for part in parts:
        starts.append(len(words))
        words += tokens(part)
    commas = frozenset(start for start, join in zip(starts, joins, strict=True) if join in ",()")
    read = Clause(words, commas, frozenset(starts) - commas)
    told_of = _SCOPE[field] | ({"allergies"} if any(word.startswith("allerg") for word in words) else set())
    hits = _matcher().find(words, told_of, commas, read.ands)
    sets["read"].update(hit.entry.field for hit in hits)
    named = {i for hit in hits if hit.entry.field != "symptoms" for i in hit.at}
    for hit in hits:
        low = max((s for s in starts if s <= min(hit.at)), default=0)
        high = min((s for s in starts if s > max(hit.at)), default=len(words))
        near = words[low : _to_the_end_told(words, starts, high, hits, on)]
        cue = cues.read(words, hit.at, on)
        local = cues.read(near, frozenset(i - low for i in hit.at), on)
        aside = field == "conditions" and hit.entry.field == "symptoms" and not hit.entry.told_in
        if not (aside and hit.at & named):
            how = told(read, hit.at, thing=hit.entry.field in ("medications", "implants"))
            well = normal(read, max(hit.at)) if hit.entry.field in ("symptoms", "skin_at_site") else False
            if well or (hit.entry.field == "allergies" and borne(read, hit.at)):
                how = Told.NO
            limit = next((within[code] for code in hit.entry.codes if code in within), hit.entry.within_weeks)
            sort(hit, cue, local, sets, how, limit if hit.entry.within_weeks else None, aside=aside)
    seen = {i for hit in hits for i in hit.at}
    telling = {i for hit in hits if hit.entry.codes or hit.entry.maybe for i in hit.at}
    left = []
    denied = False
    fine = _fine(parts) if field == "symptoms" else ()
    for number, (part, start) in enumerate(zip(parts, starts, strict=True)):
        own = range(start, start + len(tokens(part)))
        rest = [w for w in tokens(part) if w not in cues.FILLER and not w.replace(".", "").isdigit() and w != "?"]
        # "no asthma, diabetes or heart trouble": what a list goes on to deny needs no reading either.
        denied = _denied(tokens(part)) or (denied and tokens(part)[0] in ("or", "nor"))
        nothing_else = set(tokens(part)) <= cues.NOTHING | cues.WITH_NOTHING | {"other", "else"}
        if (field != "medications" or nothing_else) and denied:
            sets["read"].add("denied")
            continue
        if field == "symptoms" and not seen.intersection(own) and (number in fine or cues.is_course(tokens(part))):
            sets["read"].add("course")
            continue
        unread = not seen.intersection(own) and not set(rest) <= cues.known() | cues.NOTHING
        # "Neck pain and funny eyes" is more than neck pain: a harmless find hides no word that dangers are told in.
        beside = set() if telling.intersection(own) else {words[i] for i in own if i not in seen}
        hidden = beside & cues.ALARM or any(_ILLNESS.search(word) for word in beside - _ILLNESSES)
        hidden = hidden or (field == "conditions" and not telling.intersection(own) and amiss(tokens(part)))
        if rest and (unread or hidden):
            left.append(part.strip())
    return left


def _fine(parts: list[str]) -> set[int]:
    """Give the parts that tell of healthy functions, with the names that lead to one: "speech and vision normal"."""
    found: set[int] = set()
    follows = False
    for number in reversed(range(len(parts))):
        words = tokens(parts[number])
        follows = cues.is_normal(words) or (follows and cues.is_function(words))
        if follows:
            found.add(number)
    return found


def _to_the_end_told(words: list[str], starts: list[int], high: int, hits: list[Hit], on: date) -> int:
    """Give where a part ends, with the part after it that only says when, or that it is over: "stopped 2019"."""
    after = min((start for start in starts if start > high), default=len(words))
    alone = not any(high <= place < after for hit in hits for place in hit.at)
    told = words[high:after]
    return after if told and alone and (cues.ends(told) or cues.only_dates(told, on)) else high


def _parts(clause: str) -> tuple[list[str], list[str]]:
    """Split a clause at commas, brackets and "and"; give the parts with what stood before each."""
    parts: list[str] = []
    joins: list[str] = []
    join, place = "", 0
    for match in (*_PART.finditer(clause), None):
        part = clause[place : match.start() if match else len(clause)]
        if tokens(part):
            parts.append(part)
            joins.append(join if parts else "")
            join = ""
        if match:
            join = "," if match.group() in ",()" or join == "," else "and"
            place = match.end()
    return parts, joins


def _denied(words: list[str]) -> bool:
    """Say whether a part only denies: "no red flags" hides nothing, whatever the words mean."""
    tells_more = words[:2] == ["no", "longer"] or not {"with", "on", "except", "since"}.isdisjoint(words)
    if loses(words, 0):
        return False
    if words[0] == "excluded" or words[:2] == ["ruled", "out"]:
        return len(words) <= 8
    if words[0] == "not" and len(words) <= 5 and len(words) > 1:
        return words[1] in cues.NOT_THERE and not tells_more
    return words[0] in ("no", "nil", "denies", "without") and not tells_more and len(words) <= 8
