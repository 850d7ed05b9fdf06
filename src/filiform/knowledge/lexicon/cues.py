"""The words around a find that change it: stopped, perhaps, past, when and where."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from filiform.knowledge.lexicon.denial import FAMILY, NOT

_WORDS: dict[str, Any] = json.loads(files(__package__).joinpath("cues.json").read_bytes())
_STOPPED = frozenset(_WORDS["stopped"])
_STOPPED_PAIRS = frozenset(map(tuple, _WORDS["stopped_pairs"]))
_PLANNED_PAIRS = frozenset(map(tuple, _WORDS["planned_pairs"]))
NEVER_SLIPS = frozenset(_WORDS["never_slips"])  # names of doctors are no slips of illnesses
_REMOVED = frozenset(_WORDS["removed"])
_EXCHANGED = frozenset(_WORDS["exchanged"])
_MAYBE = frozenset(_WORDS["perhaps"])
_PAST = frozenset(_WORDS["past"])
_NEW = frozenset(_WORDS["new"])
_BOTH = frozenset(_WORDS["both"])
_UNITS: dict[str, float] = _WORDS["weeks_in"]
_NUMBERS: dict[str, int] = _WORDS["numbers"]
_MONTHS: tuple[str, ...] = tuple(_WORDS["months"])
_AREAS: dict[str, str] = _WORDS["areas"]
_SIDES: dict[str, str] = _WORDS["sides"]
NOTHING = frozenset(_WORDS["nothing"])
WITH_NOTHING = frozenset(_WORDS["with_nothing"])
NOT_TOLD = frozenset(_WORDS["not_told"])
SOME = frozenset(_WORDS["some"])
ANYTHING = frozenset(_WORDS["anything"])
ALARM = frozenset(_WORDS["alarm"])
FILLER = frozenset(_WORDS["filler"])
_COURSE = frozenset(_WORDS["course"])
_GROWING = frozenset({"constant", "constantly", "daily", "each", "every", "getting", "increasing", "increasingly"})
_THIS_VISIT = frozenset(map(tuple, _WORDS["this_visit_pairs"]))
_OTHER_DAYS = frozenset(_WORDS["other_days"])
_LIMBS = {
    **dict.fromkeys(("hip", "knee", "thigh", "leg", "ankle-foot", "lower-limb"), "lower-limb"),
    **dict.fromkeys(("elbow", "hand", "arm", "upper-limb"), "upper-limb"),
}
_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_DAILY = frozenset({"daily", "each", "every"})
_SEASONS = frozenset({"winter", "spring", "summer", "autumn", "christmas", "easter"})
_COMING = frozenset({"appointment", "coming", "here", "needling", "session", "treatment", "visit", "this", "today"})
_SINCE = frozenset(
    {"began", "begun", "commenced", "diagnosed", "for", "from", "on", "prescribed", "put", "since", "started"}
)
_DRAINS = {"breast": "upper-limb", "chest": "upper-limb", "thorax": "upper-limb"}
_COURSES = frozenset({"cycle", "dose", "fraction", "infusion", "injection", "one", "session", "treatment"})
_COMES = frozenset(
    {
        *("await", "awaiting", "awaits", "booked", "considering", "considered", "offered", "planned", "planning"),
        *("postponed", "scheduled", "upcoming", "waiting"),
    }
)
_WELL = frozenset({"fine", "full", "good", "intact", "normal", "normally", "ok", "okay", "preserved", "unchanged"})
_FUNCTIONS = frozenset(
    {
        *("appetite", "balance", "bladder", "bowel", "bowels", "breathing", "coordination", "cranial", "dermatomes"),
        *("eyesight", "gait", "hearing", "myotomes", "nerves", "neurology", "power", "pulse", "pulses", "pupils"),
        *("reflexes", "sensation", "sight", "sleep", "speech", "strength", "swallowing", "temperature", "tone"),
        *("urine", "vision", "walking", "water", "waterworks"),
    }
)
_JOINS = frozenset(
    {"all", "and", "are", "both", "is", "lower", "limb", "limbs", "passing", "the", "upper", "was", "were"}
)
# "Not tender" hides nothing.
NOT_THERE = frozenset(
    {"dependent", "hot", "itchy", "linked", "painful", "red", "related", "sore", "swollen", "tender", "warm"}
)
_FEARED = frozenset({"afraid", "fear", "fears", "worried", "worries", "worry"})
_DROPPED = frozenset({"cancelled", "canceled", "declined", "declines"})
_LOOKED_AFTER = frozenset(
    {"check", "appointment", "change", "clinic", "follow", "removal", "replacement", "results", "review", "service"}
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Cues:
    """What the words around a find say about it. `weeks` is how long ago, `places` such as `left-hip`."""

    stopped: bool
    uncertain: bool
    past: bool
    recent: bool
    weeks: float | None
    places: tuple[str, ...]
    planned: bool = False
    removed: bool | None = False  # None: taken out, and perhaps another put in
    sides: tuple[str, ...] = ()
    today: bool = False  # before this visit
    other_days: bool = False  # as a habit, or on another day
    once: bool = False  # at some time, and nothing says that it goes on
    daily: bool = False
    ago: float | None = None  # weeks since, when the words tell of the past and not of how long
    ahead: bool = False  # it is to come
    dropped: bool = False  # it was declined, or cancelled
    feared: bool = False  # "worried about cancer"
    changed: bool = False  # what is there is looked after or exchanged: "battery change planned"


def read(words: Sequence[str], at: frozenset[int], on: date) -> Cues:
    """Read the cues for a find at these positions."""
    around = [w for i, w in enumerate(words) if i not in at]
    pairs = set(pairwise(words))
    ago = weeks(around, on)
    ended = {second for first, second in pairs if second in _STOPPED and first not in ("not", "never")}
    ended |= set(words[:1]) & _STOPPED
    return Cues(
        stopped=bool(ended & set(around)) or bool(pairs & _STOPPED_PAIRS) or "until" in around,
        uncertain=bool(_MAYBE & set(around)) or ("not", "sure") in pairs,
        past=_long_over(around) or (ago is not None and ago > 52),
        recent=bool(_NEW & set(around)) or ("last", "week") in pairs or ("this", "week") in pairs,
        weeks=ago,
        places=named_places(words),
        planned=bool(pairs & _PLANNED_PAIRS),
        removed=_removed(set(around), pairs),
        sides=_named_sides(words),
        once=_once(around, pairs),
        today=_before_this_visit(around),
        other_days=bool(_OTHER_DAYS & set(around)),
        daily=bool(_DAILY & set(around)) and _OTHER_DAYS.isdisjoint(set(around) - _DAILY),
        ago=ago if _dates(words, on) else None,
        ahead=_ahead(around),
        dropped=bool(_DROPPED & set(around)),
        feared=not _FEARED.isdisjoint(around),
        changed=bool((_EXCHANGED | _LOOKED_AFTER) & set(around)),
    )


def _long_over(around: Sequence[str]) -> bool:
    """Say whether a word tells of the past, and no "not" stands before it: "cured", but not "not cured"."""
    young = any(list(around[i : i + 3]) in (["as", "a", "boy"], ["as", "a", "girl"]) for i in range(len(around)))
    return young or any(
        w in _PAST and list(around[i - 1 : i]) not in (["not"], ["never"]) for i, w in enumerate(around)
    )


def _ahead(around: Sequence[str]) -> bool:
    """Say whether words tell of what is to come: "waiting for a new knee", "Botox next month"."""
    coming = any(first == "next" and second in _UNITS for first, second in pairwise(around))
    return bool(_COMES & set(around)) or coming or ("list", "for") in set(pairwise(around))


def _before_this_visit(around: Sequence[str]) -> bool:
    """Say whether words tell of the hours before a visit: "this morning", "an hour ago", "before coming"."""
    if "today" in around or _THIS_VISIT & set(pairwise(around)):
        return True
    return any(word == "before" and _COMING & set(around[i + 1 : i + 4]) for i, word in enumerate(around))


def drained(places: Sequence[str], sides: Sequence[str], limb: str) -> tuple[str, ...]:
    """Give the places and the limbs whose lymph runs there: the arm of a breast; the limb itself where none is told."""
    if not places:
        return tuple(f"{side}-{limb}" for side in sides) or (limb,)
    limbs = [place.replace(area, arm) for place in places for area, arm in _DRAINS.items() if place.endswith(area)]
    return tuple(dict.fromkeys([*places, *limbs]))


def limbs(places: Sequence[str]) -> tuple[str, ...]:
    """Give the whole limbs that places are of; nothing, which is anywhere, where one is of no limb."""
    found = []
    for place in places:
        head, _, tail = place.partition("-")
        side, area = (f"{head}-", tail) if head in ("left", "right") else ("", place)
        if area not in _LIMBS:
            return ()
        found.append(f"{side}{_LIMBS[area]}")
    return tuple(dict.fromkeys(found))


def _once(around: Sequence[str], pairs: set[tuple[str, str]]) -> bool:
    told = {("years", "ago"), ("the", "past"), ("in", "past")} & pairs or "previously" in around
    return bool(told) and _SINCE.isdisjoint(around)


def _removed(around: set[str], pairs: set[tuple[str, str]]) -> bool | None:
    taken = bool(_REMOVED & around) or ("taken", "out") in pairs or ("took", "out") in pairs
    if not taken or ("not", "removed") in pairs:
        return False
    return None if _EXCHANGED & around and ("not", "replaced") not in pairs else True


def is_course(words: Sequence[str]) -> bool:
    """Say whether words tell only when trouble comes and what eases it: "worse on stairs", not "getting worse"."""
    told = set(words)
    if told & (NOT | _GROWING) or not told & _COURSE or ("comes" in told and told > {"comes"} and "goes" not in told):
        return False  # what comes on with walking may be of the heart or the arteries
    return all(word in _COURSE or word in FILLER or word in known() or word.isdigit() for word in told)


def is_normal(words: Sequence[str]) -> bool:
    """Say whether words only tell that functions of the body are as they should be: "vision normal", "power full"."""
    told = set(words)
    return bool(told & _WELL) and bool(told & _FUNCTIONS) and told <= _WELL | _FUNCTIONS | _JOINS


def is_function(words: Sequence[str]) -> bool:
    """Say whether words only name functions of the body: "speech, swallowing and vision normal" goes on to say."""
    return bool(words) and set(words) <= _FUNCTIONS | _JOINS and bool(set(words) & _FUNCTIONS)


def only_dates(words: Sequence[str], on: date) -> bool:
    """Say whether a part only says when it was: "hysterectomy, 2010", but not "since 2010"."""
    plain = {"about", "ago", "around", "in", "last", "the"} | set(_UNITS) | {f"{unit}s" for unit in _UNITS}
    dated = all(word.isdigit() or word in plain or word in _NUMBERS or word in _MONTHS for word in words)
    return dated and weeks(words, on) is not None


def ends(words: Sequence[str]) -> bool:
    """Say whether a part begins by saying that something is over, or when it last was."""
    over = set(words[:2]) & {"cured", "recovered", "resolved"} or list(words[:2]) == ["all", "clear"]
    when = words[:1] == ["last"] and bool(_COURSES & set(words[1:2]))
    return when or bool(set(words[:1]) & (_STOPPED | {"until"}) or over) or tuple(words[:2]) in _STOPPED_PAIRS


def weeks(words: Sequence[str], on: date) -> float | None:
    """Give how many weeks ago, from "3 months ago", "two weeks", "May 2026", "2019"."""
    told = list(enumerate(pairwise(words)))
    # "For six months, stopped three weeks ago": the time that is "ago" is when it was.
    for at, (number, unit) in sorted(told, key=lambda each: words[each[0] + 2 : each[0] + 3] != ["ago"]):
        if words[at + 2 : at + 3] == ["course"]:
            continue  # how long it was taken
        scale = _UNITS.get(unit.rstrip("s")) or _UNITS.get(unit)
        count = float(number) if number.replace(".", "", 1).isdigit() else _NUMBERS.get(number)
        if scale and count is not None:
            return count * scale
    months = _month(words, on)
    if months is None:
        months = _in_month(words, on)
    if months is not None:
        return months * _UNITS["month"]
    if any(first == "last" and second in _SEASONS for first, second in pairwise(words)):
        return 11.0  # at least so long ago, as it is said; an operation then still counts as recent
    if any(first in ("last", "on", "since") and second.rstrip("s") in _WEEKDAYS for first, second in pairwise(words)):
        return 0.5
    for word in words:
        if _YEAR.fullmatch(word):
            years = on.year - int(word)
            return max(0.0, years - 0.5) * 52.18 if years > 0 else None
    return 0.0 if {"yesterday", "today"} & set(words) else None


def _month(words: Sequence[str], on: date) -> float | None:
    """Give how many months ago a named month was, from "May 2026"; without its year "may" is too often a verb."""
    for name, year in pairwise(words):
        month = next((i for i, full in enumerate(_MONTHS, 1) if len(name) > 2 and full.startswith(name)), None)
        if month and _YEAR.fullmatch(year):
            ago = (on.year - int(year)) * 12 + on.month - month
            return float(ago) if ago >= 0 else None
    return None


def _in_month(words: Sequence[str], on: date) -> float | None:
    """Give how many months ago the last such month was, from "in March"; a year beside it counts instead."""
    for at, (first, name) in enumerate(pairwise(words)):
        dated = words[at + 2 : at + 3] and _YEAR.fullmatch(words[at + 2])
        if first in ("in", "last") and name in _MONTHS and not dated:
            return float((on.month - _MONTHS.index(name) - 1) % 12)
    return None


def _dates(words: Sequence[str], on: date) -> bool:
    """Say whether the time that is told is when it was, and not how long."""
    named = any(first == "last" and second in _SEASONS for first, second in pairwise(words))
    return "ago" in words or named or _in_month(words, on) is not None


def named_places(words: Sequence[str]) -> tuple[str, ...]:
    """Give the places that words name, with their side where one is told: `left-hip`, `chest`."""
    areas = list(dict.fromkeys(area for word in words if (area := _AREAS.get(word) or _AREAS.get(word.rstrip("s")))))
    return tuple(f"{side}-{area}" for area in areas for side in _named_sides(words)) or tuple(areas)


def _named_sides(words: Sequence[str]) -> tuple[str, ...]:
    named = ["left", "right"] if _BOTH & set(words) else [_SIDES[word] for word in words if word in _SIDES]
    return tuple(dict.fromkeys(named))


@cache
def known() -> frozenset[str]:
    """Give all words that are cues, areas, units or sides: alone they mean nothing."""
    sets = (NOT, _STOPPED, _MAYBE, _PAST, FAMILY, _NEW, _BOTH)
    return frozenset[str]().union(
        *sets, _AREAS, {f"{area}s" for area in _AREAS}, _UNITS, _NUMBERS, _SIDES, {"side", "sides"}
    )
