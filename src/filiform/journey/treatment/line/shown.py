"""A line as it will be recorded, before it is: each entry, what is wanting, what stands against it, what lies near."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from filiform.core.needling import NeedleFinding, Whose
from filiform.core.needling.shorthand import LONGEST
from filiform.core.reasons import Refusal
from filiform.core.values import Site
from filiform.foundation.record.public import VisitFile
from filiform.journey.treatment import sayings
from filiform.journey.treatment.line.actions import judge
from filiform.journey.treatment.line.habits import shown_as
from filiform.journey.treatment.line.meaning import Meaning, Meant
from filiform.journey.treatment.line.words import fault_text, want_text
from filiform.journey.treatment.told import site_label
from filiform.journey.treatment.translate import technique_label
from filiform.journey.treatment.words import Guidance

#: Findings that stand in view at once; figures from studies and the rest are a tap away.
IN_VIEW = ("hazard", "hazards-unknown", "both-sides-of-thorax", "thorax-side-unknown", "ultrasound-advised")
STATES = {
    "clear": gettext_lazy("Can be recorded"),
    "ask": gettext_lazy("Not complete yet"),
    "stop": gettext_lazy("Not as it stands"),
}


def preview(visit: VisitFile, meaning: Meaning, text: str) -> dict[str, Any]:
    """Context of the preview of `text`; what stands against several entries is told once."""
    told: set[Refusal | NeedleFinding] = set()
    rows = [_row(visit, meaning, one, told) for one in meaning.entries]
    needles = sum(_needles(one, first=not at) for at, one in enumerate(meaning.entries))
    ready = meaning.complete and bool(rows) and all(row["state"] == "clear" for row in rows)
    return {
        "of": text[:LONGEST].replace("\r\n", "\n"),
        "usual": shown_as(text, meaning.takes),
        "rows": rows,
        "faults": [fault_text(one) for one in meaning.faults],
        "ready": ready,
        "total": ngettext("%(n)s needle", "%(n)s needles", needles) % {"n": needles},
    }


def _row(visit: VisitFile, meaning: Meaning, one: Meant, told: set[Refusal | NeedleFinding]) -> dict[str, Any]:
    judged = judge(visit, meaning, one)
    refusals = list(dict.fromkeys(each for found in judged for each in found.refusals))
    shown = list(dict.fromkeys(each for found in judged for each in found.shown if each not in told))
    fresh = [each for each in refusals if each not in told]
    told.update(refusals, shown)
    state = "stop" if one.entry is None or refusals else "ask" if one.wants else "clear"
    return {
        "text": one.heard.text,
        "state": state,
        "label": STATES[state],
        "title": _title(one),
        "parts": as_recorded(one) if one.entry else [],
        "usual": _usual(one),
        "faults": [fault_text(each) for each in one.heard.faults],
        "wants": [want_text(each) for each in one.wants],
        "refusals": [sayings.refusal_item(each) for each in fresh],
        "near": [sayings.finding_item(each) for each in shown if each.code in IN_VIEW],
        "more": [sayings.finding_item(each) for each in shown],
    }


def _title(one: Meant) -> str:
    if one.entry is None:
        return ""
    if len(one.entry.sides) > 1:
        return _("%(structure)s, both sides") % {"structure": site_label(Site(one.entry.structure))}
    return site_label(Site(one.entry.structure, *one.entry.sides))


def _needles(one: Meant, *, first: bool) -> int:
    """Physical needles that an entry opens; in the first entry one serves all where it is said so."""
    if one.entry is None:
        return 0
    return int(first) if one.entry.same_needle else one.entry.insertions


def _usual(one: Meant) -> str:
    """What was not typed but is usual there, and how to say otherwise."""
    entry = one.entry
    if entry is None or not one.taken.fields:
        return ""
    words = {
        "technique": technique_label(entry.technique or ""),
        "guidance": str(Guidance(entry.guidance).label) if entry.guidance else "",
        "size": _size(one),
        "dwell": _("%(n)s min") % {"n": -(-(entry.dwell_seconds or 0) // 60)},
    }
    named = {"what": " · ".join(words[name] for name in one.taken.fields)}
    if one.taken.whose is Whose.PRACTICE:
        return _("Usual in this practice: %(what)s. Type what is to be otherwise.") % named
    return _("Your usual here: %(what)s. Type what is to be otherwise.") % named


def as_recorded(one: Meant) -> list[str]:
    """The entry in words, in the order of the record."""
    entry = one.entry
    if entry is None:
        return []
    several = entry.insertions > 1
    number = one.lot.number if one.lot else one.lot_text
    found = [
        _("%(n)s insertions") % {"n": entry.insertions} if several else "",
        _("the same needle") if entry.same_needle else "",
        _size(one),
        _("lot %(number)s") % {"number": number} if number else "",
        technique_label(entry.technique) if entry.technique else "",
        str(Guidance(entry.guidance).label) if entry.guidance else "",
        entry.point or "",
        _("%(depth)s mm deep") % {"depth": f"{entry.depth_mm.normalize():f}"} if entry.depth_mm is not None else "",
        _twitches(entry.twitches),
        _stay(entry.left_in, entry.dwell_seconds),
        f"“{entry.note}”" if entry.note else "",
    ]
    said_each = several and (entry.depth_mm is not None or entry.twitches is not None)
    return [part for part in (*found, _("depth and twitches of each") if said_each else "") if part]


def _size(one: Meant) -> str:
    if one.lot:
        return one.lot.size
    if one.entry is None or one.entry.length_mm is None:
        return ""
    return f"{one.entry.diameter_mm} × {one.entry.length_mm.normalize():f} mm"


def _twitches(twitches: int | None) -> str:
    if twitches is None:
        return ""
    return _("no twitch") if twitches == 0 else ngettext("%(n)s twitch", "%(n)s twitches", twitches) % {"n": twitches}


def _stay(left_in: bool | None, dwell: int | None) -> str:
    time = f"{dwell // 60}:{dwell % 60:02d} min" if dwell else ""
    if left_in:
        return _("in, for %(time)s") % {"time": time} if time else _("in, the clock starts")
    if left_in is False:
        return _("out again, in for %(time)s by your word") % {"time": time} if time else _("out at once")
    return ""
